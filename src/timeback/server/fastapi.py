"""Timeback in FastAPI and Starlette: `install(app)`, then `Timeback` as a parameter of an endpoint."""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.encoders import encoders_by_class_tuples
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from .._apps.identity.identity import Identity, finder_of
from .._apps.routes import MAX_BODY, RouteRequest
from .._async.apps.routes import AsyncAppRoutes
from .._async.client import AsyncTimebackClient
from .._async.server import AsyncTimebackServer
from .._config.server import TimebackConfig
from .._pages import PageResult
from .._web import answer_to, jsonable
from ..errors import ConfigurationError, TimebackError
from ..models.base import InputModel, Model
from . import create_server

__all__ = ["Timeback", "get_timeback", "handle_errors", "install", "routes"]


# What an endpoint without a return type gives goes through FastAPI's encoder, which asks this table.
encoders_by_class_tuples[jsonable] = (Model, InputModel, PageResult)


def install(app: FastAPI, config: TimebackConfig | None = None) -> AsyncTimebackServer:
    """Open Timeback when the application starts, and close it when it stops, inside its own lifespan.

    Args:
        app: The application.
        config: The platform, and the credentials for it; by default from environment variables.

    Returns:
        The server, whose `.api` endpoints get through the dependency `Timeback`.
    """
    server = create_server(config)
    inner: Any = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: Any) -> AsyncGenerator[Any]:
        async with server, inner(running) as state:
            server.api.activity.resume()
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


def handle_errors(app: FastAPI) -> None:
    """Answer this library's errors that endpoints do not catch with `{"error": {"code", "message"}}`.

    Errors of the caller are 4xx; errors of the platform or the connection are 502, 503 or 504.
    """

    def answer(request: Request, error: Exception) -> JSONResponse:
        found = answer_to(error)
        return JSONResponse(found.content, found.status, dict(found.headers))

    app.add_exception_handler(TimebackError, answer)


def routes(
    get_user: Callable[[Request], Any] | Identity,
    *,
    server: AsyncTimebackServer | None = None,
    timezone: str | None = None,
) -> APIRouter:
    """The routes for the browser SDK: `app.include_router(routes(get_user), prefix="/api/timeback")`.

    Args:
        get_user: A function that returns the user who sends a request: an email address, or a mapping or object with
            `email`, and `id` if it is known; None if nobody is signed in. It may be async. Or a
            `timeback.server.identity.Identity`, whose routes are mounted too.
        server: The server whose client is used; that of `install()` by default.
        timezone: The IANA name of the school's time zone, for today's XP in `/user/me`; UTC by default.
    """
    router = APIRouter()
    find_user, identity = finder_of(get_user)

    async def answer(request: Request) -> Response:
        client = server.api if server is not None else get_timeback(request)
        told = RouteRequest(
            method=request.method,
            path=request.path_params["path"],
            headers=dict(request.headers),
            body=await _bounded(request),
            url=str(request.url.replace(query="", fragment="")),
            query=dict(request.query_params),
            cookies=request.cookies,
        )
        user = find_user(request)
        found = await AsyncAppRoutes(lambda: client, timezone, identity).handle(
            told, await user if inspect.isawaitable(user) else user
        )
        response = Response(found.body, found.status, dict(found.headers))
        found.set_cookies(response)
        return response

    router.add_route("/{path:path}", answer, methods=["DELETE", "GET", "PATCH", "POST", "PUT"])
    return router


async def _bounded(request: Request) -> bytes:
    """The body, as far as it may be read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            break
    return body


Timeback = Annotated[AsyncTimebackClient, Depends(get_timeback)]
"""A parameter of an endpoint: the unified client."""
