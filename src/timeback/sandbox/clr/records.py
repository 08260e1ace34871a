"""Learner records are stored as they are sent, signed, and listed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from timeback.sandbox import instants
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.clr.tables import BASE, RECORDS
from timeback.sandbox.fields import (
    Checking,
    Field,
    Kind,
    array,
    boolean,
    check_body,
    is_array,
    is_object,
    nonblank,
    object_of,
    one_of,
)
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import EVERYTHING, Clause
from timeback.sandbox.writes import checking, refuse_issues

__all__ = ["register_records"]

# Known to nobody else, so that a proof can only have been made here.
_KEY = hashlib.sha256(b"timeback sandbox clr").digest()
_W3C = "https://www.w3.org/ns/credentials/v2"
_PATH = f"{BASE}/credentials"
_MAX_LIMIT = 3000


def _is_uri(value: Any, at: str, check: Checking) -> Any:
    if isinstance(value, str) and urlsplit(value).scheme:
        return value
    return check.fail(at, "Must be a URI.")


def _is_moment(value: Any, at: str, check: Checking) -> Any:
    # It is kept as it was written: a proof may cover it.
    if isinstance(value, str) and "T" in value and instants.parse(value):
        return value
    return check.fail(at, "Must be an ISO 8601 datetime.")


def _is_context(value: Any, at: str, check: Checking) -> Any:
    if not is_array(value) or len(value) < 3 or value[0] != _W3C:
        return check.fail(at, f"Must hold at least 3, the first of which is {_W3C}.")
    return value


_uri, _moment = Kind(_is_uri), Kind(_is_moment)
_types = Field(array(nonblank, least=1), required=True)
_profile = Field(object_of({"id": Field(_uri, required=True), "type": _types}), required=True)
_text = Field(nonblank, required=True)
_nested = object_of(
    {
        "@context": Field(array(nonblank, least=1), required=True),
        "id": _text,
        "type": _types,
        "issuer": _profile,
        "validFrom": Field(_moment, required=True),
        "credentialSubject": Field(object_of({}), required=True),
    }
)
_identity = object_of(
    {
        "type": Field(one_of("IdentityObject"), required=True),
        "identityHash": _text,
        "identityType": _text,
        "hashed": Field(boolean, required=True),
    }
)
_achievement = object_of(
    {
        "id": Field(_uri, required=True),
        "type": _types,
        "name": _text,
        "description": _text,
        "criteria": Field(object_of({}), required=True),
    }
)
_association = object_of(
    {
        "type": Field(one_of("Association"), required=True),
        "associationType": Field(
            one_of(
                "exactMatchOf",
                "isChildOf",
                "isParentOf",
                "isPartOf",
                "isPeerOf",
                "isRelatedTo",
                "precedes",
                "replacedBy",
            ),
            required=True,
        ),
        "sourceId": Field(_uri, required=True),
        "targetId": Field(_uri, required=True),
    }
)
_RECORD = {
    "@context": Field(Kind(_is_context), required=True),
    "id": Field(_uri, required=True),
    "type": _types,
    "issuer": _profile,
    "name": _text,
    "validFrom": Field(_moment, required=True),
    "validUntil": Field(_moment),
    "credentialSubject": Field(
        object_of(
            {
                "type": _types,
                "verifiableCredential": Field(array(_nested, least=1), required=True),
                "identifier": Field(array(_identity)),
                "achievement": Field(array(_achievement)),
                "association": Field(array(_association)),
            }
        ),
        required=True,
    ),
}


def register_records(router: Router) -> None:
    """Serve learner records."""
    router.add("POST", _PATH, _upsert)
    router.add("GET", _PATH, _list)


def _upsert(call: RequestContext) -> Response:
    sent = call.body()
    check = checking(call)
    check_body(sent, _RECORD, check)
    refuse_issues(check)
    old = call.session.get(RECORDS, sent["id"])
    changed = instants.after(call.now, old["changed"] if old else None)
    # Proofs of others stay; the platform's own is made anew.
    given: Any = sent.get("proof") or []
    proofs = given if is_array(given) else [given]
    method = f"{call.base_url}{BASE}/keys/1"
    others = [each for each in proofs if not _is_ours(each, method)]
    credential = {name: value for name, value in sent.items() if name != "proof"}
    credential["proof"] = [*others, _proof(credential, changed, method)]
    write = call.session.replace if old else call.session.insert
    write(RECORDS, sent["id"], {"changed": changed, "credential": credential})
    return json_response(200 if old else 201, credential)


def _is_ours(proof: Any, method: str) -> bool:
    return is_object(proof) and proof.get("verificationMethod") == method


def _proof(credential: dict[str, Any], created: str, method: str) -> dict[str, str]:
    """A proof in the form of the standard. It covers every field, but only the sandbox can check it."""
    signed = msgspec.json.encode(credential, order="deterministic")
    digest = hmac.new(_KEY, signed, hashlib.sha256).digest()
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "sandbox-hmac-sha256",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        "proofValue": "u" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
    }


def _list(call: RequestContext) -> Response:
    limit, offset = _whole(call, "limit", 100, 1), _whole(call, "offset", 0, 0)
    where = EVERYTHING
    if (since := call.query.get("since")) is not None:
        moment = instants.parse(since)
        if moment is None:
            raise ApiError(400, "Invalid query parameters.", [("since", "Must be an ISO 8601 datetime.")])
        where = Clause('"changed" > ?', (moment.text,))
    page = call.session.page(RECORDS, where, order="seq", limit=limit, offset=offset)
    credentials = [msgspec.json.decode(row)["credential"] for row in page.rows]
    headers = [("x-total-count", str(page.total))]
    if offset + len(credentials) < page.total and credentials:
        query = urlencode({**call.query, "limit": limit, "offset": offset + limit})
        headers.append(("link", f'<{call.base_url}{_PATH}?{query}>; rel="next"'))
    return json_response(200, {"credential": credentials}, headers)


def _whole(call: RequestContext, name: str, default: int, least: int) -> int:
    raw = call.query.get(name)
    if raw is None:
        return default
    value = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 16 else -1
    if not least <= value or (name == "limit" and value > _MAX_LIMIT):
        raise ApiError(400, "Invalid query parameters.", [(name, "Must be a whole number in its bounds.")])
    return value
