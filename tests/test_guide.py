"""The guide is true: its programs run, its fragments compile, and the site builds without a broken link."""

from __future__ import annotations

import ast
import asyncio
import inspect
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from timeback._config.platforms import SERVICES, Platform
from timeback.sandbox.embedded import embedded

ROOT = Path(__file__).parent.parent
PAGES = {
    path.relative_to(ROOT / "docs").as_posix(): path.read_text() for path in (ROOT / "docs").rglob("*.md")
}
FENCE = re.compile(r"^( *)```(python|py)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
BLOCKS = [
    pytest.param(kind, textwrap.dedent(code), id=f"{page}-{number}")
    for page, text in sorted(PAGES.items())
    for number, (_, kind, code) in enumerate(FENCE.findall(text))
    if not page.startswith("tutorials/")  # gone through step by step in `test_tutorials.py`
]


@pytest.mark.parametrize(("kind", "code"), BLOCKS)
def test_every_program_of_the_guide_runs(kind: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = compile(code, "guide", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    # What needs an account of one's own is only compiled.
    if kind == "python":
        for platform in Platform:
            embedded(platform).reset()
        running = eval(program, {"__name__": "__main__"})
        if inspect.iscoroutine(running):
            asyncio.run(running)
        assert capsys.readouterr().out


def test_the_ten_tasks_have_few_lines_in_either_world() -> None:
    text = PAGES["tasks.md"]
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == 10
    programs = [code for _, _, code in FENCE.findall(text)]
    assert len(programs) == 20
    assert all(len([line for line in code.splitlines() if line.strip()]) <= 8 for code in programs)
    assert [bool(re.search(r"\bawait\b|\basync\b", code)) for code in programs] == [False, True] * 10


@pytest.mark.once
@pytest.mark.timeout(240)  # it renders every record with its fields
def test_the_site_builds_strictly(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "index.html").exists()
    records = (tmp_path / "reference" / "models" / "oneroster" / "index.html").read_text("utf-8")
    assert "Valid email address, which no other user has." in records
    calls = (tmp_path / "reference" / "calls" / "oneroster" / "index.html").read_text("utf-8")
    # A scope is reached from its accessor.
    assert 'href="#timeback._sync.oneroster.users.UserScope"' in calls


@pytest.mark.parametrize("service", SERVICES)
def test_the_reference_has_every_place_of_a_client(service: str) -> None:
    page = (ROOT / "docs" / "reference" / "calls" / f"{service}.md").read_text("utf-8")
    (listed,) = re.findall(r"\bmembers: \[(.*?)\]", page)
    modules = {path.stem for path in (ROOT / "src" / "timeback" / "_sync" / service).glob("*.py")}
    assert set(listed.split(", ")) == modules - {"__init__", "entities"}
