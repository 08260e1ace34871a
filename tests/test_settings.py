"""Arguments and environment variables: which win, what is missing, what contradicts what."""

from __future__ import annotations

import copy
import functools
import pickle
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback._config.platforms import PREFIX_NAMES, PROFILES, SERVICES, SHARED_URLS, Environment, Platform
from timeback._config.resolve import resolve
from timeback._config.settings import (
    DEFAULT,
    EMBEDDED_CLIENT_ID,
    EMBEDDED_CLIENT_SECRET,
    EMBEDDED_URL,
    ApiKey,
    Mode,
    OAuthCredentials,
    Settings,
)
from timeback._secrets import Secret
from timeback.errors import ConfigurationError

PAIR: dict[str, Any] = {"client_id": "the-id", "client_secret": "canary-secret"}
OWN_URL: dict[str, Any] = {
    "base_url": "https://example.org/api",
    "auth_url": "https://example.org/token",
    **PAIR,
}


def settled(
    service: str = "oneroster", environ: Mapping[str, str] | None = None, **arguments: Any
) -> Settings:
    return resolve(service, environ=environ or {}, **arguments)


def credentials(environ: Mapping[str, str] | None = None, **arguments: Any) -> OAuthCredentials:
    found = settled(environ=environ, **arguments).credentials
    assert found is not None
    return found


