"""From answers to rows: nothing of what a server sends gets lost, or ends the export."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET, UnsetType

from .._codec.decode import DecodedRows, decode_bare, decode_list, under_own_names
from .._codec.deviations import Notes
from .._codec.further import keeps_further
from .._codec.names import NamesSeen, other_names
from .._fork import new_lock
from .._tables.columns import Column
from .._tables.fitting import Check, all_fit, checks_of
from .._tables.sent import DeviatingError, SentRows
from ..errors import APIResponseError
from ..models.oneroster import Status
from .deep import set_apart
from .identity import Identity
from .passwords import may_hold_passwords, pruned
from .rows import FIELDS, Fault, Row, SentBatch, Staged

if TYPE_CHECKING:
    from .._http.messages import Response
    from .._sync.channel import Channel

__all__ = ["Records", "in_one_line", "reader_of_pages"]

_UNKNOWN_FIELD = "Object contains unknown field `"
_AMONG_LINES = "` - at `$["
# Fields beyond the model that are read natively; a map that is sent as a record has them without end.
_MAX_LEARNED = 100
# Batches with rows that deviate, after which a list is no longer read by columns: the attempt has its cost.
_PATIENCE = 5
_JSON, _RECORD = attrgetter("json"), attrgetter("record")


class Records:
    """Reads the rows of one model, whose id is `identity`.

    With columns, rows are read by these where they are as their model says: no records are made then.
    """

    def __init__(
        self, model: type[msgspec.Struct], identity: Identity, columns: Sequence[Column] | None = None
    ) -> None:
        self.model = model
        self._identity = identity
        # What is learned of one batch holds for the next.
        self._turn = new_lock()
        self._deviating = 0
        self._sent: SentRows | None = None
        places = (place for place, column in enumerate(columns or ()) if column.path == ("status",))
        self._states = next(places, None)
        if columns is not None and SentRows.reads(model):
            self._sent = SentRows(model, columns, {*identity.fields, "status"}, is_plain=True)
        self._other_names, self._names = other_names(model), NamesSeen()
        self._known = {each.encode_name for each in msgspec.structs.fields(model)}
        self._native = checks_of(model, is_native=True)
        self._lenient = checks_of(model, is_native=False)
        self._learned: list[str] = []
        # What Structs do not know, at whatever depth, is kept by the lenient way alone.
        self._keeps_further = keeps_further(model)
        self._make_decoders()

    def read(self, content: bytes | msgspec.Raw, notes: Notes | None = None) -> Row:
        """One row; what is wrong with it is said in the row."""
        is_native = not (self._keeps_further or self._names.differ_in((content,), self.model))
        while is_native:
            try:
                record = self._decode(content)
            except msgspec.ValidationError as error:
                if self._learns(str(error)):
                    continue
            except (msgspec.DecodeError, RecursionError):
                pass
            else:
                return self._native_rows([in_one_line(content)], [record])[0]
            break
        return self._lenient_row(in_one_line(content), notes)

    def read_all(self, rows: Sequence[Row], notes: Notes) -> list[Row]:
        """Rows with their records, read all at once if they are as they should be."""
        # Other names inside of records are known to no reader but the lenient one.
        differ = self._names.differ_in(map(_JSON, rows), self.model)
        if not differ and (batch := self._by_columns(rows)) is not None:
            return batch
        with self._turn:
            return self._by_records(list(map(_JSON, rows)), notes)

    def outlined(self, lines: Sequence[bytes]) -> list[Row] | None:
        """Rows with outlines, which lie in lines; None where they deviate from their model. Threads take turns."""
        return None if self._sent is None else self._outlined(self._sent, lines)

    def _outlined(self, sent: SentRows, lines: Sequence[bytes]) -> list[Row] | None:
        with self._turn:
            while True:
                sent.learn(self._further)
                try:
                    with _uncollected():
                        outlines = sent.outlines(lines)
                except msgspec.ValidationError as error:
                    if self._learns(str(error)):
                        continue
                except DeviatingError:
                    pass
                else:
                    keys: list[Any] = self._identity.of_all(outlines)
                    if None not in keys and all_fit(outlines, sent.checks):
                        return list(map(Row, lines, outlines, keys, repeat(()), self._unknown(outlines)))
                return None

    def _by_records(self, lines: Sequence[bytes], notes: Notes) -> list[Row]:
        try:
            with _uncollected():
                is_native = not (self._keeps_further or self.model in self._names.odd)
                records = self._decode_lines(b"\n".join(lines)) if is_native else []
        except (msgspec.MsgspecError, RecursionError):
            records = []
        if len(records) < len(lines):
            return [self.read(line, notes) for line in lines]
        return self._native_rows(lines, records)

    def _by_columns(self, rows: Sequence[Row]) -> SentBatch | None:
        """Rows that are read by columns; None where they deviate from their model."""
        if self._sent is None:
            return None
        sent: SentRows | None = self._sent
        while sent is not None:
            found = (
                rows if _are_outlined(rows, sent.outline) else self._outlined(sent, list(map(_JSON, rows)))
            )
            if found is None:
                break
            with contextlib.suppress(DeviatingError), _uncollected():
                batch = SentBatch(found)
                lines = rows.lines if isinstance(rows, Staged) else b"\n".join(map(_JSON, rows))
                batch.arrays = sent.arrays(lines, list(map(_RECORD, found)))
                batch.may_be_deleted = self._may_be_deleted(batch.arrays)
                if not batch.may_be_deleted:
                    batch.release()
                self._sent = sent
                return batch
            sent = sent.fuller()
        self._deviating += 1
        if self._deviating == _PATIENCE:
            self._sent = None
        return None

    def _may_be_deleted(self, arrays: Sequence[Any]) -> bool:
        return self._states is None or Status.TO_BE_DELETED in arrays[self._states].unique().to_pylist()

    def _native_rows(self, lines: Sequence[bytes], records: Sequence[Any]) -> list[Row]:
        keys: list[Any] = self._identity.of_all(records)
        is_fine = all_fit(records, self._native)
        faults = repeat(()) if is_fine else (_faults(record, self._native) for record in records)
        rows = list(map(Row, lines, records, keys, faults, self._unknown(records)))
        if None in keys:
            return [row if row.sourced_id else self._without_id(row.json) for row in rows]
        return rows

    def _unknown(self, records: Sequence[Any]) -> Iterable[dict[str, Any] | None]:
        """Fields that the model does not know, for each record."""
        if not self._learned:
            return repeat(None)
        values = (map(attrgetter(f"learned{index}"), records) for index in range(len(self._learned)))
        found = (zip(self._learned, each, strict=True) for each in zip(*values, strict=True))
        return ({name: value for name, value in each if value is not UNSET} or None for each in found)

    def _lenient_row(self, content: bytes, notes: Notes | None) -> Row:
        try:
            sent = FIELDS(content)
            others = self._other_names.found_in(sent)
            named = under_own_names(content, self.model, Notes() if notes is None else notes)
            record: Any = decode_bare(named, self.model, notes)
        except (APIResponseError, msgspec.MsgspecError, RecursionError):
            if notes is not None and notes.strict:
                raise
            return self._set_aside(content, "is not an object")
        key = self._identity.of(record)
        if key is None:
            return self._without_id(content)
        known = self._known | others.keys()
        unknown = {name: value for name, value in sent.items() if name not in known}
        return Row(content, record, key, _faults(record, self._lenient), unknown)

    def _without_id(self, content: bytes) -> Row:
        return self._set_aside(content, f"has no {self._identity.name}")

    def _set_aside(self, content: bytes, reason: str) -> Row:
        return Row(content, None, self._identity.of_line(content), (Fault(None, reason),))

    def _learns(self, message: str) -> bool:
        """Whether a field beyond the model was met for the first time, and will be read from now on."""
        if not message.startswith(_UNKNOWN_FIELD) or len(self._learned) == _MAX_LEARNED:
            return False
        found = message.removeprefix(_UNKNOWN_FIELD)
        name = found.rpartition(_AMONG_LINES)[0] or found[:-1]
        if self._other_names.found_in({name: True}):
            return False  # it is one of the model's, and read with what deviates
        self._learned.append(name)
        try:
            self._make_decoders()
        except ValueError:  # msgspec takes no name with a quote, a backslash or a control character
            self._learned.pop()
            return False
        return True

    def _make_decoders(self) -> None:
        fields: list[tuple[str, Any, Any]] = [
            (f"learned{index}", msgspec.Raw | UnsetType, msgspec.field(name=name, default=UNSET))
            for index, name in enumerate(self._learned)
        ]
        closed = msgspec.defstruct(
            self.model.__name__, fields, bases=(self.model,), kw_only=True, forbid_unknown_fields=True
        )
        decoder = msgspec.json.Decoder(closed)
        self._decode, self._decode_lines, self._further = decoder.decode, decoder.decode_lines, fields


def _are_outlined(rows: Sequence[Row], outline: type[msgspec.Struct]) -> bool:
    return all(issubclass(kind, outline) for kind in set(map(type, map(_RECORD, rows))))


@contextlib.contextmanager
def _uncollected() -> Generator[None]:
    """Keep the garbage collector from going through records again and again while they are made: none is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def in_one_line(content: bytes | msgspec.Raw) -> bytes:
    """JSON without line ends between its tokens; there are none within."""
    line = bytes(content)
    return msgspec.json.format(line, indent=-1) if b"\n" in line else line


