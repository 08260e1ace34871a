"""Results on the terminal: tables that fit it, JSON, JSON lines, CSV, YAML, Parquet."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Literal, NamedTuple, TextIO, cast

import msgspec
from msgspec import UNSET
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.highlighter import JSONHighlighter
from rich.table import Table
from rich.text import Text

from .._codec.plain import plain
from .._codec.sparse import fetched_fields
from .._http.messages import Response
from .._json_types import is_list, is_mapping
from .._pages import PageResult, is_page
from .._tables.columns import Column, Names, columns
from .._tables.text import brief, cell_text, spreadsheet_text
from ..errors import APIResponseError
from .encodings import json_line, searched, write_parquet, yaml_text
from .terminal import is_unicode

__all__ = ["Form", "Format", "print_grid", "show"]

Format = Literal["table", "json", "ndjson", "csv", "yaml", "parquet"]


class Form(NamedTuple):
    """The form in which results are printed.

    Attributes:
        format: Its name.
        names: The spelling of the columns.
        spreadsheet_safe: Texts of CSV that a spreadsheet would run have an apostrophe before them.
        query: The part of an answer that is printed; all, without one.
    """

    format: Format = "table"
    names: Names = "python"
    spreadsheet_safe: bool = False
    query: Any = None


# A table needs its widths before its first line; a longer stream is for the other formats.
_TABLE_ROWS = 1000
_HEADER_ROWS = 100
_LEAST_WIDTH = 12
_MOST_WIDTH = 36
_GAP = 2
_LEAST_ROOM = 28
_FIRST = ("sourced_id", "id", "identifier", "title", "name", "given_name", "family_name", "email", "status")
_LAST = ("metadata", "date_last_modified", "further")
# What is stored may hold escape sequences, which a terminal would obey.
_CAPITAL = re.compile(r"(?<!^)(?<![.])[A-Z]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def show(result: Any, form: Form, console: Console, out: TextIO) -> None:
    """Print what a call gave.

    Args:
        result: A page, a stream, records, one record, or a plain value.
        form: How.
        console: The terminal, for tables.
        out: Where the other forms go.
    """
    if result is None:
        return
    if form.query is not None:
        _show_value(searched(form.query, result), form, console, out)
        _tell(*_left_out(result))
    elif isinstance(result, Response):
        _show_body(result, form, console, out)
    elif isinstance(result, bytes):
        _write_bytes(result, out)
    elif isinstance(result, bool):
        out.write(f"{str(result).lower()}\n")
    elif isinstance(result, PageResult | list | tuple) or hasattr(result, "collect"):
        rows = cast("Iterable[Any]", result)
        notes = _show_rows(iter(rows), form, console, out, getattr(rows, "model", None))
        _tell(*_counted(result, console), *notes)
    else:
        _show_one(result, form, console, out)


def _show_value(value: Any, form: Form, console: Console, out: TextIO) -> None:
    """The part of an answer that was asked for; of texts alone, a line for each."""
    if form.format == "table" and is_list(value) and not any(is_mapping(each) for each in value):
        out.writelines(f"{_cell(each)}\n" for each in value)
    elif is_list(value):
        _show_rows(iter(value), form, console, out)
    elif form.format == "table" and not is_mapping(value):
        out.write(f"{_cell(value)}\n")
    else:
        _show_one(value, form, console, out)


def _show_body(response: Response, form: Form, console: Console, out: TextIO) -> None:
    """The body of any endpoint: JSON where it is that, else its bytes."""
    try:
        body = response.json()
    except APIResponseError:
        _write_bytes(response.content, out)
    else:
        _show_one(body, form._replace(format="json") if form.format == "table" else form, console, out)


def _write_bytes(content: bytes, out: TextIO) -> None:
    if sys.stdout.isatty():
        out.write(content.decode("utf-8", "replace"))
    else:
        sys.stdout.buffer.write(content)


def _counted(result: Any, console: Console) -> list[str]:
    """The note that rows were left out; for a person, else, how many there are."""
    notes = _left_out(result)
    if not notes and console.is_terminal and is_page(result):
        notes.append(f"{len(result):,} rows" if len(result) else "no rows")
    return notes


def _left_out(result: Any) -> list[str]:
    """The note that an answer is a page of more rows."""
    if not is_page(result):
        return []
    shown, total = len(result), result.total
    if total is None and result.has_more:
        return [f"{shown:,} rows, and there are more; --all gives all of them"]
    if total is not None and total > shown:
        return [f"{shown:,} of {total:,} rows; --all gives all of them"]
    return []


def _tell(*notes: str) -> None:
    """A line for people, beside what goes to a file or a pipe."""
    if notes:
        console = Console(stderr=True, highlight=False)
        console.print(Text("; ".join(notes), style="dim"), soft_wrap=not console.is_terminal)


def _show_rows(
    rows: Iterator[Any], form: Form, console: Console, out: TextIO, model: type[msgspec.Struct] | None = None
) -> list[str]:
    """Print rows; the notes about what of them a table has no place for."""
    if form.format == "json":
        _show_json([plain(row) for row in rows], form.format, console, out)
    elif form.format == "ndjson":
        out.writelines(json_line(plain(row), out) for row in rows)
    elif form.format == "yaml":
        first = next(rows, None)
        out.write("[]\n" if first is None else yaml_text([plain(first)], out))
        out.writelines(yaml_text([plain(row)], out) for row in rows)
    elif form.format == "csv":
        _show_csv(rows, form, out, model)
    elif form.format == "parquet":
        write_parquet(rows, form.names)
    else:
        return _show_first(rows, form, console)
    return []


def _show_first(rows: Iterator[Any], form: Form, console: Console) -> list[str]:
    shown = [fields_of(row, form.names) for row in islice(rows, _TABLE_ROWS)]
    left_out = _show_table(shown, console) if shown else 0
    notes: list[str] = []
    if next(rows, None) is not None:
        notes.append(f"the first {_TABLE_ROWS:,} rows; --output ndjson or csv gives all")
    if left_out and console.is_terminal:
        notes.append(f"{left_out} columns do not fit; --output json or csv gives all")
    return notes


def _show_json(value: Any, form: Format, console: Console, out: TextIO) -> None:
    if form == "json" and console.is_terminal and is_unicode(out):
        console.print(JSONHighlighter()(json_line(value, out, indent=2).rstrip()), soft_wrap=True)
    else:
        out.write(json_line(value, out, indent=2 if form == "json" else 0))


def _show_one(record: Any, form: Form, console: Console, out: TextIO) -> None:
    value = plain(record)
    if form.format in ("json", "ndjson"):
        _show_json(value, form.format, console, out)
    elif form.format == "yaml":
        out.write(yaml_text(value, out))
    elif form.format == "parquet":
        write_parquet([record], form.names)
    elif not is_mapping(value):
        out.write(f"{value}\n")
    elif form.format == "csv":
        _show_csv(iter([record]), form, out)
    else:
        _show_fields(record, form, console)


def _show_fields(record: Any, form: Form, console: Console) -> None:
    """One record, a field a line, and the records within it as tables of their own."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    inner: dict[str, list[dict[str, Any]]] = {}
    for name, each in fields_of(record, form.names).items():
        if is_list(each) and each and all(is_mapping(row) for row in each):
            inner[name] = [flat(row) for row in each]
        elif text := _cell(each):
            table.add_row(_text(name), _text(text))
    _print(console, table)
    for name, rows in inner.items():
        _print(console, Text.assemble("\n", (name, "bold underline")))
        _show_table(rows, console)


