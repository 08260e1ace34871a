"""`timeback check --live`: what the lists of a platform answer otherwise than the catalog has it."""

from __future__ import annotations

import sys
from typing import Any

from .._codec.plain import plain
from .._sync.live import live_check
from .session import Session
from .terminal import guarded

__all__ = ["live"]


def live(session: Session, *, limit: int, slow: float) -> bool:
    """Ask, and print the report: as text, as one JSON object, or its deviations as rows; whether there are none.

    Args:
        session: Whose settings are meant, and where to print.
        limit: Rows of a page.
        slow: Seconds from which an answer counts as slow.
    """
    with session.client() as timeback:
        report = live_check(timeback, limit=limit, slow=slow)
    form = session.form.format
    if form in ("table", "json"):
        out = guarded(sys.stdout)
        out.write((report.to_text() if form == "table" else report.to_json()) + "\n")
    else:
        rows: list[dict[str, Any]] = [plain(each) for each in report.deviations]
        session.print_rows(rows)
    return report.ok
