"""`timeback record`: run a command, and keep what its clients exchange."""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .._http.recorders import RECORD_KEY_VARIABLE, RECORD_VARIABLE

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Run the command, and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="timeback record",
        usage="timeback record --to DIR -- COMMAND ...",
        description="Run a command, and keep what its Timeback clients exchange, without secrets and personal data.",
    )
    parser.add_argument(
        "--to", required=True, metavar="DIR", help="where to; Sandbox(replay=DIR) answers from it"
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the command")
    arguments = parser.parse_args(argv[1:])
    command = [*arguments.command]
    if command[:1] == ["--"]:
        del command[0]
    if not command:
        parser.error("a command is missing after --")
    variables = {
        RECORD_VARIABLE: str(Path(arguments.to).resolve()),
        RECORD_KEY_VARIABLE: secrets.token_hex(32),
    }
    try:
        return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    except OSError as error:
        print(f"timeback: {command[0]} cannot be run: {error}", file=sys.stderr)
        return 127
