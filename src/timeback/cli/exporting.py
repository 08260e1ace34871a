"""The common parts of `timeback export`: a log of the progress, the words at Ctrl-C, keys and names."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Generator

from ..errors import InvalidInputError
from .parameters import read_names
from .profiles import named_secret
from .session import Session

__all__ = ["district_of", "interruptible", "log_progress", "names_in", "pseudonym_key"]


def log_progress() -> None:
    """Write progress as lines of a log, for a standard error that is no terminal."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("timeback.export").setLevel(logging.INFO)


@contextlib.contextmanager
def interruptible(session: Session) -> Generator[None]:
    """Write progress to a log, and say at Ctrl-C what is there already, and how to go on.

    Raises:
        InvalidInputError: It is to be a dry run.
    """
    if session.guard.dry_run:
        raise InvalidInputError.of("--dry-run", "is for what changes a platform; an export only reads it")
    log_progress()
    try:
        yield
    except KeyboardInterrupt as interruption:
        kept = "; ".join(getattr(interruption, "__notes__", ()))
        goes_on = f"{kept}; the same command goes on with them, and with --restart it begins anew"
        print(f"interrupted: {goes_on if kept else 'no row is kept yet'}", file=sys.stderr)
        raise


def pseudonym_key(named: str | None) -> str | None:
    """The key that an option names."""
    if named is None:
        return None
    key = named_secret(named, "pseudonyms")
    if key == named:
        print("others on this machine can see the key: name it as env:VARIABLE", file=sys.stderr)
    return key


def names_in(given: list[str] | None) -> list[str] | None:
    """The names that an option lists; None without it."""
    return None if given is None else read_names(given)


def district_of(session: Session, named: str | None, layout: str) -> str | None:
    """The district that an option names; the profile's, for a layout that needs one."""
    return session.profile if named is None and layout.startswith("district") else named
