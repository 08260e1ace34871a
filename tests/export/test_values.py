"""The values of records, cell by cell against the JSON that came: in every format of an export, in every frame."""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from tests.scripted import ScriptedServer
from tests.values import (
    LISTED,
    SESSIONS,
    TABLES,
    USERS,
    Cells,
    all_columns,
    misfits,
    serve,
    told,
    told_of_text,
)
from timeback import OneRosterClient
from timeback.export import Format, export_oneroster, partitions


def read_parquet(to: Path, name: str) -> list[Cells]:
    return parquet.read_table(to / f"{name}.parquet").to_pylist()


def read_duckdb(to: Path, name: str) -> list[Cells]:
    with contextlib.closing(duckdb.connect(str(to / "oneroster.duckdb"), read_only=True)) as database:
        return database.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()


def read_csv(to: Path, name: str) -> list[Cells]:
    before = csv.field_size_limit(10**6)
    try:
        with (to / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(before)


@pytest.fixture(scope="module")
def served() -> Any:
    with ScriptedServer(script=serve) as server:
        yield server


@pytest.mark.parametrize("format", ["parquet", "duckdb", "csv"])
def test_every_cell_of_an_export_is_what_was_sent(
    served: ScriptedServer, tmp_path: Path, format: Format
) -> None:
    with OneRosterClient(**served.open) as client:
        manifest = export_oneroster(client, to=tmp_path, format=format, resources=[*TABLES], page_size=7)
    for name in TABLES:
        assert (manifest.tables[name].rows, manifest.tables[name].faulty) == (len(LISTED[TABLES[name]]), 0)
        if format == "csv":
            assert misfits(name, read_csv(tmp_path, name), told_of_text, has_null=False) == []
        else:
            read = read_parquet if format == "parquet" else read_duckdb
            assert misfits(name, read(tmp_path, name), told) == []


def test_ndjson_is_what_was_sent(served: ScriptedServer, tmp_path: Path) -> None:
    with OneRosterClient(**served.open) as client:
        export_oneroster(client, to=tmp_path, format="ndjson", resources=[*TABLES], page_size=7)
    for name, listed in TABLES.items():
        assert (tmp_path / f"{name}.ndjson").read_text(encoding="utf-8").splitlines() == sorted(
            LISTED[listed]
        )


def test_texts_of_a_bundle_are_what_was_sent(served: ScriptedServer, tmp_path: Path) -> None:
    with OneRosterClient(**served.open) as client:
        export_oneroster(client, to=tmp_path, format="oneroster-csv", resources=["users"], page_size=7)
    rows = {row["sourcedId"]: row for row in read_csv(tmp_path, "users")}
    for each in map(json.loads, USERS):
        if each["status"] == "active":
            assert rows[each["sourcedId"]]["givenName"] == each["givenName"]
            assert rows[each["sourcedId"]]["middleName"] == (each.get("middleName") or "")


FRAMES: dict[str, Callable[[Any], list[Cells]]] = {
    "to_dicts": list,
    "to_arrow": lambda table: table.to_pylist(),
    "to_polars": lambda frame: frame.to_dicts(),
    "to_pandas": lambda frame: [
        dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)
    ],
}


@pytest.mark.parametrize("form", FRAMES)
def test_every_cell_of_a_frame_is_what_was_sent(served: ScriptedServer, form: str) -> None:
    with OneRosterClient(**served.open) as client:
        for name in TABLES:
            rows = getattr(client, name)
            page, stream = rows.list(limit=1000), rows.stream(limit=7)
            for source in (page, stream):
                assert misfits(name, FRAMES[form](getattr(source, form)()), told) == [], name


def test_every_cell_of_a_piece_is_what_was_sent(served: ScriptedServer) -> None:
    for name in TABLES:
        (piece,) = partitions(name, page_size=7, **served.open)
        assert misfits(name, piece.to_arrow().to_pylist(), told) == []


def test_cells_that_say_something_else_are_found() -> None:
    rows = [{"sourced_id": row["sourcedId"]} for row in map(json.loads, SESSIONS)]
    empty = dict.fromkeys(all_columns("academic_sessions"))
    assert len(misfits("academic_sessions", [empty | row for row in rows], told)) > 5 * len(rows)
    assert told(date(1, 1, 1), "day") == "0001-01-01"
