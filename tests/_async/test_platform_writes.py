"""The platform as it was observed: slashes at the end of collections, statuses of writes, scopes, paths of events."""

from __future__ import annotations

from typing import Any

import pytest

from tests.samples import imsx, user_input, user_page, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    AsyncCaliperClient,
    AsyncOneRosterClient,
    AsyncTimebackClient,
    ConflictError,
    NotFoundError,
)
from timeback.sandbox import Sandbox

ROSTERING = "/ims/oneroster/rostering/v1p2"
GRADEBOOK = "/ims/oneroster/gradebook/v1p2"
RESOURCES = "/ims/oneroster/resources/v1p2"
FOREIGN = {name: f"/vendor/{name}" for name in ("rostering", "gradebook", "resources")}

PAGE = Answer(body=user_page(user_row()))
DONE = Answer(body={})
MADE = Answer(status=201, body={"sourcedIdPairs": {"suppliedSourcedId": "x", "allocatedSourcedId": "x"}})
GONE = Answer(status=404, body=imsx(404, "There is no such thing."))
TAKEN = Answer(status=404, body=imsx(404, "A record with sourcedId u-1 already exists"))
RESOURCE = {"title": "T", "vendorResourceId": "v"}


def paths(server: ScriptedServer) -> list[str]:
    return [request.path for request in server.requests]


# --- Slashes


async def test_collections_below_a_prefix_end_in_a_slash() -> None:
    lists = {"users", "classes", "academicSessions", "lineItems", "assessmentResults", "resources"}
    with ScriptedServer(Answer(body={name: [] for name in lists})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            for name in (
                "users", "classes", "academic_sessions", "line_items", "assessment_results", "resources",
            ):  # fmt: skip
                await getattr(client, name).list()
    assert paths(server) == [
        f"{ROSTERING}/users/",
        f"{ROSTERING}/classes/",
        f"{ROSTERING}/academicSessions/",
        f"{GRADEBOOK}/lineItems/",
        f"{GRADEBOOK}/assessmentResults/",
        f"{RESOURCES}/resources/",
    ]


async def test_so_do_their_creations() -> None:
    with ScriptedServer(MADE) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.users.create(user_input())
            await client.resources.create(RESOURCE)
    assert paths(server) == [f"{ROSTERING}/users/", f"{RESOURCES}/resources/"]


async def test_entities_and_nested_lists_have_none() -> None:
    rows = {"courseComponents": [], "componentResources": [], "classes": []}
    with ScriptedServer(Answer(body={**rows, "user": user_row()})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.courses.components.list()
            await client.courses.component_resources.list()
            await client.users("u").classes.list()
            await client.users.get("u")
            await client.users.delete("u")
    assert not any(path.endswith("/") for path in paths(server))


async def test_another_vendors_collections_have_none() -> None:
    with ScriptedServer(PAGE) as server:
        async with AsyncOneRosterClient(**server.open, paths=FOREIGN) as client:
            await client.users.list()
        async with AsyncOneRosterClient(**server.open, paths={"gradebook": "/g"}) as client:
            await client.users.list()
        async with AsyncOneRosterClient(**server.open, paths={"rostering": ROSTERING + "/"}) as client:
            await client.users.list()
        async with AsyncOneRosterClient(**server.open, platform="LEARNWITH_AI") as client:
            await client.users.list()
    assert paths(server) == [
        "/vendor/rostering/users", f"{ROSTERING}/users/", f"{ROSTERING}/users/", "/rostering/1.0/users",
    ]  # fmt: skip


def serves(*, slashed: bool) -> Any:
    """A server that knows a collection in one form only."""

    def script(request: Received) -> Answer:
        if request.path.endswith("/") is not slashed:
            return GONE
        return PAGE if request.method == "GET" else MADE

    return script


@pytest.mark.parametrize("slashed", [False, True])
async def test_a_list_that_is_not_found_is_asked_for_in_the_other_form(slashed: bool) -> None:
    options: dict[str, Any] = {"paths": FOREIGN} if slashed else {}
    with ScriptedServer(script=serves(slashed=slashed)) as server:
        async with AsyncOneRosterClient(**server.open, **options) as client:
            assert len(await client.users.list()) == 1
            assert len(await client.with_options(timeout=9).users.list()) == 1
            await client.users.create(user_input())
            assert len(await client.users.list_all()) == 1
    # The form that served is kept to, in writes too.
    assert [path.endswith("/") for path in paths(server)] == [not slashed, *[slashed] * 4]


async def test_a_list_that_is_nowhere_is_not_found_each_time() -> None:
    with ScriptedServer(GONE) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            for _ in range(2):
                with pytest.raises(NotFoundError, match="no such thing"):
                    await client.users.list()
    assert [path.endswith("/") for path in paths(server)] == [True, False, True, False]


async def test_no_error_but_the_first_is_told() -> None:
    with ScriptedServer(GONE, Answer(status=403, body=imsx(403, "No."))) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError, match="no such thing") as caught:
                await client.users.list()
    assert caught.value.__cause__ is None
    assert len(server.requests) == 2


async def test_a_form_that_served_is_not_doubted() -> None:
    with ScriptedServer(PAGE, GONE) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.users.list()
            with pytest.raises(NotFoundError):
                await client.users.list()
    assert paths(server) == [f"{ROSTERING}/users/"] * 2


async def test_a_write_is_never_tried_in_the_other_form() -> None:
    with ScriptedServer(GONE) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError):
                await client.users.create(user_input())
    assert paths(server) == [f"{ROSTERING}/users/"]


