"""The sandboxes inside this process, one a platform, which every client with `env="sandbox"` shares."""

from __future__ import annotations

import contextlib

from .._config.platforms import Platform
from .._config.settings import EMBEDDED_CLIENT_ID, EMBEDDED_CLIENT_SECRET, EMBEDDED_URL
from .._fork import new_lock
from .core import SandboxCore
from .seed_cache import kept

__all__ = ["embedded"]

_lock = new_lock()
_cores: dict[Platform, SandboxCore] = {}


def embedded(platform: Platform = Platform.BEYOND_AI) -> SandboxCore:
    """The sandbox of this process that plays a platform, made and filled at the first call.

    `embedded().reset()` brings it back to its first state.
    """
    with _lock:
        if platform not in _cores:
            _cores[platform] = _made(platform)
        return _cores[platform]


def _made(platform: Platform) -> SandboxCore:
    cache = kept(platform)
    state = None if cache is None else cache.read()
    if state is not None:
        core = _new(platform, empty=True)
        with contextlib.suppress(ValueError):
            core.begin_with(state, own=True)
            return core
        core.close()
    core = _new(platform)
    if cache is not None:
        cache.write(core.state())
    return core


def _new(platform: Platform, *, empty: bool = False) -> SandboxCore:
    return SandboxCore(
        empty=empty,
        base_url=EMBEDDED_URL,
        client_id=EMBEDDED_CLIENT_ID,
        client_secret=EMBEDDED_CLIENT_SECRET,
        platform=platform,
    )
