"""The plan of an import: every row against the platform's records, before anything is written."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

import msgspec

from ...errors import FieldIssue, InvalidInputError
from .columns import RECORDS, RecordFile
from .merging import write_for
from .order import Operation, steps_of
from .references import References
from .report import Change, DeleteLimit, FileChanges
from .scope import Scope
from .standard import split
from .tables import Bundle, Row
from .tied import TiedFile
from .ties import Ties
from .version11 import Version11

__all__ = ["Plan", "Records", "make_plan"]

_Record = Mapping[str, Any]


class Records(Protocol):
    """The records of a platform."""

    def all(self, file: RecordFile) -> Iterator[tuple[str, bytes]]:
        """All records of a file: their ids, and each as JSON."""
        ...

    def missing(self, file: RecordFile, ids: set[str]) -> set[str]:
        """Those of some ids that the platform has no record of."""
        ...


_FILES = {file.name: file for file in RECORDS}
_DELETED = "tobedeleted"
_MOST_FAULTS = 20
_MOST_UNKNOWN = 200
# Of the records of a kind, where nobody says how many may go: when more are missing, the bundle is not whole.
_MOST_MISSING = DeleteLimit(50, is_share=True)


@dataclass(slots=True)
class Plan:
    """The operations of an import.

    Attributes:
        files: The counts by file.
        changes: Each record that is written, if that is to be told.
        deletes: The records to delete, in their order: those that refer to others come first.
        notes: What was put in other words, and what is left out.
    """

    files: dict[str, FileChanges] = field(default_factory=dict[str, FileChanges])
    changes: list[Change] = field(default_factory=list[Change])
    deletes: list[Operation] = field(default_factory=list[Operation])
    notes: list[str] = field(default_factory=list[str])
    _waiting: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    _steps: list[list[tuple[int, int]]] = field(default_factory=list[list[tuple[int, int]]])

    def add(self, steps: Iterable[Iterable[Operation]]) -> None:
        """Put operations behind those that are there. They wait on the disk."""
        for step in steps:
            places: list[tuple[int, int]] = []
            for operation in step:
                data = msgspec.json.encode(operation)
                places.append((self._waiting.tell(), len(data)))
                self._waiting.write(data)
            self._steps.append(places)

    def steps(self) -> Iterator[Iterator[Operation]]:
        """The operations that create and change; those of a step do not depend on one another."""
        for places in self._steps:
            yield map(self._read, places)

    def _read(self, place: tuple[int, int]) -> Operation:
        self._waiting.seek(place[0])
        return msgspec.json.decode(self._waiting.read(place[1]), type=Operation)

    def close(self) -> None:
        """Remove what waits on the disk."""
        self._waiting.close()


def make_plan(bundle: Bundle, records: Records, *, limit: DeleteLimit | None, tell: bool) -> Plan:
    """Compare a bundle with a platform.

    Args:
        bundle: The bundle.
        records: The platform's records.
        limit: How much may be deleted.
        tell: Whether to list each change.

    Raises:
        InvalidInputError: Rows are faulty or refer to records that are nowhere, or more would be deleted than
            may be.
    """
    plan = Plan()
    try:
        _Planner(bundle, records, limit, tell, plan).run()
    except BaseException:
        plan.close()
        raise
    return plan


class _Planner:
    """Plans file after file, in the order in which their records refer to one another."""

    def __init__(
        self, bundle: Bundle, records: Records, limit: DeleteLimit | None, tell: bool, plan: Plan
    ) -> None:
        self._bundle = bundle
        self._records = records
        self._limit = limit
        self._tell = tell
        self._plan = plan
        former = Version11(bundle) if bundle.version == "1.1" else None
        self._former = former
        self._ties = Ties(bundle, former)
        self._references = References(lambda file, ids: records.missing(_FILES[file], ids))
        self._scope = Scope()
        self._root = ""
        is_graded = "scoreScales" in bundle.modes
        classes = bundle.rows("classes") if is_graded else ()
        self._school_of = {row.sourced_id: row.get("schoolSourcedId", "").strip() for row in classes}
        self._faults: list[InvalidInputError] = []

    def run(self) -> None:
        """Plan all files.

        Raises:
            InvalidInputError: Rows are faulty or refer to records that are nowhere, or more would be deleted than
                may be.
        """
        for file in RECORDS:
            if file.name in self._bundle.modes or self._ties.of(file.name):
                self._file(file)
        unknown = list(self._references.faults())
        if self._faults or unknown:
            raise _joined(self._faults, unknown)
        notes = self._former.notes() if self._former else []
        self._plan.notes += [*notes, *self._ties.notes(), *self._bundle.inactive_notes(), *self._bundle.notes]

    def _file(self, file: RecordFile) -> None:
        present = _Present(self._records.all(file))
        self._references.begin(file.name, present.ids())
        if file.name == "orgs":
            self._take_orgs(present)
        in_scope = [each for each, record in present.active() if self._scope.take(file.name, record)]
        of_file = _FilePlan(file, present, self._references, self._tell)
        self._ties.load(file.name)
        for row in self._rows(file, of_file):
            try:
                of_file.take(row, self._ties, self._given(file.name, row))
            except InvalidInputError as fault:
                self._faults.append(fault)
                if len(self._faults) == _MOST_FAULTS:
                    raise _joined(self._faults, []) from None
        is_whole = self._bundle.modes.get(file.name) == "bulk"
        missing = [each for each in in_scope if each not in of_file.seen] if is_whole else []
        # A bundle without organizations is measured by all that the platform has.
        existing = len(in_scope) or sum(1 for _ in present.active())
        self._settle(of_file, missing, existing)

    def _rows(self, file: RecordFile, of_file: _FilePlan) -> Iterator[Row]:
        for row in (self._former or self._bundle).rows(file.name):
            if row.get("orgSourcedId") and row.get("classSourcedId") in self._school_of:
                self._drop_implied_org(row)
            yield row
        # What other files say of records that this one does not name.
        is_whole = self._bundle.modes.get(file.name) == "bulk"
        yield from self._ties.others(file.name, of_file.seen, () if is_whole else of_file.present.ids())

    def _given(self, name: str, row: Row) -> _Record:
        """Fields that the platform demands of a new record, and no file has."""
        given = self._former.given(name, row) if self._former else dict[str, Any]()
        if name == "academicSessions" and self._root:
            given["org"] = {"sourcedId": self._root}
        return given

    def _drop_implied_org(self, scale: Row) -> None:
        """Leave the organization of a score scale to its class, where it is the same."""
        if scale["orgSourcedId"].strip() == self._school_of[scale["classSourcedId"]]:
            scale["orgSourcedId"] = ""

    def _take_orgs(self, present: _Present) -> None:
        named = {row.sourced_id: row.get("parentSourcedId", "") for row in self._bundle.rows("orgs")}
        self._root = next((each for each, parent in named.items() if not parent.strip()), "")
        self._scope.orgs(named, dict(present.active()))

    def _settle(self, of_file: _FilePlan, missing: list[str], existing: int) -> None:
        name, counts = of_file.file.name, of_file.counts
        counts.deleted = len(of_file.deletes) + len(missing)
        if self._limit is not None:
            self._limit.check(name, counts.deleted, existing)
        else:
            _MOST_MISSING.check(name, len(missing), existing)
        gone = [Operation(name, each, f"{name}.csv", is_row=False) for each in missing]
        deletes = [*of_file.deletes, *gone]
        self._plan.files[name] = counts
        self._plan.deletes[:0] = deletes
        self._plan.notes += of_file.notes()
        self._plan.add(steps_of(of_file.writes, of_file.above))
        if self._tell:
            self._plan.changes += of_file.changes
            self._plan.changes += [Change(name, each.sourced_id, "delete") for each in deletes]


class _Present:
    """The platform's records of a file, as bytes: there may be many."""

    def __init__(self, records: Iterable[tuple[str, bytes]]) -> None:
        self._records = dict(records)

    def get(self, sourced_id: str) -> dict[str, Any] | None:
        data = self._records.get(sourced_id)
        return None if data is None else msgspec.json.decode(data, type=dict[str, Any])

    def ids(self) -> Set[str]:
        return self._records.keys()

    def active(self) -> Iterator[tuple[str, _Record]]:
        """The records that are not deleted."""
        for sourced_id, data in self._records.items():
            record = msgspec.json.decode(data, type=dict[str, Any])
            if record.get("status") != _DELETED:
                yield sourced_id, record


