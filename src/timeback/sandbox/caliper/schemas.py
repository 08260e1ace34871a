"""The bodies of Caliper: envelopes, and events and entities that fit the kind that they say they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..._json_types import is_list, is_object
from ...caliper.kinds import entity_kinds, event_kinds, is_closed, plan_of
from ...caliper.reading import check
from ...models.caliper import CaliperObject, Entity, Event, Profile
from ...models.caliper.base import DATA_VERSION
from .. import instants

__all__ = ["envelope_faults", "is_borne", "is_event"]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_NO_COLLECTION_ID = re.compile(r"data\[(\d+)\]\.generated\.id")

Fault = tuple[str, str]


def is_event(item: dict[str, Any]) -> bool:
    """Whether an object of an envelope is an event; what is not describes an entity."""
    return "action" in item or "eventTime" in item or str(item.get("type")).endswith("Event")


def envelope_faults(body: Any) -> Iterator[Fault]:
    """Everything that is wrong with an envelope: a path, and what is wrong there."""
    if not is_object(body):
        yield "", "must be an object"
        return
    if not isinstance(sensor := body.get("sensor"), str) or not _IRI.fullmatch(sensor.strip()):
        yield "sensor", "must be an IRI"
    if not isinstance(sent := body.get("sendTime"), str) or instants.parse(sent) is None:
        yield "sendTime", "must be an ISO 8601 datetime"
    if body.get("dataVersion") != DATA_VERSION:
        yield "dataVersion", f"must be {DATA_VERSION}"
    data = body.get("data")
    if not is_list(data) or not data:
        yield "data", "must be a list of at least one event"
        return
    for index, item in enumerate(data):
        where = f"data[{index}]"
        if not is_object(item):
            yield where, "must be an object"
            continue
        for path, message in _event_faults(item) if is_event(item) else _entity_faults(item):
            yield f"{where}.{path}".rstrip("."), message


def is_borne(fault: Fault, body: Any) -> bool:
    """Whether production bears a fault: the published server SDK sends times without an id of their collection."""
    found = _NO_COLLECTION_ID.fullmatch(fault[0])
    if found is None or fault[1] != "required":
        return False
    return bool(body["data"][int(found[1])].get("type") == "TimeSpentEvent")


def _event_faults(event: dict[str, Any]) -> Iterator[Fault]:
    kinds = event_kinds().get(str(event.get("type")), [])
    profile, action = event.get("profile"), event.get("action")
    if profile is not None and not Profile.__admits__(str(profile)):
        yield "profile", "must be one of " + ", ".join(Profile)
        return
    matching = [kind for kind in kinds if plan_of(kind).profile == profile]
    if kinds and not matching and profile not in (None, Profile.GENERAL_PROFILE):
        yield "type", f"is not among the events of the {profile}"
        return
    takes_action = [kind for kind in matching if plan_of(kind).takes(action)]
    if matching and not takes_action:
        yield "action", f"is not among the actions of {event.get('type')} in the {profile}"
        return
    yield from _faults(event, takes_action[0] if takes_action else Event)
    actor = event.get("actor")
    if (
        is_object(actor)
        and actor.get("type") == "TimebackUser"
        and not _EMAIL.fullmatch(str(actor.get("email")))
    ):
        yield "actor.email", "must be an e-mail address"


def _entity_faults(entity: dict[str, Any]) -> Iterator[Fault]:
    yield from _faults(entity, entity_kinds().get(str(entity.get("type")), Entity))


def _faults(item: dict[str, Any], kind: type[CaliperObject]) -> Iterator[Fault]:
    yield from check(item, kind)
    if is_closed(kind):
        known = {"type", *plan_of(kind).fields}
        yield from ((name, "unknown field") for name in item.keys() - known)
