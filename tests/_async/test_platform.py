"""The platform as it is: what servers leave out, send otherwise, count wrongly, or answer late."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from tests.samples import user_page, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    APIResponseError,
    AsyncCaseClient,
    AsyncClrClient,
    AsyncOneRosterClient,
    AsyncTimebackClient,
    FieldNotFetchedError,
    IncompleteListError,
)
from timeback.models.caliper import UnknownEvent
from timeback.models.qti import ChoiceInteraction, UnknownInteraction
from timeback.sandbox import Sandbox


def served(rows: int, *, cap: int = 3000, total: Any = None, ignores: str = "") -> Any:
    """A script of a server with `rows` users, which names `total`: a value, or what a page's length makes it."""

    def answer(request: Received) -> Answer:
        limit = cap if "limit" in ignores else min(int(request.query["limit"]), cap)
        offset = 0 if "offset" in ignores else int(request.query["offset"])
        page = [user_row(number) for number in range(offset, min(rows, offset + limit))]
        named = total(len(page)) if callable(total) else total
        return Answer(body={"users": page, **({} if named is None else {"totalCount": named})})

    return answer


async def ids(client: AsyncOneRosterClient, **arguments: Any) -> list[str]:
    return [user.sourced_id async for user in client.users.stream(**arguments)]


def expected(rows: int) -> list[str]:
    return [f"u-{number}" for number in range(rows)]


# -- rows -------------------------------------------------------------------------------------------


async def test_a_row_never_fails_its_page_and_the_client_says_what_deviates() -> None:
    odd = user_row(2, familyName=None, grades="9", dateLastModified="2026-01-01 10:20:30+00")
    with ScriptedServer(Answer(body=user_page(user_row(1), odd, user_row(3)))) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            first, second, third = await client.users.list()
            assert (second.family_name, second.grades) == (None, ["9"])
            assert (first.family_name, third.family_name) == ("Lovelace 1", "Lovelace 3")
            await client.with_options(timeout=5).users.list()
            seen = {(each.model, each.field, each.kind): each.count for each in client.deviations}
            assert seen == {
                ("User", "family_name", "null"): 2,
                ("User", "grades", "repaired"): 2,
                ("User", "date_last_modified", "repaired"): 2,
            }
            assert client.with_options(timeout=5).deviations == client.deviations
            with pytest.raises(
                APIResponseError, match=r"GET .*/users: users\[1\]\.date_last_modified: expected an instant"
            ):
                await client.with_options(strict=True).users.list()


