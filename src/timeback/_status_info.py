"""The status block of 1EdTech's errors, in the spellings and wrappings of different servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._json_types import is_list, is_object

__all__ = ["minor_codes_of", "status_blocks"]

# The keys under which some servers put the block, or a list of them, as OneRoster 1.1 has it.
_WRAPPERS = ("statusinfo", "statusinfoset")


def status_blocks(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks that a body holds, if it is not one itself."""
    named = _folded(body)
    return [each for name in _WRAPPERS for each in _listed(named.get(name)) if is_object(each)]


def minor_codes_of(body: Any) -> list[tuple[str, str]]:
    """The minor codes of an error body, each with what it is about; blank where only the code was sent."""
    if not is_object(body):
        return []
    return [code for each in (body, *status_blocks(body)) for code in _codes(_folded(each).get("codeminor"))]


def _codes(minor: Any) -> Iterator[tuple[str, str]]:
    for each in _listed(minor):
        fields = _folded(each).get("codeminorfield") if is_object(each) else each
        for field in _listed(fields):
            if isinstance(field, str) and field.strip():
                yield "", field
            elif is_object(field):
                named = _folded(field)
                yield str(named.get("codeminorfieldname") or ""), str(named.get("codeminorfieldvalue") or "")


def _folded(value: dict[str, Any]) -> dict[str, Any]:
    """An object by its keys in lower case, without the prefix that some servers leave out."""
    return {name.lower().removeprefix("imsx_"): each for name, each in value.items()}


def _listed(value: Any) -> list[Any]:
    return value if is_list(value) else [value]
