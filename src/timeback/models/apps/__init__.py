"""The models of applications: their configuration, activities, lessons, and the people who use them."""

from __future__ import annotations

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
    "LessonAnswer",
    "LessonQuestions",
    "LessonState",
    "LessonSummary",
    "ProfileCourse",
    "ProfileSchool",
    "ProfileXp",
    "RecordedActivity",
    "UserProfile",
    "VerifiedUser",
]
