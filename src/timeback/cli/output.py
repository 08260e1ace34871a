"""Results on the terminal: tables that fit it, JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Literal, TextIO

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..inputs import plain
from ..messages import Response
from ..narrowing import is_list, is_mapping
from ..pages import PageResult

__all__ = ["Format", "show"]

Format = Literal["table", "json", "ndjson", "csv"]

# A table needs its widths before its first line; a longer stream is for the other formats.
_TABLE_ROWS = 1000
_LEAST_WIDTH = 12
_FIRST = ("sourcedId", "id", "identifier", "title", "name", "givenName", "familyName", "email", "status")
_LAST = ("metadata", "dateLastModified")


def show(result: Any, form: Format, console: Console, out: TextIO) -> None:
    """Print what a call gave.

    Args:
        result: A page, a stream, records, one record, or a plain value.
        form: How.
        console: The terminal, for tables.
        out: Where the other forms go.
    """
    if result is None:
        return
    if isinstance(result, bytes):
        sys.stdout.buffer.write(result)
    elif isinstance(result, Response):
        out.write(result.content.decode("utf-8", "replace") + "\n")
    elif isinstance(result, bool):
        out.write(f"{str(result).lower()}\n")
    elif _is_rows(result):
        _show_rows((plain(row) for row in result), form, console, out, _footer(result))
    elif form in ("json", "ndjson"):
        out.write(_encode(plain(result), indent=2 if form == "json" else 0))
    else:
        _show_one(plain(result), form, console, out)


def _is_rows(result: Any) -> bool:
    return isinstance(result, PageResult | list | tuple) or hasattr(result, "collect")


def _footer(result: Any) -> str:
    total = getattr(result, "total", None)
    return "" if total is None else f"{len(result)} of {total}"


def _show_rows(rows: Iterator[Any], form: Format, console: Console, out: TextIO, footer: str) -> None:
    if form == "json":
        out.write(_encode(list(rows), indent=2))
    elif form == "ndjson":
        out.writelines(_encode(row) for row in rows)
    elif form == "csv":
        _show_csv(rows, out)
    else:
        shown = [flat(row) for row in islice(rows, _TABLE_ROWS)]
        console.print(_table(shown, console.width) if shown else Text("no rows", style="dim"))
        if next(rows, None) is not None:
            footer = f"the first {_TABLE_ROWS}; use --output ndjson or csv for all"
        if footer:
            console.print(Text(footer, style="dim"))


def _encode(value: Any, indent: int = 0) -> str:
    text = msgspec.json.encode(value)
    return (msgspec.json.format(text, indent=indent) if indent else text).decode() + "\n"


def _show_one(value: Any, form: Format, console: Console, out: TextIO) -> None:
    if not is_mapping(value):
        out.write(f"{value}\n")
        return
    fields = flat(value)
    if form == "csv":
        _show_csv(iter([value]), out)
        return
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, each in fields.items():
        if each not in ("", None):
            table.add_row(name, Text(_cell(each)))
    console.print(table)


def flat(row: Any, prefix: str = "") -> dict[str, Any]:
    """A record with nested objects as dotted names; lists stay whole."""
    if not is_mapping(row):
        return {prefix.rstrip(".") or "value": row}
    found: dict[str, Any] = {}
    for name, value in row.items():
        if is_mapping(value) and value:
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if is_list(value) and all(isinstance(each, str | int | float) for each in value):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _show_csv(rows: Iterator[Any], out: TextIO) -> None:
    # The columns are those of the first rows: a stream is not held for its header.
    first = [flat(row) for row in islice(rows, 200)]
    columns = list(dict.fromkeys(name for row in first for name in row))
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in chain(first, map(flat, rows)):
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _table(rows: list[dict[str, Any]], width: int) -> Table:
    """As many columns as fit: ids and names first, what no row fills left out."""
    names = [
        name
        for name in dict.fromkeys(name for row in rows for name in row)
        if any(row.get(name) not in (None, "", []) for row in rows)
    ]
    names.sort(key=_rank)
    table = Table(header_style="bold", box=None, pad_edge=False, expand=False)
    left = width
    for name in names:
        cells = [_cell(row.get(name)) for row in rows]
        wants = min(max(len(name), *(len(each) for each in cells)), 36) + 2
        if left < min(wants, _LEAST_WIDTH):
            break
        left -= wants
        table.add_column(name, no_wrap=True, overflow="ellipsis", max_width=36)
    for row in rows:
        table.add_row(*(Text(_cell(row.get(str(column.header)))) for column in table.columns))
    return table


def _rank(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name)
    if name.partition(".")[0] in _LAST:
        return len(_FIRST) + 2
    return len(_FIRST) + ("." in name)
