"""A platform without records, for bundles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import OneRosterClient
from timeback.sandbox import Sandbox


@pytest.fixture(scope="session")
def bare_sandbox() -> Iterator[Sandbox]:
    """One served sandbox without records for the whole run; `bare` hands it out as new."""
    with Sandbox(empty=True) as served:
        yield served


@pytest.fixture
def bare(bare_sandbox: Sandbox) -> Iterator[OneRosterClient]:
    """A client of a platform without records."""
    bare_sandbox.reset()
    with OneRosterClient(**bare_sandbox.credentials) as client:
        yield client
