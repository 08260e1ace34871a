"""Caliper objects out of JSON: each becomes the Struct of its kind, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, Self, TypeVar, cast

import msgspec
from msgspec import inspect

from .._codec.deviations import DeviationLog, Expectation, Notes
from .._codec.further import info_of
from .._codec.kinds import described, present
from .._codec.repair import repair
from .._codec.types import convert
from .._json_types import NOT_JSON, is_list, is_object
from ..errors import FieldIssue, InvalidInputError
from ..models.caliper.base import CaliperObject, UnknownEntity, UnknownEvent, WrittenInstant
from ..models.caliper.entities import CaliperEntity
from ..models.caliper.events import CaliperEvent
from .first_version import in_later_terms, is_of_first_version
from .kinds import Reading, entity_kinds, event_kind, kinds_named, plan_of

__all__ = ["check", "read_as", "read_entity", "read_event"]

C = TypeVar("C", bound=CaliperObject)

# Of objects that no client has read.
_SEEN = DeviationLog()


class _MisfitError(Exception):
    """Values do not fit their fields; the paths lead to them from the object being read."""

    def __init__(self, faults: Iterable[FieldIssue]) -> None:
        super().__init__()
        self.faults = [*faults]

    @classmethod
    def of(cls, path: str, message: str) -> Self:
        return cls([FieldIssue(path, message)])

    def below(self, where: str) -> list[FieldIssue]:
        """The faults with what leads to the object."""
        return [FieldIssue(f"{where}.{path}".strip("."), message) for path, message in self.faults]


class Stored(Protocol):
    """An event as the server keeps it."""

    @property
    def event(self) -> CaliperEvent | UnknownEvent:
        """The event as it was sent."""
        ...


def read_event(data: Mapping[str, Any] | bytes | str | Stored) -> CaliperEvent | UnknownEvent:
    """Read an event. Its kind is determined by `type`, `profile` and `action`.

    The entities inside it become Structs too. If the kind is unknown, or the object does not match its kind, the
    result is an `UnknownEntity` or `UnknownEvent` that keeps the whole object. An event of Caliper 1.0 is read in the
    terms of later versions; its `id` is blank. A `@context` that is not a single IRI is in `further`.

    Args:
        data: The JSON object, its bytes or text, or the event as the server stores it.

    Raises:
        InvalidInputError: It is not a JSON object, or an envelope of events.
    """
    event = getattr(data, "event", None)
    if isinstance(event, CaliperEvent | UnknownEvent):
        return event
    found = _object(cast(Any, data))
    if "sensor" in found and is_list(found.get("data")):
        raise InvalidInputError.of("data", "is an envelope: read each item of its list `data` by itself")
    try:
        # An event of version 1.0 has no identifier.
        later = {"id": "", **_later(found)} if is_of_first_version(found) else found
        kind = event_kind(later)
        return UnknownEvent(data=found) if kind is None else _read(later, kind, strict=False)
    except (_MisfitError, RecursionError):
        return UnknownEvent(data=found)


def read_entity(data: Mapping[str, Any] | bytes | str) -> CaliperEntity | UnknownEntity:
    """Read an entity. Its kind is determined by `type`; see `read_event()`.

    Args:
        data: The JSON object, or its bytes or text.

    Raises:
        InvalidInputError: It is not a JSON object.
    """
    found = _object(data)
    return _entity(_later(found) if is_of_first_version(found) else found, strict=False)


def read_as(data: Mapping[str, Any], model: type[C], where: str = "") -> C:
    """Read an object of a kind that is known beforehand.

    Args:
        data: The JSON object; its `type` may be missing.
        model: The Struct of its kind.
        where: What leads to it, for the error.

    Raises:
        InvalidInputError: It does not fit; names every field that does not.
    """
    try:
        return _read(dict(data), model, strict=True)
    except _MisfitError as misfit:
        raise InvalidInputError("invalid input", misfit.below(where)) from None


def check(data: dict[str, Any], model: type[CaliperObject]) -> Iterator[FieldIssue]:
    """The faults of an object that is to be sent."""
    if issubclass(model, CaliperEvent) and not str(data.get("id", "")).startswith("urn:uuid:"):
        yield FieldIssue("id", "must begin with urn:uuid:")
    try:
        _read(data, model, strict=True)
    except _MisfitError as misfit:
        yield from misfit.faults


def _object(data: Mapping[str, Any] | bytes | str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(data) if isinstance(data, bytes | str) else dict(data)
    except NOT_JSON:
        raise InvalidInputError.of("data", "must be a JSON object, and this is not JSON") from None
    if not is_object(found):
        raise InvalidInputError.of("data", f"must be a JSON object, not {type(found).__name__}")
    return found


def _later(data: dict[str, Any]) -> dict[str, Any]:
    """An object of version 1.0 in the terms of later versions, which is told."""
    notes = Notes()
    notes.add(Expectation("Caliper", "type", "the terms of version 1.1 or later"), "repaired")
    _SEEN.take(notes)
    found: dict[str, Any] = in_later_terms(data)
    return found


def _read(data: dict[str, Any], model: type[C], *, strict: bool) -> C:
    """Read an object; strictly, it raises with all that does not fit, else with the first."""
    plan = plan_of(model)
    # JSON-LD takes contexts of one's own too, as objects, or beside others in a list.
    has_own = not strict and not isinstance(data.get("@context"), str)
    is_bare = plan.has_context and (data.get("@context") is None or has_own)
    known: dict[str, Any] = {"@context": None} if is_bare else {}
    further: dict[str, Any] = {}
    faults: dict[str, list[FieldIssue]] = {}
    for key, value in data.items():
        name = plan.spellings.get(key, key) if strict else key
        field = plan.fields.get(name)
        if name == "type" and plan.tag is not None:
            if value != plan.tag:
                raise _MisfitError.of(name, f"must be {plan.tag}")
        elif field is None or value is None or (has_own and name == "@context"):
            further[name] = value
        else:
            try:
                known[name] = _value(value, field, name, strict)
            except _MisfitError as misfit:
                if not strict:
                    raise
                faults[name] = misfit.faults
    try:
        if not faults:
            try:
                return convert({**known, "further": further}, model, dec_hook=_instant)
            except msgspec.ValidationError:
                if strict:
                    raise
                known = _as_listed(known, model)
                return convert({**known, "further": further}, model, dec_hook=_instant)
    except msgspec.ValidationError:
        if not strict:
            raise _MisfitError(()) from None
    raise _MisfitError(_faults(model, known, faults)) from None


def _as_listed(known: dict[str, Any], model: type[CaliperObject]) -> dict[str, Any]:
    """The fields with values of enums in the spelling that is listed: `Viewed` for `viewed`; told once a field."""
    found, notes = dict(known), Notes()
    for each in msgspec.structs.fields(model):
        kind = info_of(each.type)
        value = repair(known.get(each.encode_name), kind) if _is_choice(kind) else None
        if value is not None and value != known[each.encode_name]:
            found[each.encode_name] = value
            notes.add(Expectation(model.__name__, each.name, described(kind)), "repaired")
    _SEEN.take(notes)
    return found


def _is_choice(kind: inspect.Type) -> bool:
    """Whether a type is that of values of an enum, one or several."""
    items = [each.item_type if isinstance(each, inspect.ListType) else each for each in present(kind)]
    return bool(items) and all(isinstance(each, inspect.EnumType) for each in items)


def _faults(
    model: type[CaliperObject], known: dict[str, Any], found: dict[str, list[FieldIssue]]
) -> Iterator[FieldIssue]:
    """All that keeps an object from being one of `model`, field by field."""
    for each in msgspec.structs.fields(model):
        name = each.encode_name
        if name in found:
            yield from found[name]
        elif name in known:
            try:
                convert(known[name], each.type, dec_hook=_instant)
            except msgspec.ValidationError as error:
                message, _, path = str(error).partition(" - at `$")
                yield FieldIssue(f"{name}{path.rstrip('`')}", message.replace("`", ""))
        elif each.required:
            yield FieldIssue(name, "required")


def _value(value: Any, field: Reading, where: str, strict: bool) -> Any:
    if field.part is None and not field.kinds:
        return value
    if field.is_list:
        if not is_list(value):
            raise _MisfitError.of(where, "must be a list")
        return _items(value, field._replace(is_list=False), where, strict)
    try:
        return _part(value, field, strict)
    except _MisfitError as misfit:
        raise _MisfitError(misfit.below(where)) from None


def _items(values: list[Any], one: Reading, where: str, strict: bool) -> list[Any]:
    found: list[Any] = []
    faults: list[FieldIssue] = []
    for index, each in enumerate(values):
        try:
            found.append(_value(each, one, f"{where}[{index}]", strict))
        except _MisfitError as misfit:
            faults += misfit.faults
    if faults:
        raise _MisfitError(faults)
    return found


def _part(value: Any, field: Reading, strict: bool) -> Any:
    if field.part is not None and is_object(value):
        return _read(value, field.part, strict=strict)
    if field.kinds and isinstance(value, str):
        return value
    if not is_object(value):
        raise _MisfitError.of("", "must be an object" if field.part else "must be an IRI or an object")
    found = _entity(value, strict)
    if strict or isinstance(found, kinds_named(field.kinds)):
        return found
    return UnknownEntity(data=value)


def _entity(value: dict[str, Any], strict: bool) -> CaliperEntity | UnknownEntity:
    kind = entity_kinds().get(str(value.get("type")))
    if kind is None:
        return UnknownEntity(data=value)
    try:
        return _read(value, kind, strict=strict)
    except _MisfitError:
        if strict:
            raise
        return UnknownEntity(data=value)


def _instant(kind: type, value: Any) -> Any:
    return WrittenInstant.read(value) if kind is WrittenInstant and isinstance(value, str) else value
