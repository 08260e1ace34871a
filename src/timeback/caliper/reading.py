"""Caliper objects out of JSON: each becomes the Struct of its kind, and nothing is lost."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from ..errors import FieldIssue, InvalidInputError
from ..models.caliper.base import CaliperObject, UnknownEntity, UnknownEvent, WrittenInstant
from ..models.caliper.entities import CaliperEntity, Entity
from ..models.caliper.enums import EventType
from ..models.caliper.events import CaliperEvent, Event
from ..models.caliper.references import Refers
from ..narrowing import is_list, is_object

__all__ = ["check", "read_as", "read_entity", "read_event"]

C = TypeVar("C", bound=CaliperObject)


class _MisfitError(Exception):
    """A value does not fit its field; `path` leads to it from the object being read."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


def read_event(data: Mapping[str, Any] | bytes | str) -> CaliperEvent | UnknownEvent:
    """Read an event: its kind is told by `type`, `profile` and `action`.

    The entities inside it become Structs too. One of a kind that this library does not list, or that does not
    fit its kind, becomes an `UnknownEntity` or `UnknownEvent` that holds it whole.

    Args:
        data: The JSON object, or its bytes or text.

    Raises:
        InvalidInputError: It is not a JSON object.
    """
    found = _object(data)
    kind = _event_kind(found)
    try:
        return UnknownEvent(data=found) if kind is None else _read(found, kind, strict=False)
    except _MisfitError:
        return UnknownEvent(data=found)


def read_entity(data: Mapping[str, Any] | bytes | str) -> CaliperEntity | UnknownEntity:
    """Read an entity: its kind is told by `type`; see `read_event()`.

    Args:
        data: The JSON object, or its bytes or text.

    Raises:
        InvalidInputError: It is not a JSON object.
    """
    found = _entity(_object(data), strict=False)
    return found if isinstance(found, CaliperEntity) else UnknownEntity(data=_object(data))


def read_as(data: Mapping[str, Any], model: type[C], where: str = "") -> C:
    """Read an object of a kind that is known beforehand.

    Args:
        data: The JSON object; its `type` may be missing.
        model: The Struct of its kind.
        where: What leads to it, for the error.

    Raises:
        InvalidInputError: It does not fit; names the field.
    """
    try:
        return _read(dict(data), model, strict=True)
    except _MisfitError as misfit:
        path = f"{where}.{misfit.path}".strip(".")
        raise InvalidInputError(f"invalid {model.__name__}", [FieldIssue(path, misfit.message)]) from None


def check(data: dict[str, Any], model: type[CaliperObject]) -> Iterator[FieldIssue]:
    """What is wrong with an object that is to be sent."""
    if issubclass(model, CaliperEvent) and not str(data.get("id", "")).startswith("urn:uuid:"):
        yield FieldIssue("id", "must begin with urn:uuid:")
    try:
        _read(data, model, strict=True)
    except _MisfitError as misfit:
        yield FieldIssue(misfit.path, misfit.message)