class _FilePlan:
    """The operations of one file."""

    def __init__(self, file: RecordFile, present: _Present, references: References, tell: bool) -> None:
        self._tell = tell
        self._references = references
        self.file = file
        self.present = present
        self.counts = FileChanges()
        self.seen: dict[str, tuple[str, int]] = {}
        self.writes: list[Operation] = []
        self.above: dict[str, list[str]] = {}
        self.deletes: list[Operation] = []
        self.changes: list[Change] = []
        self._repeated: Counter[str] = Counter()

    def take(self, row: Row, ties: Ties, given: Mapping[str, Any]) -> None:
        """Plan a row.

        Raises:
            InvalidInputError: It is faulty.
        """
        is_row = row.at.startswith(f"{self.file.name}.csv,")
        self.counts.rows += is_row
        if is_row and self._is_repeated(row):
            self.counts.unchanged += 1
            return
        if is_row:
            self._references.take(self.file.name, row)
        record = self.present.get(row.sourced_id)
        if row.is_deleted:
            self._delete(row, record)
            return
        tied = ties.rows_of(self.file.name, row.sourced_id, record)
        try:
            write = write_for(self.file, row, record, tied, given)
        except InvalidInputError:
            self._refer(row, tied)
            raise
        if not write.columns:
            self.counts.unchanged += is_row
            return
        self._refer(row, tied)
        is_new = record is None
        self.counts.created += is_new
        self.counts.changed += not is_new
        self.writes.append(Operation(self.file.name, row.sourced_id, row.at, write.fields, is_new, is_row))
        if self.file.above is not None:
            self.above[row.sourced_id] = split(row.get(self.file.above, ""))
        if self._tell:
            self.changes.append(
                Change(self.file.name, row.sourced_id, "create")
                if is_new
                else Change(self.file.name, row.sourced_id, "change", write.columns)
            )

    def _refer(self, row: Row, tied: Mapping[TiedFile, Sequence[Row]]) -> None:
        self._references.check(self.file, row)
        for more, rows in tied.items():
            self._references.check_tied(more, rows)

    def _delete(self, row: Row, record: _Record | None) -> None:
        if record is None or record.get("status") == _DELETED:
            self.counts.unchanged += 1
        else:
            self.deletes.append(Operation(self.file.name, row.sourced_id, row.at))

    def _is_repeated(self, row: Row) -> bool:
        said = hash((*row.items(), *row.extras.items()))
        at, before = self.seen.setdefault(row.sourced_id, (row.at, said))
        if at == row.at:
            return False
        if before != said:
            fault = InvalidInputError.of(
                f"{row.at}, column sourcedId", f"is that of {at}, which says otherwise"
            )
            fault.add_note(row.at)
            raise fault
        self._repeated[at] += 1
        return True

    def notes(self) -> list[str]:
        """A note on rows that were left out."""
        times = sum(self._repeated.values())
        return [f"{self.file.name}.csv: {times} rows repeat others word for word"] if times else []


def _joined(faults: list[InvalidInputError], unknown: list[FieldIssue]) -> InvalidInputError:
    """All faults as one; `issues` names each."""
    issues: list[FieldIssue] = [issue for fault in faults for issue in fault.issues]
    said: list[str] = []
    if faults:
        more = ", and perhaps more" if len(faults) == _MOST_FAULTS else ""
        said.append(f"{len(faults)} rows are faulty{more}")
    if unknown:
        more = f", of which {_MOST_UNKNOWN} are named" if len(unknown) > _MOST_UNKNOWN else ""
        said.append(f"{len(unknown)} ids that rows refer to are nowhere{more}")
    error = InvalidInputError(f"nothing was written: {'; '.join(said)}", [*issues, *unknown[:_MOST_UNKNOWN]])
    for fault in faults:
        for note in getattr(fault, "__notes__", ()):
            error.add_note(note)
    return error
