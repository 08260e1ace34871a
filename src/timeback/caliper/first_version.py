"""Objects of Caliper 1.0 in the terms of later versions.

Version 1.0 is plain JSON-LD: `@id` and `@type` in place of `id` and `type`, types, actions and roles as IRIs, and
events without an identifier. Blackboard Learn and older sensors send it.
"""

from __future__ import annotations

from typing import Any

from .._json_types import is_list, is_object
from .._patterns import pattern

__all__ = ["in_later_terms", "is_of_first_version"]

_KEYS = {"@id": "id", "@type": "type"}
# The keys whose IRIs later versions name by their last word.
_WORDS = frozenset({"@type", "action", "roles", "status"})
_IRI = pattern(r"https?://purl\.imsglobal\.org/(?:caliper|vocab)/.*[/#]([A-Za-z]+)")


def is_of_first_version(data: dict[str, Any]) -> bool:
    """Whether an event or entity has the keys of version 1.0."""
    return "@type" in data and "type" not in data


def in_later_terms(value: Any) -> Any:
    """A value in the terms of later versions, at every depth; extensions are as they came."""
    if is_list(value):
        return [in_later_terms(each) for each in value]
    if not is_object(value):
        return value
    return {_KEYS.get(name, name): _part(name, each) for name, each in value.items()}


def _part(name: str, value: Any) -> Any:
    if name == "extensions":
        return value
    return _words(value) if name in _WORDS else in_later_terms(value)


def _words(value: Any) -> Any:
    if is_list(value):
        return [_words(each) for each in value]
    found = _IRI.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else value
