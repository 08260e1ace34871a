"""Activities: checked, named, and made into the events that tell of them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from .._issues import Issues
from .._query.encode import to_wire
from ..caliper.envelopes import envelope_of
from ..caliper.writing import write
from ..models.apps import ActivityInput
from ..models.base import UNSET
from ..models.edubridge import WeeklyFactRecord
from .courses import CatalogCourse, CourseCatalog

__all__ = [
    "Activity",
    "Facts",
    "completion_ids",
    "completion_line_item",
    "completion_result",
    "is_told",
]

_PREFIX = "timeback_sdk_"
_ACTIVE = {"status": "active"}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Facts:
    """Facts of a student on the platform, for the events of an activity.

    Attributes:
        user_url: The URL of the OneRoster user.
        email: The student's address.
        course_url: The URL of the OneRoster course.
        attempt: The number of the attempt.
        pct_complete: The percentage of the course that is done, if it is known.
    """

    user_url: str
    email: str
    course_url: str
    attempt: int
    pct_complete: float | None


class Activity:
    """An activity that a student completed in a course.

    Attributes:
        course: The course, as the configuration has it.
        id: The IRI of the activity, which `object.id` of its events is.
        line_item_id: The id of the assessment line item that the platform makes for such events.
        ended_at: The instant of its end.
        is_timed: Whether there is time to tell of.
    """

    def __init__(self, given: ActivityInput, course: CatalogCourse, app_name: str) -> None:
        self._given, self._app_name = given, app_name
        self.course = course
        self.id = _activity_iri(course, given)
        self.line_item_id = f"caliper_{_digest(f'{self.id}_{course.id}')}"
        time = given.time or None
        ended_at = getattr(time, "ended_at", UNSET)
        self.ended_at: datetime = datetime.now(UTC) if ended_at is UNSET else ended_at
        self._active, self._inactive = (
            getattr(time, name, UNSET) or 0 for name in ("active_ms", "inactive_ms")
        )
        self.is_timed = bool(self._active or self._inactive)

    @classmethod
    def of(cls, data: object, courses: CourseCatalog) -> Activity:
        """The activity that a caller tells of.

        Raises:
            InvalidInputError: Names every fault, by its dotted field.
            CourseError: Its course cannot be used.
        """
        given = _checked(data)
        course = courses.select(given.activity.course, "activity.course")
        return cls(given, course, courses.app_name)

    @property
    def email(self) -> str | None:
        """The student's address, where the caller gave it."""
        return self._given.user.email or None

    @property
    def user_id(self) -> str | None:
        """The student's OneRoster id, where the caller gave it."""
        return self._given.user.timeback_id or None

    @property
    def pct_complete(self) -> float | None:
        """The percentage that the caller gave, within its bounds."""
        given = self._given.metrics.pct_complete
        return None if given is UNSET else min(100, max(0, given))

    @property
    def mastered_units(self) -> int:
        """The number of units that were mastered."""
        return self._given.metrics.mastered_units or 0

    def events(self, user_id: str, facts: Facts) -> list[dict[str, Any]]:
        """The events, in the names of the wire: the completion, and the time where there is any.

        Their ids follow from what they tell, so that to send them again is harmless.
        """
        events = [self._event("ActivityEvent", "Completed", self._figures(user_id, facts), user_id, facts)]
        if self.is_timed:
            items = [{"type": "active", "value": self._active / 1000}]
            if self._inactive:
                items.append({"type": "inactive", "value": self._inactive / 1000})
            generated = {"type": "TimebackTimeSpentMetricsCollection", "items": items}
            events.append(self._event("TimeSpentEvent", "SpentTime", generated, user_id, facts))
        return events

    def envelope(self, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """One envelope with all events."""
        return envelope_of(self.sensor, list(events))

    @property
    def sensor(self) -> str:
        """The URL of what records the events."""
        assert self.course.sensor is not None  # the course was selected for its having one
        return self.course.sensor

    def _figures(self, user_id: str, facts: Facts) -> dict[str, Any]:
        metrics = self._given.metrics
        figures = {
            "totalQuestions": metrics.total_questions,
            "correctQuestions": metrics.correct_questions,
            "xpEarned": metrics.xp_earned,
            "masteredUnits": metrics.mastered_units,
        }
        generated: dict[str, Any] = {
            "id": self._urn("metrics", user_id),
            "type": "TimebackActivityMetricsCollection",
            "items": [{"type": name, "value": each} for name, each in figures.items() if each is not UNSET],
            "attempt": facts.attempt,
        }
        if facts.pct_complete is not None:
            generated["extensions"] = {"pctCompleteApp": facts.pct_complete}
        return generated

    def _event(
        self, kind: str, action: str, generated: dict[str, Any], user_id: str, facts: Facts
    ) -> dict[str, Any]:
        course = self.course
        event: dict[str, Any] = {
            "id": self._urn(kind, user_id),
            "type": kind,
            "profile": "TimebackProfile",
            "action": action,
            "actor": {"id": facts.user_url, "type": "TimebackUser", "email": facts.email},
            "object": {
                "id": self.id,
                "type": "TimebackActivityContext",
                "subject": course.subject,
                "app": {"name": self._app_name},
                "course": {"id": facts.course_url, "name": course.name},
                "activity": {"name": self._given.activity.name},
                "process": self._given.process is not False,
            },
            "eventTime": write(self.ended_at),
            "generated": generated,
            "extensions": {"courseId": course.id},
        }
        if self._given.run_id is not UNSET:
            event["session"] = f"urn:uuid:{self._given.run_id}"
        return event

    def _urn(self, kind: str, user_id: str) -> str:
        """A name-based URN: the same for the same thing."""
        moment = self.ended_at.astimezone(UTC).isoformat()
        name = "\n".join((kind, self.id, user_id, moment))
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _activity_iri(course: CatalogCourse, given: ActivityInput) -> str:
    # Subject and code stand as they are, blanks too: the platform files earlier attempts under such an IRI.
    by_code = given.activity.course.code is not UNSET
    place = str(course.code) if by_code else f"{course.subject}/g{course.grade}"
    parts = urlsplit(course.sensor or "")
    path = f"{parts.path.rstrip('/')}/activities/{place}/{quote(given.activity.id, safe='')}"
    return urlunsplit(parts._replace(path=path))


def _checked(data: object) -> ActivityInput:
    wire = to_wire(data, ActivityInput)
    given = msgspec.convert(wire, ActivityInput)
    issues = Issues()
    user, metrics, time = given.user, given.metrics, given.time or None
    if not _filled(user.email) and not _filled(user.timeback_id):
        issues.add("user.email", "required, unless there is a timeback_id")
    elif user.email is not UNSET and not _filled(user.email):
        issues.add("user.email", "must not be blank")
    total, correct = metrics.total_questions, metrics.correct_questions
    if (total is UNSET) is not (correct is UNSET):
        missing = "total_questions" if total is UNSET else "correct_questions"
        issues.add(f"metrics.{missing}", "required, since total and correct go together")
    elif total is not UNSET and correct is not UNSET and correct > total:
        issues.add("metrics.correct_questions", "must not be above total_questions")
    started, ended = getattr(time, "started_at", UNSET), getattr(time, "ended_at", UNSET)
    if started is not UNSET and ended is not UNSET and started > ended:
        issues.add("time.ended_at", "must not lie before started_at")
    if given.run_id is not UNSET and not _is_uuid(given.run_id):
        issues.add("run_id", "must be a UUID")
    issues.check()
    return given


def _filled(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def completion_ids(course_id: str, user_id: str) -> tuple[str, str]:
    """The ids of the line item and of the result that say that a course is mastered."""
    name = f"mastery-completion_{course_id}"
    return _PREFIX + _digest(name), _PREFIX + _digest(f"{name}_{user_id}")


def completion_line_item(line_item_id: str, course_id: str, app_name: str) -> dict[str, Any]:
    """The line item of a course's mastery."""
    return {
        "sourcedId": line_item_id,
        **_ACTIVE,
        "title": f"{app_name}: Complete",
        "course": {"sourcedId": course_id},
        "componentResource": {"sourcedId": f"{course_id}-cr"},
        "resultValueMin": 0,
        "resultValueMax": 100,
        "metadata": {"appName": app_name},
    }


def completion_result(line_item_id: str, user_id: str, app_name: str, now: datetime) -> dict[str, Any]:
    """The result that says that a student has mastered a course."""
    moment = write(now)
    return {
        **_ACTIVE,
        "assessmentLineItem": {"sourcedId": line_item_id},
        "student": {"sourcedId": user_id},
        "score": 100,
        "scoreDate": moment,
        "scoreStatus": "fully graded",
        "metadata": {"isMasteryCompletion": True, "completedAt": moment, "appName": app_name},
    }


def is_told(fact: WeeklyFactRecord, activity: Activity, results: Collection[str]) -> bool:
    """Whether a fact of a week tells of the completion of an activity.

    Args:
        fact: The fact. Production (2026-09) leaves `activity_id` out of completions, and names the result that
            was made of the event as their source.
        activity: The activity.
        results: The ids of the student's results of the activity.
    """
    if fact.event_type == "TimeSpentEvent":
        return False
    source = str(fact.source or "").removeprefix("oneroster:assessment_result:")
    return fact.activity_id == activity.id or source == activity.line_item_id or source in results
