"""Timeback in FastAPI and Starlette: `install(app)`, then `Timeback` as a parameter of an endpoint."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from starlette.requests import HTTPConnection

from .._async.client import AsyncTimebackClient
from .._async.server import AsyncTimebackServer
from .._config.server import TimebackConfig
from ..errors import ConfigurationError
from . import create_server

__all__ = ["Timeback", "get_timeback", "install"]


def install(app: FastAPI, config: TimebackConfig | None = None) -> AsyncTimebackServer:
    """Open Timeback when the application starts, and close it when it ends, inside its own lifespan.

    Args:
        app: The application.
        config: Where the platform is, and the credentials; by default from environment variables.

    Returns:
        The server, whose `.api` endpoints get through the dependency `Timeback`.
    """
    server = create_server(config)
    inner: Any = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: Any) -> AsyncGenerator[Any]:
        async with server, inner(running) as state:
            yield state

    app.router.lifespan_context = lifespan
    app.state.timeback = server
    return server


def get_timeback(connection: HTTPConnection) -> AsyncTimebackClient:
    """The unified client of the application that serves this request.

    Raises:
        ConfigurationError: `install()` was not called.
    """
    server = getattr(connection.app.state, "timeback", None)
    if not isinstance(server, AsyncTimebackServer):
        raise ConfigurationError("call timeback.server.fastapi.install(app) before the application starts")
    return server.api


Timeback = Annotated[AsyncTimebackClient, Depends(get_timeback)]
"""A parameter of an endpoint: the unified client."""
