"""Callers' arguments, checked and turned into a wire body before anything is sent."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol, TypeGuard, cast, get_args

import msgspec
from msgspec import UNSET

from .._codec.decode import UNKNOWN
from .._codec.further import FURTHER, WRITTEN
from .._codec.plain import plain
from .._codec.scalars import own_scalar, plain_value
from .._codec.types import convert
from .._issues import Issues, hint
from .._json_types import is_mapping
from .._patterns import pattern
from ..errors import InvalidInputError
from .arguments import admits, enum_text, unlisted
from .shapes import BodyType, Shape, field_names, fields_by_spelling, shape_of, tag_spellings, variant_of

__all__ = ["to_wire", "to_wire_list"]

Fields = dict[str, Any]

_DAY = pattern(r"\d{4}-\d{2}-\d{2}")
# JSON has them as text, which is no reason to take them for one.
_BECOMES_TEXT: tuple[type[object], ...] = (date, time, timedelta, bytes, bytearray, memoryview)


def to_wire(
    data: object,
    model: BodyType,
    *,
    partial: bool = False,
    fixed: Mapping[str, str] | None = None,
    linked_data: bool = False,
    name: str = "data",
) -> Fields:
    """The JSON object for a body: `data` is an instance of `model` or a mapping in Python or wire names.

    Where `model` is a tagged union, an instance of any variant will do, or a mapping that has the tag.

    Args:
        data: The body; what is not set is left out, `None` becomes null.
        model: The input Struct that says which fields there are.
        partial: Required fields may be missing, as in a patch.
        fixed: Wire fields that the call already says, such as `sourcedId`; another value is refused.
        linked_data: The body is JSON-LD, of which one thing has several forms.
        name: The argument that the body was given as.

    Raises:
        InvalidInputError: Names every field that is unknown, missing or of the wrong type.
    """
    variant = variant_of(data, model) if not isinstance(model, type) else model
    if _is_unknown(data) and isinstance(data, variant or ()):
        return dict(data.data)
    if isinstance(data, msgspec.Struct) and isinstance(data, variant or ()):
        data = _as_mapping(data)
    elif not is_mapping(data):
        raise InvalidInputError.of(name, _not_a_body(variant or model, data))
    check = _Check(linked_data)
    if variant is None:
        check.reject_tag(data, shape_of(model), "")
    wire = {} if variant is None else check.struct(data, variant, "", fixed or {}, partial)
    check.issues.check()
    return wire


def to_wire_list(data: object, model: type[msgspec.Struct], given: Fields) -> list[Fields]:
    """The JSON list for a body that creates several; one record alone is a list of one.

    Args:
        data: A record, or a sequence of them, each as `to_wire()` takes it.
        model: The input Struct of a record.
        given: Wire fields that the path says already; they are filled in where a record lacks them.

    Raises:
        InvalidInputError: Names every faulty field, with the number of its record.
    """
    is_alone = not isinstance(data, list | tuple)
    rows = [data] if is_alone else list(cast(Iterable[object], data))
    if not rows:
        raise InvalidInputError.of("data", "needs at least one record")
    check = _Check()
    wire: list[Fields] = []
    for index, row in enumerate(rows):
        where = "" if is_alone else f"[{index}]"
        if isinstance(row, msgspec.Struct) and isinstance(row, model):
            row = _as_mapping(row)
        if is_mapping(row):
            spelled = {
                each for name, key in field_names(model).items() if key in given for each in (name, key)
            }
            absent = {} if spelled & row.keys() else given
            wire.append(check.struct({**absent, **row}, model, f"{where}.".lstrip("."), {}))
        else:
            check.reject(where or "data", _not_a_body(model, row))
    check.issues.add_repeated(
        [row.get("sourcedId") for row in wire], lambda index: f"[{index}].{_spelled_id(rows[index])}"
    )
    check.issues.check()
    return wire


def _spelled_id(row: object) -> str:
    return "sourcedId" if is_mapping(row) and "sourcedId" in row else "sourced_id"


def _not_a_body(model: BodyType, data: object) -> str:
    named = (
        model.__name__ if isinstance(model, type) else " or ".join(each.__name__ for each in get_args(model))
    )
    # A record that was read holds what only the server writes.
    is_record = isinstance(data, msgspec.Struct) and hasattr(data, "to_dict")
    how = "; modify() changes single fields of a record" if is_record else ""
    return f"must be {named} or a mapping, not {type(data).__name__}{how}"


def _as_mapping(struct: msgspec.Struct) -> Fields:
    # In a record that was read, such as a reference, None stands for what the server left out.
    return {
        each.encode_name: value
        for each in msgspec.structs.fields(type(struct))
        if (value := getattr(struct, each.name)) is not UNSET
        and (value is not None or each.default is not None)
    }


def _midnight(value: object) -> object:
    """A day where an instant is wanted, as its midnight in UTC; anything else as it is."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    return f"{value}T00:00:00Z" if isinstance(value, str) and _DAY.fullmatch(value) else value


