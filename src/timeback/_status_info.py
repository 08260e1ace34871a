"""The status block of 1EdTech's errors, in the spellings and wrappings of different servers.

Some servers put it into answers of success too: beside the records as a warning, or in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ._json_types import NOT_JSON, is_list, is_object
from ._patterns import pattern

__all__ = ["is_failure", "minor_codes_of", "status_blocks", "warnings_in"]

# The keys under which some servers put the block, or a list of them, as OneRoster 1.1 has it.
_WRAPPERS = ("statusinfo", "statusinfoset")
# What belongs to a block that is not wrapped.
_PARTS = frozenset({*_WRAPPERS, "codeminor", "error_details"})
_FAILED = frozenset({"failure", "unsupported"})
_WARNINGS = frozenset({"warning", "error"})
# In an answer of success the block stands before the records or behind them, and each has a key that ends so.
_MARK, _EDGE = b"Major", 4_096
# A block without one of these words says that all went well; some servers send one in every answer.
_TELLING = tuple(f'"{word}"'.encode() for word in (*_FAILED, *_WARNINGS))
# Codes of another form may hold personal data, such as a name.
_CODE = pattern(r"[A-Za-z][A-Za-z_]{1,40}|[a-z][a-z ]{1,40}")


def status_blocks(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks that a body holds, if it is not one itself."""
    named = _folded(body)
    return [each for name in _WRAPPERS for each in _listed(named.get(name)) if is_object(each)]


def minor_codes_of(body: Any) -> list[tuple[str, str]]:
    """The minor codes of an error body, each with what it is about; blank where only the code was sent."""
    if not is_object(body):
        return []
    return [code for each in (body, *status_blocks(body)) for code in _codes(_folded(each).get("codeminor"))]


def is_failure(content: bytes) -> bool:
    """Whether the body of a success says that the call failed, and holds nothing else."""
    if not (body := _body_with_status(content)):
        return False
    parts = _folded(body)
    holds = any(
        each for name, each in parts.items() if name not in _PARTS and (is_list(each) or is_object(each))
    )
    return not holds and any(_major(each) in _FAILED for each in (body, *status_blocks(body)))


def warnings_in(content: bytes) -> list[str]:
    """The minor codes of the warnings in the body of a success."""
    if not (body := _body_with_status(content)):
        return []
    found: list[str] = []
    for each in (body, *status_blocks(body)):
        if _major(each) in _FAILED or _word(each, "severity") in _WARNINGS:
            codes = [code for _, code in minor_codes_of(each)] or ["unnamed"]
            found += [code if _CODE.fullmatch(code) else "unnamed" for code in codes]
    return found


def _body_with_status(content: bytes) -> dict[str, Any]:
    """A body whose status block may tell of a failure or a warning; empty for every other."""
    if _has_mark(content, 0, _EDGE):
        near = content[: 2 * _EDGE]
    elif len(content) > _EDGE and _has_mark(content, len(content) - _EDGE, len(content)):
        near = content[-2 * _EDGE :]
    else:
        return {}
    lowered = near.lower()
    if not any(word in lowered for word in _TELLING):
        return {}
    try:
        body = msgspec.json.decode(content)
    except NOT_JSON:
        return {}
    return body if is_object(body) else {}


def _has_mark(content: bytes, start: int, end: int) -> bool:
    """Whether the mark stands there: its rarest byte is looked for, which takes a tenth of the time."""
    place = content.find(_MARK[:1], start, end)
    while place >= 0 and not content.startswith(_MARK, place):
        place = content.find(_MARK[:1], place + 1, end)
    return place >= 0


def _major(block: dict[str, Any]) -> str:
    return _word(block, "codemajor")


def _word(block: dict[str, Any], name: str) -> str:
    return str(_folded(block).get(name)).lower()


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
