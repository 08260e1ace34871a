"""The routes for the browser SDK, in Django."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from ..._apps.identity.identity import Identity, finder_of
from ..._apps.routes import MAX_BODY, RouteAnswer, RouteRequest
from ..._async.apps.routes import AsyncAppRoutes
from ..._sync.apps.routes import AppRoutes
from . import get_async_client, get_client

__all__ = ["async_urls", "urls"]


def urls(
    get_user: Callable[[HttpRequest], Any] | Identity, *, timezone: str | None = None
) -> list[URLPattern]:
    """The routes as sync views: `path("api/timeback/", include(urls(get_user)))`.

    Django's own protection against forged requests stays in force; requests of other origins are refused besides.

    Args:
        get_user: Says who sends a request: an email address, or a mapping or object with `email`, and `id` where it
            is known, such as `request.user`; None if nobody is signed in. Or a `timeback.server.identity.Identity`,
            whose routes are mounted too.
        timezone: The IANA name of the school's time zone, for today's XP in `/user/me`; UTC by default.
    """
    find_user, identity = finder_of(get_user)
    handlers = AppRoutes(get_client, timezone, identity)

    def answer(request: HttpRequest, route: str) -> HttpResponse:
        return _response(handlers.handle(_told(request, route), _signed_in(find_user(request))))

    return _patterns(answer)


def async_urls(
    get_user: Callable[[HttpRequest], Any] | Identity, *, timezone: str | None = None
) -> list[URLPattern]:
    """The routes as async views, for a project that an ASGI server runs; see `urls()`.

    `get_user` may be async too. One that is not runs in Django's thread for such functions, so that it may ask the
    database, as `request.user` does.
    """
    find_user, identity = finder_of(get_user)
    handlers = AsyncAppRoutes(get_async_client, timezone, identity)

    async def answer(request: HttpRequest, route: str) -> HttpResponse:
        user = identity.get_user(request) if identity is not None else await _asked(find_user, request)
        return _response(await handlers.handle(_told(request, route), user))

    return _patterns(answer)


async def _asked(find_user: Callable[[HttpRequest], Any], request: HttpRequest) -> Any:
    def ask() -> Any:
        user = find_user(request)
        # `request.user` is looked up when it is looked at.
        return user if inspect.isawaitable(user) else _signed_in(user)

    user = await sync_to_async(ask)()
    return await sync_to_async(_signed_in)(await user) if inspect.isawaitable(user) else user


def _patterns(answer: Callable[..., Any]) -> list[URLPattern]:
    # A launch is posted by a page of the platform; its signed token stands for it.
    return [
        path("identity/launch", csrf_exempt(answer), {"route": "identity/launch"}),
        path("<path:route>", answer),
    ]


def _told(request: HttpRequest, route: str) -> RouteRequest:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return RouteRequest(
        method=request.method or "",
        path=route,
        headers=headers,
        body=request.read(MAX_BODY + 1),
        url=request.build_absolute_uri(request.path),
        query=request.GET.dict(),
        cookies=request.COOKIES,
    )


def _signed_in(user: Any) -> Any:
    """A user of Django as the routes take it: its key is not the platform's, and a guest is nobody."""
    if not hasattr(user, "is_authenticated"):
        return user
    return user.email if user.is_authenticated else None


def _response(answer: RouteAnswer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))
    answer.set_cookies(response)
    return response
