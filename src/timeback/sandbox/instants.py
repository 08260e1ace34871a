"""Instants as the store keeps them: UTC text with milliseconds, so that text order is time order."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

__all__ = ["Instant", "after", "from_epoch", "is_date", "parse"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Instant(NamedTuple):
    """An instant cut to the millisecond; `rest` says that something was cut off."""

    text: str
    rest: bool


def _text(moment: datetime) -> str:
    # Not strftime(), which writes the year 78 with two digits.
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def from_epoch(seconds: float) -> str:
    """Write seconds since 1970 as an instant."""
    return _text(datetime.fromtimestamp(seconds, UTC))


def after(now: str, previous: str | None) -> str:
    """Return `now`, or one millisecond past `previous` where the clock has not moved since."""
    if previous is None or now > previous:
        return now
    return _text(datetime.fromisoformat(previous) + timedelta(milliseconds=1))


def is_date(text: str) -> bool:
    """Whether the text is a plain calendar date, `YYYY-MM-DD`."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parse(text: str) -> Instant | None:
    """Read an ISO 8601 date (midnight UTC) or datetime (UTC unless it says otherwise)."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Instant(_text(moment), moment.microsecond % 1000 != 0)
