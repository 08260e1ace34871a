"""The traceback of an error as notebooks show it: the lines of the user's own, and what is wrong."""

from __future__ import annotations

import itertools
import traceback
from pathlib import Path

__all__ = ["short_traceback"]

_OURS = str(Path(__file__).parent)


def short_traceback(error: BaseException) -> list[str]:
    """The lines of a traceback in which each run of this library's frames is one line, and a cause another.

    What IPython does before it runs a cell is left out. `traceback.print_exception()` has all.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = list(itertools.dropwhile(lambda frame: "/IPython/" in Path(frame.filename).as_posix(), frames))
    lines = ["Traceback (most recent call last):\n"]
    for is_ours, run in itertools.groupby(own, lambda frame: frame.filename.startswith(_OURS)):
        found = list(run)
        lines += [f"  ... {len(found)} frames of timeback\n"] if is_ours else traceback.format_list(found)
    lines += traceback.format_exception_only(error)
    if error.__cause__ is not None:
        lines.append(f"caused by {traceback.format_exception_only(error.__cause__)[-1]}")
    return [each.rstrip("\n") for each in lines]
