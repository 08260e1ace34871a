"""Path templates and query parameters: how values are written into a URL."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast
from urllib.parse import quote, urlsplit
from uuid import UUID

from .._codec.scalars import own_scalar
from .._issues import Issues, hint
from .._patterns import pattern
from ..errors import ConfigurationError, InvalidInputError

__all__ = [
    "check_id",
    "check_length",
    "check_web_url",
    "is_served",
    "query_pairs",
    "render_path",
    "root_prefix",
    "shown_path",
    "with_slash",
]

_ROOT_COLLECTION = pattern(r"\{(rostering|gradebook|resources)\}/[^/{}]+")
# RFC 9110 4.1 recommends that 8,000 are read; nginx and Node.js read little more.
_MAX_URL = 8000
_PLACEHOLDER = pattern(r"\{(\w+)\}")
# Text that `quote` would leave as it is.
_UNRESERVED = pattern(r"[A-Za-z0-9_.~-]+")


def check_id(name: str, value: object) -> str:
    """Return `value` if it can stand as one segment of a path, else refuse it by name."""
    if not isinstance(value, str):
        raise InvalidInputError.of(name, f"must be text, not {type(value).__name__}")
    if not value.strip():
        raise InvalidInputError.of(name, "must not be blank")
    if value in (".", ".."):
        raise InvalidInputError.of(name, "must not be '.' or '..'")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidInputError.of(name, "must be valid Unicode text") from None
    return value


def check_web_url(name: str, url: str, *schemes: str) -> None:
    """Refuse what is no URL with a host and one of these schemes."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(each.isspace() for each in url):
        raise InvalidInputError.of(name, f"must be a URL that begins with {':// or '.join(schemes)}://")


def render_path(template: str, prefixes: Mapping[str, str], params: Mapping[str, str]) -> str:
    """Fill a template such as `{rostering}/users/{sourced_id}`; each id becomes one segment."""
    issues = Issues()
    pieces = list(_pieces(template))
    for index in range(1, len(pieces), 2):
        name = pieces[index]
        if name in params:
            with issues:
                text = check_id(name, params[name])
                pieces[index] = text if _UNRESERVED.fullmatch(text) else quote(text, safe="")
        elif name in prefixes:
            pieces[index] = prefixes[name]
        else:
            known = ", ".join(f"{{{each}}}" for each in prefixes)
            raise ConfigurationError(
                f"this server has no path {{{name}}}, but {known}{hint(name, prefixes)}; paths= adds others"
            )
    issues.check()
    return "".join(pieces)


@functools.lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[str, ...]:
    """The text of a template, and the names in its braces, in turns."""
    return tuple(_PLACEHOLDER.split(template))


def root_prefix(template: str) -> str | None:
    """The name of the OneRoster prefix that a template's collection lies directly below; None for all else.

    Servers differ in whether such a path ends in a slash.
    """
    match = _ROOT_COLLECTION.fullmatch(template)
    return match and match[1]


def with_slash(url: str) -> str:
    """A URL whose path ends in a slash."""
    path, mark, query = url.partition("?")
    return f"{path}/{mark}{query}"


def is_served(template: str, prefixes: Mapping[str, str]) -> bool:
    """Whether a server has every prefix of a template without ids."""
    return all(name in prefixes for name in _pieces(template)[1::2])


def shown_path(template: str, prefixes: Mapping[str, str]) -> str:
    """The template as logs and errors show it: prefixes filled in, ids left out."""
    pieces = list(_pieces(template))
    for index in range(1, len(pieces), 2):
        pieces[index] = prefixes.get(pieces[index], f"{{{pieces[index]}}}")
    return "".join(pieces)


def query_pairs(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Query parameters as they are written: `None` is left out, a list is repeated, flags are `true` or `false`."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        values = cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)
        pairs += [(name, _query_text(name, each)) for each in values if each is not None]
    return pairs


def _query_text(name: str, value: object) -> str:
    try:
        own = value if isinstance(value, Decimal) and value.is_finite() else own_scalar(value)
    except ValueError as error:
        raise InvalidInputError.of(name, str(error)) from None
    if isinstance(own, date):
        return own.isoformat()
    if not isinstance(own, str | int | float | Decimal | UUID):
        raise InvalidInputError.of(name, f"a query cannot hold a value of type {type(own).__name__}")
    return str(own).lower() if isinstance(own, bool) else str(own)


def check_length(url: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Refuse a URL that servers and proxies would not read; its longest parameter is named."""
    if len(url) <= _MAX_URL:
        return
    name = max(pairs, key=lambda pair: len(pair[1]))[0] if pairs else "path"
    raise InvalidInputError.of(
        name, f"makes a URL of {len(url):,} bytes, and servers read {_MAX_URL:,}; ask for less at a time"
    )
