"""A bundle of OneRoster CSV files, brought onto a platform through the client's own operations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .._query.arguments import check_integer
from ..errors import InvalidInputError
from .clients import check_oneroster
from .progress import ProgressListener, Tally
from .reading import MAX_BYTES, MAX_RATIO, Bounds, check_encoding, opened
from .resources import RESOURCES
from .roster_csv.columns import RecordFile
from .roster_csv.plan import Plan, make_plan
from .roster_csv.report import DeleteLimit, ImportReport
from .roster_csv.sending import carry_out
from .roster_csv.tables import Bundle
from .run import page_size_for, settings_of

if TYPE_CHECKING:
    from .._sync.oneroster import OneRosterClient

__all__ = ["load_bundle"]

# As many records are asked for one by one; for more the list is read.
_FEW = 50


def load_bundle(
    bundle: str | os.PathLike[str],
    client: OneRosterClient | None = None,
    *,
    dry_run: bool = False,
    max_deletes: int | str | None = None,
    encoding: str = "utf-8",
    concurrency: int = 8,
    progress: ProgressListener | None = None,
    max_bytes: int = MAX_BYTES,
    max_ratio: float = MAX_RATIO,
) -> ImportReport:
    """Make a platform, by default the sandbox in this process, match a OneRoster CSV bundle.

    The bundle may be of version 1.2 or 1.1. Every row is read and compared with the platform's records before
    anything is written; a faulty bundle is refused as a whole, and so is one whose rows refer to records that
    are neither in it nor on the platform. Then records that the platform lacks are
    created, those that differ are changed, and those are deleted whose row says `tobedeleted`, or that
    belong to the bundle's organizations and are no longer in a whole (`bulk`) file. Records of no
    organization (categories, resources) and those of organizations that are not in the bundle's
    `orgs.csv` are never considered missing. After an interruption, call it again: what was written is found
    unchanged.

    Columns that the standard does not name go into `metadata`, as do cells for which the platform has no field
    or value; an export brings them back. Fields that the platform requires but the standard does not are
    filled in: sessions belong to the bundle's first organization without a parent, and a user without an
    email address gets one below `.invalid`. The passwords of `userProfiles.csv` are not loaded.

    Args:
        bundle: A folder of CSV files with their `manifest.csv`, or a ZIP file of one.
        client: The client to load with; `OneRosterClient(env="sandbox")` by default.
        dry_run: Write nothing, and list each change in the report.
        max_deletes: How many records of one kind may be deleted, as a number or as a share such as `"5%"`
            of those that the bundle concerns. By default, up to half of them may be deleted.
        encoding: The encoding of files without a byte order mark, such as `cp1252`.
        concurrency: Rows that are written at a time.
        progress: Called with the progress.
        max_bytes: The largest total size of all files, decompressed; 2 GiB by default.
        max_ratio: How many times larger a file of a ZIP may be when decompressed; 100 by default.

    Returns:
        The rows that were loaded, by file; its `files` count what was created, changed and deleted, and its
        `notes` say what was left out or put in other words. `changes` are listed by a dry run only: of a whole
        district they would be as large as the bundle.

    Raises:
        InvalidInputError: The bundle is not one, is too large or cannot be read, rows of it are faulty or refer to
            records that are nowhere, or more would be deleted than may be; nothing was written. `issues` names
            files, lines and columns.
        APIStatusError: The platform refuses a row; a note names its line.
    """
    check_integer("concurrency", concurrency, minimum=1)
    check_integer("max_bytes", max_bytes, minimum=1)
    check_encoding(encoding)
    if not isinstance(bundle, str | os.PathLike):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of("bundle", f"must be a path, not {type(bundle).__name__}")
    limit = None if max_deletes is None else DeleteLimit.read(max_deletes)
    if client is None:
        from .._sync.oneroster import OneRosterClient

        with OneRosterClient(env="sandbox") as sandbox:
            return load_bundle(
                bundle, sandbox, dry_run=dry_run, max_deletes=max_deletes, encoding=encoding,
                concurrency=concurrency, progress=progress, max_bytes=max_bytes, max_ratio=max_ratio,
            )  # fmt: skip
    check_oneroster(client)
    with opened(Path(bundle).expanduser(), Bounds(max_bytes, max_ratio)) as source:
        read = Bundle(source, encoding)
        plan = make_plan(read, _Records(client), limit=limit, tell=dry_run)
        try:
            if not dry_run:
                carry_out(plan, client, concurrency, _tally(plan, progress))
        finally:
            plan.close()
        return ImportReport(
            read.version, dry_run, plan.files, tuple(plan.notes), tuple(plan.changes if dry_run else ())
        )


class _Records:
    """The platform's records."""

    def __init__(self, client: OneRosterClient) -> None:
        self._client = client
        self._page_size = page_size_for(settings_of(client), None)

    def all(self, file: RecordFile) -> Iterator[tuple[str, bytes]]:
        """All records of a file: their ids, and each as JSON."""
        listing = RESOURCES[file.resource].listing(self._client)
        for record in listing.stream(limit=self._page_size, by_key=True):
            yield record.sourced_id, msgspec.json.encode(record)

    def missing(self, file: RecordFile, ids: set[str]) -> set[str]:
        """Those of some ids that the platform has no record of."""
        if len(ids) > _FEW:
            return ids.difference(sourced_id for sourced_id, _ in self.all(file))
        return {each for each in ids if not self._holds(file, each)}

    def _holds(self, file: RecordFile, sourced_id: str) -> bool:
        try:
            return bool(getattr(self._client, file.resource).exists(sourced_id))
        except InvalidInputError:
            # No record can have an id such as "..", which no path can hold.
            return False


def _tally(plan: Plan, progress: ProgressListener | None) -> Tally:
    counts = {name: changes for name, changes in plan.files.items() if changes.rows}
    tally = Tally("import", {name: changes.rows for name, changes in counts.items()}, progress)
    for name, changes in counts.items():
        tally.skip(name, changes.unchanged)
    return tally
