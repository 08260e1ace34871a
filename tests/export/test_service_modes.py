"""Lists of services that are kept current, or as a history: facts by their keys, what is read whole as it is now."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from timeback import TimebackClient
from timeback.errors import InvalidInputError
from timeback.export import Format, export_service
from timeback.sandbox import Sandbox

Row = dict[str, Any]
PUPILS = [f"student-{number:05}" for number in range(1, 4)]
FACTS = ["activity_facts", "weekly_facts", "enrollments", "map_reports"]
BEGIN, MIDDLE, END = "2025-11-16", "2025-12-17", "2025-12-25"


@pytest.fixture(scope="module")
def client() -> Iterator[TimebackClient]:
    with Sandbox(students=20) as served, TimebackClient(**served.credentials) as client:
        yield client


def read(folder: Path, name: str, service: str = "edubridge") -> list[Row]:
    if (path := folder / f"{name}.parquet").exists():
        return parquet.read_table(path).to_pylist()
    with contextlib.closing(duckdb.connect(str(folder / f"{service}.duckdb"), read_only=True)) as database:
        return database.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()


def unordered(rows: list[Row]) -> list[str]:
    return sorted(map(str, rows))


@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_facts_of_one_pull_after_another_are_those_of_all(
    client: TimebackClient, tmp_path: Path, format: Format
) -> None:
    asked: dict[str, Any] = {"students": PUPILS, "resources": FACTS, "format": format}
    whole = export_service(client, "edubridge", to=tmp_path / "whole", since=BEGIN, until=END, **asked)
    first = export_service(client, "edubridge", to=tmp_path, since=BEGIN, until=MIDDLE, mode="merge", **asked)
    assert first.next_since == datetime(2025, 12, 17, tzinfo=UTC)
    assert 0 < first.tables["activity_facts"].rows < whole.tables["activity_facts"].rows
    for begin in (None, BEGIN, MIDDLE):
        manifest = export_service(
            client, "edubridge", to=tmp_path, since=begin, until=END, mode="merge", **asked
        )
        for name, table in manifest.tables.items():
            rows = read(tmp_path / "current", name)
            assert unordered(rows) == unordered(read(tmp_path / "whole", name))
            assert table.rows == len(rows) == whole.tables[name].rows
        facts = manifest.tables["activity_facts"]
        assert (facts.removed, manifest.tables["enrollments"].removed) == (None, 0)
        assert facts.coverage is not None
        assert whole.tables["activity_facts"].coverage is not None
        assert facts.coverage.start == whole.tables["activity_facts"].coverage.start


@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_a_list_that_is_read_whole_is_there_as_it_is_now(
    client: TimebackClient, tmp_path: Path, format: Format
) -> None:
    hooks, asked = client.webhooks.registrations, {"format": format, "resources": ["registrations"]}
    ids: list[str] = []
    for number in range(3):
        url = f"http://127.0.0.1:9/{number}"
        ids.append(hooks.create(name=f"Sink {number}", target_url=url, secret="s" * 20, active=True).id)
    export_service(client, "webhooks", to=tmp_path, mode="merge", **asked)
    hooks.delete(ids[1])
    manifest = export_service(client, "webhooks", to=tmp_path, mode="merge", **asked)
    found = {row["id"] for row in read(tmp_path / "current", "registrations", "webhooks")}
    assert {ids[0], ids[2]} <= found
    assert ids[1] not in found
    assert (manifest.tables["registrations"].removed, manifest.tables["registrations"].rows) == (
        1,
        len(found),
    )
    for each in (ids[0], ids[2]):
        hooks.delete(each)


def test_a_history_has_a_record_as_often_as_it_was_fetched(client: TimebackClient, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"students": PUPILS, "resources": ["goals"], "mode": "append"}
    once = export_service(client, "edubridge", to=tmp_path, **asked)
    twice = export_service(client, "edubridge", to=tmp_path, **asked)
    assert twice.tables["goals"].rows == 2 * once.tables["goals"].rows > 0
    assert len(list((tmp_path / "history").glob("goals-*.parquet"))) == 2


@pytest.mark.parametrize(
    ("service", "options", "message"),
    [
        ("case", {"since": "2026-01-01"}, "nothing is there to merge changes into"),
        ("edubridge", {"resources": ["goals"], "format": "csv"}, "must be parquet or duckdb"),
        ("edubridge", {"resources": ["activity_facts"]}, "have no beginning"),
        ("edubridge", {"resources": ["goals"], "layout": "date"}, "has no date"),
    ],
)
def test_what_cannot_be_kept_current_is_refused(
    client: TimebackClient, tmp_path: Path, service: str, options: Row, message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        export_service(client, service, to=tmp_path, mode="merge", **options)


def test_another_selection_is_not_merged_into_what_is_there(client: TimebackClient, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"resources": ["activity_facts"], "since": BEGIN, "until": END, "mode": "merge"}
    export_service(client, "edubridge", to=tmp_path, students=PUPILS[:1], **asked)
    with pytest.raises(InvalidInputError, match="an export of other students"):
        export_service(client, "edubridge", to=tmp_path, students=PUPILS[:2], **asked)
    with pytest.raises(InvalidInputError, match="timezone=None, not America/Chicago"):
        export_service(
            client, "edubridge", to=tmp_path, students=PUPILS[:1], timezone="America/Chicago", **asked
        )
