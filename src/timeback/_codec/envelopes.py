"""The names under which an answer may hold its rows or its entity."""

from __future__ import annotations

import functools

__all__ = ["accepted_keys"]

# The platform's name, and those of the standard and of other servers. OneRoster's terms and grading periods
# are academic sessions, its schools are orgs; a production probe of QTI saw `data` (2026-04).
_ALSO = {
    "term": ("academicSession",),
    "terms": ("academicSessions",),
    "gradingPeriod": ("academicSession",),
    "gradingPeriods": ("academicSessions",),
    "user": ("teacher", "student"),
    "users": ("teachers", "students"),
    "org": ("school",),
    "orgs": ("schools",),
    "demographics": ("demographic",),
    "items": ("data",),
}


@functools.cache
def accepted_keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys, and after them the other names for the same."""
    return tuple(dict.fromkeys([*keys, *(also for key in keys for also in _ALSO.get(key, ()))]))
