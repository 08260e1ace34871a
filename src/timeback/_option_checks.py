"""Options are checked when they are given, so that no engine meets one that it cannot use."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from ._patterns import pattern
from .errors import InvalidOptionError

__all__ = [
    "check_flag",
    "check_has",
    "check_headers",
    "check_kind",
    "check_number",
    "check_token_header",
    "check_whole",
    "fits_header",
    "names_header",
]

# Seconds that the system's clocks and locks take, some 292 years. Also bounds what is no time.
_MOST = threading.TIMEOUT_MAX

# RFC 9110 5.6.2; a name that is no token ends the header where somebody else likes.
_NAME = pattern(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What an engine writes itself, since it decides on the connection and where a request ends; and the id of a call.
_RESERVED = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "x-request-id",
    }
)


def names_header(text: str) -> bool:
    """Whether text can be the name of a header."""
    return _NAME.fullmatch(text) is not None


def fits_header(text: str) -> bool:
    """Whether a header can hold this text."""
    return text.isascii() and text.isprintable()


def check_number(name: str, value: object, *, above: float | None = None) -> None:
    """Refuse what is no number, 0 or more, or above `above`, that clocks can take."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidOptionError.of(name, f"must be a number, not {type(value).__name__}")
    if not 0 <= value <= _MOST or (above is not None and value <= above):
        least = "0 or more" if above is None else f"above {above:g}"
        raise InvalidOptionError.of(name, f"must be {least}, and at most {_MOST:.0f}")


def check_whole(name: str, value: object, *, minimum: int = 0) -> None:
    """Refuse what is not a whole number of at least `minimum`."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidOptionError.of(name, f"must be a whole number, not {type(value).__name__}")
    if value < minimum:
        raise InvalidOptionError.of(name, f"must be {minimum} or more")


def check_flag(name: str, value: object) -> None:
    """Refuse what is not true or false."""
    if not isinstance(value, bool):
        raise InvalidOptionError.of(name, f"must be True or False, not {type(value).__name__}")


def check_kind(name: str, value: object, kind: type) -> None:
    """Refuse what is not of a type; None is no option."""
    if value is not None and not isinstance(value, kind):
        raise InvalidOptionError.of(name, f"must be of type {kind.__name__}, not {type(value).__name__}")


def check_has(name: str, value: object, method: str) -> None:
    """Refuse what lacks the method that is called; None is no option."""
    if value is not None and not hasattr(value, method):
        raise InvalidOptionError.of(
            name, f"must have the method {method}(), and {type(value).__name__} has none"
        )


def check_headers(headers: Mapping[str, str]) -> None:
    """Refuse names and values that no header can have, and those that are not the caller's to set."""
    if not isinstance(headers, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidOptionError.of("headers", f"must be a mapping, not {type(headers).__name__}")
    for name, value in headers.items():
        _check_header(name, value)


def check_token_header(headers: Mapping[str, str], name: str) -> None:
    """Refuse the header of the token, in small letters, where a client has a token of its own for it."""
    if name in headers:
        raise InvalidOptionError.of(
            f"headers.{name}", "holds the client's own token: pass auth= to send another"
        )


def _check_header(name: object, value: object) -> None:
    if not isinstance(name, str) or not names_header(name):
        raise InvalidOptionError.of("headers", f"{name!r} is no name of a header")
    if name.lower() in _RESERVED or name.lower().startswith("proxy-"):
        raise InvalidOptionError.of(f"headers.{name}", "is written by the library itself")
    if not isinstance(value, str):
        raise InvalidOptionError.of(f"headers.{name}", f"must be text, not {type(value).__name__}")
    if not fits_header(value) or value != value.strip():
        raise InvalidOptionError.of(f"headers.{name}", "holds what no header can")
