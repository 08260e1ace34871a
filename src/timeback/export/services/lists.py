"""All lists of the services beside OneRoster, each declared in a few lines: what it is read by, and its key.

A list with an axis is read a part at a time: by student, by subject, by days, or below a parent. `read` makes the
client's own call, on services that give JSON; see `raw`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from ...errors import APIResponseError, NotFoundError
from ...models.caliper import StoredEvent
from ...models.case import CFAssociation, CFDocument, CFItem
from ...models.clr import ClrCredential
from ...models.edubridge import Application, ApplicationMetric, SubjectTrack, SubjectTrackGroup
from ...models.masterytrack import InventoryItem
from ...models.powerpath import TestAssignment
from ...models.qti import AssessmentItem, AssessmentTest, Stimulus
from ...models.webhooks import Webhook, WebhookFilter
from ..resources import Resource
from . import rows
from .slices import Axis, Slice

__all__ = ["LISTS", "SERVICES", "ServiceList"]

Page: TypeAlias = Mapping[str, int]
ReadPage: TypeAlias = Callable[[Any, Slice, Page], Any]

_EACH = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_NONE = msgspec.Raw(b"[]")
_ALL = msgspec.json.Decoder(list[msgspec.Raw]).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList(Resource):
    """A list of a service.

    Attributes:
        read: Gives the rows of a part, as JSON or as values, of the services; of a list of pages those of a page,
            whose `limit` and `offset` it is given.
        by: The axes that it is read by.
        is_paged: Whether a part has pages.
        is_numbered: Whether the service counts in pages.
        changes: Whether it can be asked for what changed since.
        cursor: The field that says when a record changed, or happened; None if it is read whole.
        parents: The list of the same service whose records it is read below.
        within: What of the part a row does not say itself, by its name on the wire.
    """

    read: ReadPage
    by: tuple[Axis, ...] = ()
    is_paged: bool = False
    is_numbered: bool = False
    changes: bool = False
    cursor: str | None = None
    parents: str | None = None
    within: Mapping[str, str]

    def context(self, part: Slice) -> list[tuple[str, str]]:
        """Names and values of what the rows of a part do not say themselves."""
        return [(name, getattr(part, attribute)) for name, attribute in self.within.items()]

    @property
    def is_marked(self) -> bool:
        """No: what is deleted is not in it."""
        return False

    @property
    def is_partial(self) -> bool:
        """Whether a pull since an instant brings some of its records: what changed since, or happened."""
        return self.changes or self.is_timed

    @property
    def is_timed(self) -> bool:
        """Whether its records are read by the time at which they happened."""
        return not {"days", "week", "window"}.isdisjoint(self.by)

    @property
    def needs_since(self) -> bool:
        """Whether it has no beginning of its own."""
        return "days" in self.by or "week" in self.by


def _paged(
    name: str,
    model: type[msgspec.Struct],
    read: ReadPage,
    *key: str,
    by: tuple[Axis, ...] = (),
    unfilled: Iterable[str] = (),
    is_paged: bool = True,
    **traits: Any,
) -> ServiceList:
    """A list that the service gives in pages."""
    within = {"studentId": "student"} if "student" in by else {}
    within |= {"subject": "subject"} if "subject" in by else {}
    return ServiceList(
        name=name, place="", model=model, unfilled=frozenset(unfilled), key=key, read=read, by=by,
        within=within, is_paged=is_paged, **traits,
    )  # fmt: skip


def _list(
    name: str, model: type[msgspec.Struct], read: Callable[[Any, Slice], Any], *key: str, **traits: Any
) -> ServiceList:
    """A list whose parts the service gives whole."""
    return _paged(name, model, lambda on, part, _: read(on, part), *key, is_paged=False, **traits)


def _since(field: str, part: Slice) -> dict[str, Any] | None:
    return None if part.start is None else {field: {"gte": part.start}}


# -- rows out of answers that are no lists ----------------------------------------------------------


def _members(content: bytes | msgspec.Raw, what: str) -> dict[str, msgspec.Raw]:
    try:
        return _EACH(content)
    except msgspec.MsgspecError:
        raise APIResponseError(f"{what} is not an object") from None


def _items(content: bytes | msgspec.Raw, what: str) -> list[msgspec.Raw]:
    try:
        return _ALL(content)
    except msgspec.MsgspecError:
        raise APIResponseError(f"{what} is not a list") from None


def _member(content: bytes | msgspec.Raw, name: str) -> msgspec.Raw:
    try:
        return _members(content, "the answer")[name]
    except KeyError:
        raise APIResponseError(f"the answer has no {name!r}") from None


def _put(row: bytes | msgspec.Raw, **members: Any) -> bytes:
    return msgspec.json.encode(_members(row, "a row") | members)


def _ids(found: Iterable[Any], name: str = "sourcedId") -> Iterator[str]:
    for row in found:
        value = _members(row, "a row").get(name)
        if value is not None:
            yield msgspec.json.decode(value, type=str)


def _activity(on: Any, part: Slice) -> Iterator[bytes]:
    answer = on.edubridge.analytics.get_activity(
        student_id=part.student, start_date=part.first, end_date=part.last, timezone=part.timezone
    )
    for day, subjects in _members(_member(answer, "facts"), "facts").items():
        for subject, fact in _members(subjects, f"facts[{day!r}]").items():
            yield _put(fact, date=day, subject=subject)


def _weekly(on: Any, part: Slice) -> list[msgspec.Raw]:
    answer = on.edubridge.analytics.get_weekly_facts(
        student_id=part.student, week_date=part.first, timezone=part.timezone
    )
    return _items(_member(answer, "facts"), "facts")


def _mastery(on: Any, part: Slice) -> list[msgspec.Raw]:
    answer = on.edubridge.analytics.get_highest_grade_mastered(student_id=part.student, subject=part.subject)
    return [_member(answer, "grades")]


def _screening(on: Any, part: Slice) -> Iterator[bytes]:
    for subject, result in _members(on.powerpath.screening.get_results(part.student), "the answer").items():
        if bytes(result) != b"null":
            yield _put(result, subject=subject)


def _course_results(on: Any, part: Slice) -> Iterator[bytes]:
    """The results in all courses that a student is enrolled in."""
    courses = [_members(row, "a row")["course"] for row in on.edubridge.enrollments.list(part.student)]
    for course in sorted(set(_ids(courses, "id"))):
        try:
            answer = on.powerpath.lesson_plans.get_course_progress(course_id=course, student_id=part.student)
        except NotFoundError:
            continue
        for item in _items(_member(answer, "lineItems"), "lineItems"):
            line_item = _members(item, "a line item")
            for result in _items(line_item.pop("results", _NONE), "results"):
                yield _put(result, courseId=course, lineItem=line_item)


def _associations(on: Any, part: Slice) -> list[msgspec.Raw]:
    package = on.case.packages.get(part.parent)
    return _items(_members(package, "the package").get("CFAssociations", _NONE), "CFAssociations")


# -- the lists ----------------------------------------------------------------------------------------

_STUDENT: tuple[Axis, ...] = ("student",)
_SUBJECT: tuple[Axis, ...] = ("student", "subject")
_BY_ID = {"order_by": "asc", "sort": "sourced_id"}
_BY_IDENTIFIER = {"order_by": "asc", "sort": "identifier"}
_CHANGED = "last_change_date_time"

LISTS: Mapping[str, Mapping[str, ServiceList]] = {
    service: {each.name: each for each in found}
    for service, found in {
        "edubridge": (
            _list("activity_facts", rows.ActivityFact, _activity, "student_id", "date", "subject",
                  by=("student", "days"), cursor="date"),
            _list("weekly_facts", rows.WeeklyFact, _weekly, "student_id", "id", by=("student", "week"),
                  cursor="date"),
            _list("enrollments", rows.StudentEnrollment,
                  lambda on, part: on.edubridge.enrollments.list(part.student),
                  "student_id", "id", by=_STUDENT),
            _list("goals", rows.StudentGoal,
                  lambda on, part: on.edubridge.goals(part.student).by_subject.list(),
                  "student_id", "subject", by=_STUDENT),
            _list("highest_grade_mastered", rows.GradeMastery, _mastery, "student_id", "subject", by=_SUBJECT),
            _list("map_reports", rows.StudentMapReport,
                  lambda on, part: on.edubridge.learning_reports(part.student).map_profile.list(), by=_STUDENT),
            _list("time_saved", rows.StudentTimeSaved,
                  lambda on, part: [on.edubridge.learning_reports.get_time_saved(part.student)],
                  "student_id", by=_STUDENT),
            _list("subject_tracks", SubjectTrack, lambda on, _: on.edubridge.subject_tracks.list(), "id"),
            _list("subject_track_groups", SubjectTrackGroup,
                  lambda on, _: on.edubridge.subject_tracks.groups.list()),
            _list("applications", Application, lambda on, _: on.edubridge.applications.list(), "sourced_id"),
            _list("application_metrics", ApplicationMetric,
                  lambda on, part: on.edubridge.applications(part.parent).metrics.list(), by=("parent",),
                  parents="applications"),
        ),
        "caliper": (
            _paged("events", StoredEvent,
                  lambda on, part, page: on.caliper.events.list(
                      start_date=part.start, end_date=part.until, **page),
                  "id", by=("window",), unfilled=["further"], cursor="event_time"),
        ),
        "powerpath": (
            _list("course_results", rows.CourseResult, _course_results, by=_STUDENT),
            _list("placement_results", rows.PlacementResult,
                  lambda on, part: on.powerpath.placement.tests.list(
                      student_id=part.student, subject=part.subject), by=_SUBJECT),
            _list("subject_progress", rows.StudentProgress,
                  lambda on, part: on.powerpath.placement.progress.list(
                      student_id=part.student, subject=part.subject), by=_SUBJECT),
            _list("screening_results", rows.SubjectScreening, _screening, "student_id", "subject", by=_STUDENT),
            _paged("test_assignments", TestAssignment,
                  lambda on, _, page: on.powerpath.test_assignments.admin.list(**page),
                  "sourced_id"),
        ),
        "case": (
            _paged("documents", CFDocument,
                  lambda on, part, page: on.case.documents.list(
                      where=_since(_CHANGED, part), **_BY_ID, **page),
                  "sourced_id", changes=True, cursor=_CHANGED),
            _paged("items", CFItem,
                  lambda on, part, page: on.case.items.list(
                      where=_since(_CHANGED, part), **_BY_ID, **page),
                  "sourced_id", changes=True, cursor=_CHANGED),
            _list("associations", CFAssociation, _associations, "sourced_id", by=("parent",),
                  parents="documents"),
        ),
        "qti": (
            _paged("assessment_items", AssessmentItem,
                  lambda on, part, page: on.qti.assessment_items.list(
                      where=_since("updated_at", part), **_BY_IDENTIFIER, **page),
                  "identifier", is_numbered=True, changes=True, cursor="updated_at"),
            _paged("assessment_tests", AssessmentTest,
                  lambda on, part, page: on.qti.assessment_tests.list(
                      where=_since("updated_at", part), **_BY_IDENTIFIER, **page),
                  "identifier", is_numbered=True, changes=True, cursor="updated_at"),
            _paged("stimuli", Stimulus,
                  lambda on, _, page: on.qti.stimuli.list(**_BY_IDENTIFIER, **page),
                  "identifier", is_numbered=True),
        ),
        "clr": (
            _paged("credentials", ClrCredential,
                  lambda on, part, page: on.clr.credentials.list(since=part.start, **page),
                  "id", changes=True, unfilled=["further"]),
        ),
        "masterytrack": (
            _list("inventory", InventoryItem, lambda on, _: on.masterytrack.inventory.list(all=True), "id"),
        ),
        "webhooks": (
            _list("registrations", Webhook, lambda on, _: on.webhooks.registrations.list(), "id",
                  unfilled=["secret"]),
            _list("filters", WebhookFilter, lambda on, _: on.webhooks.filters.list(), "id"),
        ),
    }.items()
}  # fmt: skip
SERVICES: tuple[str, ...] = tuple(LISTS)
