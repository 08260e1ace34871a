"""Dates of the seeded records, moved from where they are written down to where a sandbox's clock starts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from .clock import DISTRICT_NOW

__all__ = ["days_to", "mover"]

# A date, or the date of an instant, at the beginning of a text of the document.
_DATE = re.compile(r'(?<=")\d{4}-\d{2}-\d{2}(?=["T])')
_WEEK = 7 * 24 * 60 * 60


def days_to(now: float) -> int:
    """Days by which the district moves to stand at an instant: whole weeks, so that Mondays stay Mondays.

    Rounded down: nothing that has happened lies in the future.
    """
    return 7 * int((now - DISTRICT_NOW) // _WEEK)


def mover(days: int) -> Callable[[str], str] | None:
    """A function that moves the dates in the JSON text of a document; none, where they stay."""
    if days == 0:
        return None

    @cache
    def moved(text: str) -> str:
        return (date.fromisoformat(text) + timedelta(days=days)).isoformat()

    return lambda document: _DATE.sub(lambda found: moved(found[0]), document)
