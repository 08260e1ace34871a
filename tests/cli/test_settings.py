"""Where settings come from: `timeback check`, profiles, the environment, the keyring."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from timeback._config.platforms import SERVICES
from timeback.sandbox import Sandbox

from .conftest import Ran

Run = Callable[..., Ran]


Vault = dict[tuple[str, str], str]


@pytest.fixture
def profiles(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes the profiles file; no environment is set."""
    monkeypatch.delenv("TIMEBACK_ENV")
    path = tmp_path / "profiles.toml"
    monkeypatch.setenv("TIMEBACK_PROFILES", str(path))

    def write(text: str, mode: int = 0o600) -> Path:
        path.write_text(text)
        path.chmod(mode)
        return path

    return write


def place(sandbox: Sandbox) -> str:
    given = sandbox.credentials
    return f'base_url = "{given["base_url"]}"\nauth_url = "{given["auth_url"]}"\nclient_id = "{given["client_id"]}"\n'


def settings_of(ran: Ran) -> list[list[str]]:
    """The first table of `check`, as words."""
    rows = ran.out.split("\n\n")[0].splitlines()[1:]
    return [[word.strip() for word in row.split("  ") if word.strip()] for row in rows]


def test_check_shows_where_each_value_comes_from(
    run: Run, sandbox: Sandbox, profiles: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = sandbox.credentials
    profiles(
        f'[town]\nbase_url = "{given["base_url"]}"\nservices.caliper.base_url = "{given["base_url"]}/x"\n'
    )
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", given["client_id"])
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", given["client_secret"])
    monkeypatch.setenv("TIMEBACK_MASTERYTRACK_API_KEY", "the-key-itself")
    monkeypatch.setenv("TIMEBACK_ENV", "production")
    ran = run("--profile", "town", "--auth-url", given["auth_url"], "check")
    rows = settings_of(ran)
    assert ["client_id", given["client_id"], "$TIMEBACK_CLIENT_ID", "all"] in rows
    assert ["client_secret", "***", "$TIMEBACK_CLIENT_SECRET", "all"] in rows
    assert ["token_url", given["auth_url"], "--auth-url", "all"] in rows
    assert ["url", f"{given['base_url']}/api", "profile town", "qti"] in rows
    assert ["url", f"{given['base_url']}/x", "profile town", "caliper"] in rows
    assert ["platform", "BEYOND_AI", "default", "all"] in rows
    assert given["client_secret"] not in ran.out + ran.error
    assert "the-key-itself" not in ran.out + ran.error


def test_check_tells_what_the_environment_implies(run: Run) -> None:
    rows = settings_of(run("check"))
    assert ["url", "https://sandbox.invalid/api", "$TIMEBACK_ENV", "qti"] in rows
    assert ["api_key", "***", "$TIMEBACK_ENV", "masterytrack"] in rows


def test_check_answers_by_service(run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("check", "-o", "json")
    assert ran.status == 0
    answers = {row["service"]: row for row in json.loads(ran.out)}
    assert answers.keys() == set(SERVICES)
    assert answers["oneroster"]["ok"] is True and answers["oneroster"]["ms"] >= 0

    given = sandbox.credentials
    monkeypatch.delenv("TIMEBACK_ENV")
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", given["client_id"])
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "wrong")
    ran = run("--base-url", given["base_url"], "--auth-url", given["auth_url"], "check")
    assert ran.status == 4
    assert "401" in ran.out and "not set up" in ran.out


def test_check_exits_by_what_failed(
    run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    given = sandbox.credentials
    monkeypatch.delenv("TIMEBACK_ENV")
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", given["client_id"])
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", given["client_secret"])
    nowhere = f"http://127.0.0.1:{unused_tcp_port}"
    assert run("--base-url", nowhere, "--auth-url", f"{nowhere}/t", "--timeout", "0.5", "check").status == 10
    place = ("--base-url", given["base_url"], "--auth-url", given["auth_url"], "--timeout", "1", "check")
    assert run(*place).status == 0
    sandbox.faults.add(path="/ims/oneroster/rostering/v1p2/", status=503, times=100)
    assert run(*place).status == 9
    sandbox.faults.add(path="/edubridge/", status=401, times=100)
    assert run(*place).status == 4


@pytest.mark.parametrize("secret", ["the text", "env:TOWN_SECRET", "keyring:vault"])
def test_secrets_of_a_profile(
    run: Run,
    sandbox: Sandbox,
    profiles: Callable[[str], Path],
    vault: Vault,
    monkeypatch: pytest.MonkeyPatch,
    secret: str,
) -> None:
    given = sandbox.credentials
    monkeypatch.setenv("TOWN_SECRET", given["client_secret"])
    vault["vault", given["client_id"]] = given["client_secret"]
    text = given["client_secret"] if secret == "the text" else secret
    profiles(f'[town]\n{place(sandbox)}client_secret = "{text}"\n')
    ran = run("--profile", "town", "oneroster", "orgs", "get", "school-01")
    assert ran.status == 0, ran.error


def test_the_command_line_comes_before_the_profile(run: Run, profiles: Callable[[str], Path]) -> None:
    profiles('[town]\nbase_url = "https://town.example"\n')
    ran = run("--profile", "town", "--env", "sandbox", "oneroster", "orgs", "get", "school-01")
    assert ran.status == 0, ran.error


def test_the_command_line_comes_before_the_profiles_of_districts(
    run: Run, profiles: Callable[[str], Path], tmp_path: Path
) -> None:
    profiles('[town]\nbase_url = "https://town.example"\n')
    export = ("export", "--profiles", "town", "--to", str(tmp_path / "to"), "--resources", "orgs")
    ran = run("--env", "sandbox", "-o", "json", *export)
    assert ran.status == 0, ran.error
    (row,) = json.loads(ran.out)
    assert (row["outcome"], row["rows"]) == ("done", 4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[other]\n", "no profile 'town'"),
        ("[town\n", "is not TOML"),
        ("[town]\nenv = 3\n", "$.env"),
        ("town = 3\n", "the profile 'town'"),
        ('[town]\ncolour = "red"\n', "colour"),
        ('[town]\nservices.oneroster.colour = "red"\n', "colour"),
        ('[town]\nservices.onerooster.env = "staging"\n', "onerooster"),
        ('[town]\nenv = "staging"\nclient_id = "a"\nclient_secret = "env:NOT_SET"\n', "NOT_SET"),
        ('[town]\nenv = "staging"\nclient_id = "a"\nclient_secret = "keyring:x"\n', "keyring"),
    ],
)
def test_a_profile_that_cannot_be_used(
    run: Run, profiles: Callable[[str], Path], vault: Vault, text: str, said: str
) -> None:
    profiles(text)
    keyring.set_keyring(NoKeyring())
    ran = run("--profile", "town", "oneroster", "orgs", "list")
    assert ran.status == 3
    assert said in ran.error and "Traceback" not in ran.error


def test_a_profiles_file_that_others_may_read(run: Run, profiles: Callable[..., Path]) -> None:
    path = profiles('[town]\nenv = "sandbox"\n', mode=0o644)
    ran = run("--profile", "town", "oneroster", "orgs", "list")
    assert ran.status == 3
    assert f"chmod 600 {path}" in ran.error


def test_check_live_compares_a_platform_with_the_catalog(run: Run) -> None:
    ran = run("check", "--live", "--slow", "30")
    assert ran.status == 0
    assert ", 0 deviations" in ran.out and "classes(id).students" in ran.out
    ran = run("-o", "json", "check", "--live", "--limit", "2", "--slow", "0.000001")
    assert ran.status == 1
    report = json.loads(ran.out)
    assert {each["kind"] for each in report["deviations"]} == {"time"}
    assert report["environment"] == "sandbox"
    ran = run("-o", "ndjson", "check", "--live", "--slow", "0.000001")
    assert {json.loads(line)["kind"] for line in ran.out.splitlines()} == {"time"}
