"""What is compared with what, what it should come to, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

__all__ = ["ROWS", "Figures", "Row", "render"]


# Every run of every figure, round by round.
Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Row:
    """One line of the table: two figures and the bound of their ratio.

    `at_least` bounds how many times faster ours is (theirs / ours), `at_most` what share
    of the other's cost ours has (ours / theirs).
    """

    title: str
    ours: str
    theirs: str
    at_least: float | None = None
    at_most: float | None = None
    unit: str = "ms"

    def ratio(self, figures: Figures) -> float | None:
        """The ratio that the aim speaks of, as the median of each round's own; None where a figure is missing."""
        pairs = list(zip(figures.get(self.ours, []), figures.get(self.theirs, []), strict=False))
        if not pairs:
            return None
        return median(theirs / ours if self.at_least is not None else ours / theirs for ours, theirs in pairs)

    def is_met(self, ratio: float) -> bool | None:
        """Whether the ratio is within its bound; None where there is none."""
        if self.at_least is not None:
            return ratio >= self.at_least
        return None if self.at_most is None else ratio <= self.at_most

    @property
    def aim(self) -> str:
        """The bound in words."""
        if self.at_least is not None:
            return f">= {self.at_least:g}x faster"
        return "" if self.at_most is None else f"<= {self.at_most:g}x"


ROWS = [
    Row("decode 1,000 users, to published", "decode: ours", "decode: peer", at_least=7),
    Row("decode 1,000 users, to bare msgspec", "decode: ours", "decode: bare", at_most=1.15),
    Row("decode 1,000 users that all deviate, to well-formed", "decode: odd", "decode: ours", at_most=4),
    Row("memory of a decoded user", "memory: ours", "memory: peer", at_most=0.5, unit="B"),
    Row("stream 10,000 users, async, extras", "stream: ours", "stream: peer", at_least=8),
    Row("stream 10,000 users, async", "stream: plain", "stream: peer", at_least=8),
    Row("stream 10,000 users, sync", "stream-sync: ours", "stream: peer", at_least=6),
    Row("stream 2,000 users, 100 ms a page, async", "stream-slow: ours", "stream-slow: peer", at_least=4),
    Row("stream 2,000 users, 100 ms a page, sync", "stream-slow-sync: ours", "stream-slow: peer", at_least=4),
    Row(
        "growth over 200,000 users, async, to 7 pages",
        "stream-long: ours",
        "stream-long: pages",
        at_most=1,
        unit="MiB",
    ),
    Row(
        "growth over 200,000 users, sync, to 7 pages",
        "stream-long-sync: ours",
        "stream-long-sync: pages",
        at_most=1,
        unit="MiB",
    ),
    Row("growth over 200,000 users, to published", "stream-long: ours", "stream-long: peer", unit="MiB"),
    Row("own work of a sync get, to 30 us", "own: sync", "own: sync bound", at_most=1, unit="us"),
    Row("own work of an async get, to 50 us", "own: async", "own: async bound", at_most=1, unit="us"),
    Row("get in turn, sync, to a raw socket", "get-sync: ours", "get-sync: socket", at_most=5.3),
    Row("get in turn, sync, to http.client", "get-sync: ours", "get-sync: http.client"),
    Row("get in turn, sync, to bare httpx", "get-sync: ours", "get-sync: bare", at_most=1.15),
    Row("get in turn, async, to bare httpx", "get: plain", "get: bare", at_most=1.15),
    Row("get in turn, async, extras, to bare httpx", "get: ours", "get: bare httpx", at_most=1.15),
    Row("get in turn, async, to published", "get: plain", "get: peer"),
    Row("get, 32 at once, extras", "get-32: ours", "get-32: peer", at_least=4),
    Row("get, 100 at once, extras", "get-100: ours", "get-100: peer", at_least=4),
    Row("get, 32 at once, to bare httpx", "get-32: plain", "get-32: bare", at_most=1.0),
    Row("get, 100 at once, to bare httpx", "get-100: plain", "get-100: bare", at_most=1.0),
    Row("one client in 16 threads, to 16 clients", "threads: shared", "threads: apart", at_most=1.0),
    Row("import of one service's client", "import: ours", "import: peer", at_most=0.3),
    Row("import of one service's async client", "import-async: ours", "import-async: peer", at_most=0.3),
    Row("import of TimebackClient", "import-all: ours", "import-all: peer", at_most=0.12),
    Row("import, client, token, first get", "fresh: ours", "fresh: peer", at_most=0.35),
    Row("import, client, token, first get, async", "fresh-async: ours", "fresh: peer", at_most=0.35),
    Row("new client, token, first get, extras", "first: ours", "first: peer", at_most=0.5),
    Row("new client, token, first get, async", "first: plain", "first: peer", at_most=0.5),
    Row("new client, token, first get, sync", "first: ours sync", "first: peer", at_most=0.5),
    Row("the same, the first in a process, extras", "first: ours cold", "first: peer cold", at_most=0.5),
    Row("the same, the first in a process, async", "first: plain cold", "first: peer cold", at_most=0.5),
    Row("timeback --version, processor, to 0.15 s", "command: version", "command: version bound", at_most=1),
    Row(
        "timeback oneroster users list, sandbox, to 0.6 s", "command: list", "command: list bound", at_most=1
    ),
    Row(
        "script of completion, to 50 kB",
        "command: completion",
        "command: completion bound",
        at_most=1,
        unit="B",
    ),
]

_SCALES = {"us": 1e6, "ms": 1e3, "B": 1.0, "MiB": 1 / 2**20}


def _figure(row: Row, values: list[float] | None) -> str:
    if not values:
        return "-"
    return f"{median(values) * _SCALES[row.unit]:,.{0 if row.unit == 'B' else 2}f} {row.unit}"


def render(rows: list[Row], figures: Figures) -> str:
    """The table in Markdown; rows without figures are marked, not left out."""
    lines = ["| measure | ours | other | ratio | aim | met |", "|---|---:|---:|---:|---|---|"]
    for row in rows:
        ours, theirs = (_figure(row, figures.get(name)) for name in (row.ours, row.theirs))
        ratio = row.ratio(figures)
        shown = "-" if ratio is None else f"{ratio:.2f}"
        met = None if ratio is None else row.is_met(ratio)
        verdict = {True: "yes", False: "no", None: ""}[met]
        lines.append(f"| {row.title} | {ours} | {theirs} | {shown} | {row.aim} | {verdict} |")
    return "\n".join(lines)