def refusal(service: str = "oneroster", environ: Mapping[str, str] | None = None, **arguments: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        resolve(service, environ=environ or {}, **arguments)
    message = str(caught.value)
    assert "canary" not in message
    return message


# --- modes


@pytest.mark.parametrize(
    ("platform", "env", "base_url", "token_url"),
    [
        (
            "BEYOND_AI",
            "staging",
            "https://api.staging.alpha-1edtech.ai",
            "https://staging-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token",
        ),
        (
            "beyond_ai",
            "Production",
            "https://api.alpha-1edtech.ai",
            "https://prod-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token",
        ),
        (
            "LEARNWITH_AI",
            "staging",
            "https://platform.dev.timeback.com",
            "https://platform.dev.timeback.com/auth/1.0/token",
        ),
        (
            "learnwith_ai",
            "PRODUCTION",
            "https://platform.timeback.com",
            "https://platform.timeback.com/auth/1.0/token",
        ),
    ],
)
def test_an_environment_has_its_hosts(platform: str, env: str, base_url: str, token_url: str) -> None:
    settings = settled(env=env, platform=platform, **PAIR)
    assert (settings.mode, settings.environment, settings.base_url) == (
        Mode.ENVIRONMENT,
        env.lower(),
        base_url,
    )
    assert settings.platform == platform.upper()
    assert settings.credentials is not None
    assert settings.credentials.token_url == token_url
    assert not settings.embedded


def test_beyond_ai_is_the_platform_unless_said_otherwise() -> None:
    assert settled(env="staging", **PAIR).platform is Platform.BEYOND_AI
    message = refusal(env="staging", platform="BEYOND", **PAIR)
    assert "BEYOND_AI, LEARNWITH_AI" in message


@pytest.mark.parametrize(
    ("service", "url"),
    [
        ("oneroster", EMBEDDED_URL),
        ("caliper", EMBEDDED_URL),
        ("qti", f"{EMBEDDED_URL}/api"),
        ("masterytrack", f"{EMBEDDED_URL}/masterytrack"),
    ],
)
def test_the_sandbox_needs_nothing(service: str, url: str) -> None:
    settings = settled(service, env="Sandbox")
    assert settings.embedded
    assert (settings.mode, settings.environment, settings.base_url) == (Mode.SANDBOX, None, url)


def test_the_sandbox_has_its_own_credentials_so_that_it_can_stand_in() -> None:
    token_url = f"{EMBEDDED_URL}/oauth2/token"
    expected = OAuthCredentials(token_url, EMBEDDED_CLIENT_ID, Secret(EMBEDDED_CLIENT_SECRET))
    assert settled(env="sandbox").credentials == expected
    assert settled(env="sandbox", **PAIR).credentials == expected
    assert settled(environ={"TIMEBACK_ENV": "sandbox", "TIMEBACK_CLIENT_ID": "x"}).credentials == expected
    assert settled(env="sandbox", auth=None).credentials is None
    assert "token endpoint of its own" in refusal(env="sandbox", auth_url="https://example.org/token")


@pytest.mark.parametrize("platform", Platform)
def test_the_embedded_sandbox_is_where_the_settings_say(platform: Platform) -> None:
    from timeback.sandbox.embedded import embedded

    core, settings = embedded(platform), settled(env="sandbox", platform=platform)
    assert isinstance(settings.credentials, OAuthCredentials)
    assert core.token_url == settings.credentials.token_url
    assert (core.platform, core.base_url) == (platform, EMBEDDED_URL)
    assert (core.client_id, core.client_secret) == (EMBEDDED_CLIENT_ID, EMBEDDED_CLIENT_SECRET)


def test_a_url_of_ones_own() -> None:
    settings = settled(**(OWN_URL | {"base_url": " https://example.org/api// "}))
    assert (settings.mode, settings.environment) == (Mode.BASE_URL, None)
    assert settings.base_url == "https://example.org/api"
    assert settings.credentials == OAuthCredentials(
        "https://example.org/token", "the-id", Secret("canary-secret")
    )
    assert settings.prefixes["rostering"] == "/ims/oneroster/rostering/v1p2"


def test_an_unknown_service_is_refused() -> None:
    assert "oneroster, edubridge" in refusal("onerooster", env="staging", **PAIR)


@pytest.mark.parametrize("service", ["edubridge", "powerpath", "clr"])
def test_a_service_that_the_platform_lacks_is_refused_by_name(service: str) -> None:
    message = refusal(service, env="staging", platform="LEARNWITH_AI", **PAIR)
    assert message == (f"LEARNWITH_AI does not offer the service {service!r}; platform='BEYOND_AI' does")


def test_limits_and_filter_rules_are_the_platforms() -> None:
    beyond = settled(env="staging", **PAIR)
    learnwith = settled(env="staging", platform="LEARNWITH_AI", **PAIR)
    assert (beyond.limits.max_limit, beyond.filter_rules.max_conditions) == (3000, None)
    assert (learnwith.limits.max_limit, learnwith.filter_rules.max_conditions) == (100, 2)
    assert learnwith.limits.server_default == 10


KEY = {"MASTERYTRACK_API_KEY": "a-key", "MASTERYTRACK_EMAIL": "who@example.org"}


def test_masterytrack_takes_a_key_and_an_address() -> None:
    settings = settled("masterytrack", KEY, env="production")
    assert settings.base_url.endswith(".amazonaws.com/prod")
    assert isinstance(settings.credentials, ApiKey)
    assert settings.credentials.token_url == f"{settings.base_url}/authorizer"
    assert "a-key" not in repr(settings)
    with pytest.raises(
        ConfigurationError, match=r"no email: pass email=, or set TIMEBACK_MASTERYTRACK_EMAIL"
    ):
        settled("masterytrack", {"MASTERYTRACK_API_KEY": "a-key"}, env="production")
    environ = {"TIMEBACK_BASE_URL": "https://elsewhere.example", "TIMEBACK_ENV": "staging", **KEY}
    assert settled("masterytrack", environ).base_url.endswith(".amazonaws.com/dev")


def test_b13_an_argument_beats_a_variable() -> None:
    environ = {
        "MASTERYTRACK_BASE_URL": "https://elsewhere.example",
        "ONEROSTER_BASE_URL": "https://else.example",
        **KEY,
    }
    assert settled("masterytrack", environ, env="production").environment is Environment.PRODUCTION
    assert settled("masterytrack", environ).base_url == "https://elsewhere.example"
    assert settled(environ=environ, env="staging", **PAIR).environment is Environment.STAGING
    assert settled(environ={"TIMEBACK_ENV": "production"}, **OWN_URL).base_url == "https://example.org/api"


def test_a_variable_that_is_not_looked_at_is_not_advised() -> None:
    with pytest.raises(ConfigurationError) as caught:
        settled("masterytrack", {**KEY, "TIMEBACK_BASE_URL": "https://elsewhere.example"})
    assert "MASTERYTRACK_BASE_URL" in str(caught.value) and "TIMEBACK_ENV" in str(caught.value)
    assert " TIMEBACK_BASE_URL" not in str(caught.value)


# --- contradictions and gaps


def test_b11_a_url_without_a_token_url_is_an_error() -> None:
    message = refusal(base_url="https://example.org", **PAIR)
    assert "auth_url=" in message
    assert "auth=None" in message
    environ = {"ONEROSTER_BASE_URL": "https://example.org", **family("ONEROSTER")}
    assert "ONEROSTER_TOKEN_URL" in refusal(environ=environ)
    assert settled(environ=environ | {"TIMEBACK_AUTH_URL": "https://example.org/t"}).credentials is not None


def test_b14_env_and_base_url_contradict_each_other() -> None:
    message = refusal(env="staging", **OWN_URL)
    assert "env= and base_url= exclude each other" in message
    environ = {"TIMEBACK_ENV": "staging", "TIMEBACK_API_BASE_URL": "https://example.org"}
    assert "TIMEBACK_ENV and TIMEBACK_API_BASE_URL exclude" in refusal(environ=environ, **PAIR)
    environ = {"ONEROSTER_ENV": "staging", "ONEROSTER_BASE_URL": "https://example.org"}
    assert "ONEROSTER_ENV and ONEROSTER_BASE_URL exclude" in refusal(environ=environ, **PAIR)


def test_the_services_own_variables_outrank_the_general_ones() -> None:
    environ = {"ONEROSTER_BASE_URL": "https://example.org", "TIMEBACK_ENV": "staging"}
    assert settled(environ=environ, auth=None).base_url == "https://example.org"
    assert settled("caliper", environ, auth=None).environment is Environment.STAGING


@pytest.mark.parametrize("env", ["prod", "stagging", "local", "productio"])
def test_b16_a_typo_in_the_environment_is_an_error(env: str) -> None:
    assert "staging, production, sandbox" in refusal(env=env, **PAIR)
    message = refusal(environ={"TIMEBACK_ENV": env}, **PAIR)
    assert message.startswith(f"TIMEBACK_ENV is {env!r}")


def test_all_that_is_missing_is_told_in_one_error() -> None:
    message = refusal()
    for words in [
        "env='staging'",
        "base_url=",
        "ONEROSTER_ENV",
        "TIMEBACK_ENV",
        "ONEROSTER_BASE_URL",
        "TIMEBACK_BASE_URL",
        "client_id=",
        "client_secret=",
        "ONEROSTER_CLIENT_ID",
        "TIMEBACK_API_CLIENT_ID",
        "TIMEBACK_CLIENT_ID",
        "env='sandbox'",
    ]:
        assert words in message
    message = refusal(base_url="https://example.org")
    assert "auth_url=" in message
    assert "client_id=" in message


@pytest.mark.parametrize(
    "name", ["env", "platform", "base_url", "auth_url", "client_id", "client_secret", "scope"]
)
def test_a_blank_argument_is_an_error_not_a_gap(name: str) -> None:
    environ = {"TIMEBACK_CLIENT_ID": "a", "TIMEBACK_CLIENT_SECRET": "b", "TIMEBACK_ENV": "staging"}
    blank: dict[str, Any] = {name: "  "}
    number: dict[str, Any] = {name: 5}
    assert refusal(environ=environ, **blank) == f"{name}= is blank"
    assert refusal(environ=environ, **number) == f"{name}= must be text, not int"


# --- credentials


FAMILIES = ("ONEROSTER", "TIMEBACK_API", "TIMEBACK")


def family(name: str) -> dict[str, str]:
    return {f"{name}_CLIENT_ID": f"id of {name}", f"{name}_CLIENT_SECRET": f"secret of {name}"}


@given(present=st.sets(st.sampled_from(FAMILIES), min_size=1))
def test_b12_id_and_secret_come_from_the_highest_family(present: set[str]) -> None:
    environ: dict[str, str] = {}
    for name in present:
        environ |= family(name)
    found = credentials(environ, env="staging")
    best = next(name for name in FAMILIES if name in present)
    assert (found.client_id, found.client_secret.reveal()) == (f"id of {best}", f"secret of {best}")


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_b12_a_blank_variable_is_unset(blank: str) -> None:
    environ = {"TIMEBACK_API_CLIENT_ID": blank, "TIMEBACK_API_CLIENT_SECRET": blank, **family("TIMEBACK")}
    assert credentials(environ, env="staging").client_id == "id of TIMEBACK"


@pytest.mark.parametrize(
    ("service", "given_", "lacking"),
    [
        ("oneroster", "ONEROSTER_CLIENT_ID", "ONEROSTER_CLIENT_SECRET"),
        ("edubridge", "EDUBRIDGE_CLIENT_SECRET", "EDUBRIDGE_CLIENT_ID"),
        ("edubridge", "EDUBRIDGE_CLIENT_ID", "EDUBRIDGE_CLIENT_SECRET"),
        ("oneroster", "TIMEBACK_API_CLIENT_ID", "TIMEBACK_API_CLIENT_SECRET"),
    ],
)
def test_b12_half_a_pair_is_an_error_and_never_completed_from_elsewhere(
    service: str, given_: str, lacking: str
) -> None:
    message = refusal(service, {given_: "canary", **family("TIMEBACK")}, env="staging")
    assert f"{given_} is given without {lacking}" in message


def test_b12_half_a_pair_of_arguments_is_not_completed_from_variables() -> None:
    environ = family("ONEROSTER")
    assert "client_id= is given without client_secret=" in refusal(
        environ=environ, env="staging", client_id="x"
    )
    message = refusal(environ=environ, env="staging", client_secret="canary")
    assert "client_secret= is given without client_id=" in message
    assert credentials(environ, env="staging", **PAIR).client_id == "the-id"


def test_a_secret_may_come_wrapped() -> None:
    assert credentials(env="staging", client_id="x", client_secret=Secret("s")).client_secret.reveal() == "s"


def test_b55_no_authentication_in_every_mode() -> None:
    environ = {"TIMEBACK_AUTH_URL": "https://example.org/token", **family("TIMEBACK")}
    modes: list[dict[str, Any]] = [
        {"base_url": "http://127.0.0.1:8080"},
        {"env": "staging"},
        {"env": "sandbox"},
    ]
    for where in modes:
        settings = settled(environ=environ, auth=None, **where)
        assert settings.credentials is None
        assert settings.auth is None


def test_ones_own_token_source_is_passed_through() -> None:
    def source() -> str:
        return "token"

    settings = settled(env="staging", auth=source)
    assert settings.auth is source
    assert settings.credentials is None
    assert settled(env="staging", **PAIR).auth is DEFAULT


def test_auth_contradicts_credentials_and_is_no_token() -> None:
    assert "client_id=, client_secret=" in refusal(env="staging", auth=None, **PAIR)
    assert "scope=" in refusal(env="staging", auth=lambda: "t", scope="x")
    message = refusal(env="staging", auth="canary-token")
    assert "function that returns a token, not str" in message


@pytest.mark.parametrize("names", [("AUTH_URL",), ("TOKEN_URL",)])
@pytest.mark.parametrize("prefix", FAMILIES)
def test_b56_the_documented_variables_are_read(prefix: str, names: tuple[str]) -> None:
    environ = {f"{prefix}_BASE_URL": "https://a.example/", f"{prefix}_{names[0]}": "https://a.example/token"}
    settings = settled(environ=environ | family(prefix))
    assert settings.base_url == "https://a.example"
    assert settings.credentials == OAuthCredentials(
        "https://a.example/token", f"id of {prefix}", Secret(f"secret of {prefix}")
    )


def test_b56_the_environment_is_read_in_any_case() -> None:
    assert settled(environ={"TIMEBACK_ENV": " PRODUCTION "}, **PAIR).environment is Environment.PRODUCTION
    environ = {"TIMEBACK_ENV": "production", "ONEROSTER_ENV": "staging"}
    assert settled(environ=environ, **PAIR).environment is Environment.STAGING
    assert settled(env="PRODUCTION", **PAIR).environment is Environment.PRODUCTION


def test_b56_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ONEROSTER_ENV": "staging", **family("ONEROSTER")}.items():
        monkeypatch.setenv(name, value)
    assert resolve("oneroster").environment is Environment.STAGING


def test_an_environment_keeps_its_token_url_unless_the_argument_says_otherwise() -> None:
    environ = {"TIMEBACK_AUTH_URL": "https://elsewhere.example/token"}
    assert "cognito" in credentials(environ, env="staging", **PAIR).token_url
    assert (
        credentials(env="staging", auth_url="https://a.example/t", **PAIR).token_url == "https://a.example/t"
    )


def test_b57_scope_is_the_clients_own_or_the_platforms() -> None:
    rosters = " ".join(
        f"https://purl.imsglobal.org/spec/or/v1p2/scope/roster.{name}" for name in ("readonly", "createput")
    )
    assert credentials(env="staging", **PAIR).scope is None
    assert credentials(env="staging", platform="LEARNWITH_AI", **PAIR).scope == rosters
    assert credentials(env="staging", platform="LEARNWITH_AI", scope="roster", **PAIR).scope == "roster"
    assert credentials(scope="roster", **OWN_URL).scope == "roster"
    assert credentials(platform="LEARNWITH_AI", **OWN_URL).scope is None


# --- URLs and paths


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "http://127.0.0.1", "http://127.9.8.7:80/x", "http://[::1]:9"]
)
def test_plain_http_is_for_loopback(url: str) -> None:
    assert settled(base_url=url, auth_url=f"{url}/token", **PAIR).base_url == url


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "http://localhost.example.org", "http://128.0.0.1", "http://127.0.0.1.nip.io"],
)
def test_plain_http_elsewhere_needs_a_word(url: str) -> None:
    message = refusal(base_url=url, auth=None)
    assert message.startswith("base_url= must begin with https://")
    assert "allow_insecure_http=True" in message
    assert "auth_url=" in refusal(**(OWN_URL | {"auth_url": f"{url}/token"}))
    assert settled(base_url=url, auth=None, allow_insecure_http=True).base_url == url


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https:///path",
        "https://exa mple.org",
        "https://example.org\\@evil.example",
        "https://example.org/a\tb",
        "https://example.org:port",
        "https://[::1",
        "https://user:canary@example.org",
        "https://canary@example.org",
        "https://example.org/?",
        "https://example.org/?key=canary",
        "https://example.org/#canary",
    ],
)
def test_what_is_no_plain_url_is_refused_without_repeating_it(url: str) -> None:
    assert refusal(base_url=url, auth=None).startswith("base_url= ")
    assert refusal(environ={"ONEROSTER_BASE_URL": url}, auth=None).startswith("ONEROSTER_BASE_URL ")
    assert refusal(**(OWN_URL | {"auth_url": url})).startswith("auth_url= ")


