"""Enrolments in courses, which are OneRoster's enrolments in the classes of those courses."""

from __future__ import annotations

import dataclasses

from timeback.sandbox import instants
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import (
    NO_CONTENT,
    active_enrollments,
    answer,
    checked,
    course,
    org,
    part,
    user,
)
from timeback.sandbox.edubridge.tables import APPLICATIONS, BASE
from timeback.sandbox.edubridge.years import default_class
from timeback.sandbox.fields import Field, boolean, instant, nonblank, number, object_of, one_of, text
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster.collections import ENROLLMENTS
from timeback.sandbox.oneroster.gradebook import ASSESSMENT_RESULTS
from timeback.sandbox.oneroster.specs import ENROLLMENT
from timeback.sandbox.oneroster.tables import ACADEMIC_SESSIONS, CLASSES
from timeback.sandbox.oneroster.tables import ENROLLMENTS as TABLE
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc
from timeback.sandbox.writes import create_record, mark_deleted

__all__ = ["course_view", "enroll_user", "enrollment_view", "register_enrollments"]

_goals = object_of(
    {
        name: Field(number)
        for name in ("dailyXp", "dailyLessons", "dailyActiveMinutes", "dailyAccuracy", "dailyMasteredUnits")
    }
)
_metrics = object_of(
    {
        "totalXp": Field(number),
        "totalLessons": Field(number),
        "totalGrades": Field(number),
        "courseType": Field(text),
        "isSupplemental": Field(boolean),
    }
)
_metadata = object_of(
    {"goals": Field(_goals), "metrics": Field(_metrics), "studentSpecificGoals": Field(boolean)},
    query="metadata",
)
_OPTIONS = {
    "sourcedId": Field(nonblank),
    "role": Field(one_of("administrator", "proctor", "student", "teacher"), default="student"),
    "beginDate": Field(instant),
    "metadata": Field(_metadata),
}
# EduBridge's metadata hold more than OneRoster's own endpoints let callers write.
_COLLECTION = dataclasses.replace(ENROLLMENTS, fields=ENROLLMENT | {"metadata": Field(_metadata)})


def register_enrollments(router: Router) -> None:
    """Serve the enrolments of users in courses."""
    path = f"{BASE}/enrollments"
    router.add("GET", f"{path}/user/{{user}}", _list)
    for school in ("", "/{school}"):
        in_course = "{user}/{course}" + school
        router.add("POST", f"{path}/enroll/{in_course}", _enroll)
        router.add("DELETE", f"{path}/unenroll/{in_course}", _unenroll)
        router.add("GET", f"{path}/defaultClass/{{course}}{school}", _get_default_class, writes=True)
    # One operation under its present and its former name.
    for name in ("resetGoals", "propagateGoals"):
        router.add("POST", f"{path}/{name}/{{course}}", _reset_goals)
    router.add("DELETE", f"{path}/resetProgress/{{user}}/{{course}}", _reset_progress)


def course_view(call: RequestContext, doc: Doc) -> Doc:
    """A course as enrolments hold it."""
    metadata = part(doc, "metadata")
    app_id = doc.get("primaryApp") or metadata.get("primaryApp")
    app = call.session.get(APPLICATIONS, app_id) if isinstance(app_id, str) else None
    return {
        "id": doc["sourcedId"],
        "title": doc["title"],
        "metadata": metadata,
        "subjects": doc.get("subjects"),
        "grades": doc.get("grades"),
        "primaryApp": app and {"id": app["sourcedId"], "name": app["name"], "domains": app["domain"]},
    }


def enrollment_view(call: RequestContext, doc: Doc) -> Doc:
    """An enrolment as EduBridge answers it."""
    session = call.session
    taught = session.get(CLASSES, doc["class"]["sourcedId"]) or Doc()
    terms = [session.get(ACADEMIC_SESSIONS, term["sourcedId"]) for term in taught.get("terms", ())]
    course_id = doc["course"]["sourcedId"]
    tests = _test_outs(call, course_id)
    return {
        "id": doc["sourcedId"],
        "role": doc["role"],
        "beginDate": doc.get("beginDate"),
        "endDate": doc.get("endDate"),
        "course": course_view(call, course(call, course_id)),
        "school": {"id": doc["school"]["sourcedId"], "name": doc["school"]["name"]},
        "metadata": part(doc, "metadata"),
        "periods": [
            {
                "id": term["sourcedId"],
                "title": term["title"],
                "startDate": term["startDate"],
                "endDate": term["endDate"],
            }
            for term in terms
            if term
        ],
        "testOutSupported": bool(tests),
        "testOutEligible": bool(tests) and not _has_taken(call, doc["user"]["sourcedId"], tests),
    }


