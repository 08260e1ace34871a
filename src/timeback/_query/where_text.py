"""Conditions written as text, on the command line and on the sandbox's page."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ..errors import InvalidInputError

__all__ = ["read_where", "read_where_line", "split_pair"]

_SIGNS = {"!": "ne", ">": "gte", "<": "lte"}
_OPERATORS = frozenset({"ne", "gt", "gte", "lt", "lte", "contains", "in", "not_in"})


def read_where(texts: Sequence[str]) -> Mapping[str, Any]:
    """Conditions as `where=` takes them.

    Raises:
        InvalidInputError: One has neither the form `name=value` nor that of a JSON object.
    """
    where: dict[str, Any] = {}
    for text in texts:
        if text.lstrip().startswith("{"):
            where |= _read_object(text)
            continue
        name, value = split_pair(text, "where")
        _check_sign(name, value)
        field, dot, operator = name.rpartition(".")
        if dot and operator in _OPERATORS:
            listed = value.split(",") if operator in ("in", "not_in") else value
            where.setdefault(field, {})[operator] = listed
        else:
            _check_operator(field, operator)
            where[name] = value
    return where


def _check_operator(field: str, operator: str) -> None:
    """Refuse a long operator that is misspelled, as it would be read as a field; metadata may have any field."""
    meant = difflib.get_close_matches(operator, ("contains", "not_in"), n=1, cutoff=0.8)
    if meant and field and not field.startswith("metadata"):
        raise InvalidInputError.of(
            "where", f"{operator} is no operator; did you mean {field}.{meant[0]}=...?"
        )


def _check_sign(name: str, value: str) -> None:
    """Refuse the signs of other languages: they would be read as part of a name or a value."""
    last = name[-1]
    if last in _SIGNS:
        raise InvalidInputError.of(
            "where", f"{last}= is no operator here: write {name[:-1]}.{_SIGNS[last]}=..."
        )
    if value.startswith("="):
        raise InvalidInputError.of(
            "where",
            f"== is no operator here: write {name}=..., with one equals sign; "
            "a value that begins with one goes into a JSON object",
        )


def read_where_line(line: str) -> Mapping[str, Any]:
    """Conditions in one line: a JSON object, or forms of `name=value` with blanks between, quoted as in a shell.

    Raises:
        InvalidInputError: The line, or a part of it, has none of these forms.
    """
    if line.lstrip().startswith("{"):
        return read_where([line])
    try:
        return read_where(shlex.split(line))
    except ValueError as error:
        if isinstance(error, InvalidInputError):
            raise
        raise InvalidInputError.of("where", "a quotation mark is not closed") from None


def _read_object(text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise InvalidInputError.of("where", f"is not a JSON object ({error})") from None


def split_pair(text: str, option: str) -> tuple[str, str]:
    """The two sides of `name=value`.

    Raises:
        InvalidInputError: It has not that form.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InvalidInputError.of(option, f"must be name=value, not {text!r}")
    return name, value
