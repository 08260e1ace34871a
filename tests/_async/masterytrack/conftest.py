"""MasteryTrack clients of this world, beside the OneRoster client of the same sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncMasteryTrackClient, AsyncOneRosterClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def masterytrack(sandbox: Sandbox) -> AsyncIterator[AsyncMasteryTrackClient]:
    async with AsyncMasteryTrackClient(**sandbox.masterytrack_credentials) as client:
        yield client


@pytest.fixture
async def student(client: AsyncOneRosterClient) -> str:
    """The address of a student."""
    found = await client.students.list(limit=1, where={"status": "active", "grades": "3"})
    assert found[0].email
    return found[0].email
