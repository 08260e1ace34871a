"""Messages to the event store, and its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import field

from ..base import Model, OpenModel, Timestamp
from .base import DATA_VERSION, EnvelopeItem, Instant, UnknownEvent
from .enums import ApiStatus, JobState

if TYPE_CHECKING:
    from .events import CaliperEvent

__all__ = [
    "Envelope",
    "EventResult",
    "JobReturnValue",
    "JobStatus",
    "SendResult",
    "StoredEvent",
    "StoredEventAnswer",
    "ValidationResult",
]


# What the server keeps of an event beside its head, by the names of both.
_PARTS = {
    "actor": "actor",
    "object": "object",
    "generated": "generated",
    "target": "target",
    "referrer": "referrer",
    "ed_app": "edApp",
    "group": "group",
    "membership": "membership",
    "session": "session",
    "federated_session": "federatedSession",
    "extensions": "extensions",
}


class Envelope(Model, kw_only=True):
    """The envelope that events are sent in."""

    sensor: str
    """IRI of the program that recorded the events."""
    send_time: Instant
    """Time when the envelope is sent."""
    data_version: str = DATA_VERSION
    """IRI of the version of Caliper: always that of 1.2."""
    data: list[EnvelopeItem]
    """Events and descriptions of entities, one at least: Structs, or mappings in wire names."""


class SendResult(Model, kw_only=True):
    """The server's answer to events sent; `job_id` names the job that stores them, if there is one."""

    job_id: str | None = None
    """Job that stores the events, to wait for; None if the platform makes no job."""
    status: ApiStatus | None = None
    """Whether the request was taken."""
    message: str | None = None
    """The server's words, meant for people; None if there are none."""
    errors: Any | None = None
    """Faults of the events in an undocumented format; None if there are none."""


class ValidationResult(Model, kw_only=True):
    """The server's verdict on events that it was asked to check."""

    status: ApiStatus
    """Whether the request was taken."""
    message: str | None = None
    """The server's words, meant for people; None if there are none."""
    errors: Any | None = None
    """Faults of the events in an undocumented format; None if there are none."""


class EventResult(Model, kw_only=True):
    """An event that a job stored: the number it was given, and the URN that it was sent with."""

    allocated_id: str
    """Number of the stored event, as text."""
    external_id: str
    """URN that the event was sent with."""


class JobReturnValue(Model, kw_only=True):
    """The outcome of a job."""

    status: ApiStatus
    """Whether the job succeeded."""
    results: list[EventResult] = []
    """Events that were stored; empty if there are none."""


class JobStatus(Model, kw_only=True):
    """The state of a job; `return_value` and `processed_on` are None until it has run."""

    id: str
    """Identifier of the job, the `job_id` of the send."""
    state: JobState
    """Progress of the job: waiting, active, completed or failed; any other state is not an end."""
    return_value: JobReturnValue | None = None
    """Outcome of the job; None until it has run."""
    processed_on: Timestamp | None = None
    """Time when the job ran, in UTC; None until then."""


class StoredEvent(OpenModel, kw_only=True):
    """An event as the server keeps it; `event` is the event itself, typed."""

    id: int
    """Number in the server's store, not the event's own id."""
    external_id: str
    """URN that the event was sent with, by which `get()` finds it."""
    sensor: str
    """IRI of the program that recorded the event."""
    type: str
    """Kind of event, such as `ActivityEvent`."""
    profile: str | None = None
    """Caliper profile that the kind belongs to; None for a generic event."""
    action: str
    """Verb of the event, such as `Completed`."""
    event_time: Timestamp
    """Time when it happened."""
    send_time: Timestamp
    """Time when its envelope was sent."""
    created_at: Timestamp = field(name="created_at")
    """Time when the server stored it."""
    updated_at: Timestamp | None = field(name="updated_at", default=None)
    """Time of the last change to the stored event; None if there was none."""
    deleted_at: Timestamp | None = field(name="deleted_at", default=None)
    """Time when it was marked as deleted; None while it is not."""
    actor: str | dict[str, Any] | None = None
    """Person or program that acted: its IRI, or the object as it was sent."""
    object: str | dict[str, Any] | None = None
    """Thing acted upon: its IRI, or the object as it was sent."""
    generated: str | dict[str, Any] | None = None
    """Entity that the action created, such as a score: its IRI or the object; None if there is none."""
    target: str | dict[str, Any] | None = None
    """Place within the object, such as a moment of a film: its IRI or the object; None if there is
    none."""
    referrer: str | dict[str, Any] | None = None
    """Page or application that the actor came from: its IRI or the object; None if there is none."""
    ed_app: str | dict[str, Any] | None = None
    """Application where it happened: its IRI or the object; None if not stated."""
    group: str | dict[str, Any] | None = None
    """Organization where it happened: its IRI or the object; None if not stated."""
    membership: str | dict[str, Any] | None = None
    """The actor's part in that organization: its IRI or the object; None if not stated."""
    session: str | dict[str, Any] | None = None
    """Session in which it happened: its IRI or the object; None if not stated."""
    federated_session: str | dict[str, Any] | None = None
    """LTI session that led there: its IRI or the object; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""
    client_app_id: str | None = None
    """OAuth client that sent it; None if the server does not say."""

    @property
    def event(self) -> CaliperEvent | UnknownEvent:
        """The event as it was sent, of the class of its kind, with the entities inside it."""
        from ...caliper.reading import read_event

        event = {
            "id": self.external_id,
            "type": self.type,
            "profile": self.profile,
            "action": self.action,
            "eventTime": self.written.get("eventTime", self.event_time),
            **{wire: getattr(self, name) for name, wire in _PARTS.items()},
        }
        plain: dict[str, Any] = msgspec.to_builtins(event)
        sent = {name: value for name, value in plain.items() if value is not None}
        return read_event({**self.further, **sent})


class StoredEventAnswer(Model, kw_only=True):
    """The answer to a request for one event; without one, if there is none."""

    event: StoredEvent | None = None
    """Event that was requested; None if there is none."""
