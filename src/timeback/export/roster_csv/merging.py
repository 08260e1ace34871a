"""A row of a bundle against the platform's record: what is to be written, and into which body."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from ..._query.encode import to_wire
from ..._query.shapes import field_names, shape_of
from ..._query.writeback import body_for_update
from ...errors import FieldIssue, InvalidInputError
from ...models.oneroster import UserRoleInput
from .cells import CellError, records_in, text_in, text_of
from .columns import ROLE, Column, RecordFile
from .metadata import key_of, metadata_of, value_of
from .rows import Reading, read_cells
from .tables import Row
from .tied import TiedFile, TiedRow, made_rows

__all__ = ["Write", "changed_body", "write_for"]

_Record = Mapping[str, Any]
_Tied: TypeAlias = "Mapping[TiedFile, Sequence[Row]]"
_DELETED = "tobedeleted"
_REQUIRED = "required"
# The path of a fault in a body: a field, perhaps one of a list, and perhaps a field of that.
_PATH = re.compile(r"(\w*)(?:\[(\d+)\])?(?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Write:
    """The write that a row asks for.

    Attributes:
        fields: Of a new record the body; of another the fields that change, None if one is cleared. A change
            of `metadata` holds its changed keys alone.
        columns: The columns and files that differ; none where the platform has it all.
    """

    fields: dict[str, Any]
    columns: tuple[str, ...]


@dataclass(slots=True)
class _Difference:
    """Differences between a row and a record."""

    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    secrets: dict[str, Any] = field(default_factory=dict[str, Any])
    metadata: dict[str, Any] = field(default_factory=dict[str, Any])
    columns: list[str] = field(default_factory=list[str])


def _faulty(row: Row, faults: Mapping[str, str]) -> InvalidInputError:
    """The error for faulty cells of a row."""
    return _refusal(row, [FieldIssue(row.place(column), fault) for column, fault in faults.items()])


def _refusal(row: Row, issues: Sequence[FieldIssue]) -> InvalidInputError:
    error = InvalidInputError("the bundle is faulty", issues)
    error.add_note(row.at)
    return error


def write_for(
    file: RecordFile,
    row: Row,
    record: _Record | None,
    tied: _Tied,
    given: Mapping[str, Any],
) -> Write:
    """The write that makes the platform's record say what a row says.

    Columns that the file lacks, fields that no column is and keys of the metadata that the bundle does not
    name stay as they are.

    Args:
        file: The file of the row.
        row: The row; its extras are keys of the metadata.
        record: The platform's record in its wire form; None if there is none.
        tied: The rows of other files that say more of it.
        given: Fields that the platform demands and no file has, for a new record.

    Raises:
        InvalidInputError: Names file, line and column.
    """
    if record is None:
        row = _with_defaults(file, row)
    reading = read_cells(file.columns, row)
    if faults := {**row.faults, **reading.faults}:
        raise _faulty(row, faults)
    seen = record or {"sourcedId": row.sourced_id}
    found = _difference(file, row, reading, seen)
    for more, rows in tied.items():
        _compare_tied(more, rows, seen, found)
    if record is None:
        return Write(_new(file, row, tied, given, found), tuple(found.columns) or ("sourcedId",))
    if record.get("status") == _DELETED:
        found.fields["status"] = "active"
        found.columns.append("status")
    return Write(_changes(file, row, tied, found) if found.columns else {}, tuple(found.columns))


def _with_defaults(file: RecordFile, row: Row) -> Row:
    blank = {column.name: "" for column in file.columns if column.default is not None}
    return Row({**blank, **row}, row.at, row.extras, headers=row.headers, faults=row.faults)


# -- differences --------------------------------------------------------------------------------


def _difference(file: RecordFile, row: Row, reading: Reading, record: _Record) -> _Difference:
    found = _Difference()
    metadata = metadata_of(record)
    for column in file.columns:
        if column.name not in row:
            continue
        if column.is_secret:
            # It goes along with other changes; by itself nobody can see that it is one.
            if reading.fields[column.name]:
                found.secrets[column.name] = reading.fields[column.name]
        elif column.field is not None and _differs(column, reading.fields[column.field], record):
            found.fields[column.field] = reading.fields[column.field]
            found.columns.append(column.name)
        kept, now = reading.kept[column.name], metadata.get(column.name)
        if column.field is None and kept == _cell(column, column.value_in(record)):
            kept = None
        if kept != now and (kept is not None or isinstance(now, str)):
            found.metadata[column.name] = kept
            found.columns.append(column.name)
    for header, cell in row.extras.items():
        key = key_of(file.name, header)
        if text_of(metadata.get(key)) != cell and (cell.strip() or key in metadata):
            found.metadata[key] = value_of(file.name, key, cell) if cell.strip() else None
            found.columns.append(header)
    return found


def _differs(column: Column, value: Any, record: _Record) -> bool:
    return _cell(column, column.value_in(record)) != _cell(column, value)


def _cell(column: Column, value: Any) -> str:
    return "" if value is None else column.kind.write(value)


def _compare_tied(file: TiedFile, rows: Sequence[Row], record: _Record, found: _Difference) -> None:
    given = [_tied_row(file, row) for row in rows]
    fields = _fields(file, rows, given)
    intended = {**record, **fields}
    if list(file.make(intended)) != list(file.make(record)):
        found.fields.update(_with_metadata_of_roles(fields, record))
        found.columns.append(file.name)
    made = made_rows(file, intended)
    if fields:
        ids_are_made = all("sourcedId" not in row for row in given)
        said = (
            [{"sourcedId": made[i]["sourcedId"], **row} for i, row in enumerate(given)]
            if ids_are_made
            else given
        )
        kept = None if said == made else said
    else:
        kept = [row for row in given if row not in made] or None
    if kept != metadata_of(record).get(file.name):
        found.metadata[file.name] = kept
        found.columns.append(file.name)


def _fields(file: TiedFile, rows: Sequence[Row], given: list[TiedRow]) -> dict[str, Any]:
    try:
        return file.fields(given)
    except CellError:
        for row, each in zip(rows, given, strict=True):
            try:
                file.fields([each])
            except CellError as error:
                raise _faulty_cell(row, error) from None
        raise


def _faulty_cell(row: Row, error: CellError) -> InvalidInputError:
    """The error for a cell whose column stands before the message."""
    column, _, message = str(error).partition(": ")
    return _faulty(row, {column: message})


def _tied_row(file: TiedFile, row: Row) -> TiedRow:
    if row.faults:
        raise _faulty(row, row.faults)
    passed_over = (file.key, "status", "dateLastModified", "password")
    cells = {
        name: cell
        for name, cell in (*row.items(), *row.extras.items())
        if name not in passed_over and cell.strip()
    }
    try:
        return file.spell(cells)
    except CellError as error:
        raise _faulty_cell(row, error) from None


def _with_metadata_of_roles(fields: dict[str, Any], record: _Record) -> dict[str, Any]:
    """Roles with the metadata that the platform has for the same ones."""
    if "roles" not in fields:
        return fields
    known = {
        (text_in(role, "role"), text_in(role.get("org"), "sourcedId")): role["metadata"]
        for role in records_in(record.get("roles"))
        if role.get("metadata")
    }
    return {
        "roles": [
            role | {"metadata": known[key]}
            if (key := (role.get("role"), role.get("org", {}).get("sourcedId"))) in known
            else role
            for role in fields["roles"]
        ]
    }


# -- bodies -------------------------------------------------------------------------------------


def _new(
    file: RecordFile, row: Row, tied: _Tied, given: Mapping[str, Any], found: _Difference
) -> dict[str, Any]:
    body = {"status": "active", **given, **found.secrets}
    body |= {name: value for name, value in found.fields.items() if value is not None}
    metadata = {key: value for key, value in found.metadata.items() if value is not None}
    if metadata:
        body["metadata"] = metadata
    return _checked(file, row, tied, body, partial=False)


def _changes(file: RecordFile, row: Row, tied: _Tied, found: _Difference) -> dict[str, Any]:
    given = found.secrets | {name: value for name, value in found.fields.items() if value is not None}
    cleared = {name: None for name, value in found.fields.items() if value is None}
    changes = cleared | _checked(file, row, tied, given, partial=True)
    return changes | ({"metadata": found.metadata} if found.metadata else {})


def changed_body(file: RecordFile, record: _Record, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The body that changes fields of a record and leaves the others as they are.

    Args:
        file: The file of the record.
        record: The record as the server sent it.
        changes: The fields of a `Write`.
    """
    body = body_for_update(record, file.model, file.body, file.reads_as)
    # Sent back as it was, it would say that nothing was changed since.
    body.pop("dateLastModified", None)
    for name, value in changes.items():
        if name == "metadata":
            merged = {**metadata_of(record), **value}
            body[name] = {key: each for key, each in merged.items() if each is not None}
        elif value is not None:
            body[name] = value
        else:
            _clear(body, name, file)
    return body