def fields_of(row: Any, names: Names) -> dict[str, Any]:
    """A row's values by column; of a record with a type, as far as they were asked for."""
    if not isinstance(row, msgspec.Struct):
        return flat(plain(row))
    given = (column for column in columns(type(row), names=names) if _is_given(row, column))
    return {column.name: column.read(row) for column in given}


def _is_given(row: Any, column: Column) -> bool:
    return getattr(row, column.attribute, None) is not UNSET


def flat(row: Any, prefix: str = "") -> dict[str, Any]:
    """An object of no known type with objects inside it under dotted names; lists stay whole."""
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
    """A value for people: lists without brackets, nothing where there is nothing."""
    if is_list(value) and all(isinstance(each, str | int | float) for each in value):
        return ", ".join(map(str, value))
    return "" if value in ({}, "{}") else cell_text(value)


def _show_csv(
    rows: Iterator[Any], form: Form, out: TextIO, model: type[msgspec.Struct] | None = None
) -> None:
    """The columns are those of the records' type, so that a stream is not held for its header."""
    names, cell = form.names, spreadsheet_text if form.spreadsheet_safe else cell_text
    first = list(islice(rows, _HEADER_ROWS))
    if not all(isinstance(row, msgspec.Struct) for row in first):
        first += rows  # what has no type is not streamed
    kinds = dict.fromkeys(type(row) for row in first if isinstance(row, msgspec.Struct))
    header = dict.fromkeys(
        column.name
        for kind in kinds
        for column in columns(kind, names=names)
        if any(_is_given(row, column) for row in first if isinstance(row, kind))
    )
    for row in first:
        header |= dict.fromkeys({} if isinstance(row, msgspec.Struct) else fields_of(row, names))
    if not first and model is not None:
        fetched = fetched_fields(model)
        header = {each.name: None for each in columns(model, names=names) if each.attribute in fetched}
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(map(cell, header))
    for row in chain(first, rows):
        fields = fields_of(row, names)
        writer.writerow([cell(fields.get(name)) for name in header])


