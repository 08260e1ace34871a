"""Measure our clients and the published one side by side, and print a table of ratios.

    python benchmarks/run.py            five runs a figure
    python benchmarks/run.py --quick    two runs, for a look; not for quoting

Everything is set up under `benchmarks/.venv-*`. Each run of a measure is a process of its
own, and the clients take turns, so that what else the machine does slows all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from table import ROWS, Figures, render

HERE = Path(__file__).resolve().parent
PUBLISHED = ["timeback-oneroster==0.4.0", "timeback-core==0.4.0"]
ENVIRONMENTS = {
    "ours": ["--editable", f"{HERE.parent}[aiohttp]"],
    "plain": ["--editable", f"{HERE.parent}", "uvicorn", "httptools", "uvloop"],
    "command": ["--editable", f"{HERE.parent}[cli]"],
    "peer": PUBLISHED,
}

# (environment, script, measure, the names that its figures get); the published client's stand by ours.
TASKS = [
    ("plain", "ours.py", "decode", {}),
    ("peer", "peer.py", "decode", {}),
    ("plain", "ours.py", "memory", {}),
    ("peer", "peer.py", "memory", {}),
    ("ours", "ours.py", "stream", {}),
    ("plain", "ours.py", "stream", {"ours": "plain"}),
    ("plain", "ours.py", "stream-sync", {}),
    ("peer", "peer.py", "stream", {}),
    ("ours", "ours.py", "stream-slow", {}),
    ("plain", "ours.py", "stream-slow-sync", {}),
    ("peer", "peer.py", "stream-slow", {}),
    ("ours", "ours.py", "stream-long", {}),
    ("plain", "ours.py", "stream-long-sync", {}),
    ("peer", "peer.py", "stream-long", {}),
    ("plain", "ours.py", "own", {}),
    ("ours", "ours.py", "get", {"bare": "bare httpx"}),
    ("plain", "ours.py", "get", {"ours": "plain"}),
    ("plain", "ours.py", "get-sync", {}),
    ("peer", "peer.py", "get", {}),
    ("ours", "ours.py", "get-32", {}),
    ("plain", "ours.py", "get-32", {"ours": "plain"}),
    ("plain", "ours.py", "bare-32", {}),
    ("peer", "peer.py", "get-32", {}),
    ("ours", "ours.py", "get-100", {}),
    ("plain", "ours.py", "get-100", {"ours": "plain"}),
    ("plain", "ours.py", "bare-100", {}),
    ("peer", "peer.py", "get-100", {}),
    ("plain", "ours.py", "threads", {}),
    ("ours", "ours.py", "first", {}),
    ("plain", "ours.py", "first", {"ours": "plain", "ours cold": "plain cold"}),
    ("peer", "peer.py", "first", {}),
    ("command", "command.py", "command", {}),
]
# A whole process: import, client, token, first call.
FRESH = {
    "fresh": (
        "from timeback import OneRosterClient as Client; Client(**{settings}).users.get('user-1')",
        "import asyncio\n"
        "from timeback_oneroster import OneRosterClient as Client\n"
        "async def main():\n"
        "    one = Client(**{settings})\n"
        "    await one.users.get('user-1')\n"
        "    await one.close()\n"
        "asyncio.run(main())",
    ),
    "fresh-async": (
        "import asyncio\n"
        "from timeback import AsyncOneRosterClient as Client\n"
        "async def main():\n"
        "    async with Client(**{settings}) as one: await one.users.get('user-1')\n"
        "asyncio.run(main())",
        None,
    ),
}
IMPORTS = {
    "import": ("from timeback import OneRosterClient", "from timeback_oneroster import OneRosterClient"),
    "import-async": (
        "from timeback import AsyncOneRosterClient",
        "from timeback_oneroster import OneRosterClient",
    ),
    "import-all": ("from timeback import TimebackClient", "from timeback_core import TimebackClient"),
}


def main() -> None:
    """Set up, measure in turns, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="two runs a figure instead of five")
    parser.add_argument("--runs", type=int, help="runs a figure")
    parser.add_argument("--only", metavar="WORD", help="only measures whose name begins with this")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every figure to a file")
    arguments = parser.parse_args()
    names = {task[2] for task in TASKS} | IMPORTS.keys() | FRESH.keys()
    if not any(name.startswith(arguments.only or "") for name in names):
        parser.error(f"no measure begins with {arguments.only!r}; there are {', '.join(sorted(names))}")
    runs = arguments.runs or (2 if arguments.quick else 5)
    # An installed package has its bytecode; an editable one may keep its own.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    pythons = set_up()
    figures: Figures = defaultdict(list)
    with server(pythons["plain"]) as base_url:
        for number in range(runs):
            print(f"run {number + 1} of {runs}, {time.monotonic() - started:.0f} s", file=sys.stderr)
            one_round(pythons, base_url, arguments.only or "", figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))
    table = render(ROWS, figures).splitlines()
    print("\n".join(line for line in table if not (arguments.only and "| - | - | - |" in line)))
    print(f"\nmedian of {runs} runs, {os.cpu_count()} cores, {time.monotonic() - started:.0f} s in all")


