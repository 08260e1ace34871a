# Generated from tests/_async/clr/conftest.py by setup_unasync.py; do not edit.
"""CLR clients of this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import ClrClient
from timeback.sandbox import Sandbox


@pytest.fixture
def clr(sandbox: Sandbox) -> Iterator[ClrClient]:
    with ClrClient(**sandbox.credentials) as client:
        yield client
