"""`timeback export` and `timeback import`: whole rosters, to files and from them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cyclopts import App

from .completion import CompletedApp
from .districts import add_districts
from .exporting import district_of, interruptible, log_progress, names_in, pseudonym_key
from .service_export import add_services
from .session import Session

if TYPE_CHECKING:
    from ..export import ImportReport, Manifest

__all__ = ["add_transfer"]


def add_transfer(app: App, session: Session) -> None:
    """Add the two commands."""
    outward = CompletedApp(
        name="export",
        help="Write a whole service to files, or with --profiles the rosters of many districts.",
    )
    inward = CompletedApp(name="import", help="Load files into a platform.")

    @outward.command(name="oneroster")
    def export_roster(
        *,
        to: str,
        format: Literal["parquet", "csv", "duckdb", "ndjson", "oneroster-csv"] = "parquet",
        since: str | None = None,
        mode: Literal["replace", "append", "merge"] = "replace",
        sweep: bool = False,
        resources: list[str] | None = None,
        concurrency: int = 4,
        page_size: int | None = None,
        restart: bool = False,
        nested: Literal["flatten", "keep", "json"] = "flatten",
        tables: Literal["flat", "normalized"] = "flat",
        raw: bool = False,
        strict: bool = False,
        without: list[str] | None = None,
        pseudonymize: str | None = None,
        allow_shrink: str = "20%",
        layout: Literal["flat", "district", "date", "district/date"] = "flat",
        district: str | None = None,
        working: Path | None = None,
    ) -> None:
        """Write rosters and gradebook to a folder; run it again to go on after an interruption.

        Args:
            to: The folder, which is made if need be, or a URL such as `s3://bucket/roster`, `gs://`, `az://`.
            format: The form of the files; `oneroster-csv` is the bundle of OneRoster 1.2.
            since: Only what changed since: an ISO 8601 day or instant, or the folder or URL of an earlier export.
            mode: The files hold the rows alone, or these go into the tables in `current/` (`merge`), deleted ones
                taken out, or into those in `history/` (`append`). All is fetched where nothing is there yet, and
                from then on what changed since the last call.
            sweep: With `merge`, find what was deleted without a mark, by the ids that the server still has.
            resources: Names such as `orgs,users`; all, without it.
            concurrency: Pages in flight at a time; BEYOND_AI takes ten.
            page_size: Rows per page; by default as many as the platform allows.
            restart: Begin anew instead of going on with an interrupted export.
            nested: What becomes of records inside a row: a column for each of their fields, one of records, or JSON.
            tables: `normalized` gives each list inside rows a table of its own, such as `users_roles`.
            raw: Also write records as the server sends them, into files such as `users.raw.ndjson`.
            strict: End at the first record at fault, instead of describing it in `quarantine.ndjson`.
            without: Fields to leave out, such as `birth_date,email`.
            pseudonymize: Replace what names people, alike in all tables and all runs, by a secret key:
                `env:VARIABLE`, `keyring:SERVICE` (of the user `pseudonyms`), or the key itself, which other users
                of the machine can see then.
            allow_shrink: The share of its rows that a table may have lost since the export that is there.
            layout: Folders below `to` for each export: `district=NAME`, `date=2026-11-30`, or both.
            district: The name of the district, for a layout that has it; the profile's, without it.
            working: With a URL, the folder in which the export is prepared; one in the user's cache, without it.
        """
        from ..export import export_oneroster, show_progress

        with interruptible(session), session.client() as timeback, show_progress() as progress:
            manifest = export_oneroster(
                timeback.oneroster, to=to, format=format, since=since, mode=mode, sweep=sweep,
                resources=names_in(resources), concurrency=concurrency, page_size=page_size, resume=not restart,
                progress=progress,
                spreadsheet_safe=session.form.spreadsheet_safe, names=session.form.names, strict=strict,
                nested=nested, tables=tables, raw=raw,
                without=names_in(without) or (), pseudonymize=pseudonym_key(pseudonymize), allow_shrink=allow_shrink,
                layout=layout, district=district_of(session, district, layout),
                working=working,
            )  # fmt: skip
        session.print_rows(_table_rows(manifest))

    add_services(outward, session)
    add_districts(outward, session)

    @inward.command(name="oneroster")
    def import_roster(
        bundle: Path,
        /,
        *,
        dry_run: bool = False,
        changes: bool = False,
        max_deletes: str | None = None,
        encoding: str = "utf-8",
        concurrency: int = 8,
        max_bytes: int = 2 * 1024**3,
        max_ratio: float = 100.0,
    ) -> None:
        """Bring a platform to what a OneRoster CSV bundle of version 1.2 or 1.1 says.

        Run it again to go on after an interruption: what was written is found unchanged.

        Args:
            bundle: A folder of CSV files with their `manifest.csv`, or a ZIP file of one.
            dry_run: Write nothing; print what would be created, changed and deleted.
            changes: With `--dry-run`, print each record that would be written, and what differs.
            max_deletes: How many records of one kind may be deleted: a number, or a share such as `5%`.
                Without it, what a whole file lacks is deleted up to one half.
            encoding: The encoding of files without a byte order mark, such as `cp1252`.
            concurrency: Rows that are written at a time.
            max_bytes: Bytes of all files together, once decompressed, at most.
            max_ratio: Times that a file of a ZIP may grow when it is decompressed, at most.
        """
        from ..export import load_bundle, show_progress

        log_progress()
        with session.client() as timeback, show_progress() as progress:
            report = load_bundle(
                bundle, timeback.oneroster, max_deletes=max_deletes,
                dry_run=dry_run or changes or session.guard.dry_run,
                encoding=encoding, concurrency=concurrency, progress=progress, max_bytes=max_bytes,
                max_ratio=max_ratio,
            )  # fmt: skip
        for note in report.notes:
            print(note, file=sys.stderr)
        session.print_rows(_change_rows(report) if changes else _count_rows(report))

    app.command(outward)
    app.command(inward)


def _table_rows(manifest: Manifest) -> list[dict[str, Any]]:
    names = ["rows", "deleted", "faulty", "quarantined", "doubled"]
    if manifest.mode != "replace":
        names += ["changed", "removed"]
    return [
        {"table": name, **{each: getattr(entry, each) for each in names}}
        for name, entry in manifest.tables.items()
    ]


def _count_rows(report: ImportReport) -> list[dict[str, Any]]:
    return [
        {
            "file": name, "rows": each.rows, "created": each.created, "changed": each.changed,
            "deleted": each.deleted, "unchanged": each.unchanged,
        }
        for name, each in report.files.items()
    ]  # fmt: skip


def _change_rows(report: ImportReport) -> list[dict[str, Any]]:
    return [
        {
            "action": each.action, "file": each.file, "sourced_id": each.sourced_id,
            "columns": ", ".join(each.columns),
        }
        for each in report.changes
    ]  # fmt: skip
