"""One export: fetch into committed parts, make the files, put them in place, write the manifest."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .._query.encode import check_integer
from .._tables.columns import Names
from .._version import VERSION
from ..errors import ConfigurationError, ExportError, InvalidInputError
from ..models.base import Timestamp
from .catalog import chosen
from .fetching import Fetching
from .files import locked, sha256_of
from .formats import filenames, require, told, write
from .ledger import Ledger
from .manifest import Coverage, FileEntry, Manifest, TableEntry
from .places import Destination, Layout, Place, destination, place_of
from .progress import ProgressListener, Tally
from .resources import FORMATS, Format, Resource, left_out
from .staging import FOLDER, Plan, Staging

if TYPE_CHECKING:
    from .._config.settings import Settings
    from .._sync.oneroster import OneRosterClient
    from .._sync.service import ServiceClient

__all__ = [
    "Fetches",
    "check_form",
    "export_oneroster",
    "instant",
    "page_size_for",
    "run",
    "settings_of",
    "share",
]

_LOGGER = logging.getLogger("timeback.export")

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) *%", re.ASCII)
_PAGE = 1_000
_CHECKPOINT = 5_000
# A table of fewer rows may lose a larger share by a single change.
_LARGE = 100
# The server stamps changes by its clock; ours may be ahead, and so may the clock of a part of it.
_CLOCKS_DIFFER = timedelta(minutes=5)


def export_oneroster(
    client: OneRosterClient,
    *,
    to: str | os.PathLike[str],
    format: Format = "parquet",
    since: datetime | date | str | os.PathLike[str] | None = None,
    resources: Iterable[str] | None = None,
    concurrency: int = 4,
    page_size: int | None = None,
    checkpoint_rows: int = _CHECKPOINT,
    resume: bool = True,
    spreadsheet_safe: bool = False,
    names: Names = "python",
    strict: bool = False,
    without: Iterable[str] = (),
    allow_shrink: str = "20%",
    layout: Layout = "flat",
    district: str | None = None,
    storage_options: Mapping[str, Any] | None = None,
    working: str | os.PathLike[str] | None = None,
    progress: ProgressListener | None = None,
) -> Manifest:
    """Export rosters and gradebook to files, with bounded memory.

    Rows are fetched page by page, sorted by id, into a working folder inside `to`; when all are there
    the files are made, put in place one by one, each whole, and `manifest.json` last. An export that
    was killed, at whatever point, goes on where it was at the next call with the same arguments, and
    its files are the same. Passwords are left out. Records marked as deleted are rows as any other, by
    their status, and are also listed in the table `tombstones`; in a `oneroster-csv` bundle of a whole
    roster they are left out, as the standard wants it.

    Args:
        client: Whose platform is read; `OneRosterClient(env="sandbox")` needs no account.
        to: The folder, which is made if need be, or the URL of one in the cloud: `s3://bucket/roster`, `gs://`,
            `az://` or `memory://`. Files of an earlier export there are replaced.
        format: `"parquet"`, `"csv"` or `"ndjson"`: a file for each resource; `"duckdb"`: one database,
            `oneroster.duckdb`; `"oneroster-csv"`: the bundle of OneRoster 1.2, with its `manifest.csv`.
        since: Only what changed since: an instant, a day (from midnight UTC), ISO 8601 text of either, or
            the folder of an earlier export, from whose beginning on changes are taken.
        resources: Names of resources, such as `["users", "enrollments"]`; all, without it.
        concurrency: Pages in flight at a time.
        page_size: Rows a page; 1,000, or as many as the platform takes.
        checkpoint_rows: Rows after which a part is committed.
        resume: Whether to go on with an interrupted export; else it begins anew.
        spreadsheet_safe: Of `"csv"` only: text that a spreadsheet would run as a formula begins with an
            apostrophe, which whoever reads the files otherwise has to take off.
        names: `"python"` spells columns as `primary_org_sourced_id`, `"wire"` as `primaryOrg.sourcedId`.
            NDJSON has records as the server sends them, and a bundle the standard's names, in any case.
        strict: Whether a record at fault ends the export; else it is described in `quarantine.ndjson`.
        without: Fields to leave out, such as `["birth_date", "email"]`: they reach no file at all.
        allow_shrink: The share of its rows that a table of 100 rows or more may have lost since the whole
            export that this one replaces; more, or all of any table, is refused. `"100%"` allows all.
        layout: Folders of its own for each export below `to`: `"district"` is `district=NAME`, `"date"` is
            `date=2026-11-30`, the day on which it began, and `"district/date"` is both.
        district: The name of the district, for a layout that has it.
        storage_options: What fsspec takes for the store of a URL, such as `{"endpoint_url": ...}`; credentials
            are found as the store's own tools find them.
        working: With a URL, the folder of this machine in which the export is prepared, and gone on with; one in
            the user's cache, without it.
        progress: Called with the progress; `timeback.export.show_progress()` makes one.

    Returns:
        The manifest: counts, checksums, times, and the `next_since` of an incremental export.

    Raises:
        InvalidInputError: An argument cannot be used.
        ConfigurationError: A library is missing, or the folder holds what this would spoil.
        APIError: The server failed; the next call goes on from there.
        ExportError: A file could not be written, a record is at fault and `strict` is set, or a table has
            shrunk; what was fetched is kept for the next call.
    """
    check_form(format, FORMATS, names, spreadsheet_safe=spreadsheet_safe)
    allowed = share(allow_shrink)
    check_integer("concurrency", concurrency, minimum=1)
    check_integer("checkpoint_rows", checkpoint_rows, minimum=1)
    wanted, settings = chosen(resources), settings_of(client)
    plan = Plan(
        service="oneroster",
        source=settings.base_url,
        format=format,
        resources=tuple(resource.name for resource in wanted),
        since=instant(since, "oneroster", settings.base_url, wanted),
        page_size=page_size_for(settings, page_size),
        version=VERSION,
        id=uuid.uuid4().hex,
        started_at=datetime.now(UTC),
        spreadsheet_safe=spreadsheet_safe,
        names=names,
        without=left_out(without, wanted),
        layout=layout,
    )
    target = destination(
        to, layout=layout, district=district, options=storage_options, working=working
    )  # fmt: skip

    def fetch(staging: Staging) -> Fetching:
        return Fetching(client, staging, concurrency, checkpoint_rows, strict)

    return run(
        plan, wanted, fetch, to=target, resume=resume, strict=strict, allowed=allowed, progress=progress,
        wants_all=resources is not None,
    )  # fmt: skip


class Fetches(Protocol):
    """A way to bring the rows of resources into committed parts."""

    @property
    def client(self) -> ServiceClient:
        """The client, whose deviations are noted."""
        ...

    @property
    def reads_records(self) -> bool:
        """Whether records are made of the rows already, and their deviations told; else when they are written, once."""
        ...

    def all(
        self, resources: list[Any], progress: ProgressListener | None, *, wants_all: bool
    ) -> tuple[str, ...]:
        """Fetch what is not there yet; the names of the resources that the server does not serve."""
        ...

    def coverage(self, name: str) -> Coverage | None:
        """The part of a list that the rows of a resource cover, where that is not all there is."""
        ...


def run(
    plan: Plan,
    wanted: list[Resource],
    fetch: Callable[[Staging], Fetches],
    *,
    to: Destination,
    resume: bool,
    strict: bool,
    allowed: float,
    progress: ProgressListener | None,
    wants_all: bool,
) -> Manifest:
    """Carry out an export that was asked for: see `export_oneroster()`."""
    with locked(to.folder), told(None), _noting_what_is_kept(to.folder):
        plan, place, earlier = _begun(to, plan, resume)
        if earlier is not None and earlier.since is None and plan.since is not None:
            raise ConfigurationError(f"{place} holds a whole export: give the changes a folder of their own")
        staging = Staging.open(to.folder, plan, resume=resume, published=earlier.id if earlier else None)
        place.check(filenames(plan.format, plan.service, wanted), staging, earlier)
        fetching = fetch(staging)
        absent = fetching.all(wanted, progress, wants_all=wants_all)
        present = [resource for resource in wanted if resource.name not in absent]
        ledger = Ledger(staging, strict)
        manifest = _finish(place, staging, present, absent, earlier, progress, ledger, allowed, fetching)
        # What is left out here was not left out by the server, and what was read already was told already.
        if not plan.without and not fetching.reads_records:
            channel = fetching.client._channel  # pyright: ignore[reportPrivateUsage]
            channel.transport.deviations.take(ledger.notes)
        return manifest


@contextlib.contextmanager
def _noting_what_is_kept(folder: Path) -> Generator[None]:
    try:
        yield
    except KeyboardInterrupt as interruption:
        interruption.add_note(f"{Staging.kept(folder):,} rows are kept in {folder / FOLDER}")
        raise


def _begun(to: Destination, plan: Plan, resume: bool) -> tuple[Plan, Place, Manifest | None]:
    """The plan to follow, an interrupted one if that may be gone on with, its place, and what is there."""
    begun = Staging.begun_by(to.folder) if resume else None
    if begun is not None and plan.continues(begun):
        place = to.place(begun)
        earlier = place.manifest()
        if earlier is None or earlier.id != begun.id:  # else it died after its manifest
            return begun, place, earlier
    place = to.place(plan)
    return plan, place, place.manifest()


def check_form(format: Format, formats: Sequence[str], names: str, *, spreadsheet_safe: bool) -> None:
    """Refuse a form that there is not, or whose library is missing, before anything is fetched.

    Raises:
        InvalidInputError: An argument cannot be used.
        ConfigurationError: Names the extra that brings what is missing.
    """
    if format not in formats:
        raise InvalidInputError.of("format", f"must be one of {', '.join(formats)}")
    if spreadsheet_safe and format != "csv":
        raise InvalidInputError.of("spreadsheet_safe", "goes with the format 'csv' only")
    if names not in ("python", "wire"):
        raise InvalidInputError.of("names", "must be 'python' or 'wire'")
    require(format)


def share(text: str) -> float:
    """The part of one that a share such as `20%` is.

    Raises:
        InvalidInputError: It is none.
    """
    match = _PERCENT.fullmatch(text) if isinstance(text, str) else None  # pyright: ignore[reportUnnecessaryIsInstance]
    if match is None or float(match[1]) > 100:
        raise InvalidInputError.of("allow_shrink", "must be a share such as 20%")
    return float(match[1]) / 100


def settings_of(client: ServiceClient) -> Settings:
    """The settings of a client's service."""
    return client._channel.settings  # pyright: ignore[reportPrivateUsage]


