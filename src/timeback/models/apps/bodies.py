# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from typing import Required, TypedDict
from ..apps.activities import ActivityCourseInput, ActivityMetricsInput, ActivitySubjectInput, ActivityTimeInput, ActivityUserInput
from datetime import date, datetime


class ActivityCourseFields(TypedDict, total=False):
    subject: str
    grade: int
    code: str


class ActivityFields(TypedDict, total=False):
    user: ActivityUserInput | ActivityUserFields
    activity: ActivitySubjectInput | ActivitySubjectFields
    metrics: ActivityMetricsInput | ActivityMetricsFields
    time: ActivityTimeInput | ActivityTimeFields
    run_id: str
    process: bool


class ActivityMetricsFields(TypedDict, total=False):
    xp_earned: Required[int | float]
    total_questions: int
    correct_questions: int
    mastered_units: int
    pct_complete: int | float


class ActivitySubjectFields(TypedDict, total=False):
    id: Required[str]
    name: Required[str]
    course: Required[ActivityCourseInput | ActivityCourseFields]


class ActivityTimeFields(TypedDict, total=False):
    started_at: datetime | date | str
    ended_at: datetime | date | str
    active_ms: int
    inactive_ms: int


class ActivityUserFields(TypedDict, total=False):
    email: str
    timeback_id: str
