"""Timeback in Flask: an extension, configured by `app.config["TIMEBACK"]`."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, request

from .._apps.identity.identity import Identity
from .._apps.routes import MAX_BODY, RouteRequest
from .._config.server import TimebackConfig
from .._sync.apps.routes import AppRoutes
from .._sync.client import TimebackClient
from .._sync.server import TimebackServer
from .._web import answer_to, jsonable
from ..errors import ConfigurationError, TimebackError
from . import create_sync_server

__all__ = ["Timeback"]

_NAME = "timeback"


class Timeback:
    """The extension: `timeback = Timeback(app)`, or `timeback.init_app(app)` in an application factory.

    Args:
        app: The application.
        config: The platform, and the credentials for it; by default `app.config["TIMEBACK"]`,
            a mapping, and environment variables.
    """

    def __init__(self, app: Flask | None = None, config: TimebackConfig | None = None) -> None:
        self._config = config
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> TimebackServer:
        """Give an application its server; it is closed when the process ends."""
        settings = cast("Mapping[str, Any]", app.config).get("TIMEBACK", {})
        server = create_sync_server(self._config or TimebackConfig.read(settings))
        app.extensions[_NAME] = server
        _show_records(app)
        atexit.register(server.close)
        return server

    def handle_errors(self, app: Flask) -> None:
        """Answer this library's errors that views do not catch with `{"error": {"code", "message"}}`.

        Errors of the caller are 4xx; errors of the platform or the connection are 502, 503 or 504.
        """

        def answer(error: TimebackError) -> tuple[dict[str, Any], int, dict[str, str]]:
            found = answer_to(error)
            return found.content, found.status, dict(found.headers)

        app.register_error_handler(TimebackError, answer)

    @property
    def api(self) -> TimebackClient:
        """The unified client of the current application.

        Raises:
            ConfigurationError: The extension was not given this application.
        """
        server: Any = current_app.extensions.get(_NAME)
        if server is None:
            raise ConfigurationError("call Timeback.init_app(app) when the application is made")
        client: TimebackClient = server.api
        return client

    def routes(self, get_user: Callable[[], Any] | Identity, *, timezone: str | None = None) -> Blueprint:
        """The routes for the browser SDK, for `app.register_blueprint(..., url_prefix="/api/timeback")`.

        Args:
            get_user: Says who sends the current request: an email address, or a mapping or object with `email`, and
                `id` where it is known; None if nobody is signed in. Or a `timeback.server.identity.Identity`,
                whose routes are mounted too.
            timezone: The IANA name of the school's time zone, for today's XP in `/user/me`; UTC by default.
        """
        blueprint = Blueprint("timeback", __name__)
        identity = get_user if isinstance(get_user, Identity) else None
        handlers = AppRoutes(lambda: self.api, timezone, identity)

        @blueprint.route("/<path:path>", methods=["DELETE", "GET", "PATCH", "POST", "PUT"])
        def answer(path: str) -> Response:  # pyright: ignore[reportUnusedFunction]
            told = RouteRequest(
                method=request.method,
                path=path,
                headers={name.lower(): value for name, value in request.headers.items()},
                # What the application has read before, such as for its log, Flask keeps.
                body=request.stream.read(MAX_BODY + 1) or request.get_data(),
                url=request.base_url,
                query=request.args.to_dict(),
                cookies=request.cookies,
            )
            user = get_user.get_user(request) if isinstance(get_user, Identity) else get_user()
            found = handlers.handle(told, user)
            response = Response(found.body, found.status, dict(found.headers))
            found.set_cookies(response)
            return response

        return blueprint


def _show_records(app: Flask) -> None:
    """Let the application's JSON take records, bodies and pages."""
    provider: Any = app.json
    known = getattr(provider, "default", None)

    def default(value: Any) -> Any:
        try:
            return jsonable(value)
        except TypeError:
            if known is None:
                raise
            return known(value)

    provider.default = default
