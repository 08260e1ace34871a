"""What a type checker sees of the sync client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_type

import timeback
from timeback import Exchange, OneRosterClient, PageResult, Response, RowOutcomes, Rows
from timeback.models.oneroster import (
    AcademicSession,
    AgentUser,
    Class,
    CreateResult,
    Ref,
    User,
    UserInput,
    UserRoleInput,
)


def reads(client: OneRosterClient) -> None:
    page = client.users.list(where={"role": "student"}, limit=5)
    assert_type(page, PageResult[User])
    assert_type(page[0], User)
    assert_type(client.results.create_many(page[:2]), RowOutcomes[CreateResult])
    assert_type(client.users.create_many([], columns={"Name": None}).failed, dict[int, Exception])
    assert_type(page[:2], Rows[User])
    assert_type(page.next_offset, int | None)
    assert_type(client.users.get("u-1"), User)
    assert_type(client.users.first(), User | None)
    assert_type(client.users.exists("u-1"), bool)
    assert_type(client.users.list_all(max_items=3), Rows[User])
    for user in client.users.stream():
        assert_type(user, User)
    for chunk in client.users.stream().pages():
        assert_type(chunk, PageResult[User])
    assert_type(client.users.stream().collect(), Rows[User])
    assert_type(client.schools("s-1").classes.list(), PageResult[Class])
    assert_type(client.schools("s-1").classes("c-1").students.list(), PageResult[User])
    assert_type(client.users("u-1").agents.list(), PageResult[AgentUser])


def writes(client: OneRosterClient, data: UserInput) -> None:
    assert_type(client.users.create(data), CreateResult)
    assert_type(client.users.create({"givenName": "Ada"}), CreateResult)
    assert_type(client.classes("c-1").enroll("u-1"), CreateResult)
    assert_type(client.terms("t-1").grading_periods.create({}), AcademicSession)


def returning_nothing(
    client: OneRosterClient,
) -> tuple[
    Callable[[str, UserInput], None],
    Callable[[str, Mapping[str, Any]], None],
    Callable[[str], None],
    Callable[[str], None],
    Callable[[str], None],
]:
    # None cannot be handed to `assert_type`, so these are pinned by their signatures.
    users = client.users
    return users.update, users.upsert, users.delete, users.modify, users("u-1").add_agent


def inputs() -> UserInput:
    org = Ref(sourced_id="s-1")
    roles = [UserRoleInput(role_type="primary", role="student", org=org)]
    return UserInput(given_name="Ada", family_name="L", email="a@b.c", enabled_user=True, roles=roles)


def lazy_names(error: timeback.RateLimitError) -> None:
    assert_type(timeback.RetryPolicy().max_retries, int)
    assert_type(error.status, int)
    assert_type(error.retry_after, float | None)
    assert_type(timeback.Hooks(on_response=lambda event: None), timeback.Hooks)


def the_rest(client: OneRosterClient) -> None:
    assert_type(client.with_options(timeout=5), OneRosterClient)
    assert_type(client.with_options(timeout=5).users.get("u-1"), User)
    assert_type(client.request("GET", "/users"), Response)
    with client.record() as exchanges:
        assert_type(exchanges, list[Exchange])
    with client as same:
        assert_type(same, OneRosterClient)
