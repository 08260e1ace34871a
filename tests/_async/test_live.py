"""A check of a platform against the catalog: what was planted is found, nothing else, and no value is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.planting import Planting
from timeback import AsyncTimebackClient, ConfigurationError, InvalidInputError, async_live_check
from timeback._config.platforms import SERVICES, Platform, offering
from timeback.sandbox import Sandbox
from timeback.sandbox.embedded import embedded

ROSTERING = "/ims/oneroster/rostering/v1p2"
CANARY = "canary-4711"


def rows(key: str, **fields: Any) -> Callable[[Any], Any]:
    """Change fields of every row; a field that is None goes away."""

    def change(body: Any) -> Any:
        changed = [{**row, **fields} for row in body[key]]
        return {**body, key: [{name: v for name, v in row.items() if v is not None} for row in changed]}

    return change


BODIES: dict[str, Callable[[Any], Any]] = {
    f"{ROSTERING}/users": rows("users", givenName=None),
    f"{ROSTERING}/orgs": rows("orgs", canaryShade=CANARY, **{f"{CANARY}@example.org": CANARY}),
    f"{ROSTERING}/classes": rows("classes", title=4711),
    f"{ROSTERING}/enrollments": rows("enrollments", role=CANARY),
    f"{ROSTERING}/academicSessions": rows("academicSessions", title=[CANARY]),
    "/ims/case/v1p1/CFDocuments": lambda body: {CANARY: body["CFDocuments"]},
}
HEADERS = {"/edubridge/applications": {"content-type": f"text/{CANARY}"}}
PLANTED = {
    ("oneroster", "absent", "User.given_name"),
    ("oneroster", "unknown", "Organization.canaryShade"),
    ("oneroster", "unknown", "Organization.(a name that may be a value)"),
    ("oneroster", "repaired", "Class.title"),
    ("oneroster", "unlisted", "Enrollment.role"),
    ("oneroster", "kept", "AcademicSession.title"),
    ("oneroster", "time", "demographics"),
    ("edubridge", "header", "content-type"),
    ("qti", "status", "stimuli"),
    ("case", "body", "documents"),
}


async def test_what_was_planted_is_found_and_nothing_else(sandbox: Sandbox) -> None:
    sandbox.faults.add(status=500, body={"error": CANARY}, path="/api/stimuli", times=None)
    sandbox.faults.add(latency=1.3, path=f"{ROSTERING}/demographics", times=None)
    planting = Planting(BODIES, HEADERS)
    async with AsyncTimebackClient(transport=planting, **sandbox.credentials) as timeback:
        report = await async_live_check(timeback, slow=1.2)
    found = {(each.service, each.kind, each.place) for each in report.deviations}
    assert found == PLANTED and len(report.deviations) == 10
    assert not report.ok
    assert {method for method, path in planting.sent if not path.endswith(("/token", "/authorizer"))} == {
        "GET"
    }
    text = report.to_text() + report.to_json() + repr(report)
    assert CANARY not in text and "@example.org" not in text
    assert {("classes(id).students", 200), ("stimuli", 500)} <= {
        (each.name, each.status) for each in report.asked
    }


async def test_a_sandbox_is_what_the_catalog_says() -> None:
    embedded(Platform.BEYOND_AI).reset()
    report = await async_live_check(env="sandbox", limit=20, slow=30)
    assert report.deviations == () and report.ok
    assert {each.service for each in report.asked} == {
        name for name in SERVICES if Platform.BEYOND_AI in offering(name)
    }
    assert all(each.status == 200 and each.rows <= 100 for each in report.asked)
    assert {each.name for each in report.asked} >= {"users", "schools(id).classes(id).students", "events"}
    assert report.environment == "sandbox" and report.platform == "BEYOND_AI"


async def test_a_page_with_more_rows_than_were_asked_for_is_told(sandbox: Sandbox) -> None:
    def double(body: Any) -> Any:
        return {**body, "users": body["users"] * 2}

    twice = {f"{ROSTERING}/users": double}
    async with AsyncTimebackClient(transport=Planting(twice, {}), **sandbox.credentials) as timeback:
        report = await async_live_check(timeback, services=["oneroster"], limit=3, slow=30)
    assert [(each.kind, each.place, each.expected) for each in report.deviations] == [
        ("page", "users", "at most 3 rows")
    ]


async def test_ids_that_are_none_and_odd_bodies_end_no_check(sandbox: Sandbox) -> None:
    odd: dict[str, Callable[[Any], Any]] = {
        f"{ROSTERING}/classes": rows("classes", sourcedId=".."),
        f"{ROSTERING}/orgs": lambda body: [[CANARY]],
        f"{ROSTERING}/courses": lambda body: {"courses": CANARY},
        f"{ROSTERING}/terms": lambda body: None,
    }
    async with AsyncTimebackClient(transport=Planting(odd, {}), **sandbox.credentials) as timeback:
        report = await async_live_check(timeback, services=["oneroster"], slow=30)
    assert {(each.kind, each.place) for each in report.deviations} == {
        ("body", "orgs"), ("body", "courses"), ("body", "terms"),
    }  # fmt: skip
    assert ("classes(id)", "the class_id that a list gave is none") in {
        (each.name, each.reason) for each in report.passed_over
    }
    assert CANARY not in report.to_text() + report.to_json()


async def test_a_service_that_does_not_answer_is_left_in_peace(sandbox: Sandbox) -> None:
    sandbox.faults.add(drop="before", path="/ims/oneroster", times=None)
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        report = await async_live_check(timeback, services=["oneroster", "clr"])
    assert [(each.service, each.status) for each in report.asked] == [
        ("oneroster", None), ("oneroster", None), ("clr", 200),
    ]  # fmt: skip
    assert [each.kind for each in report.deviations] == ["connection", "connection"]
    assert "the service did not answer before" in {each.reason for each in report.passed_over}


async def test_without_a_token_no_list_is_asked_for(sandbox: Sandbox) -> None:
    wrong: dict[str, Any] = {**sandbox.credentials, "client_secret": CANARY}
    report = await async_live_check(services=["oneroster"], **wrong)
    assert not report.ok and report.asked == ()
    assert [(each.service, each.reason) for each in report.passed_over] == [
        ("oneroster", "no token: AuthenticationError")
    ]
    assert CANARY not in report.to_json()


@pytest.mark.parametrize(
    "arguments",
    [{"limit": 0}, {"limit": 101}, {"limit": True}, {"slow": 0}, {"services": "qti"}, {"services": ["rost"]}],
    ids=str,
)
async def test_arguments_without_sense_are_refused(arguments: Any) -> None:
    with pytest.raises(InvalidInputError, match=min(arguments)):
        await async_live_check(env="sandbox", **arguments)


async def test_a_client_brings_its_own_settings() -> None:
    async with AsyncTimebackClient(env="sandbox") as timeback:
        with pytest.raises(InvalidInputError, match="env"):
            await async_live_check(timeback, env="sandbox")
    with pytest.raises(ConfigurationError):
        await async_live_check()


async def test_the_other_platform_is_what_the_catalog_says() -> None:
    embedded(Platform.LEARNWITH_AI).reset()
    report = await async_live_check(env="sandbox", platform="LEARNWITH_AI", limit=20, slow=30)
    assert report.deviations == () and report.platform == "LEARNWITH_AI"
    assert {"users", "applications", "students"} <= {each.name for each in report.asked}
