"""The bodies of PowerPath, field by field."""

from __future__ import annotations

from typing import Any

from ..._json_types import is_object
from ..fields import (
    Checking,
    Field,
    Fields,
    Kind,
    array,
    boolean,
    check_body,
    instant,
    mapping,
    nonblank,
    number,
    object_of,
    one_of,
    text,
)
from ..oneroster.schemas.common import SUBJECTS, grade
from ..oneroster.schemas.content import LESSON_TYPES

__all__ = [
    "ANSWER",
    "ASSIGNMENT",
    "ASSIGNMENTS",
    "ASSIGNMENT_IMPORT",
    "ELECTED_TEST_OUT",
    "EXTERNAL_ASSIGNMENT",
    "EXTERNAL_SCORE",
    "INTERNAL_TEST",
    "ITEM_RESPONSE",
    "LESSON_PLAN",
    "OPERATION",
    "PLACEMENT_RESET",
    "PLACEMENT_TEST",
    "PLAN_ITEM",
    "RENDER_CONFIG",
    "SCREENED",
    "SCREENING_ASSIGNMENT",
    "STUDENT_LESSON",
    "TEST_OUT",
    "TEST_OUT_START",
]


def _check_response(value: Any, at: str, checking: Any) -> Any:
    kind = text if isinstance(value, str) else array(text)
    return kind.check(value, at, checking)


_response = Kind(_check_response)

STUDENT_LESSON: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "lesson": Field(nonblank, required=True),
}

ANSWER: dict[str, Field] = STUDENT_LESSON | {
    "question": Field(nonblank, required=True),
    "response": Field(_response),
    "responses": Field(mapping(_response)),
}
_any_object = Kind(
    lambda value, at, check: value if is_object(value) else check.fail(at, "Must be an object.")
)
_SHARED: dict[str, Field] = {
    "courseId": Field(nonblank, required=True),
    "lessonTitle": Field(text),
    "unitTitle": Field(text),
    "courseComponentSourcedId": Field(nonblank),
    "resourceMetadata": Field(_any_object, nullable=True),
    "xp": Field(number),
}
_EXTERNAL: dict[str, Field] = _SHARED | {
    "launchUrl": Field(text),
    "toolProvider": Field(one_of("edulastic", "mastery-track"), required=True),
    "vendorId": Field(text),
    "description": Field(text),
    "grades": Field(array(grade, least=1), required=True),
}
PLACEMENT_TEST: dict[str, Field] = _EXTERNAL | {
    "lessonType": Field(one_of("placement"), required=True),
    "courseIdOnFail": Field(nonblank, nullable=True),
}
TEST_OUT: dict[str, Field] = _EXTERNAL | {
    "lessonType": Field(one_of("test-out"), required=True),
    "xp": Field(number, required=True),
}
_qti = object_of(
    {"url": Field(nonblank, required=True), "title": Field(text), "metadata": Field(_any_object)}
)
INTERNAL_TEST: dict[str, Field] = _SHARED | {
    "lessonType": Field(one_of(*LESSON_TYPES), required=True),
    "testType": Field(one_of("qti", "assessment-bank"), required=True),
    "qti": Field(_qti),
    "assessmentBank": Field(object_of({"resources": Field(array(_qti, least=1), required=True)})),
    "grades": Field(array(grade)),
    "courseIdOnFail": Field(nonblank, nullable=True),
}

ASSIGNMENT: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "subject": Field(one_of(*SUBJECTS), required=True),
    "grade": Field(grade, required=True),
    "testName": Field(text),
}
ASSIGNMENTS: dict[str, Field] = {"items": Field(array(_any_object, least=1), required=True)}
ASSIGNMENT_IMPORT: dict[str, Field] = {
    "spreadsheetUrl": Field(nonblank, required=True),
    "sheet": Field(nonblank, required=True),
}

RENDER_CONFIG: dict[str, Field] = {
    "courseIds": Field(array(nonblank, least=1), required=True),
    "rendererId": Field(nonblank, required=True),
    "rendererUrl": Field(nonblank, required=True),
    "rendererVersion": Field(text),
    "suppressFeedback": Field(boolean, default=False),
    "suppressCorrectResponse": Field(boolean, default=False),
}
ELECTED_TEST_OUT: dict[str, Field] = {
    "oneRosterSourcedId": Field(nonblank, required=True),
    "subject": Field(nonblank, required=True),
}

