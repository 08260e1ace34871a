"""The part of an application that the views of one client share: courses, and attempts on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from .._config.platforms import Environment
from .._config.settings import Mode, Settings
from .._fork import new_lock
from .attempts import PendingAttempts

if TYPE_CHECKING:
    from .configuration import ConfigSource
    from .courses import AppEnvironment, CatalogCourse, CourseCatalog

__all__ = ["AppState"]

_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


class AppState:
    """The application that a client serves.

    Args:
        source: The configuration, or where it is; read when it is first needed.
        settings: Where the platform is, which decides on the environment of the courses.
    """

    def __init__(self, source: ConfigSource | None, settings: Settings | None) -> None:
        self._source, self._settings = source, settings
        self._lock = new_lock()
        self._courses: CourseCatalog | None = None
        self.attempts = PendingAttempts()

    @property
    def courses(self) -> CourseCatalog:
        """The courses of the configuration.

        Raises:
            ConfigValidationError: It is absent, or has faults.
        """
        from .configuration import load_config  # no client need read models before it has an application
        from .courses import CourseCatalog

        with self._lock:
            if self._courses is None:
                self._courses = CourseCatalog(load_config(self._source), self.environment)
            return self._courses

    @property
    def environment(self) -> AppEnvironment:
        """The environment whose ids and overrides hold: production's, save in staging and on this machine."""
        settings = self._settings
        if settings is None or settings.mode is Mode.SANDBOX or settings.environment is Environment.STAGING:
            return "staging"
        local = settings.environment is None and settings.base_url.startswith(_LOOPBACK)
        return "staging" if local else "production"

    def url(self, collection: str, sourced_id: str) -> str:
        """The URL of a OneRoster record, by which events name it."""
        assert self._settings is not None  # else no call has got this far
        prefix = self._settings.prefixes["rostering"]
        return f"{self._settings.base_url}{prefix}/{collection}/{quote(sourced_id, safe='')}"

    def known_course(self, course_id: str) -> CatalogCourse | None:
        """The course that has an id, where there is a configuration."""
        from .errors import ConfigValidationError

        try:
            return self.courses.by_id(course_id)
        except ConfigValidationError:
            return None
