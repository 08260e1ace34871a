"""The sandbox inside this process, which every client with `env="sandbox"` shares."""

from __future__ import annotations

import threading

from timeback.sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, SandboxCore
from timeback.sandbox.tokens import TOKEN_PATH

__all__ = [
    "EMBEDDED_AUTH_URL",
    "EMBEDDED_CLIENT_ID",
    "EMBEDDED_CLIENT_SECRET",
    "EMBEDDED_URL",
    "embedded",
]

# Never resolved: `.invalid` is reserved, so a request that misses the transport cannot leave the machine.
EMBEDDED_URL = "https://sandbox.invalid"
EMBEDDED_AUTH_URL = EMBEDDED_URL + TOKEN_PATH
EMBEDDED_CLIENT_ID = DEFAULT_CLIENT_ID
EMBEDDED_CLIENT_SECRET = DEFAULT_CLIENT_SECRET

_lock = threading.Lock()
_core: SandboxCore | None = None


def embedded() -> SandboxCore:
    """The sandbox of this process, made and filled at the first call.

    `embedded().reset()` brings it back to its first state.
    """
    global _core
    with _lock:
        if _core is None:
            _core = SandboxCore(base_url=EMBEDDED_URL)
        return _core
