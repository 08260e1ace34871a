"""Makers of the events that LEARNWITH_AI and the Partner API count. Each returns the event, and sends nothing.

Their ids are made of what they tell of, so that the same thing told again is the same event: of an `object` the
platform keeps one fact, which a later `event_time` moves. Another attempt is another fact.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from .._codec.scalars import own_scalar
from .._issues import Issues
from .._query.urls import check_id
from ..errors import InvalidInputError
from ..models.caliper.actions import AssignableEventAction, SessionLoggedInEventAction
from ..models.caliper.agents import Session
from ..models.caliper.attempts import Attempt, Score
from ..models.caliper.events import AssignableEvent, GradeEvent
from ..models.caliper.exchanges import SessionLoggedInEvent, SessionTimedOutEvent
from ..models.caliper.resources import AssignableDigitalResource, DigitalResource
from .entity_names import LEARNWITH_NAMES, EntityNames
from .factories import QUESTION_RESULT

__all__ = [
    "XP",
    "create_lesson_event",
    "create_question_result_event",
    "create_session_event",
    "create_xp_event",
]

XP = "XP"

_NAMESPACE = uuid.UUID("5d2c8e5e-4f0b-5e5c-9a55-2b5f0f6f7a10")
_MOST = sys.float_info.max
_LESSON, _UNIT = "curriculum/lesson", "curriculum/unit"

LessonAction = Literal["Activated", "Deactivated", "Started", "Completed", "Submitted", "Reviewed"]
SessionAction = Literal["LoggedIn", "LoggedOut", "TimedOut"]


def create_xp_event(
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
    names: EntityNames = LEARNWITH_NAMES,
) -> GradeEvent:
    """Make the event that earns a student XP: a `GradeEvent` with the score type `XP`.

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
        names: The names that the platform uses.

    Raises:
        InvalidInputError: Names the argument that is not valid.
    """
    texts = {"activity_name": activity_name, "course_id": course_id, "subject": subject}
    ids = {"activity_id": activity_id}
    told = _Told(names, student_id, application_id, event_time, attempt, ids, texts)
    earned = told.number("xp", xp, 0)
    told.issues.check()
    return told.grade(XP, (), earned, earned, activity_name, _course(names, course_id, subject))


def create_question_result_event(
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
    names: EntityNames = LEARNWITH_NAMES,
) -> GradeEvent:
    """Make the event for one answered question: a `GradeEvent` with the score type `QUESTION_RESULT`.

    The platform counts all questions, and the correct ones, from these.

    Args:
        student_id: The student's id on the platform.
        application_id: The application's id.
        activity_id: The id or IRI of the activity that the question belongs to.
        question_id: The question's id, which becomes part of the event's id.
        correct: Whether the answer was right.
        attempt: The number of the attempt, from 1. The same one does not count twice.
        activity_name: The name of the activity, for people to read.
        course_id: The course that it belongs to; if the platform does not know it, the event is dropped.
        subject: The course's subject.
        event_time: When it was answered; now by default.
        names: The names that the platform uses.

    Raises:
        InvalidInputError: Names the argument that is not valid.
    """
    ids = {"activity_id": activity_id, "question_id": question_id}
    texts = {"activity_name": activity_name, "course_id": course_id, "subject": subject}
    told = _Told(names, student_id, application_id, event_time, attempt, ids, texts)
    told.check("correct", correct, (True, False))
    course = _course(names, course_id, subject)
    return told.grade(QUESTION_RESULT, (question_id,), int(correct), 1, activity_name, course)


def create_lesson_event(
    action: LessonAction,
    *,
    student_id: str,
    application_id: str,
    lesson_id: str,
    lesson_name: str | None = None,
    unit_id: str | None = None,
    attempt: int = 1,
    event_time: datetime | None = None,
    names: EntityNames = LEARNWITH_NAMES,
) -> AssignableEvent:
    """Make the event for a student's progress in a lesson: an `AssignableEvent`.

    Args:
        action: The point reached, such as `"Started"` or `"Completed"`.
        student_id: The student's id on the platform.
        application_id: The application's id.
        lesson_id: The lesson's id or IRI.
        lesson_name: The lesson's title.
        unit_id: The unit that the lesson is a part of.
        attempt: The number of the attempt, from 1. The same action of the same attempt is the same event.
        event_time: When it happened; now by default.
        names: The names that the platform uses.

    Raises:
        InvalidInputError: Names the argument that is not valid.
    """
    texts = {"lesson_name": lesson_name, "unit_id": unit_id}
    told = _Told(names, student_id, application_id, event_time, attempt, {"lesson_id": lesson_id}, texts)
    told.check("action", action, list(AssignableEventAction))
    unit = None if unit_id is None else names.iri("units", unit_id)
    lesson = AssignableDigitalResource(
        context=None,
        id=names.iri("lessons", lesson_id),
        name=lesson_name,
        media_type=_LESSON,
        is_part_of=None if unit is None else DigitalResource(context=None, id=unit, media_type=_UNIT),
    )
    made = told.attempt_at(lesson, ("lesson",))
    if action == "Started":
        made.started_at_time = told.at
    elif action == "Completed":
        made.ended_at_time = told.at
    return AssignableEvent(
        id=_urn(made.id, action),
        actor=names.person(student_id),
        action=AssignableEventAction(action),
        object=lesson,
        generated=made,
        event_time=told.at,
        ed_app=names.application(application_id),
        session=names.session,
    )


def create_session_event(
    action: SessionAction,
    *,
    student_id: str,
    application_id: str,
    session_id: str,
    event_time: datetime | None = None,
    names: EntityNames = LEARNWITH_NAMES,
) -> SessionLoggedInEvent | SessionTimedOutEvent:
    """Make the event that opens or closes a session: a `SessionEvent`.

    Args:
        action: `"LoggedIn"` opens the session; `"LoggedOut"` and `"TimedOut"` close it, the latter in the
            application's name.
        student_id: The student's id on the platform.
        application_id: The application's id.
        session_id: The session's id or IRI, the same when it closes.
        event_time: When it happened; now by default.
        names: The names that the platform uses.

    Raises:
        InvalidInputError: Names the argument that is not valid.
    """
    told = _Told(names, student_id, application_id, event_time, 1, {"session_id": session_id}, {})
    told.check("action", action, [*SessionLoggedInEventAction, "TimedOut"])
    person, application = names.person(student_id), names.application(application_id)
    session = Session(context=None, id=names.iri("sessions", session_id), user=person)
    if action == "LoggedIn":
        session.started_at_time = told.at
    else:
        session.ended_at_time = told.at
    fields: dict[str, Any] = {
        "id": _urn(*told.who, session.id, action),
        "event_time": told.at,
        "ed_app": application,
        "session": session,
    }
    if action == "TimedOut":
        return SessionTimedOutEvent(actor=application, object=session, **fields)
    return SessionLoggedInEvent(
        actor=person, action=SessionLoggedInEventAction(action), object=application, **fields
    )


class _Told:
    """The matter that these events have in common, checked.

    Args:
        names: The names by which the platform knows it.
        student_id: The student.
        application_id: The application.
        event_time: When it happened; now, for None.
        attempt: The number of the attempt.
        ids: What must be an id, by the names of the arguments; the first is that of the activity.
        texts: What may be a text.
    """

    def __init__(
        self,
        names: EntityNames,
        student_id: str,
        application_id: str,
        event_time: datetime | None,
        attempt: int,
        ids: Mapping[str, str],
        texts: Mapping[str, str | None],
    ) -> None:
        self.names, self.student_id, self.application_id = names, student_id, application_id
        self.activity_id = next(iter(ids.values()))
        self.issues = Issues()
        given = {"student_id": student_id, "application_id": application_id, **ids}
        for name, value in (
            *given.items(),
            *((key, text) for key, text in texts.items() if text is not None),
        ):
            with self.issues:
                check_id(name, value)
        self.at = self._at(event_time)
        number = self.number("attempt", attempt, 1)
        self.attempt = int(number)
        if number != self.attempt:
            self.issues.add("attempt", "must be a whole number")

    def _at(self, event_time: object) -> datetime:
        if event_time is None:
            return datetime.now(UTC)
        with self.issues:
            found = _scalar("event_time", event_time)
            if isinstance(found, datetime) and found.tzinfo is not None:
                return found
            self.issues.add("event_time", "must be a datetime with an offset")
        return datetime.now(UTC)

    def number(self, name: str, value: object, least: int) -> float:
        """A number of at least so much, as Python has it; a fault is added."""
        with self.issues:
            found = _scalar(name, value)
            if not isinstance(found, bool) and isinstance(found, int | float) and least <= found < _MOST:
                return found
            self.issues.add(name, f"must be a number, {least} or more")
        return least

    def check(self, name: str, value: object, choices: Sequence[object]) -> None:
        """Add the fault of what is none of the choices, and raise all that there are."""
        # 1 equals True, and says no more than that somebody counted.
        if type(value) is int or value not in choices:
            self.issues.add(name, f"must be one of {', '.join(map(str, choices))}")
        self.issues.check()

    @property
    def who(self) -> tuple[str, str]:
        """Application and student; the same whether their ids or their IRIs were given."""
        return self.names.iri("applications", self.application_id), self.names.iri("users", self.student_id)

    def attempt_at(self, assignable: DigitalResource, kind: tuple[str, ...]) -> Attempt:
        """The attempt that is told of; its id is made of who, where, what, and the number of the attempt."""
        return Attempt(
            context=None,
            id=_urn(*self.who, assignable.id, str(self.attempt), *kind),
            count=self.attempt,
            assignee=self.names.person(self.student_id),
            assignable=assignable,
        )

    def grade(
        self,
        score_type: str,
        kind: tuple[str, ...],
        given: float,
        most: float,
        activity_name: str | None,
        extensions: dict[str, Any] | None,
    ) -> GradeEvent:
        """The event of a score."""
        activity = DigitalResource(
            context=None, id=self.names.iri("resources", self.activity_id), media_type=_LESSON
        )
        graded = self.attempt_at(activity, (score_type, *kind))
        if activity_name is not None:
            graded.extensions = {"activityName": activity_name}
        application = self.names.application(self.application_id)
        return GradeEvent(
            id=_urn(graded.id, self.at.astimezone(UTC).isoformat(), repr(float(given))),
            actor=application,
            object=graded,
            generated=Score(
                context=None,
                id=_urn(graded.id, "score"),
                score_given=given,
                max_score=most,
                extensions={"scoreType": score_type},
            ),
            event_time=self.at,
            ed_app=application,
            session=self.names.session,
            extensions=extensions,
        )


def _scalar(name: str, value: object) -> Any:
    try:
        return own_scalar(value)
    except ValueError as error:
        raise InvalidInputError.of(name, str(error)) from None


def _course(names: EntityNames, course_id: str | None, subject: str | None) -> dict[str, Any] | None:
    """The extensions of an event: the platform refuses any other key."""
    course = None if course_id is None else {"id": names.iri("courses", course_id)}
    found: Mapping[str, Any] = {"subject": subject, "course": course}
    return {name: value for name, value in found.items() if value is not None} or None


def _urn(*parts: str) -> str:
    """A URN that is the same for the same parts, wherever one ends and the next begins."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, msgspec.json.encode(parts).decode())}"
