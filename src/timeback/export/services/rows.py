"""Rows that say whose they are: what services answer for a student, in the words of the call."""

from __future__ import annotations

from ...models.base import DateInput, Model
from ...models.edubridge import (
    Enrollment,
    GradeMasteryData,
    MapReport,
    SubjectGoalSnapshot,
    SubjectMetrics,
    TimeSaved,
    WeeklyFactRecord,
)
from ...models.powerpath import (
    CourseProgressResult,
    PlacementTest,
    ScreeningResult,
    SubjectCourseProgress,
)

__all__ = [
    "ActivityFact",
    "CourseResult",
    "GradeMastery",
    "GradedItem",
    "PlacementResult",
    "StudentEnrollment",
    "StudentGoal",
    "StudentMapReport",
    "StudentProgress",
    "StudentTimeSaved",
    "SubjectScreening",
    "WeeklyFact",
]


class ActivityFact(SubjectMetrics, kw_only=True):
    """A student's activity of a day in a subject."""

    student_id: str
    """OneRoster id of the student."""
    date: DateInput
    """Local day, `YYYY-MM-DD`, in the timezone asked for."""
    subject: str
    """Subject of the activity."""


class WeeklyFact(WeeklyFactRecord, kw_only=True):
    """A single event of a student's week."""

    student_id: str
    """OneRoster id of the student."""


class StudentEnrollment(Enrollment, kw_only=True):
    """An enrollment of a student in a course."""

    student_id: str
    """OneRoster id of the student."""


class StudentGoal(SubjectGoalSnapshot, kw_only=True):
    """A student's goal in a subject, with its progress."""

    student_id: str
    """OneRoster id of the student."""


class StudentMapReport(MapReport, kw_only=True):
    """A MAP report of a student."""

    student_id: str
    """OneRoster id of the student."""


class StudentTimeSaved(TimeSaved, kw_only=True):
    """The school time that a student saved this school year."""

    student_id: str
    """OneRoster id of the student."""


class GradeMastery(GradeMasteryData, kw_only=True):
    """The highest grade that a student has mastered in a subject, by each measure."""

    student_id: str
    """OneRoster id of the student."""
    subject: str
    """Subject that was asked for."""


class PlacementResult(PlacementTest, kw_only=True):
    """A placement test of a subject, with a student's results of all attempts."""

    student_id: str
    """OneRoster id of the student."""
    subject: str
    """Subject that was asked for."""


class StudentProgress(SubjectCourseProgress, kw_only=True):
    """A student's progress in a course of a subject."""

    student_id: str
    """OneRoster id of the student."""
    subject: str
    """Subject that was asked for."""


class SubjectScreening(ScreeningResult, kw_only=True):
    """A student's screening result in a subject."""

    student_id: str
    """OneRoster id of the student."""
    subject: str
    """Subject of the test."""


class GradedItem(Model, kw_only=True):
    """The graded component or resource that a result is for."""

    type: str
    """`component` or `resource`."""
    title: str | None = None
    """Heading under which teachers see the graded work."""
    assessment_line_item_sourced_id: str
    """OneRoster id of the assessment line item."""
    course_component_sourced_id: str | None = None
    """OneRoster id of the component; None for a resource."""
    course_component_resource_sourced_id: str | None = None
    """OneRoster id of the component resource; None for a component."""


class CourseResult(CourseProgressResult, kw_only=True):
    """A student's result in a graded part of a course."""

    student_id: str
    """OneRoster id of the student."""
    course_id: str
    """OneRoster id of the course."""
    line_item: GradedItem
    """The graded part."""
