"""Analytics: the facts of a student summed up, week by week or one by one, and the grades mastered."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, time, timedelta, tzinfo

from .. import instants
from ..context import RequestContext
from ..errors import invalid_query
from ..messages import Response
from ..oneroster.tables import COURSES, ENROLLMENTS
from ..records import Doc, part
from ..sql import Clause
from .common import active_enrollments, answer, existing, query_instant, query_zone, student, user
from .facts import ACTIVITY, Fact, Span, facts_of, tables_of
from .tables import MAP_REPORTS

__all__ = [
    "get_activity",
    "get_activity_of_enrollment",
    "get_highest_grade_mastered",
    "get_weekly_facts",
    "week_around",
]

_MASTERED = 90
_FETCHED = "Facts retrieved."


def get_activity(call: RequestContext) -> Response:
    """Answer the sums of a student's facts in a span, by day and subject."""
    zone = query_zone(call)
    span = Span(
        query_instant(call, "startDate", required=True), query_instant(call, "endDate", required=True)
    )
    tables = tables_of(facts_of(call, student(call), span), zone)
    return answer(call, None, {"message": _FETCHED, **_bounds(span), **tables})


def get_activity_of_enrollment(call: RequestContext) -> Response:
    """Answer the sums of the facts in the course of an enrollment."""
    zone = query_zone(call)
    enrollment = existing(call, ENROLLMENTS, call.params["enrollment"], "Enrollment")
    span = Span(query_instant(call, "startDate"), query_instant(call, "endDate"))
    facts = facts_of(call, user(call, enrollment["user"]["sourcedId"]), span)
    course_id = enrollment["course"]["sourcedId"]
    tables = tables_of((fact for fact in facts if fact.course_id == course_id), zone)
    head = {"message": _FETCHED, "enrollmentId": enrollment["sourcedId"]}
    return answer(call, None, {**head, **_bounds(span), **tables})


def _bounds(span: Span) -> Doc:
    return {"startDate": _text(span.start), "endDate": _text(span.end)}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else instants.from_epoch(moment.timestamp())


def get_weekly_facts(call: RequestContext) -> Response:
    """Answer the facts of a week one by one."""
    zone = query_zone(call)
    span = week_around(query_instant(call, "weekDate", required=True, bare=True), zone)
    who = student(call)
    enrolled = {doc["course"]["sourcedId"]: doc for doc in active_enrollments(call, who["sourcedId"])}
    rows = [
        _record(fact, who, enrolled.get(fact.course_id or ""), zone) for fact in facts_of(call, who, span)
    ]
    return answer(call, None, {"message": _FETCHED, **_bounds(span), "facts": rows})


def week_around(moment: datetime, zone: tzinfo) -> Span:
    """The week of an instant: from Sunday's beginning to Saturday's end.

    Raises:
        ApiError: 422, the calendar does not hold the whole week.
    """
    try:
        today = moment.astimezone(zone).date()
        sunday = today - timedelta(days=(today.weekday() + 1) % 7)
        start = datetime.combine(sunday, time(), zone)
        end = datetime.combine(sunday + timedelta(days=7), time(), zone)
        return Span(start.astimezone(UTC), end.astimezone(UTC) - timedelta(milliseconds=1))
    except OverflowError:
        raise invalid_query(("weekDate", "Must lie in the years 1 to 9999, with its week.")) from None


def _number_of(fact: Fact, who: Doc) -> int:
    """The number of a fact in the store, which is the same in every answer."""
    told = (who["sourcedId"], fact.kind, _text(fact.when), fact.activity_id, fact.event.get("id"))
    return zlib.crc32(repr(told).encode())


