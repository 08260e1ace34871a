"""The connections of a client, opened by its arguments."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .._concurrency_async import AsyncClock
from .._config.platforms import Platform
from .._config.settings import Settings
from .._http.exchange import AsyncConnections, async_check_theirs, async_connections
from .._http.messages import Hooks
from .._http.network import Engine, Network
from .._http.rates import RateLimitOption, rate_limit_of
from .._option_checks import check_kind
from ..errors import ConfigurationError
from .transport import AsyncTransport

if TYPE_CHECKING:
    from .._http.brought import AsyncClient, AsyncTransportLike
    from .._http.tls import Cert, Verify

__all__ = ["open_transport"]


def open_transport(
    settings: Sequence[Settings],
    *,
    hooks: Hooks | None,
    rate_limit: RateLimitOption,
    transport: AsyncTransportLike | None,
    http_client: AsyncClient | None,
    engine: Engine,
    proxy: str | None,
    verify: Verify,
    cert: Cert,
    trust_env: bool,
    max_body: int,
) -> AsyncTransport:
    """The connections for services with these settings."""
    check_kind("hooks", hooks, Hooks)
    async_check_theirs(transport, http_client)
    if transport is not None and http_client is not None:
        raise ConfigurationError("transport= and http_client= exclude each other")
    theirs = transport is not None or http_client is not None
    if theirs and (engine or proxy is not None or verify is not True or cert is not None):
        raise ConfigurationError(
            "engine=, proxy=, verify= and cert= are for connections of ours: set them on your own"
        )
    embedded = settings[0].embedded and not theirs
    network = Network(
        [] if theirs or embedded else [url for each in settings for url in _urls(each)],
        engine=engine,
        proxy=proxy,
        verify=verify,
        cert=cert,
        trust_env=trust_env,
        max_body=max_body,
    )
    return AsyncTransport(
        hooks=hooks or Hooks(),
        clock=AsyncClock(),
        connect=_to_the_sandbox(settings[0].platform)
        if embedded
        else functools.partial(async_connections, transport, http_client, network),
        limit=rate_limit_of(rate_limit),
        network=network,
        own=not (theirs or embedded),
    )


def _to_the_sandbox(platform: Platform) -> Callable[[], AsyncConnections]:
    from ..sandbox.connections import AsyncCoreConnections
    from ..sandbox.embedded import embedded

    return functools.partial(AsyncCoreConnections, embedded(platform))


def _urls(settings: Settings) -> list[str]:
    """The base URLs of the client's requests."""
    return [settings.base_url, *([settings.credentials.token_url] if settings.credentials else [])]
