# Generated from tests/_async/conftest.py by setup_unasync.py; do not edit.
"""Clients of this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import OneRosterClient
from timeback.sandbox import Sandbox

from .engines import engine

__all__ = ["client", "embedded", "engine"]


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[OneRosterClient]:
    with OneRosterClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
def embedded() -> Iterator[OneRosterClient]:
    with OneRosterClient(env="sandbox") as client:
        yield client
