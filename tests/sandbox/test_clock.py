"""The clock of a sandbox: where it starts, how it is moved, what goes by it, and a seed that does not age."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox, SandboxCore
from timeback.sandbox.clock import SandboxClock, Start

from .conftest import Caller, user_body

MIDDLE = datetime(2026, 1, 20, 15, tzinfo=UTC)
FAR = "2031-10-02T09:30:00Z"
STARTS = [None, FAR, "1999-07-01", "now", datetime(2026, 9, 1, tzinfo=UTC)]
OF_TIME = ("/academicSessions", "/users", "/enrollments", "/courses", "/classes", "/demographics")


def started(clock: Start = None, **settings: Any) -> Caller:
    return Caller(SandboxCore(clock=clock, **settings))


def present(call: Caller) -> dict[str, Any]:
    return dict(call("GET", "/_sandbox/clock").json())


def test_it_starts_in_the_middle_of_the_school_year_and_runs() -> None:
    first = SandboxClock()
    assert MIDDLE <= first.time < MIDDLE + timedelta(minutes=1)
    assert not first.frozen
    before = first.now()
    while first.now() == before:
        pass


@pytest.mark.parametrize(
    ("start", "time"),
    [
        (FAR, "2031-10-02T09:30:00+00:00"),
        ("2031-10-02T09:30:00+02:00", "2031-10-02T07:30:00+00:00"),
        ("2031-10-02", "2031-10-02T00:00:00+00:00"),
        (datetime(2031, 10, 2), "2031-10-02T00:00:00+00:00"),
        (lambda: 86400.0, "1970-01-02T00:00:00+00:00"),
    ],
)
def test_it_starts_where_it_is_told_to(start: Start, time: str) -> None:
    clock = SandboxClock(start)
    assert timedelta(0) <= clock.time - datetime.fromisoformat(time) < timedelta(minutes=1)


@pytest.mark.parametrize("start", ["soon", "", "2031-13-01", "0001-01-01", "9999-12-31", "1969-12-31"])
def test_a_start_that_is_no_instant_is_refused(start: str) -> None:
    with pytest.raises(ConfigurationError, match="clock"):
        SandboxCore(clock=start, empty=True)


def test_it_is_set_advanced_frozen_and_run_again() -> None:
    source = [1000.0]
    clock = SandboxClock(lambda: source[0])
    clock.advance(timedelta(days=1))
    assert clock.now() == 87_400
    clock.freeze()
    source[0] += 50
    assert (clock.now(), clock.frozen) == (87_400, True)
    clock.advance(-400)
    clock.set("1970-01-03T00:00:00Z")
    source[0] += 50
    assert clock.now() == 2 * 86_400
    clock.run()
    source[0] += 50
    assert (clock.now(), clock.frozen) == (2 * 86_400 + 50, False)
    for wrong in (float("nan"), float("inf"), -1e9, 1e12):
        with pytest.raises(ValueError, match="clock"):
            clock.advance(wrong)
    clock.restart()
    assert clock.now() == 1150


def test_it_is_moved_over_http(empty: Caller) -> None:
    call = started(empty=True)
    assert present(call)["frozen"] is False
    moved = call("POST", "/_sandbox/clock", {"set": FAR, "advance": 30, "freeze": True})
    assert (moved.status, moved.json()) == (200, {"time": "2031-10-02T09:30:30.000Z", "frozen": True})
    assert present(call) == moved.json()
    assert call("POST", "/_sandbox/clock", {"freeze": False}).json()["frozen"] is False
    before = present(call)["time"]
    refused: list[Any] = [{"set": "soon"}, {"advance": "x"}, {"back": 1}, {"advance": 1e300}, [], None]
    for wrong in refused:
        assert call("POST", "/_sandbox/clock", wrong).status == 422
    assert present(call)["time"][:16] == before[:16]
    assert call("DELETE", "/_sandbox/clock").header("allow") == "GET, POST"
    call.core.reset()
    assert present(call)["time"] < "2026-01-20T15:01"
    call.core.close()


def test_it_dates_records_answers_and_nothing_else() -> None:
    call = started(FAR)
    call.core.clock.freeze(FAR)
    org = {"org": {"sourcedId": "school-01"}}
    body = user_body("u", roles=[{"roleType": "primary", "role": "student", **org}])
    assert call("POST", "/users", {"user": body}).status == 201
    assert call.one("/users/u")["dateLastModified"] == "2031-10-02T09:30:00.000Z"
    assert call("GET", "/users").header("date") == "Thu, 02 Oct 2031 09:30:00 GMT"
    call.core.clock.advance(timedelta(days=400))
    # A token outlives the year, since it goes by the machine's clock.
    assert call("GET", "/users").status == 200
    machine = datetime.now(UTC)
    call.core.faults.add(status=503, headers={"Retry-After": "1"})
    for path in ("/users", "/_sandbox/clock"):
        date_header = parsedate_to_datetime(call("GET", path).header("date") or "")
        assert abs(date_header - machine) < timedelta(minutes=1)
    call.core.faults.add(status=503, headers={"Date": "Thu, 01 Jan 1970 00:00:00 GMT"})
    assert call("GET", "/users").header("date") == "Thu, 01 Jan 1970 00:00:00 GMT"
    call.core.close()


def test_a_job_is_done_though_the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    call = started()
    call.core.clock.freeze()
    event = {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": "urn:uuid:1",
        "type": "Event",
        "action": "Viewed",
        "actor": "urn:a",
        "object": "urn:o",
        "eventTime": FAR,
    }
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    envelope = {
        "sensor": "https://a.example",
        "sendTime": FAR,
        "dataVersion": event["@context"],
        "data": [event],
    }
    job = call("POST", "/caliper/event", envelope).json()["jobId"]
    now += 1
    assert call("GET", f"/jobs/{job}/status").json()["job"]["state"] == "completed"
    call.core.close()


@pytest.mark.parametrize("clock", STARTS)
def test_a_new_district_stands_in_the_middle_of_its_school_year(clock: Start) -> None:
    call = started(clock, students=40)
    now = present(call)["time"]
    for path in OF_TIME:
        assert all(row["dateLastModified"] <= now for row in call.rows(path, limit=3000))
    seats = [row for row in call.rows("/enrollments", limit=3000) if row["status"] == "active"]
    ended = [row for row in seats if row.get("endDate", now) < now[:10]]
    assert all(row["beginDate"] <= now[:10] for row in seats)
    # But for those who left.
    assert len(ended) < len(seats) / 20
    running = f"startDate<='{now}' AND endDate>='{now}'"
    (term,) = call.rows("/terms", filter=running)
    year = call.one(f"/academicSessions/{seats and term['parent']['sourcedId']}")["parent"]["sourcedId"]
    school_year = call.one(f"/academicSessions/{year}")
    assert school_year["schoolYear"] == int(school_year["endDate"][:4])
    assert year == f"year-{school_year['schoolYear']}"
    assert school_year["endDate"][2:4] in school_year["title"]
    assert date.fromisoformat(school_year["startDate"][:10]).weekday() == 0
    assert {each["sourcedId"] for each in call.rows("/classes")[0]["terms"]} == {
        f"term-{school_year['schoolYear']}-{number}" for number in range(1, 5)
    }
    results = call.rows("/ims/oneroster/gradebook/v1p2/assessmentResults", limit=3000)
    assert results
    assert all(row["scoreDate"] <= now for row in results)
    ages = {int(now[:4]) - int(row["birthDate"][:4]) for row in call.rows("/demographics", limit=3000)}
    assert ages <= set(range(4, 20))
    call.core.close()


@pytest.mark.parametrize("clock", [None, FAR])
def test_enrolling_twice_is_one_enrollment(clock: Start) -> None:
    call = started(clock, students=40)
    seat = call.rows("/enrollments", filter="role='student' AND status='active'")[0]
    path = f"/edubridge/enrollments/enroll/{seat['user']['sourcedId']}/{seat['course']['sourcedId']}"
    for _ in range(2):
        answer = call("POST", path)
        assert (answer.status, answer.json()["data"]["id"]) == (201, seat["sourcedId"])
    call.core.close()


def test_the_same_seed_and_clock_give_the_same_bytes() -> None:
    told: list[list[bytes]] = []
    for clock in (FAR, FAR, "2031-10-03", None):
        call = started(clock, students=20)
        told.append([call("GET", path, limit=3000).body for path in OF_TIME])
        call.core.close()
    # A day later is the same week of school.
    assert told[0] == told[1] == told[2] != told[3]


def test_a_file_keeps_its_clock_and_its_processes_share_it(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    first = started(FAR, data=path, students=5)
    second = started(data=path)
    first.core.clock.advance(timedelta(days=10))
    first.core.clock.freeze()
    assert present(second)["time"].startswith("2031-10-12")
    for call in (first, second):
        call.core.close()
    third = started(data=path)
    assert (present(third)["frozen"], present(third)["time"][:10]) == (True, "2031-10-12")
    third.core.close()
    given = started("2040-01-01", data=path)
    assert present(given)["time"].startswith("2040-01-01")
    given.core.reset()
    assert all(row["startDate"] > "2038" for row in given.rows("/academicSessions"))
    given.core.close()


def test_a_served_sandbox_takes_and_holds_one() -> None:
    with Sandbox(empty=True, clock=FAR) as sandbox:
        assert sandbox.clock.time >= datetime.fromisoformat(FAR)
        sandbox.clock.freeze(FAR)
        assert sandbox.clock.time == datetime.fromisoformat(FAR)
        sandbox.reset()
        assert not sandbox.clock.frozen
