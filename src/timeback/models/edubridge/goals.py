"""Goals of a student: for a subject, and for a course."""

from __future__ import annotations

from msgspec import field

from ..base import UNSET, Choice, InputModel, Model, Unset
from .enums import Subject

__all__ = [
    "CourseGoal",
    "CourseGoalCourse",
    "CourseGoalInput",
    "CourseGoalPacing",
    "CourseGoalPacingInput",
    "CourseGoalProgress",
    "CourseGoalSnapshot",
    "CourseGoalTarget",
    "GoalBaseline",
    "GoalComputed",
    "GoalExecution",
    "GoalGradeStep",
    "GoalIssue",
    "GoalObjective",
    "GoalPace",
    "GoalPacing",
    "GoalPacingInput",
    "GoalProjection",
    "GoalResolution",
    "GoalXp",
    "SubjectGoal",
    "SubjectGoalDraft",
    "SubjectGoalInput",
    "SubjectGoalPatchInput",
    "SubjectGoalPreview",
    "SubjectGoalSnapshot",
]


class GoalObjective(Model, kw_only=True):
    """What a goal is reached by, such as mastery of a grade."""

    type: str
    value: str | None = None


class GoalPacing(Model, kw_only=True):
    """How fast a goal is to be reached."""

    mode: str
    end_date: str | None = None
    daily_target_xp: int | float | None = field(default=None, name="dailyTargetXP")


class GoalPacingInput(InputModel, kw_only=True):
    """How fast a goal is to be reached; None clears a value."""

    mode: str
    end_date: Unset[str | None] = UNSET
    daily_target_xp: Unset[int | float | None] = field(default=UNSET, name="dailyTargetXP")


class SubjectGoalInput(InputModel, kw_only=True):
    """A goal in a subject."""

    subject: Choice[Subject]
    objective: GoalObjective
    pacing: GoalPacingInput


class SubjectGoalPatchInput(InputModel, kw_only=True):
    """Changes to a goal in a subject; what is not given stays."""

    objective: Unset[GoalObjective] = UNSET
    pacing: Unset[GoalPacingInput] = UNSET


class GoalBaseline(Model, kw_only=True):
    """The daily XP that holds where no goal says otherwise."""

    goal_id: str | None = None
    daily_target_xp: int | float | None = field(default=None, name="dailyTargetXP")
    default_daily_target_xp: int | float | None = field(default=None, name="defaultDailyTargetXP")
    start_date: str | None = None
    updated_at: str | None = None


class SubjectGoal(Model, kw_only=True):
    """A goal in a subject as it is kept."""

    id: str | None = None
    type: str | None = None
    status: str | None = None
    start_date: str | None = None
    updated_at: str | None = None
    objective: GoalObjective | None = None
    pacing: GoalPacing | None = None


class SubjectGoalDraft(Model, kw_only=True):
    """A goal that is only tried out."""

    type: str | None = None
    objective: GoalObjective | None = None
    pacing: GoalPacing | None = None


class GoalExecution(Model, kw_only=True):
    """The courses that lead to a goal."""

    stage_id: str | None = None
    course_ids: list[str] | None = None


class GoalXp(Model, kw_only=True):
    """XP on the way to a goal."""

    total: int | float | None = None
    earned: int | float | None = None
    remaining: int | float | None = None
    pct_complete: int | float | None = None


class GoalPace(Model, kw_only=True):
    """XP a school day, needed and actual."""

    required_daily_xp: int | float | None = field(default=None, name="requiredDailyXP")
    effective_daily_xp: int | float | None = field(default=None, name="effectiveDailyXP")
    school_days_remaining: int | float | None = None


class GoalGradeStep(Model, kw_only=True):
    """One grade on the way to a goal."""

    grade: str | None = None
    remaining_xp: int | float | None = field(default=None, name="remainingXP")
    days_to_complete: int | float | None = None
    projected_date: str | None = None
    status: str | None = None
    total_xp: int | float | None = field(default=None, name="totalXP")
    earned_xp: int | float | None = field(default=None, name="earnedXP")
    course_ids: list[str] | None = None


class GoalProjection(Model, kw_only=True):
    """When each grade would be reached at the present pace."""

    current_grade: str | None = None
    days_to_next_grade: int | float | None = None
    grade_timeline: list[GoalGradeStep] | None = None


class GoalResolution(Model, kw_only=True):
    """How the target grade was found."""

    strategy: str | None = None
    resolved_target_grade: str | None = None
    target_rit: int | float | None = None


class GoalIssue(Model, kw_only=True):
    """Why figures of a goal are missing."""

    code: str | None = None
    message: str | None = None
    service: str | None = None
    path: str | None = None
    status: int | float | None = None


class GoalComputed(Model, kw_only=True):
    """The figures of a goal."""

    xp: GoalXp | None = None
    pace: GoalPace | None = None
    projection: GoalProjection | None = None
    resolution: GoalResolution | None = None
    issue: GoalIssue | None = None


class SubjectGoalSnapshot(Model, kw_only=True):
    """A student's goal in a subject, and how it stands."""

    subject: str
    baseline: GoalBaseline | None = None
    goal: SubjectGoal | None = None
    execution: GoalExecution | None = None
    computed: GoalComputed | None = None


class SubjectGoalPreview(Model, kw_only=True):
    """How a goal would stand; nothing is kept."""

    subject: str
    goal: SubjectGoalDraft | None = None
    execution: GoalExecution | None = None
    computed: GoalComputed | None = None


class CourseGoalTarget(Model, kw_only=True):
    """What a goal in a course is reached by."""

    metric: str
    value: str | None = None


class CourseGoalPacing(Model, kw_only=True):
    """How fast a goal in a course is to be reached."""

    mode: str
    end_date: str | None = None


class CourseGoalPacingInput(InputModel, kw_only=True):
    """How fast a goal in a course is to be reached; None clears a value."""

    mode: str
    end_date: Unset[str | None] = UNSET


class CourseGoalInput(InputModel, kw_only=True):
    """A goal in a course that the student is enrolled in."""

    course_id: str
    target: CourseGoalTarget
    pacing: Unset[CourseGoalPacingInput] = UNSET


class CourseGoalCourse(Model, kw_only=True):
    """The course of a goal."""

    id: str | None = None
    title: str | None = None
    subject: str | None = None


class CourseGoal(Model, kw_only=True):
    """A goal in a course as it is kept."""

    id: str | None = None
    status: str | None = None
    target: CourseGoalTarget | None = None
    pacing: CourseGoalPacing | None = None


class CourseGoalProgress(Model, kw_only=True):
    """How far a student has come in a course. Shares are percentages."""

    course_id: str | None = None
    course_title: str | None = None
    pct_complete: int | float | None = None
    pct_complete_app: int | float | None = None
    pct_complete_lessons: int | float | None = None
    pct_complete_xp: int | float | None = field(default=None, name="pctCompleteXP")
    total_xp: int | float | None = field(default=None, name="totalXP")
    earned_xp: int | float | None = field(default=None, name="earnedXP")
    remaining_xp: int | float | None = field(default=None, name="remainingXP")
    total_units: int | float | None = None
    completed_units: int | float | None = None
    remaining_units: int | float | None = None
    total_lessons: int | float | None = None
    completed_lessons: int | float | None = None
    remaining_lessons: int | float | None = None


class CourseGoalSnapshot(Model, kw_only=True):
    """A student's goal in a course, and how it stands."""

    course: CourseGoalCourse | None = None
    goal: CourseGoal | None = None
    progress: CourseGoalProgress | None = None
