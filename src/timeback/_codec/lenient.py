"""Records out of answers that differ from the catalog: field by field, and no field fails its record.

What fits is still converted natively: a record is tried whole, and only the fields that msgspec complains of
are set aside and read here. Those of one record are set aside at once in the next, since a server that
differs mostly does so in every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias, cast

import msgspec
from msgspec import NODEFAULT, UNSET, UnsetType, inspect

from .._json_types import is_list, is_object
from .deviations import Deviated, Expectation, Notes
from .repair import UNKNOWN, as_flag, as_instant, as_integer, as_number, as_text, tagged_variants
from .types import FlagText, built_once

__all__ = ["MISFIT", "RecordReader", "reader_of", "record_reader"]


class _Misfit:
    """The answer of a reader for a value that no repair fits."""


MISFIT: Final = _Misfit()

ReadValue: TypeAlias = Callable[[Any, Notes], Any]

# What servers differ in is the same in most rows: more than these are none of their habits.
_MAX_TWINS = 64
_look = object.__getattribute__
_LIST = msgspec.json.Decoder(list[msgspec.Raw]).decode
_WHERE = re.compile(r"\$\.([^.\[`]+)")


class RecordReader:
    """Reads the objects of one model."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._fields = {each.encode_name: _Field(model, each) for each in msgspec.structs.fields(model)}
        self._required = {name: each for name, each in self._fields.items() if each.is_required}
        self._decode = msgspec.json.Decoder(model).decode
        self._twin = _twin(model, ())
        self._finish: Callable[[Any], None] | None = getattr(model, "__post_init__", None)
        self._mended: Callable[[Any], Any] | None = getattr(model, "__mend__", None)
        self._decoders: dict[tuple[str, ...], Callable[[msgspec.Raw], Any]] = {}

    def read(self, value: Any, notes: Notes) -> Any:
        """The record of an object; `MISFIT` for what is no object."""
        if self._mended is not None:
            value = self._mended(value)
        if not is_object(value):
            return MISFIT
        record, aside = self._converted(value, notes.suspects.get(self, ()))
        values = [(self._fields[name], value[name]) for name in aside]
        absent = [field for name, field in self._required.items() if name not in value]
        return self._filled(record, values, absent, notes)

    def knows(self, value: Any) -> bool:
        """Whether an object has a field of the model, or is another form of a record."""
        if self._mended is not None:
            value = self._mended(value)
        return is_object(value) and not value.keys().isdisjoint(self._fields)

    def read_encoded(self, encoded: msgspec.Raw, notes: Notes) -> Any:
        """The record of an object in JSON; `MISFIT` for what is no object.

        What fits is decoded at once, only the rest becomes JSON values.

        Raises:
            msgspec.DecodeError: It is not quite JSON.
        """
        suspects = notes.suspects.get(self, ())
        if not suspects and self._mended is None:
            try:
                return self._decode(encoded)
            except msgspec.ValidationError:
                pass
        found = self._decoded(encoded, suspects)
        if found is None:
            return self.read(msgspec.json.decode(encoded), notes)
        record, aside = found
        values: list[tuple[_Field, Any]] = []
        for name in aside:
            field = self._fields[name]
            part = _look(record, field.name)
            if part is not UNSET:
                values.append((field, part))
            elif not field.is_required:
                setattr(record, field.name, field.default())
        absent = [field for field in self._required.values() if _look(record, field.name) is UNSET]
        return self._filled(record, values, absent, notes)

    def _filled(
        self, record: Any, values: Sequence[tuple[_Field, Any]], absent: Sequence[_Field], notes: Notes
    ) -> Any:
        """Read what was set aside, and remember what of it deviates."""
        deviating = [field.wire_name for field in absent]
        for field, value in values:
            before = notes.taken
            setattr(record, field.name, field.read(value, notes))
            if notes.taken > before:
                deviating.append(field.wire_name)
        for field in absent:
            setattr(record, field.name, field.absent(notes))
        record.__class__ = self._model
        if self._finish is not None:
            self._finish(record)
        notes.suspects[self] = deviating
        return record

    def _converted(self, value: dict[str, Any], suspects: Sequence[str]) -> tuple[Any, list[str]]:
        """The record without the fields that do not fit, and their names."""
        aside = [name for name in suspects if name in value]
        fitting = {name: item for name, item in value.items() if name not in aside} if aside else value
        while True:
            try:
                return msgspec.convert(fitting, self._twin), aside
            except msgspec.ValidationError as error:
                name = _field_of(error)
            if name not in self._fields or name not in fitting:  # the tag of a union's variant
                return self._twin(), [name for name in value if name in self._fields]
            aside.append(name)
            fitting = {key: item for key, item in fitting.items() if key != name}

    def _decoded(self, encoded: msgspec.Raw, suspects: Sequence[str]) -> tuple[Any, Sequence[str]] | None:
        """The record with the fields that do not fit as they came, and their names; None where that is no way."""
        aside = tuple(suspects)
        failed: tuple[str, ...] = ()
        while (decode := self._decoder(aside)) is not None:
            try:
                return decode(encoded), aside
            except msgspec.ValidationError as error:
                name = _field_of(error)
            if name not in self._fields or name in failed:
                break
            # Not the suspects, which are those of another record.
            aside = failed = (*failed, name)
        return None

    def _decoder(self, aside: tuple[str, ...]) -> Callable[[msgspec.Raw], Any] | None:
        found = self._decoders.get(aside)
        if found is None and len(self._decoders) < _MAX_TWINS and self._mended is None:
            found = msgspec.json.Decoder(_twin(self._model, aside)).decode
            self._decoders[aside] = found
        return found


