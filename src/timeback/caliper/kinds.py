"""The kinds of events and entities: which there are, how they are told apart, and how their fields are read."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from ..models.caliper.agents import Agent, Membership
from ..models.caliper.base import CaliperObject
from ..models.caliper.entities import (
    AggregateMeasure,
    AggregateMeasureCollection,
    CaliperEntity,
    Collection,
    Entity,
)
from ..models.caliper.enums import EventType
from ..models.caliper.events import CaliperEvent, Event
from ..models.caliper.references import Refers
from ..models.caliper.resources import AssessmentItem, Message
from ..models.caliper.timeback import TimebackActivityCompletedEvent, TimebackTimeSpentEvent, TimebackUser

__all__ = [
    "Plan",
    "Reading",
    "entity_kinds",
    "event_kind",
    "event_kinds",
    "is_closed",
    "kinds_named",
    "plan_of",
]

C = TypeVar("C", bound=CaliperObject)

_CLOSED = (
    Agent,
    AggregateMeasure,
    AggregateMeasureCollection,
    AssessmentItem,
    CaliperEvent,
    Collection,
    Entity,
    Membership,
    Message,
    TimebackUser,
)
_OPEN = (TimebackActivityCompletedEvent, TimebackTimeSpentEvent)


def _subclasses(model: type[C]) -> Iterator[type[C]]:
    for each in model.__subclasses__():
        yield each
        yield from _subclasses(each)


@functools.cache
def entity_kinds() -> dict[str, type[CaliperEntity]]:
    kinds: dict[str, type[CaliperEntity]] = {
        str(each.__struct_config__.tag): each
        for each in _subclasses(CaliperEntity)
        if each.__struct_config__.tag is not None
    }
    return {**kinds, "Entity": Entity}


@functools.cache
def event_kinds() -> dict[str, list[type[CaliperEvent]]]:
    kinds: dict[str, list[type[CaliperEvent]]] = {}
    for each in _subclasses(CaliperEvent):
        if each.__struct_config__.tag is not None:
            kinds.setdefault(str(each.__struct_config__.tag), []).append(each)
    return kinds


def event_kind(data: Mapping[str, Any]) -> type[CaliperEvent] | None:
    """The kind of an event; where its type has none for its profile, the general one."""
    name, profile, action = data.get("type"), data.get("profile"), data.get("action")
    for kind in event_kinds().get(str(name), []):
        plan = plan_of(kind)
        if plan.profile == profile and plan.takes(action):
            return kind
    return Event if isinstance(name, str) and EventType.__admits__(name) else None


class Reading(NamedTuple):
    """The reading of a field: a part of a known kind, or a reference to an entity; maybe a list."""

    part: type[CaliperObject] | None
    kinds: tuple[str, ...]
    is_list: bool


class Plan(NamedTuple):
    """The knowledge about one kind of object."""

    tag: str | None
    fields: Mapping[str, Reading]
    spellings: Mapping[str, str]
    has_context: bool
    profile: str | None
    actions: frozenset[str] | None

    def takes(self, action: Any) -> bool:
        """Whether an event of this kind may have the action."""
        return self.actions is None or action in self.actions


@functools.cache
def plan_of(model: type[CaliperObject]) -> Plan:
    listed = {each.encode_name: each for each in msgspec.structs.fields(model) if each.name != "further"}
    tag = model.__struct_config__.tag
    profile = listed["profile"].default if "profile" in listed else None
    return Plan(
        None if tag is None else str(tag),
        {name: _reading(each.type) for name, each in listed.items()},
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


def _reading(annotation: Any) -> Reading:
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is list:
            return _reading(get_args(part)[0])._replace(is_list=True)
        if get_origin(part) is Annotated and isinstance(get_args(part)[1], Refers):
            return Reading(None, get_args(part)[1].kinds, False)
        if isinstance(part, type) and issubclass(part, CaliperObject):
            return Reading(part, (), False)
    return Reading(None, (), False)


@functools.cache
def kinds_named(kinds: tuple[str, ...]) -> tuple[type[CaliperEntity], ...]:
    """The Structs of these names; every entity goes for a plain one."""
    listed: list[type[CaliperEntity]] = [CaliperEntity, *_subclasses(CaliperEntity)]
    by_name = {each.__name__: each for each in listed}
    return tuple(by_name[name] for name in kinds)


def is_closed(kind: type[CaliperObject]) -> bool:
    """Whether the platform refuses keys that a kind does not list."""
    return issubclass(kind, _CLOSED) and not issubclass(kind, _OPEN)
