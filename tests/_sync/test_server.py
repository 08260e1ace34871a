# Generated from tests/_async/test_server.py by setup_unasync.py; do not edit.
"""Timeback inside a web application: made at the start or at first use, one for all, closed at the end."""

from __future__ import annotations

from typing import Any

import pytest

from timeback import ClientClosedError, ConfigurationError
from timeback.sandbox import Sandbox
from timeback.server import ApiCredentials, TimebackServer, TimebackConfig


def config(sandbox: Sandbox) -> TimebackConfig:
    api = ApiCredentials(client_id=sandbox.client_id, client_secret=sandbox.client_secret)
    return TimebackConfig(base_url=sandbox.base_url, auth_url=sandbox.auth_url, api=api)


def test_b66_env_and_api_are_enough_and_a_url_reaches_a_sandbox(sandbox: Sandbox) -> None:
    with TimebackServer(config(sandbox)) as timeback:
        assert timeback.api is timeback.api
        assert (timeback.api.oneroster.users.list(limit=1)).total


def test_b66_the_sandbox_needs_nothing_but_its_name() -> None:
    with TimebackServer(TimebackConfig(env="sandbox")) as timeback:
        assert (timeback.api.oneroster.users.list(limit=1)).total


def test_b16_a_typo_in_env_stops_the_application_at_its_start() -> None:
    server = TimebackServer(TimebackConfig(env="prodution"))
    with pytest.raises(ConfigurationError, match="prodution"):
        with server:
            pass


def test_b39_a_closed_server_says_so(sandbox: Sandbox) -> None:
    server = TimebackServer(config(sandbox))
    client = server.api
    server.close()
    server.close()
    with pytest.raises(ClientClosedError, match="create a new one"):
        _ = server.api
    with pytest.raises(ClientClosedError):
        client.oneroster.users.list()


def test_what_was_closed_opens_again(sandbox: Sandbox) -> None:
    server = TimebackServer(config(sandbox))
    for _ in range(2):
        with server as timeback:
            assert (timeback.api.oneroster.users.list(limit=1)).total
    server.close()
    with server as timeback:
        assert (timeback.api.oneroster.users.list(limit=1)).total


def test_opened_twice_it_is_closed_when_both_have_left(sandbox: Sandbox) -> None:
    server = TimebackServer(config(sandbox))
    with server:
        with server:
            client = server.api
        assert server.api is client
        assert (client.oneroster.users.list(limit=1)).total
    with pytest.raises(ClientClosedError):
        _ = server.api


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"environment": "sandbox"}, "no setting 'environment'; known: env"),
        ({"client_id": "a"}, "together"),
        ({"client_id": "a", "client_secret": "b", "api": {"client_id": "c"}}, "not both"),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        TimebackConfig.read(settings)


def test_no_secret_shows_in_a_repr() -> None:
    made = TimebackConfig.read({"env": "staging", "client_id": "an-id", "client_secret": "s3cret"})
    assert made.api == ApiCredentials(client_id="an-id", client_secret="s3cret")
    assert "s3cret" not in repr((made, made.api, TimebackServer(made)))
