"""Clients of PowerPath and OneRoster, against one sandbox over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncOneRosterClient, AsyncPowerPathClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def powerpath(sandbox: Sandbox) -> AsyncIterator[AsyncPowerPathClient]:
    async with AsyncPowerPathClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
async def oneroster(sandbox: Sandbox) -> AsyncIterator[AsyncOneRosterClient]:
    async with AsyncOneRosterClient(**sandbox.credentials) as client:
        yield client
