"""`timeback caliper tail`: events as they are stored."""

from __future__ import annotations

import contextlib
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from cyclopts import App

from .._json_types import is_mapping
from .._tables.text import brief
from ..models.caliper import StoredEvent
from .encodings import json_line
from .session import Session
from .terminal import guarded

__all__ = ["add_tail"]

# Events may be stored later than they happened; those of so long ago are looked for at each turn.
_SLACK = timedelta(minutes=10)


def add_tail(app: App, session: Session) -> None:
    """Add the command to those of the service."""

    @app.command
    def tail(
        *,
        since: str | None = None,
        sensor: str | None = None,
        actor_id: str | None = None,
        actor_email: str | None = None,
        interval: float = 2.0,
        count: int | None = None,
        follow: bool = True,
    ) -> None:
        """Print events as they are stored, until Ctrl-C: those of the last ten minutes first.

        A line for each; `--output ndjson` gives the whole event.

        Args:
            since: Begin with the events of this moment, an ISO 8601 day or instant.
            sensor: Only events of this sensor.
            actor_id: Only events of the actor with this IRI.
            actor_email: Only events of the actor with this email address.
            interval: Seconds between two looks.
            count: End after so many events.
            follow: Go on when all that is there is printed.
        """
        chosen: dict[str, Any] = {"sensor": sensor, "actor_id": actor_id, "actor_email": actor_email}
        begin: Any = since or datetime.now(UTC) - _SLACK
        out, seen = guarded(sys.stdout), set[int]()
        with session.client() as timeback, contextlib.suppress(KeyboardInterrupt):
            while True:
                fresh = [
                    each
                    for each in timeback.caliper.events.stream(start_date=begin, **chosen)
                    if each.id not in seen
                ]
                for event in sorted(fresh, key=lambda each: (each.event_time, each.id)):
                    if count is not None and len(seen) >= count:
                        return
                    seen.add(event.id)
                    out.write(_line(event) if session.form.format == "table" else json_line(event, out))
                    out.flush()
                if not follow or (count is not None and len(seen) >= count):
                    return
                if fresh:
                    begin = max(each.event_time for each in fresh) - _SLACK
                time.sleep(interval)


def _line(event: StoredEvent) -> str:
    about = (_named(event.actor), _named(event.object))
    return f"{event.event_time:%Y-%m-%d %H:%M:%S}  {event.type} {event.action}  {'  '.join(about)}\n"


def _named(thing: Any) -> str:
    """A person by the address, an activity by its name; else by the IRI."""
    if is_mapping(thing):
        activity = thing.get("activity")
        named = thing.get("email") or (activity.get("name") if is_mapping(activity) else None)
        return str(named or brief(thing))
    return str(thing or "")
