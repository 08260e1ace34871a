"""A Caliper client of this world."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncCaliperClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def caliper(sandbox: Sandbox) -> AsyncIterator[AsyncCaliperClient]:
    async with AsyncCaliperClient(**sandbox.credentials) as client:
        yield client
