"""The vocabularies that several services share; each service's own models give them under its own names.

Servers add to them: unknown values are kept as they are.
"""

from __future__ import annotations

import enum

from .base import OpenEnum

__all__ = [
    "ApiStatus",
    "BooleanString",
    "Difficulty",
    "Grade",
    "GuidRefType",
    "Importance",
    "LessonType",
    "ScoreStatus",
    "Sex",
    "SortOrder",
    "Status",
    "Subject",
]


class Status(OpenEnum):
    """The state of a record: in use, or deleted. A deleted one is marked `tobedeleted` and stays in lists."""

    ACTIVE = "active"
    TO_BE_DELETED = "tobedeleted"


class SortOrder(OpenEnum):
    """The direction of a sorted list."""

    ASC = "asc"
    DESC = "desc"


# Closed: it is a boolean in the only form that some fields take, so that any other text is a mistake.
class BooleanString(enum.StrEnum):
    """A boolean written as text."""

    TRUE = "true"
    FALSE = "false"


class ApiStatus(OpenEnum):
    """The outcome of a call."""

    SUCCESS = "success"
    ERROR = "error"


class Importance(OpenEnum):
    """The rank of a role, or of a resource: the main or essential one, or another."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Grade(OpenEnum):
    """A school grade. On the wire it is a string, `"-1"` to `"13"`."""

    PRE_K = "-1"
    KINDERGARTEN = "0"
    GRADE_1 = "1"
    GRADE_2 = "2"
    GRADE_3 = "3"
    GRADE_4 = "4"
    GRADE_5 = "5"
    GRADE_6 = "6"
    GRADE_7 = "7"
    GRADE_8 = "8"
    GRADE_9 = "9"
    GRADE_10 = "10"
    GRADE_11 = "11"
    GRADE_12 = "12"
    AP = "13"
    # Other names that QTI's descriptions have for two of them.
    K = "0"
    GRADE_13 = "13"


class Subject(OpenEnum):
    """A school subject as the platform names it."""

    READING = "Reading"
    LANGUAGE = "Language"
    VOCABULARY = "Vocabulary"
    SOCIAL_STUDIES = "Social Studies"
    WRITING = "Writing"
    SCIENCE = "Science"
    FAST_MATH = "FastMath"
    MATH = "Math"
    NONE = "None"
    OTHER = "Other"


class Sex(OpenEnum):
    """A sex as demographics report it."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNSPECIFIED = "unspecified"


class GuidRefType(OpenEnum):
    """The kind of record that a reference points to."""

    ACADEMIC_SESSION = "academicSession"
    ASSESSMENT_LINE_ITEM = "assessmentLineItem"
    CATEGORY = "category"
    CLASS = "class"
    COURSE = "course"
    DEMOGRAPHICS = "demographics"
    ENROLLMENT = "enrollment"
    GRADING_PERIOD = "gradingPeriod"
    LINE_ITEM = "lineItem"
    ORG = "org"
    RESOURCE = "resource"
    RESULT = "result"
    SCORE_SCALE = "scoreScale"
    STUDENT = "student"
    TEACHER = "teacher"
    TERM = "term"
    USER = "user"
    COMPONENT_RESOURCE = "componentResource"
    COURSE_COMPONENT = "courseComponent"


class ScoreStatus(OpenEnum):
    """The progress of grading a result."""

    EXEMPT = "exempt"
    FULLY_GRADED = "fully graded"
    NOT_SUBMITTED = "not submitted"
    PARTIALLY_GRADED = "partially graded"
    SUBMITTED = "submitted"


class LessonType(OpenEnum):
    """The way in which students work through a component resource."""

    POWERPATH_100 = "powerpath-100"
    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"
    ALPHA_READ_ARTICLE = "alpha-read-article"

    @classmethod
    def __admits__(cls, text: str) -> bool:
        """Whether a value may be sent as plain text: it is listed, or occurs on the platform beside the list."""
        return super().__admits__(text) or text in ("article", "exercise", "external-lesson")


class Difficulty(OpenEnum):
    """The difficulty of a QTI resource."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
