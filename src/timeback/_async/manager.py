"""Several unified clients under names, and one call on all of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Self

from .._concurrency_async import async_call_all
from .._outcomes import BroadcastResults
from .._query.arguments import check_integer
from ..errors import ConfigurationError
from .client import AsyncTimebackClient

__all__ = ["AsyncTimebackManager"]


class AsyncTimebackManager:
    """Unified clients by name, such as one per district or one per environment.

    Use it with `async with`, or close it; it closes the clients that it holds.
    """

    __module__ = "timeback"

    def __init__(self) -> None:
        self._clients: dict[str, AsyncTimebackClient] = {}

    def register(self, name: str, client: AsyncTimebackClient | None = None, **settings: Any) -> Self:
        """Add a client.

        Args:
            name: The name to register it under.
            client: The client; without one, a client is made from `settings`.
            settings: The arguments of `AsyncTimebackClient`.

        Raises:
            ConfigurationError: The name is taken, or the settings reach no service.
        """
        if name in self._clients:
            raise ConfigurationError(f"there is a client {name!r} already; unregister it first")
        if client is not None and settings:
            raise ConfigurationError("pass a client or its settings, not both")
        self._clients[name] = client or AsyncTimebackClient(**settings)
        return self

    def get(self, name: str) -> AsyncTimebackClient:
        """The client with that name.

        Raises:
            KeyError: There is none.
        """
        if name not in self._clients:
            raise KeyError(f"no client {name!r}; there are: {', '.join(self._clients) or 'none'}")
        return self._clients[name]

    def has(self, name: str) -> bool:
        """Whether there is a client with that name."""
        return name in self._clients

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in the order of registration."""
        return tuple(self._clients)

    def __contains__(self, name: object) -> bool:
        return name in self._clients

    def __len__(self) -> int:
        return len(self._clients)

    async def broadcast(
        self,
        function: Callable[[AsyncTimebackClient], Any],
        *,
        concurrency: int = 8,
        timeout: float | None = None,
    ) -> BroadcastResults[Any]:
        """Call a function with every client, all at the same time.

        Args:
            function: A function that takes a client. One that is not async runs in a thread, so it may block.
            concurrency: How many run at a time.
            timeout: Seconds for each call; no limit by default.

        Returns:
            The outcome for each name. A client that fails or takes too long does not affect the others.
        """
        check_integer("concurrency", concurrency, minimum=1)
        calls = {name: functools.partial(function, client) for name, client in self._clients.items()}
        return BroadcastResults(await async_call_all(calls, concurrency=concurrency, timeout=timeout))

    async def unregister(self, name: str) -> bool:
        """Remove a client and close it; return false if there is none with that name."""
        client = self._clients.pop(name, None)
        if client is not None:
            await client.aclose()
        return client is not None

    async def aclose(self) -> None:
        """Close and remove every client.

        Raises:
            ExceptionGroup: Some could not be closed; the others were.
        """
        clients, self._clients = self._clients, {}
        calls = {name: client.aclose for name, client in clients.items()}
        BroadcastResults(
            await async_call_all(calls, concurrency=len(calls) or 1, timeout=None)
        ).raise_failures()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()
