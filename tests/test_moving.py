"""The guide to moving over has every call of the published client, and each call that it gives exists."""

from __future__ import annotations

import operator
import re
from pathlib import Path
from typing import Any

import pytest

import timeback.server.identity as timeback_identity
from tests.contract.catalogue import load
from timeback import TimebackClient
from timeback._config.platforms import SERVICES
from timeback.apps import App

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "moving.md").read_text()
CALLS = "\n".join((DOCS / f"moving-{part}.md").read_text() for part in ("oneroster", "services"))
SECTIONS = re.split(r"^## (\w+)\n", CALLS, flags=re.MULTILINE)[1:]


def rows_of(text: str) -> list[tuple[str, str]]:
    """The calls of a section with their successors: the rows of its tables, and the calls that keep their names."""
    changed = re.findall(r"^\| `(.+?)\(\)` \| `(.+?)\(\)` \|$", text, re.MULTILINE)
    kept = [
        f"{place}.{name}"
        for place, names in re.findall(r"^Unchanged on `(.+?)`:\s(.+?)\.$", text, re.MULTILINE | re.DOTALL)
        for name in re.findall(r"`(\w+)\(\)`", names)
    ]
    return [*changed, *((call, call) for call in kept)]


ROWS = {name.lower(): rows_of(text) for name, text in zip(SECTIONS[::2], SECTIONS[1::2], strict=True)}


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


# -- the server SDK -----------------------------------------------------------------------------

SDK = PAGE.split("## From the server SDK")[1].split("## Call by call")[0]
# As the published server SDK 0.4.0 has them.
PUBLISHED = """
    create_server TimebackConfig env config_path identity hooks logger log_level TimebackFastAPI callback_path
    server.api server.close activity.record user.verify user.get_profile lessons.list start next submit complete
    attempts attempt_details handle.activity.heartbeat handle.lessons handle.user handle.identity sign_in callback
    sign_out
    SsoIdentityConfig client_id client_secret get_user on_callback_success issuer redirect_uri on_callback_error
    build_state CustomIdentityConfig get_email create_identity_only_server IdentityOnlyConfig before_activity_send
    before_time_spent_send on_request_start on_request_end ConfigValidationError user.claims
"""


def test_everything_of_the_server_sdk_is_there() -> None:
    left = "\n".join(row.split(" | ")[0] for row in SDK.splitlines() if row.startswith("| "))
    # `.start()` behind `lessons.list()` is `lessons.start()`; what is configured stands in parentheses.
    missing = [name for name in PUBLISHED.split() if not re.search(rf"\b{re.escape(name)}\b", left)]
    assert missing == []


def test_every_name_that_it_gives_for_the_server_sdk_exists() -> None:
    right = "\n".join(row.split(" | ")[1] for row in SDK.splitlines() if row.startswith("| "))
    found = set(re.findall(r"\btimeback\.(\w+(?:\.\w+)*)\(", right)) - {"config.json"}
    assert {"activity.record", "user.verify"} < found
    with TimebackClient(env="sandbox") as timeback:
        for name in found:
            assert callable(operator.attrgetter(name)(timeback)), name
    for name in ("Identity", "OidcProvider", "SignInData"):
        assert name in right
        assert hasattr(timeback_identity, name)
    assert {"before_activity_send", "before_time_spent_send", "spool"} <= {*App.__dataclass_fields__}
