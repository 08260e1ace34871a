"""What a type checker sees of the async client."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeAlias, assert_type

from timeback import AsyncOneRosterClient, Exchange, PageResult, Response, RowOutcomes, Rows
from timeback.models.oneroster import AcademicSession, AgentUser, Class, CreateResult, User, UserInput

Nothing: TypeAlias = Coroutine[Any, Any, None]


async def reads(client: AsyncOneRosterClient) -> None:
    page = await client.users.list(where={"role": "student"}, limit=5)
    assert_type(page, PageResult[User])
    assert_type(page[0], User)
    assert_type(await client.results.create_many(page[:2]), RowOutcomes[CreateResult])
    assert_type((await client.users.create_many([], columns={"Name": None})).failed, dict[int, Exception])
    assert_type(page[:2], Rows[User])
    assert_type(await client.users.get("u-1"), User)
    assert_type(await client.users.first(), User | None)
    assert_type(await client.users.exists("u-1"), bool)
    assert_type(await client.users.list_all(max_items=3), Rows[User])
    async for user in client.users.stream():
        assert_type(user, User)
    async for chunk in client.users.stream().pages():
        assert_type(chunk, PageResult[User])
    assert_type(await client.users.stream().collect(), Rows[User])
    assert_type(await client.schools("s-1").classes.list(), PageResult[Class])
    assert_type(await client.users("u-1").agents.list(), PageResult[AgentUser])


async def writes(client: AsyncOneRosterClient, data: UserInput) -> None:
    assert_type(await client.users.create(data), CreateResult)
    assert_type(await client.classes("c-1").enroll("u-1"), CreateResult)
    assert_type(await client.terms("t-1").grading_periods.create({}), AcademicSession)


def returning_nothing(
    client: AsyncOneRosterClient,
) -> tuple[
    Callable[[str, UserInput], Nothing],
    Callable[[str, Mapping[str, Any]], Nothing],
    Callable[[str], Nothing],
    Callable[[str], Nothing],
    Callable[[str], Nothing],
]:
    # None cannot be handed to `assert_type`, so these are pinned by their signatures.
    users = client.users
    return users.update, users.upsert, users.delete, users.modify, users("u-1").add_agent


async def the_rest(client: AsyncOneRosterClient) -> None:
    assert_type(client.with_options(timeout=5), AsyncOneRosterClient)
    assert_type(await client.with_options(timeout=5).users.get("u-1"), User)
    assert_type(await client.request("GET", "/users"), Response)
    with client.record() as exchanges:
        assert_type(exchanges, list[Exchange])
    async with client as same:
        assert_type(same, AsyncOneRosterClient)
