# Generated from tests/_async/learnwith/conftest.py by setup_unasync.py; do not edit.
"""Clients of LEARNWITH_AI, against a sandbox over HTTP that plays it."""

from __future__ import annotations

from collections.abc import Iterator, Iterator

import pytest

from timeback import LearnWithClient
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
def learnwith(platform: Sandbox) -> Iterator[LearnWithClient]:
    with LearnWithClient(**platform.credentials, scope=SCOPES) as client:
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
