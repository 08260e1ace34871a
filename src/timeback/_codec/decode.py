"""From a response's bytes to models in one step, envelope included.

A body is decoded once, natively. Only one that does not fit is decoded again, row by row and field by field,
so that servers which behave pay nothing, and no row fails its page; see `lenient`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
from msgspec import UNSET, UnsetType

from .._json_types import NOT_JSON, is_list, is_object
from .._patterns import pattern
from .deviations import Notes
from .envelopes import BARE, accepted_keys
from .further import info_of, keeps_further
from .kinds import kind_of
from .lenient import LenientReading
from .names import other_names, own_names
from .repair import UNKNOWN, repair
from .types import built_once

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

T = TypeVar("T")

_TOTALS = ("totalCount", "total", "totalElements", "totalRecords")
_COUNTERS = (*_TOTALS, "limit")
# Some servers keep the counters in an object of their own.
_NESTED = ("pagination", "meta", "_meta")
_COUNT = pattern(r"[0-9]{1,15}")


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
        with LenientReading(content, model, notes, known_by) as reading:
            return _list_of(reading, keys)
    try:
        if not keys:
            return DecodedRows(_decoder(list[model])(content), None, None)  # type: ignore[valid-type]
        envelope = _envelope(list[model], keys, True)(content)  # type: ignore[valid-type]
    except NOT_JSON:
        with LenientReading(content, model, notes, known_by) as reading:
            return _rows_of(reading, keys)
    _, rows = _content(envelope, keys)
    if rows is UNSET:
        with LenientReading(content, model, notes, known_by) as reading:
            return _list_of(reading, keys)
    return _listing(rows, _counters_of(envelope))


def _rows_of(reading: LenientReading[Any], keys: tuple[str, ...]) -> DecodedRows:
    """The page row by row; as JSON values where it is not even a list in its envelope."""
    try:
        if keys:
            envelope = _envelope(list[msgspec.Raw], keys, True)(reading.content)
            key, rows = _content(envelope, keys)
            counters = _counters_of(envelope)
        else:
            key, rows, counters = "body", _decoder(list[msgspec.Raw])(reading.content), {}
    except NOT_JSON:
        return _list_of(reading, keys)
    if rows is UNSET:
        return _list_of(reading, keys)
    return _listing([reading.encoded(row, key, index) for index, row in enumerate(rows)], counters)


def _list_of(reading: LenientReading[Any], keys: tuple[str, ...]) -> DecodedRows:
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
    with LenientReading(b"", model, notes) as reading:
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
        except NOT_JSON:
            found = UNSET
        if found is not UNSET:
            return cast("T", found)
    with LenientReading(content, model, notes) as reading:
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
        except NOT_JSON:
            pass  # what deviates is read below
    with LenientReading(content, model, notes) as reading:
        return reading.value(reading.body(), "body")


def decode_written(content: bytes, model: type[T], key: str, notes: Notes | None = None) -> T | None:
    """Decode the answer to a write: the entity in its envelope or bare; None if the body holds none.

    Raises:
        APIResponseError: The body is not JSON.
    """
    if not content.strip():
        return None
    with LenientReading(content, model, notes) as reading:
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
    with LenientReading(b"", model, notes) as reading:
        return reading.value(value, "value")


def under_own_names(content: bytes, model: type[T], notes: Notes) -> bytes:
    """A record in JSON in which fields have their own names, at every depth; what is none is as it came."""
    try:
        value = msgspec.json.decode(content)
        if other_names(model).are_absent_in(value):
            return content
        with LenientReading(content, model, notes) as reading:
            return msgspec.json.encode(own_names(value, info_of(model), reading.renamed))
    except (msgspec.MsgspecError, RecursionError):
        return content