def _brief(value: Any) -> Any:
    """A list's records by what names them, where there is room for no more."""
    return [brief(each) for each in value] if is_list(value) else value


def _show_table(rows: list[dict[str, Any]], console: Console) -> int:
    """Print as many columns as fit, ids and names first, what no row fills left out; how many did not fit."""
    cells = [{name: _text(_cell(_brief(value))) for name, value in row.items()} for row in rows]
    named = dict.fromkeys(name for row in cells for name in row)
    names = [name for name in named if any(row.get(name) for row in cells)]
    names.sort(key=_rank)
    widths = {
        name: max(cell_len(name), *(cell_len(row[name].plain) for row in cells if name in row))
        for name in names
    }
    if sum(widths.values()) + _GAP * len(widths) > console.width:
        widths = {name: min(width, _MOST_WIDTH) for name, width in widths.items()}
    left = console.width
    shown: dict[str, int] = {}
    for name, wants in widths.items():
        if wants > left and left < _LEAST_WIDTH:
            break
        shown[name] = min(wants, left)
        left -= wants + _GAP
    if console.is_terminal:
        table = Table(header_style="bold", box=None, pad_edge=False)
        for name, width in shown.items():
            table.add_column(name, width=width, no_wrap=True, overflow="ellipsis")
        for row in cells:
            table.add_row(*(row.get(name, "") for name in shown))
        console.print(table)
    else:
        header = {name: Text(name) for name in shown}
        console.file.writelines(_line(row, shown) for row in (header, *cells))
    return len(names) - len(shown)


def _line(row: Mapping[str, Text], widths: Mapping[str, int]) -> str:
    """A row for a file or a pipe, with no blanks at its end; rich would take a millisecond for each."""
    cells = (_fitted(row[name].plain if name in row else "", width) for name, width in widths.items())
    return f"{(' ' * _GAP).join(cells).rstrip()}\n"


def _fitted(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"


def _print(console: Console, table: Table | Text) -> None:
    """Print, with no blanks at the ends of lines where these go to a file or a pipe."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as capture:
        console.print(table)
    console.file.writelines(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def print_grid(rows: Sequence[dict[str, Any]], console: Console, *, shrink: str) -> None:
    """Print a small table of this program's own; the column `shrink` is folded where the terminal is narrow.

    Where that would leave it no room, what follows it goes below it.
    """
    cells = [
        {name: each if isinstance(each, Text) else _text(_cell(each)) for name, each in row.items()}
        for row in rows
    ]
    fixed = sum(
        max(cell_len(name), *(cell_len(row[name].plain) for row in cells)) + _GAP
        for name in (cells[0] if cells else ())
        if name != shrink
    )
    if console.width - fixed < _LEAST_ROOM:
        cells = [_stacked(row, shrink) for row in cells]
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name in cells[0] if cells else ():
        table.add_column(name, no_wrap=name != shrink, overflow="fold")
    for row in cells:
        table.add_row(*row.values())
    _print(console, table)


def _stacked(row: Mapping[str, Text], shrink: str) -> dict[str, Text]:
    """A row whose cells behind the column `shrink` stand below it."""
    names = [*row]
    behind = names[names.index(shrink) + 1 :]
    below = Text("  ").join(Text.assemble((f"{name} ", "dim"), row[name]) for name in behind)
    return {
        name: Text.assemble(row[name], "\n", below) if name == shrink and behind else row[name]
        for name in names
        if name not in behind
    }


def _text(text: str) -> Text:
    return Text(_CONTROL.sub(" ", text))


def _rank(name: str) -> int:
    python = _CAPITAL.sub(r"_\g<0>", name).lower()
    if python in _FIRST:
        return _FIRST.index(python)
    if python.partition(".")[0] in _LAST or name.endswith("href"):
        return len(_FIRST) + 2
    return len(_FIRST) + ("." in name)
