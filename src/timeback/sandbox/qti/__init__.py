"""QTI: assessment items, tests, stimuli; responses are really scored."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import BASE, FEEDBACK, ITEMS, SCOPES, STIMULI, TESTS

__all__ = ["SERVICE"]

SERVICE = Service("qti", (BASE,), (ITEMS, TESTS, STIMULI, FEEDBACK), error_body, __name__, scopes=SCOPES)
