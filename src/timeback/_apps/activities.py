"""Activities: checked, named, and made into the events that tell of them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import msgspec

from .._issues import Issues
from .._json_types import is_mapping
from .._query.encode import to_wire
from ..caliper.envelopes import envelope_of
from ..caliper.writing import write
from ..models.apps import (
    ActivityInput,
    ActivityMetricsInput,
    ActivitySubjectInput,
    ActivityTimeInput,
    ActivityUserInput,
    HeartbeatBody,
    SubmitBody,
    SubmitMetrics,
)
from ..models.base import UNSET, Unset
from ..models.edubridge import WeeklyFactRecord
from .courses import CatalogCourse, CourseCatalog

__all__ = [
    "Activity",
    "Completion",
    "Facts",
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
        user_id: The OneRoster id of the user.
        user_url: The URL of the OneRoster user.
        email: The student's address.
        course_url: The URL of the OneRoster course.
        attempt: The number of the attempt.
        pct_complete: The percentage of the course that is done, if it is known.
    """

    user_id: str
    user_url: str
    email: str
    course_url: str
    attempt: int = 1
    pct_complete: float | None = None


class Activity:
    """An activity that a student completed in a course.

    Attributes:
        course: The course, as the configuration has it.
        id: The IRI of the activity, which `object.id` of its events is.
        line_item_id: The id of the assessment line item that the platform makes for such events.
        ended_at: The instant of its end.
        is_timed: Whether there is time to tell of.
    """

    def __init__(
        self, given: ActivityInput, course: CatalogCourse, app_name: str, *, window: bool = False
    ) -> None:
        self._given, self._app_name, self._is_window = given, app_name, window
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

    @classmethod
    def of_submit(cls, body: object, courses: CourseCatalog, user: ActivityUserInput) -> Activity:
        """The activity that a browser says was completed."""
        given = msgspec.convert(to_wire(body, SubmitBody), SubmitBody)
        issues, metrics = Issues(), given.metrics
        _check_questions(metrics, issues, ("metrics.totalQuestions", "metrics.correctQuestions"))
        _check_run(given.run_id, issues, "runId")
        issues.check()
        figures = ActivityMetricsInput(
            xp_earned=metrics.xp_earned,
            total_questions=metrics.total_questions,
            correct_questions=metrics.correct_questions,
            mastered_units=metrics.mastered_units,
            pct_complete=given.pct_complete,
        )
        time = ActivityTimeInput(ended_at=given.ended_at)
        told = _of_browser(given, user, figures, time, given.process)
        return cls(told, courses.select(given.course, "course"), courses.app_name)

    @classmethod
    def of_heartbeat(cls, body: object, courses: CourseCatalog, user: ActivityUserInput) -> Activity:
        """The window of an activity whose time a browser tells."""
        given = msgspec.convert(to_wire(body, HeartbeatBody), HeartbeatBody)
        issues = Issues()
        _check_run(given.run_id, issues, "runId")
        started, ended = cast(datetime, given.started_at), cast(datetime, given.ended_at)
        if started > ended:
            issues.add("endedAt", "must not lie before startedAt")
        issues.check()
        time = ActivityTimeInput(
            started_at=given.started_at,
            ended_at=given.ended_at,
            active_ms=given.elapsed_ms,
            inactive_ms=given.paused_ms,
        )
        told = _of_browser(given, user, ActivityMetricsInput(xp_earned=0), time)
        return cls(told, courses.select(given.course, "course"), courses.app_name, window=True)

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

    def completion_event(self, facts: Facts) -> dict[str, Any]:
        """The event of the completion, in the names of the wire.

        Its id follows from student, activity and end, so that to send it again is harmless.
        """
        return self._event("ActivityEvent", "Completed", self._figures(facts), facts)

    def time_event(self, facts: Facts) -> dict[str, Any]:
        """The event of the time, in the names of the wire; that of a window is known by its run and beginning."""
        items = [{"type": "active", "value": self._active / 1000}]
        if self._inactive:
            items.append({"type": "inactive", "value": self._inactive / 1000})
        generated = {"type": "TimebackTimeSpentMetricsCollection", "items": items}
        return self._event("TimeSpentEvent", "SpentTime", generated, facts)

    def envelope(self, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """One envelope with all events."""
        return envelope_of(self.sensor, list(events))

    @property
    def sensor(self) -> str:
        """The URL of what records the events."""
        assert self.course.sensor is not None  # the course was selected for its having one
        return self.course.sensor

    def _figures(self, facts: Facts) -> dict[str, Any]:
        metrics = self._given.metrics
        figures = {
            "totalQuestions": metrics.total_questions,
            "correctQuestions": metrics.correct_questions,
            "xpEarned": metrics.xp_earned,
            "masteredUnits": metrics.mastered_units,
        }
        generated: dict[str, Any] = {
            "id": self._urn("metrics", facts.user_id),
            "type": "TimebackActivityMetricsCollection",
            "items": [{"type": name, "value": each} for name, each in figures.items() if each is not UNSET],
            "attempt": facts.attempt,
        }
        if facts.pct_complete is not None:
            generated["extensions"] = {"pctCompleteApp": facts.pct_complete}
        return generated

    def _event(self, kind: str, action: str, generated: dict[str, Any], facts: Facts) -> dict[str, Any]:
        course = self.course
        event: dict[str, Any] = {
            "id": self._urn(kind, facts.user_id),
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
            event["session"] = uuid.UUID(self._given.run_id).urn
        return event

    def _urn(self, kind: str, user_id: str) -> str:
        """A name-based URN: the same for the same thing."""
        parts = [self.id, user_id, self.ended_at.astimezone(UTC).isoformat()]
        if self._is_window:
            assert self._given.time is not UNSET
            started_at = cast(datetime, self._given.time.started_at)
            parts = [
                user_id,
                str(uuid.UUID(str(self._given.run_id))),
                str(round(started_at.timestamp() * 1000)),
            ]
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '|'.join([kind, *parts]))}"


