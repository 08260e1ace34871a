"""Applications: their configuration, and the errors of their activities, lessons and people.

`client.activity`, `client.lessons`, `client.user` and `client.users` of the unified client do the work.
"""

from __future__ import annotations

from ._apps.app import App, EventData
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
from ._apps.schema import config_schema

__all__ = [
    "AmbiguousUserError",
    "App",
    "CatalogCourse",
    "ConfigValidationError",
    "CourseCatalog",
    "CourseError",
    "EventData",
    "LessonTypeError",
    "UserLookupError",
    "UserNotFoundError",
    "config_schema",
    "load_config",
]
