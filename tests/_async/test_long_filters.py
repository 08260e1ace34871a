"""Conditions that are too long for a URL."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.raw_server import RawServer, Seen, reply
from tests.samples import user_row
from timeback import AsyncEduBridgeClient, AsyncOneRosterClient, InvalidInputError


def filter_of(seen: Seen) -> str:
    return parse_qs(urlsplit(seen.target).query)["filter"][0]


async def ids_of(client: AsyncOneRosterClient, count: int) -> list[str]:
    return [user.sourced_id for user in await client.users.list(limit=count, sort="sourced_id")]


async def test_thousands_of_ids_are_asked_for_in_parts(client: AsyncOneRosterClient) -> None:
    ids = await ids_of(client, 300)
    asked = [*ids, *(f"nobody-{number:036}" for number in range(2000)), *ids]
    page = await client.users.list(where={"sourced_id": {"in": asked}}, limit=40, offset=20)
    assert (len(page), page.total, page.has_more, page.next_offset) == (40, 300, True, 60)
    rows = [
        user.sourced_id async for user in client.users.stream(where={"sourced_id": {"in": asked}}, limit=50)
    ]
    assert sorted(rows) == sorted(ids)
    named = {"sourced_id": {"in": asked}, "family_name": {"ne": "Nobody"}}
    assert len(await client.users.list_all(where=named, prefetch=0)) == 300
    assert await client.users.first(where={**named, "given_name": "Nobody"}) is None


@pytest.mark.parametrize("order_by", ["asc", "desc"])
async def test_what_is_sorted_is_sorted_as_a_whole(client: AsyncOneRosterClient, order_by: str) -> None:
    ids = await ids_of(client, 250)
    condition = {"sourced_id": {"in": [*ids, *(f"nobody-{number:036}" for number in range(200))]}}
    rows = await client.users.list_all(
        where=condition,
        sort="family_name",
        order_by=order_by,
        fields=["given_name"],
        limit=100,  # type: ignore[arg-type]
    )
    names = [user.family_name for user in rows]
    assert len(names) == 250
    assert names == sorted(names, reverse=order_by == "desc")


async def test_a_stream_that_is_read_twice_asks_twice() -> None:
    with RawServer([reply({"users": [user_row()], "totalCount": 1})]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            stream = client.users.stream(
                where={"sourced_id": {"in": [f"{number:050}" for number in range(200)]}}
            )
            assert len(await stream.collect()) == 1
            once = len(server.seen)
            assert len(await stream.collect()) == 1
    assert len(server.seen) == 2 * once > 2


async def test_each_part_fits_a_url_and_holds_all_other_conditions() -> None:
    with RawServer([reply({"users": [], "totalCount": 0})]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            where = {
                "status": "active",
                "sourced_id": {"in": ["é" * 20 + str(number) for number in range(500)]},
            }
            assert len(await client.users.list(where=where)) == 0
            short = {"sourced_id": {"in": ["a", "b"]}}
            before = len(server.seen)
            await client.users.list(where=short)
    assert len(server.seen) == before + 1
    assert before > 1
    assert all(len(seen.target) < 8000 for seen in server.seen)
    assert all(filter_of(seen).startswith("status='active' AND (sourcedId=") for seen in server.seen[:-1])
    asked = [
        part for seen in server.seen[:-1] for part in filter_of(seen).split("(")[1].rstrip(")").split(" OR ")
    ]
    assert len(asked) == len(set(asked)) == 500


async def test_a_list_with_a_condition_of_its_own_is_split_too() -> None:
    with RawServer([reply({"users": [], "totalCount": 0})]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            ids = [f"student-{number:050}" for number in range(200)]
            assert len(await client.students.list(where={"sourced_id": {"in": ids}})) == 0
    assert len(server.seen) > 1


@pytest.mark.parametrize(
    "where",
    [
        {
            "OR": [
                {"sourced_id": {"in": [f"user-{number:036}" for number in range(200)]}},
                {"status": "active"},
            ]
        },
        {"sourced_id": {"not_in": [f"user-{number:036}" for number in range(200)]}},
        {"family_name": {"contains": "x" * 9000}},
    ],
)
async def test_what_cannot_be_split_is_refused_with_its_size(where: dict[str, object]) -> None:
    with RawServer([reply({"users": []})]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(InvalidInputError, match=r"filter: makes a URL of [\d,]+ bytes"):
                await client.users.list(where=where)
            with pytest.raises(InvalidInputError, match="path: makes a URL"):
                await client.users.get("x" * 9000)
    assert server.seen == []


async def test_three_hundred_ids_read_their_long_link_header(client: AsyncOneRosterClient) -> None:
    ids = [f"{number:05}" for number in range(300)]
    page = await client.users.list(where={"identifier": {"in": ids}}, limit=1)
    assert page.total == 0


async def test_a_service_with_parameters_of_its_own_is_split_too() -> None:
    with RawServer([reply({"users": [], "totalCount": 0})]) as server:
        async with AsyncEduBridgeClient(**server.open) as client:
            where = {"sourced_id": {"in": [f"user-{number:036}" for number in range(200)]}}
            await client.users.list(roles=["student"], where=where)
    assert len(server.seen) > 1
    assert all("roles=student" in seen.target for seen in server.seen)
