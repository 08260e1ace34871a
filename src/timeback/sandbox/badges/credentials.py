"""Credentials: stored, issued, verified."""

from __future__ import annotations

from typing import Any

from ..._json_types import is_object
from ..bodies import checked_body, checking
from ..clr.rules import signed
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..fields import check_body
from ..messages import Response, json_response
from ..oneroster.tables import ORGS, USERS
from ..records import Doc
from ..sql import Clause
from .achievements import find_achievement
from .rules import awarded, verdict
from .schemas import CREDENTIAL, ISSUE
from .tables import BASE, CREDENTIALS

__all__ = ["issue_credential", "upsert_credential", "verify_credential"]

_DISTRICT = Clause("json_extract(doc, '$.type') = 'district'")


def upsert_credential(call: RequestContext) -> Response:
    """Store a credential with a proof of the platform's: 201 for a new one, else 200."""
    sent = call.body()
    checked_body(call, CREDENTIAL, body=sent)
    is_new = _keep(call, credential := signed(sent, call.now, _method(call)))
    return json_response(201 if is_new else 200, credential)


def issue_credential(call: RequestContext) -> Response:
    """Award an achievement to a user, and answer the signed credential."""
    kept = checked_body(call, ISSUE)
    achievement = find_achievement(call, kept["achievementId"])
    user = call.session.get(USERS, kept["userId"])
    if user is None or user["status"] != "active":
        raise ApiError(404, "User not found.")
    if achievement["status"] != "active":
        raise ApiError(404, "Achievement not found.")
    url = f"{call.base_url}{BASE}/achievements/{achievement['sourcedId']}"
    date = kept.get("awardedDate") or call.now
    credential = signed(awarded(achievement, user, _issuer(call), url, date), call.now, _method(call))
    _keep(call, credential)
    return json_response(200, credential)


def verify_credential(call: RequestContext) -> Response:
    """Tell whether a credential holds: its form, its dates, and the platform's own proof."""
    sent = call.body()
    if not is_object(sent):
        raise invalid_body(("", "Must be an object."))
    check = checking(call)
    check_body(sent, CREDENTIAL, check)
    faults = [f"{path}: {message}" for path, message in check.issues]
    return json_response(200, verdict(sent, faults, call.now, _method(call)))


def _keep(call: RequestContext, credential: Doc) -> bool:
    """Store a credential under the ids of its issuer and its own; whether it is new."""
    issuer: Any = credential["issuer"]
    key = f"{issuer['id']} {credential['id']}"
    is_new = not call.session.exists(CREDENTIALS, key)
    write = call.session.insert if is_new else call.session.replace
    write(CREDENTIALS, key, {"credential": credential})
    return is_new


def _method(call: RequestContext) -> str:
    return f"{call.base_url}{BASE}/keys/1"


def _issuer(call: RequestContext) -> Doc:
    """The profile of the district, as the issuer."""
    districts = call.session.find(ORGS, _DISTRICT)
    name = districts[0]["name"] if districts else "Timeback sandbox"
    return {"id": f"{call.base_url}{BASE}/profile", "type": ["Profile"], "name": name}
