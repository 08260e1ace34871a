"""The rules of webhooks: which events the filters let through."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..._json_types import is_list, is_object
from ..records import Doc

__all__ = ["lets_through"]

_TRUE = ("true", "1", "yes")


def lets_through(filters: list[Doc], event: Doc) -> bool:
    """Whether an event meets every active filter."""
    return all(_meets(each, event) for each in filters if each["active"])


def _meets(condition: Doc, event: Doc) -> bool:
    operator = condition.get("filterOperation") or condition.get("filterOperator")
    found = _at(event, condition["filterKey"])
    held: list[Any] = found if is_list(found) else [found]
    if operator in _NEGATED:
        return not any(_holds(_NEGATED[operator], each, condition) for each in held)
    return any(_holds(str(operator), each, condition) for each in held)


def _at(event: Any, path: str) -> Any:
    """The value at a dotted path; None if there is none."""
    for name in path.split("."):
        event = event.get(name) if is_object(event) else None
    return event


def _typed(value: Any, kind: str) -> Any:
    if kind == "number":
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            return None
    if kind == "boolean":
        return str(value).lower() in _TRUE
    return None if value is None else str(value)


def _holds(operator: str, value: Any, condition: Doc) -> bool:
    kind, wanted = condition["filterType"], condition["filterValue"]
    if operator == "in":
        return _typed(value, kind) in [_typed(each.strip(), kind) for each in wanted.split(",")]
    if operator == "regexp":
        return value is not None and re.search(wanted, str(value)) is not None
    if operator in _TEXTUAL:
        return value is not None and _TEXTUAL[operator](str(value), wanted)
    left, right = _typed(value, kind), _typed(wanted, kind)
    return left is not None and right is not None and operator in _ORDERED and _ORDERED[operator](left, right)


_NEGATED = {"neq": "eq", "notContains": "contains", "notIn": "in"}

_TEXTUAL: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda value, wanted: wanted in value,
    "startsWith": str.startswith,
    "endsWith": str.endswith,
}

_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda left, right: bool(left == right),
    "gt": lambda left, right: bool(left > right),
    "gte": lambda left, right: bool(left >= right),
    "lt": lambda left, right: bool(left < right),
    "lte": lambda left, right: bool(left <= right),
}
