# Generated from src/timeback/_async/learnwith/events.py by setup_unasync.py; do not edit.
"""Learning events, in the forms that the platform documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from ..._http.retry import Resend
from ...caliper import platform
from ...caliper.entity_names import LEARNWITH_NAMES, EntityNames
from ...caliper.envelopes import EnvelopeData, EventData, checked_event, envelope_body
from ...errors import APIError
from ...models.caliper import AssignableEvent, GradeEvent, SessionLoggedInEvent, SessionTimedOutEvent
from ..resource import APIResource

__all__ = ["Events", "PlatformEvents"]


class PlatformEvents(APIResource):
    """Learning events as LEARNWITH_AI and the Partner API take them; the two name students and courses differently."""

    _names: ClassVar[EntityNames]

    def send_envelope(self, envelope: EnvelopeData) -> None:
        """Send several events in one envelope.

        The platform documents one event per call; envelopes were observed to arrive whole (2026-06).

        Args:
            envelope: An `Envelope`, or a mapping in Python or wire names: `sensor`, `send_time` and `data`.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            BadRequestError: The platform refuses an event.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        self._post(envelope_body(envelope))

    def send_xp(
        self,
        *,
        student_id: str,
        application_id: str,
        activity_id: str,
        xp: float,
        attempt: int = 1,
        activity_name: str | None = None,
        course_id: str | None = None,
        subject: str | None = None,
        event_time: datetime | None = None,
    ) -> GradeEvent:
        """Give a student XP: sends a `GradeEvent` with the score type `XP`.

        Args:
            student_id: The student's id on the platform.
            application_id: The application's id.
            activity_id: The id or IRI of the activity.
            xp: XP earned, 0 or more.
            attempt: The number of the attempt, from 1. Another attempt earns XP again; the same one does not.
            activity_name: The name of the activity, for people to read.
            course_id: The course that it belongs to; if the platform does not know it, the event is dropped.
            subject: The course's subject.
            event_time: When it was earned; now by default.

        Returns:
            The event that was sent.

        Raises:
            InvalidInputError: Names the argument that is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        event = platform.create_xp_event(
            student_id=student_id, application_id=application_id, activity_id=activity_id, xp=xp,
            attempt=attempt, activity_name=activity_name, course_id=course_id, subject=subject,
            event_time=event_time, names=self._names,
        )  # fmt: skip
        return self._graded(event)

    def send_question_result(
        self,
        *,
        student_id: str,
        application_id: str,
        activity_id: str,
        question_id: str,
        correct: bool,
        attempt: int = 1,
        activity_name: str | None = None,
        course_id: str | None = None,
        subject: str | None = None,
        event_time: datetime | None = None,
    ) -> GradeEvent:
        """Report a student's answer: sends a `GradeEvent` with the score type `QUESTION_RESULT`.

        Make one call per question; the platform computes accuracy from them.

        Args:
            student_id: The student's id on the platform.
            application_id: The application's id.
            activity_id: The id or IRI of the activity that the question belongs to.
            question_id: The question's id.
            correct: Whether the answer was right.
            attempt: The number of the attempt, from 1. The same one does not count twice.
            activity_name: The name of the activity, for people to read.
            course_id: The course that it belongs to; if the platform does not know it, the event is dropped.
            subject: The course's subject.
            event_time: When it was answered; now by default.

        Returns:
            The event that was sent.

        Raises:
            InvalidInputError: Names the argument that is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        event = platform.create_question_result_event(
            student_id=student_id, application_id=application_id, activity_id=activity_id,
            question_id=question_id, correct=correct, attempt=attempt, activity_name=activity_name,
            course_id=course_id, subject=subject, event_time=event_time, names=self._names,
        )  # fmt: skip
        return self._graded(event)

    def send_lesson(
        self,
        action: platform.LessonAction,
        *,
        student_id: str,
        application_id: str,
        lesson_id: str,
        lesson_name: str | None = None,
        unit_id: str | None = None,
        attempt: int = 1,
        event_time: datetime | None = None,
    ) -> AssignableEvent:
        """Report a student's progress in a lesson: sends an `AssignableEvent`.

        Args:
            action: The point reached, such as `"Started"` or `"Completed"`.
            student_id: The student's id on the platform.
            application_id: The application's id.
            lesson_id: The lesson's id or IRI.
            lesson_name: The lesson's title.
            unit_id: The unit that the lesson is a part of.
            attempt: The number of the attempt, from 1. The same action of the same attempt is the same event.
            event_time: When it happened; now by default.

        Returns:
            The event that was sent.

        Raises:
            InvalidInputError: Names the argument that is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        event = platform.create_lesson_event(
            action, student_id=student_id, application_id=application_id, lesson_id=lesson_id,
            lesson_name=lesson_name, unit_id=unit_id, attempt=attempt, event_time=event_time, names=self._names,
        )  # fmt: skip
        self._post(checked_event(event))
        return event

    def send_session(
        self,
        action: platform.SessionAction,
        *,
        student_id: str,
        application_id: str,
        session_id: str,
        event_time: datetime | None = None,
    ) -> SessionLoggedInEvent | SessionTimedOutEvent:
        """Open or close a student's session: sends a `SessionEvent`, which the platform handles at once.

        Args:
            action: `"LoggedIn"` opens the session; `"LoggedOut"` and `"TimedOut"` close it.
            student_id: The student's id on the platform.
            application_id: The application's id.
            session_id: The session's id or IRI, the same when it closes.
            event_time: When it happened; now by default.

        Returns:
            The event that was sent.

        Raises:
            InvalidInputError: Names the argument that is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        event = platform.create_session_event(
            action, student_id=student_id, application_id=application_id, session_id=session_id,
            event_time=event_time, names=self._names,
        )  # fmt: skip
        self._post(checked_event(event))
        return event

    def _graded(self, event: GradeEvent) -> GradeEvent:
        # Of its object the platform keeps one fact: to send it twice is to send it once.
        try:
            self._post(checked_event(event), Resend.SAFELY)
        except APIError as error:
            if error.outcome_unknown:
                error.add_note(
                    "make the same call again without reading first: one fact is kept of its attempt"
                )
            raise
        return event

    def _post(self, body: Mapping[str, Any], resend: Resend | None = None) -> None:
        self._send("POST", "{events}/", json=body, resend=resend)


class Events(PlatformEvents):
    """Learning events. The platform answers 202 and processes them later; an event it cannot place is dropped.

    The calls that make an event derive its ids from its content, so sending it again does not count twice. They
    return the event.
    """

    _names = LEARNWITH_NAMES

    def send(self, event: EventData) -> None:
        """Send one event as it is.

        Args:
            event: A Caliper event: a Struct, which is checked, or a mapping in wire names, sent as it is.

        Raises:
            InvalidInputError: Names what is not valid; nothing was sent.
            BadRequestError: The platform refuses it, such as for a key inside `extensions` that it does not know.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {events}/`.
        """
        self._post(checked_event(event))
