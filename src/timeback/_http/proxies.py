"""The proxies on the way to servers: the one that was given, or the environment's. No I/O."""

from __future__ import annotations

import fnmatch
import ipaddress
import os
import re
import sys
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .._extras import require_extra
from .._patterns import pattern
from .._secrets import Secret
from ..errors import ConfigurationError

__all__ = ["Proxies", "Proxy", "check_host", "check_proxy", "is_loopback"]

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_PATTERN = pattern(r"(?:(?P<scheme>https?|all)://)?(?P<host>\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(?P<port>\d+))?")


# No name ends in a number; what looks like an address is read as one.
_NUMBERS = pattern(r"[0-9]+(?:\.[0-9]+){3}")


class Proxy(NamedTuple):
    """A proxy, and how to sign in there.

    Attributes:
        url: Where it is, without what signs in.
        place: Its host and port, for messages.
        sign_in: User and password, if it wants them.
    """

    url: str
    place: str
    sign_in: tuple[str, Secret] | None = None

    @property
    def is_socks(self) -> bool:
        """Whether it speaks SOCKS 5 instead of HTTP."""
        return self.url.startswith("socks")

    def authorization(self) -> dict[str, str]:
        """The header that signs in at a proxy of HTTP."""
        if self.sign_in is None:
            return {}
        import base64

        pair = f"{self.sign_in[0]}:{self.sign_in[1].reveal()}"
        return {"proxy-authorization": f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"}


class Proxies:
    """The proxies of a client, by the origins that they lead to.

    Args:
        given: The URL of a proxy for every server, in place of the environment's.
        trust_env: Whether to look at `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case.
    """

    def __init__(self, given: str | None = None, *, trust_env: bool = True) -> None:
        found = _of_environment() if trust_env and given is None else {}
        self._none_for = [each for each in re.split(r"[\s,;]+", found.pop("no", "")) if each]
        self._by_scheme = {"all": given} if given is not None else found
        self._source = "proxy=" if given is not None else "the environment"
        self._found: dict[str, Proxy | None] = {}

    def __bool__(self) -> bool:
        return bool(self._by_scheme)

    @property
    def any_socks(self) -> bool:
        """Whether one of those that were looked up speaks SOCKS."""
        return any(each.is_socks for each in self._found.values() if each)

    def to(self, origin: str) -> Proxy | None:
        """The proxy on the way to an origin, such as `https://api.example`; None if the way is direct.

        Raises:
            ConfigurationError: What is set is no URL of a proxy.
        """
        if origin not in self._found:
            self._found[origin] = self._look_up(origin)
        return self._found[origin]

    def _look_up(self, origin: str) -> Proxy | None:
        parts = urlsplit(origin)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        url = self._by_scheme.get(parts.scheme) or self._by_scheme.get("all")
        if (
            not url
            or is_loopback(host)
            or any(_names(each, parts.scheme, host, port) for each in self._none_for)
        ):
            return None
        return _proxy(url, self._source)


def _of_environment() -> dict[str, str]:
    """The proxies by scheme; on Windows and macOS the system's settings tell them too."""
    if sys.platform not in ("win32", "darwin") and not any(
        name.lower().endswith("_proxy") for name in os.environ
    ):
        return {}
    from urllib.request import getproxies  # 10 ms that few need

    return getproxies()


def check_host(host: str | None) -> str | None:
    """The host of a URL, if it can be one.

    Raises:
        ValueError: It is neither an address nor a name that a server of names could know.
    """
    if host and ":" not in host:
        if _NUMBERS.fullmatch(host):
            ipaddress.IPv4Address(host)
        if not all(0 < len(label) < 64 for label in _ascii(host.removesuffix(".")).split(".")):
            raise ValueError("a part of the name is empty or too long")
    return host


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if _plain(host) == "localhost" or _plain(host).endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def check_proxy(url: str) -> None:
    """Refuse what is no URL of a proxy.

    Raises:
        ConfigurationError: It is none; the message does not repeat it, since it may hold a password.
    """
    _proxy(url, "proxy=")


def _proxy(url: object, source: str) -> Proxy:
    text = url.strip() if isinstance(url, str) else ""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = check_host(parts.hostname), parts.port
    except ValueError:
        host = port = parts = None
    if parts is None or not host or port == 0 or parts.scheme not in _PORTS:
        raise ConfigurationError(
            f"the proxy of {source} must be a URL that begins with http://, https:// or socks5://"
        )
    if parts.scheme.startswith("socks"):
        require_extra("socksio", extra="socks", purpose="a proxy of SOCKS")
    port = port or _PORTS[parts.scheme]
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    sign_in = None
    if parts.username or parts.password:
        sign_in = unquote(parts.username or ""), Secret(unquote(parts.password or ""))
    return Proxy(f"{parts.scheme}://{place}", place, sign_in)


def _names(pattern: str, scheme: str, host: str, port: int) -> bool:
    """Whether an entry of `NO_PROXY` names a server: `*`, a host or domain, an address, a network."""
    parts = _PATTERN.fullmatch(pattern.lower().rstrip("/"))
    if (
        parts is None
        or parts["scheme"] not in (None, "all", scheme)
        or parts["port"] not in (None, str(port))
    ):
        return False
    wanted, name, address = _plain(parts["host"].strip("[]")), _plain(host), _address(host)
    if "*" in wanted:
        return fnmatch.fnmatchcase(name, wanted)
    if address is None:
        return name == wanted or name.endswith(wanted if wanted.startswith(".") else f".{wanted}")
    try:
        return address in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


def _plain(name: str) -> str:
    """A name as the servers of names know it, without the dot that may end it."""
    name = name.rstrip(".").lower()
    dot = "." if name.startswith(".") else ""  # of a pattern
    try:
        return dot + _ascii(name.removeprefix("."))
    except UnicodeError:  # no name at all
        return name


def _ascii(name: str) -> str:
    return name if name.isascii() else name.encode("idna").decode("ascii")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
