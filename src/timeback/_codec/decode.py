"""From a response's bytes to models in one step, envelope included.

A body is decoded once, natively. Only one that does not fit is decoded again, row by row and field by field,
so that servers which behave pay nothing, and no row fails its page; see `records`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, Self, TypeVar, cast

import msgspec
from msgspec import UNSET, UnsetType, inspect

from .._json_types import is_list, is_object
from .._patterns import pattern
from ..errors import APIResponseError
from .deviations import Deviated, DeviationKind, Expectation, Notes
from .envelopes import FOR_ANYTHING, accepted_keys, caseless, other_forms
from .further import gathered, info_of, keeps_further
from .kinds import described, kind_of, model_name
from .names import other_names, own_names
from .parse import NotJSONError, parse_json
from .preview import body_of, response_error
from .records import record_reader
from .repair import UNKNOWN, repair
from .types import built_once
from .values import MISFIT, ReadValue, reader_of

__all__ = [
    "BARE",
    "UNKNOWN",
    "DecodedRows",
    "decode_bare",
    "decode_list",
    "decode_one",
    "decode_written",
    "no_rows",
    "read_count",
    "read_value",
    "repair",
]

# Among the keys of an envelope: the body may also be the list itself.
BARE = ""

T = TypeVar("T")

_TOTALS = ("totalCount", "total", "totalElements", "totalRecords")
_COUNTERS = (*_TOTALS, "limit")
# Some servers keep the counters in an object of their own.
_NESTED = ("pagination", "meta", "_meta")
_COUNT = pattern(r"[0-9]{1,15}")
_NATIVE_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class DecodedRows(NamedTuple):
    """A decoded page: the rows, and the counters of the body where it has them."""

    rows: list[Any]
    total: int | None
    limit: int | None


# -- natively ---------------------------------------------------------------------------------------


@built_once
def _decoder(model: Any) -> Callable[[bytes], Any]:
    if keeps_further(model):
        return _leave_to_the_lenient
    return msgspec.json.Decoder(model).decode


@built_once
def _envelope(model: Any, keys: tuple[str, ...], counters: bool) -> Callable[[bytes], Any]:
    """Decode `{key: model}`, whichever of `keys` the server uses, beside the counters of a list."""
    if keeps_further(model):
        return _leave_to_the_lenient
    fields: list[tuple[str, Any, Any]] = [
        (f"body{index}", model | UnsetType, msgspec.field(name=key, default=UNSET))
        for index, key in enumerate(accepted_keys(keys))
    ]
    if counters:
        fields += [(name, Any, None) for name in (*_COUNTERS, *_NESTED)]
    return msgspec.json.Decoder(msgspec.defstruct("Envelope", fields)).decode


def _leave_to_the_lenient(content: bytes) -> Any:
    raise msgspec.DecodeError("unknown fields are kept by way of the whole JSON value")


def _content(envelope: Any, keys: tuple[str, ...]) -> tuple[str, Any]:
    """The content of the envelope, and the key it stands under."""
    for index, key in enumerate(accepted_keys(keys)):
        body = getattr(envelope, f"body{index}")
        if body is not UNSET:
            return key, body
    return "", UNSET


# -- lists ------------------------------------------------------------------------------------------


def decode_list(
    content: bytes,
    model: type[T],
    keys: tuple[str, ...],
    notes: Notes | None = None,
    *,
    known_by: Any = None,
) -> DecodedRows:
    """Decode a page `{key: [rows], totalCount: ...}`; a bare `[rows]` without keys, or where one is `BARE`.

    Args:
        content: The page.
        model: The type of a row.
        keys: The keys that the rows may stand under.
        notes: Takes the deviations.
        known_by: The model whose fields tell what is a row, where `model` is none.

    Raises:
        APIResponseError: The body is not JSON, lacks the key, or a row is no object; it names the row.
    """
    if notes is not None and notes.names_differ(content, model, keys):
        with _Reading(content, model, notes, known_by) as reading:
            return _list_of(reading, keys)
    try:
        if not keys:
            return DecodedRows(_decoder(list[model])(content), None, None)  # type: ignore[valid-type]
        envelope = _envelope(list[model], keys, True)(content)  # type: ignore[valid-type]
    except _NATIVE_ERRORS:
        with _Reading(content, model, notes, known_by) as reading:
            return _rows_of(reading, keys)
    _, rows = _content(envelope, keys)
    if rows is UNSET:
        with _Reading(content, model, notes, known_by) as reading:
            return _list_of(reading, keys)
    return _listing(rows, _counters_of(envelope))


def _rows_of(reading: _Reading[Any], keys: tuple[str, ...]) -> DecodedRows:
    """The page row by row; as JSON values where it is not even a list in its envelope."""
    try:
        if keys:
            envelope = _envelope(list[msgspec.Raw], keys, True)(reading.content)
            key, rows = _content(envelope, keys)
            counters = _counters_of(envelope)
        else:
            key, rows, counters = "body", _decoder(list[msgspec.Raw])(reading.content), {}
    except _NATIVE_ERRORS:
        return _list_of(reading, keys)
    if rows is UNSET:
        return _list_of(reading, keys)
    return _listing([reading.encoded(row, key, index) for index, row in enumerate(rows)], counters)


def _list_of(reading: _Reading[Any], keys: tuple[str, ...]) -> DecodedRows:
    body = reading.body()
    key, counters = "body", {}
    rows: Any = body
    if not is_list(body) or (keys and BARE not in keys):
        if not is_object(body):
            raise reading.error(f"the body is not an object but {kind_of(body)}")
        if keys:
            key, envelope = reading.envelope(body, keys)
            rows, counters = envelope[key], {**envelope, **body}
    if rows is None and key != "body":
        reading.note(key, "a list", "null")
        rows = []
    if is_object(rows) and reading.knows(rows):
        reading.note(key if body is not rows else "", "a list", "repaired")
        rows = [rows]
    if not is_list(rows):
        raise reading.error(f"{key!r} is not a list but {kind_of(rows)}")
    return _listing([reading.value(row, f"{key}[{index}]") for index, row in enumerate(rows)], counters)


def _counters_of(envelope: Any) -> dict[str, Any]:
    return {name: getattr(envelope, name) for name in (*_COUNTERS, *_NESTED)}


def _listing(rows: list[Any], counters: Mapping[str, Any]) -> DecodedRows:
    nested = next((found for name in _NESTED if is_object(found := counters.get(name))), None)
    if nested:
        counters = {**nested, **{name: value for name, value in counters.items() if value is not None}}
    return DecodedRows(rows, read_count(*map(counters.get, _TOTALS)), read_count(counters.get("limit")))


def no_rows(model: type[Any], notes: Notes) -> DecodedRows:
    """The page of an answer whose status says that it has no content: a list without rows."""
    with _Reading(b"", model, notes) as reading:
        reading.note("", "a list", "absent")
    return DecodedRows([], None, None)


def read_count(*values: object) -> int | None:
    """The first that counts: servers send integers, floats and text."""
    for value in values:
        if isinstance(value, str) and _COUNT.fullmatch(value.strip()):
            return int(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15:
            return int(value)
    return None


# -- single values ----------------------------------------------------------------------------------


def decode_one(content: bytes, model: type[T], keys: tuple[str, ...], notes: Notes | None = None) -> T:
    """Decode a single entity `{key: {...}}`; a bare `{...}` too, where `BARE` is among the keys.

    Raises:
        APIResponseError: The body is not JSON, or holds no entity; it names the place.
    """
    if notes is None or not notes.names_differ(content, model, keys):
        try:
            _, found = _content(_envelope(cast("Any", model), keys, False)(content), keys)
        except _NATIVE_ERRORS:
            found = UNSET
        if found is not UNSET:
            return cast("T", found)
    with _Reading(content, model, notes) as reading:
        body = reading.body()
        if not is_object(body):
            raise reading.error(f"the body is not an object but {kind_of(body)}")
        if BARE in keys and body.keys().isdisjoint(accepted_keys(keys)):
            return reading.value(body, "body")
        key, envelope = reading.envelope(body, keys)
        found = envelope[key]
        if is_list(found) and len(found) == 1 and reading.knows(found[0]):
            reading.note(key, "an object", "repaired")
            found = found[0]
        return reading.value(found, key)


def decode_bare(content: bytes, model: type[T], notes: Notes | None = None) -> T:
    """Decode a body that has no envelope.

    Raises:
        APIResponseError: The body is not JSON, or something else than the model; it names the place.
    """
    if notes is None or not notes.names_differ(content, model):
        try:
            result: T = _decoder(cast("Any", model))(content)
            return result
        except _NATIVE_ERRORS:
            pass  # what deviates is read below
    with _Reading(content, model, notes) as reading:
        return reading.value(reading.body(), "body")


def decode_written(content: bytes, model: type[T], key: str, notes: Notes | None = None) -> T | None:
    """Decode the answer to a write: the entity in its envelope or bare; None if the body holds none.

    Raises:
        APIResponseError: The body is not JSON.
    """
    if not content.strip():
        return None
    with _Reading(content, model, notes) as reading:
        body = reading.body()
        if not is_object(body):
            return None
        if is_object(body.get(key)):
            return reading.value(body[key], key)
        return reading.value(body, "body") if "sourcedId" in body else None


def read_value(value: Any, model: type[T], notes: Notes | None = None) -> T:
    """A JSON value as a model, leniently.

    Raises:
        APIResponseError: It is something else than the model.
    """
    with _Reading(b"", model, notes) as reading:
        return reading.value(value, "value")


def under_own_names(content: bytes, model: type[T], notes: Notes) -> bytes:
    """A record in JSON in which fields have their own names, at every depth; what is none is as it came."""
    try:
        value = msgspec.json.decode(content)
        if other_names(model).are_absent_in(value):
            return content
        with _Reading(content, model, notes) as reading:
            return msgspec.json.encode(own_names(value, info_of(model), reading.renamed))
    except (msgspec.MsgspecError, RecursionError):
        return content


# -- leniently --------------------------------------------------------------------------------------


class _Reading(Generic[T]):
    """Reads one body leniently; in a `with` block, what goes wrong becomes our error."""

    def __init__(self, content: bytes, model: type[T], notes: Notes | None, known_by: Any = None) -> None:
        self.content = content
        self._notes = Notes() if notes is None else notes
        self._known_by = known_by or model
        self._name = model_name(self._known_by)
        self._info = info_of(model)
        self._read = _root_reader(model)
        self._keeps_further = keeps_further(model)
        self._names_differ = self._notes.names is not None and model in self._notes.names.odd
        is_record = isinstance(self._info, inspect.StructType) and not self._keeps_further
        self._record = record_reader(model) if is_record else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, Deviated):
            message = f"{error.path.lstrip('.')}: {error.message}"
            raise APIResponseError(message, body=body_of(self.content, self._notes.charset)) from None
        if isinstance(error, NotJSONError):
            raise self.error(f"the body is {error}") from None
        if isinstance(error, RecursionError):
            raise self.error("the body is nested too deeply") from None

    def error(self, message: str) -> APIResponseError:
        return response_error(message, self.content, self._notes.charset)

    def note(self, field: str, expected: str, kind: DeviationKind) -> None:
        """Note that the body as a whole deviates."""
        try:
            self._notes.add(Expectation(self._name, field, expected), kind)
        except Deviated as deviated:
            raise deviated.below(field or "body") from None

    def body(self) -> Any:
        try:
            return msgspec.json.decode(self.content)
        except _NATIVE_ERRORS:
            return self._parsed(self.content)

    def envelope(self, body: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, Mapping[str, Any]]:
        """The key of the content, one that is expected or that some servers use, and what holds it."""
        accepted = accepted_keys(keys)
        for key in accepted:
            if key in body:
                return key, body
        own, others = {caseless(key) for key in accepted}, {*FOR_ANYTHING, *other_forms(keys)}
        inner = [each for each in body.values() if is_object(each)]
        found = [
            *((key, body) for key in body if caseless(key) in own),
            *((key, body) for key in body if caseless(key) in others and self._holds(body[key])),
            *((key, each) for each in inner for key in accepted if key in each and self._holds(each[key])),
        ]
        if not found:
            raise response_error(f"the body has no {_named(keys)}", self.content)
        self.note("", f"the key {_named(keys)}", "repaired")
        return found[0]

    def _holds(self, content: Any) -> bool:
        """Whether a value holds what is read, by its fields; of no rows it can be said."""
        return all(map(self.knows, content)) if is_list(content) else self.knows(content)

    def knows(self, value: Any) -> bool:
        """Whether a value is a row of the model by its fields."""
        known = info_of(self._known_by)
        return isinstance(known, inspect.StructType) and record_reader(known.cls).knows(value)

    def encoded(self, row: msgspec.Raw, key: str, index: int) -> T:
        """A row in JSON, the one of this number below `key`."""
        try:
            if self._record is not None:
                found = self._record.read_encoded(row, self._notes)
                if found is not MISFIT:
                    return cast("T", found)
            value = msgspec.json.decode(row)
        except Deviated as deviated:
            raise deviated.below(f"{key}[{index}]") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            value = self._parsed(bytes(row))
        return self.value(value, f"{key}[{index}]")

    def _parsed(self, content: bytes) -> Any:
        """JSON that is not quite that."""
        found = parse_json(content, self._notes.charset)
        self.note("", "JSON in UTF-8", "repaired")
        return found

    def renamed(self, model: Any, name: str) -> None:
        """Note a field that had another name than its own."""
        record_reader(model).fields[name].renamed(self._notes)

    def value(self, value: Any, where: str) -> T:
        """A row, or the body itself."""
        if self._keeps_further:
            value = gathered(value, self._info)
        try:
            if self._names_differ:
                value = own_names(value, self._info, self.renamed)
            found = self._read(value, self._notes)
        except Deviated as deviated:
            raise deviated.below(where) from None
        if found is MISFIT:
            raise self.error(f"{where} is not {described(self._info)} but {kind_of(value)}")
        return cast("T", found)


def _named(keys: tuple[str, ...]) -> str:
    return " or ".join(repr(key) for key in keys if key != BARE)


@built_once
def _root_reader(model: Any) -> ReadValue:
    info = info_of(model)
    return reader_of(info, Expectation(model_name(model), "", described(info)), record_reader)
