# Generated from tests/_async/powerpath/conftest.py by setup_unasync.py; do not edit.
"""Clients of PowerPath and its neighbours, against one sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import EduBridgeClient, OneRosterClient, PowerPathClient
from timeback.sandbox import Sandbox


@pytest.fixture
def powerpath(sandbox: Sandbox) -> Iterator[PowerPathClient]:
    with PowerPathClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
def oneroster(sandbox: Sandbox) -> Iterator[OneRosterClient]:
    with OneRosterClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture
def edubridge(sandbox: Sandbox) -> Iterator[EduBridgeClient]:
    with EduBridgeClient(**sandbox.credentials) as client:
        yield client
