"""Learning events, and whether they arrived."""

from __future__ import annotations

from ..._option_checks import check_flag, check_number
from ...caliper.arrival import EventReceipt, Expected, expected_of, receipt_of
from ...caliper.entity_names import PARTNER_NAMES
from ...caliper.envelopes import EventData, checked_event
from ...errors import APIConnectionError, APIStatusError, NotFoundError, RateLimitError, ServerError
from ..learnwith.events import AsyncPlatformEvents
from ..learnwith.insights import AsyncInsights
from .xp import AsyncXpEntries

__all__ = ["AsyncPartnerEvents"]

_FIRST_DELAY, _LONGEST_DELAY = 0.25, 5.0


class AsyncPartnerEvents(AsyncPlatformEvents):
    """Learning events. The platform answers 202 and processes them later; it silently drops an event whose student or
    course it does not know. `confirm()` finds out.

    The calls that make an event derive its ids from its content, so sending it again does not count twice. They
    return the event.
    """

    _names = PARTNER_NAMES

    async def send(self, event: EventData, *, confirm: bool = False, within: float = 30.0) -> EventReceipt:
        """Send one event as it is.

        Args:
            event: A Caliper event: a Struct, which is checked, or a mapping in wire names, sent as it is.
            confirm: Check whether it arrived; see `confirm()`.
            within: How long to check, in seconds.

        Returns:
            Whether it arrived, if you asked for that.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            BadRequestError: The platform refuses it, such as for a key inside `extensions` that it does not know.
            APIStatusError: The check was refused; a note says that the event was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        check_flag("confirm", confirm)
        check_number("within", within, above=0)
        body = checked_event(event)
        expected = expected_of(body)
        await self._post(body)
        if not confirm:
            return receipt_of([expected], None)
        try:
            return await self._confirmed([expected], within)
        except APIStatusError as error:
            error.add_note("the event was sent; only reading it back failed")
            raise

    async def confirm(self, *events: EventData, within: float = 30.0) -> EventReceipt:
        """Check whether events that were sent before, such as by `send_xp()`, have arrived.

        XP appears among the student's entries, under the id of the event or of its attempt, and a session among the
        student's sessions. Single events of other kinds cannot be read back. The check repeats, at growing
        intervals, until all have arrived or the time is up.

        Args:
            *events: The events.
            within: How long to check, in seconds.

        Returns:
            The ids of the events that arrived, that did not arrive in time, and that cannot be checked.

        Raises:
            InvalidInputError: Names an argument that is not an event.
            APIStatusError: The check is refused, for example because the token lacks `events.readonly`. A server
                that fails or does not answer is asked again while there is time.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {xp}/users/{userId}/entries` and `GET {insights}/users/{userId}/sessions`.
        """
        check_number("within", within, above=0)
        return await self._confirmed([expected_of(checked_event(each)) for each in events], within)

    async def _confirmed(self, expected: list[Expected], within: float) -> EventReceipt:
        clock, delay = self._channel.transport.clock, _FIRST_DELAY
        until = clock.now() + within
        seen: set[str] = set()
        while True:
            for each in expected:
                left = until - clock.now()
                is_open = each.kind is not None and each.event_id not in seen
                if is_open and left > 0 and await self._shows(each, left):
                    seen.add(each.event_id)
            left = until - clock.now()
            if left <= 0 or all(each.kind is None or each.event_id in seen for each in expected):
                return receipt_of(expected, seen)
            await clock.sleep(min(delay, left))
            delay = min(2 * delay, _LONGEST_DELAY)

    async def _shows(self, expected: Expected, left: float) -> bool:
        """Whether what can be read of a student tells of the event, within what is left of the time."""
        channel = self._channel.bounded(left)
        try:
            if expected.kind == "session":
                sessions = AsyncInsights(channel).sessions.stream(expected.student_id)
                return any([expected.is_told_by(each.id) async for each in sessions])
            entries = AsyncXpEntries(channel).stream(expected.student_id, start_date=expected.since)
            return any([expected.is_told_by(each.source_event_id) async for each in entries])
        except (NotFoundError, RateLimitError, ServerError, APIConnectionError):
            # Of a student who is not known nothing arrives; what is out of order may be in order soon.
            return False
