"""What a new sandbox is filled with: the same records for the same seed."""

from __future__ import annotations

from functools import lru_cache

from timeback.sandbox.seed.district import build
from timeback.sandbox.seed.records import Records

__all__ = ["Records", "district"]

_KEPT_STUDENTS = 1000


def _made(seed: int, students: int) -> Records:
    from timeback.sandbox.services import all_services

    records = build(seed, students)
    for service in all_services():
        if service.seed is not None:
            records |= service.seed(seed, records)
    return records


_kept = lru_cache(maxsize=4)(_made)


def district(seed: int, students: int) -> Records:
    """The records of a district, by table. Small ones are made once a process, for tests that reset."""
    return _kept(seed, students) if students <= _KEPT_STUDENTS else _made(seed, students)
