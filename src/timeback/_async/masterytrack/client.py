"""The MasteryTrack client: one attribute a resource."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Self

from ...errors import ConfigurationError
from ...http import AsyncClient, AsyncTransportLike
from ...messages import Hooks
from ...options import Options
from ...retry import RetryPolicy
from ...settings import DEFAULT, Default, resolve
from ..auth import AsyncTokenSource
from ..service import AsyncServiceClient, open_transport
from .assignments import AsyncAssignments
from .auth import AsyncKeyToken
from .authorizer import AsyncAuthorizer
from .inventory import AsyncInventory

__all__ = ["AsyncMasteryTrackClient"]


class AsyncMasteryTrackClient(AsyncServiceClient, service="masterytrack"):
    """MasteryTrack: the test inventory and the assignment of tests.

    It has hosts and credentials of its own: an API key, and an e-mail address that is registered for it.
    Use it with `async with`, or close it; tasks and threads may share one.
    """

    def __init__(
        self,
        *,
        env: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        email: str | None = None,
        platform: str | None = None,
        auth: Callable[[], Any] | AsyncTokenSource | Default | None = DEFAULT,
        timeout: float = 30.0,
        headers: Mapping[str, str] | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        transport: AsyncTransportLike | None = None,
        http_client: AsyncClient | None = None,
        allow_insecure_http: bool = False,
    ) -> None:
        """Make a client; nothing is sent until the first call.

        Args:
            env: `"staging"`, `"production"`, or `"sandbox"`: a platform inside this process,
                with no account and no network.
            base_url: The service's URL with its stage, in place of `env`.
            api_key: The key that MasteryTrack issued.
            email: An address that is registered for the key.
            platform: Taken as by the other clients; the service is the same on both.
            auth: A function that returns a token, called for every request; a token source with
                `token()` and `discard()`; or None to send no token.
            timeout: Seconds for a whole call, retries and the fetching of a token included.
            headers: Further headers of every request.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            hooks: Functions called around every attempt.
            transport: An httpx transport to send through.
            http_client: An httpx client to send with; it stays yours to close.
            allow_insecure_http: Permit http:// to hosts other than loopback.

        What is not given comes from environment variables: `MASTERYTRACK_API_KEY`, `MASTERYTRACK_EMAIL`,
        `MASTERYTRACK_ENV` or `MASTERYTRACK_BASE_URL`, each also with `TIMEBACK_` before it.

        Raises:
            ConfigurationError: Something is missing or contradicts something else.
        """
        settings = resolve(
            self._service, env=env, platform=platform, base_url=base_url, auth=auth,
            api_key=api_key, email=email, allow_insecure_http=allow_insecure_http,
        )  # fmt: skip
        options = Options().changed(timeout=timeout, headers=headers, retry=retry, max_retries=max_retries)
        self._open(settings, options, open_transport([settings], hooks, transport, http_client))

    def acting_as(self, email: str) -> Self:
        """A view of this client for another address that is registered for the same key.

        It shares the connections; each address has a token of its own, which all views share.

        Args:
            email: The address.

        Raises:
            ConfigurationError: The client has no API key, but tokens of yours.
        """
        source = self._channel.auth
        if not isinstance(source, AsyncKeyToken):
            raise ConfigurationError("acting_as() needs a client with api_key= and email=")
        view = copy.copy(self)
        view._channel = dataclasses.replace(self._channel, auth=source.of(email))
        return view

    @property
    def authorizer(self) -> AsyncAuthorizer:
        """Tokens; every call fetches its own, so that this is for diagnosis."""
        return AsyncAuthorizer(self._channel)

    @property
    def inventory(self) -> AsyncInventory:
        """The tests that there are."""
        return AsyncInventory(self._channel)

    @property
    def assignments(self) -> AsyncAssignments:
        """The assignment of tests to students."""
        return AsyncAssignments(self._channel)
