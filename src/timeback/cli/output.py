"""Results on the terminal: tables that fit it, JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Literal, TextIO, cast

import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.json import JSON
from rich.table import Table
from rich.text import Text

from .._http.messages import Response
from .._json_types import is_list, is_mapping
from .._pages import PageResult
from .._query.encode import plain
from ..errors import APIResponseError

__all__ = ["Format", "print_grid", "show"]

Format = Literal["table", "json", "ndjson", "csv"]

# A table needs its widths before its first line; a longer stream is for the other formats.
_TABLE_ROWS = 1000
_HEADER_ROWS = 100
_LEAST_WIDTH = 12
_MOST_WIDTH = 36
_GAP = 2
_FIRST = ("sourcedId", "id", "identifier", "title", "name", "givenName", "familyName", "email", "status")
_NAMES = ("sourcedId", "id", "identifier", "role", "name", "title", "type")
_LAST = ("metadata", "dateLastModified")
# What is stored may hold escape sequences, which a terminal would obey.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


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
    if isinstance(result, Response):
        _show_body(result, form, console, out)
    elif isinstance(result, bytes):
        _write_bytes(result)
    elif isinstance(result, bool):
        out.write(f"{str(result).lower()}\n")
    elif isinstance(result, PageResult | list | tuple) or hasattr(result, "collect"):
        _show_rows(iter(cast("Iterable[Any]", result)), form, console, out, _counted(result))
    elif form in ("json", "ndjson"):
        _show_json(plain(result), form, console, out)
    else:
        _show_one(result, form, console, out)


def _show_body(response: Response, form: Format, console: Console, out: TextIO) -> None:
    """The body of any endpoint: JSON where it is that, else its bytes."""
    try:
        body = response.json()
    except APIResponseError:
        _write_bytes(response.content)
    else:
        _show_json(body, "json" if form == "table" else form, console, out)


def _write_bytes(content: bytes) -> None:
    sys.stdout.buffer.write(content)


def _counted(result: Any) -> str:
    total = getattr(result, "total", None)
    return "" if total is None else f"{len(result)} of {total} rows"


def _show_rows(rows: Iterator[Any], form: Format, console: Console, out: TextIO, counted: str) -> None:
    if form == "json":
        _show_json([plain(row) for row in rows], form, console, out)
    elif form == "ndjson":
        out.writelines(_encode(plain(row)) for row in rows)
    elif form == "csv":
        _show_csv(rows, out)
    else:
        shown = [flat(plain(row)) for row in islice(rows, _TABLE_ROWS)]
        if next(rows, None) is not None:
            counted = f"the first {_TABLE_ROWS} rows; --output ndjson or csv gives all"
        left_out = _show_table(shown, console) if shown else 0
        columns = f"{left_out} columns do not fit; --output json or csv gives all" if left_out else ""
        notes = [each for each in (counted or ("" if shown else "no rows"), columns) if each]
        # Notes are for people: a table in a pipe is its rows.
        if console.is_terminal and notes:
            console.print(Text("; ".join(notes), style="dim"))


def _encode(value: Any, indent: int = 0) -> str:
    text = msgspec.json.encode(value)
    return (msgspec.json.format(text, indent=indent) if indent else text).decode() + "\n"


def _show_json(value: Any, form: Format, console: Console, out: TextIO) -> None:
    if form == "json" and console.is_terminal:
        console.print(JSON(_encode(value)), soft_wrap=True)
    else:
        out.write(_encode(value, indent=2 if form == "json" else 0))


def _show_one(record: Any, form: Format, console: Console, out: TextIO) -> None:
    value = plain(record)
    if not is_mapping(value):
        out.write(f"{value}\n")
        return
    fields = flat(value)
    if form == "csv":
        _show_csv(iter([record]), out)
        return
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    inner: dict[str, list[dict[str, Any]]] = {}
    for name, each in fields.items():
        if is_list(each) and each and all(is_mapping(row) for row in each):
            inner[name] = [flat(row) for row in each]
        elif each not in ("", None, []):
            table.add_row(_text(name), _text(_cell(each)))
    _print(console, table)
    for name, rows in inner.items():
        _print(console, Text.assemble("\n", (name, "bold underline")))
        _show_table(rows, console)


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


def _brief(value: Any) -> Any:
    """A list's records by what names them, where there is room for no more."""
    if not is_list(value):
        return value
    return [
        next((each[name] for name in _NAMES if each.get(name)), each) if is_mapping(each) else each
        for each in value
    ]