def test_paths_fit_another_vendors_server() -> None:
    settings = settled(**OWN_URL, paths={"rostering": "/ims/oneroster/v1p1/"})
    assert settings.prefixes["rostering"] == "/ims/oneroster/v1p1"
    assert settings.prefixes["gradebook"] == "/ims/oneroster/gradebook/v1p2"
    assert "known: rostering, gradebook, resources" in refusal(**OWN_URL, paths={"roster": "/x"})
    for path in ("x", "/x?y", "/x#y", "/{x}", "/a b", "https://example.org", 5):
        assert "'rostering'" in refusal(**OWN_URL, paths={"rostering": path})


def test_paths_do_not_leak_into_the_platforms_table() -> None:
    settled(**OWN_URL, paths={"rostering": "/x"})
    assert settled(**OWN_URL).prefixes["rostering"] == "/ims/oneroster/rostering/v1p2"


# --- secrets and values


def test_b50_the_secret_shows_nowhere() -> None:
    settings = settled(**OWN_URL)
    assert settings.credentials is not None
    secret = settings.credentials.client_secret
    shown = [repr(settings), str(settings), repr(settings.credentials), repr(secret), str(secret)]
    shown += [f"{secret}", f"{secret!r:>20}", f"{settings.credentials}", "%s %r" % (secret, secret)]  # noqa: UP031
    shown.append(repr(msgspec.structs.asdict(settings)))
    shown.append(repr(settled(env="staging", auth=functools.partial(str, "canary-secret"))))
    assert all("canary" not in text for text in shown)
    assert "***" in repr(settings)
    assert secret.reveal() == "canary-secret"


