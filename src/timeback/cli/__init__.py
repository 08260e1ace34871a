"""The `timeback` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .._version import VERSION

__all__ = ["main"]

_USAGE = """Usage: timeback COMMAND ...

  sandbox   serve a local Timeback (extra: sandbox)
  record    run a command, and keep what its clients exchange

All other commands need the extra 'cli'."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        print(VERSION)
        return 0
    # Serving needs nothing but the extra `sandbox`, recording nothing at all.
    if arguments[:1] == ["sandbox"]:
        from .sandbox import main as sandbox

        return sandbox(arguments)
    if arguments[:1] == ["record"]:
        from .record import main as record

        return record(arguments)
    try:
        import cyclopts  # noqa: F401  # pyright: ignore[reportUnusedImport]
        import rich  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        if set(arguments) <= {"-h", "--help"}:
            print(_USAGE)
            return 0
        print("timeback: this command needs the extra 'cli'", file=sys.stderr)
        return 1
    from .app import run

    return run(arguments)
