"""QTI: assessment items, tests, stimuli; responses are really scored."""

from __future__ import annotations

from timeback.sandbox.qti.items import register_items
from timeback.sandbox.qti.others import register_others
from timeback.sandbox.qti.seeding import seed_qti
from timeback.sandbox.qti.tables import BASE, FEEDBACK, ITEMS, STIMULI, TESTS, error_body
from timeback.sandbox.qti.tests import register_tests
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    register_items(router)
    register_tests(router)
    register_others(router)


SERVICE = Service("qti", (BASE,), (ITEMS, TESTS, STIMULI, FEEDBACK), _register, error_body, seed=seed_qti)
