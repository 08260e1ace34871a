"""No service is without its story."""

from __future__ import annotations

from pathlib import Path

from timeback.sandbox.services import SERVICES


def test_every_service_has_a_story() -> None:
    told = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    # Each of the others begins with a token.
    assert {service.name for service in SERVICES} - told == {"oauth"}
