"""Clients of PowerPath and its neighbours, against one sandbox over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncEduBridgeClient, AsyncOneRosterClient, AsyncPowerPathClient
from timeback.sandbox import Sandbox


@pytest.fixture
async def powerpath(sandbox: Sandbox) -> AsyncIterator[AsyncPowerPathClient]:
    async with AsyncPowerPathClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
async def oneroster(sandbox: Sandbox) -> AsyncIterator[AsyncOneRosterClient]:
    async with AsyncOneRosterClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
async def edubridge(sandbox: Sandbox) -> AsyncIterator[AsyncEduBridgeClient]:
    async with AsyncEduBridgeClient(**sandbox.credentials) as client:
        yield client
