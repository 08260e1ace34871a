"""Failures of an exchange, whichever engine carried it out. They go by the names that httpx and httpcore use."""

from __future__ import annotations

__all__ = [
    "CloseError",
    "ConnectError",
    "ConnectTimeout",
    "DecodingError",
    "ExchangeError",
    "LocalProtocolError",
    "NetworkError",
    "NoTunnelError",
    "PoolTimeout",
    "ProtocolError",
    "ProxyError",
    "ReadError",
    "ReadTimeout",
    "RemoteProtocolError",
    "TimeoutException",
    "TooLargeError",
    "UnderOurNames",
    "UnsupportedProtocol",
    "WriteError",
    "WriteTimeout",
    "connection_errors",
    "failure_of",
]


class ExchangeError(Exception):
    """No answer came, or none that can be read."""


class TimeoutException(ExchangeError):
    """A part of it took too long."""


class ConnectTimeout(TimeoutException):
    """No connection was made in time."""


class PoolTimeout(TimeoutException):
    """No connection became free in time."""


class ReadTimeout(TimeoutException):
    """No answer came in time."""


class WriteTimeout(TimeoutException):
    """The request could not be sent in time."""


class NetworkError(ExchangeError):
    """The network failed."""


class CloseError(NetworkError):
    """The connection could not be closed."""


class ConnectError(NetworkError):
    """No connection could be made."""


class ReadError(NetworkError):
    """The connection was lost before the whole answer came."""


class WriteError(NetworkError):
    """The connection was lost before the whole request was sent."""


class ProtocolError(ExchangeError):
    """One side broke the rules of HTTP. Messages quote what broke them after a colon, or as bytes."""


class LocalProtocolError(ProtocolError):
    """This side did."""


class RemoteProtocolError(ProtocolError):
    """The server did."""


class ProxyError(ExchangeError):
    """The proxy did not make a way to the server; the message begins with its status, if it answered."""


class NoTunnelError(ProxyError):
    """The way through a proxy was lost before the request went out."""


class UnsupportedProtocol(ExchangeError):
    """The URL is not one of HTTP."""


class DecodingError(ExchangeError):
    """The body is not packed as the answer says."""


class TooLargeError(ExchangeError):
    """The body is larger than it may be."""


# What an exchange may raise; `faults.to_api_error` makes it an error of the library.
connection_errors = (ExchangeError, TimeoutError, OSError)


def failure_of(error: Exception) -> ExchangeError:
    """Our failure for an error of httpx or httpcore; it is to be chained as its cause."""
    for kind in type(error).__mro__:
        ours = globals().get(kind.__name__)
        if isinstance(ours, type) and issubclass(ours, ExchangeError):
            return ours(str(error))
    return ExchangeError(str(error))


class UnderOurNames:
    """A block whose errors of another library are raised as ours.

    Args:
        kinds: The errors.
    """

    __slots__ = ("_kinds",)

    def __init__(self, *kinds: type[Exception]) -> None:
        self._kinds = kinds

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, self._kinds):
            raise failure_of(error) from error