def _is_unknown(value: object) -> TypeGuard[_Verbatim]:
    """Whether a value is the member of a tagged union for objects that it does not list."""
    return isinstance(value, msgspec.Struct) and value.__struct_config__.tag == UNKNOWN


class _Verbatim(Protocol):
    """A record that is sent as it came."""

    data: dict[str, Any]


def _verbatim(value: object, written: str | None, checked: Any) -> Any:
    """An instant in the characters in which it was given, or read."""
    text = value if isinstance(value, str) else written
    try:
        same = text is not None and msgspec.convert(text, datetime) == msgspec.convert(checked, datetime)
    except msgspec.ValidationError:
        return checked
    return text if same else checked


class _Check:
    """Walks a body beside its type, so that every fault is found at once and named by its path."""

    def __init__(self, linked_data: bool = False) -> None:
        self.issues = Issues()
        self.reject = self.issues.add
        self._linked_data = linked_data

    def struct(
        self,
        data: Mapping[Any, Any],
        model: type[msgspec.Struct],
        path: str,
        fixed: Mapping[str, str],
        partial: bool = False,
    ) -> Fields:
        spellings, fields = fields_by_spelling(model)
        wire: Fields = {name: value for name, value in fixed.items() if name in fields}
        tag_field = tag_spellings(model)
        if tag_field:
            wire[tag_field[0]] = model.__struct_config__.tag
        for key, value in data.items():
            name, where = spellings.get(key), f"{path}{key}"
            if value is UNSET or (key in tag_field and name is None):
                continue
            if name == WRITTEN:
                continue
            if name == FURTHER:
                wire.update(self.free(value, where))
            elif name is None and FURTHER in fields:
                wire[str(key)] = self.free(value, where)
            elif name is None:
                self.reject(where, f"unknown field{hint(key, spellings)}")
            elif name in fixed:
                if value != fixed[name]:
                    self.reject(where, "differs from the id in the call")
            elif name in wire:
                self.reject(where, "given twice")
            else:
                wire[name] = self.value(value, fields[name].type, where, required=fields[name].required)
                if FURTHER in fields and shape_of(fields[name].type).is_instant:
                    wire[name] = _verbatim(value, data.get(WRITTEN, {}).get(name), wire[name])
        for name, each in fields.items():
            if name in wire or partial or name in (FURTHER, WRITTEN):
                continue
            if each.required:
                self.reject(f"{path}{each.name}", "required")
            elif each.default_factory is not msgspec.NODEFAULT:
                wire[name] = each.default_factory()
        return wire

    def free(self, value: Any, path: str) -> Any:
        """A value that no type speaks of."""
        try:
            return plain_value(plain(value), path, self.issues)
        except (TypeError, ValueError) as error:
            self.reject(path, str(error))

    def value(self, value: Any, annotation: Any, path: str, *, required: bool = False) -> Any:
        shape = shape_of(annotation)
        try:
            value = own_scalar(value)
        except ValueError as error:
            self.reject(path, str(error))
            return None
        if value is None and shape.nullable:
            return None
        if self._linked_data and (found := self._linked(value, shape, path)) is not None:
            return found
        if shape.struct is not None:
            if isinstance(value, msgspec.Struct):
                value = _as_mapping(value)
            if is_mapping(value):
                return self.struct(value, shape.struct, f"{path}.", {})
        if shape.variants and (isinstance(value, msgspec.Struct) or is_mapping(value)):
            return self.variant(value, annotation, path)
        if isinstance(value, msgspec.Struct):  # where anything is taken
            return self.struct(_as_mapping(value), type(value), f"{path}.", {})
        if shape.entry is not None and is_mapping(value):
            return {key: self.value(each, shape.entry, f"{path}[{key!r}]") for key, each in value.items()}
        if shape.item is not None and isinstance(value, list | tuple | set | frozenset):
            items = list(cast(Iterable[Any], value))
            if len(items) < shape.min_items:
                self.reject(path, f"needs at least {shape.min_items}")
            return [self.value(item, shape.item, f"{path}[{index}]") for index, item in enumerate(items)]
        if shape.choices is not None and not isinstance(value, shape.choices):
            return self.choice(value, shape.choices, path)
        return self.leaf(value, annotation, path, required)

    def _linked(self, value: Any, shape: Shape, path: str) -> Any:
        """A value in another form of JSON-LD than its type has, or None if it is in that form.

        One value may stand for a list of one, and an IRI for an object: they go out as the list and the object.
        A text in some language stays an object. What is signed is not looked into: a change would break its
        signature.
        """
        single = isinstance(value, str) or is_mapping(value)
        if shape.item is not None and shape.min_items <= 1 and single:
            return [self.value(value, shape.item, path)]
        if shape.struct is not None and single:
            sealed = getattr(shape.struct, "__sealed__", None)
            if sealed is not None and sealed(value):
                return self.free(value, path)
            mend = getattr(shape.struct, "__mend__", None)
            if isinstance(value, str) and mend is not None and is_mapping(mended := mend(value)):
                return self.struct(mended, shape.struct, f"{path}.", {})
        if shape.is_text and is_mapping(value) and value:
            return self.free(value, path)
        return None

    def variant(self, value: Any, annotation: Any, path: str) -> Any:
        """An object of a tagged union."""
        if _is_unknown(value):
            return value.data
        found = variant_of(value, annotation)
        if found is None:
            self.reject_tag(value, shape_of(annotation), path)
            return None
        data = _as_mapping(value) if isinstance(value, msgspec.Struct) else value
        return self.struct(data, found, f"{path}.", {})

    def reject_tag(self, value: Any, shape: Shape, path: str) -> None:
        """An object that is no variant of a union."""
        field = tag_spellings(next(iter(shape.variants.values())))[0]
        listed = ", ".join(each for each in shape.variants if each != UNKNOWN)
        self.reject(f"{path}.{field}".lstrip("."), f"must be one of {listed}")

    def choice(self, value: Any, known: type[enum.Enum], path: str) -> Any:
        """A plain value for an enum field."""
        if not admits(known, value):
            self.reject(path, unlisted(value, known))
        return enum_text(value.value if isinstance(value, enum.Enum) else value)

    def leaf(self, value: Any, annotation: Any, path: str, required: bool) -> Any:
        shape = shape_of(annotation)
        if shape.is_number_text and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if shape.is_instant:
            value = _midnight(value)
        elif shape.is_date and isinstance(value, datetime) and value.time() == time.min:
            value = value.date()  # pandas has no days, only their midnights
        is_day = shape.is_date and type(value) is date
        if isinstance(value, _BECOMES_TEXT) and not is_day and (shape.is_text or shape.choices):
            self.reject(path, f"Expected {'date' if shape.is_date else 'str'}, got {type(value).__name__}")
            return None
        known = len(self.issues)
        built = plain_value(value, path, self.issues)
        if len(self.issues) > known:
            return None
        try:
            # A whole float is an integer to JSON, and to pandas where a column has a gap.
            exact = shape.is_instant or not isinstance(built, float)
            converted = msgspec.to_builtins(convert(built, annotation, strict=exact))
        except (msgspec.ValidationError, TypeError, OverflowError) as error:
            message, _, tail = str(error).partition(" - at `$")
            if shape.is_date and "matching regex" in message:
                message = "must be a day, YYYY-MM-DD"
            self.reject(path + tail.rstrip("`"), message.replace("`", ""))
            return None
        if required and isinstance(converted, str) and not converted.strip():
            self.reject(path, "must not be blank")
        return converted
