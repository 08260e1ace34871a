"""An application as a client is told of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from .configuration import ConfigSource
    from .courses import AppEnvironment, CatalogCourse

__all__ = ["App", "EventData", "Hook"]


@dataclass
class EventData:
    """An event that is about to be sent, for the application to change.

    Attributes:
        sensor: The URL of the application that records it.
        event: The event, in wire names.
        course: The course of the activity.
        app_name: The application's name.
        environment: The environment whose course ids apply.
        email: The student's email address.
        timeback_id: The student's OneRoster id.
    """

    sensor: str
    event: dict[str, Any]
    course: CatalogCourse
    app_name: str
    environment: AppEnvironment
    email: str = field(repr=False)
    timeback_id: str


Hook: TypeAlias = Callable[[EventData], Any]


@dataclass(frozen=True)
class App:
    """An application: its configuration, and how its events are handled.

    Attributes:
        config: The path of its configuration, or the content; by default `timeback.config.json` in the working
            folder. It is read when it is first needed.
        spool: A SQLite file that all workers of the application share. It keeps the events they accepted until the
            platform has them, detects duplicates, and counts attempts. Without it, each process does so in memory.
        environment: `"staging"` or `"production"`: the environment whose course ids and overrides apply, in place of
            the client's.
        before_activity_send: Called with an `EventData` before a completion is sent. It returns the data, changed or
            not, or None to hold the event back. It may be async if the client is.
        before_time_spent_send: The same for time.
    """

    config: ConfigSource | None = None
    spool: str | os.PathLike[str] | None = None
    environment: AppEnvironment | None = None
    before_activity_send: Hook | None = None
    before_time_spent_send: Hook | None = None
