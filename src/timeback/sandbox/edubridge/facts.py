"""Facts: what a student did, one for each event, and one for each assessment result that no event tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote, unquote

from ..._json_types import is_list, is_object
from .. import instants
from ..caliper.documents import id_of
from ..caliper.tables import EVENTS, LINE_ITEM_OF_EVENTS
from ..context import RequestContext
from ..oneroster.tables import (
    ASSESSMENT_LINE_ITEMS,
    ASSESSMENT_RESULTS,
    COMPONENT_RESOURCES,
    COMPONENTS,
    COURSES,
)
from ..records import Doc, part
from ..sql import Clause
from .tables import APPLICATIONS

__all__ = ["ACTIVITY", "Fact", "Span", "facts_of", "tables_of"]

ACTIVITY, TIME, GRADE = "ActivityEvent", "TimeSpentEvent", "GradeEvent"
_ACTIVITY_KEYS = ("xpEarned", "totalQuestions", "correctQuestions", "masteredUnits")
# Kinds of time as events name them, and as the facts do; other kinds are not counted.
_TIME_KEYS = {"active": "activeSeconds", "inactive": "inactiveSeconds", "waste": "wasteSeconds"}
# OneRoster's names for the figures of an assessment result.
_RESULT_KEYS = {"xp": "xpEarned", **{key: key for key in _ACTIVITY_KEYS[1:]}}


@dataclass(frozen=True)
class Span:
    """From one instant to another, both included; open where None."""

    start: datetime | None = None
    end: datetime | None = None

    def holds(self, when: datetime) -> bool:
        """Whether an instant lies inside."""
        return (self.start is None or self.start <= when) and (self.end is None or when <= self.end)


@dataclass(frozen=True)
class Fact:
    """One thing that a student did."""

    when: datetime
    kind: str
    source: str
    figures: dict[str, float]
    subject: str | None
    app: str | None
    course_id: str | None
    activity_id: str | None
    activity_name: str | None
    event: Doc = field(default_factory=dict[str, Any])

    def day(self, zone: tzinfo) -> str:
        """The local day, YYYY-MM-DD."""
        return self.when.astimezone(zone).date().isoformat()


def facts_of(call: RequestContext, student: Doc, span: Span = Span()) -> list[Fact]:
    """Everything that a student did in a span, the oldest first."""
    reader = _Reader(call)
    found = [*reader.from_events(student), *reader.from_grades(student), *reader.from_results(student)]
    return sorted((fact for fact in found if span.holds(fact.when)), key=lambda fact: fact.when)


def tables_of(facts: Iterable[Fact], zone: tzinfo) -> Doc:
    """The sums by day and subject, and by day, subject and application."""
    by_subject: dict[str, dict[str, _Cell]] = {}
    by_app: dict[str, dict[str, dict[str, _Cell]]] = {}
    for fact in facts:
        day, subject, app = fact.day(zone), fact.subject or "None", fact.app or "Unknown"
        by_subject.setdefault(day, {}).setdefault(subject, _Cell()).add(fact, app)
        by_app.setdefault(day, {}).setdefault(subject, {}).setdefault(app, _Cell()).add(fact, app)
    return {
        "facts": {
            day: {subject: cell.view() for subject, cell in cells.items()}
            for day, cells in by_subject.items()
        },
        "factsByApp": {
            day: {
                subject: {app: cell.view() for app, cell in apps.items()}
                for subject, apps in subjects.items()
            }
            for day, subjects in by_app.items()
        },
    }


class _Cell:
    def __init__(self) -> None:
        self.figures = dict.fromkeys((*_ACTIVITY_KEYS, *_TIME_KEYS.values()), 0.0)
        self.apps: dict[str, None] = {}

    def add(self, fact: Fact, app: str) -> None:
        for key, value in fact.figures.items():
            self.figures[key] += value
        self.apps[app] = None

    def view(self) -> Doc:
        # Sums of decimal fractions are decimal fractions.
        exact = {key: round(value, 6) for key, value in self.figures.items()}
        return {
            "activityMetrics": {key: exact[key] for key in _ACTIVITY_KEYS},
            "timeSpentMetrics": {key: exact[key] for key in _TIME_KEYS.values()},
            "apps": list(self.apps),
        }


class _Reader:
    """Reads events and results; remembers which course content belongs to."""

    def __init__(self, call: RequestContext) -> None:
        self.session = call.session
        self.courses: dict[tuple[str, str], str | None] = {}
        # What events wrote to the gradebook themselves, so that it is not counted twice.
        self.processed: set[str] = set()

    def from_events(self, student: Doc) -> Iterator[Fact]:
        for event in self.session.find(EVENTS, _done_by(student)):
            when, figures = _instant(event.get("eventTime")), _figures(event)
            if when is None or figures is None or event.get("deleted_at"):
                continue
            context = part(event, "object")
            activity = part(context, "activity")
            course_id = self.course_of(context)
            if context.get("process") and (link := _id_below(context.get("id"), "component-resources")):
                self.processed.add(link)
            yield Fact(
                when=when,
                kind=event["type"],
                source="caliper",
                figures=figures,
                subject=context.get("subject") or self._subject(course_id),
                app=part(context, "app").get("name"),
                course_id=course_id,
                activity_id=context.get("id"),
                activity_name=activity.get("name"),
                event=event,
            )

    def from_grades(self, student: Doc) -> Iterator[Fact]:
        """Facts of the events that LEARNWITH_AI counts: of each attempt one, the latest that was told."""
        latest: dict[object, Doc] = {}
        own = Clause("type = ? AND json_extract(doc, '$.studentId') = ?", (GRADE, student["sourcedId"]))
        for event in sorted(self.session.find(EVENTS, own), key=lambda event: str(event["eventTime"])):
            latest[part(event, "object").get("id")] = event
        for event in latest.values():
            when, figures = _instant(event["eventTime"]), _scored(event)
            if when is None or not figures:
                continue
            attempt, extensions = part(event, "object"), part(event, "extensions")
            course_id = id_of(extensions.get("course"))
            yield Fact(
                when=when,
                kind=GRADE,
                source="caliper",
                figures=figures,
                subject=extensions.get("subject") or self._subject(course_id),
                app=self._application(event),
                course_id=course_id,
                activity_id=part(attempt, "assignable").get("id"),
                activity_name=part(attempt, "extensions").get("activityName"),
                event=event,
            )

    def _application(self, event: Doc) -> str | None:
        app_id = id_of(event.get("edApp") or event["actor"])
        found = self.session.get(APPLICATIONS, app_id) if app_id else None
        return None if found is None else found["name"]

    def from_results(self, student: Doc) -> Iterator[Fact]:
        own = Clause(
            "\"student.sourcedId\" = ? AND status = 'active' "
            "AND json_extract(doc, '$.scoreStatus') <> 'not submitted'",
            (student["sourcedId"],),
        )
        for result in self.session.find(ASSESSMENT_RESULTS, own):
            metadata, when = part(result, "metadata"), _instant(result["scoreDate"])
            figures = {
                name: float(metadata[key])
                for key, name in _RESULT_KEYS.items()
                if isinstance(metadata.get(key), int | float)
            }
            item = self.session.get(ASSESSMENT_LINE_ITEMS, result["assessmentLineItem"]["sourcedId"]) or Doc()
            link = part(item, "componentResource").get("sourcedId")
            made_of_event = str(item.get("sourcedId")).startswith(LINE_ITEM_OF_EVENTS)
            if when is None or not figures or made_of_event or link in self.processed:
                continue
            course_id = part(item, "course").get("sourcedId") or self._course_of_link(link)
            yield Fact(
                when=when,
                kind=ACTIVITY,
                source="oneroster",
                figures=figures,
                subject=metadata.get("subject") or self._subject(course_id),
                app=metadata.get("appName"),
                course_id=course_id,
                activity_id=item.get("sourcedId"),
                activity_name=item.get("title"),
            )

    def course_of(self, context: Doc) -> str | None:
        """The course of an activity: named, or that of the content it points to."""
        named = _id_below(part(context, "course").get("id"), "courses")
        if named is not None:
            return named
        link = _id_below(context.get("id"), "component-resources")
        if link is not None:
            return self._course_of_link(link)
        component = _id_below(part(context, "activity").get("id"), "components")
        return None if component is None else self._course_of_component(component)

    def _course_of_link(self, link_id: str | None) -> str | None:
        link = self.session.get(COMPONENT_RESOURCES, link_id) if link_id else None
        return None if link is None else self._course_of_component(link["courseComponent"]["sourcedId"])

    def _course_of_component(self, component_id: str) -> str | None:
        key = ("component", component_id)
        if key not in self.courses:
            component = self.session.get(COMPONENTS, component_id)
            self.courses[key] = None if component is None else component["course"]["sourcedId"]
        return self.courses[key]

    def _subject(self, course_id: str | None) -> str | None:
        if course_id is None:
            return None
        key = ("subject", course_id)
        if key not in self.courses:
            found = self.session.get(COURSES, course_id) or Doc()
            self.courses[key] = next(iter(found.get("subjects") or ()), None)
        return self.courses[key]


def _done_by(student: Doc) -> Clause:
    """Events whose actor is a student: by id, by the link to the OneRoster user, or by email."""
    student_id, email = student["sourcedId"], student.get("email") or ""
    link = f"/users/{quote(student_id, safe='')}"
    return Clause(
        'type IN (?, ?) AND ("actorId" IN (?, ?) OR substr("actorId", ?) = ? '
        "OR json_extract(doc, '$.actor.email') = ? COLLATE NOCASE)",
        (ACTIVITY, TIME, student_id, f"urn:uuid:{student_id}", -len(link), link, email),
    )


def _figures(event: Doc) -> dict[str, float] | None:
    """The figures of an event, by the facts' names; None if it has none."""
    items = part(event, "generated").get("items")
    if not is_list(items):
        return None
    names = {key: key for key in _ACTIVITY_KEYS} if event["type"] == ACTIVITY else _TIME_KEYS
    figures: dict[str, float] = {}
    for item in items:
        if is_object(item) and item.get("type") in names and isinstance(item.get("value"), int | float):
            name = names[item["type"]]
            figures[name] = figures.get(name, 0.0) + item["value"]
    return figures


def _scored(event: Doc) -> dict[str, float]:
    """The figures of a grade: XP, or a question and whether it was answered well."""
    score = part(event, "generated")
    given, kind = score.get("scoreGiven"), part(score, "extensions").get("scoreType")
    if isinstance(given, bool) or not isinstance(given, int | float):
        return {}
    if kind == "XP":
        return {"xpEarned": float(given)}
    return {"totalQuestions": 1.0, "correctQuestions": float(given)} if kind == "QUESTION_RESULT" else {}


def _id_below(iri: object, collection: str) -> str | None:
    """The id at the end of a link to a OneRoster record of a collection."""
    if not isinstance(iri, str):
        return None
    head, _, last = iri.rstrip("/").rpartition("/")
    return unquote(last) if head.endswith(f"/{collection}") else None


def _instant(value: object) -> datetime | None:
    parsed = instants.parse(value) if isinstance(value, str) else None
    return datetime.fromisoformat(parsed.text).astimezone(UTC) if parsed else None
