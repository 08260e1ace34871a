"""Students to create, and applications that are assigned to users."""

from __future__ import annotations

from typing import Any

from ..context import RequestContext
from ..edubridge.common import existing
from ..edubridge.tables import APPLICATIONS
from ..messages import Response, json_response
from ..oneroster import collections
from ..oneroster.agents import save_user
from ..oneroster.tables import USERS
from ..records import Doc
from ..writes import create_record, require
from .schemas import profile_body, student_body
from .wire_forms import GRADE_LABELS, user_shown

__all__ = ["assign_application", "create_student"]


def create_student(call: RequestContext) -> Response:
    """Create a student; one who is there already is a conflict."""
    body = student_body(call)
    org = {"sourcedId": body["primaryOrg"]["sourcedId"]}
    demographics, status = body.pop("demographics", None), body["status"]
    given: dict[str, Any] = {name: value for name, value in body.items() if value is not None}
    user = given | {
        "status": "active",
        "grades": [GRADE_LABELS.get(grade, grade) for grade in body["grades"]],
        "primaryOrg": org,
        "roles": [{"roleType": "primary", "role": "student", "org": org}],
    }
    _, doc = create_record(call, collections.USERS, user)
    if status != "active":
        doc = doc | {"status": status}
        call.session.replace(USERS, doc["sourcedId"], doc)
    if demographics is not None:
        create_record(call, collections.DEMOGRAPHICS, demographics, sourcedId=doc["sourcedId"])
    shown = user_shown(doc) | {"demographics": demographics}
    return json_response(201, {"student": shown})


def assign_application(call: RequestContext) -> Response:
    """Make a user's account in an application, or put another in its place."""
    user = require(call, collections.USERS, call.params["user"])
    profile = profile_body(call)
    application = existing(call, APPLICATIONS, profile["applicationId"], "Application")
    kept = [each for each in user["userProfiles"] if each["profileId"] != profile["profileId"]]
    save_user(call, user, userProfiles=[*kept, _kept(profile, application)])
    return json_response(200 if len(kept) < len(user["userProfiles"]) else 201, {})


def _kept(profile: Doc, application: Doc) -> Doc:
    """A profile as OneRoster's users have it, with its application."""
    app = {
        "sourcedId": application["sourcedId"],
        "name": application["name"],
        "domain": application["domain"],
    }
    return {"description": None, **profile, "app": app, "credentials": []}