def page_size_for(settings: Settings, page_size: int | None) -> int:
    """Rows a page, within what the platform takes."""
    if page_size is None:
        return min(_PAGE, settings.limits.max_limit)
    check_integer("page_size", page_size, minimum=1, maximum=settings.limits.max_limit)
    return page_size


def _finish(
    place: Place,
    staging: Staging,
    resources: list[Resource],
    absent: tuple[str, ...],
    earlier: Manifest | None,
    progress: ProgressListener | None,
    ledger: Ledger,
    allowed: float,
    fetching: Fetches,
) -> Manifest:
    counts = {resource.name: staging.count(resource.name) for resource in resources}
    write(staging.plan.format, staging, resources, Tally("write", counts, progress), ledger)
    if earlier is not None:
        _check_shrinking(earlier, staging.plan, ledger, allowed)
    files = {
        path.name: FileEntry(bytes=path.stat().st_size, sha256=sha256_of(path))
        for path in staging.outputs()
    }  # fmt: skip
    place.check(files, staging, earlier)
    tables = {
        name: TableEntry(**asdict(count), coverage=fetching.coverage(name))
        for name, count in ledger.tables.items()
    }
    manifest = Manifest(
        service=staging.plan.service,
        format=staging.plan.format,
        since=staging.plan.since,
        next_since=_next_since(staging),
        started_at=staging.plan.started_at,
        finished_at=datetime.now(UTC),
        source=staging.plan.source,
        tables=tables,
        files=files,
        absent=absent,
        version=staging.plan.version,
        id=staging.plan.id,
    )
    upload = Tally("upload", {name: each.bytes for name, each in files.items()}, progress, unit="bytes")
    place.publish(staging, manifest, earlier, upload.add)
    staging.close()
    return manifest


