"""The parts of one service's client: settings, options, views, lifetime."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypedDict

import msgspec

from .._checks import AuthCheck
from .._codec.deviations import Deviation
from .._config.options import Options, UnknownNames
from .._config.platforms import PROBES
from .._config.resolve import resolve
from .._config.settings import DEFAULT, Default, Settings, TokenAuth
from .._http.messages import Exchange, Hooks, Response
from .._http.network import MAX_BODY, Engine
from .._http.rates import RateLimitOption
from .._http.retry import RetryPolicy
from .._query.urls import is_served, shown_path
from ..errors import (
    APIStatusError,
    AuthenticationError,
    ConfigurationError,
    PermissionDeniedError,
    ServerError,
    TimebackError,
)
from .auth import AsyncTokenSource, renew, token_source
from .channel import AsyncChannel
from .mapping import CONCURRENCY, AsyncCall, Item, Result, call_each
from .opening import open_transport
from .transport import AsyncTransport

if TYPE_CHECKING:
    from .._http.brought import AsyncClient, AsyncTransportLike
    from .._http.tls import Cert, Verify

__all__ = ["AsyncServiceArguments", "AsyncServiceClient"]


class AsyncServiceArguments(TypedDict, total=False):
    """The arguments of a service's client, for functions that pass them on."""

    env: Literal["staging", "production", "sandbox"] | None
    platform: Literal["BEYOND_AI", "LEARNWITH_AI"] | None
    base_url: str | None
    auth_url: str | None
    client_id: str | None
    client_secret: str | None
    scope: str | None
    token_auth: TokenAuth | None
    paths: Mapping[str, str] | None
    auth: Callable[[], Any] | AsyncTokenSource | Default | None
    timeout: float
    headers: Mapping[str, str] | None
    max_retries: int | None
    retry: RetryPolicy | None
    hooks: Hooks | None
    rate_limit: RateLimitOption
    transport: AsyncTransportLike | None
    http_client: AsyncClient | None
    engine: Engine
    proxy: str | None
    verify: Verify
    cert: Cert
    trust_env: bool
    max_body: int
    allow_insecure_http: bool


