"""Messages to the event store, and its answers."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import Model, Timestamp
from .base import DATA_VERSION, EnvelopeItem, Instant
from .enums import ApiStatus, JobState

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


class Envelope(Model, kw_only=True):
    """The envelope that events are sent in.

    Attributes:
        sensor: The IRI of what recorded them.
        send_time: When they were sent.
        data_version: The version of Caliper: the constant.
        data: Events and descriptions of entities: Structs, or mappings in wire names.
    """

    sensor: str
    send_time: Instant
    data_version: str = DATA_VERSION
    data: list[EnvelopeItem]


class SendResult(Model, kw_only=True):
    """The server's answer to events sent; `job_id` names the job that stores them, where there is one."""

    job_id: str | None = None
    status: ApiStatus | None = None
    message: str | None = None
    errors: Any | None = None


class ValidationResult(Model, kw_only=True):
    """The server's verdict on events that it was asked to check."""

    status: ApiStatus
    message: str | None = None
    errors: Any | None = None


class EventResult(Model, kw_only=True):
    """An event that a job stored: the number it was given, and the URN that it was sent with."""

    allocated_id: str
    external_id: str


class JobReturnValue(Model, kw_only=True):
    """The outcome of a job."""

    status: ApiStatus
    results: list[EventResult] = field(default_factory=list[EventResult])


class JobStatus(Model, kw_only=True):
    """The state of a job; `return_value` and `processed_on` are None until it has run."""

    id: str
    state: JobState
    return_value: JobReturnValue | None = None
    processed_on: Timestamp | None = None


class StoredEvent(Model, kw_only=True):
    """An event as the server keeps it.

    Attributes:
        id: Its number in the store; `external_id` is the URN that it was sent with.
    """

    id: int
    external_id: str
    sensor: str
    type: str
    profile: str | None = None
    action: str
    event_time: Timestamp
    send_time: Timestamp
    created_at: Timestamp = field(name="created_at")
    updated_at: Timestamp | None = field(name="updated_at", default=None)
    deleted_at: Timestamp | None = field(name="deleted_at", default=None)
    actor: str | dict[str, Any] | None = None
    object: str | dict[str, Any] | None = None
    generated: str | dict[str, Any] | None = None
    target: str | dict[str, Any] | None = None
    referrer: str | dict[str, Any] | None = None
    ed_app: str | dict[str, Any] | None = None
    group: str | dict[str, Any] | None = None
    membership: str | dict[str, Any] | None = None
    session: str | dict[str, Any] | None = None
    federated_session: str | dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None
    client_app_id: str | None = None


class StoredEventAnswer(Model, kw_only=True):
    """The answer to a request for one event; without one, where there is none."""

    event: StoredEvent | None = None
