"""A test is found, assigned, assigned again in vain, taken back, assigned anew, taken, and written back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from timeback import (
    AsyncMasteryTrackClient,
    AsyncOneRosterClient,
    AsyncTimebackClient,
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    UnprocessableEntityError,
)
from timeback.masterytrack import error_details, existing_assignment
from timeback.models.masterytrack import ErrorCode
from timeback.sandbox import Sandbox


@pytest.fixture
async def mastery(sandbox: Sandbox) -> AsyncIterator[AsyncMasteryTrackClient]:
    async with AsyncMasteryTrackClient(**sandbox.masterytrack) as client:
        yield client


@pytest.fixture
async def student(client: AsyncOneRosterClient) -> str:
    found = await client.students.first(where={"status": "active"}, sort="sourcedId")
    assert found is not None
    assert found.email is not None
    return found.email


async def test_the_story_of_a_test(
    mastery: AsyncMasteryTrackClient, client: AsyncOneRosterClient, student: str, sandbox: Sandbox
) -> None:
    found = await mastery.inventory.list(subject="math", grade="Third Grade")
    assert [(test.grade_rank, test.version) for test in found.data] == [(3, 2), (3, 1)]
    test = found.data[0]
    assert (await mastery.inventory.list(timeback_id=test.timeback_id)).data == [test]

    result = await client.assessment_results.first()
    assert result is not None
    order = {
        "student_email": student,
        "timeback_id": test.timeback_id,
        "assessment_line_item_sourced_id": result.assessment_line_item.sourced_id,
        "assessment_result_sourced_id": result.sourced_id,
    }
    made = (await mastery.assignments.assign(order)).data.assignment
    assert made is not None
    assert (made.test_name, made.status) == (test.name, "ASSIGNED")

    with pytest.raises(ConflictError) as caught:
        await mastery.assignments.assign(order)
    existing, details = existing_assignment(caught.value), error_details(caught.value)
    assert existing is not None
    assert (existing.id, existing.test_url) == (made.id, made.test_url)
    assert details is not None
    assert details.code is ErrorCode.ASSIGNMENT_EXISTS

    gone = await mastery.assignments.invalidate({"student_email": student, "assignment_id": made.id})
    assert gone.data.total_invalidated == 1
    with pytest.raises(NotFoundError):
        await mastery.assignments.invalidate({"student_email": student, "assignment_id": made.id})

    again = (await mastery.assignments.assign(order)).data.assignment
    assert again is not None
    assert again.id != made.id
    await mastery.request(
        "POST", again.test_url.removeprefix(sandbox.masterytrack["base_url"]), json={"score": 85}
    )
    written = await client.assessment_results.get(result.sourced_id)
    assert (written.score, written.score_status) == (85, "fully graded")
    assert written.metadata is not None
    assert written.metadata["masteryTrackProcessed"] is True
    # A finished test does not stand in the way of a new one.
    assert (await mastery.assignments.assign(order)).success


async def test_the_first_test_of_a_grade_not_yet_taken_is_chosen(
    mastery: AsyncMasteryTrackClient, student: str
) -> None:
    order = {"student_email": student, "subject": "Reading", "grade_rank": 3}
    assert (await mastery.assignments.assign(order)).data.assignment
    with pytest.raises(NotFoundError):
        await mastery.assignments.assign(order)


async def test_a_test_that_cannot_be_played_is_found_on_request_and_not_assigned(
    mastery: AsyncMasteryTrackClient, student: str
) -> None:
    everything = (await mastery.inventory.list(all=True)).data
    assert len(everything) > len((await mastery.inventory.list()).data)
    unplayable = next(test for test in everything if not test.supported)
    assert unplayable.grade_rank == 0
    with pytest.raises(UnprocessableEntityError):
        await mastery.assignments.assign({"student_email": student, "timeback_id": unplayable.timeback_id})


async def test_one_exchange_serves_all_calls_and_the_key_goes_nowhere_else(
    mastery: AsyncMasteryTrackClient, sandbox: Sandbox
) -> None:
    for _ in range(3):
        await mastery.inventory.list(subject="Math")
    paths = [each.path for each in sandbox.requests]
    assert paths == ["/masterytrack/authorizer", *["/masterytrack/authoring/inventory/search"] * 3]


async def test_b37_a_refused_token_is_replaced_and_the_call_repeated() -> None:
    answers = [reply({"success": True, "jwt": "first"}), reply({"success": False}, 401)]
    answers += [reply({"success": True, "jwt": "second"}), reply({"success": True, "data": []})]
    with RawServer(answers) as server:
        async with AsyncMasteryTrackClient(
            base_url=server.open["base_url"], api_key="k", email="a@b.example"
        ) as client:
            assert (await client.inventory.list()).data == []
        asked = ["/authorizer", "/authoring/inventory/search?all=false"] * 2
        assert [seen.target for seen in server.seen] == asked
        assert [seen.headers.get("x-auth-token") for seen in server.seen] == [
            None, "Bearer first", None, "Bearer second",
        ]  # fmt: skip
        assert [seen.headers.get("x-api-key") for seen in server.seen] == ["k", None, "k", None]


async def test_a_wrong_key_and_an_unknown_address_say_so(sandbox: Sandbox) -> None:
    wrong: Any = {**sandbox.masterytrack, "api_key": "not-the-key"}
    async with AsyncMasteryTrackClient(**wrong) as client:
        with pytest.raises(AuthenticationError, match="401") as caught:
            await client.inventory.list()
        assert "not-the-key" not in str(caught.value)
    unknown: Any = {**sandbox.masterytrack, "email": "nobody@example.org"}
    async with AsyncMasteryTrackClient(**unknown) as client:
        with pytest.raises(PermissionDeniedError):
            await client.authorizer.get_token()
        assert not (await client.check_auth()).ok


async def test_a_token_can_be_had_for_itself(mastery: AsyncMasteryTrackClient) -> None:
    token = await mastery.authorizer.get_token()
    assert token.jwt
    assert token.jwt not in repr(token)
    with pytest.raises(InvalidInputError, match="email"):
        await mastery.authorizer.get_token("nobody")


@pytest.mark.parametrize(
    ("order", "field"),
    [
        ({"timeback_id": "t"}, "student_email"),
        ({"student_email": "nobody", "timeback_id": "t"}, "student_email"),
        ({"student_email": "a@b.example"}, "timeback_id"),
        ({"student_email": "a@b.example", "subject": " "}, "subject"),
        ({"student_email": "a@b.example", "timeback_id": "t", "grade_rank": 3}, "subject"),
        ({"student_email": "a@b.example", "subject": "Math", "grade_rank": 13}, "grade_rank"),
        (
            {"student_email": "a@b.example", "subject": "Math", "assessment_result_sourced_id": "r"},
            "assessment_line",
        ),
    ],
)
async def test_a_wrong_order_is_refused_before_it_is_sent(
    mastery: AsyncMasteryTrackClient, sandbox: Sandbox, order: Any, field: str
) -> None:
    with pytest.raises(InvalidInputError, match=field):
        await mastery.assignments.assign(order)
    assert sandbox.requests == []


async def test_the_unified_client_asks_for_key_and_address_only_when_it_is_used(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        assert (await timeback.oneroster.orgs.list(limit=1)).total
        with pytest.raises(
            ConfigurationError, match=r"no api_key: pass api_key=, or set TIMEBACK_MASTERYTRACK"
        ) as refused:
            _ = timeback.masterytrack
        assert "a unified client takes both in services={'masterytrack': {...}}" in str(refused.value)
        assert "sandbox.unified" in str(refused.value)
    async with AsyncTimebackClient(**sandbox.unified) as timeback:
        assert (await timeback.masterytrack.inventory.list(subject="Math")).data
        await timeback.oneroster.orgs.list(limit=1)


def test_b13_an_argument_beats_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERYTRACK_BASE_URL", "https://elsewhere.test")
    monkeypatch.setenv("MASTERYTRACK_API_KEY", "k")
    monkeypatch.setenv("TIMEBACK_MASTERYTRACK_EMAIL", "a@b.example")
    client = AsyncMasteryTrackClient(env="production")
    assert "elsewhere" not in client._channel.settings.base_url
    assert "elsewhere" in AsyncMasteryTrackClient()._channel.settings.base_url


async def test_the_sandbox_in_the_process_needs_no_key() -> None:
    async with AsyncMasteryTrackClient(env="sandbox") as client:
        assert (await client.inventory.list(subject="Science")).data
