"""From a response's bytes to models in one step, envelope included.

Native types come first. A body that does not fit is decoded again row by row, leniently
(numbers as text, instants without a zone, ...), so that servers which behave pay nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_origin

import msgspec
from msgspec import UNSET, UnsetType, inspect

from .._json_types import is_list, is_object
from ..errors import APIResponseError
from .types import built_once, convert

__all__ = [
    "BARE",
    "FURTHER",
    "UNKNOWN",
    "WRITTEN",
    "DecodedRows",
    "decode_bare",
    "decode_list",
    "decode_one",
    "decode_written",
    "repair",
    "sparse",
]

# Among the keys of an envelope: the body may also be the list itself.
BARE = ""
# The tag of the variant that holds what no other variant does: no server sends it.
UNKNOWN = "\0unknown"
# The field in which a Struct keeps what it does not know: no server sends it.
FURTHER = "timeback#further"
# The field in which it keeps how instants were written: a proof over them covers every character.
WRITTEN = "timeback#written"

T = TypeVar("T")

_COUNTERS = ("totalCount", "total", "limit")
# Some services keep the counters in an object of their own.
_NESTED = "pagination"
_COUNT = re.compile(r"[0-9]{1,15}")


class DecodedRows(NamedTuple):
    """A decoded page: the rows, and the counters of the body where it has them."""

    rows: list[Any]
    total: int | None
    limit: int | None


@built_once
def _sparse(model: Any) -> Any:
    fields = [
        (each.name, each.type | UnsetType, msgspec.field(name=each.encode_name, default=UNSET))
        for each in msgspec.structs.fields(model)
    ]
    return msgspec.defstruct(model.__name__, fields, bases=(model,), kw_only=True)


def sparse(model: type[T]) -> type[T]:
    """A subclass of `model` whose fields may all be missing; a missing one is `UNSET`."""
    subclass: type[T] = _sparse(cast("Any", model))
    return subclass


@built_once
def _decoder(model: Any) -> Callable[[bytes], Any]:
    if _keeps_further(model):
        return _leave_to_the_lenient
    return msgspec.json.Decoder(model, strict=False).decode


@built_once
def _envelope(model: Any, keys: tuple[str, ...], counters: bool) -> Callable[[bytes], Any]:
    """Decode `{key: model}`, whichever of `keys` the server uses, beside the counters of a list."""
    if _keeps_further(model):
        return _leave_to_the_lenient
    fields: list[tuple[str, Any, Any]] = [
        (f"body{index}", model | UnsetType, msgspec.field(name=key, default=UNSET))
        for index, key in enumerate(keys)
    ]
    if counters:
        fields += [(name, Any, None) for name in (*_COUNTERS, _NESTED)]
    return msgspec.json.Decoder(msgspec.defstruct("Envelope", fields), strict=False).decode


def _keeps_further(model: Any) -> bool:
    """Whether a Struct, or those of a list, keep the fields that they do not know."""
    struct = get_args(model)[0] if get_origin(model) is list else model
    return FURTHER in getattr(struct, "__struct_encode_fields__", ())


def _leave_to_the_lenient(content: bytes) -> Any:
    raise msgspec.DecodeError("unknown fields are kept by way of the whole JSON value")


def _content(envelope: Any, keys: tuple[str, ...]) -> Any:
    for index in range(len(keys)):
        body = getattr(envelope, f"body{index}")
        if body is not UNSET:
            return body
    raise APIResponseError(f"the body has no {_named(keys)}")


def _named(keys: tuple[str, ...]) -> str:
    return " or ".join(repr(key) for key in keys if key != BARE)


def decode_list(content: bytes, model: type[T], keys: tuple[str, ...]) -> DecodedRows:
    """Decode a page `{key: [rows], totalCount: ...}`; a bare `[rows]` without keys, or where one is `BARE`.

    Raises:
        APIResponseError: The body is not JSON, lacks the key, or a row does not fit; it names the row.
    """
    try:
        if not keys:
            return DecodedRows(_decoder(list[model])(content), None, None)  # type: ignore[valid-type]
        envelope = _envelope(list[model], keys, True)(content)  # type: ignore[valid-type]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decode_list_leniently(content, model, keys)
    rows = _content(envelope, keys)
    return _listing(rows, {name: getattr(envelope, name) for name in (*_COUNTERS, _NESTED)})


def _decode_list_leniently(content: bytes, model: type[T], keys: tuple[str, ...]) -> DecodedRows:
    body = _json(content)
    key, counters = "body", {}
    rows = body
    if not is_list(body) or (keys and BARE not in keys):
        if not is_object(body):
            raise APIResponseError(f"the body is not an object but {_kind(body)}")
        key, counters = _present(body, keys), body
        rows = body[key]
    if not is_list(rows):
        raise APIResponseError(f"{key!r} is not a list but {_kind(rows)}")
    return _listing([_convert(row, model, f"{key}[{index}]") for index, row in enumerate(rows)], counters)


def _listing(rows: list[Any], counters: Mapping[str, Any]) -> DecodedRows:
    nested = counters.get(_NESTED)
    if is_object(nested):
        counters = {**nested, **{name: value for name, value in counters.items() if value is not None}}
    return DecodedRows(
        rows, read_count(counters.get("totalCount"), counters.get("total")), read_count(counters.get("limit"))
    )


def decode_one(content: bytes, model: type[T], keys: tuple[str, ...]) -> T:
    """Decode a single entity `{key: {...}}`; a bare `{...}` too, where `BARE` is among the keys.

    Raises:
        APIResponseError: The body is not JSON, lacks the key, or does not fit; it names the field.
    """
    try:
        result: T = _content(_envelope(cast("Any", model), keys, False)(content), keys)
        return result
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    except APIResponseError:
        if BARE not in keys:
            raise
    body = _object(content)
    if BARE in keys and body.keys().isdisjoint(keys):
        return _convert(body, model, "body")
    key = _present(body, keys)
    return _convert(body[key], model, key)


def decode_bare(content: bytes, model: type[T]) -> T:
    """Decode a body that has no envelope.

    Raises:
        APIResponseError: The body is not JSON or does not fit; it names the field.
    """
    try:
        result: T = _decoder(cast("Any", model))(content)
        return result
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _convert(_json(content), model, "body")


def decode_written(content: bytes, model: type[T], key: str) -> T | None:
    """Decode the answer to a PUT: the entity in its envelope or bare; None where the body holds none.

    Raises:
        APIResponseError: The body is not JSON, or holds an entity that does not fit; it names the field.
    """
    if not content.strip():
        return None
    body = _json(content)
    if not is_object(body):
        return None
    if is_object(body.get(key)):
        return _convert(body[key], model, key)
    return _convert(body, model, "body") if "sourcedId" in body else None


def _json(content: bytes) -> Any:
    if not content.strip():
        raise APIResponseError("the body is empty")
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        kind = "HTML" if content.lstrip()[:1] == b"<" else "not JSON"
        raise APIResponseError(f"the body is {kind}, {len(content)} bytes") from None


def _object(content: bytes) -> dict[str, Any]:
    body = _json(content)
    if not is_object(body):
        raise APIResponseError(f"the body is not an object but {_kind(body)}")
    return body


def _present(body: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        if key in body:
            return key
    raise APIResponseError(f"the body has no {_named(keys)}")


def _kind(value: object) -> str:
    kinds: dict[type, str] = {dict: "an object", list: "a list", str: "text", type(None): "null"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def read_count(*values: object) -> int | None:
    """The first that counts: servers send integers, floats and text."""
    for value in values:
        if isinstance(value, str) and _COUNT.fullmatch(value.strip()):
            return int(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return int(value)
    return None


def _convert(value: Any, model: type[T], where: str) -> T:
    if _keeps_further(model):
        value = gathered(value, _info(cast("Any", model)))
    try:
        return convert(value, model, strict=False)
    except msgspec.ValidationError:
        pass
    try:
        return convert(repair(value, _info(cast("Any", model))), model, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        raise APIResponseError(f"{where}{path.rstrip('`')}: {message}") from None


@functools.cache
def _info(model: Any) -> inspect.Type:
    return inspect.type_info(model)


def gathered(value: Any, kind: inspect.Type) -> Any:
    """Put what Structs do not know into the fields that keep it, at every depth."""
    if isinstance(kind, inspect.UnionType):
        kinds = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        return gathered(value, kinds[0]) if len(kinds) == 1 else value
    if isinstance(kind, inspect.ListType):
        if is_list(value):
            return [gathered(item, kind.item_type) for item in value]
        return gathered(value, kind.item_type)
    if not isinstance(kind, inspect.StructType) or not is_object(value):
        return value
    kinds_of = {each.encode_name: each.type for each in kind.fields}
    known = {name: gathered(item, kinds_of[name]) for name, item in value.items() if name in kinds_of}
    if FURTHER in kinds_of:
        known[FURTHER] = {name: item for name, item in value.items() if name not in kinds_of}
        known[WRITTEN] = {
            name: item
            for name, item in value.items()
            if isinstance(item, str) and _is_instant(kinds_of.get(name))
        }
    return known


def _is_instant(kind: inspect.Type | None) -> bool:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return any(isinstance(each, inspect.DateTimeType) for each in kinds)


_INSTANT_WITHOUT_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?")


def repair(value: Any, kind: inspect.Type) -> Any:
    """Bring a value nearer to its type; a value that fits, or that nothing can mend, is returned as is."""
    if isinstance(kind, inspect.Metadata):
        return repair(value, kind.type)
    if isinstance(kind, inspect.UnionType):
        return _repair_union(value, kind)
    if isinstance(kind, inspect.StructType):
        value = _mended(value, cast("Any", kind.cls))
    if isinstance(kind, inspect.StructType) and is_object(value):
        kinds = {each.encode_name: each.type for each in kind.fields}
        return {key: repair(item, kinds[key]) if key in kinds else item for key, item in value.items()}
    if isinstance(kind, inspect.ListType):
        items: list[Any] = [] if value is None else value if is_list(value) else [value]
        return [repair(item, kind.item_type) for item in items]
    if isinstance(kind, inspect.DictType) and is_object(value):
        return {key: repair(item, kind.value_type) for key, item in value.items()}
    if isinstance(kind, inspect.StrType | inspect.EnumType):
        return _as_text(value)
    if isinstance(kind, inspect.DateTimeType) and isinstance(value, str):
        return _with_zone(value)
    if isinstance(kind, inspect.DateType) and isinstance(value, str):
        return value[:10]
    if isinstance(kind, inspect.IntType) and isinstance(value, float | str):
        return _as_integer(value)
    return value


def _mended(value: Any, model: Any) -> Any:
    """The value as the model itself mends it, by the other forms of its JSON that the model knows."""
    return model.__mend__(value) if hasattr(model, "__mend__") else value


def _repair_union(value: Any, kind: inspect.UnionType) -> Any:
    kinds = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
    if value is None and len(kinds) < len(kind.types):
        return None
    if is_object(value) and (variants := tagged_variants(kind)):
        return _repair_variant(value, variants)
    # Blank text stands for "nothing" where the field can be null and is not text.
    if value == "" and not any(isinstance(each, inspect.StrType | inspect.EnumType) for each in kinds):
        return None if len(kinds) < len(kind.types) else value
    if len(kinds) == 1:
        return repair(value, kinds[0])
    if is_list(value):
        # A list where a single value may stand too, as the correct response of a question is.
        found = next((each for each in kinds if isinstance(each, inspect.ListType)), None)
        return value if found is None else repair(value, found)
    numbers = inspect.IntType | inspect.FloatType | inspect.BoolType
    is_text = any(isinstance(each, inspect.StrType) for each in kinds)
    return _as_text(value) if is_text and not any(isinstance(each, numbers) for each in kinds) else value


def tagged_variants(kind: inspect.UnionType) -> dict[str | int | None, inspect.StructType]:
    """The Structs of a union by tag; nothing where it has fewer than two."""
    variants = {
        each.tag: each
        for each in kind.types
        if isinstance(each, inspect.StructType) and each.tag_field is not None
    }
    return variants if len(variants) > 1 else {}


def _repair_variant(
    value: dict[str, Any], variants: Mapping[str | int | None, inspect.StructType]
) -> dict[str, Any]:
    """An object of a tagged union; one whose tag is not listed is kept whole in the `Unknown` variant."""
    field = str(next(iter(variants.values())).tag_field)
    tag = value.get(field)
    kind = variants.get(tag) if isinstance(tag, str) and tag != UNKNOWN else None
    if kind is not None:
        return cast("dict[str, Any]", repair(value, kind))
    return {field: UNKNOWN, "data": value} if UNKNOWN in variants else value


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _as_integer(value: float | str) -> Any:
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() else value


def _with_zone(value: str) -> str:
    """Read an instant without a zone as UTC, and a bare day as its midnight."""
    match = _INSTANT_WITHOUT_ZONE.fullmatch(value.strip())
    if match is None:
        return value
    time = match[2] or "00:00:00"
    return f"{match[1]}T{time if len(time) > 5 else time + ':00'}Z"
