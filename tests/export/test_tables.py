"""Columns from a model, and rows as Arrow."""

from __future__ import annotations

import builtins
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from timeback import OneRosterClient
from timeback._tables.columns import Nested, columns
from timeback._tables.frames import arrow_schema, to_arrow
from timeback.errors import ConfigurationError
from timeback.export import RESOURCES
from timeback.export.rows import Row
from timeback.export.tables import RecordTable
from timeback.export.writers import write_parquet
from timeback.models.base import Model
from timeback.models.oneroster import AcademicSession, Enrollment, Grade, Result, User
from timeback.sandbox import Sandbox


class Address(Model, kw_only=True):
    street: str
    country: str | None = None


class Person(Model, kw_only=True):
    name: str
    address: Address | None = None
    address_street: str = "a field of its own"
    home: Address | None = None
    scores: list[int | float] = msgspec.field(default_factory=list)
    start_date: str | None = None
    boss: Person | None = None
    raw: bytes = b""
    anything: str | list[str] | None = None


def test_a_record_becomes_a_column_for_each_field_unless_names_clash() -> None:
    assert [column.name for column in columns(Person)] == [
        "name", "address", "address_street", "home_street", "home_country", "scores", "start_date", "boss",
        "raw", "anything",
    ]  # fmt: skip
    home = Address(street="Main St")
    row = Person(
        name="Ada", home=home, address=home, scores=[1, 2.5], boss=Person(name="Eve"), anything=["x"]
    )
    (cells,) = to_arrow([row], Person).to_pylist()
    assert cells["address"] == {"street": "Main St", "country": None}
    assert (cells["home_street"], cells["home_country"]) == ("Main St", None)
    assert cells["scores"] == [1.0, 2.5]
    assert msgspec.json.decode(cells["boss"])["name"] == "Eve"
    assert cells["anything"] == '["x"]'


def test_records_are_kept_or_written_as_json_by_choice() -> None:
    kept, written = arrow_schema(User, "keep"), arrow_schema(User, "json")
    assert [each.name for each in kept.field("primary_org").type] == ["href", "sourced_id", "type", "name"]
    assert [each.name for each in kept.field("roles").type.value_type][:3] == ["role_type", "role", "org"]
    assert written.field("primary_org").type == written.field("roles").type == pa.string()
    assert written.field("grades").type == pa.list_(pa.string())


@pytest.mark.parametrize("name", RESOURCES)
@pytest.mark.parametrize("nested", ["flatten", "keep", "json"])
def test_every_resource_has_a_table_with_distinct_columns(name: str, nested: Nested) -> None:
    schema = arrow_schema(RESOURCES[name].model, nested)
    assert len(set(schema.names)) == len(schema.names)
    assert {"sourced_id", "status", "date_last_modified"} <= set(schema.names)


def test_dates_are_dates_and_instants_are_timestamps(sandbox: Sandbox) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        session, enrollment, result = (
            client.academic_sessions.list(limit=1)[0],
            client.enrollments.list(limit=1)[0],
            client.results.list(limit=1)[0],
        )
    sessions = to_arrow([session], AcademicSession)
    assert sessions.schema.field("start_date").type == pa.date32()
    assert sessions["start_date"][0].as_py() == date.fromisoformat(session.start_date[:10])
    assert sessions.schema.field("school_year").type == pa.int64()
    enrollments = to_arrow([enrollment], Enrollment)
    assert enrollments.schema.field("primary").type == pa.bool_()
    assert enrollments["class_sourced_id"][0].as_py() == enrollment.class_.sourced_id
    results = to_arrow([result], Result)
    assert results.schema.field("score").type == pa.float64()
    assert results.schema.field("score_date").type == pa.timestamp("us", tz="UTC")
    assert results["score_date"][0].as_py() == result.score_date


def test_lists_of_records_and_records_that_are_missing_become_arrays_with_nulls() -> None:
    home = Address(street="Main St", country="US")
    rows = [
        Person(name="a", home=home, scores=[1, 2]),
        Person(name="b"),
        Person(name="c", boss=Person(name="d")),
    ]
    rows[1].scores = None  # type: ignore[assignment]
    for nested in ("flatten", "keep"):
        table = to_arrow(rows, Person, nested)  # type: ignore[arg-type]
        assert table["scores"].to_pylist() == [[1.0, 2.0], None, []]
        table.validate(full=True)
    assert table["home"].to_pylist() == [{"street": "Main St", "country": "US"}, None, None]
    rows[2].scores = "12"  # type: ignore[assignment]
    assert to_arrow(rows, Person)["scores"].to_pylist() == [[1.0, 2.0], None, None]


def test_a_day_that_is_none_is_null() -> None:
    table = to_arrow(
        [Person(name="a", start_date="soon"), Person(name="b", start_date="2026-09-01T08:00Z")], Person
    )
    assert table["start_date"].to_pylist() == [None, date(2026, 9, 1)]


def test_fields_that_were_not_asked_for_are_null(sandbox: Sandbox) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        rows = client.users.list(fields=["given_name", "grades"], limit=20)
    table = to_arrow(rows, User)
    assert table["given_name"].to_pylist() == [row.given_name for row in rows]
    assert table["family_name"].null_count == table["roles"].null_count == len(rows)
    assert table["primary_org_sourced_id"].null_count == len(rows)


def test_open_values_survive() -> None:
    row = User(
        sourced_id="u-1", status="archived", enabled_user=True, given_name="A", family_name="B",
        grades=[Grade("1"), Grade("kindergarten+")], metadata={"bus": 7},
        date_last_modified=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    (cells,) = to_arrow([row], User).to_pylist()
    assert (cells["status"], cells["grades"], cells["metadata"]) == (
        "archived", ["1", "kindergarten+"], '{"bus":7}',
    )  # fmt: skip


def test_a_missing_library_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr("importlib.import_module", lambda name: without(name))
    with pytest.raises(ConfigurationError, match="needs the extra 'export': pyarrow is"):
        to_arrow([], User)


def test_rows_that_are_long_are_fewer_in_a_row_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.export.writers._ROW_GROUP_BYTES", 100_000)
    table = RecordTable("people", columns(Person))
    rows = [Row(b"", Person(name="x" * 1_000), str(number)) for number in range(60)]
    with write_parquet(tmp_path / "people.parquet", table) as take:
        for _ in range(3):
            take(rows)
    found = parquet.ParquetFile(tmp_path / "people.parquet").metadata
    assert [found.row_group(each).num_rows for each in range(found.num_row_groups)] == [120, 60]
