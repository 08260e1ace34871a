"""The generator of the sync trees: what it writes, what it refuses, what `--check` notices."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GENERATOR = "setup_unasync.py"

# It tries the generator on every Python itself.
pytestmark = pytest.mark.once

THING = '''"""One thing; `await thing.get()` fetches it, and `aclose` lets go."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tenacity import AsyncRetrying

from .._concurrency_async import AsyncGate, async_pause
from ..http import AsyncWire
from ..sandbox.transports import AsyncLoop

__all__ = ["AsyncThing"]


class _AsyncPart:
    pass


class AsyncThing:
    """A thing.

    Use it in an `async with` block, or an `AsyncThing` by itself:

        async for row in thing.rows():
            await row.save()
    """

    async def get(self, gate: AsyncGate, wire: AsyncWire, loop: AsyncLoop) -> _AsyncPart:
        # `await` the pause, never an AsyncThing: async for waits too.
        await async_pause()
        async with gate:
            async for attempt in AsyncRetrying():
                with attempt:
                    return _AsyncPart()
        raise LookupError("await AsyncThing")

    async def rows(self) -> AsyncIterator[int]:
        yield 1

    async def aclose(self) -> None:
        self.message = f"{self.closed} things"
'''

MODULES = {
    "src/timeback/_concurrency_async.py": "",
    "src/timeback/_concurrency.py": (
        "class AsyncGate: ...\nclass Gate: ...\nasync def async_pause(): ...\ndef pause(): ...\nclass AsyncAlone: ...\n"
    ),
    "src/timeback/_http/exchange.py": "class AsyncWire: ...\nclass Wire: ...\n",
    "src/timeback/_http/brought.py": "",
    "src/timeback/sandbox/connections.py": "class AsyncLoop: ...\nclass Loop: ...\n",
    "src/timeback/_async/__init__.py": '"""The clients."""\n',
    "src/timeback/_async/deep/__init__.py": "",
    "src/timeback/_async/deep/thing.py": THING.replace("..", "..."),
    "tests/_async/test_thing.py": "async def test_nothing() -> None:\n    AsyncHTTPTransport()\n",
}


class Project:
    """A checkout in small, with the real generator."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for each in (GENERATOR, "setup_fields.py"):
            shutil.copy(ROOT / each, root)
        for path, source in MODULES.items():
            self.write(path, source)

    def write(self, path: str, source: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def generate(self, *options: str) -> subprocess.CompletedProcess[str]:
        return run(sys.executable, self.root, *options)


def run(
    python: str, root: Path, *options: str, borrowed: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if borrowed is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(borrowed), sysconfig.get_path("purelib")])
    command = [python, str(root / GENERATOR), *options]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    done = made.generate()
    assert done.returncode == 0, done.stderr
    return made


SYNC_THING = "src/timeback/_sync/deep/thing.py"


def test_code_is_transformed(project: Project) -> None:
    code = project.read(SYNC_THING)
    for expected in (
        "from tenacity import Retrying\n",
        "from ..._concurrency import Gate, pause\n",
        '__all__ = ["Thing"]\n',
        "class _Part:\n",
        "    def get(self, gate: Gate, wire: Wire, loop: Loop) -> _Part:\n",
        "        pause()\n        with gate:\n            for attempt in Retrying():\n",
        "    def rows(self) -> Iterator[int]:\n",
        "    def close(self) -> None:\n",
    ):
        assert expected in code
    compile(code, SYNC_THING, "exec")


def test_docstrings_and_comments_are_rewritten_and_other_strings_are_not(project: Project) -> None:
    code = project.read(SYNC_THING)
    for expected in (
        '"""One thing; `thing.get()` fetches it, and `close` lets go."""\n',
        "    Use it in an `with` block, or an `Thing` by itself:\n",
        "        for row in thing.rows():\n            row.save()\n",
        "never an Thing: for waits too.\n",
        'LookupError("await AsyncThing")\n',
    ):
        assert expected in code


def test_the_first_line_says_where_a_file_comes_from(project: Project) -> None:
    for path in ("src/timeback/{}/__init__.py", "src/timeback/{}/deep/__init__.py", "tests/{}/test_thing.py"):
        first = project.read(path.format("_sync")).splitlines()[0]
        assert first == f"# Generated from {path.format('_async')} by {GENERATOR}; do not edit."


def test_a_second_run_touches_nothing(project: Project) -> None:
    def states() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in project.root.rglob("_sync/**/*.py")}

    before = states()
    assert project.generate().returncode == 0
    assert states() == before


@pytest.mark.parametrize("fault", ["different", "missing", "orphaned"])
def test_check_notices_what_generating_mends(project: Project, fault: str) -> None:
    assert project.generate("--check").returncode == 0
    path = SYNC_THING if fault != "orphaned" else "src/timeback/_sync/old/left.py"
    if fault == "missing":
        (project.root / path).unlink()
    else:
        project.write(path, "print('by hand')\n")

    found = project.generate("--check")
    assert found.returncode == 1
    assert path in found.stdout + found.stderr
    assert f"python {GENERATOR}" in found.stdout + found.stderr

    assert project.generate().returncode == 0
    assert project.generate("--check").returncode == 0
    assert (project.root / path).exists() == (fault != "orphaned")


def test_the_docstrings_under_fields_become_a_file(project: Project) -> None:
    source = '''
