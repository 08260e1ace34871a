"""Records out of answers that differ from the catalog: field by field, and no field fails its record.

What fits is still converted natively: a record is tried whole, and only the fields that msgspec complains of
are set aside and read by themselves. Those of one record are set aside at once in the next, since a server
that differs mostly does so in every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec
from msgspec import NODEFAULT, UNSET, UnsetType, inspect

from .._json_types import is_object
from .deviations import Deviated, Expectation, Notes
from .kinds import described, empty_value, inner, is_nullable, record_of
from .types import built_once
from .values import MISFIT, reader_of

__all__ = ["RecordReader", "record_reader"]

# Fields of a model that are not decoded but set aside; those of records below, where these are decoded.
Aside: TypeAlias = "tuple[tuple[str, Aside | None], ...]"

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
        self._required = [(name, each.name) for name, each in self._fields.items() if each.is_required]
        self._decode = msgspec.json.Decoder(model).decode
        self._twin = _twin(model, ())
        self._finish: Callable[[Any], None] | None = getattr(model, "__post_init__", None)
        self._mended: Callable[[Any], Any] | None = getattr(model, "__mend__", None)
        self._decoders: dict[Aside, Callable[[msgspec.Raw], Any]] = {}

    def read(self, value: Any, notes: Notes) -> Any:
        """The record of an object; `MISFIT` for what is no object."""
        if self._mended is not None:
            value = self._mended(value)
        if not is_object(value):
            return MISFIT
        record, names = self._converted(value, notes.suspects.get(self, ()))
        for name in names:
            setattr(record, self._fields[name].name, _Json(value[name]))
        return self.finished(record, [(name, None) for name in names], notes)

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
        return self.finished(*found, notes)

    def finished(self, record: Any, aside: Sequence[tuple[str, Aside | None]], notes: Notes) -> Any:
        """Make a twin a record: read what was set aside, and remember what of it deviates."""
        deviating: list[str] = []
        for name, nested in aside:
            field, before = self._fields[name], notes.taken
            part = _look(record, field.name)
            if part is UNSET:
                found = field.absent(notes) if field.is_required else field.default()
            else:
                found = field.read(part, notes) if nested is None else field.finished(part, nested, notes)
            setattr(record, field.name, found)
            if notes.taken > before:
                deviating.append(name)
        for name, attribute in self._required:
            if _look(record, attribute) is UNSET:
                setattr(record, attribute, self._fields[name].absent(notes))
                deviating.append(name)
        record.__class__ = self._model
        if self._finish is not None:
            self._finish(record)
        notes.suspects[self] = (
            tuple([(name, self._fields[name].suspects(notes)) for name in deviating]) if deviating else ()
        )
        return record

    def _converted(self, value: dict[str, Any], suspects: Aside) -> tuple[Any, list[str]]:
        """The record without the fields that do not fit, and their names."""
        aside = [name for name, _ in suspects if name in value]
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

    def _decoded(self, encoded: msgspec.Raw, suspects: Aside) -> tuple[Any, Aside] | None:
        """The record with the fields that do not fit as they came; None where that is no way."""
        aside = suspects
        failed: Aside = ()
        while (decode := self._decoder(aside)) is not None:
            try:
                return decode(encoded), aside
            except msgspec.ValidationError as error:
                name = _field_of(error)
            if name not in self._fields or (name, None) in failed:
                break
            # Not the suspects, which are those of another record.
            aside = failed = (*failed, (name, None))
        return None

    def _decoder(self, aside: Aside) -> Callable[[msgspec.Raw], Any] | None:
        found = self._decoders.get(aside)
        if found is None and len(self._decoders) < _MAX_TWINS and self._mended is None:
            found = msgspec.json.Decoder(_twin(self._model, aside)).decode
            self._decoders[aside] = found
        return found


def _field_of(error: msgspec.ValidationError) -> str:
    """The name of the field in which a record does not fit."""
    found = _WHERE.search(str(error).rpartition(" - at `")[2])
    return found[1] if found else ""


class _Json:
    """A JSON value in the place of a field that is yet to be read."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class _Field:
    """One field of a record."""

    def __init__(self, model: Any, field: Any) -> None:
        kind = inspect.type_info(field.type)
        self.name: str = field.name
        self.is_required = field.default is NODEFAULT and field.default_factory is NODEFAULT
        self._default = field.default
        self._default_factory = field.default_factory
        self._owner = Expectation(model.__name__, field.name, described(kind))
        self._nullable = is_nullable(kind)
        self._empty = empty_value(kind)
        self._read = reader_of(kind, self._owner, record_reader)
        self._is_list, self._record = record_of(kind)
        self._nested: Any = UNSET

    def read(self, part: Any, notes: Notes) -> Any:
        """The value of the field; `part` is a JSON value, or one still in JSON."""
        try:
            if part.__class__ is msgspec.Raw:
                if self._record is not None and (found := self._encoded(part, notes)) is not MISFIT:
                    return found
                value = msgspec.json.decode(part)
            else:
                value = part.value
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
        try:
            for item in _LIST(value):
                record = reader.read_encoded(item, notes)
                if record is MISFIT:
                    record = msgspec.json.decode(item)
                    notes.add(self._owner, "kept" if record is not None else "null")
                found.append(record)
        except Deviated as deviated:
            raise deviated.below(f"[{len(found)}]") from None
        return found

    def suspects(self, notes: Notes) -> Aside | None:
        """The deviating fields of the records that the field holds; None where they are read one by one."""
        if self._nested is UNSET:
            is_plain = self._record is not None and not _is_recursive(self._record)
            self._nested = record_reader(self._record) if is_plain else None
        return None if self._nested is None else notes.suspects.get(self._nested) or None

    def finished(self, part: Any, aside: Aside, notes: Notes) -> Any:
        """The records of twins."""
        if not self._is_list or part is None:
            return part if part is None else self._nested.finished(part, aside, notes)
        return [self._nested.finished(each, aside, notes) for each in part]

    def default(self) -> Any:
        return self._default if self._default_factory is NODEFAULT else self._default_factory()

    def absent(self, notes: Notes) -> Any:
        try:
            notes.add(self._owner, "absent")
        except Deviated as deviated:
            raise deviated.below(f".{self.name}") from None
        return self._empty()