def _field_of(error: msgspec.ValidationError) -> str:
    """The name of the field in which a record does not fit."""
    found = _WHERE.search(str(error).rpartition(" - at `")[2])
    return found[1] if found else ""


class _Field:
    """One field of a record."""

    def __init__(self, model: Any, field: Any) -> None:
        kind = inspect.type_info(field.type)
        self.name: str = field.name
        self.wire_name: str = field.encode_name
        self.is_required = field.default is NODEFAULT and field.default_factory is NODEFAULT
        self._default = field.default
        self._default_factory = field.default_factory
        self._owner = Expectation(model.__name__, field.name, described(kind))
        self._nullable = _is_nullable(kind)
        self._empty = _empty(kind)
        self._read = reader_of(kind, self._owner)
        self._is_list, self._record = _record_of(kind)

    def read(self, value: Any, notes: Notes) -> Any:
        """The value of the field; `value` is a JSON value, or one still in JSON."""
        try:
            if value.__class__ is msgspec.Raw:
                if self._record is not None and (found := self._encoded(value, notes)) is not MISFIT:
                    return found
                value = msgspec.json.decode(value)
            if value is None and not self._nullable:
                notes.add(self._owner, "null")
                return self._empty()
            found = self._read(value, notes)
            if found is not MISFIT:
                return found
            notes.add(self._owner, "kept")
            return value
        except Deviated as deviated:
            raise deviated.below(f".{self.name}") from None

    def _encoded(self, value: msgspec.Raw, notes: Notes) -> Any:
        """A record, or a list of records; `MISFIT` for all else."""
        reader = record_reader(self._record)
        if not self._is_list:
            return reader.read_encoded(value, notes)
        if bytes(memoryview(value)[:1]) != b"[":
            return MISFIT
        found: list[Any] = []
        for item in _LIST(value):
            record = reader.read_encoded(item, notes)
            if record is MISFIT:
                record = msgspec.json.decode(item)
                notes.add(self._owner, "kept" if record is not None else "null")
            found.append(record)
        return found

    def default(self) -> Any:
        return self._default if self._default_factory is NODEFAULT else self._default_factory()

    def absent(self, notes: Notes) -> Any:
        try:
            notes.add(self._owner, "absent")
        except Deviated as deviated:
            raise deviated.below(f".{self.name}") from None
        return self._empty()


@built_once
def _twin(model: Any, aside: tuple[str, ...]) -> Any:
    """The model without required fields: its instances become records of the model once these are filled.

    The fields `aside` are not decoded.
    """
    fields = [
        (
            each.name,
            (msgspec.Raw if each.encode_name in aside else each.type) | UnsetType,
            msgspec.field(name=each.encode_name, default=UNSET),
        )
        for each in msgspec.structs.fields(model)
        if each.required or each.encode_name in aside
    ]
    twin = msgspec.defstruct(model.__name__, fields, bases=(model,), kw_only=True)
    msgspec.json.Decoder(twin)  # under the lock; see `types`
    return twin


@built_once
def record_reader(model: Any) -> RecordReader:
    """The reader of a model."""
    return RecordReader(model)


def reader_of(kind: inspect.Type, owner: Expectation) -> ReadValue:
    """The reader of a type's values. `owner` is who is said to deviate."""
    if isinstance(kind, inspect.Metadata):
        return reader_of(kind.type, owner)
    if isinstance(kind, inspect.AnyType):
        return lambda value, notes: value
    if isinstance(kind, inspect.StructType):
        return _nested(kind.cls)
    if isinstance(kind, inspect.ListType):
        return _list_reader(kind, owner)
    if isinstance(kind, inspect.DictType):
        return _dict_reader(kind, owner)
    if isinstance(kind, inspect.UnionType):
        return _union_reader(kind, owner)
    return _scalar_reader(kind, owner)


def _nested(model: Any) -> ReadValue:
    # Looked up at the first use: models hold records of their own kind.
    return lambda value, notes: record_reader(model).read(value, notes)


def _scalar_reader(kind: inspect.Type, owner: Expectation) -> ReadValue:
    if isinstance(kind, inspect.EnumType):
        return _made(as_text, kind.cls, owner)
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


def _list_reader(kind: inspect.ListType, owner: Expectation) -> ReadValue:
    read_item = reader_of(kind.item_type, owner)
    record = kind.item_type.cls if isinstance(kind.item_type, inspect.StructType) else None
    nullable = _is_nullable(kind.item_type)

    def read(value: Any, notes: Notes) -> Any:
        if not is_list(value):
            # A single one in place of a list of one.
            if value is None or (record is not None and not record_reader(record).knows(value)):
                return MISFIT
            found = read_item(value, notes)
            if found is MISFIT:
                return MISFIT
            notes.add(owner, "repaired")
            return [found]
        return [
            _part(read_item, item, notes, owner, f"[{index}]", nullable) for index, item in enumerate(value)
        ]

    return read


