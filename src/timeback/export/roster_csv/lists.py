"""Cells of several values as programs write them, in JSON: `["10", "11"]`, `[{"type": "SIS", "identifier": "7"}]`."""

from __future__ import annotations

from typing import Any

from ..._codec.repair import as_json
from ..._json_types import is_list, is_object
from .standard import join

__all__ = ["LISTS", "from_json"]

# The columns that hold several values, of all files.
LISTS = (
    "agentSourcedIds", "grades", "orgSourcedIds", "periods", "roles", "scoreScaleValue", "subjectCodes", "subjects",
    "termSourcedIds", "userIds",
)  # fmt: skip
_PAIRS = {"userIds": ("type", "identifier"), "scoreScaleValue": ("itemValueLHS", "itemValueRHS")}


def from_json(column: str, cell: str) -> str | None:
    """The cell in the standard's form; None if it holds no such list."""
    text = cell.lstrip()
    items = as_json(text) if text.startswith("[") else None
    if not is_list(items):
        return None
    texts = [_text(column, each) for each in items]
    return None if None in texts else join([each for each in texts if each])


def _text(column: str, item: Any) -> str | None:
    """A value of the list as the standard has it; None for another."""
    if not is_object(item):
        return str(item) if isinstance(item, str | int) and not isinstance(item, bool) else None
    parts = [_text("", item.get(name)) for name in _PAIRS.get(column, ("sourcedId",))]
    if None in parts:
        return None
    return f"{{{parts[0]}:{parts[1]}}}" if len(parts) > 1 else parts[0]
