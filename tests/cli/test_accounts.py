"""`timeback login` and `timeback profiles`: what is asked, checked and kept, and which profile holds."""

from __future__ import annotations

import io
import json
import stat
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import keyring
import platformdirs
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from timeback.cli.profiles import profiles_path
from timeback.sandbox import Sandbox

from .conftest import Ran

Run = Callable[..., Ran]


Vault = dict[tuple[str, str], str]


@pytest.fixture
def path(run: Run, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The profiles file, which is not there; a keyring that holds nothing; no environment."""
    monkeypatch.delenv("TIMEBACK_ENV")
    path = tmp_path / "config" / "profiles.toml"
    monkeypatch.setenv("TIMEBACK_PROFILES", str(path))
    return path


@pytest.fixture
def login(run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Signs in at a sandbox, with a secret that is piped in."""
    given = sandbox.credentials

    def login(*options: str, secret: str = str(given["client_secret"])) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{secret}\n"))
        place = ("--base-url", str(given["base_url"]), "--auth-url", str(given["auth_url"]))
        return run(*place, "login", *options, "--client-id", str(given["client_id"]))

    return login


def test_what_is_taken_is_kept_and_used(
    run: Run, path: Path, vault: Vault, login: Callable[..., Ran], sandbox: Sandbox
) -> None:
    ran = login("town")
    assert ran.status == 0, ran.error
    assert "oneroster" in ran.out and "'town', which is in use" in ran.out
    given = sandbox.credentials
    kept = tomllib.loads(path.read_text())
    assert kept["town"]["client_secret"] == "keyring:timeback:town"
    assert kept["town"]["base_url"] == given["base_url"]
    assert vault == {("timeback:town", given["client_id"]): given["client_secret"]}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert given["client_secret"] not in path.read_text() + ran.out + ran.error
    # Without a word about where: the profile in use.
    assert run("oneroster", "orgs", "get", "school-01").status == 0


def test_what_is_refused_is_not_kept(path: Path, vault: Vault, login: Callable[..., Ran]) -> None:
    ran = login(secret="not-the-secret")
    assert ran.status == 4
    assert "nothing was kept: " in ran.error and "not-the-secret" not in ran.error
    assert not path.exists() and not vault


def test_without_a_keyring_nothing_is_kept(run: Run, path: Path, login: Callable[..., Ran]) -> None:
    keyring.set_keyring(NoKeyring())
    ran = login()
    assert ran.status == 3
    assert 'client_secret = "env:NAME"' in ran.error
    assert not path.exists()


def test_a_comment_of_the_file_stays(run: Run, path: Path, login: Callable[..., Ran]) -> None:
    path.parent.mkdir()
    path.write_text('# mine\n[local]\nenv = "sandbox" # at hand\n')
    path.chmod(0o600)
    assert login("town").status == 0
    assert run("profiles", "use", "local").status == 0
    text = path.read_text()
    assert "# mine" in text and "# at hand" in text
    assert tomllib.loads(text)["in_use"] == "local"
    assert list(tomllib.loads(text)) == ["in_use", "local", "town"]


def test_nobody_is_there_to_ask(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert "pass --env or --base-url" in run("login").error
    assert "pass --client-id" in run("--env", "staging", "login").error
    assert "needs no login" in run("--env", "sandbox", "login").error
    ran = run("--env", "staging", "login", "--client-id", "x")
    assert (ran.status, "no secret was given" in ran.error) == (3, True)


PROFILES = """
[town]
base_url = "http://127.0.0.1:9"
auth_url = "http://127.0.0.1:9/token"
client_id = "6f1c"
client_secret = "c4nary"
services.masterytrack = { api_key = "c4nary", email = "api@town.example" }

[local]
env = "sandbox"
"""


@pytest.fixture
def two(path: Path) -> Path:
    path.parent.mkdir()
    path.write_text(PROFILES)
    path.chmod(0o600)
    return path


def test_profiles_are_listed_used_and_shown(run: Run, two: Path) -> None:
    def listed() -> list[tuple[str, str]]:
        rows = json.loads(run("profiles", "list", "-o", "json").out)
        return [(row["profile"], row["in use"]) for row in rows]

    assert listed() == [("town", ""), ("local", "")]
    assert run("profiles", "use", "local").status == 0
    assert listed() == [("town", ""), ("local", "yes")]
    assert run("oneroster", "orgs", "get", "school-01").status == 0
    shown = run("profiles", "show", "town")
    assert "6f1c" in shown.out and "services.masterytrack.email" in shown.out
    assert "c4nary" not in shown.out
    assert "sandbox" in run("profiles", "show").out
    assert run("profiles", "use", "nowhere").status == 3
    assert "there are: town, local" in run("profiles", "show", "nowhere").error


def test_a_profile_is_removed_with_its_secret(
    run: Run, two: Path, vault: Vault, login: Callable[..., Ran]
) -> None:
    two.write_text(f"# by hand\n{PROFILES}")
    assert login("north").status == 0
    assert run("profiles", "use", "north").status == 0
    assert len(vault) == 1
    assert run("profiles", "remove", "north").out == "the profile 'north' is removed\n"
    assert not vault
    kept = tomllib.loads(two.read_text())
    assert kept.keys() == {"town", "local"} and "# by hand" in two.read_text()
    assert run("profiles", "remove", "town").status == 0  # its secret stands in the file
    assert "there are: local" in run("profiles", "remove", "north").error
    assert login("north").status == 0
    vault.clear()
    assert run("profiles", "remove", "north").status == 0


def test_before_the_first_profile_there_is_a_way_to_make_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMEBACK_PROFILES", str(tmp_path / "none" / "profiles.toml"))
    ran = run("profiles", "list")
    assert (ran.status, ran.out) == (0, "")
    assert ran.error.endswith("`timeback login` makes one\n")
    for command in (
        ("profiles", "use", "town"),
        ("profiles", "show", "town"),
        ("check", "--profile", "town"),
    ):
        ran = run(*command)
        assert ran.status == 3
        assert "there are: none; `timeback login NAME` makes one" in ran.error


def test_which_profile_holds(run: Run, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orgs = ("oneroster", "orgs", "exists", "school-01")
    assert run(*orgs).status == 3  # none is in use
    monkeypatch.setenv("TIMEBACK_PROFILE", "local")
    assert run(*orgs).out == "true\n"
    assert run("--profile", "town", "--timeout", "0.3", *orgs).status == 10
    monkeypatch.delenv("TIMEBACK_PROFILE")
    # The one in use gives way to a variable and to an option, so that no script goes where nobody sent it.
    assert run("profiles", "use", "town").status == 0
    monkeypatch.setenv("TIMEBACK_ENV", "sandbox")
    assert run(*orgs).out == "true\n"
    monkeypatch.delenv("TIMEBACK_ENV")
    assert run("--env", "sandbox", *orgs).out == "true\n"


def test_the_file_stands_where_the_system_has_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMEBACK_PROFILES", raising=False)
    assert profiles_path() == platformdirs.user_config_path("timeback", appauthor=False) / "profiles.toml"


def test_missing_settings_name_options_and_profiles(run: Run, path: Path) -> None:
    for words in (
        ("oneroster", "orgs", "list"),
        ("--base-url", "https://x.example", "oneroster", "orgs", "list"),
    ):
        ran = run(*words)
        assert ran.status == 3
        assert "client_id and client_secret in a profile (--profile)" in ran.error
        assert "timeback login" in ran.error
        assert "client_id=" not in ran.error and "auth=None" not in ran.error and "env=" not in ran.error
    assert "pass --auth-url" in ran.error
