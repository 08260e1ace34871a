"""Exports from OneRoster servers that are not the platform: what lists read, exports read, and tell."""

from __future__ import annotations

import csv
import json
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


DAY = "2010-07-07"


def day_rows() -> list[Any]:
    """Demographics with the same day of birth, under any name and in any form."""
    rows: list[Any] = [
        {
            "sourcedId": f"d-{number}",
            "status": "active",
            "dateLastModified": "2026-03-13T14:30:00Z",
            name: DAY,
        }
        for number, name in enumerate(["birthDate", "birthdate", "BirthDate", "birth_date", "BIRTH-DATE"])
    ]
    deep: Any = "x"
    for _ in range(600):
        deep = [deep]
    return [
        *rows,
        [{**rows[1], "sourcedId": "d-5"}],
        json.dumps({**rows[2], "sourcedId": "d-6"}),
        f"d-7,active,{DAY}",
        {**rows[1], "sourcedId": None},
        {**rows[1], "sourcedId": "d-9", "further": deep},
        {**rows[0], "sourcedId": "d-10", "further": 10**30},
    ]


@pytest.mark.parametrize(
    "options",
    [{"raw": True}, {"format": "ndjson"}, {"format": "csv", "raw": True}, {"format": "duckdb"}],
)
def test_a_field_that_is_left_out_is_in_no_file_under_any_name(tmp_path: Path, options: Any) -> None:
    lists = {"demographics": day_rows(), "users": [user_row(1, demographics={"birthdate": DAY})]}

    def script(request: Received) -> Answer:
        key = request.path.rstrip("/").rpartition("/")[2]
        start, size = int(request.query["offset"]), int(request.query["limit"])
        return Answer(body={key: lists[key][start : start + size], "totalCount": len(lists[key])})

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        manifest = export_oneroster(
            client, to=tmp_path, resources=[*lists], page_size=3, without=["birth_date"], **options
        )
    assert manifest.tables["demographics"].rows == 7
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    files |= {
        path.name: str(parquet.read_table(path).to_pylist()).encode() for path in tmp_path.rglob("*.parquet")
    }
    assert not [name for name, content in files.items() if DAY.encode() in content]
    assert any(str(10**30).encode() in content for content in files.values()), (
        "what is kept is as it was sent"
    )


def test_rows_that_are_no_records_stay_apart_without_a_field(tmp_path: Path) -> None:
    def script(_: Received) -> Answer:
        return Answer(body={"users": [user_row(1), 1, 2.5, True], "totalCount": 4})

    assert export(tmp_path, script, without=["email"]).tables["users"].quarantined == 3


def test_pseudonyms_stand_for_fields_under_other_names(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        rows = [
            {name[0].upper() + name[1:]: value for name, value in user_row(number, email="canary").items()}
            for number in range(start, min(start + size, ROWS))
        ]
        return Answer(body={"users": rows, "totalCount": ROWS})

    with caplog.at_level(logging.WARNING, "timeback"):
        manifest = export(tmp_path, script, pseudonymize="a key that is long and random")
    assert (manifest.tables["users"].rows, manifest.tables["users"].quarantined) == (ROWS, 0)
    found = users(tmp_path)
    assert len({row["sourced_id"] for row in found}) == len({row["family_name"] for row in found}) == ROWS
    assert all(len(row["given_name"]) == 32 and row["roles"] for row in found)
    assert "canary" not in str(found)
    assert "User.given_name: expected text; the server sent another form of it" in caplog.text


def test_ids_under_another_name_tell_rows_apart(tmp_path: Path) -> None:
    rows = [user_row(number) for number in [*range(ROWS), 3]]
    for row in rows:
        row["SourcedId"] = row.pop("sourcedId")

    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        return Answer(body={"users": rows[start : start + size], "totalCount": len(rows)})

    table = export(tmp_path, script).tables["users"]
    assert (table.rows, table.doubled) == (ROWS, 1)
    assert sorted(row["sourced_id"] for row in users(tmp_path)) == [f"u-{number}" for number in range(ROWS)]


@pytest.mark.parametrize("odd", [range(ROWS), [0]])
def test_fields_inside_of_records_have_other_names_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, odd: Any
) -> None:
    def row(number: int) -> dict[str, Any]:
        found = user_row(number)
        found["roles"][0]["begindate" if number in odd else "beginDate"] = "2026-01-02"
        return found

    def script(request: Received) -> Answer:
        start, size = int(request.query["offset"]), int(request.query["limit"])
        return Answer(
            body={"users": [row(each) for each in range(start, min(start + size, ROWS))], "totalCount": ROWS}
        )

    with caplog.at_level(logging.WARNING, "timeback"):
        export(tmp_path, script)
    assert {row["roles"][0]["begin_date"] for row in users(tmp_path)} == {date(2026, 1, 2)}
    assert "UserRole.begin_date: expected text; the server sent another form of it" in caplog.text


@pytest.mark.parametrize("number", [12, 1.5, True])
def test_numbers_are_no_times(tmp_path: Path, number: Any) -> None:
    rows = [
        {
            "sourcedId": f"r-{each}", "status": "active", "dateLastModified": "2026-03-13T14:30:00Z",
            "lineItem": {"href": "h", "sourcedId": "l", "type": "lineItem"},
            "student": {"href": "h", "sourcedId": "s", "type": "user"},
            "scoreDate": number if each else "2026-03-13T14:30:00Z", "scoreStatus": "exempt",
        }
        for each in range(2)
    ]  # fmt: skip
    people = [
        {
            "sourcedId": "d",
            "status": "active",
            "dateLastModified": "2026-03-13T14:30:00Z",
            "birthDate": number,
        }
    ]
    lists = {"results": rows, "demographics": people}

    def script(request: Received) -> Answer:
        key = request.path.rstrip("/").rpartition("/")[2]
        return Answer(body={key: lists[key], "totalCount": len(lists[key])})

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=tmp_path, resources=[*lists], concurrency=1)
        page = client.results.list().to_arrow().to_pylist()
    found = parquet.read_table(tmp_path / "results.parquet").to_pylist()
    assert [each["score_date"] for each in found] == [datetime(2026, 3, 13, 14, 30, tzinfo=UTC), None]
    assert [each["score_date"] for each in page] == [each["score_date"] for each in found]
    assert json.loads(found[1]["extra"]) == {"scoreDate": number}
    (person,) = parquet.read_table(tmp_path / "demographics.parquet").to_pylist()
    assert person["birth_date"] is None
    assert json.loads(person["extra"]) == {"birthDate": number}
