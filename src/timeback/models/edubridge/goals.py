"""Goals of a student: for a subject, and for a course."""

from __future__ import annotations

from msgspec import field

from ..base import UNSET, Choice, DateInput, InputModel, Model, Unset
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
    """The objective of a goal, such as mastery of a grade."""

    type: str
    """Kind of objective, such as `grade_mastery`; servers may have others."""
    value: str | None = None
    """Level to reach in that kind, such as the grade; None if none is set."""


class GoalPacing(Model, kw_only=True):
    """The pace at which a goal is to be reached."""

    mode: str
    """Way of fixing the pace, such as `target_date`; servers may have others."""
    end_date: str | None = None
    """Target day of the goal; None if none is set."""
    daily_target_xp: int | float | None = field(default=None, name="dailyTargetXP")
    """XP to earn on a school day; None if none are set."""


class GoalPacingInput(InputModel, kw_only=True):
    """The pace at which a goal is to be reached; None clears a value."""

    mode: str
    """Way of fixing the pace, such as `target_date`; servers may have others."""
    end_date: Unset[DateInput | None] = UNSET
    """Target day of the goal; None clears it."""
    daily_target_xp: Unset[int | float | None] = field(default=UNSET, name="dailyTargetXP")
    """XP to earn on a school day; None clears them."""


class SubjectGoalInput(InputModel, kw_only=True):
    """A goal in a subject."""

    subject: Choice[Subject]
    """Subject in which to reach the goal."""
    objective: GoalObjective
    """Level to reach, such as mastery of a grade."""
    pacing: GoalPacingInput
    """Pace for reaching it."""


class SubjectGoalPatchInput(InputModel, kw_only=True):
    """Changes to a goal in a subject; fields that you leave out stay."""

    objective: Unset[GoalObjective] = UNSET
    """New level to reach; left out, it stays."""
    pacing: Unset[GoalPacingInput] = UNSET
    """New pace; left out, it stays."""


class GoalBaseline(Model, kw_only=True):
    """The daily XP that applies if no goal says otherwise."""

    goal_id: str | None = None
    """Identifier of the baseline; None if it was never set for the student."""
    daily_target_xp: int | float | None = field(default=None, name="dailyTargetXP")
    """XP to earn on a school day, as set for the student; None if the default holds."""
    default_daily_target_xp: int | float | None = field(default=None, name="defaultDailyTargetXP")
    """XP to earn on a school day where nothing was set for the student."""
    start_date: str | None = None
    """First day of the baseline; None if not stated."""
    updated_at: str | None = None
    """Time of the last change, as ISO text; None if not stated."""


class SubjectGoal(Model, kw_only=True):
    """A goal in a subject, as stored."""

    id: str | None = None
    """Identifier of the goal, for changing it."""
    type: str | None = None
    """Kind of goal, such as `grade_mastery`; servers may have others."""
    status: str | None = None
    """State of the goal, such as `active`; servers may have others."""
    start_date: str | None = None
    """Day when the goal began; None if not stated."""
    updated_at: str | None = None
    """Time of the last change, as ISO text; None if not stated."""
    objective: GoalObjective | None = None
    """Level to reach, such as mastery of a grade."""
    pacing: GoalPacing | None = None
    """Pace for reaching it."""


class SubjectGoalDraft(Model, kw_only=True):
    """A goal that is only previewed."""

    type: str | None = None
    """Kind of goal, such as `grade_mastery`; servers may have others."""
    objective: GoalObjective | None = None
    """Level to reach, such as mastery of a grade."""
    pacing: GoalPacing | None = None
    """Pace for reaching it."""


class GoalExecution(Model, kw_only=True):
    """The courses that lead to a goal."""

    stage_id: str | None = None
    """Stage of the sequence of courses that the student is at; None if there is none."""
    course_ids: list[str] | None = None
    """Courses that lead to the goal; the path is fixed when the goal is saved."""


