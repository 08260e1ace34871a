"""The distribution: built as wheel and sdist, installed in each way that pip knows, and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
# What a checkout holds; nothing that tools left behind.
CHECKOUT = (
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "benchmarks",
    "docs",
    "mkdocs.yml",
    "pyproject.toml",
    "setup_markdown.py",
    "setup_reference.py",
    "setup_unasync.py",
    "src",
    "tests",
)

pytestmark = [
    pytest.mark.once,
    pytest.mark.timeout(600),
    # They share a wheel that takes long to build.
    pytest.mark.xdist_group("packaging"),
]

USE_BOTH = """
import asyncio
from timeback import AsyncOneRosterClient, OneRosterClient

with OneRosterClient(env="sandbox") as client:
    assert len(client.users.list(limit=3)) == 3

async def main():
    async with AsyncOneRosterClient(env="sandbox") as client:
        assert len([user async for user in client.users.stream(max_items=3)]) == 3

asyncio.run(main())
"""

LIST_MODULES = """
import json, sys
from timeback import OneRosterClient

print(json.dumps(sorted(sys.modules)))
"""


def run(*command: str | Path, cwd: Path) -> str:
    # The suite's own settings must not leak into the installed package's interpreter.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TIMEBACK_"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy without the generated trees, so that only the build hook can have made them."""
    folder = tmp_path_factory.mktemp("checkout")
    leave_out = shutil.ignore_patterns("__pycache__", "_sync")
    for name in CHECKOUT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=leave_out)
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that was built from the sdist, with the tools of this environment.

    That what is declared suffices for it, each way to install shows.
    """
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, checkout, cwd=folder)
    return folder


def one_file(folder: Path, pattern: str) -> Path:
    (file,) = folder.glob(pattern)
    return file


class Environment:
    """A fresh virtual environment."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, symlinks=os.name != "nt")
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.folder = folder
        self.scripts = scripts
        self.python = scripts / "python"

    def install(self, *what: str | Path) -> None:
        run(
            sys.executable,
            "-m",
            "pip",
            "--python",
            self.python,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-compile",
            *what,
            cwd=self.folder,
        )

    def execute(self, code: str) -> str:
        return run(self.python, "-c", code, cwd=self.folder)


@pytest.fixture(scope="module")
def with_wheel(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("wheel"))
    environment.install(one_file(built, "*.whl"))
    return environment


def source_names(checkout: Path, tree: str) -> set[str]:
    folder = checkout / "src" / "timeback" / tree
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py*")
        if path.suffix in (".py", ".pyi")
    }


def test_the_wheel_holds_both_trees_and_the_types_marker(built: Path, checkout: Path) -> None:
    with zipfile.ZipFile(one_file(built, "*.whl")) as wheel:
        names = set(wheel.namelist())
    assert {"timeback/py.typed", "timeback/models/_fields.json"} <= names
    page = {path.name for path in (checkout / "src/timeback/sandbox/page").iterdir()}
    assert {name.removeprefix("timeback/sandbox/page/") for name in names if "/sandbox/page/" in name} >= page
    for tree in ("_async", "_sync"):
        prefix = f"timeback/{tree}/"
        held = {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
        assert held == source_names(checkout, "_async")
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"timeback"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert any(name.endswith("/LICENSE-preact") and ".dist-info/licenses/" in name for name in names)


def test_the_sdist_can_be_tested_and_rebuilt(built: Path) -> None:
    with tarfile.open(one_file(built, "*.tar.gz")) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "setup_unasync.py"} <= names
    assert {"tests/conftest.py", "tests/_async/conftest.py", "tests/_sync/conftest.py"} <= names
    assert "src/timeback/_sync/__init__.py" in names
    assert {"mkdocs.yml", "docs/index.md", "benchmarks/run.py", "SECURITY.md"} <= names


def test_the_wheel_works(with_wheel: Environment) -> None:
    with_wheel.execute(USE_BOTH)
    assert "sandbox" in run(with_wheel.scripts / "timeback", "--help", cwd=with_wheel.folder)


@pytest.mark.parametrize("way", ["sdist", "checkout", "editable"])
def test_each_way_to_install_gives_both_clients(
    way: str, built: Path, checkout: Path, tmp_path: Path
) -> None:
    arguments: dict[str, list[str | Path]] = {
        "sdist": [one_file(built, "*.tar.gz")],
        "checkout": [checkout],
        "editable": ["--editable", checkout],
    }
    environment = Environment(tmp_path / "venv")
    environment.install(*arguments[way])
    environment.execute(USE_BOTH)


def test_importing_one_client_loads_no_more_than_it_needs(with_wheel: Environment) -> None:
    loaded: list[Any] = json.loads(with_wheel.execute(LIST_MODULES))
    services = (
        "edubridge",
        "caliper",
        "qti",
        "powerpath",
        "case",
        "clr",
        "masterytrack",
        "webhooks",
        "learnwith",
    )
    parts = ("sandbox", "cli", "server", "_async", *(f"_sync.{name}" for name in services))
    unwanted = [f"timeback.{part}" for part in parts] + [f"timeback.models.{name}" for name in services]
    unwanted += ["uvicorn", "rich", "cyclopts", "pytest", "trio"]
    found = [name for name in loaded if any(name == each or name.startswith(f"{each}.") for each in unwanted)]
    assert not found
    assert "timeback._sync.oneroster" in loaded
