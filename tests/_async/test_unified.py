"""One client over all services: where each is, whose token it sends, what is shared."""

from __future__ import annotations

from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from timeback import (
    AsyncOneRosterClient,
    AsyncTimebackClient,
    ClientClosedError,
    ConfigurationError,
    NotFoundError,
)
from timeback._config.platforms import SERVICES, Platform, offering
from timeback.sandbox import Sandbox

PAIR = {"client_id": "id-1", "client_secret": "s3cret"}
EMPTY = reply({"users": [], "orgs": [], "totalCount": 0})


async def test_services_are_made_once_when_first_touched() -> None:
    async with AsyncTimebackClient(env="staging", **PAIR) as timeback:
        assert timeback.oneroster is timeback.oneroster
        assert timeback.qti is not timeback.oneroster
        assert isinstance(timeback.oneroster, AsyncOneRosterClient)
        assert timeback.platform == "BEYOND_AI"
        assert "s3cret" not in repr(timeback)


async def test_b09_the_platform_decides_on_every_host() -> None:
    options: Any = {"env": "staging", "platform": "LEARNWITH_AI", **PAIR}
    async with AsyncTimebackClient(**options) as timeback, AsyncOneRosterClient(**options) as alone:
        shared, own = timeback.oneroster._channel.settings, alone._channel.settings
        assert (shared.base_url, shared.prefixes) == (own.base_url, own.prefixes)
        assert timeback.platform == timeback.caliper._channel.settings.platform == "LEARNWITH_AI"


async def test_a_service_that_the_platform_lacks_is_named() -> None:
    async with AsyncTimebackClient(env="staging", platform="LEARNWITH_AI", **PAIR) as timeback:
        with pytest.raises(ConfigurationError, match="LEARNWITH_AI does not offer the service 'powerpath'"):
            _ = timeback.powerpath


def test_b11_a_url_without_a_token_url_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match="no token URL"):
        AsyncTimebackClient(base_url="https://api.test", **PAIR)


def test_nothing_given_is_an_error_that_says_what_to_give() -> None:
    with pytest.raises(ConfigurationError, match=r"env='staging'.*client_id="):
        AsyncTimebackClient()


@pytest.mark.parametrize(
    ("services", "message"),
    [
        ({"onroster": {}}, "services= has no 'onroster'"),
        ({"oneroster": {"url": "https://x.test"}}, r"services\['oneroster'\] takes no 'url'"),
        ({"oneroster": {"api_key": "k"}}, "takes no 'api_key'"),
    ],
)
def test_a_wrong_services_argument_is_refused_by_name(services: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        AsyncTimebackClient(env="staging", **PAIR, services=services)


async def test_one_service_may_be_elsewhere_with_credentials_of_its_own() -> None:
    elsewhere = {
        "base_url": "https://other.test",
        "auth_url": "https://other.test/token",
        "client_id": "id-2",
        "client_secret": "s2",
    }
    async with AsyncTimebackClient(env="staging", **PAIR, services={"case": elsewhere}) as timeback:
        assert timeback.case._channel.settings.base_url == "https://other.test"
        assert timeback.case._channel.auth is not timeback.oneroster._channel.auth
        assert timeback.oneroster._channel.auth is timeback.qti._channel.auth


async def test_services_alone_make_a_client_of_these_and_the_others_say_what_they_lack() -> None:
    own = {"base_url": "https://other.test", "auth": None}
    async with AsyncTimebackClient(services={"oneroster": own}) as timeback:
        assert timeback.oneroster._channel.auth is None
        with pytest.raises(ConfigurationError, match="the qti client cannot be set up"):
            _ = timeback.qti


async def test_one_base_url_holds_every_service_as_a_sandbox_does(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        assert timeback.oneroster._channel.settings.base_url == sandbox.base_url
        assert timeback.qti._channel.settings.base_url == f"{sandbox.base_url}/api"
        assert (await timeback.oneroster.users.list(limit=1)).total


async def test_all_services_share_a_token_and_a_pool() -> None:
    with RawServer([EMPTY]) as server:
        async with AsyncTimebackClient(**server.credentials) as timeback:
            await timeback.oneroster.users.list()
            await timeback.caliper.request("GET", "/any")
            await timeback.with_options(timeout=5).qti.request("GET", "/any")
            with timeback.record() as exchanges:
                await timeback.case.request("GET", "/one")
        assert (server.tokens, server.connections) == (1, 1)
        assert [each.path for each in exchanges] == ["/one"]


async def test_b54_nine_services_ask_for_one_token_and_masterytrack_for_its_own(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.unified) as timeback:
        report = await timeback.check_auth()
        assert report.ok, report.errors
        assert set(report.services) == {name for name in SERVICES if Platform.BEYOND_AI in offering(name)}
        assert {check.status for check in report.services.values()} <= {200, 422}
    fetched = [each.path for each in sandbox.requests if each.method == "POST"]
    assert sorted(fetched) == ["/masterytrack/authorizer", "/oauth2/token"]


async def test_b39_a_service_of_a_unified_client_ends_with_it_and_not_before() -> None:
    with RawServer([EMPTY]) as server:
        timeback = AsyncTimebackClient(**server.credentials)
        await timeback.oneroster.aclose()
        await timeback.oneroster.users.list()
        oneroster = timeback.oneroster
        await timeback.aclose()
        with pytest.raises(ClientClosedError):
            await oneroster.users.list()
        with pytest.raises(ClientClosedError):
            await timeback.qti.request("GET", "/any")


async def test_b61_a_check_asks_the_service_even_when_a_token_is_cached(sandbox: Sandbox) -> None:
    async with AsyncOneRosterClient(**sandbox.credentials) as client:
        await client.users.list(limit=1)
        sandbox.core.log.clear()
        check = await client.check_auth()
        assert check
        assert check.ok
        assert check.status == 200
        assert check.latency > 0
        assert [each.path for each in sandbox.requests] == ["/ims/oneroster/rostering/v1p2/orgs/"]
        sandbox.core.log.clear()
        assert (await client.check_auth(force=True)).ok
        assert sandbox.requests[0].path == "/oauth2/token"


async def test_b61_a_check_without_authentication_is_a_result_too(sandbox: Sandbox) -> None:
    async with AsyncOneRosterClient(base_url=sandbox.base_url, auth=None) as client:
        check = await client.check_auth()
        assert not check.ok
        assert check.status == 401
        assert check.error


async def test_b61_a_refused_secret_and_an_unreachable_host_are_results() -> None:
    refused = reply({"error": "invalid_client"}, 401)
    with RawServer([EMPTY], token_replies=[refused] * 9) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            check = await client.check_auth()
            assert (check.ok, check.status) == (False, 401)
            assert "invalid_client" in str(check.error)
    async with AsyncOneRosterClient(base_url="http://127.0.0.1:9", auth=None, max_retries=0) as client:
        check = await client.check_auth()
        assert (check.ok, check.status) == (False, None)


async def test_b61_a_report_has_every_service_and_its_own_outcome(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        report = await timeback.check_auth()
        assert {"oneroster", "edubridge", "caliper", "qti"} <= report.services.keys()
        assert report.services["oneroster"].ok
        assert report.latency > 0
        sandbox.faults.add(status=500, times=100, path="/caliper/*")
        report = await timeback.with_options(max_retries=0).check_auth(force=True)
        assert not report.ok
        assert report.services["oneroster"].ok
        assert not report.services["caliper"].ok
        assert "caliper" in report.errors


async def test_an_unknown_entity_is_the_same_error_through_the_unified_client(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        with pytest.raises(NotFoundError):
            await timeback.oneroster.users.get("nobody")
