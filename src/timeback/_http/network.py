"""The way from a client to its servers: the proxies, the certificates, the largest body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from .._fork import late_imports
from .._option_checks import check_flag, check_whole
from ..errors import InvalidOptionError
from .proxies import Proxies, check_proxy

if TYPE_CHECKING:
    import ssl

    from .tls import Cert, Tls, Verify

__all__ = ["MAX_BODY", "Engine", "Network", "origin_of"]

MAX_BODY = 256 * 1024 * 1024

Engine: TypeAlias = Literal["httpx"] | None


class Network:
    """The settings of a client's connections.

    Args:
        urls: Where it will go.
        engine: The library that opens them, if it is not to be the quickest.
        proxy: The URL of a proxy for all of it but this machine, in place of the environment's.
        verify: Certificates to trust; see `Tls`.
        cert: The client's own certificate; see `Tls`.
        trust_env: Whether variables of the environment name proxies and certificates.
        max_body: Bytes of the largest body to read.

    Raises:
        ConfigurationError: One of these makes no sense, or names a file that is not there.
    """

    def __init__(
        self,
        urls: Iterable[str] = (),
        *,
        engine: Engine = None,
        proxy: str | None = None,
        verify: Verify = True,
        cert: Cert = None,
        trust_env: bool = True,
        max_body: int = MAX_BODY,
    ) -> None:
        check_whole("max_body", max_body, minimum=1)
        check_flag("trust_env", trust_env)
        if engine not in (None, "httpx"):
            raise InvalidOptionError.of("engine", "takes 'httpx' or None")
        if proxy is not None:
            check_proxy(proxy)
        self.engine = engine
        self.max_body = max_body
        self.proxies = Proxies(proxy, trust_env=trust_env)
        origins = {origin_of(url) for url in urls}
        ways = [*origins, *(each.url for each in map(self.proxies.to, origins) if each)]
        self._secure = any(way.startswith("https:") for way in ways)
        self._tls: Tls | None = None
        # Whoever says nothing of TLS, and goes without, does not wait for its import.
        if self._secure or verify is not True or cert is not None:
            with late_imports:
                from .tls import Tls

            self._tls = Tls(verify, cert, trust_env=trust_env and self._secure)

    @property
    def context(self) -> ssl.SSLContext:
        """The TLS context of every connection; without TLS, one that is made at once, and would trust nobody."""
        if self._tls is not None and self._secure:
            return self._tls.context
        with late_imports:
            import ssl

        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def origin_of(url: str) -> str:
    """A URL as far as scheme, host and port go."""
    return "/".join(url.split("/", 3)[:3])
