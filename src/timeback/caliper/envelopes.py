"""Envelopes: checked, and brought into the form in which they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias, cast

from .._codec.scalars import encode_json
from .._issues import Issues, hint
from .._json_types import is_mapping, is_object
from ..errors import InvalidInputError
from ..models.caliper.answers import Envelope
from ..models.caliper.base import DATA_VERSION, CaliperObject, UnknownObject
from .reading import check
from .writing import write, write_checked

__all__ = [
    "EnvelopeData",
    "EventData",
    "checked_event",
    "envelope_body",
    "envelope_of",
    "event_body",
    "filled_envelope",
]

EventData: TypeAlias = CaliperObject | UnknownObject | Mapping[str, Any]
EnvelopeData: TypeAlias = Envelope | Mapping[str, Any]

_NAMES = {"sensor": "sensor", "send_time": "sendTime", "data_version": "dataVersion", "data": "data"}


def envelope_of(sensor: str, events: Sequence[EventData]) -> dict[str, Any]:
    """The body that sends `events` now.

    Raises:
        InvalidInputError: Names what cannot be sent.
    """
    listed: Any = list(events) if isinstance(events, list | tuple) else events
    return envelope_body({"sensor": sensor, "sendTime": datetime.now(UTC), "data": listed})


def envelope_body(envelope: EnvelopeData) -> dict[str, Any]:
    """An envelope as it is sent; each of its events is checked if it is a Struct.

    Args:
        envelope: The Struct, or a mapping in Python or wire names; `dataVersion` may be left out.

    Raises:
        InvalidInputError: Names what cannot be sent.
    """
    if isinstance(envelope, Envelope):
        given: dict[str, Any] = {each: getattr(envelope, each) for each in _NAMES}
    elif is_mapping(envelope):
        given = dict(envelope)
    else:
        raise InvalidInputError.of(
            "envelope", f"must be an Envelope or a mapping, not {type(envelope).__name__}"
        )
    found = {_NAMES.get(name, name): value for name, value in given.items()}
    found.setdefault("dataVersion", DATA_VERSION)
    issues = Issues()
    for name in sorted(found.keys() - set(_NAMES.values())):
        issues.add(name, f"unknown field{hint(name, _NAMES)}")
    body = {
        "sensor": _sensor(found.get("sensor"), issues),
        "sendTime": _send_time(found.get("sendTime"), issues),
        "dataVersion": found["dataVersion"],
        "data": _data(found.get("data"), issues),
    }
    if body["dataVersion"] != DATA_VERSION:
        issues.add("dataVersion", f"must be {DATA_VERSION}")
    issues.check()
    return body


def checked_event(event: EventData) -> dict[str, Any]:
    """An event as it is sent on its own; checked, if it is a Struct.

    Raises:
        InvalidInputError: Names what cannot be sent.
    """
    issues = Issues()
    found = _one(event, "event", issues)
    issues.check()
    return cast("dict[str, Any]", found)


def event_body(sensor: str, event: EventData) -> tuple[str, bytes]:
    """The sensor, and the JSON of an event that is to be sent later, checked now.

    Raises:
        InvalidInputError: Names what cannot be sent.
    """
    body = envelope_of(sensor, [event])
    return body["sensor"], encode_json(body["data"][0])


def filled_envelope(sensor: str, data: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The body that sends now what was checked before."""
    return {"sensor": sensor, "sendTime": write(datetime.now(UTC)), "dataVersion": DATA_VERSION, "data": data}


def _sensor(value: object, issues: Issues) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    issues.add("sensor", "must be text, not blank")
    return ""


def _send_time(value: object, issues: Issues) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return str(write(value))
    elif isinstance(value, str):
        try:
            datetime.fromisoformat(value)
            return value
        except ValueError:
            pass
    issues.add("sendTime", "must be an instant: a datetime with an offset, or ISO 8601 text")
    return ""


def _data(value: object, issues: Issues) -> list[Any]:
    if not isinstance(value, list | tuple) or not value:
        issues.add("data", "must be a list of events, not empty")
        return []
    found = [_one(each, f"data[{index}]", issues) for index, each in enumerate(cast("list[object]", value))]
    ids = [each.get("id") if is_object(each) else None for each in found]
    issues.add_repeated([each if isinstance(each, str) else None for each in ids], "data[{}].id".format)
    return found


def _one(value: object, where: str, issues: Issues) -> Any:
    if not isinstance(value, CaliperObject | UnknownObject) and not is_mapping(value):
        issues.add(where, f"must be an event, an entity or a mapping, not {type(value).__name__}")
        return None
    try:
        wire = write_checked(value, where)
    except InvalidInputError as error:
        issues += error.issues
        return None
    if isinstance(value, CaliperObject):
        for path, message in check(wire, type(value)):
            issues.add(f"{where}.{path}", message)
    return wire
