"""Records of the platform, in their wire form, as rows; and the cells of a row as the fields of a body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .cells import CellError, text_of
from .columns import COLUMNS, Column
from .metadata import header_of, metadata_of

__all__ = ["Reading", "cell_of", "cells_of", "extras_of", "read_cells"]

_Record = Mapping[str, Any]


@dataclass(slots=True)
class Reading:
    """The cells of a row, read.

    Attributes:
        fields: What the platform's fields are to hold; None if a cell is blank.
        kept: Cells that go into the metadata, by column, in the standard's spelling; None for a column that
            needs no such cell.
        faults: What is wrong, by column.
    """

    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    kept: dict[str, str | None] = field(default_factory=dict[str, str | None])
    faults: dict[str, str] = field(default_factory=dict[str, str])


def read_cells(columns: Iterable[Column], row: Mapping[str, str]) -> Reading:
    """Read the cells of the columns that a file has."""
    found = Reading()
    for column in columns:
        if column.name not in row:
            continue
        try:
            _read(column, row, found)
        except CellError as error:
            found.faults[column.name] = str(error)
    return found


def _read(column: Column, row: Mapping[str, str], found: Reading) -> None:
    given = row[column.name]
    spelled = column.kind.spell(given) if given.strip() else ""
    cell = spelled or (column.default(row) if column.default else "")
    value = column.kind.read(cell) if cell else None
    if column.field is not None:
        found.fields[column.field] = value
    held = "" if column.field is None or value is None else column.kind.write(value)
    found.kept[column.name] = None if held == spelled or column.is_secret else spelled


def cells_of(columns: Iterable[Column], record: _Record) -> dict[str, str]:
    """The cells of a record, by column."""
    metadata = metadata_of(record)
    return {column.name: _cell(column, record, metadata) for column in columns}


def cell_of(column: Column, record: _Record) -> str:
    """The cell of a record in one column: as it was loaded, while the platform's value is still that one."""
    return _cell(column, record, metadata_of(record))


def _cell(column: Column, record: _Record, metadata: _Record) -> str:
    value = column.value_in(record)
    now = "" if value is None else column.kind.write(value)
    kept = metadata.get(column.name)
    if isinstance(kept, str) and _still_holds(column, record, kept, now):
        return kept
    if not now and column.otherwise is not None:
        return str(column.otherwise(record))
    return now


def _still_holds(column: Column, record: _Record, kept: str, now: str) -> bool:
    if column.field is None:
        return True
    try:
        cell = kept or (column.default({**_texts(record), column.name: ""}) if column.default else "")
        value = column.kind.read(cell) if cell else None
    except CellError:
        return False
    return now == ("" if value is None else column.kind.write(value))


def _texts(record: _Record) -> dict[str, str]:
    return {name: value for name, value in record.items() if isinstance(value, str)}


def extras_of(file: str, record: _Record, used: Iterable[str]) -> dict[str, str]:
    """The cells of the metadata that no column of the standard is made from, by header."""
    columns = {column.name: column for column in COLUMNS[file]}
    passed_over = set(used)
    found: dict[str, str] = {}
    for key, value in metadata_of(record).items():
        column = columns.get(key)
        if key in passed_over or value is None:
            continue
        if column is not None and value == cell_of(column, record):
            continue
        found[header_of(key)] = text_of(value)
    return found
