"""OneRoster: rostering, the gradebook, courses' components and resources."""

from __future__ import annotations

from timeback.sandbox.oneroster.collections import COLLECTIONS
from timeback.sandbox.oneroster.content import register_content
from timeback.sandbox.oneroster.gradebook import register_gradebook
from timeback.sandbox.oneroster.people import register_people
from timeback.sandbox.oneroster.scoped import register_scoped
from timeback.sandbox.oneroster.tables import ROSTERING, TABLES
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service
from timeback.sandbox.writes import add_collection

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    for collection in COLLECTIONS:
        add_collection(router, ROSTERING, collection)
    register_scoped(router)
    register_people(router)
    register_content(router)
    register_gradebook(router)


SERVICE = Service("oneroster", ("/ims/oneroster",), tuple(TABLES.values()), _register)