class GoalXp(Model, kw_only=True):
    """XP on the way to a goal."""

    total: int | float | None = None
    """XP of all courses that lead to the goal."""
    earned: int | float | None = None
    """XP of these that the student has."""
    remaining: int | float | None = None
    """XP of these that the student still has to earn."""
    pct_complete: int | float | None = None
    """Share of the XP that the student has, in percent."""


class GoalPace(Model, kw_only=True):
    """XP per school day, needed and actual."""

    required_daily_xp: int | float | None = field(default=None, name="requiredDailyXP")
    """XP to earn on each school day that is left, to be in time."""
    effective_daily_xp: int | float | None = field(default=None, name="effectiveDailyXP")
    """XP that the student earns on a school day at present."""
    school_days_remaining: int | float | None = None
    """Number of school days up to the end date."""


class GoalGradeStep(Model, kw_only=True):
    """One grade on the way to a goal."""

    grade: str | None = None
    """Grade level of the step, from `-1` (pre-K) to `13` (AP)."""
    remaining_xp: int | float | None = field(default=None, name="remainingXP")
    """XP of the grade that the student still has to earn."""
    days_to_complete: int | float | None = None
    """School days that the rest of the grade takes at the present pace."""
    projected_date: str | None = None
    """Day when the grade would be reached at the present pace; None once it is."""
    status: str | None = None
    """State of the step, such as `completed`; servers may have others."""
    total_xp: int | float | None = field(default=None, name="totalXP")
    """XP of all the grade's courses."""
    earned_xp: int | float | None = field(default=None, name="earnedXP")
    """XP of the grade that the student has."""
    course_ids: list[str] | None = None
    """Courses that make up the grade."""


class GoalProjection(Model, kw_only=True):
    """The days on which each grade would be reached at the current pace."""

    current_grade: str | None = None
    """Grade level that the student works at, from `-1` (pre-K) to `13` (AP)."""
    days_to_next_grade: int | float | None = None
    """School days until the next grade level at the present pace."""
    grade_timeline: list[GoalGradeStep] | None = None
    """Grades on the way to the goal, from the lowest."""


class GoalResolution(Model, kw_only=True):
    """The way in which the target grade was determined."""

    strategy: str | None = None
    """Way of finding the target, such as `percentile`; servers may have others."""
    resolved_target_grade: str | None = None
    """Grade level that the objective resolves to."""
    target_rit: int | float | None = None
    """MAP score (RIT) that the target corresponds to; None if it was found otherwise."""


class GoalIssue(Model, kw_only=True):
    """A reason why figures of a goal are missing."""

    code: str | None = None
    """Name of the reason for programs, such as `missing_starting_grade`; servers may have others."""
    message: str | None = None
    """The server's words, meant for people."""
    service: str | None = None
    """Service behind the platform that failed; None if none did."""
    path: str | None = None
    """Path of the request to that service; None if none failed."""
    status: int | float | None = None
    """HTTP status of that service's answer; None if none failed."""


class GoalComputed(Model, kw_only=True):
    """The figures of a goal."""

    xp: GoalXp | None = None
    """XP of the way to the goal; None if they cannot be computed."""
    pace: GoalPace | None = None
    """XP a school day, needed and actual; None if they cannot be computed."""
    projection: GoalProjection | None = None
    """Days when each grade would be reached; None if they cannot be computed."""
    resolution: GoalResolution | None = None
    """Target grade and score that were found for the goal, and how; None if the objective names them."""
    issue: GoalIssue | None = None
    """Reason why figures are missing; None if none are."""


class SubjectGoalSnapshot(Model, kw_only=True):
    """A student's goal in a subject, with its progress."""

    subject: str
    """Subject of the row."""
    baseline: GoalBaseline | None = None
    """Daily XP that apply if no goal says otherwise; None if there is none."""
    goal: SubjectGoal | None = None
    """Goal as it is kept; None if the student has none in this subject."""
    execution: GoalExecution | None = None
    """Courses that lead to the goal; None without a goal."""
    computed: GoalComputed | None = None
    """Figures of the goal; None if nothing can be computed."""


