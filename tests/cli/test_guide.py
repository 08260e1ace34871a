"""The page about the command line is true: its commands run, and print what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeback.cli.districts import SOME_FAILED, SOME_LEFT
from timeback.cli.failures import EXIT_CODES

from .conftest import Ran

PAGE = (Path(__file__).parent.parent.parent / "docs" / "cli.md").read_text()


def sessions() -> Iterator[tuple[str, str]]:
    """Each command, and what the page shows below it."""
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE):
        for session in re.split(r"^\$ timeback ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = session.partition("\n")
            yield command.partition(" | ")[0], shown


@pytest.mark.parametrize(("command", "shown"), list(sessions()))
def test_every_command_of_the_page_runs(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, command: str, shown: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = run(*shlex.split(command))
    refused = shown.startswith("InvalidInputError")
    assert ran.status == (2 if refused else 0), ran.error
    assert not shown or (ran.error if refused else ran.out) == shown


def test_the_page_lists_every_exit_status() -> None:
    listed = {int(status) for status in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert listed == {1, 2, SOME_FAILED, SOME_LEFT, *EXIT_CODES.values()}
