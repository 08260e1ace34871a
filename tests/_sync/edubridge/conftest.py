# Generated from tests/_async/edubridge/conftest.py by setup_unasync.py; do not edit.
"""EduBridge clients of this world, beside the OneRoster client of the same sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import EduBridgeClient, OneRosterClient
from timeback.sandbox import Sandbox


@pytest.fixture
def edubridge(sandbox: Sandbox) -> Iterator[EduBridgeClient]:
    with EduBridgeClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
def pupil(client: OneRosterClient) -> str:
    """The id of a student who has done nothing yet."""
    school = client.schools.first()
    assert school is not None
    client.users.create(
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
