"""QTI: assessment items, tests, stimuli; responses are really scored."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .routes import ROUTES
from .seed import seed
from .tables import BASE, FEEDBACK, ITEMS, SCOPES, STIMULI, TESTS

__all__ = ["SERVICE"]

SERVICE = Service(
    "qti", (BASE,), (ITEMS, TESTS, STIMULI, FEEDBACK), ROUTES, error_body, scopes=SCOPES, seed=seed
)
