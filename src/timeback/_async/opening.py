"""The connections of a client, opened by its arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .._concurrency import AsyncClock
from .._config.settings import Settings
from .._http.exchange import async_check_theirs
from .._http.messages import Hooks
from .._http.network import Engine, Network
from .._http.rates import RateLimitOption, rate_limit_of
from .._http.tls import Cert, Verify
from .._option_checks import check_kind
from ..errors import ConfigurationError
from .transport import AsyncTransport

if TYPE_CHECKING:
    from .._http.brought import AsyncClient, AsyncTransportLike

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
    if settings[0].embedded and transport is None and http_client is None:
        from ..sandbox.embedded import embedded
        from ..sandbox.transports import AsyncSandboxTransport

        transport, theirs = AsyncSandboxTransport(embedded(settings[0].platform)), True
    return AsyncTransport(
        hooks=hooks or Hooks(),
        clock=AsyncClock(),
        transport=transport,
        http_client=http_client,
        limit=rate_limit_of(rate_limit),
        network=Network(
            [] if theirs else [url for each in settings for url in _urls(each)],
            engine=engine,
            proxy=proxy,
            verify=verify,
            cert=cert,
            trust_env=trust_env,
            max_body=max_body,
        ),
    )


def _urls(settings: Settings) -> list[str]:
    """The base URLs of the client's requests."""
    return [settings.base_url, *([settings.credentials.token_url] if settings.credentials else [])]
