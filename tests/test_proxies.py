"""Which proxy leads where, without any network."""

from __future__ import annotations

import pytest

from timeback._http.proxies import Proxies
from timeback.errors import ConfigurationError

NAMES = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def way(origin: str, *, trust_env: bool = True) -> str | None:
    proxy = Proxies(trust_env=trust_env).to(origin)
    return proxy.place if proxy else None


@pytest.mark.parametrize(
    ("no_proxy", "origin", "direct"),
    [
        ("*", "https://api.example", True),
        ("api.example", "https://api.example", True),
        ("API.Example", "https://api.example", True),
        ("example", "https://api.example", True),
        ("api.example", "https://other.example", False),
        ("pi.example", "https://api.example", False),
        (".api.example", "https://api.example", False),
        (".example", "https://api.example", True),
        ("*.example", "https://api.example", True),
        ("other.test, api.example", "https://api.example", True),
        ("other.test api.example", "https://api.example", True),
        ("api.example:443", "https://api.example", True),
        ("api.example:8443", "https://api.example", False),
        ("api.example:8443", "https://api.example:8443", True),
        ("http://api.example", "https://api.example", False),
        ("https://api.example", "https://api.example", True),
        ("all://api.example", "https://api.example", True),
        ("10.0.0.7", "https://10.0.0.7", True),
        ("10.0.0.0/8", "https://10.0.0.7", True),
        ("10.0.0.0/8", "https://11.0.0.7", False),
        ("0.7", "https://10.0.0.7", False),
        ("fd00::7", "https://[fd00::7]", True),
        ("[fd00::7]", "https://[fd00::7]:8443", True),
        ("fd00::/8", "https://[fd00::7]", True),
        ("api.example.", "https://api.example", True),
        ("api.example", "https://api.example.", True),
        ("https://api.example/", "https://api.example", True),
        ("other.test;api.example", "https://api.example", True),
        ("*:443", "https://api.example", True),
        ("a*.example", "https://api.example", True),
        ("10.0.0.*", "https://10.0.0.7", True),
        ("10.0.0.*", "https://10.0.1.7", False),
        ("10.0.0.7", "https://[::ffff:10.0.0.7]", True),
        ("bücher.example", "https://xn--bcher-kva.example", True),
        ("xn--bcher-kva.example", "https://bücher.example", True),
        (".bücher.example", "https://bücher.example", False),
        (".bücher.example", "https://api.xn--bcher-kva.example", True),
        ("", "https://api.example", False),
        (",,:::,[", "https://api.example", False),
    ],
)
def test_what_no_proxy_names_is_reached_directly(
    no_proxy: str, origin: str, direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert way(origin) == (None if direct else "proxy.test:3128")


def test_a_scheme_of_its_own_comes_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "any.test")
    monkeypatch.setenv("https_proxy", "https://secure.test")
    assert (way("http://a.example"), way("https://a.example")) == ("any.test:80", "secure.test:443")
    assert way("https://a.example", trust_env=False) is None


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "api.localhost",
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)
def test_this_machine_is_reached_directly(host: str) -> None:
    assert Proxies("http://proxy.test").to(f"http://{host}:8080") is None


def test_the_one_that_is_given_takes_the_place_of_the_environment_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    proxy = Proxies("http://ada:p%40ss@proxy.test:3128").to("https://api.example")
    assert proxy is not None
    assert (proxy.url, proxy.place) == ("http://proxy.test:3128", "proxy.test:3128")
    assert proxy.authorization() == {"proxy-authorization": "Basic YWRhOnBAc3M="}
    assert "p@ss" not in repr(proxy)


def test_one_of_the_environment_that_cannot_be_used_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://ada:c4nary@proxy.test")
    with pytest.raises(ConfigurationError, match="environment") as caught:
        way("https://api.example")
    assert "c4nary" not in str(caught.value)