def _test_outs(call: RequestContext, course_id: str) -> list[str]:
    rows = call.session.execute(
        "SELECT link.id FROM component_resources AS link JOIN course_components AS part "
        'ON link."courseComponent.sourcedId" = part.id WHERE part."course.sourcedId" = ? '
        "AND json_extract(link.doc, '$.lessonType') = 'test-out'",
        (course_id,),
    )
    return [row[0] for row in rows]


def _has_taken(call: RequestContext, user_id: str, tests: list[str]) -> bool:
    marks = ", ".join("?" * len(tests))
    return bool(
        call.session.execute(
            "SELECT 1 FROM assessment_results AS result JOIN assessment_line_items AS item "
            'ON result."assessmentLineItem.sourcedId" = item.id WHERE result."student.sourcedId" = ? '
            f"AND result.status = 'active' AND item.\"componentResource.sourcedId\" IN ({marks})",
            (user_id, *tests),
        )
    )


def _list(call: RequestContext) -> Response:
    owner = user(call, call.params["user"])["sourcedId"]
    return answer("data", [enrollment_view(call, doc) for doc in active_enrollments(call, owner)])


def _school_of(call: RequestContext, owner: Doc) -> Doc:
    """The school in the path, else the user's primary organisation."""
    named = call.params.get("school") or (owner.get("primaryOrg") or owner["roles"][0]["org"])["sourcedId"]
    return org(call, named)


def _enroll(call: RequestContext) -> Response:
    owner, wanted = user(call, call.params["user"]), course(call, call.params["course"])
    school = _school_of(call, owner)
    options = checked(call, _OPTIONS)
    return answer("data", enrollment_view(call, enroll_user(call, owner, wanted, school, options)), 201)


def enroll_user(call: RequestContext, owner: Doc, wanted: Doc, school: Doc, options: Doc) -> Doc:
    """Enrol a user in a course; where that is so already, the enrolment takes over what is given."""
    metadata = options.get("metadata")
    current = [
        doc
        for doc in active_enrollments(call, owner["sourcedId"], wanted["sourcedId"])
        if doc["school"]["sourcedId"] == school["sourcedId"]
        and doc["role"] == options.get("role", "student")
        and (doc.get("endDate") or "9999") >= call.now[:10]
        and options.get("sourcedId", doc["sourcedId"]) == doc["sourcedId"]
    ]
    if current:
        return _change_metadata(call, current[0], metadata) if metadata else current[0]
    taught = default_class(call, wanted, school)
    inherited = part(wanted, "metadata")
    body: Doc = {
        "role": options.get("role", "student"),
        "beginDate": options.get("beginDate", call.now)[:10],
        "user": {"sourcedId": owner["sourcedId"]},
        "class": {"sourcedId": taught["sourcedId"]},
        "metadata": {key: inherited[key] for key in ("goals", "metrics") if key in inherited}
        | (metadata or {}),
    }
    if "sourcedId" in options:
        body["sourcedId"] = options["sourcedId"]
    return create_record(call, _COLLECTION, body)[1]


def _change_metadata(call: RequestContext, doc: Doc, changes: Doc) -> Doc:
    modified = instants.after(call.now, doc["dateLastModified"])
    merged = part(doc, "metadata") | changes
    changed = doc | {"metadata": merged, "dateLastModified": modified}
    call.session.replace(TABLE, doc["sourcedId"], changed)
    return changed


def _unenroll(call: RequestContext) -> Response:
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
    return NO_CONTENT


def _reset_goals(call: RequestContext) -> Response:
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
            _change_metadata(call, doc, {"goals": goals})
            updated += 1
    return answer("data", {"updated": updated, "errors": []})


def _reset_progress(call: RequestContext) -> Response:
    owner, wanted = user(call, call.params["user"]), course(call, call.params["course"])
    items = 'SELECT id FROM assessment_line_items WHERE "course.sourcedId" = ?'
    own = Clause(
        f'"student.sourcedId" = ? AND status = \'active\' AND "assessmentLineItem.sourcedId" IN ({items})',
        (owner["sourcedId"], wanted["sourcedId"]),
    )
    for doc in call.session.find(ASSESSMENT_RESULTS.entity.table, own):
        mark_deleted(call, ASSESSMENT_RESULTS, doc)
    return NO_CONTENT


def _get_default_class(call: RequestContext) -> Response:
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
    return answer("data", view)
