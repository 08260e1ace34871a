"""Clients of LEARNWITH_AI, against a sandbox over HTTP that plays it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from timeback import AsyncLearnWithClient
from timeback.sandbox import Sandbox


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(platform="LEARNWITH_AI", students=130, scopes="strict") as served:
        yield served


@pytest.fixture
def platform(served: Sandbox) -> Sandbox:
    """The sandbox as new; it minds scopes."""
    served.reset()
    return served


@pytest.fixture
async def learnwith(platform: Sandbox) -> AsyncIterator[AsyncLearnWithClient]:
    async with AsyncLearnWithClient(**platform.credentials, scope=SCOPES) as client:
        yield client


_STEM = "https://purl.imsglobal.org/spec"
SCOPES = " ".join(
    f"{_STEM}/{each}"
    for each in (
        "or/v1p2/scope/roster.readonly",
        "or/v1p2/scope/roster.createput",
        "lti/v1p3/scope/lti.readonly",
        "lti/v1p3/scope/lti.createput",
        "caliper/v1p2/scope/events.write",
        "caliper/v1p2/scope/events.readonly",
    )
)
