# Generated from tests/_async/masterytrack/conftest.py by setup_unasync.py; do not edit.
"""MasteryTrack clients of this world, beside the OneRoster client of the same sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import MasteryTrackClient, OneRosterClient
from timeback.sandbox import Sandbox


@pytest.fixture
def masterytrack(sandbox: Sandbox) -> Iterator[MasteryTrackClient]:
    with MasteryTrackClient(**sandbox.masterytrack_credentials) as client:
        yield client


@pytest.fixture
def student(client: OneRosterClient) -> str:
    """The address of a student."""
    found = client.students.list(limit=1, where={"status": "active", "grades": "3"})
    assert found[0].email
    return found[0].email
