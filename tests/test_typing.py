"""Type checkers accept what is right (`tests/typing`) and refuse what is wrong, in both worlds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RIGHT = ROOT / "tests" / "typing"
PROGRAMS = RIGHT / "wrong"

IMPORTS = """
import timeback
from timeback import AsyncOneRosterClient, OneRosterClient
from timeback.models.oneroster import ClassInput, Ref, User, UserInput
"""
WRONG = """
client.users.get(5)
client.users.list(limit="x")
client.users.list(no_such_argument=1)
client.users.list(order_by="upwards")
client.users.create(Ref(sourced_id="x"))
client.users.create(a_class)
client.users.update("u-1", a_class)
client.students.create({})
client.schools("s-1").no_such_scope
client.no_such_resource
client.with_options(timeout="soon")
UserInput(given_name="Ada")
user.no_such_field
user.given_name + 1
timeback.no_such_name
""".strip().splitlines()
WRONG_SYNC = """
client.users.get("u-1").no_such_field
client.users.first().given_name
client.users.list()[0].no_such_field
client.users.stream().collect()[0].no_such_field
""".strip().splitlines()
WRONG_ASYNC = """
client.users.get("u-1").given_name
(await client.users.get("u-1")).no_such_field
(await client.users.first()).given_name
[user for user in client.users.stream()]
client.close()
""".strip().splitlines()


def write_wrong(folder: Path) -> tuple[Path, set[int]]:
    """A program that is wrong in every statement of its functions, and the lines of those."""
    path, wrong = folder / "wrong.py", set[int]()
    lines = IMPORTS.splitlines()
    for header, body in (
        ("def sync(client: OneRosterClient, user: User, a_class: ClassInput) -> None:", WRONG + WRONG_SYNC),
        (
            "async def main(client: AsyncOneRosterClient, user: User, a_class: ClassInput) -> None:",
            WRONG + WRONG_ASYNC,
        ),
    ):
        lines.append(header)
        wrong |= set(range(len(lines) + 1, len(lines) + 1 + len(body)))
        # Printed, so that no checker can take a line for a coroutine or an expression that goes unused.
        lines += [f"    print({line})" for line in body]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path, wrong


def mypy(wrong: Path) -> list[tuple[str, int, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary",
         "--no-pretty", "--output=json", *map(str, RIGHT.glob("*.py")), str(wrong)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert not done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(Path(each["file"]).name, each["line"], each["message"]) for each in found]


def pyright(wrong: Path) -> list[tuple[str, int, str]]:
    config = wrong.parent / "pyrightconfig.json"
    config.write_text(
        json.dumps(
            {
                "include": [str(RIGHT), str(wrong)],
                "typeCheckingMode": "strict",
                "extraPaths": [str(ROOT / "src")],
                # A wrong argument leaves unknown types behind: the fault itself is what counts.
                "reportUnknownArgumentType": False,
                "reportUnknownMemberType": False,
                "reportUnknownVariableType": False,
            }
        )
    )
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(config)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(done.stdout)["generalDiagnostics"]
    return [
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1, each["message"])
        for each in found
        if each["severity"] == "error"
    ]


@pytest.mark.once
@pytest.mark.timeout(300)
@pytest.mark.parametrize("checker", [mypy, pyright])
def test_what_is_right_passes_and_every_wrong_line_is_refused(
    checker: Callable[[Path], list[tuple[str, int, str]]], tmp_path: Path
) -> None:
    path, wrong = write_wrong(tmp_path)
    found = checker(path)
    assert not [each for each in found if each[0] != path.name]
    text = path.read_text("utf-8").splitlines()
    refused = {line for _, line, _ in found}
    assert not [text[line - 1] for line in wrong - refused]
    assert not [each for each in found if each[1] not in wrong]


@pytest.mark.once
@pytest.mark.timeout(300)
def test_wrong_programs_are_refused_where_they_are_wrong(tmp_path: Path) -> None:
    programs = [Path(shutil.copy(each, tmp_path)) for each in sorted(PROGRAMS.glob("*.py"))]
    marked = {
        (each.name, number)
        for each in programs
        for number, line in enumerate(each.read_text("utf-8").splitlines(), 1)
        if line.endswith("# wrong")
    }
    assert len(marked) >= 38
    assert {(name, line) for name, line, _ in pyright(programs[0])} == marked
