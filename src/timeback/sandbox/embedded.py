"""The sandbox inside this process, which every client with `env="sandbox"` shares."""

from __future__ import annotations

from .._config.settings import EMBEDDED_CLIENT_ID, EMBEDDED_CLIENT_SECRET, EMBEDDED_URL
from .._fork import new_lock
from .core import SandboxCore

__all__ = ["embedded"]

_lock = new_lock()
_core: SandboxCore | None = None


def embedded() -> SandboxCore:
    """The sandbox of this process, made and filled at the first call.

    `embedded().reset()` brings it back to its first state.
    """
    global _core
    with _lock:
        if _core is None:
            _core = SandboxCore(
                base_url=EMBEDDED_URL,
                client_id=EMBEDDED_CLIENT_ID,
                client_secret=EMBEDDED_CLIENT_SECRET,
            )
        return _core
