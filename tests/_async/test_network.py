"""Proxies, certificates, and why a server cannot be reached."""

from __future__ import annotations

import base64
import datetime
import pickle
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.authority import authority, authority_file, client_file, encrypted_client_files, server_tls
from tests.forward_proxy import ForwardProxy, SocksProxy
from tests.raw_server import HANG_UP, HOLD, RESET, RawServer, Reply, reply
from tests.samples import user_input, user_page, user_row
from timeback import (
    APIConnectionError,
    APITimeoutError,
    AsyncOneRosterClient,
    AsyncTimebackClient,
    ConfigurationError,
    FailureReason,
    InsecureConnectionWarning,
    RetryPolicy,
)
from timeback._http.brought import AsyncClient
from timeback._http.network import Network

from .clocks import AsyncFakeClock

OK = reply(user_page(user_row()))
HOST = "api.school.example"
AT_ONCE = RetryPolicy(initial_delay=0.0)
SECRET = "c4nary"


@pytest.fixture(params=["default", "aiohttp", "h11", "httpx"])
def ours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each engine that opens connections of our own."""
    if request.param in ("aiohttp", "h11"):  # as where httptools is not installed
        monkeypatch.setitem(sys.modules, "timeback._http.wire_connections", None)
    if request.param == "h11":  # nor aiohttp
        monkeypatch.setitem(sys.modules, "timeback._http.aiohttp_pool", None)
    if request.param == "httpx":
        monkeypatch.setattr(Network, "engine", property(lambda _: "httpx", lambda *_: None), raising=False)


@pytest.fixture(autouse=True)
def no_proxies_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def at(scheme: str, **more: Any) -> dict[str, Any]:
    """Arguments of a client for a host that only a proxy can find."""
    return {
        "base_url": f"{scheme}://{HOST}",
        "auth": None,
        "allow_insecure_http": True,
        "max_retries": 0,
        **more,
    }


def told(error: BaseException) -> str:
    """All that an error and its causes say."""
    return " ".join(f"{each!r} {each}" for each in _chain(error))


def _chain(error: BaseException | None) -> list[BaseException]:
    return [] if error is None else [error, *_chain(error.__cause__)]


# -- proxies --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("sign_in", [None, "ada:l%C3%A9o:1"])
@pytest.mark.parametrize("tls", [False, True])
async def test_a_proxy_that_is_given_is_used(tls: bool, sign_in: str | None, tmp_path: Path) -> None:
    scheme = "https" if tls else "http"
    with RawServer([OK], tls=server_tls(HOST) if tls else None) as server:
        proxy = ForwardProxy({HOST: server.port}, sign_in and "ada:léo:1")
        with proxy:
            url = f"http://{sign_in}@{proxy.place}" if sign_in else proxy.url
            trust = {"verify": authority_file(tmp_path)} if tls else {}
            async with AsyncOneRosterClient(**at(scheme, proxy=url, **trust)) as client:
                for _ in range(2):
                    assert len(await client.users.list(where={"given_name": "Ada"})) == 1
    first = proxy.asked[0]
    expected = f"CONNECT {HOST}:443 HTTP/1.1" if tls else f"GET http://{HOST}/ims/oneroster/"
    assert first.startswith(expected)
    assert server.seen[0].headers["host"] == HOST
    assert "proxy-authorization" not in server.seen[0].headers


@pytest.mark.parametrize("sign_in", [None, "ada:secret"])
@pytest.mark.parametrize("tls", [False, True])
async def test_a_proxy_of_socks_is_used(
    tls: bool, sign_in: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust = {"verify": authority_file(tmp_path)} if tls else {}
    with (
        RawServer([OK], tls=server_tls(HOST) if tls else None) as server,
        SocksProxy({HOST: server.port}, sign_in) as proxy,
    ):
        monkeypatch.setenv("ALL_PROXY", proxy.url.replace("http", "socks5"))
        async with AsyncOneRosterClient(**at("https" if tls else "http", **trust)) as client:
            assert len(await client.users.list()) == 1
    assert proxy.asked == [f"{HOST}:{443 if tls else 80}"]


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
async def test_a_proxy_of_the_environment_is_used(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer([OK]) as server, ForwardProxy({HOST: server.port}) as proxy:
        monkeypatch.setenv(variable, proxy.url if variable != "all_proxy" else proxy.place)
        async with AsyncOneRosterClient(**at("http")) as client:
            assert len(await client.users.list()) == 1
        async with AsyncOneRosterClient(**at("http", trust_env=False, timeout=5)) as client:
            with pytest.raises(APIConnectionError) as caught:
                await client.users.list()
    assert caught.value.reason is FailureReason.NAME_NOT_FOUND
    assert len(proxy.asked) == 1


@pytest.mark.usefixtures("ours")
async def test_each_origin_has_the_proxy_of_its_scheme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        RawServer([OK]) as plain,
        RawServer([OK], tls=server_tls(HOST)) as secure,
        ForwardProxy({HOST: plain.port}) as first,
        ForwardProxy({HOST: secure.port}) as second,
    ):
        monkeypatch.setenv("HTTP_PROXY", first.url)
        monkeypatch.setenv("https_proxy", second.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority_file(tmp_path)))
        services = {"case": {"base_url": f"http://{HOST}", "auth": None}}
        async with AsyncTimebackClient(**at("https"), services=services) as client:
            await client.oneroster.users.list()
            await client.case.request("GET", "/x")
    assert [line.split(" ")[0] for line in first.asked + second.asked] == ["GET", "CONNECT"]


@pytest.mark.usefixtures("ours")
async def test_this_machine_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer([OK]) as server, ForwardProxy({}) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        for host, given in (("127.0.0.1", None), ("localhost", None), ("127.0.0.1", proxy.url)):
            url = f"http://{host}:{server.port}"
            async with AsyncOneRosterClient(base_url=url, auth=None, proxy=given) as client:
                await client.users.list()
    assert proxy.asked == []


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("tls", [False, True])
async def test_a_proxy_that_wants_another_password_says_so_once(tls: bool) -> None:
    with ForwardProxy({}, "ada:right") as proxy:
        url = f"http://ada:{SECRET}@{proxy.place}"
        where = at("https" if tls else "http", proxy=url, max_retries=3)
        async with AsyncOneRosterClient(**where) as client:
            with pytest.raises(APIConnectionError) as caught:
                await client.users.list(where={"email": f"{SECRET}@example.org"})
    port = 443 if tls else 80
    place = f"{HOST}:{port} through the proxy {proxy.place}"
    assert f"no connection to {place}: proxy answered 407" in str(caught.value)
    assert SECRET not in told(caught.value)
    assert len(proxy.asked) == 1
    assert (caught.value.reason, caught.value.request_sent) == (FailureReason.PROXY, False)


@pytest.mark.usefixtures("ours")
async def test_a_proxy_that_cannot_reach_the_server_is_asked_again() -> None:
    with ForwardProxy({}) as proxy:
        async with AsyncOneRosterClient(
            **at("https", proxy=proxy.url, max_retries=None, retry=AT_ONCE)
        ) as client:
            with pytest.raises(APIConnectionError, match="proxy answered 502") as caught:
                await client.users.create(user_input())
    assert (caught.value.reason, caught.value.attempts) == (FailureReason.UNREACHABLE, 4)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("http", HANG_UP),
        ("http", Reply(b"\x05\x01 what?\r\n\r\n").last()),
        ("http", Reply(b"HTTP/1.1 200 Conn").last()),
        ("socks5", HANG_UP),
        ("socks5", Reply(b"HTTP/1.1 400 Bad Request\r\n\r\n").last()),
    ],
)
async def test_a_proxy_that_is_lost_before_there_is_a_way_leaves_no_doubt(scheme: str, said: Reply) -> None:
    hellos = 0

    def answer(connection: socket.socket) -> None:
        nonlocal hellos
        hellos += 1
        connection.sendall(said.content)
        raise ConnectionAbortedError

    with RawServer(flood=answer) as proxy:
        where = at("https", proxy=f"{scheme}://127.0.0.1:{proxy.port}", max_retries=None, retry=AT_ONCE)
        async with AsyncOneRosterClient(**where) as client:
            with pytest.raises(
                APIConnectionError, match=f"through the proxy 127.0.0.1:{proxy.port}"
            ) as caught:
                await client.users.create(user_input())
    assert (caught.value.reason, caught.value.attempts, hellos) == (FailureReason.UNREACHABLE, 4, 4)
    assert not caught.value.outcome_unknown


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("tls", [False, True])
async def test_what_is_lost_behind_a_proxy_may_have_been_done(tls: bool, tmp_path: Path) -> None:
    trust = {"verify": authority_file(tmp_path)} if tls else {}
    with (
        RawServer([HANG_UP], tls=server_tls(HOST) if tls else None) as server,
        ForwardProxy({HOST: server.port}) as proxy,
    ):
        async with AsyncOneRosterClient(
            **at("https" if tls else "http", proxy=proxy.url, max_retries=None, **trust)
        ) as client:
            with pytest.raises(APIConnectionError) as caught:
                await client.users.create(user_input())
    assert (caught.value.reason, caught.value.attempts) == (FailureReason.LOST, 1)
    assert caught.value.outcome_unknown


@pytest.mark.usefixtures("ours")
async def test_a_proxy_that_is_not_there_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with AsyncOneRosterClient(**at("https", proxy=f"http://127.0.0.1:{port}")) as client:
        with pytest.raises(
            APIConnectionError, match=f"the proxy 127.0.0.1:{port}: connection refused"
        ) as caught:
            await client.users.list()
    assert (caught.value.reason, caught.value.host, caught.value.port) == (FailureReason.REFUSED, HOST, 443)


@pytest.mark.parametrize("url", ["ftp://proxy:1", "http://", "", "http://proxy:port", 5])
async def test_what_is_no_proxy_is_refused(url: Any) -> None:
    with pytest.raises(ConfigurationError, match="proxy"):
        AsyncOneRosterClient(**at("https", proxy=url))


async def test_connections_of_the_user_s_own_take_no_settings_of_ours() -> None:
    async with AsyncClient(trust_env=False) as theirs:
        for setting in ({"proxy": "http://proxy"}, {"verify": "/"}, {"cert": "/"}):
            with pytest.raises(ConfigurationError, match="on your own"):
                AsyncOneRosterClient(**at("https", http_client=theirs, **setting))


# -- certificates ---------------------------------------------------------------------------------------


def in_a_folder(folder: Path) -> dict[str, Any]:
    authority_file(folder)
    return {"verify": str(folder)}


def in_a_context(folder: Path) -> dict[str, Any]:
    return {"verify": ssl.create_default_context(cafile=authority_file(folder))}


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    "given", [lambda folder: {"verify": str(authority_file(folder))}, in_a_folder, in_a_context]
)
async def test_a_private_authority_is_trusted(
    given: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    with RawServer([OK], tls=server_tls("127.0.0.1")) as server:
        async with AsyncOneRosterClient(**server.credentials, **given(tmp_path)) as client:
            assert len(await client.users.list()) == 1
        async with AsyncOneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError, match="certificate not trusted: ") as caught:
                await client.users.list()
    assert (caught.value.reason, caught.value.attempts) == (FailureReason.CERTIFICATE, 1)
    assert (caught.value.host, caught.value.port) == ("127.0.0.1", server.port)
    assert pickle.loads(pickle.dumps(caught.value)).reason is FailureReason.CERTIFICATE


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
async def test_an_authority_of_the_environment_is_trusted(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = authority_file(tmp_path)
    monkeypatch.setenv(variable, str(path if variable == "SSL_CERT_FILE" else tmp_path))
    with RawServer([OK], tls=server_tls("127.0.0.1")) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert len(await client.users.list()) == 1
        async with AsyncOneRosterClient(**server.open, trust_env=False) as client:
            with pytest.raises(APIConnectionError, match="certificate not trusted"):
                await client.users.list()


@pytest.mark.usefixtures("ours")
async def test_a_client_shows_a_certificate_of_its_own(tmp_path: Path) -> None:
    trust = {"verify": authority_file(tmp_path)}
    with RawServer([OK], tls=server_tls("127.0.0.1", asks=True)) as server:
        async with AsyncOneRosterClient(**server.open, **trust, cert=client_file(tmp_path)) as client:
            assert len(await client.users.list()) == 1
        async with AsyncOneRosterClient(**server.open, **trust, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError):
                await client.users.list()


@pytest.mark.usefixtures("ours")
async def test_a_key_behind_a_password_is_opened_with_it_and_never_asked_about(tmp_path: Path) -> None:
    trust = {"verify": authority_file(tmp_path)}
    files = encrypted_client_files(tmp_path, SECRET)
    with RawServer([OK], tls=server_tls("127.0.0.1", asks=True)) as server:
        async with AsyncOneRosterClient(**server.open, **trust, cert=(*files, SECRET)) as client:
            assert len(await client.users.list()) == 1
        for cert in (files, (*files, f"{SECRET}!")):
            async with AsyncOneRosterClient(**server.open, **trust, cert=cert) as client:
                with pytest.raises(ConfigurationError, match=r"client\.crt' .*password") as caught:
                    await client.users.list()
            assert SECRET not in told(caught.value)


@pytest.mark.usefixtures("ours")
async def test_to_trust_anyone_is_warned_about() -> None:
    with RawServer([OK], tls=server_tls("127.0.0.1")) as server:
        with pytest.warns(InsecureConnectionWarning, match="verify=False"):
            client = AsyncOneRosterClient(**server.open, verify=False)
        async with client:
            assert len(await client.users.list()) == 1


def expired(names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    then = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    authority().issue_cert(names, not_after=then).configure_cert(context)
    return context


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    ("context", "said"),
    [
        (lambda: server_tls("127.0.0.1", signer=trustme.CA()), "(local issuer|self-signed).* in verify="),
        (lambda: server_tls("other.example"), "address mismatch|is not valid for"),
        (lambda: expired("127.0.0.1"), "expired"),
    ],
)  # fmt: skip
async def test_what_is_wrong_with_a_certificate_is_told(
    context: Callable[[], ssl.SSLContext], said: str, tmp_path: Path
) -> None:
    with RawServer([OK], tls=context()) as server:
        async with AsyncOneRosterClient(**server.open, verify=authority_file(tmp_path)) as client:
            with pytest.raises(APIConnectionError, match=f"not trusted: .*({said})") as caught:
                await client.users.list()
    assert caught.value.attempts == 1


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
async def test_a_file_of_the_environment_that_is_not_there_is_named(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "/no/such/place")
    with pytest.raises(ConfigurationError, match=f"{variable}.*'/no/such/place'"):
        AsyncOneRosterClient(**at("https"))
    async with AsyncOneRosterClient(**at("http")):
        pass  # nothing there is needed


async def test_a_file_that_is_given_and_cannot_be_used_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    for name, value in {"verify": "/no/such", "cert": ("/no/such", "/nor/this")}.items():
        with pytest.raises(ConfigurationError, match=f"{name}=.*'/no/such'"):
            AsyncOneRosterClient(**at("https", **{name: value}))
    for setting in ({"verify": empty}, {"cert": str(empty)}):
        async with AsyncOneRosterClient(**at("https", **setting)) as client:
            with pytest.raises(ConfigurationError, match=r"empty\.pem"):
                await client.users.list()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("none")
    async with AsyncOneRosterClient(**at("https", verify=folder)) as client:
        with pytest.raises(ConfigurationError, match=r"verify=: the folder .*folder' holds no certificates"):
            await client.users.list()
    # An empty path would be the folder that the program runs in.
    for setting in (
        {"verify": ""},
        {"verify": 1},
        {"cert": 5},
        {"verify": ssl.create_default_context(), "cert": str(empty)},
    ):
        with pytest.raises(ConfigurationError, match=r"verify=|cert="):
            AsyncOneRosterClient(**at("https", **setting))


# -- reasons --------------------------------------------------------------------------------------------


async def test_no_reason_holds_a_secret_or_a_query(engine: dict[str, Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    where = {"base_url": f"http://127.0.0.1:{port}", "auth": lambda: SECRET}
    async with AsyncOneRosterClient(**where, **engine, max_retries=0) as client:
        with pytest.raises(APIConnectionError, match=f"no connection to 127.0.0.1:{port}: ") as caught:
            await client.users.list(where={"email": f"{SECRET}@example.org"})
    assert caught.value.reason is FailureReason.REFUSED
    assert (caught.value.host, caught.value.port) == ("127.0.0.1", port)
    assert SECRET not in told(caught.value)


async def test_a_name_without_an_address_is_told(engine: dict[str, Any]) -> None:
    where = {"base_url": "https://no-such-host.invalid", "auth": None, **engine}
    async with AsyncOneRosterClient(**where) as client:
        AsyncFakeClock().put_into(client)
        with pytest.raises(APIConnectionError, match=r"no-such-host\.invalid:443: name not found") as caught:
            await client.users.list()
    assert (caught.value.reason, caught.value.attempts) == (FailureReason.NAME_NOT_FOUND, 4)


async def test_a_server_without_tls_is_told_apart_and_not_tried_again(engine: dict[str, Any]) -> None:
    with RawServer(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        where = {"base_url": f"https://127.0.0.1:{server.port}", "auth": None, **engine}
        async with AsyncOneRosterClient(**where, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError, match="TLS failed: wrong version number") as caught:
                await client.users.list()
    assert (caught.value.reason, caught.value.attempts) == (FailureReason.TLS, 1)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("said", [RESET, HANG_UP, OK.cut()])
async def test_a_connection_that_is_lost_within_tls_is_no_fault_of_tls(said: Reply, tmp_path: Path) -> None:
    with RawServer([said, said, OK], tls=server_tls("127.0.0.1")) as server:
        where = {**server.open, "verify": authority_file(tmp_path)}
        async with AsyncOneRosterClient(**where, retry=AT_ONCE) as client:
            assert len(await client.users.list()) == 1
            server.replies = [said]
            with pytest.raises(APIConnectionError) as caught:
                await client.with_options(max_retries=0).users.list()
    assert (len(server.seen), caught.value.reason) == (4, FailureReason.LOST)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("said", [HOLD, OK.slow(1.0), OK.slow(1.0, head=True)])
async def test_a_deadline_that_passes_within_tls_is_told_as_one(said: Reply, tmp_path: Path) -> None:
    with RawServer([said], tls=server_tls("127.0.0.1")) as server:
        async with AsyncOneRosterClient(
            **server.open, verify=authority_file(tmp_path), timeout=0.5
        ) as client:
            with pytest.raises(APITimeoutError, match="the deadline passed") as caught:
                await client.users.list()
    assert caught.value.reason is FailureReason.TIMED_OUT


async def test_a_handshake_that_never_ends_is_told_in_our_words(monkeypatch: pytest.MonkeyPatch) -> None:
    # asyncio, on which aiohttp builds, leaves such a socket to the garbage collector.
    monkeypatch.setitem(sys.modules, "timeback._http.aiohttp_pool", None)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        async with AsyncOneRosterClient(base_url=url, auth=None, timeout=0.5) as client:
            with pytest.raises(APIConnectionError) as caught:
                await client.users.list()
    assert caught.value.reason is FailureReason.TIMED_OUT
    assert "_ssl" not in str(caught.value)


@pytest.mark.parametrize(
    "host", ["a..b", ".a", "a" * 64 + ".example", "256.1.1.1", "a.example:0", "b\u00fccher" * 12 + ".example"]
)
async def test_what_can_be_no_host_is_refused(host: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url="):
        AsyncOneRosterClient(base_url=f"https://{host}", auth=None)
    with pytest.raises(ConfigurationError, match="proxy="):
        AsyncOneRosterClient(**at("https", proxy=f"http://{host}"))


# -- token endpoints ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token_auth", "header", "form"),
    [
        (None, "my id:s+c/r=t", "grant_type=client_credentials"),
        ("basic", "my+id:s%2Bc%2Fr%3Dt", "grant_type=client_credentials"),
        ("body", None, "grant_type=client_credentials&client_id=my+id&client_secret=s%2Bc%2Fr%3Dt"),
    ],
)
async def test_id_and_secret_are_sent_as_the_token_endpoint_wants_them(
    token_auth: Any, header: str | None, form: str
) -> None:
    with RawServer([OK]) as server:
        pair = {"client_id": "my id", "client_secret": "s+c/r=t", "token_auth": token_auth}
        async with AsyncOneRosterClient(**{**server.credentials, **pair}) as client:
            await client.users.list()
    (asked,) = server.token_seen
    sent = asked.headers.get("authorization")
    assert sent == (header and f"Basic {base64.b64encode(header.encode()).decode()}")
    assert asked.body.decode() == form


async def test_another_way_to_send_them_is_refused() -> None:
    pair = {"auth_url": "https://auth.example", "client_id": "a", "client_secret": "b"}
    with pytest.raises(ConfigurationError, match="token_auth= must be 'basic' or 'body'"):
        AsyncOneRosterClient(base_url="https://api.example", **pair, token_auth="digest")  # type: ignore[arg-type]
