"""Pages and streams as tables, from a client."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from timeback import AsyncOneRosterClient, ResultTooLargeError

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


async def test_a_page_shows_itself(client: AsyncOneRosterClient) -> None:
    page = await client.orgs.list()
    html = page._repr_html_()
    assert "<caption>PageResult(4 of 4 rows)</caption>" in html
    assert "<td>Lakeview Elementary School</td>" in html
    assert "<th>name</th><td>Lakeview Elementary School</td>" in page[1]._repr_html_()
