"""Progression: a catalogue of lessons, courses made of them, and the jobs that plan what comes next."""

from __future__ import annotations

import uuid
from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import answer, checked, query_values, refuse_query, text_id
from timeback.sandbox.edubridge.enrolling import enroll_user
from timeback.sandbox.edubridge.tables import BASE, JOBS
from timeback.sandbox.fields import (
    Checking,
    Field,
    Kind,
    array,
    boolean,
    nonblank,
    number,
    object_of,
    one_of,
    text,
)
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster.collections import COURSES
from timeback.sandbox.oneroster.content import COMPONENT_RESOURCES, COMPONENTS
from timeback.sandbox.oneroster.tables import COMPONENT_RESOURCES as LINKS
from timeback.sandbox.oneroster.tables import COURSES as COURSE_TABLE
from timeback.sandbox.oneroster.tables import ORGS, USERS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc
from timeback.sandbox.writes import create_record

__all__ = ["register_progression"]

_DEFAULT_LIMIT = 100
_MAX_LIMIT = 500
_DEFAULT_XP = 10


def _check_grade(value: Any, at: str, checking: Checking) -> Any:
    known = {"PK": "-1", "K": "0", **{str(grade): str(grade) for grade in range(1, 13)}}
    found = None if isinstance(value, bool) else known.get(str(value))
    return checking.fail(at, "Must be PK, K or 1 to 12.") if found is None else found


_COURSE = {
    "subject": Field(one_of("math", "reading", "science", "writing", "language", "ela"), required=True),
    "grade": Field(Kind(_check_grade), required=True),
    "app": Field(
        one_of("edia", "freckle", "mobymax", "vocabloco", "lalilo", "anton", "alphawrite", "timeback"),
        required=True,
    ),
    "email": Field(nonblank, required=True),
    "next": Field(nonblank, required=True),
    "lessonIds": Field(array(text_id(LINKS, "lesson"), least=1), required=True),
    "courseDetails": Field(
        object_of({"title": Field(nonblank), "xpPerLesson": Field(number), "metadata": Field(object_of({}))}),
        default={},
    ),
}
_JOB = {
    "assignmentId": Field(number, required=True),
    "studentTimebackId": Field(text_id(USERS, "student"), required=True),
    **{name: Field(nonblank, required=True) for name in ("studentEmail", "subject", "grade")},
    "currentCourseSourcedId": Field(text_id(COURSE_TABLE, "course"), required=True),
    "flowType": Field(one_of("dcan", "existingPlan", "legacy"), required=True),
    "score": Field(number),
    "testType": Field(text),
    "readOnly": Field(boolean),
    "extendedCatalog": Field(boolean),
    "aiModel": Field(text),
    "existingPlan": Field(boolean),
}


def register_progression(router: Router) -> None:
    """Serve the progression endpoints."""
    path = f"{BASE}/progression"
    router.add("GET", f"{path}/catalog", _catalog)
    router.add("POST", f"{path}/create-course", _create_course)
    router.add("POST", f"{path}/enqueue", _enqueue)


def _catalog(call: RequestContext) -> Response:
    page, limit = _count(call, "page", 1, None), _count(call, "limit", _DEFAULT_LIMIT, _MAX_LIMIT)
    subjects = {value.casefold() for value in query_values(call, "subject")}
    grades = set(query_values(call, "gradeLevel"))
    rows = call.session.execute(
        "SELECT link.id, json_extract(link.doc, '$.title'), course.id, "
        "json_extract(course.doc, '$.subjects[0]'), json_extract(course.doc, '$.grades[0]') "
        "FROM component_resources AS link "
        'JOIN course_components AS part ON link."courseComponent.sourcedId" = part.id '
        'JOIN courses AS course ON part."course.sourcedId" = course.id '
        "WHERE link.status = 'active' AND json_extract(link.doc, '$.lessonType') IS NOT NULL ORDER BY link.seq"
    )
    names = ("id", "title", "courseId", "subject", "gradeLevel")
    lessons = [
        dict(zip(names, row, strict=True))
        for row in rows
        if (not subjects or str(row[3]).casefold() in subjects) and (not grades or row[4] in grades)
    ]
    start = (page - 1) * limit
    shown = {"lessons": lessons[start : start + limit], "total": len(lessons), "page": page, "limit": limit}
    return answer(None, shown)


