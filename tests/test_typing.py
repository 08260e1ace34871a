"""Type checkers accept what is right (`tests/typing`) and refuse what is wrong, in both worlds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

import timeback
from tests.sweeping import sweep

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


def write_wrong(folder: Path) -> set[tuple[str, int]]:
    """A program that is wrong in every statement of its functions; gives the lines of those."""
    wrong = set[tuple[str, int]]()
    lines = IMPORTS.splitlines()
    for header, body in (
        ("def sync(client: OneRosterClient, user: User, a_class: ClassInput) -> None:", WRONG + WRONG_SYNC),
        (
            "async def main(client: AsyncOneRosterClient, user: User, a_class: ClassInput) -> None:",
            WRONG + WRONG_ASYNC,
        ),
    ):
        lines.append(header)
        wrong |= {("wrong.py", number) for number in range(len(lines) + 1, len(lines) + 1 + len(body))}
        # Printed, so that no checker can take a line for a coroutine or an expression that goes unused.
        lines += [f"    print({line})" for line in body]
    (folder / "wrong.py").write_text("\n".join(lines) + "\n", "utf-8")
    return wrong


def copied(source: Path, folder: Path) -> set[tuple[str, int]]:
    """Copy the programs of a folder; gives the lines that are marked as wrong."""
    marked = set[tuple[str, int]]()
    for path in source.glob("*.py"):
        assert not (folder / path.name).exists(), "two programs have one name"
        lines = Path(shutil.copy(path, folder)).read_text("utf-8").splitlines()
        marked |= {(path.name, number) for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    return marked


def mypy(folder: Path) -> list[tuple[str, int, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary",
         "--no-pretty", "--output=json", *map(str, folder.glob("*.py"))],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert not done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(Path(each["file"]).name, each["line"], each["message"]) for each in found]


def pyright(folder: Path) -> list[tuple[str, int, str]]:
    config = folder / "pyrightconfig.json"
    config.write_text(
        json.dumps(
            {
                "include": ["."],
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
    wrong = write_wrong(tmp_path) | copied(RIGHT, tmp_path)
    if checker is pyright:
        marked = copied(PROGRAMS, tmp_path)
        assert len(marked) >= 38
        wrong |= marked
    found = checker(tmp_path)
    refused = {(name, line) for name, line, _ in found}
    texts = {path.name: path.read_text("utf-8").splitlines() for path in tmp_path.glob("*.py")}
    assert not [texts[name][line - 1] for name, line in wrong - refused]
    assert not [each for each in found if each[:2] not in wrong]


def test_what_no_checker_can_tell_is_refused_before_anything_is_sent() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.method} {request.url} was sent")

    def client(kind: type) -> object:
        return kind(base_url="https://example.org", auth=None, transport=httpx.MockTransport(refuse))

    clients = {
        "client": client(timeback.OneRosterClient), "edubridge": client(timeback.EduBridgeClient),
        "case": client(timeback.CaseClient), "qti": client(timeback.QtiClient),
        "powerpath": client(timeback.PowerPathClient),
    }  # fmt: skip

    def check(line: str) -> None:
        with pytest.raises(timeback.InvalidInputError):
            eval(line, clients)

    texts = [path.read_text("utf-8") for path in PROGRAMS.glob("*.py")]
    refused = [line.strip() for text in texts for line in text.splitlines() if line.endswith("# refused")]
    assert len(refused) >= 20
    sweep(refused, check)
