"""Lessons: a ComponentResource, its resource, and what their metadata say of how the lesson is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_query
from ..oneroster import tables
from ..records import Doc, part
from ..sql import Clause, all_of, path_sql
from .schemas import STUDENT_LESSON
from .tables import UNLISTED_LESSONS

__all__ = [
    "ACTIVE",
    "ADAPTIVE",
    "Lesson",
    "active_record",
    "find_course",
    "find_student",
    "lesson_of",
    "lessons_of_kind",
    "required_query",
    "student_and_lesson",
]

ADAPTIVE = "powerpath-100"
_QUIZ_LIKE = ("quiz", "test-out", "placement", "unit-test")
ACTIVE = Clause("status <> 'tobedeleted'")


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        id: The sourcedId of its ComponentResource.
        title: What it is called.
        kind: Its `lessonType`; empty for a plain resource.
        course_id: The course that it belongs to, if any.
        resource: Its resource.
    """

    id: str
    title: str
    kind: str
    course_id: str | None
    resource: Doc

    @property
    def metadata(self) -> dict[str, Any]:
        """The metadata of the resource, which describe the lesson."""
        return part(self.resource, "metadata")

    @property
    def is_adaptive(self) -> bool:
        """It goes on until the score is 100, judging each answer at once."""
        return self.kind == ADAPTIVE

    @property
    def is_quiz_like(self) -> bool:
        """It is answered as a whole and then finalized."""
        return self.kind in _QUIZ_LIKE

    @property
    def is_bank(self) -> bool:
        """Its tests take turns, one an attempt."""
        return self.metadata.get("type") == "assessment-bank"

    @property
    def tool(self) -> str | None:
        """The external tool that holds it."""
        tool = self.metadata.get("toolProvider")
        return tool if tool in ("edulastic", "mastery-track") else None

    @property
    def subject(self) -> str:
        """Its subject."""
        return str(self.metadata.get("subject") or "")

    @property
    def grade(self) -> str | None:
        """Its grade: of several, the first."""
        grades: Sequence[Any] = self.metadata.get("grades") or ()
        return str(grades[0]) if grades else None

    @property
    def xp(self) -> float:
        """Its base XP."""
        return self.metadata.get("xp") or 0

    def test_of(self, attempt: int) -> str:
        """The resource that is the test of an attempt."""
        tests: Sequence[str] = self.metadata.get("resources") or () if self.is_bank else ()
        return tests[(attempt - 1) % len(tests)] if tests else str(self.resource["sourcedId"])


def active_record(call: RequestContext, table: Any, record_id: str, label: str) -> Doc:
    """A record that is not marked deleted.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(table, record_id)
    if found is None or found.get("status") == "tobedeleted":
        raise ApiError(404, f"{label} not found.")
    return found


def find_student(call: RequestContext, user_id: str) -> Doc:
    """The user who takes a lesson."""
    return active_record(call, tables.USERS, user_id, "Student")


def find_course(call: RequestContext, course_id: str) -> Doc:
    """A course."""
    return active_record(call, tables.COURSES, course_id, "Course")


def lesson_of(call: RequestContext, lesson_id: str, *, plain: bool = False) -> Lesson:
    """The lesson with this id.

    Args:
        call: The request.
        lesson_id: The sourcedId of its ComponentResource.
        plain: It may be a resource to look at, which has no kind.

    Raises:
        ApiError: 404 if there is none, 422 where a ComponentResource is no lesson.
    """
    link = call.session.get(tables.COMPONENT_RESOURCES, lesson_id) or call.session.get(
        UNLISTED_LESSONS, lesson_id
    )
    if link is None or link["status"] == "tobedeleted":
        raise ApiError(404, "Lesson not found.")
    lesson = _lesson(call, link, plain=plain)
    if lesson is None:
        raise ApiError(422, "The request is invalid.", [("lesson", "This ComponentResource is no lesson.")])
    return lesson


def _lesson(call: RequestContext, link: Doc, *, plain: bool = False) -> Lesson | None:
    resource = call.session.get(tables.RESOURCES, link["resource"]["sourcedId"])
    if resource is None:
        return None
    kind = (
        part(resource, "metadata").get("lessonType")
        or part(link, "metadata").get("lessonType")
        or link.get("lessonType")
        or ("" if plain else None)
    )
    if kind is None:
        return None
    component_id = part(link, "courseComponent").get("sourcedId")
    component = call.session.get(tables.COMPONENTS, component_id) if component_id else None
    course_id = component["course"]["sourcedId"] if component else None
    return Lesson(link["sourcedId"], link["title"], kind, course_id, resource)


def lessons_of_kind(
    call: RequestContext, kind: str, *, subject: str | None = None, course_id: str | None = None
) -> list[Lesson]:
    """The lessons of a kind whose resource says so, by grade."""
    clauses = [ACTIVE, Clause(f"{path_sql('metadata.lessonType')} = ?", (kind,))]
    if subject is not None:
        clauses.append(Clause(f"{path_sql('metadata.subject')} = ? COLLATE NOCASE", (subject,)))
    found: list[Lesson] = []
    for resource in call.session.find(tables.RESOURCES, all_of(clauses)):
        at = Clause("\"resource.sourcedId\" = ? AND status <> 'tobedeleted'", (resource["sourcedId"],))
        for link in call.session.find(tables.COMPONENT_RESOURCES, at):
            lesson = _lesson(call, link)
            if lesson and (course_id is None or lesson.course_id == course_id):
                found.append(lesson)
    return sorted(found, key=lambda each: int(each.grade or 0))


def required_query(call: RequestContext, *names: str) -> list[str]:
    """The values of required query parameters.

    Raises:
        ApiError: 422, with every one that is missing.
    """
    missing = [name for name in names if not call.query.get(name, "").strip()]
    if missing:
        raise invalid_query(*((name, "Required.") for name in missing))
    return [call.query[name] for name in names]


def student_and_lesson(call: RequestContext) -> tuple[str, Lesson]:
    """The student and the lesson that a call names, in its query or its body."""
    if call.request.method in ("GET", "HEAD"):
        student_id, lesson_id = required_query(call, "student", "lesson")
    else:
        body = checked_body(call, STUDENT_LESSON)
        student_id, lesson_id = body["student"], body["lesson"]
    find_student(call, student_id)
    return student_id, lesson_of(call, lesson_id)