def _record(fact: Fact, who: Doc, enrollment: Doc | None, zone: tzinfo) -> Doc:
    local, event = fact.when.astimezone(zone), fact.event
    school = part(enrollment, "school") or part(who, "primaryOrg")
    return {
        "id": _number_of(fact, who),
        "email": who["email"],
        "date": local.date().isoformat(),
        "datetime": _text(fact.when),
        "username": who.get("username"),
        "userGrade": next(iter(who.get("grades") or ()), None),
        "userFamilyName": who["familyName"],
        "userGivenName": who["givenName"],
        "userId": who["sourcedId"],
        "subject": fact.subject,
        "app": fact.app,
        "courseId": fact.course_id,
        "courseName": enrollment["course"]["name"] if enrollment else None,
        "campusId": school.get("sourcedId"),
        "campusName": school.get("name"),
        "enrollmentId": enrollment["sourcedId"] if enrollment else None,
        "activityId": fact.activity_id,
        "activityName": fact.activity_name,
        **_figures(fact),
        "source": fact.source,
        "alphaLevel": None,
        "generatedAt": event.get("created_at"),
        "sendTime": event.get("sendTime"),
        "sensor": event.get("sensor"),
        "eventType": fact.kind,
        "year": local.year,
        "month": local.month,
        "day": local.day,
        "dayOfWeek": (local.weekday() + 1) % 7,
    }


def _figures(fact: Fact) -> Doc:
    """Numbers of an activity, seconds as decimal text; a row has either."""
    numbers = ("totalQuestions", "correctQuestions", "xpEarned", "masteredUnits")
    seconds = ("activeSeconds", "inactiveSeconds", "wasteSeconds")
    if fact.kind == ACTIVITY:
        return {key: fact.figures.get(key) for key in numbers} | dict.fromkeys(seconds, "0.00")
    return dict.fromkeys(numbers) | {key: f"{fact.figures.get(key, 0):.2f}" for key in seconds}


def get_highest_grade_mastered(call: RequestContext) -> Response:
    """Answer the highest grade that a student has mastered in a subject, by each kind of test."""
    who, subject = user(call, call.params["student"]), call.params["subject"]
    found = {
        "ritGrade": _rit_grade(call, who["sourcedId"], subject),
        "edulasticGrade": _tested_grade(call, who["sourcedId"], subject, "unit-test"),
        "placementGrade": _tested_grade(call, who["sourcedId"], subject, "placement"),
        "testOutGrade": _tested_grade(call, who["sourcedId"], subject, "test-out"),
    }
    grades = {name: str(grade) for name, grade in found.items() if grade is not None}
    if grades:
        grades["highestGradeOverall"] = str(max(map(int, grades.values())))
    return answer(call, None, {"studentId": who["sourcedId"], "subject": subject, "grades": grades})


def _rit_grade(call: RequestContext, student_id: str, subject: str) -> int | None:
    reports = call.session.find(MAP_REPORTS, Clause('"userId" = ?', (student_id,)))
    grades = [
        int(report["grade"])
        for report in reports
        if report["subject"].casefold() == subject.casefold() and report.get("grade")
    ]
    return max(grades, default=None)


def _tested_grade(call: RequestContext, student_id: str, subject: str, lesson_type: str) -> int | None:
    """The highest grade of a course in the subject all of whose tests of a kind the student has mastered."""
    rows = call.session.execute(
        'SELECT part."course.sourcedId", item.id FROM component_resources AS link '
        'JOIN course_components AS part ON link."courseComponent.sourcedId" = part.id '
        'JOIN assessment_line_items AS item ON item."componentResource.sourcedId" = link.id '
        "WHERE json_extract(link.doc, '$.lessonType') = ? AND link.status = 'active'",
        (lesson_type,),
    )
    best = {
        row[0]: row[1]
        for row in call.session.execute(
            "SELECT \"assessmentLineItem.sourcedId\", max(json_extract(doc, '$.score')) FROM assessment_results "
            "WHERE \"student.sourcedId\" = ? AND status = 'active' "
            "AND json_extract(doc, '$.scoreStatus') = 'fully graded' GROUP BY 1",
            (student_id,),
        )
    }
    tests: dict[str, list[str]] = {}
    for course_id, item_id in rows:
        tests.setdefault(course_id, []).append(item_id)
    mastered: list[int] = []
    for course_id, items in tests.items():
        if not all((best.get(item) or 0) >= _MASTERED for item in items):
            continue
        course = call.session.get(COURSES, course_id) or Doc()
        if subject.casefold() in (each.casefold() for each in course.get("subjects") or ()):
            mastered += [int(grade) for grade in course.get("grades") or ()]
    return max(mastered, default=None)
