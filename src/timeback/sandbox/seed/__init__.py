"""What a new sandbox is filled with: the same records for the same seed."""

from __future__ import annotations

from functools import lru_cache

from timeback.sandbox.seed.district import build
from timeback.sandbox.seed.records import Records

__all__ = ["Records", "district"]

_KEPT_STUDENTS = 1000


@lru_cache(maxsize=4)
def _kept(seed: int, students: int) -> Records:
    return build(seed, students)


def district(seed: int, students: int) -> Records:
    """The records of a district, by table. Small ones are made once a process, for tests that reset."""
    return _kept(seed, students) if students <= _KEPT_STUDENTS else build(seed, students)