@built_once
def _twin(model: Any, aside: Aside) -> Any:
    """The model without required fields: its instances become records of the model once these are filled.

    What is set aside stays in JSON; records in which some fields are set aside are twins as well. A twin does
    not finish itself: its fields are not read yet.
    """
    nested = dict(aside)
    fields = [
        (
            each.name,
            _laid_aside(each.type, nested[each.encode_name])
            if each.encode_name in nested
            else each.type | UnsetType,
            msgspec.field(name=each.encode_name, default=UNSET),
        )
        for each in msgspec.structs.fields(model)
        if each.required or each.encode_name in nested
    ]
    twin = msgspec.defstruct(
        model.__name__, fields, bases=(model,), namespace={"__post_init__": _unfinished}, kw_only=True
    )
    msgspec.json.Decoder(twin)  # under the lock; see `types`
    return twin


def _unfinished(_: Any) -> None:
    pass


def _laid_aside(annotation: Any, nested: Aside | None) -> Any:
    if nested is None:
        return msgspec.Raw | UnsetType
    kind = inspect.type_info(annotation)
    is_list, record = record_of(kind)
    twin = _twin(record, nested)
    found = list[twin] if is_list else twin  # type: ignore[valid-type]
    return (found | None | UnsetType) if is_nullable(kind) else (found | UnsetType)


@built_once
def _is_recursive(model: Any) -> bool:
    """Whether records of a model may hold records of their own kind, or such as know other forms of themselves."""
    waiting, seen = [inspect.type_info(model)], set[Any]()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, inspect.StructType):
            if kind.cls is model and seen:
                return True
            if hasattr(kind.cls, "__mend__"):
                return True
            if kind.cls not in seen:
                seen.add(kind.cls)
                waiting += [each.type for each in kind.fields]
        else:
            waiting += inner(kind)
    return False


@built_once
def record_reader(model: Any) -> RecordReader:
    """The reader of a model."""
    return RecordReader(model)
