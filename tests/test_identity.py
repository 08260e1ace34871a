"""Signing in by OpenID Connect and LTI, as FastAPI, Flask and Django mount it, at the provider of the sandbox."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import itsdangerous
import pytest
from fastapi import FastAPI
from flask import Flask

from tests._async.apps.conftest import CONFIG, STUDENT
from tests.sign_ins import APP, IDENTITY, ROUTES, Browser, Send
from tests.sweeping import sweep
from timeback import ConfigurationError, TimebackClient
from timeback.apps import App
from timeback.sandbox import Sandbox
from timeback.sandbox.openid import OpenIdProvider
from timeback.server import TimebackConfig
from timeback.server import fastapi as fitted
from timeback.server.flask import Timeback
from timeback.server.identity import Identity, LtiPlatform, OidcProvider, SignInData

SECRET = "a secret of at least thirty-two characters"
Claims = dict[str, Any]


def provider(sandbox: Sandbox, **more: Any) -> OidcProvider:
    made = {
        "client_id": sandbox.client_id,
        "client_secret": sandbox.client_secret,
        "issuer": sandbox.base_url,
    }
    return OidcProvider(**{**made, **more})


def platform(sandbox: Sandbox, **more: Any) -> LtiPlatform:
    keys = f"{sandbox.base_url}/.well-known/jwks.json"
    made = {"audience": sandbox.client_id, "issuer": sandbox.base_url, "jwks_url": keys}
    return LtiPlatform(**{**made, **more})


def identity_of(sandbox: Sandbox, **more: Any) -> Identity:
    return Identity(**{"secret": SECRET, "oidc": provider(sandbox), "lti": platform(sandbox), **more})


def flask_sender(sandbox: Sandbox, identity: Identity) -> Iterator[Send]:
    app = Flask(__name__)
    timeback = Timeback(app, TimebackConfig.read({**sandbox.credentials, "app": App(config=CONFIG)}))
    app.register_blueprint(timeback.routes(identity), url_prefix=ROUTES)
    with httpx.Client(transport=httpx.WSGITransport(app), base_url=APP) as client:
        yield client.request
    app.extensions["timeback"].close()


def fastapi_sender(sandbox: Sandbox, identity: Identity) -> Iterator[Send]:
    app = FastAPI()
    server = fitted.install(app, TimebackConfig.read({**sandbox.credentials, "app": App(config=CONFIG)}))
    app.include_router(fitted.routes(identity), prefix=ROUTES)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=APP)
        yield lambda *arguments, **more: runner.run(client.request(*arguments, **more))
        runner.run(client.aclose())
        runner.run(server.aclose())


SENDERS = {"fastapi": fastapi_sender, "flask": flask_sender}
Open = Callable[..., Browser]


@pytest.fixture(params=SENDERS)
def open_app(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Open]:
    """Opens an application of each framework in a browser."""
    opened: list[Iterator[Send]] = []

    def open_one(**settings: Any) -> Browser:
        sender = SENDERS[request.param](sandbox, identity_of(sandbox, **settings))
        opened.append(sender)
        return Browser(next(sender), sandbox)

    yield open_one
    for each in opened:
        assert list(each) == []


@pytest.fixture
def browser(open_app: Open) -> Browser:
    return open_app()


@pytest.fixture
def flask_browser(sandbox: Sandbox) -> Iterator[Browser]:
    """An application of Flask alone, where the frameworks have no part in what is tested."""
    sender = flask_sender(sandbox, identity_of(sandbox))
    yield Browser(next(sender), sandbox)
    assert list(sender) == []


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has the provider sign other claims: None takes one away."""

    sign = OpenIdProvider.sign

    def change(**changes: Any) -> None:
        def other(self: OpenIdProvider, claims: Claims) -> str:
            wrong = {**claims, **changes}
            return sign(self, {name: each for name, each in wrong.items() if each is not None})

        monkeypatch.setattr(OpenIdProvider, "sign", other)

    return change


