"""The `timeback` command from its start to its end: seconds of processor, and bytes of what completion installs."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5


def main() -> None:
    """Print the figures beside their bounds."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "TIMEBACK_PROFILES": f"{home}/none"}
        # The first makes the bytecode, and the sandbox's first state.
        seconds = {
            "version": cpu("--version", environ=environ),
            "list": cpu("oneroster", "users", "list", "--env", "sandbox", environ=environ),
        }
        run("--install-completion", "--shell", "bash", environ=environ)
        (script,) = (path for path in Path(home, ".local").rglob("timeback") if path.is_file())
        size = script.stat().st_size
    bounds = {"version bound": 0.15, "list bound": 0.6, "completion bound": 50_000}
    print(json.dumps({**seconds, "completion": size, **bounds}))


def cpu(*words: str, environ: dict[str, str]) -> float:
    """Seconds of processor of a command line, at best: what else the machine does only adds to them."""
    run(*words, environ=environ)
    return min(one(*words, environ=environ) for _ in range(RUNS))


def one(*words: str, environ: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*words, environ=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(*words: str, environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "timeback", *words]
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    main()
