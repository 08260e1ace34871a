"""URLs as they go out: in their normal form, and where a server may send a request on to. No I/O."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from .._fork import late_imports
from .._patterns import pattern
from .failures import RemoteProtocolError, UnsupportedProtocol

__all__ = ["host_and_port", "normal", "redirected"]

# A URL with nothing left to encode, and no segment of dots, which would lead elsewhere.
_PLAIN = r"[A-Za-z0-9._~!$&()*+,;=:@-]*"
_TEXT = rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*"
_IS_NORMAL = pattern(rf"https?://[a-z0-9.:\[\]-]+(?:/(?!\.){_TEXT})+(?:\?{_TEXT}(?:[/?]{_TEXT})*)?")
_ESCAPE = pattern(r"%(?![0-9A-Fa-f]{2})")
_PORTS = {"http": 80, "https": 443}
_KEPT = "!$&'()*+,;=:@/%"


def normal(url: str) -> str:
    """A URL in ASCII, without a fragment, dots in its path, or the usual port; most are so already.

    Raises:
        UnsupportedProtocol: It is no URL of HTTP.
    """
    if _IS_NORMAL.fullmatch(url):
        return url
    parts = urlsplit(url)
    host, port = host_and_port(url)
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port == _PORTS[parts.scheme] else f"{shown}:{port}"
    query = f"?{_quoted(parts.query, _KEPT + '?')}" if parts.query else ""
    return f"{parts.scheme}://{authority}{_without_dots(_quoted(parts.path, _KEPT))}{query}"


def host_and_port(url: str) -> tuple[str, int]:
    """The host in ASCII, without brackets, and the port.

    Raises:
        UnsupportedProtocol: It is no URL of HTTP.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            with late_imports:
                import idna  # few hosts need it

            host = idna.encode(host).decode("ascii")
    except ValueError:  # its message may quote the URL
        raise UnsupportedProtocol("invalid URL") from None
    if not host or parts.scheme not in _PORTS:
        raise UnsupportedProtocol("the URL does not begin with http:// or https:// and a host")
    return host, port or _PORTS[parts.scheme]


def redirected(url: str, location: str) -> str | None:
    """The URL that a server sends a request on to; None if that is another server.

    Raises:
        RemoteProtocolError: The server's URL makes no sense; the message does not quote it.
    """
    try:
        there = urljoin(url, location.strip())
        same = urlsplit(there).scheme == urlsplit(url).scheme and host_and_port(there) == host_and_port(url)
    except (ValueError, UnsupportedProtocol):
        raise RemoteProtocolError("invalid URL in a location header") from None
    return normal(there) if same else None


def _quoted(text: str, safe: str) -> str:
    return quote(_ESCAPE.sub("%25", text), safe=safe)


def _without_dots(path: str) -> str:
    """A path as RFC 3986 5.2.4 reads it."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
