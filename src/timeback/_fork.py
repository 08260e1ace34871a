"""Locks that outlive a fork. A child gets each of them anew: who held it is not there to let it go.

Python holds a lock for each module while it is imported, and no child gets that one anew: a fork waits for
what calls import late.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import Any, Protocol

__all__ = ["late_imports", "new_lock", "new_rlock", "renew_in_child"]


class _Renewed(Protocol):
    def renew(self) -> None: ...


late_imports = threading.RLock()
"""To be held while a call imports a module; no process forks meanwhile."""

_locks: weakref.WeakSet[Any] = weakref.WeakSet()
_owners: weakref.WeakSet[_Renewed] = weakref.WeakSet()


def new_lock() -> threading.Lock:
    """A lock that is free in a child after a fork, whoever held it in the parent."""
    lock = threading.Lock()
    _locks.add(lock)
    return lock


def new_rlock() -> threading.RLock:
    """The same for a lock that its holder may take again."""
    lock = threading.RLock()
    _locks.add(lock)
    return lock


def renew_in_child(owner: _Renewed) -> None:
    """Have `owner.renew()` called in a child after a fork, to forget the parent's threads."""
    _owners.add(owner)


def _renew() -> None:
    late_imports.release()
    for lock in _locks:
        lock._at_fork_reinit()  # as `logging` and `threading` do with theirs
    for owner in _owners:
        owner.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=late_imports.acquire, after_in_parent=late_imports.release, after_in_child=_renew
    )