def _faults(record: Any, checks: Sequence[tuple[str, str, Check]]) -> tuple[Fault, ...]:
    found = None
    for attribute, name, check in checks:
        value = getattr(record, attribute)
        if value is not None and (message := check(value)):
            found = [*(found or ()), Fault(name, message)]
    return () if found is None else tuple(found)


def reader_of_pages(
    channel: Channel,
    identity: Identity,
    records: Records | None,
    without: Collection[str] = (),
    replaced: Callable[[bytes], bytes] | None = None,
    outlines: Records | None = None,
) -> Callable[[Response, str, Any, tuple[str, ...]], DecodedRows]:
    """The function that makes rows of an answer.

    Args:
        channel: Whose answers these are.
        identity: The identity of the rows.
        records: Reads their records; without it, and of answers to ids alone, rows have ids and JSON only.
        outlines: Reads outlines of them in place of records, as far as all of an answer have them.
        without: The folded names of fields to leave out.
        replaced: Makes of a row what is kept of it; by its id as it came it is still known.
    """

    def read(response: Response, path: str, model: Any, keys: tuple[str, ...]) -> DecodedRows:
        with channel.noted("GET", path, response, model, keys) as notes:
            content = response.content
            try:
                listing = decode_list(content, msgspec.Raw, keys, notes, known_by=model)
                deep = dict[bytes, bytes]()
            except APIResponseError:
                content, deep = set_apart(content)
                if not deep:
                    raise
                listing = decode_list(content, msgspec.Raw, keys, notes, known_by=model)
            lines = _lines_of(listing.rows, response.content, deep, without)
            if outlines is not None and model is outlines.model and (rows := outlines.outlined(lines)):
                return listing._replace(rows=rows)
            known = identity.of_lines(lines)
            if replaced is not None:
                lines = [replaced(under_own_names(line, model, notes)) for line in lines]
            rows = list(map(Row, lines, repeat(None), known))
            if records is not None and model is records.model:
                found = (records.read(line, notes) for line in lines)
                rows = [
                    msgspec.structs.replace(row, sourced_id=key)
                    for row, key in zip(found, known, strict=True)
                ]
            return listing._replace(rows=rows)

    return read


def _lines_of(
    rows: Sequence[Any], content: bytes, deep: Mapping[bytes, bytes], left_out: Collection[str]
) -> list[bytes]:
    """The rows of an answer, each as JSON in one line, without passwords and the fields to leave out.

    `deep` are rows that are nested too deeply, by the texts that stand for them.
    """
    # Values stand here in place of JSON where a page is not quite that.
    is_raw = set(map(type, rows)) <= {msgspec.Raw}
    lines = list(map(bytes if is_raw else msgspec.json.encode, rows))
    if deep:
        lines = [deep.get(line, line) for line in lines]
    if left_out or may_hold_passwords(content):
        lines = [pruned(line, left_out) for line in lines]
    return list(map(in_one_line, lines)) if b"\n" in content else lines
