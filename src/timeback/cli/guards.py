"""Calls that are held back before they are sent: by `--dry-run`, and by the question before a delete."""

from __future__ import annotations

import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from .._config.platforms import PROFILES, Environment
from .._fork import new_lock
from .._http.messages import CallEvent
from .terminal import visible

__all__ = ["Declined", "Guard", "Held", "as_shown", "is_write", "on_terminal"]

_PRODUCTION = frozenset(
    urlsplit(url).hostname
    for profile in PROFILES.values()
    for url in profile.hosts[Environment.PRODUCTION].values()
)


class Held(Exception):
    """A write of `--dry-run`, which is shown and not sent."""

    def __init__(self, event: CallEvent) -> None:
        super().__init__("not sent")
        self.event = event


class Declined(Exception):
    """A delete that somebody thought better of."""


class Guard:
    """Looks at each call before it is sent.

    Attributes:
        dry_run: Writes are held back.
        yes: Deletes are not asked for.
        deletes: How many records the command is to delete; 0 where it is no delete.
    """

    def __init__(self) -> None:
        self.dry_run = False
        self.yes = False
        self.deletes = 0
        self._lock = new_lock()
        self._agreed = False

    def __call__(self, event: CallEvent) -> None:
        """Let a call pass, or raise.

        Raises:
            Held: It writes, in a dry run.
            Declined: It deletes, and the answer was no.
        """
        if not is_write(event):
            return
        if self.dry_run:
            raise Held(event)
        if self.deletes or event.method == "DELETE":
            with self._lock:
                if not self._agreed and not _agrees(_question(event, self.deletes or 1), yes=self.yes):
                    raise Declined
                self._agreed = True


def is_write(event: CallEvent) -> bool:
    """Whether a call may change anything."""
    return event.method not in ("GET", "HEAD")


def on_terminal() -> bool:
    """Whether somebody is there to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _question(event: CallEvent, count: int) -> str:
    host = urlsplit(event.url).hostname or ""
    what = f"{count:,} record{'s' if count > 1 else ''}"
    where = f"PRODUCTION, {host}" if host in _PRODUCTION else host
    return f"{event.method} {visible(urlsplit(event.url).path)}\nDelete {what} on {where}? [y/N] "


def _agrees(question: str, *, yes: bool, ask: Callable[[], str] = input) -> bool:
    if yes or not on_terminal():
        return True
    print(question, end="", file=sys.stderr, flush=True)
    try:
        return ask().strip().lower() in ("y", "yes")
    except EOFError:
        return False


def as_shown(event: CallEvent) -> dict[str, object]:
    """A call that is held back, as it would be sent."""
    body = event.content
    try:
        decoded = None if body is None else msgspec.json.decode(body)
    except msgspec.DecodeError:
        decoded = body.decode("utf-8", "replace") if body is not None else None
    return {"method": event.method, "url": event.url, **({} if body is None else {"body": decoded})}
