"""The source for dlt, loaded into DuckDB and into a PostgreSQL of the system."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import dlt
import pytest

from tests.export.postgres import postgres, program
from tests.scripted import Answer, Received, ScriptedServer
from timeback import OneRosterClient, TimebackClient
from timeback.errors import InvalidInputError
from timeback.export import RESOURCES, SERVICES
from timeback.export.services.lists import LISTS
from timeback.integrations.dlt import timeback_source
from timeback.sandbox import Sandbox

# dlt's own, and those of the libraries that it brings.
pytestmark = [
    pytest.mark.once,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("dlt"),
    pytest.mark.filterwarnings("default"),
]
PUPILS = [f"student-{number:05}" for number in range(1, 3)]


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(students=20) as served:
        yield served


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if program("initdb") is None:
        pytest.skip("postgresql is not on this machine")
    with postgres() as url:
        yield url


@pytest.fixture(params=["duckdb", "postgres"])
def pipeline(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dlt.Pipeline]:
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.setenv("RUNTIME__LOG_LEVEL", "ERROR")
    if request.param == "duckdb":
        destination: Any = dlt.destinations.duckdb(str(tmp_path / "district.duckdb"))
    else:
        destination = dlt.destinations.postgres(request.getfixturevalue("server"))
    dataset = f"district_{tmp_path.name.replace('-', '_')}".lower()
    yield dlt.pipeline("timeback", destination=destination, dataset_name=dataset, pipelines_dir=str(tmp_path))
    dlt.current.pipeline().deactivate()


def rows(pipeline: dlt.Pipeline, query: str) -> list[tuple[Any, ...]]:
    with pipeline.sql_client() as client:
        return [tuple(row) for row in client.execute_sql(query) or ()]


def count(pipeline: dlt.Pipeline, table: str) -> int:
    ((found,),) = rows(pipeline, f"SELECT count(*) FROM {table}")
    return int(found)


def test_a_roster_is_loaded_with_its_types_and_then_what_changed(
    pipeline: dlt.Pipeline, district: Sandbox
) -> None:
    names = ["users", "enrollments", "orgs", "academic_sessions"]
    pipeline.run(timeback_source(resources=names, **district.credentials))
    with OneRosterClient(**district.credentials) as client:
        users = {user.sourced_id: user for user in client.users.list_all()}
        assert count(pipeline, "enrollments") == client.enrollments.list(limit=1).total
        found = rows(
            pipeline, "SELECT sourced_id, given_name, date_last_modified, roles, enabled_user FROM users"
        )
        assert {row[0] for row in found} == users.keys()
        for name, given, changed, roles, enabled in found:
            user = users[name]
            assert (given, enabled) == (user.given_name, user.enabled_user)
            assert changed.astimezone(UTC) == user.date_last_modified
            kept = json.loads(roles) if isinstance(roles, str) else roles
            assert [each["org_sourced_id"] for each in kept] == [each.org.sourced_id for each in user.roles]
        ((first,),) = rows(pipeline, "SELECT min(start_date) FROM academic_sessions")
        assert isinstance(first, date)
        pupil = next(iter(users))
        district.clock.advance(timedelta(hours=2))
        client.users.modify(pupil, middle_name=pipeline.dataset_name)
        client.users.delete(created := client.users.create(
            username=pipeline.dataset_name, email=f"{pipeline.dataset_name}@lakeview.example",
            enabled_user=True, given_name="G", family_name="One",
            roles=[{"roleType": "primary", "role": "student", "org": {"sourcedId": "school-01"}}],
        ).sourced_id)  # fmt: skip
        with client.record() as exchanges:
            pipeline.run(timeback_source(resources=names, **district.credentials))
        assert not exchanges  # dlt's runs have a client of their own
    loaded = pipeline.last_trace.last_normalize_info.row_counts
    assert loaded["users"] <= 5
    assert rows(pipeline, f"SELECT sourced_id FROM users WHERE middle_name = '{pipeline.dataset_name}'") == [
        (pupil,)
    ]
    assert rows(pipeline, f"SELECT status FROM users WHERE sourced_id = '{created}'") == [("tobedeleted",)]
    assert count(pipeline, "users") == len(users) + 1


def test_facts_and_events_are_merged(pipeline: dlt.Pipeline, district: Sandbox) -> None:
    tables = ["edubridge_activity_facts", "caliper_events", "edubridge_goals"]

    def load() -> None:
        pipeline.run(
            timeback_source(
                resources=tables,
                since="2025-12-10", students=PUPILS, timezone="America/Chicago", **district.credentials,
            )
        )  # fmt: skip

    load()
    before = [count(pipeline, name) for name in tables]
    assert all(before)
    with TimebackClient(**district.credentials) as client:
        events = client.caliper.events.list_all(start_date="2025-12-10", limit=1000)
    assert {row[0] for row in rows(pipeline, "SELECT id FROM caliper_events")} == {
        event.id for event in events
    }
    days = rows(pipeline, "SELECT student_id, date FROM edubridge_activity_facts")
    assert {row[0] for row in days} <= set(PUPILS)
    assert all(isinstance(row[1], date) for row in days)
    load()
    assert [count(pipeline, name) for name in tables] == before


@pytest.mark.parametrize("pipeline", ["duckdb"], indirect=True)
def test_every_resource_is_there(district: Sandbox, pipeline: dlt.Pipeline) -> None:
    services = ["oneroster", *(name for name in SERVICES if name != "masterytrack")]
    begin = datetime.now(UTC) - timedelta(days=10)
    source = timeback_source(services=services, since=begin, students=PUPILS[:1], **district.credentials)
    expected = {*RESOURCES, *(f"{service}_{name}" for service in services[1:] for name in LISTS[service])}
    assert set(source.resources) == expected
    pipeline.run(source)
    loaded = set(pipeline.last_trace.last_normalize_info.row_counts)
    assert loaded >= {"case_associations", "edubridge_enrollments", "powerpath_placement_results"}
    assert pipeline.default_schema.tables["case_associations"]["columns"]["uri"]["description"]


def test_what_fits_no_table_is_set_aside_and_what_fits_no_column_is_kept(pipeline: dlt.Pipeline) -> None:
    orgs: list[Any] = [
        {"sourcedId": "o-1", "status": "active", "name": "One", "type": "school", "houses": 4},
        {"sourcedId": "o-2", "status": "active", "name": "Two", "type": "school", "dateLastModified": "yesterday"},
        {"name": "nobody"}, None,
    ]  # fmt: skip

    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        return Answer(body={"orgs": orgs[start : start + size], "totalCount": len(orgs)})

    with ScriptedServer(script=script) as odd:
        pipeline.run(timeback_source(resources=["orgs"], max_retries=0, **odd.open))
    found = dict(rows(pipeline, "SELECT sourced_id, extra FROM orgs"))
    kept = {name: json.loads(extra) if isinstance(extra, str) else extra for name, extra in found.items()}
    assert kept == {"o-1": {"houses": 4}, "o-2": {"dateLastModified": "yesterday"}}
    aside = rows(pipeline, "SELECT resource, reason, record FROM quarantine ORDER BY reason")
    assert [(each[0], each[1]) for each in aside] == [
        ("orgs", "has no sourcedId"),
        ("orgs", "is not an object"),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"services": ["rosters"]}, "services: 'rosters' is none of oneroster, edubridge"),
        ({"services": "oneroster"}, "services: must be names of services"),
        ({"resources": ["pupils"]}, "resources: 'pupils' is none of orgs"),
        ({"services": ["edubridge"]}, "since: is missing: activity_facts and weekly_facts"),
        ({"without": ["sourced_id"]}, "without: 'sourced_id' is what tells records"),
        ({"timezone": "Chicago"}, "timezone: must be an IANA time zone"),
        ({"enviroment": "staging"}, "enviroment: is no option"),
    ],
)
def test_what_cannot_be_loaded_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        timeback_source(**options)
