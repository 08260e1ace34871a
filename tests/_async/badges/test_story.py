"""Open Badges as an issuer uses them: an achievement, its award, the verdict on a credential; and what goes wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from timeback import (
    APIConnectionError,
    AsyncBadgesClient,
    AsyncTimebackClient,
    ConfigurationError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    UnprocessableEntityError,
)
from timeback.clr import verify
from timeback.models.badges import CONTEXT, AchievementCredential
from timeback.sandbox import Sandbox

CANARY = "canary-4711"


@pytest.fixture
async def badges(sandbox: Sandbox) -> AsyncIterator[AsyncBadgesClient]:
    async with AsyncBadgesClient(**sandbox.credentials) as client:
        yield client


async def test_an_achievement_is_created_changed_and_deleted(badges: AsyncBadgesClient) -> None:
    made = await badges.achievements.create(
        sourced_id="b-1",
        name="Kite Maker",
        description="Built a kite that flew.",
        criteria="Fly it.",
        tag=["craft"],
    )
    assert made is not None and made.achievement_type == "Achievement" and made.status == "active"
    await badges.achievements.update("b-1", achievement_type="Badge", image="https://img.example/kite.png")
    found = await badges.achievements.get("b-1")
    assert (found.name, found.achievement_type, found.image) == (
        "Kite Maker", "Badge", "https://img.example/kite.png",
    )  # fmt: skip
    with pytest.raises(ConflictError):
        await badges.achievements.create(
            {"sourcedId": "b-1", "name": "x", "description": "x", "criteria": "x"}
        )
    await badges.achievements.delete("b-1")
    assert (await badges.achievements.get("b-1")).status == "tobedeleted"
    with pytest.raises(NotFoundError):
        await badges.achievements.get("nobody/knows")


async def test_the_list_streams_page_after_page(badges: AsyncBadgesClient) -> None:
    page = await badges.achievements.list(limit=2)
    assert len(page) == 2 and page.total == 5 and page.next_offset == 2
    rest = badges.achievements.stream(limit=2, offset=1)
    names = [each.sourced_id async for each in rest]
    assert len(names) == 4 and names == [each.sourced_id async for each in rest]
    assert len(await badges.achievements.list_all(max_items=3)) == 3


async def test_an_award_is_signed_and_holds(badges: AsyncBadgesClient) -> None:
    credential = await badges.credentials.issue(
        achievement_id="badge-fractions",
        user_id="student-00001",
        awarded_date=datetime(2026, 1, 5, tzinfo=UTC),
    )
    assert isinstance(credential, AchievementCredential)
    subject = credential.credential_subject
    assert subject.achievement is not None and subject.achievement.name == "Fraction Master"
    assert subject.identifier is not None and subject.identifier[0].identity_hash == "student-00001"
    assert credential.awarded_date == datetime(2026, 1, 5, tzinfo=UTC)
    assert credential.proof is not None and credential.issuer.name == "Lakeview Unified School District"
    verdict = await badges.credentials.verify(credential)
    assert verdict and verdict.errors == [] and verdict.details is not None
    assert verdict.details.credential_count == 1
    assert verdict.details.signature_method == credential.proof[0].cryptosuite
    # The platform's own suite is none that can be checked without it: that is said, not passed over.
    assert not verify(credential, {})


async def test_a_credential_that_was_tampered_with_does_not_hold(badges: AsyncBadgesClient) -> None:
    with badges.record() as exchanges:
        await badges.credentials.issue(achievement_id="badge-reader", user_id="student-00001")
    sent: dict[str, Any] = json.loads(exchanges[0].content)
    assert await badges.credentials.verify(sent)
    forged = sent | {"name": "Two Thousand Pages"}
    verdict = await badges.credentials.verify(forged)
    assert not verdict and any("signature" in each for each in verdict.errors)
    unsigned = {name: value for name, value in forged.items() if name != "proof"}
    assert (await badges.credentials.verify(unsigned)).errors == ["proof: the credential is not signed"]
    assert not await badges.credentials.verify({})
    for nothing in ("text", None, 1):
        wrong: Any = nothing
        with pytest.raises(InvalidInputError, match="credential"):
            await badges.credentials.verify(wrong)


async def test_a_credential_of_ones_own_is_stored_and_replaced(badges: AsyncBadgesClient) -> None:
    body: dict[str, Any] = {
        "id": "urn:uuid:8d2f2c9c-6b31-4f2d-9d61-6b6a2f2d7b11",
        "issuer": {"id": "https://school.example", "type": ["Profile"], "name": "School"},
        "valid_from": datetime(2026, 1, 1, tzinfo=UTC),
        "valid_until": datetime(2026, 1, 2, tzinfo=UTC),
        "credential_subject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": CANARY, "identityType": "sourcedId", "hashed": False}
            ],
            "achievement": {
                "id": "https://school.example/a/1", "type": ["Achievement"], "name": "Kite",
                "description": "Built a kite.", "criteria": {"narrative": "Fly it."},
            },
        },
        "unknownKey": {"kept": True},
    }  # fmt: skip
    with badges.record() as exchanges:
        stored = await badges.credentials.upsert(body)
        again = await badges.credentials.upsert(stored.replace(name="Kite Maker"))
    assert [each.status for each in exchanges] == [201, 200]
    assert stored.context == list(CONTEXT) and stored.further == {"unknownKey": {"kept": True}}
    assert again.name == "Kite Maker" and again.further == stored.further
    verdict = await badges.credentials.verify(again)
    assert not verdict and verdict.errors == ["validUntil: the credential has expired"]
    with pytest.raises(UnprocessableEntityError):
        await badges.credentials.upsert({**body, "credential_subject": {"type": ["AchievementSubject"]}})
    with pytest.raises(InvalidInputError, match="valid_from"):
        await badges.credentials.upsert({name: each for name, each in body.items() if name != "valid_from"})


@pytest.mark.parametrize(
    ("achievement_id", "user_id"), [("nobody-knows", "student-00001"), ("badge-reader", "nobody")], ids=str
)
async def test_an_award_needs_an_achievement_and_a_user(
    badges: AsyncBadgesClient, achievement_id: str, user_id: str
) -> None:
    with pytest.raises(NotFoundError):
        await badges.credentials.issue(achievement_id=achievement_id, user_id=user_id)
    with pytest.raises(InvalidInputError, match="user_id"):
        await badges.credentials.issue(achievement_id=achievement_id)  # type: ignore[call-arg,unused-ignore]


async def test_what_may_be_repeated_is_sent_again_and_an_award_is_not(
    badges: AsyncBadgesClient, sandbox: Sandbox
) -> None:
    credential = await badges.credentials.issue(achievement_id="badge-streak", user_id="student-00001")
    for path, call in (
        ("credentials/", badges.credentials.upsert),
        ("issue-badge/verify", badges.credentials.verify),
    ):
        sandbox.faults.add(drop="after", path=f"/ims/ob/v3p0/{path}")
        with badges.record() as exchanges:
            assert await call(credential)
        assert exchanges[0].attempts == 2
    sandbox.faults.add(drop="after", path="/ims/ob/v3p0/issue-badge/")
    with pytest.raises(APIConnectionError) as caught:
        await badges.credentials.issue(achievement_id="badge-streak", user_id="student-00001")
    assert caught.value.outcome_unknown and caught.value.attempts == 1


async def test_discovery_is_public(sandbox: Sandbox) -> None:
    async with AsyncBadgesClient(base_url=sandbox.base_url, auth=None) as badges:
        described = await badges.discovery.get()
    assert described.paths is not None and "/issue-badge/" in described.paths


async def test_a_token_without_the_scope_is_refused(sandbox: Sandbox) -> None:
    scope = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly"
    async with AsyncBadgesClient(**sandbox.credentials, scope=scope) as badges:
        assert await badges.achievements.first()
        with pytest.raises(PermissionDeniedError):
            await badges.achievements.delete("badge-reader")
        with pytest.raises(PermissionDeniedError):
            await badges.credentials.issue(achievement_id="badge-reader", user_id="student-00001")


async def test_no_value_is_told(badges: AsyncBadgesClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "timeback")
    with pytest.raises(NotFoundError) as missing:
        await badges.achievements.get(CANARY)
    with pytest.raises(UnprocessableEntityError) as refused:
        await badges.credentials.upsert(
            id="urn:x:1", issuer={"id": CANARY, "type": ["Profile"]}, valid_from="2026-01-01T00:00:00Z",
            credential_subject={"type": [CANARY]},
        )  # fmt: skip
    assert CANARY not in str(missing.value) + repr(missing.value) + str(refused.value) + repr(refused.value)
    assert CANARY not in caplog.text


async def test_the_unified_client_has_them_by_name(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        assert (await timeback.badges.achievements.list(limit=1)).total == 5
    with pytest.raises(ConfigurationError, match="does not offer the service 'badges'"):
        AsyncBadgesClient(env="staging", platform="LEARNWITH_AI", client_id="x", client_secret="x")
