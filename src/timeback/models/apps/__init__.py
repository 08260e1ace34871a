"""The models of applications: their configuration, activities, lessons, and the people who use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._facade import late
from .activities import (
    ActivityCourseInput,
    ActivityInput,
    ActivityMetricsInput,
    ActivitySubjectInput,
    ActivityTimeInput,
    ActivityUserInput,
    RecordedActivity,
)
from .configuration import (
    AppConfig,
    AppCourse,
    AppCourseDefaults,
    AppCourseGoals,
    AppCourseIds,
    AppCourseMetadata,
    AppCourseMetrics,
    AppCourseOverride,
    AppCourseOverrides,
)
from .lessons import AppLesson, LessonAnswer, LessonQuestions, LessonState, LessonSummary
from .people import ProfileCourse, ProfileSchool, ProfileXp, UserProfile, VerifiedUser
from .routes import (
    AttemptDetailsBody,
    HeartbeatBody,
    LessonBody,
    LessonListBody,
    LessonNextBody,
    LessonStartBody,
    LessonSubmitBody,
    SubmitBody,
    SubmitMetrics,
)

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

__all__ = [
    "ActivityCourseInput",
    "ActivityInput",
    "ActivityMetricsInput",
    "ActivitySubjectInput",
    "ActivityTimeInput",
    "ActivityUserInput",
    "AppConfig",
    "AppCourse",
    "AppCourseDefaults",
    "AppCourseGoals",
    "AppCourseIds",
    "AppCourseMetadata",
    "AppCourseMetrics",
    "AppCourseOverride",
    "AppCourseOverrides",
    "AppLesson",
    "AttemptDetailsBody",
    "HeartbeatBody",
    "LessonAnswer",
    "LessonBody",
    "LessonListBody",
    "LessonNextBody",
    "LessonQuestions",
    "LessonStartBody",
    "LessonState",
    "LessonSubmitBody",
    "LessonSummary",
    "ProfileCourse",
    "ProfileSchool",
    "ProfileXp",
    "RecordedActivity",
    "SubmitBody",
    "SubmitMetrics",
    "UserProfile",
    "VerifiedUser",
]
