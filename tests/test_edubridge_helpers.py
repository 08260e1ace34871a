"""EduBridge's helpers: days as instants of their zone, facts as sums."""

from __future__ import annotations

import sys
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from timeback import InvalidInputError
from timeback.edubridge import (
    aggregate_activity_metrics,
    normalize_date,
    normalize_end_date,
    normalize_start_date,
)
from timeback.models.edubridge import ActivityMetricsData, SubjectMetrics, TimeSpentMetricsData

PLUS_TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "zone", "start", "end"),
    [
        ("2025-09-01", None, "2025-09-01T00:00:00.000Z", "2025-09-01T23:59:59.999Z"),
        (date(2025, 9, 1), None, "2025-09-01T00:00:00.000Z", "2025-09-01T23:59:59.999Z"),
        ("2025-09-01", "America/Chicago", "2025-09-01T05:00:00.000Z", "2025-09-02T04:59:59.999Z"),
        ("2025-09-01", "Asia/Kolkata", "2025-08-31T18:30:00.000Z", "2025-09-01T18:29:59.999Z"),
        # The clocks go forward: the day has 23 hours.
        ("2025-03-09", "America/Chicago", "2025-03-09T06:00:00.000Z", "2025-03-10T04:59:59.999Z"),
        # The clocks go back: it has 25.
        ("2025-11-02", "America/Chicago", "2025-11-02T05:00:00.000Z", "2025-11-03T05:59:59.999Z"),
    ],
)
def test_a_day_is_the_whole_of_it_in_its_zone(value: Any, zone: str | None, start: str, end: str) -> None:
    assert normalize_start_date(value, zone) == start
    assert normalize_end_date(value, zone) == end


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2025-09-01T10:00:00Z", "2025-09-01T10:00:00.000Z"),
        ("2025-09-01T10:00:00.123456Z", "2025-09-01T10:00:00.123Z"),
        ("2025-09-01T10:00:00+00:00", "2025-09-01T10:00:00.000Z"),
        ("2025-09-01T10:00:00+02:00", "2025-09-01T08:00:00.000Z"),
        (datetime(2025, 9, 1, 10, tzinfo=UTC), "2025-09-01T10:00:00.000Z"),
        (datetime(2025, 9, 1, 10, tzinfo=PLUS_TWO), "2025-09-01T08:00:00.000Z"),
    ],
)
def test_an_instant_stays_where_it_is(value: Any, instant: str) -> None:
    assert normalize_start_date(value, "America/Chicago") == instant
    assert normalize_end_date(value, "America/Chicago") == instant
    assert normalize_date(value) == instant


def test_an_instant_without_an_offset_is_local() -> None:
    assert normalize_start_date("2025-09-01T10:00", "America/Chicago") == "2025-09-01T15:00:00.000Z"
    assert normalize_end_date(datetime(2025, 9, 1, 10)) == "2025-09-01T10:00:00.000Z"
    assert normalize_date("2025-09-01") == "2025-09-01T00:00:00.000Z"


NO_DATES = ["", "soon", "2025-13-01", "2025-02-30", "01/02/2025", "2025-W36", "2025-09-01T", 20250901, None]


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_is_refused_by_name(value: Any) -> None:
    for name, normalize in (("start_date", normalize_start_date), ("end_date", normalize_end_date)):
        with pytest.raises(InvalidInputError) as caught:
            normalize(value)
        assert [issue.path for issue in caught.value.issues] == [name]


def test_a_day_before_all_instants_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="start_date"):
        normalize_start_date("0001-01-01", "Asia/Kolkata")


def test_a_system_without_zones_says_what_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {"tzdata", *(each for each in sys.modules if each.startswith("tzdata."))}:
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        with pytest.raises(
            InvalidInputError, match="timezone: this system has no time zones: pip install tzdata"
        ):
            normalize_start_date("2025-09-01", "America/Chicago")
    finally:
        zoneinfo.reset_tzpath()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "/etc/localtime", "America", 5])
def test_an_unknown_zone_is_refused_by_name(zone: Any) -> None:
    with pytest.raises(InvalidInputError) as caught:
        normalize_start_date("2025-09-01", zone)
    assert [issue.path for issue in caught.value.issues] == ["timezone"]


def cell(xp: float, active: float) -> SubjectMetrics:
    return SubjectMetrics(
        activity_metrics=ActivityMetricsData(
            xp_earned=xp, total_questions=5, correct_questions=4, mastered_units=1
        ),
        time_spent_metrics=TimeSpentMetricsData(active_seconds=active, inactive_seconds=1, waste_seconds=0.5),
        apps=["App"],
    )


def test_facts_are_summed_over_days_and_subjects() -> None:
    facts = {
        "2025-09-01": {"Math": cell(10, 60), "Reading": cell(-2.5, 30)},
        "2025-09-02": {"Math": cell(1, 0)},
        "2025-09-03": {},
    }
    total = aggregate_activity_metrics(facts)
    assert (total.total_xp, total.total_questions, total.correct_questions) == (8.5, 15, 12)
    assert (total.mastered_units, total.active_seconds, total.inactive_seconds) == (3, 90, 3)
    assert (total.waste_seconds, total.day_count, total.subject_count) == (1.5, 3, 3)
    assert aggregate_activity_metrics({}).total_xp == 0
