# Generated from tests/_async/caliper/conftest.py by setup_unasync.py; do not edit.
"""A Caliper client of this world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import CaliperClient
from timeback.sandbox import Sandbox


@pytest.fixture
def caliper(sandbox: Sandbox) -> Iterator[CaliperClient]:
    with CaliperClient(**sandbox.credentials) as client:
        yield client