async def test_a_path_of_ones_own_is_sent_as_it_stands() -> None:
    with ScriptedServer(PAGE) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            for path in ("{rostering}/users", "{rostering}/users/", f"{ROSTERING}/users"):
                await client.request("GET", path)
    assert paths(server) == [f"{ROSTERING}/users", f"{ROSTERING}/users/", f"{ROSTERING}/users"]


async def test_the_sandbox_takes_both(client: AsyncOneRosterClient, sandbox: Sandbox) -> None:
    assert (await client.request("GET", "{rostering}/users")).status == 200
    assert (await client.users.list(limit=1)).total
    assert [each.path for each in sandbox.requests[-2:]] == [f"{ROSTERING}/users", f"{ROSTERING}/users/"]


# --- Statuses of writes


async def test_a_record_that_is_there_already_is_a_conflict() -> None:
    with ScriptedServer(TAKEN) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(ConflictError, match="already exists") as caught:
                await client.users.create(user_input())
    assert caught.value.status == 404
    assert len(server.requests) == 1


@pytest.mark.parametrize(("answers", "sent"), [((GONE, TAKEN), ["PUT", "POST"]), ((TAKEN,), ["PUT"])])
@pytest.mark.parametrize("collection", ["users", "line_items"])
async def test_an_upsert_ends_in_the_conflict(
    collection: str, answers: tuple[Answer, ...], sent: list[str]
) -> None:
    reference = {"sourcedId": "x"}
    line_item = {"title": "T", "class": reference, "school": reference, "category": reference}
    dates = {"assignDate": "2026-01-01T00:00:00Z", "dueDate": "2026-01-02T00:00:00Z"}
    body = user_input() if collection == "users" else {**line_item, **dates, "status": "active"}
    with ScriptedServer(*answers) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(ConflictError):
                await getattr(client, collection).upsert("u-1", body)
    assert [request.method for request in server.requests] == sent


async def test_reading_what_does_not_exist_is_no_conflict() -> None:
    with ScriptedServer(TAKEN) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError):
                await client.users.get("u-1")


async def test_a_resource_is_deleted_though_the_answer_is_404() -> None:
    with ScriptedServer(GONE) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.resources.delete("r")
            for collection in (client.users, client.courses, client.line_items):
                with pytest.raises(NotFoundError):
                    await collection.delete("r")
    assert [request.method for request in server.requests] == ["DELETE"] * 4


# --- LearnWith.AI

READ, WRITE = (
    f"https://purl.imsglobal.org/spec/or/v1p2/scope/roster.{name}" for name in ("readonly", "createput")
)
EVENTS = "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.write"
LEARNWITH: dict[str, Any] = {
    "env": "staging", "platform": "LEARNWITH_AI", "client_id": "id", "client_secret": "secret",
}  # fmt: skip


def scope(client: Any) -> str | None:
    found: str | None = client._channel.settings.credentials.scope
    return found


async def test_f3_each_service_asks_for_its_own_scopes() -> None:
    async with AsyncOneRosterClient(**LEARNWITH) as rosters, AsyncCaliperClient(**LEARNWITH) as events:
        assert (scope(rosters), scope(events)) == (f"{READ} {WRITE}", EVENTS)
    async with AsyncOneRosterClient(**LEARNWITH, scope=READ) as client:
        assert scope(client) == READ


async def test_f3_the_unified_client_asks_for_all_of_them_at_once() -> None:
    async with AsyncTimebackClient(**LEARNWITH) as client:
        asked = scope(client.oneroster)
        assert asked == scope(client.caliper) == scope(client.case) == scope(client.learnwith)
        assert asked is not None
        assert {*READ.split(), *WRITE.split(), EVENTS} < set(asked.split())
    async with AsyncTimebackClient(**LEARNWITH, scope="own") as client:
        assert scope(client.oneroster) == scope(client.caliper) == "own"
    own = {"caliper": {"client_id": "another", "client_secret": "secret"}}
    async with AsyncTimebackClient(**LEARNWITH, services=own) as client:
        assert scope(client.caliper) == EVENTS


@pytest.mark.parametrize("body", [b"", b"OK", b'"OK"', b"[]", b"<p>", {"anything": 1}])
@pytest.mark.parametrize("status", [200, 202])
async def test_f1_events_go_where_its_pages_say_and_any_body_will_do(status: int, body: Any) -> None:
    with ScriptedServer(Answer(status=status, body=body)) as server:
        options: dict[str, Any] = {**server.open, "platform": "LEARNWITH_AI"}
        async with AsyncCaliperClient(**options) as client:
            await client.events.send("https://x.example", [{"id": "urn:uuid:1", "type": "Event"}])
        async with AsyncCaliperClient(**options, paths={"send": "/caliper/v1p2"}) as client:
            await client.events.send("https://x.example", [{"id": "urn:uuid:1", "type": "Event"}])
    assert paths(server) == ["/events/1.0/", "/caliper/v1p2"]
