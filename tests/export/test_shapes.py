"""The shapes of tables: records kept or flattened, lists as tables of their own, and the JSON beside them."""

from __future__ import annotations

import contextlib
import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import Format, Manifest, export_oneroster
from timeback.sandbox import Sandbox

Row = dict[str, Any]


def export(sandbox: Sandbox, to: Path, **options: Any) -> Manifest:
    with OneRosterClient(**sandbox.credentials) as client:
        asked: dict[str, Any] = {"resources": ["users", "classes"], "page_size": 100, "format": "parquet"}
        return export_oneroster(client, to=to, **asked | options)


def sent(sandbox: Sandbox, name: str) -> dict[str, Row]:
    with OneRosterClient(**sandbox.credentials) as client:
        rows = getattr(client, name).stream(limit=1000)
        return {row.sourced_id: row.to_dict(mode="json") for row in rows}


def read(to: Path, name: str, format: Format) -> list[Row]:
    if format == "parquet":
        return parquet.read_table(to / f"{name}.parquet").to_pylist()
    if format == "csv":
        with (to / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [row | {"position": int(row["position"])} for row in csv.DictReader(file)]
    with contextlib.closing(duckdb.connect(str(to / "oneroster.duckdb"), read_only=True)) as database:
        return database.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()


@pytest.mark.parametrize("format", ["parquet", "csv", "duckdb"])
def test_lists_are_tables_of_their_own(sandbox: Sandbox, tmp_path: Path, format: Format) -> None:
    manifest = export(sandbox, tmp_path, format=format, tables="normalized")
    users, classes = sent(sandbox, "users"), sent(sandbox, "classes")
    roles = {
        (row["parent_sourced_id"], row["position"]): (row["role"], row["org_sourced_id"])
        for row in read(tmp_path, "users_roles", format)
    }
    assert roles == {
        (key, place): (role["role"], role["org"]["sourcedId"])
        for key, user in users.items()
        for place, role in enumerate(user["roles"])
    }
    grades = {
        (row["parent_sourced_id"], row["position"]): row["value"]
        for row in read(tmp_path, "classes_grades", format)
    }
    assert grades == {
        (key, place): grade
        for key, each in classes.items()
        for place, grade in enumerate(each.get("grades") or [])
    }
    assert manifest.tables["users_roles"].rows == len(roles) >= len(users)
    assert manifest.tables["classes_grades"].rows == len(grades) > 0
    if format == "parquet":
        schema = parquet.read_schema(tmp_path / "users.parquet")
        assert not [each.name for each in schema if pa.types.is_list(each.type)]


def test_a_database_knows_the_keys_of_lists(sandbox: Sandbox, tmp_path: Path) -> None:
    export(sandbox, tmp_path, format="duckdb", tables="normalized", names="wire")
    with contextlib.closing(duckdb.connect(str(tmp_path / "oneroster.duckdb"))) as database:
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO users_roles SELECT * FROM users_roles LIMIT 1")
        said = dict(
            database.sql(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'users_roles'"
            ).fetchall()
        )
    assert said["roleType"].startswith("Rank among the user's roles")
    assert said["parentSourcedId"] == "Identifier of the record."


def test_records_are_kept_or_made_json(sandbox: Sandbox, tmp_path: Path) -> None:
    users = sent(sandbox, "users")
    for nested in ("keep", "json"):
        export(sandbox, tmp_path / nested, nested=nested)
        for row in read(tmp_path / nested, "users", "parquet"):
            whole = row["primary_org"]
            found = json.loads(whole) if nested == "json" and whole else whole
            org = users[row["sourced_id"]].get("primaryOrg")
            key = "sourcedId" if nested == "json" else "sourced_id"
            assert (found and found[key]) == (org and org["sourcedId"])


@pytest.mark.parametrize("format", ["parquet", "csv", "duckdb"])
def test_the_json_that_came_lies_beside_the_tables(sandbox: Sandbox, tmp_path: Path, format: Format) -> None:
    manifest = export(sandbox, tmp_path / "tables", format=format, raw=True)
    export(sandbox, tmp_path / "raw", format="ndjson")
    for name in ("users", "classes"):
        lines = (tmp_path / "tables" / f"{name}.raw.ndjson").read_bytes()
        assert lines == (tmp_path / "raw" / f"{name}.ndjson").read_bytes()
        assert f"{name}.raw.ndjson" in manifest.files


@pytest.mark.parametrize(
    "wrong",
    [
        {"nested": "deep"}, {"tables": "many"}, {"raw": True, "format": "ndjson"},
        {"tables": "normalized", "format": "oneroster-csv"}, {"nested": "keep", "mode": "append"},
    ],
)  # fmt: skip
def test_shapes_that_there_are_not_are_refused(sandbox: Sandbox, tmp_path: Path, wrong: Row) -> None:
    with pytest.raises(InvalidInputError, match=next(iter(wrong))):
        export(sandbox, tmp_path / "to", **wrong)
    assert not (tmp_path / "to").exists()
