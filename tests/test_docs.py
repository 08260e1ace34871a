"""The README is true: its programs run, its commands and names exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import timeback
from timeback.sandbox.embedded import embedded

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_every_program_of_the_readme_runs(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    embedded().reset()
    exec(compile(program, "README.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^make (\w+)$", README, re.MULTILINE))
    assert targets == {"demo", "test"}
    assert all(f"\n{target}:" in makefile for target in targets)


def test_every_error_and_extra_of_the_readme_exists() -> None:
    for name in set(re.findall(r"\b[A-Z]\w+Error\b", README)):
        assert hasattr(timeback, name), name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = set(re.findall(r"timeback-clients\[(\w+)\]", README))
    assert extras == set(project["optional-dependencies"]) - {"dev"}