def _object(data: Mapping[str, Any] | bytes | str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(data) if isinstance(data, bytes | str) else dict(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InvalidInputError("expected a JSON object, and this is not JSON") from None
    if not is_object(found):
        raise InvalidInputError(f"expected a JSON object, not {type(found).__name__}")
    return found


# -- kinds --------------------------------------------------------------------------------------


def _subclasses(model: type[C]) -> Iterator[type[C]]:
    for each in model.__subclasses__():
        yield each
        yield from _subclasses(each)


@functools.cache
def _entity_kinds() -> dict[str, type[CaliperEntity]]:
    kinds: dict[str, type[CaliperEntity]] = {
        str(each.__struct_config__.tag): each
        for each in _subclasses(CaliperEntity)
        if each.__struct_config__.tag is not None
    }
    return {**kinds, "Entity": Entity}


@functools.cache
def _event_kinds() -> dict[str, list[type[CaliperEvent]]]:
    kinds: dict[str, list[type[CaliperEvent]]] = {}
    for each in _subclasses(CaliperEvent):
        kinds.setdefault(str(each.__struct_config__.tag), []).append(each)
    return kinds


def _event_kind(data: Mapping[str, Any]) -> type[CaliperEvent] | None:
    """The kind of an event; where its type has none for its profile, the general one."""
    name, profile, action = data.get("type"), data.get("profile"), data.get("action")
    for kind in _event_kinds().get(str(name), []):
        plan = _plan(kind)
        if plan.profile == profile and (plan.actions is None or action in plan.actions):
            return kind
    return Event if isinstance(name, str) and EventType(name).is_known else None


# -- reading ------------------------------------------------------------------------------------


class _Field(NamedTuple):
    """How a field is read: a part of a known kind, or a reference to an entity of some kinds; maybe a list."""

    part: type[CaliperObject] | None
    kinds: tuple[str, ...]
    is_list: bool


class _Plan(NamedTuple):
    """What is known about a kind of object."""

    tag: str | None
    fields: Mapping[str, _Field]
    spellings: Mapping[str, str]
    has_context: bool
    profile: str | None
    actions: frozenset[str] | None


@functools.cache
def _plan(model: type[CaliperObject]) -> _Plan:
    listed = {each.encode_name: each for each in msgspec.structs.fields(model) if each.name != "further"}
    tag = model.__struct_config__.tag
    profile = listed["profile"].default if "profile" in listed else None
    return _Plan(
        None if tag is None else str(tag),
        {name: _field(each.type) for name, each in listed.items()},
        {each.name: name for name, each in listed.items()},
        "@context" in listed,
        profile if isinstance(profile, str) else None,
        _actions(listed.get("action")),
    )


def _actions(field: msgspec.structs.FieldInfo | None) -> frozenset[str] | None:
    if field is None:
        return None
    if isinstance(field.default, str):
        return frozenset({field.default})
    return None if field.type is str else frozenset(str(each) for each in field.type)


def _field(annotation: Any) -> _Field:
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is list:
            return _field(get_args(part)[0])._replace(is_list=True)
        if get_origin(part) is Annotated and isinstance(get_args(part)[1], Refers):
            return _Field(None, get_args(part)[1].kinds, False)
        if isinstance(part, type) and issubclass(part, CaliperObject):
            return _Field(part, (), False)
    return _Field(None, (), False)


def _read(data: dict[str, Any], model: type[C], *, strict: bool) -> C:
    plan = _plan(model)
    known: dict[str, Any] = {"@context": None} if plan.has_context and "@context" not in data else {}
    further: dict[str, Any] = {}
    for key, value in data.items():
        name = plan.spellings.get(key, key) if strict else key
        field = plan.fields.get(name)
        if name == "type" and plan.tag is not None:
            if value != plan.tag:
                raise _MisfitError(name, f"must be {plan.tag}")
        elif field is None or value is None:
            further[name] = value
        else:
            known[name] = _value(value, field, name, strict)
    try:
        return msgspec.convert({**known, "further": further}, model, dec_hook=_instant)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        missing = message.partition("missing required field `")[2].rstrip("`")
        raise _MisfitError(
            path.strip(".`") or missing, "required" if missing else message.replace("`", "")
        ) from None


def _value(value: Any, field: _Field, where: str, strict: bool) -> Any:
    if field.part is None and not field.kinds:
        return value
    if field.is_list:
        if not is_list(value):
            raise _MisfitError(where, "must be a list")
        one = field._replace(is_list=False)
        return [_value(each, one, f"{where}[{index}]", strict) for index, each in enumerate(value)]
    try:
        return _part(value, field, strict)
    except _MisfitError as misfit:
        raise _MisfitError(f"{where}.{misfit.path}".rstrip("."), misfit.message) from None


def _part(value: Any, field: _Field, strict: bool) -> Any:
    if field.part is not None and is_object(value):
        return _read(value, field.part, strict=strict)
    if field.kinds and isinstance(value, str):
        return value
    if not is_object(value):
        raise _MisfitError("", "must be an object" if field.part else "must be an IRI or an object")
    found = _entity(value, strict)
    if strict or isinstance(found, _named(field.kinds)):
        return found
    return UnknownEntity(data=value)


def _entity(value: dict[str, Any], strict: bool) -> CaliperEntity | UnknownEntity:
    kind = _entity_kinds().get(str(value.get("type")))
    if kind is None:
        return UnknownEntity(data=value)
    try:
        return _read(value, kind, strict=strict)
    except _MisfitError:
        if strict:
            raise
        return UnknownEntity(data=value)


@functools.cache
def _named(kinds: tuple[str, ...]) -> tuple[type[CaliperEntity], ...]:
    """The Structs of these names; every entity goes for a plain one."""
    listed: list[type[CaliperEntity]] = [CaliperEntity, *_subclasses(CaliperEntity)]
    by_name = {each.__name__: each for each in listed}
    return tuple(by_name[name] for name in kinds)


def _instant(kind: type, value: Any) -> Any:
    return WrittenInstant.read(value) if kind is WrittenInstant and isinstance(value, str) else value
