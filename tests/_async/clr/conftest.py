"""CLR clients of this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncClrClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def clr(sandbox: Sandbox) -> AsyncIterator[AsyncClrClient]:
    async with AsyncClrClient(**sandbox.credentials) as client:
        yield client
