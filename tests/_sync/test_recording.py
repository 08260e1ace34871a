# Generated from tests/_async/test_recording.py by setup_unasync.py; do not edit.
"""Tools that record or replace the calls of httpx: they see ours with `engine="httpx"`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
import respx
import vcr
from pytest_httpx import HTTPXMock

from tests.raw_server import RawServer, reply
from tests.samples import user_row
from timeback import OneRosterClient, ConfigurationError, InvalidOptionError
from timeback._http.brought import Client

SERVER: dict[str, Any] = {"base_url": "https://api.school.example", "auth": None, "max_retries": 0}
USER = {"user": user_row()}
URL = "https://api.school.example/ims/oneroster/rostering/v1p2/users/u-1"


def test_pytest_httpx_answers(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(url=URL, json=USER)
    with OneRosterClient(**SERVER, engine="httpx") as client:
        assert (client.users.get("u-1")).sourced_id == "u-1"
    assert [each.url.path for each in httpx_mock.get_requests()] == [httpx.URL(URL).path]


def test_respx_answers() -> None:
    with respx.mock as router:
        route = router.get(URL).respond(json=USER)
        with OneRosterClient(**SERVER, engine="httpx") as client:
            assert (client.users.get("u-1")).sourced_id == "u-1"
    assert route.call_count == 1


def test_vcrpy_records_and_plays_back(tmp_path: Path) -> None:
    cassette = str(tmp_path / "users.yaml")
    with RawServer([reply(USER)]) as server:
        for _ in range(2):
            with vcr.use_cassette(cassette):
                with OneRosterClient(**server.open, engine="httpx") as client:
                    assert (client.users.get("u-1")).sourced_id == "u-1"
    assert len(server.seen) == 1


def test_an_engine_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match=r"OneRosterClient\(\): engine"):
        OneRosterClient(**SERVER, engine="requests")  # type: ignore[arg-type]
    with Client() as client:
        with pytest.raises(ConfigurationError, match="engine="):
            OneRosterClient(**SERVER, engine="httpx", http_client=client)