def _count(call: RequestContext, name: str, default: int, most: int | None) -> int:
    raw = call.query.get(name, str(default))
    value = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else 0
    if value < 1 or (most is not None and value > most):
        refuse_query(name, "Must be a whole number of at least 1" + (f", at most {most}." if most else "."))
    return value


def _create_course(call: RequestContext) -> Response:
    body = checked(call, _COURSE)
    found = call.session.find(USERS, Clause('"email" = ? COLLATE NOCASE', (body["email"],)))
    if not found:
        raise ApiError(404, "Student not found.")
    who, details, lessons = found[0], body["courseDetails"], body["lessonIds"]
    school = call.session.get(ORGS, (who.get("primaryOrg") or who["roles"][0]["org"])["sourcedId"])
    if school is None:
        raise ApiError(422, "The student belongs to no organization.")
    course = _build_course(call, body, school)
    for place, lesson in enumerate(lessons, 1):
        _add_lesson(call, course["sourcedId"], lesson, place)
    enrollment = enroll_user(call, who, course, school, {})
    result = {
        "success": True,
        "course": {
            "sourcedId": course["sourcedId"],
            "title": course["title"],
            "totalLessons": len(lessons),
            "totalXp": len(lessons) * details.get("xpPerLesson", _DEFAULT_XP),
        },
        "enrollment": {"statusCode": 201, "message": f"Enrolled as {enrollment['sourcedId']}."},
        "resourcesCreated": len(lessons),
        "resourcesFailed": 0,
    }
    return answer(None, result)


def _build_course(call: RequestContext, body: Doc, school: Doc) -> Doc:
    details, count = body["courseDetails"], len(body["lessonIds"])
    subject = {"ela": "Language"}.get(body["subject"], body["subject"].title())
    metrics = {"totalXp": count * details.get("xpPerLesson", _DEFAULT_XP), "totalLessons": count}
    course: Doc = {
        "sourcedId": str(uuid.uuid4()),
        "status": "active",
        "title": details.get("title", f"{subject} {body['grade']}, Hole Filling"),
        "subjects": [subject],
        "grades": [body["grade"]],
        "org": {"sourcedId": school["sourcedId"]},
        "metadata": {
            "courseType": "hole-filling",
            "nextCourse": body["next"],
            "app": body["app"],
            "metrics": metrics,
            **details.get("metadata", {}),
        },
    }
    return create_record(call, COURSES, course)[1]


def _add_lesson(call: RequestContext, course_id: str, lesson_id: str, place: int) -> None:
    """Put the resource of a lesson into a component of its own."""
    lesson = call.session.get(LINKS, lesson_id) or Doc()
    head: Doc = {"status": "active", "title": lesson["title"], "sortOrder": place}
    unit = {"sourcedId": str(uuid.uuid4()), "course": {"sourcedId": course_id}}
    component = create_record(call, COMPONENTS, head | unit)[1]
    link = head | {
        "sourcedId": str(uuid.uuid4()),
        "courseComponent": {"sourcedId": component["sourcedId"]},
        "resource": {"sourcedId": lesson["resource"]["sourcedId"]},
        "lessonType": lesson["lessonType"],
    }
    create_record(call, COMPONENT_RESOURCES, link)


def _enqueue(call: RequestContext) -> Response:
    job = checked(call, _JOB)
    message_id = str(uuid.uuid4())
    if not job.get("readOnly"):
        call.session.insert(JOBS, message_id, {"messageId": message_id, "queuedAt": call.now, **job})
    return answer(None, {"success": True, "messageId": message_id})
