"""The part of an application that the views of one client share: courses, and attempts on their way."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from .._config.platforms import Environment
from .._config.settings import Mode, Settings
from .._fork import late_imports, new_lock
from .attempts import PendingAttempts

if TYPE_CHECKING:
    from .app import App
    from .configuration import ConfigSource
    from .courses import AppEnvironment, CatalogCourse, CourseCatalog
    from .outbox import Outbox

__all__ = ["AppState"]

S = TypeVar("S")

_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


class AppState:
    """The application that a client serves.

    Args:
        app: The application, or its configuration alone.
        settings: Where the platform is, which decides on the environment of the courses.
    """

    def __init__(self, app: App | ConfigSource | None, settings: Settings | None) -> None:
        self._given = app
        self._settings = settings
        self._lock = new_lock()
        self._courses: CourseCatalog | None = None
        self._outbox: Outbox | None = None
        self._sender: Any = None
        self._own_attempts = PendingAttempts()

    @functools.cached_property
    def app(self) -> App:
        """The application; most clients have none, and do not import what one is."""
        with late_imports:
            from .app import App

        return self._given if isinstance(self._given, App) else App(self._given)

    @property
    def attempts(self) -> PendingAttempts | Outbox:
        """The numbers of attempts: of all workers where they share a spool, else of this process."""
        return self._own_attempts if self.app.spool is None else self.outbox

    @property
    def outbox(self) -> Outbox:
        """The events on their way.

        Raises:
            SpoolError: The file cannot be used.
        """
        from .outbox import Outbox

        with self._lock:
            if self._outbox is None:
                self._outbox = Outbox(self.app.spool)
            return self._outbox

    def sender(self, make: Callable[[Outbox], S]) -> S:
        """The sender of the outbox in this process and event loop, made if there is none."""
        outbox = self.outbox
        with self._lock:
            if self._sender is None or not self._sender.is_usable:
                self._sender = make(outbox)
            found: S = self._sender
            return found

    def close(self) -> None:
        """Let go of the spool; it is opened again where it is needed again."""
        with self._lock:
            outbox, self._outbox = self._outbox, None
        if outbox is not None:
            outbox.close()

    def take_sender(self) -> Any:
        """The sender, to be closed; None if there is none."""
        with self._lock:
            sender, self._sender = self._sender, None
            return sender

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
                self._courses = CourseCatalog(load_config(self.app.config), self.environment)
            return self._courses

    @property
    def environment(self) -> AppEnvironment:
        """The environment whose ids and overrides hold: production's, save in staging and on this machine."""
        settings = self._settings
        if self.app.environment is not None:
            return self.app.environment
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
