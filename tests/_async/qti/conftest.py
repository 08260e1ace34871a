"""QTI in this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncQtiClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def qti(sandbox: Sandbox) -> AsyncIterator[AsyncQtiClient]:
    arguments = {**sandbox.credentials, "base_url": f"{sandbox.base_url}/api"}
    async with AsyncQtiClient(**arguments) as client:
        yield client
