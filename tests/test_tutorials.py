"""The tutorials are true: each is gone through as a new user would, files, commands, servers and cells included."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from tests.test_examples import free_port

ROOT = Path(__file__).parent.parent
PAGES = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "docs" / "tutorials").glob("*.md"))}
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```', re.DOTALL | re.MULTILINE)
SECONDS = 60


def environment(folder: Path) -> dict[str, str]:
    """The environment of a new user: this Python first, no settings of Timeback."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("TIMEBACK_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"
    quiet = {"PYTEST_ADDOPTS": "-p no:asyncio -p no:cacheprovider", "PYTHONDONTWRITEBYTECODE": "1"}
    return own | quiet | {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80", "HOME": str(folder)}


def moved(page: str) -> str:
    """The page with ports that are free here."""
    for port in set(re.findall(r"--port (\d+)", page)):
        page = re.sub(rf"\b{port}\b", str(free_port()), page)
    return page


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a block, and what the page shows below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def fits(shown: str, printed: str) -> bool:
    """Whether a command printed what the page shows; `...` stands for what differs from run to run."""
    pattern = re.escape(shown.rstrip()).replace(r"\.\.\.", ".*")
    return re.fullmatch(pattern, printed.rstrip(), re.DOTALL) is not None


@contextmanager
def running(command: str, folder: Path, variables: dict[str, str]) -> Iterator[None]:
    """A server, from when it takes connections until the page is done."""
    (port,) = re.findall(r"--port (\d+)", command)
    with (folder / "server.log").open("w+b") as log:
        server = subprocess.Popen(shlex.split(command), cwd=folder, env=variables, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + SECONDS
            while True:
                try:
                    socket.create_connection(("127.0.0.1", int(port)), 1).close()
                    break
                except OSError:
                    log.seek(0)
                    assert server.poll() is None and time.monotonic() < deadline, log.read().decode()
                    time.sleep(0.1)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(SECONDS)


@pytest.mark.once
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", [name for name in PAGES if name != "notebook"])
def test_a_tutorial_does_what_it_shows(name: str, tmp_path: Path) -> None:
    variables, shown_commands = environment(tmp_path), 0
    with ExitStack() as servers:
        for kind, title, text in FENCE.findall(moved(PAGES[name])):
            if kind in ("python", "json"):
                (tmp_path / title).write_text(text, "utf-8")
            for command, shown in commands(text) if kind == "console" else ():
                if title == "in one terminal":
                    servers.enter_context(running(command, tmp_path, variables))
                elif exported := re.fullmatch(r"export (\w+)=(.*)", command):
                    variables[exported[1]] = exported[2]
                else:
                    done = subprocess.run(
                        ["bash", "-c", command],
                        cwd=tmp_path, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                        timeout=SECONDS, check=False,
                    )  # fmt: skip
                    assert fits(shown, done.stdout), f"$ {command}\n{done.stdout}"
                    shown_commands += bool(shown)
    assert shown_commands > 3


@pytest.mark.once
@pytest.mark.timeout(180)
def test_the_notebook_s_cells_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [(title, text) for kind, title, text in FENCE.findall(PAGES["notebook"]) if kind == "python"]
    cells = [nbformat.v4.new_code_cell(text.rstrip()) for _, text in blocks]
    for cell, (title, _) in zip(cells, blocks, strict=True):
        cell.metadata["tags"] = ["raises-exception"] if title == "fails" else []
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": tmp_path}}).execute()
    outputs: list[Any] = [cell.outputs[-1] for cell in cells]
    tables = [each.data["text/html"] for each in outputs if "text/html" in each.get("data", {})]
    assert len(tables) >= 6 and all("<table" in each for each in tables)
    assert "(300, Rows(300 rows of User))" in [each.data["text/plain"] for each in outputs if "data" in each]
    assert any("image/png" in each.get("data", {}) for each in outputs)
    (refused,) = [each.text for each in outputs if each.output_type == "stream"]
    assert refused.startswith("create_many(): [2].score: Expected")
    assert outputs[-2].data["text/plain"] == "RowOutcomes(3 succeeded, 0 failed)"
    assert outputs[-1].output_type == "error" and len(outputs[-1].traceback) < 8


def test_every_way_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert len(PAGES) == 5
    assert all(f"tutorials/{name}.md" in navigation for name in PAGES)
