"""The pytest fixture `timeback_sandbox`. Nothing of the sandbox is loaded until a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .server import Sandbox

__all__ = ["timeback_sandbox", "timeback_sandbox_server"]


@pytest.fixture(scope="session")
def timeback_sandbox_server() -> Iterator[Sandbox]:
    """The server that the tests of this session share. Override it for another seed or size."""
    from .server import Sandbox

    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def timeback_sandbox(timeback_sandbox_server: Sandbox) -> Sandbox:
    """A sandbox in its first state: one server a session, brought back before each test that uses it."""
    timeback_sandbox_server.reset()
    return timeback_sandbox_server
