"""Clients of this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from timeback import AsyncOneRosterClient
from timeback.sandbox import Sandbox

from .engines import engine

__all__ = ["client", "embedded", "engine"]


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[AsyncOneRosterClient]:
    async with AsyncOneRosterClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
async def embedded() -> AsyncIterator[AsyncOneRosterClient]:
    async with AsyncOneRosterClient(env="sandbox") as client:
        yield client
