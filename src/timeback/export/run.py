"""One export: fetch into committed parts and make the files meanwhile, put them in place, write the manifest."""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from .._query.arguments import check_integer
from .._tables.columns import Names, Nested
from .._version import VERSION
from ..errors import InvalidInputError
from .catalog import chosen
from .clients import check_oneroster
from .current import names_of
from .fetching import Fetching
from .files import locked
from .finishing import Fetches, check_replaced, finish
from .formats import require, told, write
from .ledger import Ledger
from .manifest import Manifest
from .places import KEPT, Destination, Layout, Place, StoreOptions, destination
from .progress import ProgressListener, Tally
from .pseudonyms import Pseudonyms
from .resources import FORMATS, MODES, Format, Mode, Resource, Tables, left_out
from .since import Base, Since, base_of, check_past
from .staging import FOLDER, Plan, Staging
from .tables import check_tables

if TYPE_CHECKING:
    from .._config.settings import Settings
    from .._sync.oneroster import OneRosterClient
    from .._sync.service import ServiceClient

__all__ = [
    "check_form",
    "export_oneroster",
    "kept_place",
    "page_size_for",
    "run",
    "settings_of",
    "share",
]


_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) *%", re.ASCII)
_CHECKPOINT = 5_000


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

    Rows are fetched page by page, sorted by id, into a working folder inside `to`. When all are there,
    the files are made and put in place one by one, each complete, and `manifest.json` last. If an export
    is killed, at any point, the next call with the same arguments continues it, and the files come out
    the same. Passwords are left out. Records marked as deleted are rows like any other, with that status,
    and are also listed in the table `tombstones`; a `oneroster-csv` bundle of a whole roster leaves them
    out, as the standard requires.

    Args:
        client: The client to read with; `OneRosterClient(env="sandbox")` needs no account.
        to: The folder, which is created if needed, or the URL of one in the cloud: `s3://bucket/roster`, `gs://`,
            `az://` or `memory://`. Files of an earlier export there are replaced.
        format: `"parquet"`, `"csv"` or `"ndjson"`: a file for each resource; `"duckdb"`: one database,
            `oneroster.duckdb`; `"oneroster-csv"`: the bundle of OneRoster 1.2, with its `manifest.csv`.
        since: Only records changed since then: an instant, a day (from midnight UTC), ISO 8601 text of either,
            or the folder or URL of an earlier export, since whose start changes are fetched. It must have
            the same server, resources and settings.
        mode: Where the rows go. `"replace"`: the files hold only these rows. `"merge"`: they are merged into the
            tables in `current/`, and deleted records are removed. `"append"`: they are added to the tables in
            `history/`. The first call fetches everything, or what changed `since`, merged into that export;
            later calls fetch what changed since the last one. Parquet and DuckDB only.
        sweep: With `"merge"`, whether to fetch the ids of all records too, and to remove records that were
            deleted without a mark.
        resources: Names of resources, such as `["users", "enrollments"]`; all by default.
        concurrency: Pages in flight at a time; BEYOND_AI takes ten.
        page_size: Rows per page; by default as many as the platform allows: 3,000, or 100 on LEARNWITH_AI.
        checkpoint_rows: Rows after which a part is saved; 5,000 by default.
        resume: Whether to continue an interrupted export; otherwise it starts over.
        spreadsheet_safe: For `"csv"` only: put an apostrophe before text that a spreadsheet would run as a
            formula. Other readers of the files have to remove it.
        names: `"python"` spells columns as `primary_org_sourced_id`, `"wire"` as `primaryOrg.sourcedId`.
            NDJSON always has records as the server sends them, and a bundle the standard's names.
        nested: How to store a record inside a row, in formats with columns: `"flatten"` gives each of its
            fields a column (`primary_org_sourced_id`), `"keep"` keeps it whole, `"json"` makes it JSON text.
        tables: `"normalized"` gives each list inside rows a table of its own, such as `users_roles`, with a row
            per item: the record's id, the item's index, and its fields.
        raw: Whether each table also has a file, such as `users.raw.ndjson`, with records as the server sends them.
        strict: Whether a faulty record stops the export; otherwise it is described in `quarantine.ndjson`.
        without: Fields to leave out, such as `["birth_date", "email"]`; they are in no file at all.
        pseudonymize: A secret key. Names, addresses, ids and the like of people are replaced with pseudonyms, the
            same in all tables and all calls. Other data about people is left out, except what is known to be
            harmless, such as grades. Whoever has the key can check a guess, so make it long and random.
        allow_shrink: The share of rows that a table of 100 rows or more may have lost since the complete export
            that this one replaces. If it lost more, or any table lost all, the export is refused. `"100%"`
            allows everything.
        layout: A folder below `to` for each export: `"district"` is `district=NAME`, `"date"` is
            `date=2026-11-30`, the day on which it started, and `"district/date"` is both.
        district: The name of the district, for a layout that has it.
        storage_options: The options of fsspec for the store of a URL, such as `{"endpoint_url": ...}`;
            credentials are found the way the store's own tools find them.
        working: With a URL, the local folder in which the export is prepared and continued; by default one in
            the user's cache.
        progress: Called with the progress; `timeback.export.show_progress()` makes one.

    Returns:
        The manifest: counts, checksums, times, and the `next_since` of an incremental export.

    Raises:
        InvalidInputError: An argument is not valid.
        ConfigurationError: A library is missing, or the folder holds something that this would overwrite.
        APIError: The server failed; the next call continues from there.
        ExportError: A file could not be written, a record is faulty and `strict` is set, or a table has
            shrunk; what was fetched is kept for the next call.
    """
    check_oneroster(client)
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
        if earlier is not None:
            check_replaced(earlier, plan, place, allowed)
        staging = Staging.open(folder, plan, resume=resume, published=earlier.id if earlier else None)
        place.check(names_of(plan, wanted), staging, earlier)
        fetching = fetch(staging)
        source = staging if plan.mode == "replace" else staging.changes()
        with contextlib.closing(fetching):
            totals = fetching.begin(wanted, progress, wants_all=wants_all)
            check_past(plan.since, staging.begun or plan.started_at)
            present = [resource for resource in wanted if resource.name in totals]
            ledger = Ledger(source, fetching.rows, strict=strict)
            write(source, present, Tally("write", totals, progress), ledger)
        absent = tuple(resource.name for resource in wanted if resource.name not in totals)
        manifest = finish(
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
    except (Exception, KeyboardInterrupt) as error:
        if kept := Staging.kept(folder):
            error.add_note(f"{kept:,} rows are kept in {folder / FOLDER}")
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
    """The place of the latest export at a destination, and its manifest; None if there is none."""
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
        InvalidInputError: An argument is not valid.
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
        InvalidInputError: An argument is not valid.
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