def _show_csv(rows: Iterator[Any], out: TextIO) -> None:
    """The columns are those of the records' type, so that a stream is not held for its header."""
    first = list(islice(rows, _HEADER_ROWS))
    kinds: dict[type[Any], None] = {type(row): None for row in first}
    if all(issubclass(kind, msgspec.Struct) for kind in kinds):
        given = {name for row in first for name in plain(row)}
        leaves = dict.fromkeys(name for kind in kinds for name in _leaves(kind))
        columns = [name for name in leaves if name.partition(".")[0] in given]
    else:
        # What has no type is not streamed.
        first = [flat(plain(row)) for row in chain(first, rows)]
        columns = list(dict.fromkeys(name for row in first for name in row))
    writer = csv.writer(out, lineterminator="\n")
    if columns:
        writer.writerow(columns)
    for row in map(plain, chain(first, rows)):
        writer.writerow([_cell(row[name] if name in row else _at(row, name)) for name in columns])


def _leaves(model: type[msgspec.Struct], prefix: str = "", above: tuple[type, ...] = ()) -> Iterator[str]:
    """The names of a record's fields, those of records inside it after a dot; lists and free objects are whole."""
    info = cast("msgspec.inspect.StructType", msgspec.inspect.type_info(model))
    for field in info.fields:
        kinds = field.type.types if isinstance(field.type, msgspec.inspect.UnionType) else (field.type,)
        inner = [kind.cls for kind in kinds if isinstance(kind, msgspec.inspect.StructType)]
        if len(inner) == 1 and inner[0] not in (*above, model):
            yield from _leaves(inner[0], f"{prefix}{field.encode_name}.", (*above, model))
        else:
            yield f"{prefix}{field.encode_name}"


def _at(row: Any, name: str) -> Any:
    for part in name.split("."):
        row = row.get(part) if is_mapping(row) else None
    return row


def _show_table(rows: list[dict[str, Any]], console: Console) -> int:
    """Print as many columns as fit, ids and names first, what no row fills left out; how many did not fit."""
    cells = [{name: _text(_cell(_brief(value))) for name, value in row.items()} for row in rows]
    named = dict.fromkeys(name for row in cells for name in row)
    names = [name for name in named if any(row.get(name) for row in cells)]
    names.sort(key=_rank)
    table = Table(header_style="bold", box=None, pad_edge=False)
    widths = {
        name: max(cell_len(name), *(cell_len(row[name].plain) for row in cells if name in row))
        for name in names
    }
    if sum(widths.values()) + _GAP * len(widths) > console.width:
        widths = {name: min(width, _MOST_WIDTH) for name, width in widths.items()}
    left = console.width
    for name, wants in widths.items():
        if wants > left and left < _LEAST_WIDTH:
            break
        table.add_column(name, width=min(wants, left), no_wrap=True, overflow="ellipsis")
        left -= wants + _GAP
    shown = names[: len(table.columns)]
    for row in cells:
        table.add_row(*(row.get(name, "") for name in shown))
    _print(console, table)
    return len(names) - len(shown)


def _print(console: Console, table: Table | Text) -> None:
    """Print, with no blanks at the ends of lines where these go to a file or a pipe."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as capture:
        console.print(table)
    console.file.writelines(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def print_grid(rows: Sequence[dict[str, Any]], console: Console, *, shrink: str) -> None:
    """Print a small table of this program's own; the column `shrink` is folded where the terminal is narrow."""
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name in rows[0] if rows else ():
        table.add_column(name, no_wrap=name != shrink, overflow="fold")
    for row in rows:
        table.add_row(*(each if isinstance(each, Text) else _text(_cell(each)) for each in row.values()))
    _print(console, table)


def _text(text: str) -> Text:
    return Text(_CONTROL.sub(" ", text))


def _rank(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name)
    if name.partition(".")[0] in _LAST or name.endswith("href"):
        return len(_FIRST) + 2
    return len(_FIRST) + ("." in name)