class SubjectGoalPreview(Model, kw_only=True):
    """The progress that a goal would show; nothing is stored."""

    subject: str
    """Subject of the row."""
    goal: SubjectGoalDraft | None = None
    """Goal that would be set; None if the student needs none."""
    execution: GoalExecution | None = None
    """Courses that lead to the goal; None without a goal."""
    computed: GoalComputed | None = None
    """Figures of the goal; None if nothing can be computed."""


class CourseGoalTarget(Model, kw_only=True):
    """The target of a goal in a course."""

    metric: str
    """Measure of the goal, such as `xp`; servers may have others."""
    value: str | None = None
    """Amount of the measure to reach, as text; None if none is set."""


class CourseGoalPacing(Model, kw_only=True):
    """The pace at which a goal in a course is to be reached."""

    mode: str
    """Way of fixing the pace, such as `target_date`; servers may have others."""
    end_date: str | None = None
    """Target day of the goal; None if none is set."""


class CourseGoalPacingInput(InputModel, kw_only=True):
    """The pace at which a goal in a course is to be reached; None clears a value."""

    mode: str
    """Way of fixing the pace, such as `target_date`; servers may have others."""
    end_date: Unset[DateInput | None] = UNSET
    """Target day of the goal; None clears it."""


class CourseGoalInput(InputModel, kw_only=True):
    """A goal in a course that the student is enrolled in."""

    course_id: str
    """OneRoster id of a course that the student is enrolled in."""
    target: CourseGoalTarget
    """Measure and amount to reach."""
    pacing: Unset[CourseGoalPacingInput] = UNSET
    """Pace for reaching it; left out, none is fixed."""


class CourseGoalCourse(Model, kw_only=True):
    """The course of a goal."""

    id: str | None = None
    """OneRoster id of the course."""
    title: str | None = None
    """Name for people."""
    subject: str | None = None
    """Subject that the course teaches; None if not stated."""


class CourseGoal(Model, kw_only=True):
    """A goal in a course, as stored."""

    id: str | None = None
    """Identifier of the goal."""
    status: str | None = None
    """State of the goal, such as `active`; servers may have others."""
    target: CourseGoalTarget | None = None
    """Measure and amount to reach."""
    pacing: CourseGoalPacing | None = None
    """Pace for reaching it; None if none is fixed."""


class CourseGoalProgress(Model, kw_only=True):
    """A student's progress in a course. Fractions are percentages."""

    course_id: str | None = None
    """OneRoster id of the course."""
    course_title: str | None = None
    """Name for people."""
    pct_complete: int | float | None = None
    """Share of the course that is done, in percent."""
    pct_complete_app: int | float | None = None
    """Share of the course that is done by the application's own count, in percent."""
    pct_complete_lessons: int | float | None = None
    """Share of the lessons that are completed, in percent."""
    pct_complete_xp: int | float | None = field(default=None, name="pctCompleteXP")
    """Share of the XP that are earned, in percent."""
    total_xp: int | float | None = field(default=None, name="totalXP")
    """XP for the whole course."""
    earned_xp: int | float | None = field(default=None, name="earnedXP")
    """XP that the student has earned in the course."""
    remaining_xp: int | float | None = field(default=None, name="remainingXP")
    """XP that the student still has to earn in the course."""
    total_units: int | float | None = None
    """Number of units in the course."""
    completed_units: int | float | None = None
    """Number of units that the student has completed."""
    remaining_units: int | float | None = None
    """Number of units that are left to do."""
    total_lessons: int | float | None = None
    """Number of lessons in the course."""
    completed_lessons: int | float | None = None
    """Number of lessons that the student has completed."""
    remaining_lessons: int | float | None = None
    """Number of lessons that are left to do."""


class CourseGoalSnapshot(Model, kw_only=True):
    """A student's goal in a course, with its progress."""

    course: CourseGoalCourse | None = None
    """Title and subject of what the student works through."""
    goal: CourseGoal | None = None
    """Goal as it is kept."""
    progress: CourseGoalProgress | None = None
    """Work done and left in the course; None if it cannot be computed."""
