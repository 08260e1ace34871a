"""Exports from OneRoster servers that are not the platform: what lists read, exports read, and tell."""

from __future__ import annotations

import csv
import logging
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from tests.samples import user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import OneRosterClient
from timeback.export import Format, Manifest, export_oneroster

ROWS = 7


def export(to: Path, script: Any, *, format: Format = "parquet", **options: Any) -> Manifest:
    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        return export_oneroster(client, to=to, format=format, resources=["users"], page_size=3, **options)


def users(to: Path) -> list[dict[str, Any]]:
    return parquet.read_table(to / "users.parquet").to_pylist()


@pytest.mark.parametrize("key", ["data", "Users", "students"])
def test_rows_may_stand_under_another_key(tmp_path: Path, caplog: pytest.LogCaptureFixture, key: str) -> None:
    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        rows = [user_row(number) for number in range(start, min(start + size, ROWS))]
        return Answer(body={key: rows, "totalCount": ROWS})

    with caplog.at_level(logging.WARNING, "timeback"):
        export(tmp_path, script)
    assert [row["sourced_id"] for row in users(tmp_path)] == [f"u-{number}" for number in range(ROWS)]
    assert ("User: expected the key 'users'" in caplog.text) is (key != "students")


def test_a_total_that_counts_what_has_not_changed_ends_no_export(tmp_path: Path) -> None:
    changed = [user_row(number) for number in range(1, ROWS, 2)]

    def script(request: Received) -> Answer:
        asked = request.query.get("filter", "")
        start, size = int(request.query["offset"]), int(request.query["limit"])
        rows = changed if "dateLastModified" in asked else [user_row(number) for number in range(ROWS)]
        if "sourcedId" in asked:
            if "dateLastModified" in asked:
                return Answer(400, {})
            rows = [row for row in rows if f"sourcedId='{row['sourcedId']}'" in asked]
        return Answer(body={"users": rows[start : start + size]}, headers={"X-Total-Count": str(ROWS)})

    export(tmp_path, script, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert [row["sourced_id"] for row in users(tmp_path)] == [row["sourcedId"] for row in changed]


@pytest.mark.parametrize("spelled", [range(ROWS), [ROWS - 1]])
def test_values_in_another_case_are_those_of_the_standard_in_every_table(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, spelled: Any
) -> None:
    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        rows = [
            user_row(
                number,
                **({"status": "Active", "role": "STUDENT"} if number in spelled else {"role": "student"}),
            )
            for number in range(start, min(start + size, ROWS))
        ]
        return Answer(body={"users": rows, "totalCount": ROWS})

    with caplog.at_level(logging.WARNING, "timeback"):
        export(tmp_path, script)
    assert {(row["status"], row["role"]) for row in users(tmp_path)} == {("active", "student")}
    assert "User.status: expected text; the server sent another form of it" in caplog.text


@pytest.mark.parametrize("name", ["sourcedId", "SourcedId"])
def test_fields_under_other_names_are_in_their_columns(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        rows: list[dict[str, Any]] = [
            {name: f"u-{number}", "status": "active", "dateLastModified": "2026-03-13T14:30:00Z", "extra": 1}
            for number in range(ROWS)
        ]
        rows[-1]["birthdate"] = "2010-01-02"
        return Answer(body={"demographics": rows[start : start + size], "totalCount": ROWS})

    with (
        caplog.at_level(logging.WARNING, "timeback"),
        ScriptedServer(script=script) as server,
        OneRosterClient(**server.open) as client,
    ):
        export_oneroster(client, to=tmp_path, format="parquet", resources=["demographics"], page_size=3)
    found = parquet.read_table(tmp_path / "demographics.parquet").to_pylist()
    assert [row["sourced_id"] for row in found] == [f"u-{number}" for number in range(ROWS)]
    assert [row["birth_date"] for row in found] == [None] * (ROWS - 1) + [date(2010, 1, 2)]
    assert "Demographics.birth_date: expected a day; the server sent another form of it" in caplog.text
    assert "birthdate" not in str(found)


def test_roles_of_users_as_the_older_standard_has_them_are_in_the_bundle(tmp_path: Path) -> None:
    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        orgs = [{"href": "h", "sourcedId": name, "type": "org"} for name in ("s", "d")]
        rows = [user_row(number, roles=[], role="Teacher", orgs=orgs) for number in range(2)]
        return Answer(body={"users": rows[start : start + size], "totalCount": 2})

    export(tmp_path, script, format="oneroster-csv")
    with (tmp_path / "roles.csv").open() as file:
        found = [
            (row["userSourcedId"], row["roleType"], row["role"], row["orgSourcedId"])
            for row in csv.DictReader(file)
        ]
    assert found == [(f"u-{number}", "primary", "teacher", org) for number in range(2) for org in ("s", "d")]
