"""Values as text: in the cells of a CSV file, and where there is room for a name only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from .._json_types import is_mapping

__all__ = ["brief", "cell_text", "spreadsheet_text"]

# How a formula begins, the wide forms of its signs included; a tab or a line end before it is passed over.
_FORMULAS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NAMES = ("sourced_id", "sourcedId", "id", "identifier", "role", "name", "title", "type")


def cell_text(value: Any) -> str:
    """A value as CSV holds it: nothing for null, ISO 8601 in UTC for instants, JSON for lists and records."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return msgspec.json.encode(value).decode()


def spreadsheet_text(value: Any) -> str:
    """A value as `cell_text()` has it; text that a spreadsheet would run as a formula begins with an apostrophe.

    Numbers stay as they are, negative ones too.
    """
    text = cell_text(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_FORMULAS) and not is_number else text


def brief(value: Any) -> Any:
    """A record by what names it, its id at best; anything else as it is."""
    fields = msgspec.structs.asdict(value) if isinstance(value, msgspec.Struct) else value
    if not is_mapping(fields):
        return value
    return next((fields[name] for name in _NAMES if fields.get(name)), fields)
