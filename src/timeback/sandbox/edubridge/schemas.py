"""The bodies of EduBridge, field by field."""

from __future__ import annotations

from typing import Any

from ..fields import (
    Checking,
    Field,
    Kind,
    array,
    boolean,
    instant,
    nonblank,
    number,
    object_of,
    one_of,
    plain_date,
    text,
)
from ..oneroster.schemas.common import GRADES, subject
from ..oneroster.tables import COMPONENT_RESOURCES as LINKS
from ..oneroster.tables import COURSES, ORGS, USERS
from ..oneroster.tables import COURSES as COURSE_TABLE
from ..sql import Table

__all__ = [
    "COURSE",
    "COURSE_GOAL",
    "ENROLLMENT_METADATA",
    "ENROLLMENT_OPTIONS",
    "ENVELOPE",
    "GOAL",
    "GOAL_UPDATE",
    "GRADE",
    "GROUP",
    "GROUP_DELETE",
    "GROUP_UPDATE",
    "JOB",
    "METRIC",
    "SUBJECT",
    "TRACK",
    "text_id",
]

SUBJECT = Field(subject, required=True)

GRADE = Field(one_of(*GRADES), required=True)


def text_id(table: Table, label: str) -> Kind:
    """A field that holds the id of an existing record."""

    def check(value: Any, at: str, found: Checking) -> Any:
        if isinstance(value, str) and found.find(table.name, value) is not None:
            return value
        return found.fail(at, f"There is no {label} with this id.")

    return Kind(check)


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
ENROLLMENT_METADATA = object_of(
    {"goals": Field(_goals), "metrics": Field(_metrics), "studentSpecificGoals": Field(boolean)},
    query="metadata",
)
ENROLLMENT_OPTIONS = {
    "sourcedId": Field(nonblank),
    "role": Field(one_of("administrator", "proctor", "student", "teacher"), default="student"),
    "beginDate": Field(instant),
    "metadata": Field(ENROLLMENT_METADATA),
}

METRIC = {
    "metric": Field(
        one_of("xp", "spent_minutes", "waste_minutes", "accuracy", "lessons", "quizzes", "unit_tests"),
        required=True,
    ),
    "metricSource": Field(
        one_of(
            "timeback_app", "timeback_direct_integration", "timeback_adapter", "powerpath", "manual_entry"
        ),
        required=True,
    ),
}

_course = Field(text_id(COURSES, "course"), required=True)
_orgs = Field(array(text_id(ORGS, "organization")), default=())
TRACK = {
    "subject": SUBJECT,
    "grade": GRADE,
    "courseId": _course,
    "orgSourcedId": Field(text_id(ORGS, "organization")),
}
_GROUP = {"subject": SUBJECT, "grade": GRADE, "courseId": _course}
GROUP = _GROUP | {"orgSourcedIds": _orgs}
GROUP_UPDATE = GROUP | {
    "currentCourseId": _course,
    "isGlobal": Field(boolean, required=True),
    "strategy": Field(one_of("replace", "fail"), default="replace"),
}
GROUP_DELETE = _GROUP | {"isGlobal": Field(boolean, required=True)}
_mode = {
    "mode": Field(nonblank, required=True),
    "endDate": Field(plain_date, nullable=True),
}
_objective = object_of({"type": Field(nonblank, required=True), "value": Field(text)})
_pacing = object_of(_mode | {"dailyTargetXP": Field(number, nullable=True)})
GOAL_UPDATE = {"objective": Field(_objective), "pacing": Field(_pacing)}
GOAL = {
    "subject": SUBJECT,
    "objective": Field(_objective, required=True),
    "pacing": Field(_pacing, required=True),
}
COURSE_GOAL = {
    "courseId": Field(text_id(COURSES, "course"), required=True),
    "target": Field(
        object_of({"metric": Field(nonblank, required=True), "value": Field(text)}), required=True
    ),
    "pacing": Field(object_of(_mode)),
}

_EVENT = object_of(
    {
        **{name: Field(nonblank, required=True) for name in ("id", "type", "action")},
        "eventTime": Field(instant, required=True),
        "profile": Field(text),
    }
)
ENVELOPE = {
    "sensor": Field(nonblank, required=True),
    "sendTime": Field(instant, required=True),
    "data": Field(array(_EVENT, least=1), required=True),
    "dataVersion": Field(text),
}


def _check_grade(value: Any, at: str, checking: Checking) -> Any:
    known = {"PK": "-1", "K": "0", **{str(grade): str(grade) for grade in range(1, 13)}}
    found = None if isinstance(value, bool) else known.get(str(value))
    return checking.fail(at, "Must be PK, K or 1 to 12.") if found is None else found


COURSE = {
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
JOB = {
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
