"""The MasteryTrack client: one attribute per resource, and credentials of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from ..._config.inquiry import check_address
from ..._config.options import Options
from ..._config.resolve import resolve
from ..._config.settings import DEFAULT, ApiKey, Default
from ..._http.messages import Hooks
from ..._http.network import MAX_BODY, Engine
from ..._http.rates import RateLimitOption
from ..._http.retry import RetryPolicy
from ...errors import ConfigurationError
from ..auth import AsyncTokenSource, token_source
from ..channel import AsyncChannel
from ..opening import open_transport
from ..service import AsyncServiceClient
from .resources import AsyncAssignments, AsyncAuthorizer, AsyncInventory

if TYPE_CHECKING:
    from ..._http.brought import AsyncClient, AsyncTransportLike
    from ..._http.tls import Cert, Verify

__all__ = ["AsyncMasteryTrackClient"]


class AsyncMasteryTrackClient(AsyncServiceClient, service="masterytrack"):
    """MasteryTrack: a test player's inventory, and tests assigned to students.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    def __init__(
        self,
        *,
        env: Literal["staging", "production", "sandbox"] | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        email: str | None = None,
        auth: Callable[[], Any] | AsyncTokenSource | Default | None = DEFAULT,
        timeout: float = 30.0,
        headers: Mapping[str, str] | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        hooks: Hooks | None = None,
        rate_limit: RateLimitOption = None,
        transport: AsyncTransportLike | None = None,
        http_client: AsyncClient | None = None,
        engine: Engine = None,
        proxy: str | None = None,
        verify: Verify = True,
        cert: Cert = None,
        trust_env: bool = True,
        max_body: int = MAX_BODY,
        allow_insecure_http: bool = False,
    ) -> None:
        """Make a client; nothing is sent until the first call.

        Args:
            env: `"staging"`, `"production"`, or `"sandbox"`: a platform inside this process.
            base_url: The service's URL, in place of `env`.
            api_key: The key from the MasteryTrack team. It is sent to `/authorizer` only.
            email: The address that is registered with it.
            auth: A function that returns a token, a token source, or None, in place of key and address.
            timeout: Seconds for a whole call, retries included.
            headers: Extra headers for every request.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            hooks: Functions called around every attempt.
            rate_limit: Requests per second, or a pair of these and of requests in flight, for all services
                and views of this client together; `"platform"` means the ten in flight that production handled
                (2026-04).
            transport: An httpx transport to send through.
            http_client: An httpx client to send with; you close it yourself.
            engine: `"httpx"` sends through a plain httpx client, for tools that record or replace its calls;
                the default is faster.
            proxy: The URL of a proxy, with a user and password if it needs them, in place of the
                environment's. Requests to this machine itself never go through a proxy.
            verify: The certificates to trust: a file, a folder, or an `ssl.SSLContext`; False trusts any.
            cert: The client's own certificate: a file with certificate and key, a pair of files, or
                a pair of files and a password.
            trust_env: Whether `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and
                `SSL_CERT_DIR` are used.
            max_body: The largest response body to accept, in bytes, 256 MiB by default; a larger one is an error.
            allow_insecure_http: Permit http:// to hosts other than loopback.

        Arguments that you leave out come from the environment variables `MASTERYTRACK_API_KEY`,
        `MASTERYTRACK_EMAIL`, `MASTERYTRACK_ENV` and `MASTERYTRACK_BASE_URL`, or the same with
        `TIMEBACK_` before them, which then come first.

        Raises:
            ConfigurationError: A setting is missing, or two settings contradict each other.
        """
        settings = resolve(
            self._service, env=env, base_url=base_url, api_key=api_key, email=email, auth=auth,
            allow_insecure_http=allow_insecure_http,
        )  # fmt: skip
        options = Options().changed(timeout=timeout, headers=headers, retry=retry, max_retries=max_retries)
        shared = open_transport(
            [settings], hooks=hooks, rate_limit=rate_limit, transport=transport, http_client=http_client,
            engine=engine, proxy=proxy, verify=verify, cert=cert, trust_env=trust_env, max_body=max_body,
        )  # fmt: skip
        self._open(settings, options, shared)
        self._by_address: dict[str, AsyncTokenSource | None] = {}

    @classmethod
    def over(cls, channel: AsyncChannel) -> Self:
        """A client that shares another's connections, and does not close them."""
        client = super().over(channel)
        client._by_address = {}
        return client

    def acting_as(self, email: str) -> Self:
        """A view of this client for another address that is registered with the same key.

        It shares the connections. Each address keeps a token of its own, which all views of it share.

        Args:
            email: The address.

        Raises:
            ConfigurationError: `email` is no address, or this client was made with `auth=`.
        """
        key = self._channel.settings.credentials
        if not isinstance(key, ApiKey):
            raise ConfigurationError("acting_as() needs a client with an API key")
        self._by_address.setdefault(key.email, self._channel.auth)
        settings = msgspec.structs.replace(
            self._channel.settings, credentials=ApiKey(key.token_url, key.api_key, check_address(email))
        )
        if email not in self._by_address:
            source = token_source(settings, self._channel.transport, self._channel.options)
            self._by_address.setdefault(email, source)
        view = copy.copy(self)
        view._channel = msgspec.structs.replace(
            self._channel, settings=settings, auth=self._by_address[email]
        )
        return view

    @property
    def authorizer(self) -> AsyncAuthorizer:
        """The tokens themselves; calls fetch and renew theirs without your help."""
        return AsyncAuthorizer(self._channel)

    @property
    def inventory(self) -> AsyncInventory:
        """The available tests."""
        return AsyncInventory(self._channel)

    @property
    def assignments(self) -> AsyncAssignments:
        """Tests assigned to students."""
        return AsyncAssignments(self._channel)
