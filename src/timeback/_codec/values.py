"""Values of fields out of JSON values that differ from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, Protocol, TypeAlias

import msgspec
from msgspec import inspect

from .._json_types import is_list, is_object
from .deviations import Deviated, Expectation, Notes
from .kinds import TEXTS, is_flag, is_nullable, present
from .repair import (
    UNKNOWN,
    as_choice,
    as_flag,
    as_instant,
    as_integer,
    as_items,
    as_json,
    as_number,
    as_text,
    tagged_variants,
)

__all__ = ["MISFIT", "ReadValue", "reader_of"]


class _Misfit:
    """The answer of a reader for a value that no repair fits."""


MISFIT: Final = _Misfit()

ReadValue: TypeAlias = Callable[[Any, Notes], Any]


class _Records(Protocol):
    """The reader of records of one model."""

    def read(self, value: Any, notes: Notes, /) -> Any: ...
    def knows(self, value: Any, /) -> bool: ...


RecordsOf: TypeAlias = Callable[[Any], _Records]

_OBJECTS = inspect.StructType | inspect.DictType


def reader_of(kind: inspect.Type, owner: Expectation, records: RecordsOf) -> ReadValue:
    """The reader of a type's values.

    Args:
        kind: The type.
        owner: Who is said to deviate.
        records: The reader of a model's records.
    """
    if isinstance(kind, inspect.Metadata):
        return reader_of(kind.type, owner, records)
    if isinstance(kind, inspect.AnyType):
        return lambda value, notes: value
    if isinstance(kind, inspect.StructType):
        return _nested(kind.cls, owner, records)
    if isinstance(kind, inspect.ListType):
        return _list_reader(kind, owner, records)
    if isinstance(kind, inspect.DictType):
        return _dict_reader(kind, owner, records)
    if isinstance(kind, inspect.UnionType):
        return _union_reader(kind, owner, records)
    return _scalar_reader(kind, owner)


def _nested(model: Any, owner: Expectation, records: RecordsOf) -> ReadValue:
    def read(value: Any, notes: Notes) -> Any:
        # Looked up at the first use: models hold records of their own kind.
        reader = records(model)
        if is_list(value) and len(value) == 1 and reader.knows(value[0]):
            found = reader.read(value[0], notes)
            notes.add(owner, "repaired")
            return found
        return reader.read(value, notes)

    return read


def _scalar_reader(kind: inspect.Type, owner: Expectation) -> ReadValue:
    if isinstance(kind, inspect.EnumType):
        known: Any = kind.cls
        return _made(lambda value: as_choice(value, known), known, owner)
    for known, nearer, make in _SCALARS:
        if isinstance(kind, known):
            return _made(nearer, make, owner)
    wanted = Literal[kind.values] if isinstance(kind, inspect.LiteralType) else getattr(kind, "cls", Any)
    return _made(lambda value: value, lambda value: msgspec.convert(value, wanted), owner)


def _made(nearer: Callable[[Any], Any], make: Callable[[Any], Any], owner: Expectation) -> ReadValue:
    """Values are brought nearer to their type, and then made one of it, for which a `ValueError` is no way."""

    def read(value: Any, notes: Notes) -> Any:
        mended = nearer(value)
        try:
            found = make(mended)
        except (ValueError, TypeError, KeyError, OverflowError):
            return MISFIT
        if mended is not value and (mended.__class__ is not value.__class__ or mended != value):
            notes.add(owner, "repaired")
        return found

    return read


def _exactly(*kinds: type) -> Callable[[Any], Any]:
    known = frozenset(kinds)

    def make(value: Any) -> Any:
        if value.__class__ not in known:
            raise ValueError(value.__class__)
        return value

    return make


def _day(value: Any) -> Any:
    return value.strip()[:10] if isinstance(value, str) else value


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("no instant, since it has no zone")
    return found


_SCALARS: tuple[tuple[Any, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    (inspect.StrType, as_text, _exactly(str)),
    (inspect.BoolType, as_flag, _exactly(bool)),
    (inspect.IntType, as_integer, _exactly(int)),
    (inspect.FloatType, as_number, _exactly(float, int)),
    (inspect.DateTimeType, as_instant, _instant),
    (inspect.DateType, _day, date.fromisoformat),
)


def _list_reader(kind: inspect.ListType, owner: Expectation, records: RecordsOf) -> ReadValue:
    read_item = reader_of(kind.item_type, owner, records)
    record = kind.item_type.cls if isinstance(kind.item_type, inspect.StructType) else None
    nullable = is_nullable(kind.item_type)

    def read(value: Any, notes: Notes) -> Any:
        if (parsed := as_json(value)) is not value:
            notes.add(owner, "repaired")
            value = parsed
        if not is_list(value):
            # A single one in place of a list of one.
            if value is None or (record is not None and not records(record).knows(value)):
                return MISFIT
            found = [read_item(item, notes) for item in as_items(value, kind)]
            if any(item is MISFIT for item in found):
                return MISFIT
            notes.add(owner, "repaired")
            return found
        return [
            _part(read_item, item, notes, owner, f"[{index}]", nullable) for index, item in enumerate(value)
        ]

    return read


def _dict_reader(kind: inspect.DictType, owner: Expectation, records: RecordsOf) -> ReadValue:
    read_key = reader_of(kind.key_type, owner, records)
    read_value = reader_of(kind.value_type, owner, records)
    nullable = is_nullable(kind.value_type)

    def read(value: Any, notes: Notes) -> Any:
        if is_object(parsed := as_json(value)) and parsed is not value:
            notes.add(owner, "repaired")
            value = parsed
        if not is_object(value):
            return MISFIT
        return {
            _part(read_key, key, notes, owner, "", False): _part(
                read_value, item, notes, owner, "[...]", nullable
            )
            for key, item in value.items()
        }

    return read


def _part(read: ReadValue, value: Any, notes: Notes, owner: Expectation, step: str, nullable: bool) -> Any:
    """An item of a list or a map; what has no reading stays in its place."""
    try:
        if value is None and not nullable:
            notes.add(owner, "null")
            return None
        found = read(value, notes)
        if found is MISFIT:
            notes.add(owner, "kept")
            return value
        return found
    except Deviated as deviated:
        raise deviated.below(step) from None


def _tried(read: ReadValue, value: Any) -> Any:
    """The reading of a value, if there is one without any deviation."""
    try:
        return MISFIT if value is None else read(value, Notes(strict=True))
    except Deviated:
        return MISFIT


def _union_reader(kind: inspect.UnionType, owner: Expectation, records: RecordsOf) -> ReadValue:
    kinds = present(kind)
    nullable = is_nullable(kind)
    # Blank text stands for "nothing" where the field can be null and is not text.
    blank_is_null = nullable and not any(isinstance(each, TEXTS) and not is_flag(each) for each in kinds)
    first, *others = _readers_of(kinds, owner, records)

    def read(value: Any, notes: Notes) -> Any:
        if value is None and nullable:
            return None
        if value == "" and blank_is_null:
            notes.add(owner, "repaired")
            return None
        if not others:
            return first(value, notes)
        # The first that takes it as it is, else the first that takes it at all.
        for reader in (first, *others):
            if (found := _tried(reader, value)) is not MISFIT:
                return found
        for reader in (first, *others):
            if (found := reader(value, notes)) is not MISFIT:
                return found
        return MISFIT

    return read


def _readers_of(kinds: Sequence[inspect.Type], owner: Expectation, records: RecordsOf) -> list[ReadValue]:
    """The readers of a union's members: scalars, then records and maps, then lists."""
    if any(map(is_flag, kinds)):
        return [_flag_reader(owner)]
    variants = tagged_variants(inspect.UnionType(tuple(kinds)))
    rest = [each for each in kinds if not (variants and isinstance(each, inspect.StructType))]
    rest.sort(key=lambda each: 2 if isinstance(each, inspect.ListType) else isinstance(each, _OBJECTS))
    return [
        *([_variant_reader(variants, records)] if variants else []),
        *(reader_of(each, owner, records) for each in rest),
    ]


def _flag_reader(owner: Expectation) -> ReadValue:
    def read(value: Any, notes: Notes) -> Any:
        if isinstance(value, bool):
            return value
        found = as_flag(value)
        if not isinstance(found, bool):
            return MISFIT
        if value not in ("true", "false"):
            notes.add(owner, "repaired")
        return found

    return read


def _variant_reader(variants: Mapping[str | int | None, inspect.StructType], records: RecordsOf) -> ReadValue:
    """Objects by their tag; one whose tag is not listed is kept whole in the `Unknown` variant."""
    tag_field = str(next(iter(variants.values())).tag_field)

    def read(value: Any, notes: Notes) -> Any:
        if not is_object(value):
            return MISFIT
        tag = value.get(tag_field)
        kind = variants.get(tag) if isinstance(tag, str) and tag != UNKNOWN else None
        if kind is not None:
            return records(kind.cls).read(value, notes)
        return variants[UNKNOWN].cls(data=value) if UNKNOWN in variants else MISFIT

    return read
