"""The fixed vocabularies of OneRoster. Servers add to them: unknown values are kept as they are."""

from __future__ import annotations

import enum

from ..base import OpenEnum

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


class OrgType(OpenEnum):
    """The level of an organization, from a school's department up to the nation."""

    DEPARTMENT = "department"
    SCHOOL = "school"
    DISTRICT = "district"
    LOCAL = "local"
    STATE = "state"
    NATIONAL = "national"


class SchoolType(OpenEnum):
    """The one organization type that the schools endpoints take."""

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
    """The one session type that the grading period endpoints take."""

    GRADING_PERIOD = "gradingPeriod"


class RoleType(OpenEnum):
    """The rank of a role among a user's roles in an organization: the main one, or another."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


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


class Grade(OpenEnum):
    """A school grade. On the wire it is text, `"-1"` to `"13"`."""

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


class SexInput(OpenEnum):
    """A sex as demographics take it: fewer values than they report."""

    MALE = "male"
    FEMALE = "female"


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
    """The progress of the grading of a result."""

    EXEMPT = "exempt"
    FULLY_GRADED = "fully graded"
    NOT_SUBMITTED = "not submitted"
    PARTIALLY_GRADED = "partially graded"
    SUBMITTED = "submitted"


class LessonType(OpenEnum):
    """The way in which a component resource is worked through."""

    POWERPATH_100 = "powerpath-100"
    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"
    ALPHA_READ_ARTICLE = "alpha-read-article"


class PrerequisiteCriteria(OpenEnum):
    """The rule of a component's prerequisites: all must be met, or one. Servers vary the case."""

    ALL = "ALL"
    ANY = "ANY"


class ResourceType(OpenEnum):
    """The kind of a resource, which says what its metadata hold."""

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


class Difficulty(OpenEnum):
    """The difficulty of a QTI resource."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
