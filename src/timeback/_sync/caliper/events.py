# Generated from src/timeback/_async/caliper/events.py by setup_unasync.py; do not edit.
"""Events: send, check, list and read them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..._buffer.queue import MemoryStore, Queue, RejectedEvent, Store
from ..._concurrency import scope
from ..._http.retry import Resend
from ..._option_checks import check_number, check_whole
from ..._pages import PageResult
from ..._rows import Rows
from ...caliper import factories
from ...caliper.envelopes import EnvelopeData, EventData, envelope_body, envelope_of, event_body
from ...caliper.queries import Moment, events_query
from ...errors import InvalidOptionError, NotFoundError
from ...models.caliper import (
    ActivityCompletedInput,
    QuestionAnsweredInput,
    QuestionGradedInput,
    QuestionSeenInput,
    SendResult,
    StoredEvent,
    TimeSpentInput,
    ValidationResult,
)
from ...models.caliper.answers import StoredEventAnswer
from ..pager import Pager
from ..resource import LIMIT, PREFETCH, PagedList
from .buffer import EventBuffer
from .sending import Sender, require

__all__ = ["Events"]


class Events(Sender):
    """Events: send, check, list and read them."""

    def send(self, sensor: str, events: Sequence[EventData]) -> SendResult:
        """Send events, in an envelope with the current time.

        A job stores them: if the result has a `job_id`, `client.jobs.wait_for_completion()` waits for that job.

        Args:
            sensor: The IRI of the application that recorded them; surrounding blanks are removed.
            events: Events, and descriptions of entities: Structs, which are checked, or mappings in wire
                names, which are sent as they are.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            BadRequestError: The server refuses an event; none was stored.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self._send_envelope(envelope_of(sensor, events))

    def send_envelope(self, envelope: EnvelopeData) -> SendResult:
        """Send an envelope that you made yourself.

        Args:
            envelope: An `Envelope`, or a mapping in Python or wire names: `sensor`, `send_time` (a datetime with
                an offset, or ISO 8601 text), `data` (events and entities) and, optionally, the constant
                `data_version`.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            BadRequestError: The server refuses an event; none was stored.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self._send_envelope(envelope_body(envelope))

    def buffer(
        self,
        sensor: str,
        *,
        spool: str | os.PathLike[str] | None = None,
        max_batch: int = 100,
        max_age: float = 2.0,
        max_pending: int = 100_000,
        max_bytes: int = 256 * 1024 * 1024,
        max_backoff: float = 30.0,
        on_rejected: Callable[[RejectedEvent], Any] | None = None,
        exit_timeout: float = 5.0,
    ) -> EventBuffer:
        """Make a buffer, which sends events in batches in the background and keeps them while the server is down.

        Args:
            sensor: The IRI of the application that records them.
            spool: A SQLite file that keeps events until the server has them, even if the process ends. It is
                created if it does not exist. Without a spool, events are kept in memory.
            max_batch: Send as soon as this many events are waiting, and at most this many in a request.
            max_age: Send when an event has waited this many seconds.
            max_pending: Room for this many events, including refused ones that you have not taken.
            max_bytes: Room for this many bytes of their JSON.
            max_backoff: The longest wait between attempts while the server is down, in seconds.
            on_rejected: Called in the background with each event that the server refuses for good; without it
                they are kept in `.rejected`.
            exit_timeout: How long a buffer that was not closed may delay the interpreter's exit, in seconds.

        Raises:
            InvalidInputError: An argument is not valid.
            SpoolError: The file is not a spool, or another buffer is using it.

        Calls `POST /caliper/event`.
        """
        sizes = {"max_batch": max_batch, "max_pending": max_pending, "max_bytes": max_bytes}
        for name, size in sizes.items():
            check_whole(name, size, minimum=1)
        waits = {"max_age": max_age, "max_backoff": max_backoff, "exit_timeout": exit_timeout}
        for name, seconds in waits.items():
            check_number(name, seconds)
        event_body(sensor, {})  # refuses a sensor that cannot be sent
        scope()  # outside an event loop no file is opened
        queue = Queue(
            MemoryStore() if spool is None else _spool(spool),
            max_batch=max_batch, max_age=max_age, max_pending=max_pending, max_bytes=max_bytes,
        )  # fmt: skip
        return EventBuffer(
            self._send_envelope,
            sensor,
            queue,
            on_rejected=on_rejected,
            max_backoff=max_backoff,
            exit_timeout=exit_timeout,
        )

    def validate(self, envelope: EnvelopeData) -> ValidationResult:
        """Have the server check an envelope; nothing is stored.

        Args:
            envelope: An `Envelope`, or a mapping in Python or wire names.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            BadRequestError: The server would refuse an event; the error's body says which.
            UnsupportedOperationError: LEARNWITH_AI has no such call.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event/validate`.
        """
        require(self._channel, "validate", "events.validate")
        body = envelope_body(envelope)
        return self._one("POST", "{validate}", ValidationResult, json=body, resend=Resend.SAFELY)

    def list(
        self,
        *,
        sensor: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        actor_id: str | None = None,
        actor_email: str | None = None,
        limit: int = LIMIT,
        offset: int = 0,
    ) -> PageResult[StoredEvent]:
        """Fetch one page of the stored events.

        Args:
            sensor: Only those of this sensor.
            start_date: Only those from this date or datetime on.
            end_date: Only those before it.
            actor_id: Only those of the actor with this IRI.
            actor_email: Only those of the actor with this email address.
            limit: Rows to ask for; 100 by default.
            offset: Rows to skip.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            UnsupportedOperationError: LEARNWITH_AI has no such call.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET /caliper/events`.
        """
        events = self._matching("events.list", sensor, start_date, end_date, actor_id, actor_email)
        return events.list(limit=limit, offset=offset)

    def first(
        self,
        *,
        sensor: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        actor_id: str | None = None,
        actor_email: str | None = None,
    ) -> StoredEvent | None:
        """Fetch the first event that `list()` would give, or None; asks for one only."""
        events = self._matching("events.first", sensor, start_date, end_date, actor_id, actor_email)
        return events.first()

    def list_all(
        self,
        *,
        sensor: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        actor_id: str | None = None,
        actor_email: str | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[StoredEvent]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 events and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        events = self._matching("events.list_all", sensor, start_date, end_date, actor_id, actor_email)
        return events.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        sensor: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        actor_id: str | None = None,
        actor_email: str | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> Pager[StoredEvent]:
        """Go through all stored events, page after page; see `list()` for the conditions.

        Args:
            sensor: As in `list()`.
            start_date: As in `list()`.
            end_date: As in `list()`.
            actor_id: As in `list()`.
            actor_email: As in `list()`.
            limit: Rows to ask for at a time; 100 by default.
            offset: Rows to skip at the beginning.
            max_items: Stop after this many rows.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.

        Calls `GET /caliper/events`.
        """
        events = self._matching("events.stream", sensor, start_date, end_date, actor_id, actor_email)
        return events.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _matching(
        self,
        operation: str,
        sensor: str | None,
        start_date: Moment | None,
        end_date: Moment | None,
        actor_id: str | None,
        actor_email: str | None,
    ) -> PagedList[StoredEvent]:
        require(self._channel, "events", operation)
        query = events_query(sensor, start_date, end_date, actor_id, actor_email)
        return self._pages(StoredEvent, "{events}", "events", "data", query=query)

    def get(self, event_id: str) -> StoredEvent:
        """Fetch one event.

        Args:
            event_id: The URN that it was sent with, `urn:uuid:…`, not its number in the store.

        Raises:
            NotFoundError: There is none with this URN.
            UnsupportedOperationError: LEARNWITH_AI has no such call.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET /caliper/events/{eventId}`.
        """
        require(self._channel, "events", "events.get")
        found = self._one("GET", "{events}/{event_id}", StoredEventAnswer, event_id=event_id)
        if found.event is None:
            raise NotFoundError("the answer holds no event", status=404)
        return found.event

    def send_activity(
        self, sensor: str, data: ActivityCompletedInput | Mapping[str, Any]
    ) -> SendResult:
        """Report that a learner completed an activity.

        Args:
            sensor: The IRI of the application that recorded it.
            data: Actor, object and metrics: the input Struct, or a mapping in Python or wire names.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self.send(sensor, [factories.create_activity_event(data)])

    def send_time_spent(self, sensor: str, data: TimeSpentInput | Mapping[str, Any]) -> SendResult:
        """Report how long a learner spent on an activity.

        Args:
            sensor: The IRI of the application that recorded it.
            data: Actor, object and metrics (in seconds): the input Struct, or a mapping in Python or wire names.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self.send(sensor, [factories.create_time_spent_event(data)])

    def send_question_seen(
        self, sensor: str, data: QuestionSeenInput | Mapping[str, Any]
    ) -> SendResult:
        """Report that a learner was shown a question.

        Args:
            sensor: The IRI of the application that recorded it.
            data: Actor, object and app: the input Struct, or a mapping in Python or wire names.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self.send(sensor, [factories.create_question_seen_event(data)])

    def send_question_answered(
        self, sensor: str, data: QuestionAnsweredInput | Mapping[str, Any]
    ) -> SendResult:
        """Report that a learner answered a question.

        Args:
            sensor: The IRI of the application that recorded it.
            data: Actor, object, app and response: the input Struct, or a mapping in Python or wire names.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self.send(sensor, [factories.create_question_answered_event(data)])

    def send_question_graded(
        self, sensor: str, data: QuestionGradedInput | Mapping[str, Any]
    ) -> SendResult:
        """Report how an answer was graded.

        Args:
            sensor: The IRI of the application that recorded it.
            data: Actor, attempt, app and score: the input Struct, or a mapping in Python or wire names.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /caliper/event`.
        """
        return self.send(sensor, [factories.create_question_graded_event(data)])


def _spool(path: str | os.PathLike[str]) -> Store:
    if not isinstance(path, str | os.PathLike):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidOptionError.of("spool", f"must be a path, not {type(path).__name__}")
    from ..._buffer.spool import Spool  # SQLite, which few programs need

    return Spool(path)