class AsyncServiceClient:
    """The base class of the clients for a single service, with the arguments and calls that all of them have."""

    _service: ClassVar[str]
    _owns_connections = True

    def __init_subclass__(cls, *, service: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if service:
            cls._service = service

    def __init__(
        self,
        *,
        env: Literal["staging", "production", "sandbox"] | None = None,
        platform: Literal["BEYOND_AI", "LEARNWITH_AI"] | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        scope: str | None = None,
        token_auth: TokenAuth | None = None,
        paths: Mapping[str, str] | None = None,
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
            env: `"staging"`, `"production"`, or `"sandbox"`: a platform inside this process,
                with no account and no network.
            platform: `"BEYOND_AI"` (the default) or `"LEARNWITH_AI"`.
            base_url: The service's URL, in place of `env`.
            auth_url: The token endpoint that goes with `base_url`.
            client_id: OAuth 2 client id.
            client_secret: OAuth 2 client secret.
            scope: OAuth 2 scopes to ask for, separated by spaces.
            token_auth: How the token endpoint takes id and secret: `"basic"` form-encodes them in the header
                (RFC 6749 2.3.1), `"body"` sends them in the form. By default the header holds them as they are.
            paths: Path prefixes of another vendor's server, by name.
            auth: A function that returns a token, called for every request; a token source with
                `token()` and `discard()`; or None to send no token.
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

        Arguments that you leave out come from environment variables: the service's own
        (`ONEROSTER_CLIENT_ID`), else `TIMEBACK_API_*`, else `TIMEBACK_*`.

        Raises:
            ConfigurationError: A setting is missing, or two settings contradict each other.
        """
        settings = resolve(
            self._service, env=env, platform=platform, base_url=base_url, auth_url=auth_url,
            client_id=client_id, client_secret=client_secret, scope=scope, token_auth=token_auth, paths=paths,
            auth=auth, allow_insecure_http=allow_insecure_http,
        )  # fmt: skip
        options = Options().changed(timeout=timeout, headers=headers, retry=retry, max_retries=max_retries)
        shared = open_transport(
            [settings], hooks=hooks, rate_limit=rate_limit, transport=transport, http_client=http_client,
            engine=engine, proxy=proxy, verify=verify, cert=cert, trust_env=trust_env, max_body=max_body,
        )  # fmt: skip
        self._open(settings, options, shared)

    def _open(self, settings: Settings, options: Options, shared: AsyncTransport) -> None:
        self._channel = AsyncChannel(settings, options, shared, token_source(settings, shared, options))

    @classmethod
    def over(cls, channel: AsyncChannel) -> Self:
        """A client that shares another's connections, and does not close them."""
        client = cls.__new__(cls)
        client._channel = channel
        client._owns_connections = False
        return client

    async def check_auth(self, *, force: bool = False) -> AuthCheck:
        """Ask the service whether it takes this client's token: a token alone proves nothing.

        Args:
            force: Fetch a new token first, even where one is cached.

        Returns:
            Whether it does, and how long that took. A refusal or a failure is a result, not an exception.

        Calls a small `GET` of the service.
        """
        clock, channel = self._channel.transport.clock, self._channel
        started = clock.now()
        status: int | None = None
        fault: str | None = None
        try:
            probe = PROBES[self._service]
            reachable = is_served(probe, channel.settings.prefixes)
            if channel.auth is not None and (force or not reachable):
                await renew(channel.auth, channel.options.timeout)
            if reachable:
                status = (await channel.send("GET", probe, query={"limit": 1})).status
        except APIStatusError as error:
            # Any other refusal comes from the service itself, behind its check of the token.
            status = error.status
            if isinstance(error, AuthenticationError | PermissionDeniedError | ServerError):
                fault = error.message
        except TimebackError as error:
            fault = str(error)
        return AuthCheck(ok=fault is None, latency=clock.now() - started, status=status, error=fault)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        strict: bool | None = None,
        unknown_names: UnknownNames | None = None,
    ) -> Self:
        """A view of this client with different options; it shares connections and tokens.

        Args:
            timeout: Seconds for a whole call, retries included.
            headers: Headers to add to those of this client.
            max_retries: Attempts after the first.
            retry: The whole retry policy, in place of `max_retries`.
            strict: Whether an answer that differs from the API catalog raises an `APIResponseError` that
                names the field. By default it is read as far as possible; see `deviations`.
            unknown_names: What to do with a name in `where`, `sort` or `fields` that the model does not know:
                `"refuse"` it, which is the default, or `"send"` it, for a server that has more fields.
        """
        view = copy.copy(self)
        options = self._channel.options.changed(
            timeout=timeout, headers=headers, retry=retry, max_retries=max_retries, strict=strict,
            unknown_names=unknown_names,
        )  # fmt: skip
        view._channel = msgspec.structs.replace(self._channel, options=options)
        return view

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Differences between the answers so far and the API catalog: per model, field and kind, with a count.

        Views and, under a `TimebackClient`, all services share them. At most a thousand are kept.
        """
        return self._channel.transport.deviations.entries()

    async def map(
        self, call: AsyncCall[Item, Result], items: Iterable[Item], *, concurrency: int = CONCURRENCY
    ) -> list[Result]:
        """Make the same call for each of many items, several at a time: `map(client.users.get, ids)`.

        Args:
            call: A function that takes one item.
            items: The items; each is taken when a call before it has ended.
            concurrency: Calls in flight at the same time; 10 by default. The client's `rate_limit` bounds them
                too.

        Returns:
            The results, in the order of the items.

        Raises:
            TimebackError: The error of the first call that failed; calls that have not begun are not made.
        """
        return await call_each(call, items, concurrency)

    def record(self) -> AbstractContextManager[list[Exchange]]:
        """Collect what this client sends and gets inside a `with` block, in this task or thread.

        The list holds method, path, status, headers, bytes, attempts and timings of each
        operation; the access token is left out.
        """
        return self._channel.transport.record()

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
    ) -> Response:
        """Call an endpoint that this library does not know.

        Args:
            method: The HTTP method.
            path: A path below the service's URL, such as `/ims/oneroster/rostering/v1p2/users`,
                or with one of the service's prefixes, `{rostering}/users`.
            query: Query parameters under their wire names; `None` is left out, a list is repeated,
                a flag becomes `true` or `false`.
            json: The body.

        Returns:
            Status, headers and bytes; `.json()` decodes them.

        Raises:
            APIStatusError: The server answered with an error status.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        if not path.startswith(("/", "{")) or path.startswith("//"):
            raise ConfigurationError(
                "path must begin with '/' or a '{prefix}': the token is for this service only"
            )
        # As it stands: no slash is put at its end.
        path = shown_path(path, self._channel.settings.prefixes)
        return await self._channel.send(method.upper(), path, query=query, json=json, operation="request")

    async def aclose(self) -> None:
        """Close the connections; the client and its views cannot be used afterwards.

        The connections of a service of a `TimebackClient` are closed with that client.
        """
        if self._owns_connections:
            await self._channel.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        # A traceback that shows local variables asks for it before `__init__` is through.
        channel: AsyncChannel | None = getattr(self, "_channel", None)
        shown = repr(channel.settings.base_url) if channel else ""
        return f"{type(self).__name__}({shown})"
