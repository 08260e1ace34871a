"""A student's activity as a table: one row a day, subject and app, whatever the facts hold."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from timeback import EduBridgeClient, Rows
from timeback._codec.decode import read_value
from timeback.models.edubridge import ActivityResult, WeeklyFactsResult

STUDENT = "student-00001"
COLUMNS = [
    "date", "subject", "app", "xp_earned", "total_questions", "correct_questions", "mastered_units", "active_seconds",
    "inactive_seconds", "waste_seconds",
]  # fmt: skip


def cell(xp: float, seconds: float = 60) -> dict[str, Any]:
    done = {"xpEarned": xp, "totalQuestions": 4, "correctQuestions": 3, "masteredUnits": 0}
    spent = {"activeSeconds": seconds, "inactiveSeconds": 1, "wasteSeconds": 0}
    return {"activityMetrics": done, "timeSpentMetrics": spent, "apps": ["A"]}


def result(facts: Any, by_app: Any) -> ActivityResult:
    body = {"message": "", "startDate": "2026-03-01T00:00:00Z", "endDate": "2026-03-08T00:00:00Z"}
    return read_value({**body, "facts": facts, "factsByApp": by_app}, ActivityResult)


def test_facts_of_a_range_a_week_and_an_enrollment_are_tables() -> None:
    with EduBridgeClient(env="sandbox") as client:
        days = {"start_date": "2025-12-14", "end_date": "2025-12-20"}
        facts = client.analytics.get_activity(student_id=STUDENT, **days)
        week = client.analytics.get_weekly_facts(student_id=STUDENT, week_date="2025-12-16")
        (enrollment, *_) = client.enrollments.list(STUDENT)
        own = client.analytics.get_enrollment_facts(enrollment.id, **days)
    frame = facts.to_polars()
    assert frame.columns == own.to_polars().columns == COLUMNS
    assert frame.select("date", "subject", "app").is_duplicated().sum() == 0
    assert str(frame.schema["date"]) == "Date" and str(frame.schema["xp_earned"]) == "Float64"
    assert frame["xp_earned"].sum() == pytest.approx(
        sum(each.activity_metrics.xp_earned for day in facts.facts.values() for each in day.values())
    )
    assert week.to_polars().equals(frame)
    assert (
        facts.to_pandas()["date"]
        .dt.day_name()
        .isin(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
        .all()
    )
    assert facts.to_arrow().num_rows == len(frame) > 5
    assert json.loads(json.dumps(facts.to_dicts(mode="json")))[0]["date"].startswith("2025-12-")
    assert json.loads(facts.to_json())["message"] == facts.message  # of the whole answer
    assert repr(facts) == f"ActivityResult({len(frame)} rows of a day, a subject and an app)"
    assert f"<caption>{facts!r}</caption>" in facts._repr_html_()
    assert STUDENT not in repr(week) and "@" not in repr(week)


def test_events_of_a_week_are_a_table_of_days_instants_and_numbers() -> None:
    with EduBridgeClient(env="sandbox") as client:
        week = client.analytics.get_weekly_facts(student_id=STUDENT, week_date="2025-12-16")
    events = Rows(week.facts).to_pandas()
    assert events["date"].dt.month.eq(12).all()
    assert events["datetime"].dt.tz is not None
    assert events["active_seconds"].sum() == sum(float(each.active_seconds or 0) for each in week.facts) > 0


def test_apps_may_stand_outermost_and_what_no_app_has_is_a_row_of_its_own() -> None:
    facts = {"2026-03-02": {"Math": cell(5), "Reading": cell(2)}}
    by_app = {"2026-03-02": {"Math": {"A": cell(3), "B": cell(2)}}}
    turned = {"A": {"2026-03-02": {"Math": cell(3)}}, "B": {"2026-03-02": {"Math": cell(2)}}}
    expected = [("Math", "A", 3), ("Math", "B", 2), ("Reading", None, 2)]
    for nested in (by_app, turned):
        rows = result(facts, nested).to_dicts()
        assert [(each["subject"], each["app"], each["xp_earned"]) for each in rows] == expected
        assert {each["date"] for each in rows} == {date(2026, 3, 2)}


def test_no_activity_is_a_table_with_its_columns() -> None:
    empty = result({}, {})
    assert empty.to_pandas().columns.to_list() == COLUMNS
    assert repr(empty) == "ActivityResult(0 rows of a day, a subject and an app)"


def test_facts_that_a_server_sends_otherwise_can_be_shown() -> None:
    assert repr(result("nothing", None)).startswith("ActivityResult(message=")


def test_an_event_that_comes_twice_counts_once() -> None:
    with EduBridgeClient(env="sandbox") as client:
        week = client.analytics.get_weekly_facts(student_id=STUDENT, week_date="2025-12-16")
    doubled: WeeklyFactsResult = week.replace(facts=[*week.facts, *week.facts])
    assert doubled.to_polars().equals(week.to_polars())
