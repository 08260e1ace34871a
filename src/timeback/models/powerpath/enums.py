"""The fixed vocabularies of PowerPath. Servers add to them: unknown values are kept as they are."""

from __future__ import annotations

from ..base import OpenEnum
from ..vocabularies import Difficulty as QuestionDifficulty
from ..vocabularies import Grade, GuidRefType, LessonType, ScoreStatus, Status, Subject
from ..vocabularies import Importance as ResourceImportance

__all__ = [
    "CourseSequenceStatus",
    "CourseSequenceTestType",
    "CourseTestOutStatus",
    "ExternalLessonType",
    "Grade",
    "GuidRefType",
    "InternalTestType",
    "LessonPlanOperationType",
    "LessonPlanPosition",
    "LessonPlanTargetType",
    "LessonType",
    "LineItemType",
    "NweaStatus",
    "PlacementResultSource",
    "PlacementTestStatus",
    "QuestionDifficulty",
    "QuizLikeLessonType",
    "ResourceImportance",
    "ScoreStatus",
    "ScreeningAssignmentStatus",
    "ScreeningSessionStatus",
    "ScreeningSubject",
    "StartTestOutStatus",
    "Status",
    "Subject",
    "TestAssignmentStatus",
    "ToolProvider",
]


class QuizLikeLessonType(OpenEnum):
    """The kinds of lessons that are answered as a whole, then finalized."""

    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"


class ExternalLessonType(OpenEnum):
    """The kinds of lessons that an external tool may hold."""

    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"


class InternalTestType(OpenEnum):
    """The make of an internal test."""

    QTI = "qti"
    ASSESSMENT_BANK = "assessment-bank"


class ToolProvider(OpenEnum):
    """The external tools."""

    EDULASTIC = "edulastic"
    MASTERY_TRACK = "mastery-track"


class ScreeningSubject(OpenEnum):
    """The subjects of screening tests."""

    MATH = "Math"
    READING = "Reading"
    LANGUAGE = "Language"
    SCIENCE = "Science"


class ScreeningSessionStatus(OpenEnum):
    """The state of a screening session."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class ScreeningAssignmentStatus(OpenEnum):
    """The state of a screening test."""

    ENQUEUED = "enqueued"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    COMPLETED = "completed"
    ABANDONED = "abandoned"
    FAILED = "failed"


class NweaStatus(OpenEnum):
    """The state of a screening test, in the test provider's terms."""

    ENQUEUED = "ENQUEUED"
    AWAITING_STUDENT = "AWAITING_STUDENT"
    IN_PROGRESS = "IN_PROGRESS"
    PAUSED = "PAUSED"
    SUSPENDED = "SUSPENDED"
    TERMINATED = "TERMINATED"
    ABANDONED = "ABANDONED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class PlacementTestStatus(OpenEnum):
    """The outcome of a placement test."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    STARTED = "STARTED"
    NOT_STARTED = "NOT_STARTED"
    SKIP = "SKIP"


class PlacementResultSource(OpenEnum):
    """The source of a placement result."""

    PLACEMENT = "PLACEMENT"
    EDULASTIC = "EDULASTIC"


class TestAssignmentStatus(OpenEnum):
    """The state of an assigned test."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class CourseTestOutStatus(OpenEnum):
    """The state of the test-out of a course."""

    NOT_ELIGIBLE = "not_eligible"
    AVAILABLE = "available"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"


class StartTestOutStatus(OpenEnum):
    """The time of a test-out's assignment: now, or before."""

    CREATED = "created"
    EXISTING = "existing"


class LessonPlanPosition(OpenEnum):
    """An end of a list of siblings."""

    START = "start"
    END = "end"


class LessonPlanOperationType(OpenEnum):
    """The kinds of operations on a lesson plan."""

    SET_SKIPPED = "set-skipped"
    ADD_CUSTOM_RESOURCE = "add-custom-resource"
    MOVE_ITEM_BEFORE = "move-item-before"
    MOVE_ITEM_AFTER = "move-item-after"
    MOVE_ITEM_TO_START = "move-item-to-start"
    MOVE_ITEM_TO_END = "move-item-to-end"
    CHANGE_ITEM_PARENT = "change-item-parent"


class LineItemType(OpenEnum):
    """The kind of work that a line item grades."""

    COMPONENT = "component"
    RESOURCE = "resource"


LessonPlanTargetType = LineItemType
"""What an operation is about: the same."""


class CourseSequenceStatus(OpenEnum):
    """The state of a course sequence."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
    TO_BE_DELETED = "tobedeleted"


class CourseSequenceTestType(OpenEnum):
    """The kinds of tests in a course sequence."""

    END_OF_GRADE = "end_of_grade"
    END_OF_COURSE = "end_of_course"
    PLACEMENT = "placement"
    TEST_OUT = "test_out"
