"""Timeback in web applications: one client for the life of the process, opened and closed with it.

`create_server()` is for async applications, `create_sync_server()` for Django's and Flask's sync views;
`timeback.server.fastapi`, `timeback.server.django` and `timeback.server.flask` integrate either with one call.
No web framework is imported unless its module is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._facade import attach

if TYPE_CHECKING:
    from .._async.server import AsyncTimebackServer
    from .._config.server import ApiCredentials, TimebackConfig
    from .._sync.server import TimebackServer

__all__ = [
    "ApiCredentials",
    "AsyncTimebackServer",
    "TimebackConfig",
    "TimebackServer",
    "create_server",
    "create_sync_server",
]


def create_server(config: TimebackConfig | None = None) -> AsyncTimebackServer:
    """Timeback for an async application.

    Args:
        config: The platform, and the credentials for it; what it leaves out comes from
            environment variables.

    Returns:
        A server whose `.api` is the unified client: `await server.api.oneroster.users.list()`.
        Nothing is sent, and no setting is checked, before you use `.api` or open the server.
    """
    from .._async.server import AsyncTimebackServer
    from .._config.server import TimebackConfig

    return AsyncTimebackServer(config or TimebackConfig())


def create_sync_server(config: TimebackConfig | None = None) -> TimebackServer:
    """Timeback for a sync application; like `create_server()`, without `await`."""
    from .._config.server import TimebackConfig
    from .._sync.server import TimebackServer

    return TimebackServer(config or TimebackConfig())


if not TYPE_CHECKING:  # a misspelled name is to be an error of the type checker
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".._config.server": ("ApiCredentials", "TimebackConfig"),
            ".._async.server": ("AsyncTimebackServer",),
            ".._sync.server": ("TimebackServer",),
        },
    )