def _check_shrinking(earlier: Manifest, plan: Plan, ledger: Ledger, allowed: float) -> None:
    """Refuse to replace a whole export by one that has lost much of it."""
    was = (earlier.service, earlier.source, earlier.format, earlier.since)
    if was != (plan.service, plan.source, plan.format, plan.since) or plan.since is not None:
        return
    for name, count in ledger.tables.items():
        before = earlier.tables[name].rows if name in earlier.tables else 0
        is_smaller = before >= _LARGE and count.rows < before * (1 - allowed)
        if is_smaller or (before and not count.rows and allowed < 1):
            raise ExportError(
                f"{name}: {count.rows:,} rows, where the export that is there has {before:,}; nothing was "
                "replaced; if this is right, run it again with a larger allow_shrink=",
                resource=name,
            )


def _next_since(staging: Staging) -> datetime:
    """The beginning, by the server's clock where that is behind ours by more than clocks are."""
    ours, theirs = staging.plan.started_at, staging.begun
    if theirs is None or theirs >= ours - _CLOCKS_DIFFER:
        return ours - _CLOCKS_DIFFER
    return theirs - _CLOCKS_DIFFER


def instant(
    since: datetime | date | str | os.PathLike[str] | None,
    service: str = "oneroster",
    source: str | None = None,
    resources: Iterable[Resource] = (),
) -> Timestamp | None:
    """The instant that `since` stands for; see `export_oneroster()`.

    Raises:
        InvalidInputError: It is none, or an export of another service or `source`, or one that lacks `resources`.
    """
    if since is None:
        return None
    if isinstance(since, str):
        with contextlib.suppress(ValueError):
            since = datetime.fromisoformat(since)
    if isinstance(since, str | os.PathLike):
        manifest = place_of(since, named="since").manifest()
        if manifest is None:
            raise InvalidInputError.of("since", "is neither an instant nor the folder of an earlier export")
        _check_base(manifest, service, source, resources)
        return manifest.next_since
    if not isinstance(since, date):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of(
            "since", f"must be an instant, a day or a folder, not {type(since).__name__}"
        )
    if not isinstance(since, datetime):
        since = datetime(since.year, since.month, since.day, tzinfo=UTC)
    return since if since.tzinfo else since.replace(tzinfo=UTC)


def _check_base(base: Manifest, service: str, source: str | None, resources: Iterable[Resource]) -> None:
    """Refuse changes since an export that they would not complete."""
    if base.service != service:
        raise InvalidInputError.of("since", f"is an export of {base.service}, not of {service}")
    if source is not None and base.source != source:
        raise InvalidInputError.of("since", f"is an export of {base.source}, not of {source}")
    known = {*base.tables, *base.absent}
    for resource in resources:
        if resource.name not in known:
            raise InvalidInputError.of("since", f"is an export without {resource.name}")
