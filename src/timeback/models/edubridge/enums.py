"""The fixed vocabularies of EduBridge. Those that it shares with OneRoster are the same types."""

from __future__ import annotations

from ..base import OpenEnum
from ..oneroster.enums import EnrollmentRole, OrgType
from ..vocabularies import BooleanString, Grade, SortOrder, Status, Subject
from ..vocabularies import Importance as RoleType
from ..vocabularies import Sex as DemographicsSex

__all__ = [
    "BooleanString",
    "ConflictStrategy",
    "DemographicsSex",
    "EnrollmentRole",
    "Grade",
    "Metric",
    "MetricSource",
    "OrgType",
    "ProgressionApp",
    "ProgressionFlow",
    "ProgressionSubject",
    "Role",
    "RoleType",
    "SortOrder",
    "Status",
    "Subject",
]


class Role(OpenEnum):
    """The role of a user in an organization."""

    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"
    PARENT = "parent"
    PROCTOR = "proctor"
    RELATIVE = "relative"
    STUDENT = "student"
    TEACHER = "teacher"


class Metric(OpenEnum):
    """A metric that an application may report."""

    XP = "xp"
    SPENT_MINUTES = "spent_minutes"
    WASTE_MINUTES = "waste_minutes"
    ACCURACY = "accuracy"
    LESSONS = "lessons"
    QUIZZES = "quizzes"
    UNIT_TESTS = "unit_tests"


class MetricSource(OpenEnum):
    """The source of an application's metrics."""

    TIMEBACK_APP = "timeback_app"
    TIMEBACK_DIRECT_INTEGRATION = "timeback_direct_integration"
    TIMEBACK_ADAPTER = "timeback_adapter"
    POWERPATH = "powerpath"
    MANUAL_ENTRY = "manual_entry"


class ConflictStrategy(OpenEnum):
    """The treatment of existing tracks with the same key."""

    REPLACE = "replace"
    FAIL = "fail"


class ProgressionSubject(OpenEnum):
    """A subject as the progression endpoints name it."""

    MATH = "math"
    READING = "reading"
    SCIENCE = "science"
    WRITING = "writing"
    LANGUAGE = "language"
    ELA = "ela"


class ProgressionApp(OpenEnum):
    """An application that can take a course of individual lessons."""

    EDIA = "edia"
    FRECKLE = "freckle"
    MOBYMAX = "mobymax"
    VOCABLOCO = "vocabloco"
    LALILO = "lalilo"
    ANTON = "anton"
    ALPHAWRITE = "alphawrite"
    TIMEBACK = "timeback"


class ProgressionFlow(OpenEnum):
    """The kind of plan that a progression job makes."""

    DCAN = "dcan"
    EXISTING_PLAN = "existingPlan"
    LEGACY = "legacy"
