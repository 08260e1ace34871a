"""Records out of answers that differ from the catalog: field by field, and no field fails its record.

What fits is still converted natively: a record is tried whole, and only the fields that msgspec complains of
are set aside and read by themselves. Those of one record are set aside at once in the next, since a server
that differs mostly does so in every row.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec
from msgspec import NODEFAULT, UNSET, UnsetType, inspect

from .._json_types import is_object
from .._patterns import pattern
from .deviations import Deviated, Expectation, Notes
from .kinds import described, empty_value, inner, is_nullable, record_of
from .names import other_names
from .repair import as_json, as_text
from .types import built_once
from .values import MISFIT, reader_of

__all__ = ["RecordReader", "record_reader"]

# Fields of a model that are not decoded but set aside; those of records below, where these are decoded.
Aside: TypeAlias = "tuple[tuple[str, Aside | None], ...]"

# What servers differ in is the same in most rows: more than these are none of their habits.
_MAX_TWINS = 64
_look = object.__getattribute__
_Raw, _value_of = msgspec.Raw, msgspec.json.decode
_LIST = msgspec.json.Decoder(list[msgspec.Raw]).decode
_WHERE = pattern(r"\$\.([^.\[`]+)")
_MISSING = pattern(r"Object missing required field `([^`]+)`")


class _Step(NamedTuple):
    """A field that is set aside, and the plan of the records in it where these are decoded."""

    name: str
    attribute: str
    field: _Field
    nested: _Plan | None


class _Plan:
    """The way to read records of which some fields are set aside, while all else is decoded."""

    def __init__(self, reader: RecordReader, steps: Sequence[_Step], aside: Aside = ()) -> None:
        self.aside = aside
        self._reader = reader
        self._model = reader.model
        self._finish = reader.finish
        self._steps = steps
        # Those whose records may have a plan of their own.
        self._holders = [each for each in steps if aside and each.field.nested is not None]

    @functools.cached_property
    def decode(self) -> Callable[[msgspec.Raw], Any]:
        """Decode a record as a twin, which `finished()` makes a record."""
        return msgspec.json.Decoder(_twin(self._model, self.aside)).decode

    def finished(self, record: Any, notes: Notes) -> Any:
        """The record of a twin: what was set aside is read. Whether it deviates bears on the next."""
        before = notes.taken
        for _, attribute, field, nested in self._steps:
            part = _look(record, attribute)
            if part is UNSET:
                found = field.absent(notes) if field.is_required else field.default()
            elif nested is None:
                found = field.read(part, notes)
            elif part.__class__ is list:
                found = [nested.finished(each, notes) for each in part]
            else:
                found = part and nested.finished(part, notes)
            setattr(record, attribute, found)
        record.__class__ = self._model
        if self._finish is not None:
            self._finish(record)
        if notes.taken == before:
            notes.rest()
            return record
        notes.quiet = 0
        for _, _, field, nested in self._holders:
            if field.plan(notes) is not nested:
                self._refine(notes)
                break
        return record

    def _refine(self, notes: Notes) -> None:
        """Suspect the same of the records inside as was suspected of the last ones."""
        inner = [(name, field.plan(notes)) for name, _, field, _ in self._steps]
        aside = tuple([(name, None if plan is None else plan.aside) for name, plan in inner])
        plan = self._reader.plan_of(aside)
        if plan is not None:
            notes.suspects[self._reader] = plan


class _Whole(NamedTuple):
    """The way to read records of which fields come under other names: as JSON values."""

    finished: Callable[[Any, Notes], Any]
    decode: Callable[[msgspec.Raw], Any] = _value_of
    aside: Aside = ()


class RecordReader:
    """Reads the objects of one model."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.fields = {each.encode_name: _Field(model, each) for each in msgspec.structs.fields(model)}
        self._decode = msgspec.json.Decoder(model).decode
        self._twin = _twin(model, None)
        self.finish: Callable[[Any], None] | None = getattr(model, "__post_init__", None)
        self._mended: Callable[[Any], Any] | None = getattr(model, "__mend__", None)
        # The field of a reference that a bare identifier stands for.
        self._identity: str | None = getattr(model, "_identity", None)
        self._object = Expectation(model.__name__, "", "an object")
        self._plans: dict[Aside, _Plan] = {}
        self._other_names = other_names(model)

    def read(self, value: Any, notes: Notes) -> Any:
        """The record of an object; `MISFIT` for what is no object."""
        if (parsed := as_json(value)) is not value:
            notes.add(self._object, "repaired")
            value = parsed
        if self._mended is not None:
            value = self._mended(value)
        if self._is_identifier(value):
            notes.add(self._object, "repaired")
            value = {self._identity: as_text(value)}
        if not is_object(value):
            return MISFIT
        if others := self._other_names.found_in(value):
            for name in others.values():
                self.fields[name].renamed(notes)
            value = {others.get(key, key): item for key, item in value.items()}
        before = notes.suspects.get(self)
        record, names = self._converted(value, before.aside if before else ())
        if names and self._mended is not None:
            notes.suspects[self] = self.plan_of(tuple([(name, None) for name in names]))
        for name in names:
            setattr(record, self.fields[name].name, _Json(value[name]))
        missing = [name for name, each in self.fields.items() if _look(record, each.name) is UNSET]
        aside = [self.fields[name] for name in dict.fromkeys([*names, *missing])]
        return _Plan(self, [_Step("", each.name, each, None) for each in aside]).finished(record, notes)

    def knows(self, value: Any) -> bool:
        """Whether an object has a field of the model, or is another form of a record."""
        if self._is_identifier(value):
            return True
        value = as_json(value)
        if self._mended is not None:
            value = self._mended(value)
        return is_object(value) and (
            not value.keys().isdisjoint(self.fields) or bool(self._other_names.found_in(value))
        )

    def _is_identifier(self, value: Any) -> bool:
        return bool(self._identity and value) and value.__class__ in (str, int)

    def read_encoded(self, encoded: msgspec.Raw, notes: Notes) -> Any:
        """The record of an object in JSON; `MISFIT` for what is no object.

        What fits is decoded at once, only the rest becomes JSON values.

        Raises:
            msgspec.DecodeError: It is not quite JSON.
        """
        if self._mended is not None:
            return self.read(msgspec.json.decode(encoded), notes)
        plan = notes.suspects.get(self)
        try:
            if plan is None:
                return self._decode(encoded)
            return plan.finished(plan.decode(encoded), notes)
        except msgspec.ValidationError as error:
            found = self._decoded(encoded, plan.aside if plan else (), error)
        if found is None:
            return self.read(msgspec.json.decode(encoded), notes)
        record, plan = found
        notes.suspects[self] = plan
        return plan.finished(record, notes)

    def plan_of(self, aside: Aside) -> _Plan | None:
        """The plan for records in which these fields are set aside; None if there are too many plans."""
        found = self._plans.get(aside)
        if found is None and len(self._plans) < _MAX_TWINS:
            listed = [(name, self.fields[name], nested) for name, nested in aside]
            steps = [_Step(name, field.name, field, field.plan_of(nested)) for name, field, nested in listed]
            found = self._plans[aside] = _Plan(self, steps, aside)
        return found

    def _converted(self, value: dict[str, Any], suspects: Aside) -> tuple[Any, list[str]]:
        """The record without the fields that do not fit, and their names."""
        aside = [name for name, _ in suspects if name in value]
        fitting = {name: item for name, item in value.items() if name not in aside} if aside else value
        while True:
            try:
                return msgspec.convert(fitting, self._twin), aside
            except msgspec.ValidationError as error:
                name = _field_of(error)
            if name not in self.fields or name not in fitting:  # the tag of a union's variant
                return self._twin(), [name for name in value if name in self.fields]
            aside.append(name)
            fitting = {key: item for key, item in fitting.items() if key != name}

    def _decoded(
        self, encoded: msgspec.Raw, aside: Aside, error: msgspec.ValidationError
    ) -> tuple[Any, _Plan | _Whole] | None:
        """The record with the fields that do not fit as they came; None if that is no way.

        What did not fit in earlier records is set aside as well: a server that differs in some rows differs
        in others.
        """
        has_own_names = False
        while (name := _field_of(error)) in self.fields and (name, None) not in aside:
            if not has_own_names and _MISSING.fullmatch(str(error)):
                value = _value_of(encoded)
                if self._other_names.found_in(value):
                    return value, _Whole(self.read)
                has_own_names = True
            aside = (*(each for each in aside if each[0] != name), (name, None))
            plan = self.plan_of(aside)
            if plan is None:
                break
            try:
                return plan.decode(encoded), plan
            except msgspec.ValidationError as another:
                error = another
        return None


