"""The tables that follow enums in the reference: their members have no entries, but names and values."""

from __future__ import annotations

import re

import griffe

_ENTRY = re.compile(r"^::: timeback\.([\w.]+)\n    options: .*\n", re.MULTILINE)


def with_values(text: str, package: griffe.Object | griffe.Alias) -> str:
    """A page with the members of each enum below its entry."""
    return _ENTRY.sub(lambda entry: entry[0] + _table(f"timeback.{entry[1]}", package[entry[1]]), text)


def _table(path: str, found: griffe.Object | griffe.Alias) -> str:
    found = found.final_target if isinstance(found, griffe.Alias) else found
    if not (found.is_class and is_enum(found)):
        return ""
    values = {name: each.value for name, each in found.members.items() if isinstance(each, griffe.Attribute)}
    shown = {name: str(value).strip("'") for name, value in values.items()}
    rows = [f"| `{name}`{{#{path}.{name}}} | `{value}` |" for name, value in shown.items()]
    return "\n".join(["", "| member | value |", "|---|---|", *rows, ""]) if rows else ""


def is_enum(found: griffe.Object | griffe.Alias) -> bool:
    """Whether a class is an enum, by its name: Python's own are not among what griffe has read."""
    assert isinstance(found, griffe.Class | griffe.Alias)
    return any(str(base).endswith("Enum") for each in (found, *found.mro()) for base in each.bases)
