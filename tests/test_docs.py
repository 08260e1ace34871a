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
FENCED = re.compile(r"^( *)```.*?^\1```$", FLAGS)
LINKING = [*sorted(ROOT.glob("*.md")), ROOT / "tests" / "README.md"]
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


def without_code(text: str) -> str:
    return re.sub(FENCED, "", text)


def anchors_of(text: str) -> set[str]:
    """The anchors of the headings; one of signs alone has none."""
    headings = re.findall(r"^#+ (.*)$", without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).strip().replace(" ", "-") for each in headings} - {""}


def broken_links(text: str, page: Path) -> list[str]:
    """The links of a page to files or headings that do not exist."""

    def is_broken(target: str) -> bool:
        path, mark, anchor = target.partition("#")
        file = page.parent / path if path else page
        return not file.exists() or bool(mark and anchor not in anchors_of(file.read_text("utf-8")))

    targets = re.findall(r"\]\(([^)]*)\)", without_code(text))
    return [target for target in targets if not target.startswith("https://") and is_broken(target)]


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert broken_links(page.read_text("utf-8"), page) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page, other = tmp_path / "page.md", tmp_path / "other.md"
    for path in (page, other):
        path.write_text("# Rate limits (429)\n\n## &\n\n```\n# no heading\n```\n", "utf-8")
    whole = "[a](#rate-limits-429) [b](other.md) [c](other.md#rate-limits-429) [d](https://x.example/#y)"
    broken = ["#", "#rate", "#no-heading", "other.md#", "other.md#rate", "another.md", "#-"]
    assert broken_links(f"{whole} {' '.join(f'[e]({each})' for each in broken)}", page) == broken


def test_every_file_that_the_readme_names_exists() -> None:
    text = without_code(README)
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
