"""Enrollments in courses, which are OneRoster's enrollments in the classes of those courses."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, no_content
from ..oneroster.collections import ASSESSMENT_RESULTS, ENROLLMENTS
from ..oneroster.tables import ENROLLMENTS as TABLE
from ..records import Doc, part
from ..sql import Clause
from ..writes import mark_deleted
from .common import active_enrollments, answer, checked, course, org, user
from .default_class import default_class
from .enrollment_records import change_metadata, enroll_user
from .enrollment_views import course_view, enrollment_view
from .schemas import ENROLLMENT_OPTIONS

__all__ = ["enroll", "get_default_class", "list_enrollments", "reset_goals", "reset_progress", "unenroll"]


def list_enrollments(call: RequestContext) -> Response:
    """Answer the active enrollments of a user."""
    owner = user(call, call.params["user"])["sourcedId"]
    return answer(call, "data", [enrollment_view(call, doc) for doc in active_enrollments(call, owner)])


def _school_of(call: RequestContext, owner: Doc) -> Doc:
    """The school in the path, else the user's primary organization."""
    named = call.params.get("school") or (owner.get("primaryOrg") or owner["roles"][0]["org"])["sourcedId"]
    return org(call, named)


def enroll(call: RequestContext) -> Response:
    """Enroll a user in a course, at a school of the path or the user's own."""
    owner, wanted = user(call, call.params["user"]), course(call, call.params["course"])
    school = _school_of(call, owner)
    options = checked(call, ENROLLMENT_OPTIONS)
    return answer(call, "data", enrollment_view(call, enroll_user(call, owner, wanted, school, options)), 201)


def unenroll(call: RequestContext) -> Response:
    """Mark the enrollments of a user in a course as deleted."""
    school = call.params.get("school")
    found = [
        doc
        for doc in active_enrollments(call, call.params["user"], call.params["course"])
        if school in (None, doc["school"]["sourcedId"])
    ]
    if not found:
        raise ApiError(404, "Enrollment not found.")
    for doc in found:
        mark_deleted(call, ENROLLMENTS, doc)
    return no_content()


def reset_goals(call: RequestContext) -> Response:
    """Give every student of a course the course's goals, except those who have their own."""
    wanted = course(call, call.params["course"])
    goals = part(wanted, "metadata").get("goals")
    if not goals:
        raise ApiError(422, "The course has no goals defined.")
    students = Clause(
        "\"course.sourcedId\" = ? AND role = 'student' AND status = 'active'", (wanted["sourcedId"],)
    )
    updated = 0
    for doc in call.session.find(TABLE, students):
        if not part(doc, "metadata").get("studentSpecificGoals"):
            change_metadata(call, doc, {"goals": goals})
            updated += 1
    return answer(call, "data", {"updated": updated, "errors": []})


def reset_progress(call: RequestContext) -> Response:
    """Mark the results of a user in a course as deleted."""
    owner, wanted = user(call, call.params["user"]), course(call, call.params["course"])
    items = 'SELECT id FROM assessment_line_items WHERE "course.sourcedId" = ?'
    own = Clause(
        f'"student.sourcedId" = ? AND status = \'active\' AND "assessmentLineItem.sourcedId" IN ({items})',
        (owner["sourcedId"], wanted["sourcedId"]),
    )
    for doc in call.session.find(ASSESSMENT_RESULTS.entity.table, own):
        mark_deleted(call, ASSESSMENT_RESULTS, doc)
    return no_content()


def get_default_class(call: RequestContext) -> Response:
    """Answer the class that enrollments in a course go to; it is made where it is missing."""
    wanted = course(call, call.params["course"])
    taught = default_class(call, wanted, org(call, call.params.get("school") or wanted["org"]["sourcedId"]))
    view: Doc = {
        "id": taught["sourcedId"],
        "title": taught["title"],
        "classCode": taught.get("classCode"),
        "subjectCodes": taught.get("subjectCodes", []),
        "subjects": taught.get("subjects", []),
        "grades": taught.get("grades", []),
        "periods": [term["sourcedId"] for term in taught["terms"]],
        "course": course_view(call, wanted),
    }
    return answer(call, "data", view)
