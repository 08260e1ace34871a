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
    """Learning events. They are taken with 202 and processed later: one whose student or course is not known is
    dropped without a word, which `confirm` makes out.

    The calls that make an event give it ids made of what it tells, so that to tell it again is no second fact, and
    return it.
    """

    _names = PARTNER_NAMES

    async def send(self, event: EventData, *, confirm: bool = False, within: float = 30.0) -> EventReceipt:
        """Send one event as it is.

        Args:
            event: A Caliper event: a Struct, which is checked, or a mapping in wire names, sent as it is.
            confirm: Read back whether it arrived; see `confirm()`.
            within: Seconds to read it back for, at most.

        Returns:
            Whether it arrived, where that was asked for.

        Raises:
            InvalidInputError: Names what cannot be sent; nothing was.
            BadRequestError: The platform refuses it, such as for a key inside `extensions` that it does not know.
            APIStatusError: What is to be read back is refused; a note says that the event was sent.

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
        """Read back whether events arrived that were sent before, such as by `send_xp()`.

        XP shows among the student's entries, under the id of the event or of its attempt; a session among the
        student's sessions. Nothing that can be read tells of single events of other kinds. It reads until all
        have shown or the time is over, in growing distances.

        Args:
            *events: The events.
            within: Seconds to read for, at most.

        Returns:
            The ids of those that arrived, that did not within this time, and that nothing tells of.

        Raises:
            InvalidInputError: Names what is no event.
            APIStatusError: What is to be read is refused, such as to a token without `events.readonly`. A server that
                fails or does not answer is asked again while there is time.

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
