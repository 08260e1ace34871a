"""`timeback export` and `timeback import`: whole rosters, to files and from them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from cyclopts import App

from .session import Session

__all__ = ["add_transfer"]


def add_transfer(app: App, session: Session) -> None:
    """Add the two commands."""
    outward = App(name="export", help="Write a whole service to files.")
    inward = App(name="import", help="Load files into a platform.")

    @outward.command(name="oneroster")
    def export_roster(
        *,
        to: Path,
        format: Literal["parquet", "csv", "duckdb", "ndjson", "oneroster-csv"] = "parquet",
        since: str | None = None,
        resources: list[str] | None = None,
        concurrency: int = 4,
        restart: bool = False,
    ) -> None:
        """Write rosters and gradebook to a folder; run it again to go on after an interruption.

        Args:
            to: The folder; made if need be.
            format: The form of the files; `oneroster-csv` is the bundle of OneRoster 1.2.
            since: Only what changed since: an ISO 8601 day or instant, or the folder of an earlier export.
            resources: Names such as `users`; all, without it.
            concurrency: Pages in flight at a time.
            restart: Begin anew instead of going on with an interrupted export.
        """
        from ..export import export_oneroster, show_progress

        _log_progress()
        with session.client() as timeback, show_progress() as progress:
            manifest = export_oneroster(
                timeback.oneroster, to=to, format=format, since=since, resources=resources,
                concurrency=concurrency, resume=not restart, progress=progress,
            )  # fmt: skip
        session.print_rows([{"table": name, "rows": each.rows} for name, each in manifest.tables.items()])

    @inward.command(name="oneroster")
    def import_roster(bundle: Path, /, *, max_bytes: int = 2 * 1024**3, max_ratio: float = 100.0) -> None:
        """Load a OneRoster 1.2 CSV bundle; loading it again is harmless.

        Args:
            bundle: A folder of CSV files with their `manifest.csv`, or a ZIP file of one.
            max_bytes: Bytes of all files together, once decompressed, at most.
            max_ratio: Times that a file of a ZIP may grow when it is decompressed, at most.
        """
        from ..export import load_bundle, show_progress

        _log_progress()
        with session.client() as timeback, show_progress() as progress:
            loaded = load_bundle(
                bundle, timeback.oneroster, progress=progress, max_bytes=max_bytes, max_ratio=max_ratio
            )
        session.print_rows([{"file": name, "rows": rows} for name, rows in loaded.items()])

    app.command(outward)
    app.command(inward)


def _log_progress() -> None:
    """Write progress as lines of a log, for a standard error that is no terminal."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("timeback.export").setLevel(logging.INFO)