def _dict_reader(kind: inspect.DictType, owner: Expectation) -> ReadValue:
    read_key = reader_of(kind.key_type, owner)
    read_value = reader_of(kind.value_type, owner)
    nullable = _is_nullable(kind.value_type)

    def read(value: Any, notes: Notes) -> Any:
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


def _union_reader(kind: inspect.UnionType, owner: Expectation) -> ReadValue:
    kinds = [each for each in _parts(kind) if not isinstance(each, inspect.NoneType)]
    has_text = any(isinstance(each, _TEXTS) for each in kinds)
    nullable = _is_nullable(kind)
    readers = _readers_of(kinds, owner)

    def read(value: Any, notes: Notes) -> Any:
        if value is None and nullable:
            return None
        if value == "" and nullable and not has_text:
            # Blank text stands for "nothing" where the field can be null and is not text.
            notes.add(owner, "repaired")
            return None
        # The first that takes it as it is, else the first that takes it at all.
        if len(readers) > 1:
            for reader in readers:
                if (found := _tried(reader, value)) is not MISFIT:
                    return found
        return next((found for reader in readers if (found := reader(value, notes)) is not MISFIT), MISFIT)

    return read


def _readers_of(kinds: Sequence[inspect.Type], owner: Expectation) -> list[ReadValue]:
    """The readers of a union's members: scalars, then records and maps, then lists."""
    flags = [each for each in kinds if isinstance(each, inspect.EnumType) and each.cls is FlagText]
    if flags:
        return [_flag_reader(owner)]
    variants = tagged_variants(inspect.UnionType(tuple(kinds)))
    rest = [each for each in kinds if not (variants and isinstance(each, inspect.StructType))]
    rest.sort(key=lambda each: 2 if isinstance(each, inspect.ListType) else isinstance(each, _OBJECTS))
    return [*([_variant_reader(variants)] if variants else []), *(reader_of(each, owner) for each in rest)]


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


def _variant_reader(variants: Mapping[str | int | None, inspect.StructType]) -> ReadValue:
    """Objects by their tag; one whose tag is not listed is kept whole in the `Unknown` variant."""
    tag_field = str(next(iter(variants.values())).tag_field)

    def read(value: Any, notes: Notes) -> Any:
        if not is_object(value):
            return MISFIT
        tag = value.get(tag_field)
        kind = variants.get(tag) if isinstance(tag, str) and tag != UNKNOWN else None
        if kind is not None:
            return record_reader(kind.cls).read(value, notes)
        return variants[UNKNOWN].cls(data=value) if UNKNOWN in variants else MISFIT

    return read


_TEXTS = inspect.StrType | inspect.EnumType | inspect.LiteralType
_OBJECTS = inspect.StructType | inspect.DictType


def _record_of(kind: inspect.Type) -> tuple[bool, Any]:
    """The records that a type lists; None where it holds something else."""
    kinds = [each for each in _parts(kind) if not isinstance(each, inspect.NoneType)]
    inner = kinds[0]
    if isinstance(inner, inspect.ListType):
        inner = inner.item_type
    is_record = len(kinds) == 1 and isinstance(inner, inspect.StructType)
    return inner is not kinds[0], cast("inspect.StructType", inner).cls if is_record else None


def _parts(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    if isinstance(kind, inspect.Metadata):
        return _parts(kind.type)
    return tuple(kind.types) if isinstance(kind, inspect.UnionType) else (kind,)


def _is_nullable(kind: inspect.Type) -> bool:
    return any(isinstance(each, inspect.NoneType | inspect.AnyType) for each in _parts(kind))


def _empty(kind: inspect.Type) -> Callable[[], Any]:
    """The reading of a field without a value: an empty list or map, or None."""
    for known, empty in ((inspect.ListType, list), (inspect.DictType, dict)):
        if any(isinstance(each, known) for each in _parts(kind)):
            return empty
    return lambda: None


_WORDS: tuple[tuple[Any, str], ...] = (
    (inspect.BoolType, "true or false"),
    (inspect.IntType, "a whole number"),
    (inspect.FloatType, "a number"),
    (_TEXTS, "text"),
    (inspect.DateTimeType, "an instant"),
    (inspect.DateType, "a day"),
    (inspect.ListType, "a list"),
    (inspect.DictType, "a map"),
    (inspect.StructType, "an object"),
)


def described(kind: inspect.Type) -> str:
    """A type in words."""
    words = {
        next((words for known, words in _WORDS if isinstance(each, known)), "a value"): None
        for each in _parts(kind)
        if not isinstance(each, inspect.NoneType)
        and not (isinstance(each, inspect.EnumType) and each.cls is FlagText)
    }
    if "a number" in words:
        words.pop("a whole number", None)
    return " or ".join(words)
