"""The holder that a web application has: one unified client, made when it is first used."""

from __future__ import annotations

from typing import Self

from .._config.server import TimebackConfig
from .._fork import new_lock
from ..errors import ClientClosedError
from .client import AsyncTimebackClient

__all__ = ["AsyncTimebackServer"]


class AsyncTimebackServer:
    """Timeback inside a web application.

    Open it with `async with` in the application's lifespan, or close it when the application stops. A closed server
    can be opened again: tests often start one application several times.

    Args:
        config: The platform, and the credentials for it.

    Attributes:
        config: These settings.
    """

    def __init__(self, config: TimebackConfig) -> None:
        self.config = config
        self._lock = new_lock()
        self._client: AsyncTimebackClient | None = None
        self._opened = 0
        self._closed = False

    @property
    def api(self) -> AsyncTimebackClient:
        """The unified client; the same for every request.

        Raises:
            ClientClosedError: The server was closed.
            ConfigurationError: Neither the configuration nor environment variables name a platform, or an option is
                unknown.
        """
        with self._lock:
            if self._closed:
                raise ClientClosedError("the Timeback server is closed; open it again, or create a new one")
            if self._client is None:
                self.config.check_options(AsyncTimebackClient)
                self._client = AsyncTimebackClient(**self.config.arguments)
            return self._client

    async def aclose(self) -> None:
        """Close the client and its connections."""
        with self._lock:
            self._closed = True
            client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def __aenter__(self) -> Self:
        """Make the client now, so that wrong settings stop the application at its start."""
        with self._lock:
            self._closed = False
        client, app = self.api, self.config.app
        if app is not None and getattr(app, "config", app) is not None:
            _ = client.app_courses
        with self._lock:
            self._opened += 1
        return self

    async def __aexit__(self, *exc: object) -> None:
        with self._lock:
            self._opened -= 1
            others = self._opened
        if not others:
            await self.aclose()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.config!r})"
