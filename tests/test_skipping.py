"""A missing program skips a test with a word on a developer's machine, and fails it in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

@pytest.mark.needs("no-such-program")
def test_of_a_program(): ...

@pytest.mark.needs("{python}")
def test_of_what_is_here(): ...

def test_that_skips_itself():
    pytest.importorskip("no_such_module")

@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail():
    raise LookupError
"""


@pytest.mark.parametrize(
    ("ci", "outcomes"),
    [("", "1 passed, 3 skipped, 1 xfailed"), ("true", "1 failed, 1 passed, 1 xfailed, 2 errors")],
)
def test_a_skip_fails_in_ci_alone(ci: str, outcomes: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS.format(python=sys.executable))
    (tmp_path / "test_whole.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rs", "--continue-on-collection-errors",
         "--noconftest", "-c", "pyproject.toml", "--rootdir", tmp_path, tmp_path],
        cwd=ROOT, env=os.environ | {"CI": ci}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcomes in done.stdout, done.stdout + done.stderr
    assert "no-such-program is not on this machine" in done.stdout
