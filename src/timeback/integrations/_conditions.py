"""Comparisons of an engine as conditions of a list, as far as a server compares in the same way."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from .._query.filters import Where, build_filter
from .._query.names import FieldNames
from .._tables.columns import Kind, columns
from ..errors import InvalidInputError

__all__ = ["condition_of"]

# Texts are ordered by each server in its own way, and a day may be an instant there.
_ORDERED = frozenset({Kind.INSTANT, Kind.NUMBER, Kind.INTEGER})
_COMPARED = frozenset({Kind.TEXT, Kind.FLAG}) | _ORDERED
_OPERATORS = {"=": "eq", "==": "eq", "in": "in", ">=": "gte", ">": "gt", "<=": "lte", "<": "lt"}


def condition_of(model: type[msgspec.Struct], name: str, operator: str, value: Any) -> Where | None:
    """A comparison of a column as a condition; None for one that the server may see otherwise.

    Args:
        model: The type of a row.
        name: The column, as it is named when records are flattened.
        operator: `=`, `==`, `in`, `>=`, `>`, `<=` or `<`.
        value: What it is compared with; several for `in`.
    """
    column = next((each for each in columns(model) if each.name == name), None)
    known = _OPERATORS.get(operator.lower())
    if column is None or len(column.keys) != 1 or known is None:
        return None
    kinds = _COMPARED if known in ("eq", "in") else _ORDERED
    values = list(value) if known == "in" else [value]
    if column.shape.kind not in kinds or not values or not all(_is_exact(each) for each in values):
        return None
    where: dict[str, Any] = {column.attribute: {known: values if known == "in" else values[0]}}
    try:
        build_filter(where, names=FieldNames(model, False))
    except InvalidInputError:  # no record can have it, or so it seems here: the engine decides
        return None
    return where


def _is_exact(value: Any) -> bool:
    """Whether it is the same everywhere: an instant without a zone is none."""
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return isinstance(value, str | int | float | date)
