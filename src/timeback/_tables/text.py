"""Values as text: in the cells of a CSV file, and where there is room for a name only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import msgspec

from .._json_types import is_list, is_mapping, is_object

__all__ = ["brief", "cell_text", "short_repr", "spreadsheet_text"]

# Characters of a text, and parts of a list or an object, that a repr shows.
_SHOWN_TEXT = 100
_SHOWN_PARTS = 4

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


def short_repr(value: Any) -> str:
    """The repr of a value, cut where it is long: texts, lists and objects, at any depth."""
    if isinstance(value, str) and type(value) is str and len(value) > _SHOWN_TEXT:
        return f"{value[: _SHOWN_TEXT - 1]!r}…"
    if is_list(value):
        return f"[{_parts(list(map(short_repr, value[:_SHOWN_PARTS])), len(value))}]"
    if is_object(value):
        shown = [f"{key!r}: {short_repr(each)}" for key, each in islice(value.items(), _SHOWN_PARTS)]
        return f"{{{_parts(shown, len(value))}}}"
    return repr(value)


def _parts(shown: list[str], count: int) -> str:
    more = [f"… {count - len(shown):,} more"] if count > len(shown) else []
    return ", ".join([*shown, *more])
