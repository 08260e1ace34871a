"""Names and values as SQL writes them."""

from __future__ import annotations

__all__ = ["identifier", "literal"]


def identifier(name: str) -> str:
    """The name of a table or a column."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def literal(value: str | int) -> str:
    """A text or a whole number."""
    if isinstance(value, int):
        return str(value)
    doubled = value.replace("'", "''")
    return f"'{doubled}'"
