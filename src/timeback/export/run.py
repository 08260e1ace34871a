"""One export: fetch into committed parts and make the files meanwhile, put them in place, write the manifest."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from .._query.encode import check_integer
from .._tables.columns import Names, Nested
from .._version import VERSION
from ..errors import ConfigurationError, ExportError, InvalidInputError
from .catalog import chosen
from .current import combine, names_of
from .fetching import Fetching
from .files import locked, sha256_of
from .formats import require, told, write
from .ledger import Ledger
from .manifest import Coverage, FileEntry, Manifest, TableEntry
from .places import KEPT, Destination, Layout, Place, StoreOptions, destination
from .progress import ProgressListener, Tally
from .pseudonyms import Pseudonyms
from .resources import FORMATS, MODES, Format, Mode, Resource, Tables, left_out
from .since import Base, Since, base_of
from .staging import FOLDER, Plan, Staging
from .sweep import ids_in, sweep
from .tables import check_tables

if TYPE_CHECKING:
    from .._config.settings import Settings
    from .._sync.oneroster import OneRosterClient
    from .._sync.service import ServiceClient

__all__ = [
    "Fetches",
    "check_form",
    "export_oneroster",
    "kept_place",
    "page_size_for",
    "run",
    "settings_of",
    "share",
]

_LOGGER = logging.getLogger("timeback.export")

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) *%", re.ASCII)
_CHECKPOINT = 5_000
# A table of fewer rows may lose a larger share by a single change.
_LARGE = 100
# The server stamps changes by its clock, of which parts of it may be ahead.
_CLOCKS_DIFFER = timedelta(minutes=5)


def export_oneroster(
    client: OneRosterClient,
    *,
    to: str | os.PathLike[str],
    format: Format = "parquet",
    since: Since = None,
    mode: Mode = "replace",
    sweep: bool = False,
    resources: Iterable[str] | None = None,
    concurrency: int = 4,
    page_size: int | None = None,
    checkpoint_rows: int = _CHECKPOINT,
    resume: bool = True,
    spreadsheet_safe: bool = False,
    names: Names = "python",
    nested: Nested = "flatten",
    tables: Tables = "flat",
    raw: bool = False,
    strict: bool = False,
    without: Iterable[str] = (),
    pseudonymize: str | bytes | Pseudonyms | None = None,
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
            the folder or URL of an earlier export, from whose beginning on changes are taken. It has to be
            of the same server, resources and settings.
        mode: What becomes of the rows. `"replace"`: the files hold these alone. `"merge"`: they are merged into
            the tables in `current/`, and records that are deleted are taken out; `"append"`: they are added to
            those in `history/`. Where nothing is there yet all is fetched, or what changed `since`, and merged
            into that export; from then on what changed since the last call. Parquet and DuckDB only.
        sweep: With `"merge"`, whether to fetch the ids of all records too, and to take out what was deleted
            without a mark.
        resources: Names of resources, such as `["users", "enrollments"]`; all, without it.
        concurrency: Pages in flight at a time; BEYOND_AI takes ten.
        page_size: Rows a page; as many as the platform takes, without it: 3,000, or 100 on LEARNWITH_AI.
        checkpoint_rows: Rows after which a part is committed.
        resume: Whether to go on with an interrupted export; else it begins anew.
        spreadsheet_safe: Of `"csv"` only: text that a spreadsheet would run as a formula begins with an
            apostrophe, which whoever reads the files otherwise has to take off.
        names: `"python"` spells columns as `primary_org_sourced_id`, `"wire"` as `primaryOrg.sourcedId`.
            NDJSON has records as the server sends them, and a bundle the standard's names, in any case.
        nested: What becomes of a record inside a row, where there are columns: `"flatten"` gives each of its
            fields one (`primary_org_sourced_id`), `"keep"` keeps it whole, `"json"` makes it JSON text.
        tables: `"normalized"` gives each list inside rows a table of its own, such as `users_roles`, with a row
            an item: the record's id, the item's place, and what it holds.
        raw: Whether each table also has a file, such as `users.raw.ndjson`, with records as the server sends them.
        strict: Whether a record at fault ends the export; else it is described in `quarantine.ndjson`.
        without: Fields to leave out, such as `["birth_date", "email"]`: they reach no file at all.
        pseudonymize: A secret key, by which names, addresses, ids and the like of people are replaced, alike in
            all tables and all calls; what else is said of them is left out, but for what is known to be no
            matter, such as grades. Whoever has the key can check a guess, so let it be long and random.
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
    storage_options = None if storage_options is None else StoreOptions(storage_options)
    pseudonyms = Pseudonyms.by(pseudonymize)
    del pseudonymize  # no traceback shows it
    allowed = share(allow_shrink)
    check_integer("concurrency", concurrency, minimum=1)
    check_integer("checkpoint_rows", checkpoint_rows, minimum=1)
    wanted, settings = chosen(resources), settings_of(client)
    plan = Plan(
        service="oneroster",
        source=settings.base_url,
        format=format,
        resources=tuple(resource.name for resource in wanted),
        since=None,
        page_size=page_size_for(settings, page_size),
        version=VERSION,
        id=uuid.uuid4().hex,
        started_at=datetime.now(UTC),
        spreadsheet_safe=spreadsheet_safe,
        names=names,
        nested=nested,
        tables=tables,
        raw=raw,
        without=left_out(without, wanted),
        layout=layout,
        mode=mode,
        sweep=sweep,
        pseudonyms=None if pseudonyms is None else pseudonyms.mark,
    )
    check_mode(plan)
    check_tables(plan)
    target = destination(
        to, layout=layout, district=district, options=storage_options, working=working
    )  # fmt: skip
    begins, base = base_of(since, plan, target, wanted)
    plan = msgspec.structs.replace(plan, since=begins)

    def fetch(staging: Staging) -> Fetching:
        return Fetching(client, staging, concurrency, checkpoint_rows, strict, pseudonyms)

    return run(
        plan, wanted, fetch, to=target, base=base, resume=resume, strict=strict, allowed=allowed, progress=progress,
        wants_all=resources is not None,
    )  # fmt: skip


class Fetches(Protocol):
    """A way to bring the rows of resources into committed parts."""

    @property
    def client(self) -> ServiceClient:
        """The client, whose deviations are noted."""
        ...

    @property
    def ahead(self) -> int:
        """Pages in flight beside the one that is waited for."""
        ...

    def known_as(self, resource: Any, key: str) -> str:
        """The id under which a record stands in the files."""
        ...

    @property
    def reads_records(self) -> bool:
        """Whether records are made of the rows already, and their deviations told; else when they are written, once."""
        ...

    def begin(
        self, resources: list[Any], progress: ProgressListener | None, *, wants_all: bool
    ) -> Mapping[str, int | None]:
        """The rows that each resource has, None where that is not known; what the server does not serve is left out."""
        ...

    def lines(self, resource: Any) -> Iterator[bytes]:
        """The rows of a resource in JSON, which are staged before they are given.

        Raises:
            UnorderedError: All are staged now, but not in order: go through them again.
        """
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
    base: Base | None = None,
    resume: bool,
    strict: bool,
    allowed: float,
    progress: ProgressListener | None,
    wants_all: bool,
) -> Manifest:
    """Carry out an export that was asked for: see `export_oneroster()`."""
    folder = to.folder()
    with locked(folder), told(None), _noting_what_is_kept(folder):
        plan, place, earlier = _begun(to, folder, plan, resume)
        if earlier is not None and earlier.is_whole and not _is_whole(plan):
            raise ConfigurationError(f"{place} holds a whole export: give the changes a folder of their own")
        staging = Staging.open(folder, plan, resume=resume, published=earlier.id if earlier else None)
        place.check(names_of(plan, wanted), staging, earlier)
        fetching = fetch(staging)
        source = staging if plan.mode == "replace" else staging.changes()
        totals = fetching.begin(wanted, progress, wants_all=wants_all)
        present = [resource for resource in wanted if resource.name in totals]
        ledger = Ledger(source, fetching.lines, strict=strict)
        write(source, present, Tally("write", totals, progress), ledger)
        absent = tuple(resource.name for resource in wanted if resource.name not in totals)
        manifest = _finish(
            place, staging, source, present, absent, earlier, base, progress, ledger, allowed, fetching
        )
        # What is left out here was not left out by the server, and what was read already was told already.
        if not plan.without and plan.pseudonyms is None and not fetching.reads_records:
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


def _begun(to: Destination, folder: Path, plan: Plan, resume: bool) -> tuple[Plan, Place, Manifest | None]:
    """The plan to follow, an interrupted one if that may be gone on with, its place, and what is there."""
    begun = Staging.begun_by(folder) if resume else None
    if begun is not None and plan.continues(begun):
        place = to.place(begun)
        earlier = place.manifest()
        if earlier is None or earlier.id != begun.id:  # else it died after its manifest
            return begun, place, earlier
    place = to.place(plan)
    return plan, place, place.manifest()


def kept_place(to: Destination, mode: Mode) -> tuple[Place, Manifest | None]:
    """The place of the latest export at a destination, and its manifest; None where there is none."""
    place = to.root if mode == "replace" else to.root.below(KEPT[mode])
    if not to.layout.endswith("date"):
        return place, place.manifest()
    days = sorted(name for name in place.names() if name.startswith("date="))
    for name in reversed(days):
        dated = place.below(name)
        if (manifest := dated.manifest()) is not None:
            return dated, manifest
    return place, None


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


def check_mode(plan: Plan) -> None:
    """Refuse what goes with another way to keep rows.

    Raises:
        InvalidInputError: An argument cannot be used.
    """
    if plan.mode not in MODES:
        raise InvalidInputError.of("mode", f"must be one of {', '.join(MODES)}")
    if plan.sweep and plan.mode != "merge":
        raise InvalidInputError.of("sweep", "goes with mode='merge', whose tables it takes rows out of")
    if plan.mode == "replace":
        return
    if plan.format not in ("parquet", "duckdb"):
        raise InvalidInputError.of("format", f"must be parquet or duckdb with mode={plan.mode!r}")
    if plan.layout.endswith("date"):
        raise InvalidInputError.of("layout", f"has no date with mode={plan.mode!r}, which keeps one state")
    require("duckdb")


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
        return settings.limits.max_limit
    check_integer("page_size", page_size, minimum=1, maximum=settings.limits.max_limit)
    return page_size


def _finish(
    place: Place,
    staging: Staging,
    source: Staging,
    resources: list[Resource],
    absent: tuple[str, ...],
    earlier: Manifest | None,
    base: Base | None,
    progress: ProgressListener | None,
    ledger: Ledger,
    allowed: float,
    fetching: Fetches,
) -> Manifest:
    tables = {
        name: TableEntry(**asdict(count), coverage=fetching.coverage(name))
        for name, count in ledger.tables.items()
    }
    if source is staging:
        files = {
            path.name: FileEntry(bytes=path.stat().st_size, sha256=sha256_of(path))
            for path in staging.outputs()
        }  # fmt: skip
    else:
        tables, files = _combined(staging, source, base, resources, tables, fetching, progress)
    before = base.manifest if base and staging.plan.mode == "merge" else earlier
    if before is not None:
        _check_shrinking(before, staging.plan, tables, allowed)
    place.check([path.name for path in staging.outputs()], staging, earlier)
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
        mode=staging.plan.mode,
        names=staging.plan.names,
        without=staging.plan.without,
        pseudonyms=staging.plan.pseudonyms,
        nested=staging.plan.nested,
        normalized=staging.plan.tables == "normalized",
    )
    upload = Tally("upload", {name: each.bytes for name, each in files.items()}, progress, unit="bytes")
    place.publish(staging, manifest, earlier, upload.add)
    staging.close()
    return manifest


def _combined(
    staging: Staging,
    changes: Staging,
    base: Base | None,
    resources: list[Resource],
    tables: Mapping[str, TableEntry],
    fetching: Fetches,
    progress: ProgressListener | None,
) -> tuple[dict[str, TableEntry], dict[str, FileEntry]]:
    """The tables and files of a current state or a history that the changes went into."""
    plan, ids = staging.plan, staging.folder / "ids"
    if plan.sweep:
        sweep(
            fetching.client, resources, ids, page_size=plan.page_size, ahead=fetching.ahead, progress=progress
        )

    def swept(resource: Resource) -> Iterator[str]:
        return (fetching.known_as(resource, key) for key in ids_in(ids, resource))

    found = combine(staging, changes, base, resources, swept if plan.sweep else None)
    there = base.manifest if base else None
    entries: dict[str, TableEntry] = {}
    for name, each in tables.items():
        deleted = 0
        if plan.mode == "append":
            deleted = each.deleted + (there.tables[name].deleted if there and name in there.tables else 0)
        entries[name] = msgspec.structs.replace(
            each, rows=found.rows[name], deleted=deleted, changed=each.rows, removed=found.removed.get(name)
        )
    files = dict(found.files)
    if plan.mode == "append" and there is not None:
        files = {**there.files, **files}
    return entries, files


def _is_whole(plan: Plan) -> bool:
    """Whether all records are in the tables, and not changes alone."""
    return plan.mode == "merge" or (plan.mode == "replace" and plan.since is None)


def _check_shrinking(earlier: Manifest, plan: Plan, tables: Mapping[str, TableEntry], allowed: float) -> None:
    """Refuse to replace all records by those of an export that has lost much of them."""
    was = (earlier.service, earlier.source, earlier.format)
    if was != (plan.service, plan.source, plan.format) or not (earlier.is_whole and _is_whole(plan)):
        return
    for name, count in tables.items():
        before = earlier.tables[name].rows if name in earlier.tables else 0
        if plan.mode == "merge" and name in earlier.tables:
            before -= earlier.tables[name].deleted
        is_smaller = before >= _LARGE and count.rows < before * (1 - allowed)
        if is_smaller or (before and not count.rows and allowed < 1):
            raise ExportError(
                f"{name}: {count.rows:,} rows, where the export that is there has {before:,}; nothing was "
                "replaced; if this is right, run it again with a larger allow_shrink=",
                resource=name,
            )


def _next_since(staging: Staging) -> datetime:
    """The beginning by the server's clock; by ours, where it does not tell the time."""
    return (staging.begun or staging.plan.started_at) - _CLOCKS_DIFFER
