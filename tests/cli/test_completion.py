"""Completion: the script that is installed, sourced by the shell that reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who has installed completion for bash, and a program of the name that it calls."""
    home = tmp_path_factory.mktemp("home")
    program = home / "timeback"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m timeback "$@"\n')
    program.chmod(0o700)
    ran = subprocess.run(
        [program, "--install-completion", "--shell", "bash"],
        env=environ(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return home


def environ(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home), "PATH": f"{home}:/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(sys.path),
        "TIMEBACK_PROFILES": str(home / "profiles.toml"),
    }  # fmt: skip


def offered(home: Path, *words: str) -> list[str]:
    """The words that bash offers in the place of the last one."""
    (script,) = (home / ".local").rglob("timeback")
    ask = (
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_LINE="${COMP_LINE/ = /=}"; '
        "COMP_POINT=${#COMP_LINE}; _timeback timeback; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    ran = subprocess.run(
        ["bash", "-c", f". {script}; {ask}", "-", "timeback", *words],
        env=environ(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_the_script_is_small_and_is_read_by_new_shells(home: Path) -> None:
    (script,) = (home / ".local").rglob("timeback")
    assert script.stat().st_size < 50_000
    assert str(script) in (home / ".bashrc").read_text()


def test_commands_options_and_values_are_offered(home: Path) -> None:
    (home / "profiles.toml").write_text('[town]\nenv = "sandbox"\n')
    (home / "profiles.toml").chmod(0o600)
    assert offered(home, "oneros") == ["oneroster"]
    assert sorted(offered(home, "oneroster", "class", "line")) == ["line-item", "line-items"]
    assert offered(home, "oneroster", "users", "list", "--order") == ["--order-by"]
    assert offered(home, "oneroster", "users", "list", "--order-by", "") == ["asc", "desc"]
    assert offered(home, "oneroster", "users", "list", "--sort", "family") == ["family_name"]
    assert offered(home, "oneroster", "orgs", "list", "--output", "=", "pa") == ["parquet"]
    assert offered(home, "--env", "") == ["sandbox", "staging", "production"]
    assert offered(home, "--profile", "") == ["town"]
    assert offered(home, "nonsense", "x") == []
    (home / "profiles.toml").write_text(
        "[town"
    )  # a file that cannot be read says nothing while somebody types
    assert offered(home, "--profile", "") == []


def test_every_shell_has_its_script(home: Path) -> None:
    from timeback.cli.completion import CompletedApp

    app = CompletedApp(name="timeback")
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert "__complete" in app.generate_completion(shell=shell)