EXTERNAL_ASSIGNMENT: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "lesson": Field(nonblank, required=True),
    "applicationName": Field(text),
    "testId": Field(text),
    "skipCourseEnrollment": Field(boolean),
}
EXTERNAL_SCORE: dict[str, Field] = {"score": Field(number, required=True)}

LESSON_PLAN: dict[str, Field] = {
    "courseId": Field(nonblank, required=True),
    "userId": Field(nonblank, required=True),
    "classId": Field(nonblank),
}
_target = object_of(
    {"type": Field(one_of("component", "resource"), required=True), "id": Field(nonblank, required=True)},
    closed=True,
)
_TARGET: dict[str, Field] = {"target": Field(_target, required=True)}
_RELATIVE: dict[str, Field] = _TARGET | {"reference_id": Field(nonblank, required=True)}
# By kind: the fields of the payload, and whether it refuses others.
_PAYLOADS: dict[str, tuple[Fields, bool]] = {
    "set-skipped": (_TARGET | {"value": Field(boolean, required=True)}, True),
    "add-custom-resource": (
        {
            "resource_id": Field(nonblank, required=True),
            "parent_component_id": Field(nonblank, required=True),
            "skipped": Field(boolean, default=False),
        },
        True,
    ),
    "move-item-before": (_RELATIVE, True),
    "move-item-after": (_RELATIVE, True),
    "move-item-to-start": (_TARGET, True),
    "move-item-to-end": (_TARGET, True),
    "change-item-parent": (
        _TARGET
        | {
            "new_parent_id": Field(nonblank, required=True),
            "position": Field(one_of("start", "end"), default="end"),
        },
        False,
    ),
}


def _check_operation(value: object, at: str, check: Checking) -> object:
    kind = value.get("type") if is_object(value) else None
    if kind not in _PAYLOADS:
        return check.fail(f"{at}.type", f"Must be one of {', '.join(_PAYLOADS)}.")
    fields, closed = _PAYLOADS[str(kind)]
    shape: Fields = {
        "type": Field(text, required=True),
        "payload": Field(object_of(fields, closed=closed), required=True),
    }
    return check_body(value, shape, check, path=at, closed=True)


OPERATION: dict[str, Field] = {
    "operation": Field(Kind(_check_operation), required=True),
    "reason": Field(text),
}
PLAN_ITEM: dict[str, Field] = {
    "lessonPlanId": Field(nonblank, required=True),
    "type": Field(one_of("component", "resource"), required=True),
    "componentId": Field(nonblank, nullable=True),
    "componentResourceId": Field(nonblank, nullable=True),
    "order": Field(number),
    "parentId": Field(nonblank, nullable=True),
    "skipped": Field(boolean),
}
PLACEMENT_RESET: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "subject": Field(one_of(*SUBJECTS), required=True),
}

_RESULT: dict[str, Field] = {
    "status": Field(one_of("active", "tobedeleted"), required=True),
    "score": Field(number, nullable=True),
    "textScore": Field(text, nullable=True),
    "scoreDate": Field(instant, required=True),
    "scorePercentile": Field(number, nullable=True),
    "scoreStatus": Field(
        one_of("exempt", "fully graded", "not submitted", "partially graded", "submitted"), required=True
    ),
    "comment": Field(text, nullable=True),
}
ITEM_RESPONSE: dict[str, Field] = {
    "studentId": Field(nonblank, required=True),
    "componentResourceId": Field(nonblank, required=True),
    "result": Field(object_of(_RESULT), required=True),
}
TEST_OUT_START: dict[str, Field] = {
    "courseId": Field(nonblank, required=True),
    "studentId": Field(nonblank, required=True),
}

SCREENED = ("Math", "Reading", "Language", "Science")
SCREENING_ASSIGNMENT: dict[str, Field] = {
    "userId": Field(nonblank, required=True),
    "subject": Field(one_of(*SCREENED), required=True),
}
