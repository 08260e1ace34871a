"""Pages and streams as tables, from a client."""

from __future__ import annotations

import json
import pickle
from datetime import date, datetime
from typing import Any

import pytest

from timeback import AsyncOneRosterClient, InvalidInputError, ResultTooLargeError

FORMS = ["to_dicts", "to_arrow", "to_polars", "to_pandas"]


def size(table: Any) -> int:
    return getattr(table, "num_rows", None) or len(table)


@pytest.mark.parametrize("form", FORMS)
async def test_a_page_and_a_stream_are_the_same_table(client: AsyncOneRosterClient, form: str) -> None:
    page = await client.orgs.list()
    stream = client.orgs.stream(limit=2)
    table, streamed = getattr(page, form)(), await getattr(stream, form)()
    assert size(table) == size(streamed) == 4
    assert table.equals(streamed) if hasattr(table, "equals") else table == streamed


async def test_a_stream_ends_where_it_is_told(client: AsyncOneRosterClient) -> None:
    students = client.students.stream(limit=10, prefetch=0)
    assert (await students.to_polars(max_items=25)).height == 25
    assert (await students.to_arrow(max_items=25, nested="keep")).num_rows == 25


async def test_more_rows_than_a_table_should_hold_are_refused(
    client: AsyncOneRosterClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{type(client.users.stream()).__module__}.MAX_COLLECTED", 100)
    with pytest.raises(ResultTooLargeError, match="max_items="):
        await client.users.stream().to_pandas()


async def test_days_are_dates(client: AsyncOneRosterClient) -> None:
    page = await client.academic_sessions.list(limit=1)
    assert isinstance(page.to_dicts()[0]["start_date"], date)
    assert str(page.to_polars().schema["start_date"]) == "Date"
    assert str(page.to_arrow().schema.field("date_last_modified").type) == "timestamp[us, tz=UTC]"


@pytest.mark.parametrize("where", [{"title": "no such session"}, {"sourcedId": {"in": []}}])
async def test_empty_pages_and_streams_have_their_columns(
    client: AsyncOneRosterClient, where: dict[str, Any]
) -> None:
    full = (await client.academic_sessions.list(limit=1)).to_arrow().schema
    assert (await client.academic_sessions.list(where=where)).to_arrow().schema == full
    assert (await client.academic_sessions.stream(where=where).to_arrow()).schema == full


async def test_unpaged_lists_are_tables(client: AsyncOneRosterClient) -> None:
    agents = await client.users("student-00001").agents.list()
    assert agents.to_polars().height == len(agents)
    nobody = await client.users("guardian-00001").agents.list()
    assert nobody.to_polars().columns == agents.to_polars().columns


async def test_tables_hold_the_fields_that_were_asked_for(client: AsyncOneRosterClient) -> None:
    frame = (await client.users.list(limit=3, fields=["sourcedId", "email"])).to_polars()
    assert frame["email"].null_count() == 0
    assert frame.columns == ["sourced_id", "email"]


@pytest.mark.parametrize("where", [{"role": "student"}, {"sourcedId": {"in": []}}])
async def test_fields_narrow_every_table(client: AsyncOneRosterClient, where: dict[str, Any]) -> None:
    fields = ["sourced_id", "email"]
    page = await client.users.list(limit=3, where=where, fields=fields)
    rows = await client.users.list_all(max_items=3, where=where, fields=fields)
    for table in (page, rows, page[:2], rows[:0]):
        assert table.to_arrow().column_names == table.to_polars().columns == fields
        assert table.to_pandas().columns.to_list() == fields
        assert all(list(row) == fields for row in table.to_dicts())
    stream = client.users.stream(limit=3, max_items=3, where=where, fields=fields)
    assert (await stream.to_pandas()).columns.to_list() == fields


async def test_a_list_of_records_is_a_list_and_a_table(client: AsyncOneRosterClient) -> None:
    rows = await client.enrollments.list_all(max_items=30)
    page = await client.enrollments.list(limit=30)
    assert isinstance(rows, list) and rows == page.data == page[:]
    assert repr(rows) == repr(page.data) == "Rows(30 rows of Enrollment)"
    assert repr(rows[:10]) == repr(page[:10]) == "Rows(10 rows of Enrollment)"
    assert rows.to_pandas().equals(page.to_pandas())
    assert page[20:].to_polars().equals(page.to_polars()[20:])
    assert rows[3] is next(row for number, row in enumerate(rows) if number == 3)
    assert "<caption>Rows(30 rows of Enrollment) (the first 20 are shown)</caption>" in rows._repr_html_()
    assert pickle.loads(pickle.dumps(rows[:2])) == rows[:2]


async def test_days_and_numbers_are_so_in_pandas(client: AsyncOneRosterClient) -> None:
    enrollments = await client.enrollments.stream(limit=50, max_items=50).to_pandas()
    assert enrollments["begin_date"].dt.month.dropna().isin(range(1, 13)).all()
    assert (enrollments["begin_date"] >= "2020-01-01").any()
    results = (await client.results.list(limit=50)).to_pandas()
    assert results["score"].mean() > 0
    assert results["score_date"].dt.tz_convert("America/Chicago").dt.hour.between(0, 23).all()


async def test_dicts_for_json(client: AsyncOneRosterClient) -> None:
    page = await client.academic_sessions.list(limit=2)
    python, plain = page.to_dicts(), page.to_dicts(mode="json")
    with pytest.raises(TypeError):
        json.dumps(python)
    read = json.loads(json.dumps(plain))
    assert read == plain == await client.academic_sessions.stream(max_items=2).to_dicts(mode="json")
    assert [row.keys() for row in plain] == [row.keys() for row in python]
    assert date.fromisoformat(read[0]["start_date"]) == python[0]["start_date"]
    assert datetime.fromisoformat(read[0]["date_last_modified"]) == python[0]["date_last_modified"]
    for wrong in ({"mode": "jsonl"}, {"nested": "flat"}, {"names": "wired"}):
        with pytest.raises(InvalidInputError, match=next(iter(wrong))):
            page.to_dicts(**wrong)  # type: ignore[arg-type]


async def test_to_look_at_a_stream_sends_nothing(client: AsyncOneRosterClient) -> None:
    with client.record() as exchanges:
        stream = client.users.stream(limit=50, max_items=2000, where={"family_name": "Ovid"})
        shown = repr(stream), stream._repr_html_()
    assert exchanges == []
    assert shown[0].removeprefix("Async") == "Pager(User, page_size=50, max_items=2000)"
    assert ".to_pandas()" in shown[1] and "Ovid" not in "".join(shown)
    by_key = repr(client.orgs.stream(by_key=True))
    assert by_key.removeprefix("Async") == "KeyedPager(Organization, page_size=100)"


async def test_a_page_shows_itself(client: AsyncOneRosterClient) -> None:
    page = await client.orgs.list()
    html = page._repr_html_()
    assert "<caption>PageResult(4 of 4 rows)</caption>" in html
    assert "<td>Lakeview Elementary School</td>" in html
    assert "<th>name</th><td>Lakeview Elementary School</td>" in page[1]._repr_html_()
