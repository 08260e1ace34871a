# Generated from tests/_async/qti/conftest.py by setup_unasync.py; do not edit.
"""QTI in this world, against a sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import QtiClient
from timeback.sandbox import Sandbox


@pytest.fixture
def qti(sandbox: Sandbox) -> Iterator[QtiClient]:
    arguments = {**sandbox.credentials, "base_url": f"{sandbox.base_url}/api"}
    with QtiClient(**arguments) as client:
        yield client