async def test_all_services_share_what_deviates(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as client:
        assert (await client.with_options(strict=True).oneroster.users.list(limit=100)).total
        assert await client.with_options(strict=True).edubridge.enrollments.list("student-00001") is not None
        assert client.deviations == client.oneroster.deviations == ()


async def test_no_rows_may_be_null() -> None:
    with ScriptedServer(Answer(body={"users": None, "totalCount": 0})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            page = await client.users.list()
    assert (list(page), page.total) == ([], 0)


async def test_marks_before_a_page_and_before_a_token() -> None:
    mark = b"\xef\xbb\xbf"
    token = mark + b'{"access_token": "t", "expires_in": 3600}'
    page = mark + json.dumps(user_page(user_row(1))).encode()
    with ScriptedServer(Answer(body=page)) as server:
        server.token_answers.append(Answer(body=token))
        async with AsyncOneRosterClient(**server.credentials) as client:
            assert len(await client.users.list()) == 1


async def test_deep_json_is_an_error_with_its_status() -> None:
    deep = b"[" * 200_000
    with ScriptedServer(Answer(body=deep), Answer(status=400, body=deep), Answer(body=deep)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError, match="nested too deeply") as caught:
                await client.users.list()
            assert caught.value.status == 200
            with pytest.raises(Exception, match="400") as refused:
                await client.users.list()
            assert len(str(refused.value)) < 500
            response = await client.request("GET", "/x")
            with pytest.raises(APIResponseError, match="nested too deeply") as read:
                response.json()
            assert read.value.status == 200


async def test_fields_that_were_not_asked_for_are_not_there(sandbox: Sandbox) -> None:
    async with AsyncOneRosterClient(**sandbox.credentials) as client:
        page = await client.users.list(fields=["sourced_id", "email"], limit=2)
        assert page.to_dicts()[0].keys() == {"sourced_id", "email"}
        assert page.to_arrow().column_names == ["sourced_id", "email"]
        with pytest.raises(FieldNotFetchedError):
            _ = page[0].roles
        assert (await client.users.stream(fields=["email"], max_items=2).to_polars()).columns == ["email"]


# -- other vendors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "many", "one"),
    [
        ("terms", "academicSessions", "academicSession"),
        ("grading_periods", "academicSessions", "academicSession"),
        ("teachers", "teachers", "teacher"),
        ("teachers", "users", "user"),
        ("schools", "schools", "school"),
    ],
)
async def test_envelopes_of_the_standard(resource: str, many: str, one: str) -> None:
    row = {"sourcedId": "x-1", "status": "active"}
    with ScriptedServer(Answer(body={many: [row]}), Answer(body={one: row})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            (found,) = await getattr(client, resource).list()
            assert found.sourced_id == (await getattr(client, resource).get("x-1")).sourced_id == "x-1"


async def test_optional_fields_of_the_standard_are_absent() -> None:
    demographics = {"sourcedId": "u-1", "status": "active"}
    line_item = {"sourcedId": "l-1", "status": "active", "title": "Quiz", "class": {"sourcedId": "c-1"}}
    user = user_row(1, role="teacher", orgs=[{"href": "/o", "sourcedId": "o-1", "type": "org"}], roles=None)
    answers = [{"demographics": demographics}, {"lineItem": line_item}, {"user": user}]
    with ScriptedServer(*(Answer(body=body) for body in answers)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert (await client.demographics.get("u-1")).asian is None
            assert (await client.line_items.get("l-1")).school is None
            teacher = await client.users.get("u-1")
    assert (teacher.role, [each.sourced_id for each in teacher.orgs or ()], teacher.roles) == (
        "teacher",
        ["o-1"],
        [],
    )


async def test_a_package_of_the_standard_is_read_and_sent_back() -> None:
    link = {"identifier": "5b0fa1c2-0000-4000-8000-000000000001", "title": "t", "uri": "https://x.example/1"}
    record = {**link, "lastChangeDateTime": "2026-01-01T00:00:00Z"}
    package = {
        "CFDocument": {**record, "creator": "State", "licenseURI": link},
        "CFItems": [{**record, "fullStatement": "Count", "CFItemTypeURI": link}],
        "CFAssociations": [
            {**record, "associationType": "isChildOf", "originNodeURI": link, "destinationNodeURI": link}
        ],
        "CFDefinitions": {"CFSubjects": [{**record, "hierarchyCode": "1"}]},
    }
    done = {"success": True, "message": "stored", "result": {}}
    with ScriptedServer(Answer(body=package), Answer(body=done)) as server:
        async with AsyncCaseClient(**server.open) as client:
            read = await client.packages.get(link["identifier"])
            assert read.cf_document.cf_package_uri is None
            assert read.sourced_id == link["identifier"]
            await client.packages.update(link["identifier"], read)
    sent = server.requests[1].json
    assert sent["CFItems"][0]["identifier"] == link["identifier"]
    assert sent["CFItems"][0]["CFItemTypeURI"] == link
    assert sent["CFDocument"]["licenseUri"] == link["uri"]
    assert sent["CFDefinitions"] == package["CFDefinitions"]


async def test_badges_in_the_forms_of_their_standard() -> None:
    badge = {
        "@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:uuid:1", "type": "OpenBadgeCredential",
        "issuer": "https://school.example", "image": "https://school.example/badge.png",
        "proof": {"type": "DataIntegrityProof", "proofValue": "z1"},
        "credentialSubject": {"type": "AchievementSubject", "achievement": {"id": "urn:a", "image": "urn:p"}},
    }  # fmt: skip
    record = {**badge, "type": "ClrCredential", "credentialSubject": {"verifiableCredential": [badge]}}
    with ScriptedServer(Answer(body={"credential": [record]})) as server:
        async with AsyncClrClient(**server.open) as client:
            (read,) = await client.credentials.stream().collect()
    (inner,) = read.credential_subject.verifiable_credential
    assert (inner.type, inner.issuer.id, inner.valid_from) == (
        ["OpenBadgeCredential"],
        "https://school.example",
        None,
    )
    assert inner.image is not None
    assert inner.image.id.endswith("badge.png")
    assert [each.proof_value for each in inner.proof or ()] == ["z1"]


# -- unions -----------------------------------------------------------------------------------------


async def test_stored_events_are_typed_and_whole(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as client:
        stored = (await client.caliper.events.list(limit=1))[0]
        event = stored.event
        assert not isinstance(event, UnknownEvent)
        assert (event.id, event.action) == (stored.external_id, stored.action)


async def test_interactions_are_of_their_type() -> None:
    item = {
        "identifier": "i", "title": "t", "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
        "rawXml": "", "content": {},
    }  # fmt: skip
    choice = {"type": "choice", "maxChoices": 1, "glow": True, "questionStructure": {"prompt": "?", "hue": 3}}
    answers = [{**item, "interaction": kind} for kind in (choice, {"type": "hologram", "depth": 3}, None)]
    with ScriptedServer(*(Answer(body=body) for body in answers)) as server:
        async with AsyncTimebackClient(**server.open) as client:
            items = client.qti.assessment_items
            first, second, third = [(await items.get("i")).interaction for _ in range(3)]
    assert isinstance(first, ChoiceInteraction)
    assert (first.max_choices, first.further, first.question_structure.further) == (
        1,
        {"glow": True},
        {"hue": 3},
    )
    assert second == UnknownInteraction(data={"type": "hologram", "depth": 3})
    assert third is None


# -- pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefetch", [0, 4])
@pytest.mark.parametrize("total", [None, 250, -5, len, lambda length: length, "250", 100])
@pytest.mark.parametrize("cap", [3000, 30])
async def test_every_row_comes_whatever_total_is_named(prefetch: int, total: Any, cap: int) -> None:
    named = (lambda length: length) if total is len else total
    with ScriptedServer(script=served(250, cap=cap, total=named)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            if total == 100 and cap == 3000:
                assert await ids(client, limit=70, prefetch=prefetch) == expected(250)
            else:
                assert await ids(client, limit=100, prefetch=prefetch) in (expected(250), expected(100))
                assert total == 100 or await ids(client, limit=100, prefetch=prefetch) == expected(250)


@pytest.mark.parametrize("prefetch", [0, 4])
async def test_a_total_of_a_billion_is_an_error_after_an_empty_page_was_asked_twice(prefetch: int) -> None:
    with ScriptedServer(script=served(250, total=10**9)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError, match="250 of 1000000000") as caught:
                await ids(client, limit=100, prefetch=prefetch)
    assert (caught.value.received, caught.value.total) == (250, 10**9)
    assert [request.query["offset"] for request in server.requests].count("250") == 2


async def test_an_empty_page_below_the_total_may_be_full_the_second_time() -> None:
    whole, empty = served(50, total=50), {"users": [], "totalCount": 50}
    seen: set[str] = set()

    def answer(request: Received) -> Answer:
        if request.query["offset"] in seen:
            return whole(request)
        seen.add(request.query["offset"])
        return Answer(body=empty)

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert await ids(client, limit=20, prefetch=2) == expected(50)
            seen.clear()
            assert len(await client.users.list(limit=20)) == 20


async def test_the_size_asked_for_stands_after_a_first_page_of_one_row() -> None:
    whole = served(250, total=250)

    def answer(request: Received) -> Answer:
        if request.query["offset"] == "0":
            request.query["limit"] = "1"
        return whole(request)

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert await ids(client, limit=100) == expected(250)
    assert len(server.requests) <= 5


@pytest.mark.parametrize("total", [None, 7])
async def test_a_server_that_ignores_limit_and_offset_sends_all_once(total: int | None) -> None:
    with ScriptedServer(script=served(7, total=total, ignores="limit offset")) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            for limit in (5, 100):
                assert await ids(client, limit=limit) == expected(7)
    assert len(server.requests) <= 4


async def test_a_server_that_ignores_the_offset_is_an_error_and_no_endless_stream() -> None:
    with ScriptedServer(script=served(250, ignores="offset")) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError, match="the same page again"):
                await ids(client, limit=100)
    assert len(server.requests) == 2


async def test_a_list_that_grows_is_read_to_its_end() -> None:
    rows = 100

    def answer(request: Received) -> Answer:
        nonlocal rows
        rows = min(rows + 10, 180)
        return served(rows, total=rows)(request)

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert await ids(client, limit=20, prefetch=3) == expected(180)


async def test_a_small_list_of_a_server_with_whole_totals_is_asked_once() -> None:
    answers = (
        Answer(body=user_page(user_row(1), total=9)),
        Answer(body={"users": [user_row(1)], "totalCount": 1}),
    )
    with ScriptedServer(*answers) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.users.list(limit=1)
            assert await ids(client) == ["u-1"]
    assert len(server.requests) == 2


# -- exists, and the gradebook ----------------------------------------------------------------------


async def test_a_404_of_head_is_checked_until_head_was_served() -> None:
    answers = {"HEAD": [404, 404, 200, 404], "GET": [200, 404]}

    def answer(request: Any) -> Any:
        return reply({"user": user_row(1)}, status=answers[request.method].pop(0))

    with RawServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert await client.users.exists("u-1") is True  # HEAD is not served for what there is
    answers = {"HEAD": [404, 200, 404], "GET": [404]}
    with RawServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            found = [await client.users.exists(each) for each in ("no", "u-1", "no")]
    assert found == [False, True, False]
    assert [seen.method for seen in server.seen] == ["HEAD", "GET", "HEAD", "HEAD"]


@pytest.mark.parametrize("status", [404, 403, 500])
async def test_what_a_put_wrote_is_not_lost_or_made_again_when_it_cannot_be_read_back(status: int) -> None:
    for verb in ("update", "upsert"):
        with ScriptedServer(Answer(status=204), Answer(status=status)) as server:
            async with AsyncOneRosterClient(**server.open, max_retries=0) as client:
                written = await getattr(client.categories, verb)(
                    "k-1", {"status": "active", "title": "Homework"}
                )
        assert (written.sourced_id, written.title) == ("k-1", "Homework")
        assert [each.method for each in server.requests] == ["PUT", "GET"]
