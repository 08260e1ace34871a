"""Many small cases in one test: all are checked, and each that does not hold is told by its name."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest


def sweep(names: Iterable[str], check: Callable[[str], object]) -> None:
    """Check every name; fail once, with what each of the misfits said and where."""
    names, misfits = list(names), list[str]()
    assert names, "there is nothing to check"
    for name in names:
        try:
            check(name)
        except Exception as error:
            misfits.append(_told(name, error))
    if misfits:
        pytest.fail(f"{len(misfits)} of {len(names)} do not hold:\n" + "\n".join(misfits), pytrace=False)


def _told(name: str, error: Exception) -> str:
    """One misfit: its name, the line that found it, and the error's own words."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = "".join(traceback.format_exception_only(error)).strip()
    return f"\n{name} ({Path(place.filename).name}:{place.lineno}, {place.line})\n  " + said.replace(
        "\n", "\n  "
    )
