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

__all__ = ["fill", "fill_as_kept", "keep"]

# A small district is made once a process and copied from then on, for tests that begin anew each time.
_KEPT_STUDENTS = 1000
_MOST_KEPT = 4
_kept: dict[SeedPlan, bytes] = {}


def fill(store: Store, session: Session, plan: SeedPlan | None) -> bool:
    """Make the first records, if there are none yet: a district, or nothing without a plan; whether that was so."""
    is_new = session.meta("filled") is None
    if is_new:
        session.set_meta("filled", "empty" if plan is None else "seeded")
        if plan is not None:
            _seed(store, session, plan)
    store.index(session)
    return is_new


def keep(store: Store, plan: SeedPlan | None) -> None:
    """Keep the records of a new store in memory, for others of the same plan."""
    if store.path is None and plan is not None and plan.students <= _KEPT_STUDENTS:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[plan] = store.copy()


def fill_as_kept(store: Store, plan: SeedPlan | None) -> bool:
    """Fill a store in memory as another one was filled, in the place of all it has; whether there was another."""
    kept = _kept.get(plan) if store.path is None and plan is not None else None
    if kept is not None:
        store.become(kept)
    return kept is not None


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
