"""The second half of an export: its files put in their place, and the manifest that tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from ..errors import ConfigurationError, ExportError
from .catalog import resources_of
from .current import combine
from .files import sha256_of
from .ledger import Ledger
from .manifest import Coverage, FileEntry, Manifest, TableEntry
from .places import Place
from .progress import ProgressListener, Tally
from .records import Records
from .resources import Resource
from .rows import Row
from .since import CLOCKS_DIFFER, Base
from .staging import Plan, Staging
from .sweep import ids_in, sweep

if TYPE_CHECKING:
    from .._sync.service import ServiceClient

__all__ = ["Fetches", "check_replaced", "finish", "is_whole"]

# A table of fewer rows may lose a larger share by a single change.
_LARGE = 100


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
        """The rows that each resource has, None if that is not known; what the server does not serve is left out."""
        ...

    def close(self) -> None:
        """Commit what came last, where the rows are left in the middle."""
        ...

    def rows(self, resource: Any, records: Records) -> Iterator[list[Row]]:
        """The rows of a resource, which are staged before they are given; `records` is what they are read with.

        Raises:
            UnorderedError: All are staged now, but not in order: go through them again.
        """
        ...

    def coverage(self, name: str) -> Coverage | None:
        """The part of a list that the rows of a resource cover, where that is not all there is."""
        ...

    def doubled(self, name: str) -> int:
        """The rows of a resource that came under the id of another."""
        ...


def finish(
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
        name: TableEntry(**asdict(count), coverage=fetching.coverage(name), doubled=fetching.doubled(name))
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
        timezone=staging.plan.timezone,
        students=staging.plan.students,
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
        deleted, earlier = 0, there.tables.get(name) if there else None
        if plan.mode == "append":
            deleted = each.deleted + (earlier.deleted if earlier else 0)
        entries[name] = msgspec.structs.replace(
            each, rows=found.rows[name], deleted=deleted, changed=each.rows, removed=found.removed.get(name),
            coverage=_both(each.coverage, earlier.coverage if earlier else None),
        )  # fmt: skip
    files = dict(found.files)
    if plan.mode == "append" and there is not None:
        files = {**there.files, **files}
    return entries, files


def _both(coverage: Coverage | None, earlier: Coverage | None) -> Coverage | None:
    """The coverage of a table that was covered in part before."""
    if coverage is None or earlier is None or coverage.start is None:
        return coverage
    # Without a start all was read.
    start = None if earlier.start is None else min(coverage.start, earlier.start)
    return msgspec.structs.replace(coverage, start=start)


def is_whole(plan: Plan) -> bool:
    """Whether all records are in the tables, and not changes alone."""
    return plan.mode == "merge" or (plan.mode == "replace" and plan.since is None)


def check_replaced(earlier: Manifest, plan: Plan, place: Place, allowed: float) -> None:
    """Refuse to replace a whole export by changes, by one of another service, or of fewer resources: files would go.

    Raises:
        ConfigurationError: Says what is there.
    """
    if not earlier.is_whole:
        return
    if not is_whole(plan):
        raise ConfigurationError(f"{place} holds a whole export: give the changes a folder of their own")
    if allowed == 1 or plan.mode != "replace":
        return
    if earlier.service != plan.service:
        raise ConfigurationError(
            f"{place} holds an export of {earlier.service}: give {plan.service} a folder of its own"
        )
    others = resources_of(plan.service).keys() - set(plan.resources)
    gone = [name for name, table in earlier.tables.items() if name in others and table.rows]
    if gone:
        raise ConfigurationError(
            f"{place} also holds {', '.join(gone)}, which this export would remove: give it a folder of its own, name "
            "them too in resources=, or allow it by allow_shrink= of 100%"
        )


def _check_shrinking(earlier: Manifest, plan: Plan, tables: Mapping[str, TableEntry], allowed: float) -> None:
    """Refuse to replace all records by those of an export that has lost much of them."""
    was = (earlier.service, earlier.source, earlier.format)
    if was != (plan.service, plan.source, plan.format) or not (earlier.is_whole and is_whole(plan)):
        return
    for name in dict.fromkeys((*tables, *plan.resources)):
        rows = tables[name].rows if name in tables else 0  # it may have vanished from the server
        before = earlier.tables[name].rows if name in earlier.tables else 0
        if plan.mode == "merge" and name in earlier.tables:
            before -= earlier.tables[name].deleted
        is_smaller = before >= _LARGE and rows < before * (1 - allowed)
        if is_smaller or (before and not rows and allowed < 1):
            raise ExportError(
                f"{name}: {rows:,} rows, where the export that is there has {before:,}; nothing was "
                "replaced; if this is right, run it again with a larger allow_shrink=",
                resource=name,
            )


def _next_since(staging: Staging) -> datetime:
    """The beginning by the server's clock; by ours, where it does not tell the time; no later than what was read."""
    begun = (staging.begun or staging.plan.started_at) - CLOCKS_DIFFER
    return min(begun, staging.plan.until or begun)
