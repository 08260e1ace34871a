"""CASE clients of this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncCaseClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def case(sandbox: Sandbox) -> AsyncIterator[AsyncCaseClient]:
    async with AsyncCaseClient(**sandbox.credentials) as client:
        yield client
