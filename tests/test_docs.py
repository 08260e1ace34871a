"""The README is true: its programs run, its commands and names exist."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from datetime import datetime, timezone
from pathlib import Path

import pytest

import timeback
from timeback import OneRosterClient, TimebackClient
from timeback._query.filters import NOTHING, build_filter
from timeback.sandbox.embedded import embedded

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
FLAGS = re.DOTALL | re.MULTILINE
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```", FLAGS)
PROGRAMS = PYTHON_BLOCK.findall(README)


@pytest.mark.usefixtures("own_logging")
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


def test_the_commands_of_the_readme_are_make_and_pip() -> None:
    blocks = re.findall(r"^```(?!python)\w*\n(.*?)^```", re.sub(PYTHON_BLOCK, "", README), FLAGS)
    commands = [line for block in blocks for line in block.splitlines() if line]
    assert commands
    assert set(commands) <= {"pip install .", "make demo", "make test"}


def test_every_link_and_file_of_the_readme_exists() -> None:
    text = re.sub(PYTHON_BLOCK, "", README)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        if target.startswith("https://"):
            continue
        assert (ROOT / path).exists(), target
        assert not anchor or path or anchor in anchors, target
    for name in re.findall(r"`([\w./-]+\.(?:md|py|toml))`", text):
        assert (ROOT / name).exists(), name


def test_every_filter_of_the_readme_is_one() -> None:
    rows = re.findall(r"^\| `(\{.*?\})` \|", README, re.MULTILINE)
    assert len(rows) >= 4
    rules = OneRosterClient(env="sandbox")._channel.settings.filter_rules
    for row in rows:
        where = eval(row, {"datetime": datetime, "timezone": timezone})
        assert isinstance(build_filter(where, rules), str), row
    operators = {"ne", "gt", "gte", "lt", "lte", "contains"}
    for operator in operators:
        assert f"`{' '.join(('ne', 'gt', 'gte', 'lt', 'lte', 'contains'))}`" in README
        assert build_filter({"status": {operator: "x"}}, rules)
    assert build_filter({"sourced_id": {"in": []}}, rules) is NOTHING


def test_every_argument_and_method_of_the_readme_exists() -> None:
    taken = {*inspect.signature(OneRosterClient.__init__).parameters, "max_items", "fields"}
    taken |= {*inspect.signature(TimebackClient.__init__).parameters, "force", "spool"}
    for call in re.findall(r"`OneRosterClient\((.*?)\)`", README):
        call_node = ast.parse(f"f({call})", mode="eval").body
        assert isinstance(call_node, ast.Call)
        assert {each.arg for each in call_node.keywords} <= taken, call
    for argument in re.findall(r"`(\w+)=[^`]*`", README):
        assert argument in taken, argument
    users, pager = OneRosterClient(env="sandbox").users, OneRosterClient(env="sandbox").users.stream()
    for method in re.findall(r"`\.?(\w+)\([^`]*\)`", README):
        if not hasattr(timeback, method):
            assert hasattr(users, method) or hasattr(pager, method), method


def test_every_error_and_extra_of_the_readme_exists() -> None:
    for name in set(re.findall(r"\b[A-Z]\w+Error\b", README)):
        assert hasattr(timeback, name), name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    table = README.partition("| extra | brings |")[2].partition("\n\n")[0]
    extras = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    assert extras == set(project["optional-dependencies"]) - {"apps", "dev", "test"}