def one_round(pythons: dict[str, Path], base_url: str, only: str, figures: Figures) -> None:
    """Every measure once."""
    for environment, script, measure, renames in TASKS:
        if not measure.startswith(only):
            continue
        kind = measure.replace("bare-", "get-")
        for name, value in measured(pythons[environment], script, measure, base_url).items():
            figures[f"{kind}: {renames.get(name, name)}"].append(value)
    settings = repr(
        {
            "base_url": f"{base_url}/0/10000",
            "auth_url": f"{base_url}/oauth2/token",
            "client_id": "id",
            "client_secret": "secret",
        }
    )
    for measure, (ours, theirs) in {**IMPORTS, **FRESH}.items():
        if measure.startswith(only):
            for name, python, code in (("ours", "plain", ours), ("peer", "peer", theirs)):
                cost = code and import_cost(pythons[python], code.replace("{settings}", settings))
                if cost is not None:
                    figures[f"{measure}: {name}"].append(cost)


def measured(python: Path, script: str, measure: str, base_url: str) -> dict[str, float]:
    """The figures of one measure, in a process of its own."""
    command = [python, HERE / script, measure, base_url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        sys.exit(f"{script} {measure} failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def import_cost(python: Path, code: str) -> float | None:
    """Seconds of a process that imports, less those of one that does not; None if it cannot."""
    if run_seconds(python, code) is None:
        return None
    with_import = [run_seconds(python, code) or 0.0 for _ in range(3)]
    without = [run_seconds(python, "pass") or 0.0 for _ in range(3)]
    return statistics.median(with_import) - statistics.median(without)


def run_seconds(python: Path, code: str) -> float | None:
    """Seconds of a whole process."""
    started = time.perf_counter()
    done = subprocess.run([python, "-c", code], stderr=subprocess.DEVNULL, check=False)
    return None if done.returncode else time.perf_counter() - started


# -- environments and the server ----------------------------------------------------------------


def set_up() -> dict[str, Path]:
    """The Python of each environment, made where it is missing."""
    pythons: dict[str, Path] = {}
    for name, packages in ENVIRONMENTS.items():
        folder = HERE / f".venv-{name}"
        pythons[name] = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        wanted = json.dumps([packages, (HERE.parent / "pyproject.toml").read_text()])
        ready = folder / "ready"
        if ready.is_file() and ready.read_text() == wanted:
            continue
        print(f"setting up {folder.name}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([find_python(), "-m", "venv", folder], check=True)
        pip = [pythons[name], "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *packages], check=True)
        ready.write_text(wanted)
    return pythons


def find_python() -> str:
    """A Python that the published client runs on: 3.12 or newer, the same for every environment."""
    for candidate in candidates():
        check = [candidate, "-c", "import sys, venv; sys.exit(sys.version_info < (3, 12))"]
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return candidate
    sys.exit("the published client needs Python 3.12 or newer, and none was found")


def candidates() -> Iterator[str]:
    """Pythons to try: this one, those on the path, those of pyenv."""
    yield sys.executable
    for version in ("3.12", "3.13", "3.14"):
        found = shutil.which(f"python{version}")
        if found:
            yield found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for version in ("3.12", "3.13", "3.14"):
        for found_at in sorted(pyenv.glob(f"versions/{version}*/bin/python"), reverse=True):
            yield str(found_at)


@contextmanager
def server(python: Path) -> Iterator[str]:
    """The server, in a process of its own, while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([python, HERE / "server.py", str(port)])
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    sys.exit("the server did not start")
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
