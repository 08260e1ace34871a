# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..edubridge.enrollments import EnrollmentMetadata, EnrollmentMetrics
from ..edubridge.enums import ConflictStrategy, Metric, MetricSource, ProgressionApp, ProgressionFlow, ProgressionSubject
from ..edubridge.goals import CourseGoalPacingInput, CourseGoalTarget, GoalObjective, GoalPacingInput
from ..edubridge.progression import HoleFillingCourseDetails
from ..oneroster.courses import Goals
from ..oneroster.enums import EnrollmentRole
from ..vocabularies import Grade, Subject
from datetime import date, datetime

ConflictStrategyText: TypeAlias = Literal['replace', 'fail']

EnrollmentRoleText: TypeAlias = Literal['administrator', 'proctor', 'student', 'teacher']

GradeText: TypeAlias = Literal['-1', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']

MetricSourceText: TypeAlias = Literal['timeback_app', 'timeback_direct_integration', 'timeback_adapter', 'powerpath', 'manual_entry']

MetricText: TypeAlias = Literal['xp', 'spent_minutes', 'waste_minutes', 'accuracy', 'lessons', 'quizzes', 'unit_tests']

ProgressionAppText: TypeAlias = Literal['edia', 'freckle', 'mobymax', 'vocabloco', 'lalilo', 'anton', 'alphawrite', 'timeback']

ProgressionFlowText: TypeAlias = Literal['dcan', 'existingPlan', 'legacy']

ProgressionSubjectText: TypeAlias = Literal['math', 'reading', 'science', 'writing', 'language', 'ela']

RoleText: TypeAlias = Literal['administrator', 'aide', 'guardian', 'parent', 'proctor', 'relative', 'student', 'teacher']

SubjectText: TypeAlias = Literal['Reading', 'Language', 'Vocabulary', 'Social Studies', 'Writing', 'Science', 'FastMath', 'Math', 'None', 'Other']


class ApplicationMetricFields(TypedDict, total=False):
    metric: Metric | MetricText
    metric_source: MetricSource | MetricSourceText


class CaliperEnvelopeFields(TypedDict, total=False):
    sensor: str
    send_time: datetime | date | str
    data: Sequence[Mapping[str, Any]]
    data_version: str


class CourseGoalFields(TypedDict, total=False):
    course_id: str
    target: CourseGoalTarget | CourseGoalTargetFields
    pacing: CourseGoalPacingInput | CourseGoalPacingFields


class CourseGoalPacingFields(TypedDict, total=False):
    mode: Required[str]
    end_date: date | str | None


class CourseGoalTargetFields(TypedDict, total=False):
    metric: Required[str]
    value: str | None


class EnrollFields(TypedDict, total=False):
    sourced_id: str
    role: EnrollmentRole | EnrollmentRoleText
    begin_date: datetime | date | str
    metadata: EnrollmentMetadata | EnrollmentMetadataFields | dict[str, Any]


class EnrollmentMetadataFields(TypedDict, total=False):
    goals: Goals | GoalsFields | None
    metrics: EnrollmentMetrics | EnrollmentMetricsFields | None
    student_specific_goals: bool | None


class EnrollmentMetricsFields(TypedDict, total=False):
    total_xp: int | float | None
    total_lessons: int | float | None
    total_grades: int | float | None
    course_type: str | None
    is_supplemental: bool | None


class GoalObjectiveFields(TypedDict, total=False):
    type: Required[str]
    value: str | None


class GoalPacingFields(TypedDict, total=False):
    mode: Required[str]
    end_date: date | str | None
    daily_target_xp: int | float | None


class GoalsFields(TypedDict, total=False):
    daily_xp: int | float | None
    daily_lessons: int | float | None
    daily_active_minutes: int | float | None
    daily_accuracy: int | float | None
    daily_mastered_units: int | float | None


class HoleFillingCourseDetailsFields(TypedDict, total=False):
    title: str
    xp_per_lesson: int | float
    metadata: Mapping[str, Any]


class HoleFillingCourseFields(TypedDict, total=False):
    subject: ProgressionSubject | ProgressionSubjectText
    grade: str | int
    app: ProgressionApp | ProgressionAppText
    email: str
    next: str
    lesson_ids: Sequence[str]
    course_details: HoleFillingCourseDetails | HoleFillingCourseDetailsFields


class ProgressionJobFields(TypedDict, total=False):
    assignment_id: int | float
    student_timeback_id: str
    student_email: str
    subject: str
    grade: str
    current_course_sourced_id: str
    flow_type: ProgressionFlow | ProgressionFlowText
    score: int | float
    test_type: str
    read_only: bool
    extended_catalog: bool
    ai_model: str
    existing_plan: bool


class SubjectGoalFields(TypedDict, total=False):
    subject: Subject | SubjectText
    objective: GoalObjective | GoalObjectiveFields
    pacing: GoalPacingInput | GoalPacingFields


class SubjectGoalPatchFields(TypedDict, total=False):
    objective: GoalObjective | GoalObjectiveFields
    pacing: GoalPacingInput | GoalPacingFields


class SubjectTrackFields(TypedDict, total=False):
    subject: Subject | SubjectText
    grade: Grade | GradeText
    course_id: str
    org_sourced_id: str


class SubjectTrackGroupDeleteFields(TypedDict, total=False):
    subject: Subject | SubjectText
    grade: Grade | GradeText
    course_id: str
    is_global: bool


class SubjectTrackGroupFields(TypedDict, total=False):
    subject: Subject | SubjectText
    grade: Grade | GradeText
    course_id: str
    org_sourced_ids: Sequence[str]


class SubjectTrackGroupUpdateFields(TypedDict, total=False):
    subject: Subject | SubjectText
    grade: Grade | GradeText
    current_course_id: str
    course_id: str
    is_global: bool
    org_sourced_ids: Sequence[str]
    strategy: ConflictStrategy | ConflictStrategyText
