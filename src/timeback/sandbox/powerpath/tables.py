"""The tables of PowerPath, for what OneRoster has no place for; lessons and scores are OneRoster's records."""

from __future__ import annotations

from ..scopes import standard_scopes
from ..sql import Table

__all__ = [
    "BASE",
    "COURSE_SEQUENCES",
    "LESSON_PLANS",
    "OPERATIONS",
    "RENDER_CONFIGS",
    "SCOPES",
    "SCREENINGS",
    "TABLES",
    "TEST_ASSIGNMENTS",
    "UNLISTED_LESSONS",
]

BASE = "/powerpath"

LESSON_PLANS = Table("powerpath_lesson_plans", ("courseId", "userId"))
OPERATIONS = Table("powerpath_operations", ("lessonPlanId",))
TEST_ASSIGNMENTS = Table(
    "powerpath_test_assignments",
    ("studentSourcedId", "assignmentStatus", "grade", "componentResourceSourcedId"),
)
# Lessons that stand in no course, so that OneRoster does not list them.
UNLISTED_LESSONS = Table("powerpath_unlisted_lessons")
RENDER_CONFIGS = Table("powerpath_render_configs")
COURSE_SEQUENCES = Table("powerpath_course_sequences")
SCREENINGS = Table("powerpath_screenings")

TABLES = (
    LESSON_PLANS,
    OPERATIONS,
    TEST_ASSIGNMENTS,
    UNLISTED_LESSONS,
    RENDER_CONFIGS,
    COURSE_SEQUENCES,
    SCREENINGS,
)

SCOPES = {BASE: standard_scopes("powerpath/powerpath")}
