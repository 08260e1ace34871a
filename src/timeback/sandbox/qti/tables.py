"""The tables of QTI."""

from __future__ import annotations

from ..store import Table

__all__ = ["BASE", "FEEDBACK", "ITEMS", "STIMULI", "TESTS"]

BASE = "/api"

ITEMS = Table("qti_items", ("title", "type", "createdAt"))
TESTS = Table("qti_tests", ("title", "createdAt"))
STIMULI = Table("qti_stimuli", ("title", "createdAt"))
FEEDBACK = Table("qti_feedback", ("lessonId",))
