"""Every service's lists, exported from a served sandbox, and from servers that say what it never would."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from tests.scripted import Answer, Received, ScriptedServer
from timeback import TimebackClient
from timeback._tables.columns import Names, columns
from timeback.errors import ExportError, InvalidInputError, NotFoundError, ServerError
from timeback.export import SERVICES, Format, Manifest, Progress, export_oneroster, export_service
from timeback.export.services.lists import LISTS
from timeback.sandbox import Sandbox

Row = dict[str, Any]
TERM: dict[str, Any] = {"since": "2025-11-16", "until": "2025-12-25"}
PUPILS = [f"student-{number:05}" for number in range(1, 5)]


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    """A small district, whose few students have all been at work."""
    with Sandbox(students=20) as served:
        yield served


@pytest.fixture
def client(district: Sandbox) -> Iterator[TimebackClient]:
    with TimebackClient(**district.credentials) as client:
        yield client


def read(folder: Path, name: str) -> list[Row]:
    return parquet.read_table(folder / f"{name}.parquet").to_pylist()


# -- every list ---------------------------------------------------------------------------------------


def test_facts_are_read_by_student_and_days_and_say_whose_they_are(
    client: TimebackClient, tmp_path: Path
) -> None:
    manifest = export_service(
        client, "edubridge", to=tmp_path, students=PUPILS, timezone="America/Chicago",
        resources=["activity_facts", "weekly_facts"], **TERM,
    )  # fmt: skip
    facts = read(tmp_path, "activity_facts")
    expected: dict[tuple[str, str, str], Any] = {}
    for pupil in PUPILS:
        found = client.edubridge.analytics.get_activity(
            student_id=pupil, start_date="2025-11-15", end_date="2025-12-24", timezone="America/Chicago"
        )
        for day, subjects in found.facts.items():
            expected |= {(pupil, day, subject): fact for subject, fact in subjects.items()}
    assert len(facts) == len(expected) == manifest.tables["activity_facts"].rows > 5
    for row in facts:
        fact = expected[row["student_id"], str(row["date"]), row["subject"]]
        assert isinstance(row["date"], date)
        assert row["activity_metrics_xp_earned"] == fact.activity_metrics.xp_earned
        assert row["time_spent_metrics_active_seconds"] == fact.time_spent_metrics.active_seconds
        assert row["apps"] == fact.apps
    weekly = read(tmp_path, "weekly_facts")
    assert not (tmp_path / "quarantine.ndjson").exists()
    assert {type(row["active_seconds"]) for row in weekly} <= {float, type(None)}
    assert {(row["student_id"], str(row["date"])) for row in weekly} >= {each[:2] for each in expected}
    coverage = manifest.tables["weekly_facts"].coverage
    assert coverage is not None
    assert (coverage.by, coverage.students, coverage.not_found) == ("student and week", 4, 0)
    assert coverage.parts == 4 * 7
    assert (coverage.start, coverage.until) == (
        datetime(2025, 11, 16, tzinfo=UTC),
        datetime(2025, 12, 25, tzinfo=UTC),
    )


def test_events_are_read_by_windows_each_once(client: TimebackClient, tmp_path: Path) -> None:
    export_service(client, "caliper", to=tmp_path, page_size=7, **TERM)
    events = read(tmp_path, "events")
    listed = client.caliper.events.list_all(start_date="2025-11-16", end_date="2025-12-25", limit=1000)
    assert Counter(row["id"] for row in events) == Counter(each.id for each in listed)
    known = {each.id: each for each in listed}
    for row in events:
        assert row["external_id"] == known[row["id"]].external_id
        assert row["event_time"] == known[row["id"]].event_time
        assert json.loads(row["actor"]) == known[row["id"]].actor
    whole = export_service(client, "caliper", to=tmp_path / "whole", resources=["events"])
    assert whole.tables["events"].rows == len(client.caliper.events.list_all(limit=1000))


@pytest.mark.parametrize("names", ["python", "wire"])
def test_no_table_has_two_columns_of_one_name(names: Names) -> None:
    for service in LISTS:
        for each in LISTS[service].values():
            found = Counter(column.name.lower() for column in columns(each.model, names=names))
            assert set(found.values()) == {1}, (each.name, found)


@pytest.mark.parametrize("spelling", ["createdAt", "created_at"])
def test_a_time_that_is_spelled_in_two_ways_has_one_column(tmp_path: Path, spelling: str) -> None:
    row = {
        "id": "w-1",
        "name": "Sink",
        "target_url": "https://d.example",
        "active": True,
        spelling: "2026-01-02T03:04:05Z",
    }
    answer = Answer(body={"webhooks": [row]})
    with ScriptedServer(script=lambda _: answer) as server, TimebackClient(**server.open) as client:
        export_service(client, "webhooks", to=tmp_path, resources=["registrations"])
        (hook,) = client.webhooks.registrations.list().to_dicts()
    assert [each["created_at"] for each in (hook, *read(tmp_path, "registrations"))] == [
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    ] * 2


@pytest.mark.parametrize("format", ["csv", "duckdb", "ndjson"])
def test_every_list_of_every_service_is_written(
    client: TimebackClient, tmp_path: Path, format: Format
) -> None:
    client.webhooks.registrations.create(
        name="Sink", target_url="http://127.0.0.1:9/hook", secret="s3cr3t-of-the-hook", active=True
    )
    for service in set(SERVICES) - {"masterytrack"}:
        to = tmp_path / service
        manifest = export_service(client, service, to=to, format=format, students=PUPILS[:1], **TERM)
        assert {*manifest.tables, *manifest.absent} == set(LISTS[service])
        assert manifest.service == service
        assert service != "webhooks" or manifest.tables["registrations"].rows
        for name in manifest.files:
            assert b"s3cr3t-of-the-hook" not in (to / name).read_bytes()
        if format == "duckdb":
            with contextlib.closing(
                duckdb.connect(str(to / f"{service}.duckdb"), read_only=True)
            ) as database:
                for name, table in manifest.tables.items():
                    assert database.sql(f"SELECT count(*) FROM {name}").fetchall() == [(table.rows,)]


@pytest.mark.parametrize(
    ("service", "name", "listed"),
    [
        ("case", "items", lambda client: client.case.items.list_all()),
        ("case", "documents", lambda client: client.case.documents.list_all()),
        ("qti", "assessment_items", lambda client: client.qti.assessment_items.list_all()),
        ("edubridge", "subject_tracks", lambda client: client.edubridge.subject_tracks.list_all()),
        ("edubridge", "enrollments", lambda client: client.edubridge.enrollments.list_all(PUPILS[0])),
    ],
)
def test_the_rows_are_those_that_the_client_lists(
    client: TimebackClient, tmp_path: Path, service: str, name: str, listed: Callable[[Any], list[Any]]
) -> None:
    export_service(client, service, to=tmp_path, resources=[name], students=PUPILS[:1], page_size=3)
    (key,) = [each for each in LISTS[service][name].key if each != "student_id"]
    assert Counter(row[key] for row in read(tmp_path, name)) == Counter(
        getattr(each, key) for each in listed(client)
    )


def test_what_changed_since_is_asked_for_where_a_service_can_say(
    client: TimebackClient, tmp_path: Path
) -> None:
    whole = export_service(client, "case", to=tmp_path / "whole")
    changes = export_service(client, "case", to=tmp_path / "changes", since=tmp_path / "whole")
    assert whole.tables["items"].rows > changes.tables["items"].rows == 0
    assert changes.tables["associations"].rows == whole.tables["associations"].rows
    assert [each.coverage.by for each in changes.tables.values() if each.coverage] == [
        "changes", "changes", "parent",
    ]  # fmt: skip
    with pytest.raises(InvalidInputError, match="is an export of case, not of qti"):
        export_service(client, "qti", to=tmp_path / "qti", since=tmp_path / "whole")


def test_results_stand_beside_their_course_and_line_item(client: TimebackClient, tmp_path: Path) -> None:
    export_service(client, "powerpath", to=tmp_path, resources=["course_results"], students=PUPILS)
    rows = read(tmp_path, "course_results")
    assert rows
    for row in rows:
        progress = client.powerpath.lesson_plans.get_course_progress(
            course_id=row["course_id"], student_id=row["student_id"]
        )
        scores = {
            result.sourced_id: (item.assessment_line_item_sourced_id, result.score)
            for item in progress.line_items
            for result in item.results  # type: ignore[union-attr]
        }
        assert scores[row["sourced_id"]] == (row["line_item_assessment_line_item_sourced_id"], row["score"])


# -- interruptions ------------------------------------------------------------------------------------


class Stop(Exception):
    """Where an export is interrupted."""


@pytest.mark.parametrize(
    ("service", "options"),
    [
        ("edubridge", {"resources": ["weekly_facts", "enrollments"], "students": PUPILS, **TERM}),
        ("caliper", {"page_size": 5, **TERM}),
        ("qti", {"page_size": 2}),
    ],
)
def test_an_export_goes_on_where_it_was_interrupted(
    client: TimebackClient, tmp_path: Path, service: str, options: dict[str, Any]
) -> None:
    def export(to: Path, progress: Callable[[Progress], None] | None = None) -> Manifest:
        return export_service(
            client, service, to=to, format="ndjson", checkpoint_rows=3, progress=progress, **options
        )

    whole = export(tmp_path / "whole")
    stops = 0
    for after in range(1, 40):
        steps = 0

        def stop(progress: Progress, after: int = after) -> None:
            nonlocal steps
            steps += progress.stage == "fetch"
            if steps == after * 2:
                raise Stop

        try:
            manifest = export(tmp_path / "broken", stop)
        except Stop:
            stops += 1
            continue
        assert {name: each.rows for name, each in manifest.tables.items()} == {
            name: each.rows for name, each in whole.tables.items()
        }
        break
    assert stops
    for name in whole.files:
        assert (tmp_path / "broken" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_what_was_read_is_not_asked_for_again(client: TimebackClient, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.resource == "goals":
            raise Stop

    options: dict[str, Any] = {"resources": ["enrollments", "goals"], "students": PUPILS, "format": "csv"}
    with pytest.raises(Stop):
        export_service(client, "edubridge", to=tmp_path, progress=stop, **options)
    with client.record() as exchanges:
        export_service(client, "edubridge", to=tmp_path, **options)
    assert not [each for each in exchanges if "/enrollments/user/" in each.path]
    assert len([each for each in exchanges if "goals" in each.path]) == len(PUPILS) - 1  # the first was kept


def test_damaged_notes_begin_a_list_anew(client: TimebackClient, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "fetch" and progress.rows > 20:
            raise Stop

    options: dict[str, Any] = {"format": "ndjson", "checkpoint_rows": 5, "page_size": 5, **TERM}
    with pytest.raises(Stop):
        export_service(client, "caliper", to=tmp_path, progress=stop, **options)
    note = tmp_path / ".timeback-export" / "events" / "position.json"
    note.write_text("{")
    manifest = export_service(client, "caliper", to=tmp_path, **options)
    listed = client.caliper.events.list_all(start_date="2025-11-16", end_date="2025-12-25", limit=1000)
    ids = [json.loads(line)["id"] for line in (tmp_path / "events.ndjson").read_text().splitlines()]
    assert sorted(ids) == sorted(each.id for each in listed)
    assert manifest.tables["events"].rows == len(ids)


# -- what servers say -----------------------------------------------------------------------------------


def event(number: Any, **fields: Any) -> Row:
    return {
        "id": number, "externalId": f"urn:uuid:{number}", "sensor": "https://s.example", "type": "Event",
        "action": "Used", "eventTime": "2026-01-02T03:04:05Z", "sendTime": "2026-01-02T03:04:05Z",
        "created_at": "2026-01-02T03:04:05Z",
    } | fields  # fmt: skip


def serving(answers: Callable[[Received], Any]) -> ScriptedServer:
    def script(request: Received) -> Answer:
        found = answers(request)
        return found if isinstance(found, Answer) else Answer(body=found)

    return ScriptedServer(script=script)


def paged(key: str, rows: list[Any]) -> Callable[[Received], Any]:
    def answer(request: Received) -> Any:
        start, size = int(request.query.get("offset", 0)), int(request.query["limit"])
        return {key: rows[start : start + size], "totalCount": len(rows)}

    return answer


def test_no_record_ends_an_export_and_none_is_lost(tmp_path: Path) -> None:
    rows = [
        event(1),
        event(2, action=7, newer={"kept": True}),
        event(3, eventTime="last week"),
        None,
        {"id": None},
    ]
    with serving(paged("events", rows)) as server, TimebackClient(**server.open, max_retries=0) as client:
        manifest = export_service(client, "caliper", to=tmp_path, page_size=2)
        with pytest.raises(ExportError, match=r"'3' at offset 2: eventTime"):
            export_service(client, "caliper", to=tmp_path / "strict", page_size=2, strict=True)
    table = manifest.tables["events"]
    assert (table.rows, table.quarantined) == (3, 2)
    found = {row["id"]: row for row in read(tmp_path, "events")}
    assert json.loads(found[2]["extra"]) == {"newer": {"kept": True}}
    assert json.loads(found[3]["extra"]) == {"eventTime": "last week"}
    quarantine = [json.loads(line) for line in (tmp_path / "quarantine.ndjson").read_text().splitlines()]
    assert [(each["sourcedId"], each["isExported"]) for each in quarantine if each["isExported"]] == [
        ("3", True)
    ]
    assert [each["reason"] for each in quarantine[-2:]] == ["is not an object", "has no id"]


def test_numbers_and_instants_that_come_as_text_are_checked(tmp_path: Path) -> None:
    fact = {
        "id": 1, "email": "a@b.example", "date": "2026-01-02", "datetime": "2026-01-02T03:04:05Z", "source": "x",
        "year": 2026, "month": 1, "day": 2, "dayOfWeek": 5, "activeSeconds": "12.50",
    }  # fmt: skip
    facts = [fact, fact | {"id": 2, "activeSeconds": "ages", "sendTime": "soon"}]
    answer = {
        "message": "",
        "startDate": "2026-01-01T00:00:00Z",
        "endDate": "2026-01-03T00:00:00Z",
        "facts": facts,
    }
    with serving(lambda _: answer) as server, TimebackClient(**server.open, max_retries=0) as client:
        manifest = export_service(
            client, "edubridge", to=tmp_path, students=["u-1"], resources=["weekly_facts"], since="2026-01-01",
            until="2026-01-03",
        )  # fmt: skip
    found = {row["id"]: row for row in read(tmp_path, "weekly_facts")}
    assert (found[1]["active_seconds"], found[1]["extra"]) == (12.5, None)
    assert found[2]["active_seconds"] is None
    assert json.loads(found[2]["extra"])["activeSeconds"] == "ages"
    assert manifest.tables["weekly_facts"].faulty == 1


def test_students_that_a_service_does_not_know_are_counted(tmp_path: Path) -> None:
    def answer(request: Received) -> Any:
        if request.path.endswith("/u-2"):
            return Answer(404, {"error": "no such user"})
        return {"data": [{"id": "e-1", "role": "student"}]}

    with serving(answer) as server, TimebackClient(**server.open, max_retries=0) as client:
        manifest = export_service(
            client, "edubridge", to=tmp_path, students=["u-1", "u-2", "u-3"], resources=["enrollments"]
        )
    assert [row["student_id"] for row in read(tmp_path, "enrollments")] == ["u-1", "u-3"]
    coverage = manifest.tables["enrollments"].coverage
    assert coverage is not None
    assert (coverage.not_found, coverage.students) == (1, 3)


def test_a_list_that_is_not_served_is_absent_unless_it_was_named(tmp_path: Path) -> None:
    def answer(request: Received) -> Any:
        return Answer(404 if "stimuli" in request.path else 200, {"items": [], "total": 0})

    with serving(answer) as server, TimebackClient(**server.open, max_retries=0) as client:
        manifest = export_service(client, "qti", to=tmp_path)
        assert manifest.absent == ("stimuli",)
        with pytest.raises(NotFoundError):
            export_service(client, "qti", to=tmp_path / "named", resources=["stimuli"])


def test_rows_that_shift_while_they_are_read_are_found(tmp_path: Path) -> None:
    rows = [{"sourcedId": f"a-{n:02}", "studentSourcedId": "s", "subject": "Math"} for n in range(40)]
    kept = {row["sourcedId"] for row in rows[3:]}

    def answer(request: Received) -> Any:
        if int(request.query.get("offset", 0)) > 5:
            del rows[: max(len(rows) - 37, 0)]
        start, size = int(request.query.get("offset", 0)), int(request.query.get("limit", 1))
        return {"testAssignments": rows[start : start + size], "totalCount": len(rows)}

    with serving(answer) as server, TimebackClient(**server.open, max_retries=0) as client:
        export_service(
            client, "powerpath", to=tmp_path, resources=["test_assignments"], page_size=10, concurrency=1
        )
    found = [row["sourced_id"] for row in read(tmp_path, "test_assignments")]
    assert len(found) == len(set(found))
    assert set(found) >= kept


def test_a_server_that_fails_is_gone_on_with(tmp_path: Path) -> None:
    calls: list[str] = []

    def answer(request: Received) -> Any:
        calls.append(request.path)
        if request.path.endswith("/u-3") and calls.count(request.path) == 1:
            return Answer(500)
        return {"data": [{"id": "e-1", "role": "student"}]}

    options: dict[str, Any] = {
        "students": ["u-1", "u-2", "u-3"], "resources": ["enrollments"], "concurrency": 1, "checkpoint_rows": 1,
    }  # fmt: skip
    with serving(answer) as server, TimebackClient(**server.open, max_retries=0) as client:
        with pytest.raises(ServerError):
            export_service(client, "edubridge", to=tmp_path, **options)
        manifest = export_service(client, "edubridge", to=tmp_path, **options)
    assert manifest.tables["enrollments"].rows == 3
    assert Counter(each.rsplit("/", 1)[-1] for each in calls if "enrollments" in each)["u-1"] == 1


# -- what is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "options", "message"),
    [
        ("oneroster", {}, r"service: must be one of edubridge.*export_oneroster\(\) is for oneroster"),
        ("edubridge", {}, "since: is missing: activity_facts and weekly_facts have no beginning"),
        ("edubridge", {"since": "2999-01-01"}, "since: must lie before"),
        ("edubridge", {"resources": ["facts"]}, "'facts' is none of activity_facts"),
        ("edubridge", {"students": "u-1", "since": "2026-01-01"}, "students: must be ids of students"),
        ("edubridge", {"timezone": "Chicago", "since": "2026-01-01"}, "timezone: must be an IANA time zone"),
        ("caliper", {"format": "oneroster-csv"}, "format: must be one of parquet, csv, duckdb, ndjson"),
        ("caliper", {"without": ["id"]}, "'id' is what tells records"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_before_anything_is_sent(
    tmp_path: Path, service: str, options: dict[str, Any], message: str
) -> None:
    with serving(lambda _: Answer(500)) as server, TimebackClient(**server.open) as client:
        with pytest.raises(InvalidInputError, match=message):
            export_service(client, service, to=tmp_path, **options)
        assert not server.requests


def test_fields_are_left_out_and_a_folder_of_another_service_stays(
    client: TimebackClient, tmp_path: Path
) -> None:
    export_service(
        client, "edubridge", to=tmp_path, students=PUPILS[:1], resources=["weekly_facts"], format="ndjson",
        without=["email", "user_family_name"], **TERM,
    )  # fmt: skip
    lines = (tmp_path / "weekly_facts.ndjson").read_text().splitlines()
    assert lines
    assert not any({"email", "userFamilyName"} & json.loads(line).keys() for line in lines)
    export_oneroster(client.oneroster, to=tmp_path, format="ndjson", resources=["orgs"])
    assert not (tmp_path / "weekly_facts.ndjson").exists()
