"""Timeback in Django: an application, configured by the setting `TIMEBACK`.

Add `"timeback.server.django"` to `INSTALLED_APPS`; then `get_client()` serves sync views,
`get_async_client()` async ones. Each is made when first used, once per process.
"""

from __future__ import annotations

import atexit
import functools
from collections.abc import Mapping
from typing import Any

from ..._async.client import AsyncTimebackClient
from ..._async.server import AsyncTimebackServer
from ..._config.server import TimebackConfig
from ..._sync.client import TimebackClient
from ..._sync.server import TimebackServer
from .. import create_server, create_sync_server

__all__ = ["get_async_client", "get_client"]


def get_client() -> TimebackClient:
    """The unified client for sync views.

    Raises:
        ConfigurationError: The setting `TIMEBACK` is wrong or incomplete.
    """
    return _sync_server().api


def get_async_client() -> AsyncTimebackClient:
    """The unified client for async views.

    Raises:
        ConfigurationError: The setting `TIMEBACK` is wrong or incomplete.
    """
    return _async_server().api


def config() -> TimebackConfig:
    """The configuration in the setting `TIMEBACK`: a mapping, or a `TimebackConfig`."""
    from django.conf import settings

    found: TimebackConfig | Mapping[str, Any] = getattr(settings, "TIMEBACK", {})
    return found if isinstance(found, TimebackConfig) else TimebackConfig.read(found)


@functools.cache
def _sync_server() -> TimebackServer:
    server = create_sync_server(config())
    atexit.register(server.close)
    return server


@functools.cache
def _async_server() -> AsyncTimebackServer:
    # Its connections belong to the event loops that use them, and end with these.
    return create_server(config())
