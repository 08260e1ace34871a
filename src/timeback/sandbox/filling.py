"""The first records of a sandbox."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator

from .seed_dates import mover
from .service import SeedPlan
from .services import new_district
from .session import Session
from .store import Store

__all__ = ["fill"]


def fill(store: Store, session: Session, plan: SeedPlan | None) -> bool:
    """Make the first records, where there are none yet: a district, or nothing without a plan; whether that was so."""
    is_new = session.meta("filled") is None
    if is_new:
        session.set_meta("filled", "empty" if plan is None else "seeded")
        if plan is not None:
            _seed(store, session, plan)
    store.index(session)
    return is_new


def _seed(store: Store, session: Session, plan: SeedPlan) -> None:
    move = mover(plan.moved_days)
    with _without_collection():
        for name, records in new_district(plan).items():
            session.insert_many(store.tables[name], records, move)


@contextlib.contextmanager
def _without_collection() -> Generator[None]:
    """Let the garbage wait: a district is a million objects that all stay, and takes half the time without."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
