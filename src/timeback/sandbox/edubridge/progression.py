"""Progression: a catalog of lessons, courses made of them, and the jobs that plan what comes next."""

from __future__ import annotations

import uuid

from ..context import RequestContext
from ..errors import ApiError
from ..listing import query_integer
from ..messages import Response
from ..oneroster.collections import COMPONENT_RESOURCES, COMPONENTS, COURSES
from ..oneroster.tables import COMPONENT_RESOURCES as LINKS
from ..oneroster.tables import ORGS, USERS
from ..records import Doc
from ..sql import Clause
from ..writes import create_record
from .common import answer, checked, query_values
from .enrollment_records import enroll_user
from .schemas import COURSE, JOB
from .tables import JOBS

__all__ = ["create_course", "enqueue_job", "list_lessons"]

_DEFAULT_LIMIT = 100
_MAX_LIMIT = 500
_DEFAULT_XP = 10


def list_lessons(call: RequestContext) -> Response:
    """Answer one page of the lessons of all courses, of some subjects and grades."""
    page, limit = (
        query_integer(call, "page", 1, least=1),
        query_integer(call, "limit", _DEFAULT_LIMIT, least=1, most=_MAX_LIMIT),
    )
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
    return answer(call, None, shown)


def create_course(call: RequestContext) -> Response:
    """Make a course of lessons, and enroll a student in it."""
    body = checked(call, COURSE)
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
    return answer(call, None, result)


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


def enqueue_job(call: RequestContext) -> Response:
    """Queue the planning of what a student learns next; the sandbox only keeps it."""
    job = checked(call, JOB)
    message_id = str(uuid.uuid4())
    if not job.get("readOnly"):
        call.session.insert(JOBS, message_id, {"messageId": message_id, "queuedAt": call.now, **job})
    return answer(call, None, {"success": True, "messageId": message_id})
