"""Records as HTML: what a notebook shows of lists and of a record. Needs neither columns nor Arrow."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from .._json_types import is_list
from .text import brief

__all__ = ["SHOWN_ROWS", "html_of_pager", "html_of_record", "html_of_rows"]

SHOWN_ROWS = 20
"""Rows of a page that are shown."""

_SHOWN_TEXT = 60


def html_of_rows(
    shown: Sequence[Mapping[str, Any]], count: int, caption: str, longest: int = _SHOWN_TEXT
) -> str:
    """A table of the first of `count` rows, with the columns that one of them fills; every value is escaped.

    Args:
        shown: The first rows.
        count: All that there are.
        caption: What they are.
        longest: Characters of a cell.
    """
    named = dict.fromkeys(name for row in shown for name in row if not name.endswith("href"))
    filled = [name for name in named if any(row.get(name) not in (None, "", []) for row in shown)]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in filled)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(row.get(name), longest)}</td>' for name in filled)}</tr>" for row in shown
    )
    more = f" (the first {len(shown)} are shown)" if count > len(shown) else ""
    return (
        f"<table><caption>{html.escape(caption)}{more}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def html_of_record(name: str, fields: Mapping[str, Any]) -> str:
    """A table of one record's fields; every value is escaped."""
    rows = "".join(
        f"<tr><th>{html.escape(field)}</th><td>{_cell(value)}</td></tr>"
        for field, value in fields.items()
        if value is not None and value is not msgspec.UNSET
    )
    return f"<table><caption>{html.escape(name)}</caption><tbody>{rows}</tbody></table>"


def html_of_pager(name: str) -> str:
    """A table of what can be done with rows that were not fetched yet: to look at them sends nothing."""
    ways = {
        "for row in ...": "row by row, fetched as they are needed",
        ".collect()": "all rows, as a list",
        ".to_pandas()": "all rows, as a data frame; .to_polars() and .to_arrow() too",
        ".first()": "the first row",
    }
    rows = "".join(
        f"<tr><th>{html.escape(way)}</th><td>{html.escape(what)}</td></tr>" for way, what in ways.items()
    )
    return (
        f"<table><caption>{html.escape(name)}: nothing is fetched yet</caption><tbody>{rows}</tbody></table>"
    )


def _cell(value: Any, longest: int = _SHOWN_TEXT) -> str:
    if value is None:
        return ""
    text = ", ".join(str(brief(each)) for each in value) if is_list(value) else str(brief(value))
    return html.escape(text if len(text) <= longest else f"{text[: longest - 1]}…")
