"""Applications: their configuration, and the errors of their activities, lessons and people.

`client.activity`, `client.lessons`, `client.user` and `client.users` of the unified client do the work.
"""

from __future__ import annotations

from ._apps.configuration import load_config
from ._apps.courses import CatalogCourse, CourseCatalog
from ._apps.errors import (
    AmbiguousUserError,
    ConfigValidationError,
    CourseError,
    LessonTypeError,
    UserLookupError,
    UserNotFoundError,
)

__all__ = [
    "AmbiguousUserError",
    "CatalogCourse",
    "ConfigValidationError",
    "CourseCatalog",
    "CourseError",
    "LessonTypeError",
    "UserLookupError",
    "UserNotFoundError",
    "load_config",
]
