"""The bodies of LEARNWITH_AI, by the types of the catalog."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from ..._json_types import is_list, is_object
from ...models.caliper.base import DATA_VERSION
from ...models.learnwith import DraftInput, StudentInput, UserProfileInput
from ...models.webhooks import LwaiSubscriptionInput
from .. import instants
from ..bodies import typed_body
from ..caliper.schemas import envelope_faults
from ..context import RequestContext
from ..errors import ApiError
from ..records import Doc, part
from .errors import UNRECOGNIZED

__all__ = ["draft_body", "events_body", "profile_body", "student_body", "subscription_body"]

_TEXT = "The body is invalid."
# Beside what the type demands; as an application met it (2026-01).
_OF_A_STUDENT = ("status", "enabledUser", "username", "preferredFirstName")
_TEXTS = ("id", "type", "action")
# Others are taken as they are, such as those that the published client makes of Timeback's own.
_DOCUMENTED = frozenset(
    {"GradeEvent", "AssessmentItemEvent", "AssessmentEvent", "AssignableEvent", "ViewEvent", "SessionEvent"}
)
_EXTENSIONS = frozenset({"subject", "course"})


def _typed(body: Any, model: type[msgspec.Struct], *required: str) -> Doc:
    if is_object(body) and (missing := [name for name in required if body.get(name) is None]):
        raise ApiError(400, _TEXT, [(name, "Required.") for name in missing])
    return typed_body(body, model, _TEXT)


def student_body(call: RequestContext) -> Doc:
    """A student to create."""
    return _typed(call.wrapped("student"), StudentInput, *_OF_A_STUDENT)


def profile_body(call: RequestContext) -> Doc:
    """An application to assign; its `profileId` is the one in the path."""
    body = call.body()
    if not is_object(body) or body.get("profileId") != call.params["profile"]:
        raise ApiError(400, _TEXT, [("profileId", "Must be the id in the path.")])
    fields = {name: value for name, value in body.items() if name != "profileId"}
    return {"profileId": body["profileId"], **_typed(fields, UserProfileInput, "profileType", "vendorId")}


def draft_body(call: RequestContext) -> Doc:
    """An application to register."""
    return _typed(call.body(), DraftInput)


def subscription_body(call: RequestContext) -> Doc:
    """An endpoint to be told of events."""
    body = _typed(call.body(), LwaiSubscriptionInput)
    if not _is_public(body["url"]):
        raise ApiError(400, _TEXT, [("url", "Must begin with https:// and name a domain.")])
    if not body["eventTypes"]:
        raise ApiError(400, _TEXT, [("eventTypes", "Must hold at least one type.")])
    return body


def _is_public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return parts.scheme == "https" and bool(host)
    return False


def events_body(call: RequestContext) -> list[Doc]:
    """The events of a body: a bare one, or those of an envelope.

    Raises:
        ApiError: 400.
    """
    body = call.body()
    if not is_object(body):
        raise ApiError(400, _TEXT, [("(root)", "Must be an event or an envelope.")])
    is_envelope = "data" in body
    envelope = body if is_envelope else _enveloped(body, call.now)
    faults = [
        (path if is_envelope else path.removeprefix("data[0]").lstrip("."), message)
        for path, message in _faults(envelope)
    ]
    if faults:
        raise ApiError(400, "The events are not valid.", faults)
    return list(envelope["data"])


def _enveloped(event: Doc, now: str) -> Doc:
    return {"sensor": "urn:events", "sendTime": now, "dataVersion": DATA_VERSION, "data": [event]}


def _faults(envelope: Doc) -> Iterator[tuple[str, str]]:
    events = envelope["data"]
    found = enumerate(events if is_list(events) else ())
    objects = {index: event for index, event in found if is_object(event)}
    for index, event in objects.items():
        yield from ((f"data[{index}].{name}", message) for name, message in _own_faults(event))
    others = tuple(
        f"data[{index}]." for index, event in objects.items() if event.get("type") not in _DOCUMENTED
    )
    yield from (fault for fault in envelope_faults(envelope) if not fault[0].startswith(others))


def _own_faults(event: Doc) -> Iterator[tuple[str, str]]:
    """The faults that this platform finds with an event of whatever type."""
    if "caliper" not in str(event.get("@context")):
        yield "@context", "must name Caliper's context"
    yield from ((name, "must be text, not blank") for name in _TEXTS if not _is_text(event.get(name)))
    yield from ((name, "required") for name in ("actor", "object") if not event.get(name))
    if not _is_text(event.get("eventTime")) or instants.parse(event["eventTime"]) is None:
        yield "eventTime", "must be an ISO 8601 datetime"
    for name in part(event, "extensions").keys() - _EXTENSIONS:
        yield "extensions", f"{UNRECOGNIZED}: {name}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
