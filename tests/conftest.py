"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeback._config.platforms import SERVICES
from timeback.sandbox import Sandbox

# Their asserts tell what they compared, as those of test modules do.
pytest.register_assert_rewrite(
    *(f"tests.contract.{path.stem}" for path in Path(__file__).parent.glob("contract/*.py"))
)


@pytest.fixture(scope="session")
def district() -> Iterator[Sandbox]:
    """One served sandbox for the whole run; `sandbox` hands it out as new."""
    with Sandbox(students=300) as served:
        yield served


@pytest.fixture
def sandbox(district: Sandbox) -> Sandbox:
    """A freshly seeded sandbox over HTTP, without faults and with an empty request list."""
    district.reset()
    return district


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own environment variables must not reach a test."""
    for name in list(os.environ):
        if name.startswith(("TIMEBACK_", *(f"{service.upper()}_" for service in SERVICES))):
            monkeypatch.delenv(name)