def fault(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# -- a sign-in ----------------------------------------------------------------------------------


def test_a_student_signs_in_and_out(browser: Browser) -> None:
    assert browser.go("GET", f"{ROUTES}/user/me").status_code == 401
    asked = browser.begin(return_to="/lessons?unit=1#top")
    assert asked["redirect_uri"] == f"{APP}{IDENTITY}/callback"
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == (
        "code",
        "openid email profile",
        "S256",
    )
    (flow,) = browser.set
    assert all(each in flow.lower() for each in ("httponly", "samesite=lax", "path=/", "max-age=600"))
    answer = browser.go("GET", browser.choose(asked, STUDENT))
    assert (answer.status_code, answer.headers["location"]) == (302, "/lessons?unit=1#top")
    assert answer.headers["cache-control"] == "no-store"
    assert list(browser.cookies) == ["timeback-session"]
    assert "httponly" in browser.set[1].lower() and "samesite=lax" in browser.set[1].lower()
    me = browser.go("GET", f"{ROUTES}/user/me")
    assert me.json()["id"] == STUDENT, me.text
    assert browser.go("GET", f"{IDENTITY}/signout").headers["location"] == "/"
    assert browser.cookies == {}
    assert browser.go("GET", f"{ROUTES}/user/me").status_code == 401


def test_two_sign_ins_may_be_under_way_in_one_browser(browser: Browser) -> None:
    one, other = browser.begin(return_to="/one"), browser.begin(return_to="/other")
    assert browser.go("GET", browser.choose(one, STUDENT)).headers["location"] == "/one"
    assert browser.go("GET", browser.choose(other, STUDENT)).headers["location"] == "/other"


def test_sign_ins_that_nobody_went_on_with_do_not_pile_up(flask_browser: Browser) -> None:
    for _ in range(12):
        last = flask_browser.begin()
        assert len(flask_browser.cookies) <= 5
    assert flask_browser.go("GET", flask_browser.choose(last, STUDENT)).status_code == 302


def test_b52_an_answer_is_believed_by_the_browser_that_asked_alone(browser: Browser) -> None:
    back = browser.choose(browser.begin(), STUDENT)
    mine = dict(browser.cookies)
    browser.cookies = {}
    assert fault(browser.go("GET", back)) == (400, "invalid_state")  # a link that somebody was sent
    browser.begin()
    assert fault(browser.go("GET", back)) == (400, "invalid_state")
    browser.cookies = {name: value[:-2] + "xx" for name, value in mine.items()}
    assert fault(browser.go("GET", back)) == (400, "invalid_state")
    for path in (
        f"{IDENTITY}/callback",
        f"{IDENTITY}/callback?error=access_denied",
        f"{IDENTITY}/callback?state=%ff",
    ):
        assert fault(browser.go("GET", path)) == (400, "invalid_state")
    browser.cookies = mine
    assert browser.go("GET", back).status_code == 302
    assert fault(browser.go("GET", back)) == (400, "invalid_state")  # once


def test_what_the_provider_refuses_is_told(browser: Browser, sandbox: Sandbox) -> None:
    assert fault(browser.go("GET", browser.choose(browser.begin(), "nobody"))) == (400, "access_denied")
    state = browser.begin()["state"]
    error = {"state": state, "error": "<script>", "iss": sandbox.base_url}
    assert fault(browser.go("GET", f"{IDENTITY}/callback", params=error)) == (400, "provider_error")
    state = browser.begin()["state"]
    query = {"state": state, "iss": sandbox.base_url}
    assert fault(browser.go("GET", f"{IDENTITY}/callback", params=query)) == (400, "missing_code")
    state = browser.begin()["state"]
    query = {"state": state, "code": "x", "iss": "https://other.example"}
    assert fault(browser.go("GET", f"{IDENTITY}/callback", params=query)) == (400, "invalid_issuer")
    state = browser.begin()["state"]
    query = {"state": state, "code": "guessed", "iss": sandbox.base_url}
    assert fault(browser.go("GET", f"{IDENTITY}/callback", params=query)) == (500, "token_exchange_failed")


def test_what_the_token_endpoint_says_stays_here(
    flask_browser: Browser, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    asked = flask_browser.begin()
    body = {"error": "invalid_grant", "error_description": "canary"}
    sandbox.faults.add(status=400, body=body, path="/oauth2/token")
    answer = flask_browser.go("GET", flask_browser.choose(asked, STUDENT))
    assert fault(answer) == (500, "token_exchange_failed")
    assert "canary" not in answer.text + caplog.text
    sandbox.faults.add(status=200, body={"access_token": "canary"}, path="/oauth2/token")
    answer = flask_browser.sign_in(STUDENT)
    assert fault(answer) == (500, "token_exchange_failed")
    assert "canary" not in answer.text + caplog.text


ELSEWHERE = [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "evil", "/a\nb", "/\t/evil", "",
    "javascript:alert(1)", "/" + "a" * 2000, "/ä",
]  # fmt: skip


def test_the_way_back_lies_within_the_application(flask_browser: Browser) -> None:
    def check(path: str) -> None:
        query = {"return_to": path}
        assert fault(flask_browser.go("GET", f"{IDENTITY}/signin", params=query)) == (
            400,
            "invalid_return_to",
        )
        assert flask_browser.cookies == {}
        assert flask_browser.go("GET", f"{IDENTITY}/signout", params=query).headers["location"] == "/"

    sweep(ELSEWHERE, check)


WRONG: dict[str, Claims] = {
    "another issuer": {"iss": "https://other.example"},
    "no issuer": {"iss": None},
    "another client": {"aud": "another client"},
    "others too, who asked": {"aud": ["timeback-sandbox", "another client"], "azp": "another client"},
    "for nobody": {"aud": None},
    "expired": {"exp": 1_700_000_000},
    "endless": {"exp": None},
    "a time in words": {"exp": "tomorrow"},
    "not yet": {"nbf": 4_000_000_000},
    "of no time": {"iat": None},
    "another sign-in": {"nonce": "of another sign-in"},
    "no sign-in": {"nonce": None},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "nobody": {"sub": None},
    "a blank": {"sub": ""},
    "a number": {"sub": 7},
}


def test_b52_an_id_token_must_say_what_it_should(
    flask_browser: Browser, changed: Callable[..., None]
) -> None:
    def check(name: str) -> None:
        changed(**WRONG[name])
        assert fault(flask_browser.sign_in(STUDENT)) == (502, "invalid_id_token")
        assert flask_browser.cookies == {}

    sweep(WRONG, check)


def test_b52_an_id_token_must_be_signed_by_the_provider(
    flask_browser: Browser, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from joserfc import jwk, jwt

    def forge(token: Callable[[Claims], str]) -> tuple[int, str]:
        with monkeypatch.context() as patched:
            patched.setattr(OpenIdProvider, "sign", lambda self, claims: token(dict(claims)))
            return fault(flask_browser.sign_in(STUDENT))

    (public,) = httpx.get(f"{sandbox.base_url}/.well-known/jwks.json", trust_env=False).json()["keys"]
    mine = jwk.RSAKey.generate_key(2048, {"kid": public["kid"]})
    shared = jwk.OctKey.import_key(json.dumps(public))
    refused = (502, "invalid_id_token")
    assert forge(lambda claims: jwt.encode({"alg": "RS256", "kid": public["kid"]}, claims, mine)) == refused
    assert forge(lambda claims: jwt.encode({"alg": "RS256", "kid": "unknown"}, claims, mine)) == refused
    assert forge(lambda claims: jwt.encode({"alg": "RS256"}, claims, mine)) == refused
    assert forge(lambda claims: jwt.encode({"alg": "HS256", "kid": public["kid"]}, claims, shared)) == refused
    head = itsdangerous.encoding.base64_encode(b'{"alg":"none"}').decode()
    body = itsdangerous.encoding.base64_encode
    assert forge(lambda claims: f"{head}.{body(json.dumps(claims)).decode()}.") == refused
    assert forge(lambda claims: "no token") == refused
    assert forge(lambda claims: "ä.b.c") == refused


def test_keys_may_be_replaced(browser: Browser, sandbox: Sandbox) -> None:
    assert browser.sign_in(STUDENT).status_code == 302
    sandbox.rotate_keys()
    assert browser.sign_in(STUDENT).status_code == 302
    assert len(sandbox.requests.to("GET", "/.well-known/jwks.json")) == 2
    assert browser.sign_in(STUDENT).status_code == 302
    assert len(sandbox.requests.to("GET", "/.well-known/jwks.json")) == 2


def test_unknown_keys_are_not_asked_for_each_time(flask_browser: Browser, sandbox: Sandbox) -> None:
    flask_browser.sign_in(STUDENT)
    for _ in range(4):
        forged = Sandbox(students=1)
        try:
            token = forged.core.openid.sign({"iss": sandbox.base_url})
        finally:
            forged.close()
        assert fault(flask_browser.launch(token)) == (401, "invalid_id_token")
    assert len(sandbox.requests.to("GET", "/.well-known/jwks.json")) == 2


# -- who it is ----------------------------------------------------------------------------------


def test_an_address_must_be_verified_known_and_one_persons(
    open_app: Open, sandbox: Sandbox, changed: Callable[..., None]
) -> None:
    browser = open_app()
    with TimebackClient(**sandbox.credentials) as timeback:
        user = timeback.oneroster.users.get(STUDENT).to_dict("json")
    twins = {"users": [user, {**user, "sourcedId": "another"}]}
    sandbox.faults.add(status=200, body=twins, path="/ims/oneroster/rostering/v1p2/users*")
    assert fault(browser.sign_in(STUDENT)) == (409, "timeback_user_ambiguous")
    sandbox.faults.add(status=500, path="/ims/oneroster/rostering/v1p2/users*", times=9)
    assert fault(browser.sign_in(STUDENT)) == (502, "timeback_user_lookup_failed")
    sandbox.faults.clear()
    changed(email="nobody@lakeview.example")
    assert fault(browser.sign_in(STUDENT)) == (404, "timeback_user_not_found")
    assert open_app(oidc=provider(sandbox, look_up=False)).sign_in(STUDENT).status_code == 302
    changed(email="nobody@lakeview.example", email_verified="false")
    assert fault(browser.sign_in(STUDENT)) == (403, "email_not_verified")
    lenient = open_app(oidc=provider(sandbox, verified_email=False, look_up=False))
    assert lenient.sign_in(STUDENT).status_code == 302
    assert "session" in str(lenient.cookies)
    changed(name="n" * 10_000)
    assert browser.sign_in(STUDENT).status_code == 302
    assert len(browser.cookies["timeback-session"]) < 1000


def test_the_address_may_come_of_the_userinfo(
    flask_browser: Browser, changed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for absent in (None, ""):
        changed(email=absent, email_verified=None)
        assert flask_browser.sign_in(STUDENT).status_code == 302
    changed(email=None, sub="somebody else")
    assert fault(flask_browser.sign_in(STUDENT)) == (502, "invalid_userinfo")
    monkeypatch.setattr(OpenIdProvider, "user_of", lambda self, token: None)
    assert fault(flask_browser.sign_in(STUDENT)) == (502, "provider_unusable")


def test_the_application_may_change_or_refuse_a_sign_in(open_app: Open) -> None:
    seen: list[SignInData] = []

    def greet(data: SignInData) -> SignInData | None:
        seen.append(data)
        data.return_to = "/welcome"
        return data if data.user.timeback_id == STUDENT else None

    browser = open_app(on_sign_in=greet, failure="/oops?x=1")
    assert browser.sign_in(STUDENT).headers["location"] == "/welcome"
    assert seen[0].claims["given_name"] and seen[0].user.email not in repr(seen[0])
    answer = browser.sign_in("student-00002")
    assert (answer.status_code, answer.headers["location"]) == (302, "/oops?x=1&error=sign_in_refused")
    assert not any("signin" in name for name in browser.cookies)


def test_a_hook_cannot_lead_elsewhere(open_app: Open, caplog: pytest.LogCaptureFixture) -> None:
    def stray(data: SignInData) -> SignInData:
        data.return_to = "https://evil.example"
        return data

    assert open_app(on_sign_in=stray, home="/lessons").sign_in(STUDENT).headers["location"] == "/lessons"
    assert "return_to" in caplog.text


def test_a_hook_that_fails_is_told_by_its_place(open_app: Open, caplog: pytest.LogCaptureFixture) -> None:
    def fail(data: SignInData) -> None:
        raise KeyError(data.user.email)

    browser = open_app(on_sign_in=fail)
    assert fault(browser.sign_in(STUDENT)) == (500, "internal_error")
    assert "KeyError (test_identity.py:" in caplog.text
    assert "lakeview" not in caplog.text
    assert browser.cookies == {}


def test_a_session_ends_and_cannot_be_made(flask_browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    flask_browser.sign_in(STUDENT)
    value = flask_browser.cookies["timeback-session"]
    me = f"{ROUTES}/user/verify"
    assert flask_browser.go("GET", me).status_code == 200
    content, _, rest = value.partition(".")
    for other in (value + "x", f"{content}A.{rest}", content, "", "a.b.c", value.upper()):
        flask_browser.cookies["timeback-session"] = other
        assert flask_browser.go("GET", me).status_code == 401
    # The value of a sign-in under way is none of a session, nor that of another kind of site.
    flask_browser.cookies = {}
    flask_browser.begin()
    (flow,) = flask_browser.cookies.values()
    for name, planted in (("timeback-session", flow), ("__Host-timeback-session", value)):
        flask_browser.cookies = {name: planted}
        assert flask_browser.go("GET", me).status_code == 401
    flask_browser.cookies = {"timeback-session": value}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 + 5)
    assert flask_browser.go("GET", me).status_code == 401


def test_a_secret_can_be_replaced(sandbox: Sandbox) -> None:
    old, new = "o" * 32, "n" * 32
    user = Identity(secret=old, oidc=provider(sandbox)).cookies.session  # made by the old one
    from timeback.server.identity import SignedIn

    cookie = user(SignedIn(subject="s", issuer="i", email="e"), secure=False)
    jar = {cookie.name: cookie.value}
    assert Identity(secret=[new, old], oidc=provider(sandbox)).get_user(jar) is not None
    assert Identity(secret=new, oidc=provider(sandbox)).get_user(jar) is None


def test_behind_a_proxy_cookies_are_those_of_https(open_app: Open, sandbox: Sandbox) -> None:
    browser = open_app(url="https://farm.example/api/timeback")
    target = browser.go("GET", f"{IDENTITY}/signin").headers["location"]
    assert "redirect_uri=https%3A%2F%2Ffarm.example%2Fapi%2Ftimeback%2Fidentity%2Fcallback" in target
    assert "__Host-" in browser.set[0] and "secure" in browser.set[0].lower()
    browser = open_app()
    answer = browser.go("GET", f"{IDENTITY}/signin", headers={"host": "farm.example"})
    assert fault(answer) == (500, "insecure_url")


def test_other_origins_and_methods_are_refused(browser: Browser) -> None:
    browser.sign_in(STUDENT)
    foreign = {"sec-fetch-site": "cross-site"}
    assert fault(browser.go("GET", f"{IDENTITY}/signout", headers=foreign)) == (403, "forbidden")
    assert list(browser.cookies) == ["timeback-session"]
    assert fault(browser.go("POST", f"{IDENTITY}/signin")) == (405, "method_not_allowed")
    assert fault(browser.go("GET", f"{IDENTITY}/nothing")) == (404, "not_found")
    assert browser.go("POST", f"{IDENTITY}/signout").status_code == 302


# -- launches -----------------------------------------------------------------------------------


def test_a_launch_signs_in_once(browser: Browser) -> None:
    token = browser.launch_token(STUDENT)
    answer = browser.launch(token)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert browser.go("GET", f"{ROUTES}/user/verify").json()["timebackId"] == STUDENT
    assert fault(browser.launch(token)) == (401, "replayed_launch")


def test_a_launch_must_be_the_platforms(flask_browser: Browser, changed: Callable[..., None]) -> None:
    def check(name: str) -> None:
        changed(**WRONG[name])
        answer = flask_browser.launch(flask_browser.launch_token(STUDENT))
        assert fault(answer) == (401, "invalid_id_token")

    sweep([name for name in WRONG if not {"nonce", "at_hash"} & {*WRONG[name]}], check)


def test_what_is_no_launch_is_refused(open_app: Open, sandbox: Sandbox, changed: Callable[..., None]) -> None:
    browser = open_app()
    path = f"{IDENTITY}/launch"
    assert fault(browser.go("POST", path, json={"id_token": "x"})) == (400, "invalid_launch")
    assert fault(browser.go("POST", path, data={"x": "y"})) == (400, "invalid_launch")
    assert fault(browser.go("POST", path, content=b"x" * 70_000)) == (413, "too_large")
    assert fault(browser.go("GET", path)) == (405, "method_not_allowed")
    assert fault(browser.launch("no token")) == (401, "invalid_id_token")
    strict = open_app(lti=platform(sandbox, origins=["https://platform.example"]))
    token = strict.launch_token(STUDENT)
    assert fault(strict.launch(token, origin="https://evil.example")) == (403, "foreign_launch")
    assert strict.launch(token).status_code == 302
    changed(iat=int(time.time()) - 700)
    assert fault(browser.launch(browser.launch_token(STUDENT))) == (401, "invalid_launch")
    assert fault(open_app(lti=None).launch("x")) == (404, "not_found")
    assert fault(open_app(oidc=None).go("GET", f"{IDENTITY}/signin")) == (404, "not_found")


def test_a_launch_leads_into_the_application(flask_browser: Browser, changed: Callable[..., None]) -> None:
    places: dict[object, str] = {
        f"{APP}/lessons/7?x=1": "/lessons/7?x=1",
        "https://evil.example/x": "/",
        f"{APP}//evil.example": "/",
        "http://[": "/",
        7: "/",
    }
    for target, place in places.items():
        changed(**{"https://purl.imsglobal.org/spec/lti/claim/target_link_uri": target})
        answer = flask_browser.launch(flask_browser.launch_token(STUDENT))
        assert answer.headers["location"] == place


# -- providers that cannot be used --------------------------------------------------------------


def test_a_provider_is_asked_again_and_then_told_of(
    flask_browser: Browser, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.faults.add(status=503, path="/.well-known/*", times=1)
    assert flask_browser.begin()
    sandbox.faults.add(status=200, body={"issuer": "https://other.example"}, path="/.well-known/*", times=9)
    assert fault(flask_browser.sign_in(STUDENT)) == (502, "invalid_id_token")  # its keys are none
    sandbox.faults.clear()
    assert "student" not in caplog.text


@pytest.mark.parametrize(
    "change",
    [{"issuer": "https://other.example"}, {"token_endpoint": "http://other.example/token"}, {"jwks_uri": 7}],
    ids=str,
)
def test_a_providers_configuration_is_checked(sandbox: Sandbox, change: dict[str, Any]) -> None:
    configuration = httpx.get(f"{sandbox.base_url}/.well-known/openid-configuration", trust_env=False).json()
    path = "/.well-known/openid-configuration"
    sandbox.faults.add(status=200, body={**configuration, **change}, path=path, times=9)
    sender = flask_sender(sandbox, identity_of(sandbox))
    assert fault(Browser(next(sender), sandbox).go("GET", f"{IDENTITY}/signin")) == (502, "provider_unusable")
    assert list(sender) == []


def test_settings_are_checked(sandbox: Sandbox) -> None:
    good = provider(sandbox)
    wrong: list[Callable[[], object]] = [
        lambda: Identity(secret="short", oidc=good),
        lambda: Identity(secret=[], oidc=good),
        lambda: Identity(secret=SECRET),
        lambda: Identity(secret=SECRET, oidc=good, home="https://farm.example"),
        lambda: Identity(secret=SECRET, oidc=good, failure="//farm.example"),
        lambda: Identity(secret=SECRET, oidc=good, url="http://farm.example"),
        lambda: OidcProvider(client_id="c"),
        lambda: OidcProvider(client_id="", env="staging"),
        lambda: OidcProvider(client_id="c", env="staging", issuer="https://x.example"),
        lambda: OidcProvider(client_id="c", env="prodution"),
        lambda: OidcProvider(client_id="c", issuer="http://x.example"),
        lambda: OidcProvider(client_id="c", env="staging", scope="email"),
        lambda: LtiPlatform(audience="a"),
        lambda: LtiPlatform(audience="", env="staging"),
        lambda: LtiPlatform(audience="a", issuer="https://x.example"),
    ]
    for each in wrong:
        with pytest.raises(ConfigurationError):
            each()
    assert OidcProvider(client_id="c", env="production").issuer.endswith("us-east-1_3uhuoRM3R")
    launch = LtiPlatform(audience="a", env="staging")
    assert (launch.issuer, launch.jwks_url) == (
        "https://staging.timeback.com",
        "https://platform.dev.timeback.com/.well-known/jwks.json",
    )


def test_nothing_secret_is_told(
    flask_browser: Browser, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = flask_browser.begin()
    back = flask_browser.choose(asked, STUDENT)
    flask_browser.go("GET", back)
    with TimebackClient(**sandbox.credentials) as timeback:
        email = str(timeback.oneroster.users.get(STUDENT).email)
    value = flask_browser.cookies["timeback-session"]
    secrets = [
        sandbox.client_secret,
        SECRET,
        asked["state"],
        asked["nonce"],
        value,
        email,
        dict(httpx.QueryParams(back.partition("?")[2]))["code"],
    ]
    told = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("timeback"))
    identity = identity_of(sandbox)
    shown = f"{told} {identity!r} {identity.oidc!r} {identity.get_user({'timeback-session': value})!r}"
    assert [each for each in secrets if each in shown] == []


# -- Django -------------------------------------------------------------------------------------

DJANGO = """
import asyncio, json, sys
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, TIMEBACK=json.loads(sys.argv[1]), SECRET_KEY="x",
    INSTALLED_APPS=["timeback.server.django"], MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
)
import django
from django.test import AsyncClient, Client
from django.urls import include, path

from tests.sign_ins import IDENTITY, ROUTES, Browser
from tests.test_identity import APP, STUDENT, identity_of
from timeback.server.django.routes import async_urls, urls

django.setup()
from types import SimpleNamespace
import httpx

about = SimpleNamespace(**json.loads(sys.argv[2]))
identity = identity_of(about)
urlpatterns = [path("sync/", include(urls(identity))), path("async/", include(async_urls(identity)))]
strict = {"enforce_csrf_checks": True, "HTTP_HOST": "127.0.0.1:8000"}


def send(method, path, headers, params=None, data=None):
    more = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    url = str(httpx.URL(path, params=params) if params else path).replace("/api/timeback", f"/{world}")
    client = Client(**strict)
    form = {"data": str(httpx.QueryParams(data)), "content_type": "application/x-www-form-urlencoded"} if data else {}
    found = client.generic(method, url, **form, **more)
    cookies = [("set-cookie", each.OutputString()) for each in found.cookies.values()]
    return httpx.Response(found.status_code, headers=[*found.headers.items(), *cookies], content=found.content)


for world in ("sync", "async"):
    browser = Browser(send, about)
    assert browser.go("GET", f"{ROUTES}/user/me").status_code == 401
    assert browser.sign_in(STUDENT, return_to="/x").headers["location"] == "/x"
    assert "httponly" in browser.set[1].lower() and "samesite=lax" in browser.set[1].lower()
    assert browser.go("GET", f"{ROUTES}/user/verify").json()["timebackId"] == STUDENT
    assert browser.go("GET", f"{IDENTITY}/signout").status_code == 302
    assert browser.cookies == {}, browser.cookies
    assert browser.launch(browser.launch_token(STUDENT)).status_code == 302
    assert browser.go("GET", f"{ROUTES}/user/verify").json()["timebackId"] == STUDENT
    assert browser.go("POST", f"{ROUTES}/activity/submit", data={"x": "y"}).status_code == 403
print("done")
"""


def test_django_signs_in_too(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "timeback.config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "project.py").write_text(DJANGO)
    about = {name: getattr(sandbox, name) for name in ("base_url", "client_id", "client_secret")}
    ran = subprocess.run(
        [sys.executable, "project.py", json.dumps(dict(sandbox.credentials)), json.dumps(about)],
        cwd=tmp_path, text=True, capture_output=True, check=False,
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PATH": ""},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert ran.stdout == "done\n"
