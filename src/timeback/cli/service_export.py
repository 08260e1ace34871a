"""`timeback export edubridge` and its like: the lists of the services beside OneRoster, to files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from cyclopts import App

from .exporting import district_of, interruptible, names_in
from .session import Session

__all__ = ["EXPORTED", "add_services"]

EXPORTED = ("edubridge", "caliper", "powerpath", "case", "qti", "clr", "masterytrack", "webhooks")
"""The services that `timeback.export.SERVICES` names, which are not imported to print a help."""


def add_services(outward: App, session: Session) -> None:
    """Add a command for each service."""
    for service in EXPORTED:
        _add(outward, session, service)


def _add(outward: App, session: Session, service: str) -> None:
    @outward.command(name=service)
    def export_lists(
        *,
        to: str,
        format: Literal["parquet", "csv", "duckdb", "ndjson"] = "parquet",
        since: str | None = None,
        mode: Literal["replace", "append", "merge"] = "replace",
        until: str | None = None,
        resources: list[str] | None = None,
        students: list[str] | None = None,
        timezone: str | None = None,
        concurrency: int = 4,
        restart: bool = False,
        strict: bool = False,
        without: list[str] | None = None,
        allow_shrink: str = "20%",
        layout: Literal["flat", "district", "date", "district/date"] = "flat",
        district: str | None = None,
        working: Path | None = None,
    ) -> None:
        """Write the lists of this service to a folder; run it again to go on after an interruption.

        Args:
            to: The folder, which is made if need be, or a URL such as `s3://bucket/facts`, `gs://`, `az://`.
            format: The form of the files.
            since: The ISO 8601 day or instant from which on, or the folder of an earlier export. Facts of
                EduBridge need it.
            mode: The files hold the rows alone, or these go into the tables in `current/` (`merge`), by their keys,
                or into those in `history/` (`append`). Later calls go on from where the last one ended.
            until: The day or instant up to which facts and events are read; now, without it.
            resources: Names of lists, with commas between them; all, without it.
            students: OneRoster ids of those whose rows are read; all students, without it.
            timezone: The IANA name of the zone whose days EduBridge counts.
            concurrency: Calls in flight at a time.
            restart: Begin anew instead of going on with an interrupted export.
            strict: End at the first record at fault, instead of describing it in `quarantine.ndjson`.
            without: Fields to leave out.
            allow_shrink: The share of its rows that a table may have lost since the export that is there.
            layout: Folders below `to` for each export: `district=NAME`, `date=2026-11-30`, or both.
            district: The name of the district, for a layout that has it; the profile's, without it.
            working: With a URL, the folder in which the export is prepared; one in the user's cache, without it.
        """
        from ..export import export_service, show_progress

        with interruptible(session), session.client() as timeback, show_progress() as progress:
            manifest = export_service(
                timeback, service, to=to, format=format, since=since, mode=mode, until=until,
                resources=names_in(resources), students=names_in(students), timezone=timezone,
                concurrency=concurrency, resume=not restart, progress=progress,
                spreadsheet_safe=session.form.spreadsheet_safe, names=session.form.names,
                strict=strict, without=names_in(without) or (), allow_shrink=allow_shrink, layout=layout,
                district=district_of(session, district, layout), working=working,
            )  # fmt: skip
        session.print_rows([_counted(name, each) for name, each in manifest.tables.items()])


def _counted(name: str, each: Any) -> dict[str, Any]:
    covered = each.coverage
    return {
        "table": name,
        "rows": each.rows,
        "faulty": each.faulty,
        "quarantined": each.quarantined,
        "doubled": each.doubled,
        "by": covered.by,
        "parts": covered.parts,
        "not_found": covered.not_found,
    }
