"""The page on tests with the sandbox: its tests pass, and workers have a sandbox each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "testing.md"
TESTS = re.findall(r"^```py\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def run(folder: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
    return done.stdout + done.stderr


@pytest.mark.once
def test_the_tests_of_the_page_pass(tmp_path: Path) -> None:
    for number, code in enumerate(TESTS):
        (tmp_path / f"test_{number}.py").write_text(code)
    told = run(tmp_path, ".")
    assert "6 passed" in told, told


@pytest.mark.once
def test_each_worker_has_a_sandbox_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest, time\n"
        "@pytest.mark.parametrize('number', range(2))\n"
        "def test_alone(timeback_sandbox, number, worker_id):\n"
        "    import httpx\n"
        "    with open('urls', 'a') as file: file.write(timeback_sandbox.base_url + '\\n')\n"
        "    httpx.get(timeback_sandbox.base_url + '/none', trust_env=False)\n"
        "    time.sleep(0.5)\n"
        "    assert len(timeback_sandbox.requests) == 1\n"
    )
    told = run(tmp_path, "-n", "2", "--dist", "each")
    assert "4 passed" in told, told
    assert len(set((tmp_path / "urls").read_text().split())) == 2
