"""Applications: EduBridge's, and those that were registered here."""

from __future__ import annotations

import secrets
import uuid

import msgspec

from ..conditions import Queryable
from ..context import RequestContext
from ..edubridge.tables import APPLICATIONS
from ..errors import ApiError
from ..listing import read_page
from ..messages import Response, json_response
from ..records import Doc
from ..sql import EVERYTHING, Clause, Table, path_sql
from ..tokens import digest_of
from .schemas import draft_body
from .tables import DRAFTS

__all__ = ["list_applications", "register_draft"]

_DEFAULT_LIMIT = 50
_DEFAULT_TYPE = "learning_app"


class _Registered(Table):
    """EduBridge's applications, with the fields that were registered here."""

    def expression(self, path: str) -> str:
        """The SQL of a field."""
        if path not in _OF_DRAFTS:
            return super().expression(path)
        found = f"SELECT {path_sql(path)} FROM {DRAFTS.name} WHERE id = {self.name}.id"
        return f"coalesce(({found}), {_OF_DRAFTS[path]})"


# By field, what holds for an application that was not registered here.
_OF_DRAFTS = {
    "applicationType": f"'{_DEFAULT_TYPE}'",
    "dateCreated": f"json_extract({APPLICATIONS.name}.doc, '$.dateLastModified')",
    "launchUrl": f"'https://' || json_extract({APPLICATIONS.name}.doc, '$.domain[0]') || '/launch'",
}
_LISTED = Queryable(
    _Registered(APPLICATIONS.name, APPLICATIONS.columns),
    {
        "applicationType": "text",
        "dateCreated": "instant",
        "launchUrl": "text",
        "sourcedId": "text",
        "name": "text",
        "description": "text",
        "status": "text",
        "dateLastModified": "instant",
    },
)
_DOMAIN = "registered.example"


def list_applications(call: RequestContext) -> Response:
    """Answer one page of the applications."""
    window, page = read_page(call, _LISTED, EVERYTHING, default_limit=_DEFAULT_LIMIT)
    rows = [_shown(call, msgspec.json.decode(row, type=Doc)) for row in page.rows]
    more = window.offset + len(rows) < page.total
    pagination = {"limit": window.limit, "offset": window.offset, "total": page.total, "hasMore": more}
    return json_response(200, {"applications": rows, "pagination": pagination})


def _shown(call: RequestContext, application: Doc) -> Doc:
    record_id = application["sourcedId"]
    draft = call.session.get(DRAFTS, record_id) or Doc()
    domains: list[str] = application["domain"]
    return {
        "sourcedId": record_id,
        "status": application["status"],
        "dateCreated": draft.get("dateCreated", application["dateLastModified"]),
        "dateLastModified": application["dateLastModified"],
        "name": application["name"],
        "description": application["description"],
        "applicationType": draft.get("applicationType", _DEFAULT_TYPE),
        "domains": domains,
        "launchUrl": draft.get("launchUrl", f"https://{domains[0]}/launch"),
        "isLtiCompliant": True,
        "isLtiV1P3Compliant": True,
        "isRecordingEnabled": False,
        "idling": "off",
        "proctoringMode": "off",
        "tools": [],
        "metadata": application["metadata"],
    }


def register_draft(call: RequestContext) -> Response:
    """Register an application; its client holds read-only scopes, and its secret is answered this once."""
    body = draft_body(call)
    if call.session.find(APPLICATIONS, Clause('"name" = ?', (body["name"],))):
        raise ApiError(409, "The name is taken.", [("name", "Another application has this name.")])
    record_id, secret = str(uuid.uuid4()), secrets.token_urlsafe(32)
    application: Doc = {
        "sourcedId": record_id,
        "name": body["name"],
        "description": body["description"],
        "domain": [_DOMAIN],
        "tenantId": None,
        "clientAppId": None,
        "status": "active",
        "dateLastModified": call.now,
        "metadata": {},
    }
    draft: Doc = {
        "clientId": f"draft-{record_id}",
        "secretDigest": digest_of(secret),
        "launchUrl": body["launchUrl"],
        "applicationType": body.get("applicationType", _DEFAULT_TYPE),
        "publisherId": body.get("publisherId", str(uuid.uuid5(uuid.NAMESPACE_DNS, _DOMAIN))),
        "dateCreated": call.now,
    }
    call.session.insert(APPLICATIONS, record_id, application)
    call.session.insert(DRAFTS, record_id, draft)
    answer = {
        "applicationId": record_id,
        "appUrn": f"urn:uuid:{record_id}",
        "clientId": draft["clientId"],
        "clientSecret": secret,
        "publisherId": draft["publisherId"],
    }
    return json_response(201, answer)
