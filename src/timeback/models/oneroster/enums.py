"""The fixed vocabularies of OneRoster. Servers add to them: unknown values are kept as they are."""

from __future__ import annotations

from ..base import OpenEnum
from ..vocabularies import (
    BooleanString,
    Difficulty,
    Grade,
    GuidRefType,
    LessonType,
    ScoreStatus,
    Sex,
    SortOrder,
    Status,
    Subject,
)
from ..vocabularies import Importance as RoleType

__all__ = [
    "BooleanString",
    "ClassType",
    "CourseMaterialSubType",
    "Difficulty",
    "EnrollRole",
    "EnrollmentRole",
    "Grade",
    "GradingPeriodType",
    "GuidRefType",
    "LessonType",
    "OnboardingStatus",
    "OrgType",
    "PrerequisiteCriteria",
    "QtiSubType",
    "QuestionType",
    "ResourceType",
    "RoleType",
    "SchoolType",
    "ScoreStatus",
    "SessionType",
    "Sex",
    "SexInput",
    "SortOrder",
    "Status",
    "Subject",
    "TimebackRole",
    "UserRoleName",
]


class OrgType(OpenEnum):
    """The level of an organization, from a school's department up to the nation."""

    DEPARTMENT = "department"
    SCHOOL = "school"
    DISTRICT = "district"
    LOCAL = "local"
    STATE = "state"
    NATIONAL = "national"


class SchoolType(OpenEnum):
    """The only organization type that the schools endpoints accept."""

    SCHOOL = "school"


class ClassType(OpenEnum):
    """The kind of a class: a home base, or one that meets on a timetable."""

    HOMEROOM = "homeroom"
    SCHEDULED = "scheduled"


class SessionType(OpenEnum):
    """The kind of period that an academic session spans."""

    GRADING_PERIOD = "gradingPeriod"
    SEMESTER = "semester"
    SCHOOL_YEAR = "schoolYear"
    TERM = "term"


class GradingPeriodType(OpenEnum):
    """The only session type that the grading period endpoints accept."""

    GRADING_PERIOD = "gradingPeriod"


class UserRoleName(OpenEnum):
    """The role of a user in an organization."""

    SYSTEM_ADMINISTRATOR = "system_administrator"
    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"
    PARENT = "parent"
    PROCTOR = "proctor"
    RELATIVE = "relative"
    STUDENT = "student"
    TEACHER = "teacher"


class TimebackRole(OpenEnum):
    """The platform's own, finer roles, kept in the metadata of a user's role."""

    HEAD_OF_SCHOOL = "head_of_school"
    DEAN_OF_PARENTS = "dean_of_parents"
    CAMPUS_COORDINATOR = "campus_coordinator"
    HEAD_GUIDE = "head_guide"
    LEAD_GUIDE = "lead_guide"
    GUIDE = "guide"
    GUIDE_ASSISTANT = "guide_assistant"
    READING_SPECIALIST = "reading_specialist"
    PARENT = "parent"
    STUDENT = "student"


class EnrollmentRole(OpenEnum):
    """The role of a user in a class."""

    ADMINISTRATOR = "administrator"
    PROCTOR = "proctor"
    STUDENT = "student"
    TEACHER = "teacher"


class EnrollRole(OpenEnum):
    """The roles that a class itself can enroll a user in."""

    STUDENT = "student"
    TEACHER = "teacher"


class OnboardingStatus(OpenEnum):
    """The progress of a user in an onboarding."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class SexInput(OpenEnum):
    """A sex as demographics accept it: fewer values than they report."""

    MALE = "male"
    FEMALE = "female"


class PrerequisiteCriteria(OpenEnum):
    """The rule of a component's prerequisites: all must be met, or one. Servers vary the case."""

    ALL = "ALL"
    ANY = "ANY"


class ResourceType(OpenEnum):
    """The kind of a resource, which determines its metadata."""

    QTI = "qti"
    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"
    INTERACTIVE = "interactive"
    VISUAL = "visual"
    COURSE_MATERIAL = "course-material"
    ASSESSMENT_BANK = "assessment-bank"


class QtiSubType(OpenEnum):
    """The kind of a QTI resource."""

    QTI_TEST = "qti-test"
    QTI_QUESTION = "qti-question"
    QTI_STIMULUS = "qti-stimulus"
    QTI_TEST_BANK = "qti-test-bank"


class CourseMaterialSubType(OpenEnum):
    """The purpose of course material."""

    UNIT = "unit"
    COURSE = "course"
    RESOURCE_COLLECTION = "resource-collection"


class QuestionType(OpenEnum):
    """The kind of a QTI question, by the way it is answered."""

    CHOICE = "choice"
    ORDER = "order"
    ASSOCIATE = "associate"
    MATCH = "match"
    HOTSPOT = "hotspot"
    HOTTEXT = "hottext"
    SELECT_POINT = "select-point"
    GRAPHIC_ORDER = "graphic-order"
    GRAPHIC_ASSOCIATE = "graphic-associate"
    GRAPHIC_GAP_MATCH = "graphic-gap-match"
    TEXT_ENTRY = "text-entry"
    EXTENDED_TEXT = "extended-text"
    INLINE_CHOICE = "inline-choice"
    UPLOAD = "upload"
    SLIDER = "slider"
    DRAWING = "drawing"
    MEDIA = "media"
    CUSTOM = "custom"