def _field_of(error: msgspec.ValidationError) -> str:
    """The name of the field in which a record does not fit."""
    message, _, place = str(error).rpartition(" - at `")
    found = _WHERE.search(place) if message else _MISSING.search(place)
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

    def read(self, part: Any, notes: Notes) -> Any:
        """The value of the field; `part` is a JSON value, or one still in JSON."""
        try:
            if part.__class__ is _Raw:
                if self._record is not None and (found := self._encoded(part, notes)) is not MISFIT:
                    return found
                value = _value_of(part)
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

    @functools.cached_property
    def nested(self) -> RecordReader | None:
        """The reader of the records that the field holds; None if it holds none, or they are read one by one."""
        return None if self._record is None or _is_recursive(self._record) else record_reader(self._record)

    def plan(self, notes: Notes) -> _Plan | None:
        """The plan of the records that the field holds; None if they fit, or are read whole."""
        found = notes.suspects.get(self.nested)
        return found if isinstance(found, _Plan) else None

    def plan_of(self, aside: Aside | None) -> _Plan | None:
        """The plan of the records in it of which these fields are set aside."""
        return None if aside is None or self.nested is None else self.nested.plan_of(aside)

    def default(self) -> Any:
        return self._default if self._default_factory is NODEFAULT else self._default_factory()

    def renamed(self, notes: Notes) -> None:
        """Note that the server calls the field otherwise."""
        try:
            notes.add(self._owner, "repaired")
        except Deviated as deviated:
            raise deviated.below(f".{self.name}") from None

    def absent(self, notes: Notes) -> Any:
        """The value of the field where it is required, and the server left it out."""
        if notes.strict:
            raise Deviated(self._owner, "absent").below(f".{self.name}")
        notes.add(self._owner, "absent")
        return self._empty()


@built_once
def _twin(model: Any, aside: Aside | None) -> Any:
    """The model with other types for the fields that are set aside: its instances become records of the model.

    What is set aside stays in JSON, or absent; records in which some fields are set aside are twins as well. A
    twin does not finish itself: its fields are not read yet. Where `aside` is None, no field is required.
    """
    nested = dict(aside or ())
    fields = [
        (
            each.name,
            _laid_aside(each.type, nested[each.encode_name])
            if each.encode_name in nested
            else each.type | UnsetType,
            msgspec.field(name=each.encode_name, default=UNSET),
        )
        for each in msgspec.structs.fields(model)
        if each.encode_name in nested or (aside is None and each.required)
    ]
    finish = {"__post_init__": _unfinished} if hasattr(model, "__post_init__") else None
    twin = msgspec.defstruct(model.__name__, fields, bases=(model,), namespace=finish, kw_only=True)
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
