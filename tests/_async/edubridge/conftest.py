"""EduBridge clients of this world, beside the OneRoster client of the same sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncEduBridgeClient, AsyncOneRosterClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def edubridge(sandbox: Sandbox) -> AsyncIterator[AsyncEduBridgeClient]:
    async with AsyncEduBridgeClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
async def pupil(client: AsyncOneRosterClient) -> str:
    """The id of a student who has done nothing yet."""
    school = await client.schools.first()
    assert school is not None
    await client.users.create(
        {
            "sourced_id": "pupil-1",
            "enabled_user": True,
            "given_name": "Maya",
            "family_name": "Story",
            "email": "maya@story.example",
            "grades": ["3"],
            "roles": [{"role_type": "primary", "role": "student", "org": {"sourced_id": school.sourced_id}}],
            "primary_org": {"sourced_id": school.sourced_id},
        }
    )
    return "pupil-1"
