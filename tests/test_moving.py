"""The guide to moving over has every call of the published client, and each call that it gives exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.contract.catalogue import load
from timeback import TimebackClient
from timeback._config.platforms import SERVICES

PAGE = (Path(__file__).parent.parent / "docs" / "moving.md").read_text()
SECTIONS = re.split(r"^### (\w+)\n", PAGE, flags=re.MULTILINE)[1:]
ROWS = {
    name.lower(): re.findall(r"^\| `(.+?)\(\)` \| `(.+?)\(\)` \|$", text, re.MULTILINE)
    for name, text in zip(SECTIONS[::2], SECTIONS[1::2], strict=True)
}


PARTS = "assessment_tests.test_parts(test_id)"
SECTIONS_OF = f"{PARTS}.sections(part_id)"
QTI = {"test_parts": PARTS, "sections": SECTIONS_OF, "section_items": f"{SECTIONS_OF}.items(section_id)"}


def accessors(service: str) -> dict[str, str]:
    rows = load(service).raw.get("scoped_accessors") or []
    if service == "qti":
        return QTI
    return {row["entry"]: row["accessor"] for row in rows}


# Those that the published client has; it knows nothing of the others.
PUBLISHED = [each for each in SERVICES if "peer" in load(each).text]


@pytest.mark.parametrize("service", PUBLISHED)
def test_every_call_of_the_published_client_is_there(service: str) -> None:
    catalogue, scoped = load(service), accessors(service)
    peers = {
        f"{scoped.get(resource, resource)}.{name}"
        for resource, entry in catalogue.raw["resources"].items()
        for name, row in entry["operations"].items()
        if "peer" in row.get("seen_in", [])
    }
    assert peers == {old for old, _ in ROWS[service]}


@pytest.mark.parametrize("service", PUBLISHED)
def test_every_call_that_it_gives_exists(service: str) -> None:
    own = {"masterytrack": {"api_key": "a-key", "email": "who@example.org"}}
    with TimebackClient(env="sandbox", services=own) as timeback:
        client = getattr(timeback, service)
        for _, new in ROWS[service]:
            assert callable(_reached(client, new)), new


def _reached(client: Any, call: str) -> Any:
    place = client
    for name, scoped in re.findall(r"(\w+)(\(\w+\))?", call):
        place = getattr(place, name)
        if scoped:
            place = place("an-id")
    return place
