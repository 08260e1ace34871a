"""What a type checker sees of the sync client."""

from __future__ import annotations

from typing import assert_type

from timeback import Exchange, OneRosterClient, PageResult, Response
from timeback.models.oneroster import AcademicSession, AgentUser, Class, CreateResponse, User, UserInput


def reads(client: OneRosterClient) -> None:
    page = client.users.list(where={"role": "student"}, limit=5)
    assert_type(page, PageResult[User])
    assert_type(page[0], User)
    assert_type(page[:2], list[User])
    assert_type(page.next_offset, int | None)
    assert_type(client.users.get("u-1"), User)
    assert_type(client.users.first(), User | None)
    assert_type(client.users.exists("u-1"), bool)
    assert_type(client.users.list_all(max_items=3), list[User])
    for user in client.users.stream():
        assert_type(user, User)
    for chunk in client.users.stream().pages():
        assert_type(chunk, PageResult[User])
    assert_type(client.users.stream().collect(), list[User])
    assert_type(client.schools("s-1").classes.list(), PageResult[Class])
    assert_type(client.schools("s-1").class_("c-1").students.list(), PageResult[User])
    assert_type(client.users("u-1").agents.list(), PageResult[AgentUser])


def writes(client: OneRosterClient, data: UserInput) -> None:
    assert_type(client.users.create(data), CreateResponse)
    assert_type(client.users.create({"givenName": "Ada"}), CreateResponse)
    assert_type(client.classes("c-1").enroll_user("u-1"), CreateResponse)
    assert_type(client.terms("t-1").grading_periods.create({}), AcademicSession)


def the_rest(client: OneRosterClient) -> None:
    assert_type(client.with_options(timeout=5), OneRosterClient)
    assert_type(client.request("GET", "/users"), Response)
    with client.record() as exchanges:
        assert_type(exchanges, list[Exchange])
    with client as same:
        assert_type(same, OneRosterClient)
