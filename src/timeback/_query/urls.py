"""Path templates and query parameters: how values are written into a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

from .._issues import Issues
from ..errors import ConfigurationError, InvalidInputError

__all__ = ["check_id", "is_served", "query_pairs", "render_path", "shown_path"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


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


def render_path(template: str, prefixes: Mapping[str, str], params: Mapping[str, str]) -> str:
    """Fill a template such as `{rostering}/users/{sourced_id}`; each id becomes one segment."""

    issues = Issues()

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in params:
            with issues:
                return quote(check_id(name, params[name]), safe="")
            return ""
        if name in prefixes:
            return prefixes[name]
        raise ConfigurationError(f"this server has no {name!r} path; pass paths={{{name!r}: '/…'}}")

    path = _PLACEHOLDER.sub(fill, template)
    issues.check()
    return path


def is_served(template: str, prefixes: Mapping[str, str]) -> bool:
    """Whether a server has every prefix of a template without ids."""
    return all(name in prefixes for name in _PLACEHOLDER.findall(template))


def shown_path(template: str, prefixes: Mapping[str, str]) -> str:
    """The template as logs and errors show it: prefixes filled in, ids left out."""
    return _PLACEHOLDER.sub(lambda match: prefixes.get(match[1], match[0]), template)


def query_pairs(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Query parameters as they are written: `None` is left out, a list is repeated, flags are `true` or `false`."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        values = cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)
        pairs += [(name, _query_text(each)) for each in values if each is not None]
    return pairs


def _query_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
