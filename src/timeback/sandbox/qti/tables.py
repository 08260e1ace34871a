"""The tables of QTI."""

from __future__ import annotations

from ..scopes import standard_scopes
from ..sql import Table

__all__ = ["BASE", "FEEDBACK", "ITEMS", "SCOPES", "STIMULI", "TESTS"]

BASE = "/api"

ITEMS = Table("qti_items", ("title", "type", "createdAt"))
TESTS = Table("qti_tests", ("title", "createdAt"))
STIMULI = Table("qti_stimuli", ("title", "createdAt"))
FEEDBACK = Table("qti_feedback", ("lessonId",))

SCOPES = {BASE: standard_scopes("qti/")}