def _clear(body: dict[str, Any], name: str, file: RecordFile) -> None:
    """Take a field's value away, in the way that the platform understands."""
    shape = shape_of(_annotations(file.body)[name])
    if shape.nullable:
        body[name] = None
    elif shape.item is not None:
        body[name] = []
    else:
        body.pop(name, None)


@functools.cache
def _annotations(model: type[msgspec.Struct]) -> dict[str, Any]:
    return {each.encode_name: each.type for each in msgspec.structs.fields(model)}


def _checked(
    file: RecordFile, row: Row, tied: _Tied, body: dict[str, Any], *, partial: bool
) -> dict[str, Any]:
    fixed = {"sourcedId": row.sourced_id}
    try:
        return to_wire(body, file.body, partial=partial, fixed=fixed)
    except InvalidInputError as error:
        raise _refusal(row, [_located(file, row, tied, each) for each in error.issues]) from None


def _located(file: RecordFile, row: Row, tied: _Tied, issue: FieldIssue) -> FieldIssue:
    """A fault of a body, at the cell that it comes from."""
    found = _PATH.match(issue.path)
    name, index, inner = found.groups("") if found else ("", "", "")
    wire = field_names(file.body).get(name, name)
    message = "must not be blank" if issue.message == _REQUIRED else issue.message
    for column in file.columns:
        if column.field == wire:
            return FieldIssue(row.place(column.name), message)
    for more, rows in tied.items():
        if more.name == wire and index:
            fields = {column.field: column.name for column in ROLE}
            wire = field_names(UserRoleInput).get(inner, inner)
            return FieldIssue(rows[int(index)].place(fields.get(wire, wire)), message)
    if wire == "roles":
        there = wire in row.headers
        return FieldIssue(
            row.place(wire) if there else row.at, message if there else "needs a row in roles.csv"
        )
    return FieldIssue(f"{row.at}, {issue.path}", issue.message)
