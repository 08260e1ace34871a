"""Faults of the engines where no answer came: the reason behind each, and our error for it."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from ..errors import APIConnectionError, APITimeoutError, FailureReason
from .failures import (
    ConnectError,
    ConnectTimeout,
    DecodingError,
    NoTunnelError,
    PoolTimeout,
    ProxyError,
    TimeoutException,
    TooLargeError,
    UnsupportedProtocol,
)

__all__ = ["proxy_error", "to_api_error", "without_frames"]

_NOT_SENT = (ConnectError, ConnectTimeout, PoolTimeout, ProxyError, UnsupportedProtocol)
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
# OpenSSL's codes for a certificate that nobody known has signed: self-signed, itself or its root; no issuer found.
_UNKNOWN_SIGNER = frozenset({18, 19, 20, 21})
_NAME_IT = " (to trust who signed it, name their certificate in verify= or SSL_CERT_FILE)"
_OF_THE_SERVER = frozenset({FailureReason.CERTIFICATE, FailureReason.TLS})
_STATUS = re.compile(r"[45]\d\d\b")
# These only say that a handshake, or a read, goes on; what ended it says the rest.
_GOES_ON = (ssl.SSLWantReadError, ssl.SSLWantWriteError)


def to_api_error(error: Exception, url: str, proxy: str | None = None) -> APIConnectionError:
    """Our error for one of `connection_errors`; the original is to be chained as its cause.

    Args:
        error: What the engine raised.
        url: Where the request went; only host and port are told.
        proxy: Host and port of the proxy that it went through.
    """
    sent = not isinstance(error, _NOT_SENT)
    reason, detail = _reason(error)
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    place = f"{parts.netloc.rpartition('@')[2].removesuffix(f':{port}')}:{port}"
    if isinstance(error, TooLargeError):
        message = f"the response of {place} is larger than max_body={error} bytes"
    elif isinstance(error, DecodingError):
        message = f"the content encoding of {place} could not be read"
    elif not sent:
        # Once there is a tunnel it is the server that is not trusted; until then the proxy itself is missed.
        through = isinstance(error, ProxyError) or reason in _OF_THE_SERVER
        if proxy:
            place = f"{place} through the proxy {proxy}" if through else f"the proxy {proxy}"
        message = f"no connection to {place}: {detail}"
    elif reason is FailureReason.TIMED_OUT:
        message = f"the deadline passed before the response of {place} was complete"
    else:
        message = f"the connection to {place} was lost ({detail})"
    kind = APITimeoutError if sent and reason is FailureReason.TIMED_OUT else APIConnectionError
    ours = kind(message)
    ours.request_sent = sent
    ours.reason, ours.host, ours.port = reason, parts.hostname or "", port
    return ours


def proxy_error(url: str, proxy: str) -> APIConnectionError:
    """Our error where the proxy wants another user or password, and says so in the place of the server."""
    return to_api_error(ProxyError("407"), url, proxy)


def without_frames(error: BaseException) -> None:
    """Drop the engine's frames from an error and its causes: their local variables hold what was sent."""
    for each in _chain(error):
        each.__traceback__ = None


def _reason(error: Exception) -> tuple[FailureReason, str]:
    chain = [each for each in _chain(error) if not isinstance(each, _GOES_ON)]
    for kind, told in _TELLING:
        # The innermost: aiohttp's own errors derive from those of `ssl`, and lack what they say.
        if found := [each for each in chain if isinstance(each, kind)]:
            return told(found[-1])
    if any(isinstance(each, OSError) and each.errno in _UNREACHABLE for each in chain):
        return FailureReason.UNREACHABLE, "host unreachable"
    if isinstance(error, TimeoutException | TimeoutError):
        # The words of `ssl` name a line of its source.
        return FailureReason.TIMED_OUT, str(error) if str(error).endswith(
            "in time"
        ) else "no answer came in time"
    if isinstance(error, TooLargeError):
        return FailureReason.TOO_LARGE, f"more than max_body={error}"
    if isinstance(error, DecodingError):
        return FailureReason.UNREADABLE, "content encoding"
    if isinstance(error, _NOT_SENT):
        return FailureReason.UNREACHABLE, "the connection could not be made"
    return FailureReason.LOST, type(error.__cause__ or error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it, the members of groups among them."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__context__, each.__cause__]
        waiting += getattr(each, "exceptions", ())  # of a group


def _certificate(error: ssl.SSLCertVerificationError) -> tuple[FailureReason, str]:
    said = getattr(error, "verify_message", "") or "it does not verify"
    hint = _NAME_IT if getattr(error, "verify_code", None) in _UNKNOWN_SIGNER else ""
    return FailureReason.CERTIFICATE, f"certificate not trusted: {said}{hint}"


def _tls(error: ssl.SSLError) -> tuple[FailureReason, str]:
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError):
        return FailureReason.LOST, "the connection was closed during the TLS handshake"
    said = (getattr(error, "reason", None) or "").replace("_", " ").lower()
    return FailureReason.TLS, f"TLS failed: {said or 'the handshake was not understood'}"


def _proxy(error: ProxyError) -> tuple[FailureReason, str]:
    status = _STATUS.match(str(error))
    if status is None:
        return FailureReason.PROXY, "proxy refused the connection"
    # With 5xx it says that it could not reach the server; anything else is between it and us.
    reason = FailureReason.UNREACHABLE if status[0] >= "500" else FailureReason.PROXY
    return reason, f"proxy answered {status[0]}"


_TELLING: tuple[tuple[type[Exception], Callable[[Any], tuple[FailureReason, str]]], ...] = (
    (ssl.SSLCertVerificationError, _certificate),
    (ssl.SSLError, _tls),
    (socket.gaierror, lambda _: (FailureReason.NAME_NOT_FOUND, "name not found")),
    (ConnectionRefusedError, lambda _: (FailureReason.REFUSED, "connection refused")),
    (NoTunnelError, lambda error: (FailureReason.UNREACHABLE, str(error))),
    (ProxyError, _proxy),
)
