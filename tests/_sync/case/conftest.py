# Generated from tests/_async/case/conftest.py by setup_unasync.py; do not edit.
"""CASE clients of this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import CaseClient
from timeback.sandbox import Sandbox


@pytest.fixture
def case(sandbox: Sandbox) -> Iterator[CaseClient]:
    with CaseClient(**sandbox.credentials) as client:
        yield client
