"""Type checkers accept what is right (`tests/typing`) and refuse what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

WRONG = {
    "client.users.get(5)": "get",
    "client.users.list(limit='x')": "list",
    "client.users.get('u-1').no_such_field": "no_such_field",
    "client.users.create(Ref(sourced_id='x'))": "create",
    "client.users.list(no_such_argument=1)": "no_such_argument",
    "client.no_such_resource": "no_such_resource",
    "client.students.create({})": "create",
}


def test_what_users_see_is_pinned() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "tests/typing"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_wrong_programs_are_refused(tmp_path: Path) -> None:
    lines = ["from timeback import OneRosterClient", "from timeback.models.oneroster import Ref"]
    lines += ["def use(client: OneRosterClient) -> None:", *(f"    {line}" for line in WRONG)]
    (tmp_path / "wrong.py").write_text("\n".join(lines) + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path / "wrong.py")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    refused = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert refused == set(range(4, 4 + len(WRONG))), done.stdout
