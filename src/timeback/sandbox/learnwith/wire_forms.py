"""The answers of LEARNWITH_AI: OneRoster's records, and lists with their total alone."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

import msgspec

from ..._json_types import is_list, is_object
from ..context import RequestContext
from ..messages import Response
from ..platform_paths import reshaped
from ..records import Doc
from ..service import Handler
from .errors import with_bad_requests

__all__ = ["GRADE_LABELS", "answering_in_form", "user_shown"]

# Grades as OneRoster's records keep them, by the labels of this platform; others are the same on both.
GRADE_LABELS = {"PK": "-1", "K": "0"}
_LABELS = {stored: label for label, stored in GRADE_LABELS.items()}

# Whole, with its text in quotes: what stands in there is no condition.
_CONDITION = re.compile(r"([A-Za-z_][\w.-]*)\s*(!=|>=|<=|[=~><@])\s*'((?:[^']|'')*)'")
_COUNTERS = frozenset({"totalCount", "pageCount", "pageNumber", "offset", "limit"})
_ORG = ("sourcedId", "status", "dateLastModified", "name", "type", "identifier")
_REFERENCE = ("href", "sourcedId", "type")
_PROFILE = ("profileId", "profileType", "vendorId", "applicationId", "description")


def answering_in_form(handler: Handler) -> Handler:
    """A handler of OneRoster or CASE that answers in this platform's form."""
    refusing = with_bad_requests(handler)

    @wraps(refusing)
    def answer(call: RequestContext) -> Response:
        if "filter" in call.query:
            call.query["filter"] = _CONDITION.sub(_stored, call.query["filter"])
        return _in_form(call, refusing(call))

    return answer


def _stored(condition: re.Match[str]) -> str:
    """A condition of a filter; one on grades names them as they are kept."""
    field, operator, value = condition.groups()
    label = GRADE_LABELS.get(value, value) if field == "grades" else value
    return f"{field}{operator}'{label}'"


def _in_form(call: RequestContext, response: Response) -> Response:
    if response.status != 200 or call.request.method not in ("GET", "HEAD"):
        return response
    body = msgspec.json.decode(response.body)
    if not is_object(body):
        return response
    if "totalCount" in body:
        total = {"total": body["totalCount"]}
        body = {name: value for name, value in body.items() if name not in _COUNTERS} | total
    shown = {name: _shown(name, value) for name, value in body.items()}
    return reshaped(response, shown)


def _shown(name: str, value: Any) -> Any:
    form = {"user": user_shown, "org": _org}.get(name.removesuffix("s"))
    if form is None:
        return value
    return [form(each) for each in value] if is_list(value) else form(value)


def _org(org: Doc) -> Doc:
    """An organization."""
    return {name: org[name] for name in _ORG if name in org}


def user_shown(user: Doc) -> Doc:
    """A user: grades are labels, identifiers text, profiles name their application by its id."""
    changed: Doc = {"userIds": [each["identifier"] for each in user.get("userIds") or ()]}
    if user.get("grades"):
        changed["grades"] = [_LABELS.get(grade, grade) for grade in user["grades"]]
    if user.get("primaryOrg"):
        changed["primaryOrg"] = {name: user["primaryOrg"][name] for name in _REFERENCE}
    if "userProfiles" in user:
        changed["userProfiles"] = [_profile(each) for each in user["userProfiles"]]
    return user | changed


def _profile(profile: Doc) -> Doc:
    shown = {name: profile[name] for name in _PROFILE if name in profile}
    credentials = [
        {"username": each["username"], "password": each.get("password"), "identity": each.get("id")}
        for each in profile.get("credentials") or ()
    ]
    return shown | {"credentials": credentials}