def _activity_iri(course: CatalogCourse, given: ActivityInput) -> str:
    # Subject and code stand as they are, blanks too: the platform files earlier attempts under such an IRI.
    by_code = given.activity.course.code is not UNSET
    place = str(course.code) if by_code else f"{course.subject}/g{course.grade}"
    parts = urlsplit(course.sensor or "")
    path = f"{parts.path.rstrip('/')}/activities/{place}/{quote(given.activity.id, safe='')}"
    return urlunsplit(parts._replace(path=path))


def _of_browser(
    body: SubmitBody | HeartbeatBody,
    user: ActivityUserInput,
    metrics: ActivityMetricsInput,
    time: ActivityTimeInput,
    process: Unset[bool] = UNSET,
) -> ActivityInput:
    subject = ActivitySubjectInput(id=body.id, name=body.name, course=body.course)
    return ActivityInput(
        user=user, activity=subject, metrics=metrics, time=time, run_id=body.run_id, process=process
    )


def _checked(data: object) -> ActivityInput:
    given = msgspec.convert(to_wire(data, ActivityInput), ActivityInput)
    issues = Issues()
    user, time = given.user, given.time or None
    if not _filled(user.email) and not _filled(user.timeback_id):
        issues.add("user.email", "required, unless there is a timeback_id")
    elif user.email is not UNSET and not _filled(user.email):
        issues.add("user.email", "must not be blank")
    _check_questions(given.metrics, issues, ("metrics.total_questions", "metrics.correct_questions"))
    started, ended = getattr(time, "started_at", UNSET), getattr(time, "ended_at", UNSET)
    if started is not UNSET and ended is not UNSET and started > ended:
        issues.add("time.ended_at", "must not lie before started_at")
    if given.run_id is not UNSET:
        _check_run(given.run_id, issues, "run_id")
    issues.check()
    return given


def _check_questions(
    metrics: ActivityMetricsInput | SubmitMetrics, issues: Issues, names: tuple[str, str]
) -> None:
    total, correct = metrics.total_questions, metrics.correct_questions
    if (total is UNSET) is not (correct is UNSET):
        issues.add(names[0 if total is UNSET else 1], "required, since total and correct go together")
    elif total is not UNSET and correct is not UNSET and correct > total:
        issues.add(names[1], "must not be above the total")


def _check_run(run_id: str, issues: Issues, name: str) -> None:
    try:
        uuid.UUID(run_id)
    except ValueError:
        issues.add(name, "must be a UUID")


def _filled(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


@dataclass(frozen=True)
class Completion:
    """The mastery of a course by a student.

    Attributes:
        course_id: The OneRoster id of the course.
        user_id: The OneRoster id of the student.
        app_name: The application in which it was reached.
    """

    course_id: str
    user_id: str
    app_name: str

    @classmethod
    def of_event(cls, event: Mapping[str, Any]) -> Completion | None:
        """The mastery that an event of ours tells of, if it does."""
        generated = event.get("generated")
        extensions = generated.get("extensions") if is_mapping(generated) else None
        if not is_mapping(extensions) or extensions.get("pctCompleteApp") != 100:
            return None
        user_id = unquote(event["actor"]["id"].rpartition("/")[2])
        return cls(event["extensions"]["courseId"], user_id, event["object"]["app"]["name"])

    @property
    def line_item_id(self) -> str:
        """The id of the line item of the course's mastery."""
        return _PREFIX + _digest(f"mastery-completion_{self.course_id}")

    @property
    def result_id(self) -> str:
        """The id of the student's result."""
        return _PREFIX + _digest(f"mastery-completion_{self.course_id}_{self.user_id}")


def completion_line_item(completion: Completion) -> dict[str, Any]:
    """The line item of a course's mastery."""
    return {
        "sourcedId": completion.line_item_id,
        **_ACTIVE,
        "title": f"{completion.app_name}: Complete",
        "course": {"sourcedId": completion.course_id},
        "componentResource": {"sourcedId": f"{completion.course_id}-cr"},
        "resultValueMin": 0,
        "resultValueMax": 100,
        "metadata": {"appName": completion.app_name},
    }


def completion_result(completion: Completion, now: datetime) -> dict[str, Any]:
    """The result that says that a student has mastered a course."""
    moment = write(now)
    return {
        "sourcedId": completion.result_id,
        **_ACTIVE,
        "assessmentLineItem": {"sourcedId": completion.line_item_id},
        "student": {"sourcedId": completion.user_id},
        "score": 100,
        "scoreDate": moment,
        "scoreStatus": "fully graded",
        "metadata": {"isMasteryCompletion": True, "completedAt": moment, "appName": completion.app_name},
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