def test_b50_no_error_repeats_a_secret() -> None:
    refusal(environ={"ONEROSTER_CLIENT_SECRET": "canary"}, env="staging")
    refusal(client_id="x", client_secret="canary", base_url="https://example.org")
    refusal(client_id="x", client_secret="canary", env="typo")


def test_secrets_compare_by_value() -> None:
    assert Secret("ä") == Secret("ä") != Secret("a")
    assert Secret("***") != "***"
    assert len({Secret("a"), Secret("a")}) == 1


def test_settings_are_values() -> None:
    settings = settled(**OWN_URL)
    assert settings == settled(**OWN_URL)
    assert hash(settings) == hash(settled(**OWN_URL))
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert copy.deepcopy(settings) == settings
    with pytest.raises(AttributeError):
        settings.base_url = "https://elsewhere.example"  # type: ignore[misc]


# --- the table of platforms


def test_every_platform_says_something_of_every_service() -> None:
    for profile in PROFILES.values():
        assert set(profile.prefixes) == set(SERVICES)
        for environment in Environment:
            # Of the Partner API one environment is known.
            assert set(SERVICES) - set(profile.hosts[environment]) <= {"partner"}
        for service, prefixes in profile.prefixes.items():
            assert set(prefixes or ()) <= set(PREFIX_NAMES[service])


def test_only_qti_on_beyond_ai_serves_both_environments() -> None:
    assert set(SHARED_URLS) == {"https://qti.alpha-1edtech.ai/api"}