class Person(Model):
    """A person."""

    name: str
    """Name by which
    people know them."""
    age: int | None = None
'''
    project.write("src/timeback/models/people/__init__.py", source)
    assert "missing: src/timeback/models/_fields.json" in project.generate("--check").stderr
    assert project.generate().returncode == 0
    found = json.loads(project.read("src/timeback/models/_fields.json"))
    assert found == {"people.Person": {"name": "Name by which people know them."}}

    project.write("src/timeback/models/people/__init__.py", source.replace("people know", "others call"))
    assert "differs: src/timeback/models/_fields.json" in project.generate("--check").stderr


def test_check_writes_nothing(project: Project) -> None:
    project.write(SYNC_THING, "print('by hand')\n")
    project.generate("--check")
    assert project.read(SYNC_THING) == "print('by hand')\n"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("AsyncRetrying", "Unrelated", "AsyncRetrying"),
        ("async_pause", "pause", "async_pause"),
        ("AsyncWire", "str", "AsyncWire"),
    ],
)
def test_a_rename_that_nothing_uses_is_refused(project: Project, old: str, new: str, name: str) -> None:
    path = "src/timeback/_async/deep/thing.py"
    project.write(path, project.read(path).replace(old, new))
    done = project.generate()
    assert done.returncode == 1
    assert name in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "import asyncio",
        "from collections.abc import Awaitable",
        "from collections.abc import Coroutine",
        "rows = aiter(source)",
        "row = anext(source)",
        "from contextlib import AsyncExitStack",
        "from ..concurrency import AsyncAlone",
        "from ..elsewhere import async_helper",
        "class SyncThing: ...",
    ],
)
def test_what_cannot_be_renamed_is_refused_with_its_line(project: Project, line: str) -> None:
    project.write("src/timeback/_async/odd.py", f'"""Odd."""\n\n{line}\n')
    done = project.generate()
    assert done.returncode == 1
    assert "odd.py:" in done.stderr


def test_a_rename_does_not_meet_a_name_that_is_there(project: Project) -> None:
    project.write(
        "src/timeback/_async/odd.py", "from models import Odd\n\n\nclass AsyncOdd:\n    kind = Odd\n"
    )
    done = project.generate()
    assert done.returncode == 1
    assert "AsyncOdd" in done.stderr


@pytest.mark.parametrize(
    "definition", ["class Thing: ...", "def Thing(): ...", "Thing = int", "Thing: type = int"]
)
def test_a_sync_name_is_no_shared_modules_name_too(project: Project, definition: str) -> None:
    project.write("src/timeback/deep/things.py", f"{definition}\n")
    done = project.generate()
    assert done.returncode == 1
    assert "AsyncThing becomes Thing, which src/timeback/deep/things.py defines already" in done.stderr


def test_shared_modules_may_have_names_that_nothing_becomes(project: Project) -> None:
    project.write(
        "src/timeback/things.py", "class Things: ...\nclass _Thing: ...\n\n\ndef use():\n    Thing = 1\n"
    )
    assert project.generate().returncode == 0


@functools.cache
def interpreters() -> list[str]:
    """Every Python from 3.11 on that runs here; a shim on the PATH may lead nowhere."""
    working: list[str] = []
    for minor in range(11, 20):
        name = f"python3.{minor}"
        found = [shutil.which(name)]
        if "PYENV_ROOT" in os.environ:
            versions = Path(os.environ["PYENV_ROOT"], "versions")
            found += [str(path) for path in sorted(versions.glob(f"3.{minor}.*/bin/{name}"))]
        for python in filter(None, found):
            if subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
                working.append(python)
                break
    return working


@pytest.fixture
def borrowed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What lets another interpreter use our generator's requirements, which are pure Python.

    unasync imports setuptools for a build command that is not used here, and the setuptools
    that came with one Python may not even be importable on the next.
    """
    folder = tmp_path_factory.mktemp("borrowed")
    command = folder / "setuptools" / "command"
    command.mkdir(parents=True)
    (command.parent / "__init__.py").touch()
    (command / "__init__.py").touch()
    (command / "build_py.py").write_text("class build_py: ...\n", "utf-8")
    return folder


@pytest.mark.timeout(240)  # some seconds a Python alone, many beside others
def test_every_python_generates_the_same_bytes(borrowed: Path) -> None:
    for python in interpreters():
        done = run(python, ROOT, "--check", borrowed=borrowed)
        assert done.returncode == 0, f"{python}: {done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    "expression", ["await thing.get()", "[row async for row in thing]", "thing.aclose", "async_pause()"]
)
def test_f_strings_are_refused_on_every_python(project: Project, borrowed: Path, expression: str) -> None:
    """Python 3.12 takes them apart where 3.11 does not, so what is renamed would differ."""
    project.write("src/timeback/_async/odd.py", f"async def say(thing):\n    return f'{{{expression}}}'\n")
    for python in interpreters():
        done = run(python, project.root, borrowed=borrowed)
        assert done.returncode == 1, f"{python} accepts it"
        assert "odd.py:" in done.stderr
