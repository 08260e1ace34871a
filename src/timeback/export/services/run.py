"""One export of a service beside OneRoster."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from ..._query.arguments import check_integer
from ..._sync.client import TimebackClient
from ..._tables.columns import Names
from ..._version import VERSION
from ...edubridge import check_timezone
from ...errors import InvalidInputError
from ..catalog import chosen
from ..clients import check_unified
from ..manifest import Manifest
from ..places import Layout, StoreOptions, destination
from ..progress import ProgressListener
from ..resources import FORMATS, Format, Mode, left_out
from ..run import check_form, check_mode, run, settings_of, share
from ..since import Since, base_of, instant
from ..staging import Plan, Staging
from .fetching import ServiceFetching
from .journal import digest_of
from .lists import LISTS, ServiceList
from .reading import page_size_of

__all__ = ["export_service"]

_CHECKPOINT = 5_000
_FORMATS = tuple(each for each in FORMATS if each != "oneroster-csv")


def export_service(
    client: TimebackClient,
    service: str,
    *,
    to: str | os.PathLike[str],
    format: Format = "parquet",
    since: Since = None,
    mode: Mode = "replace",
    until: datetime | date | str | None = None,
    resources: Iterable[str] | None = None,
    students: Iterable[str] | None = None,
    timezone: str | None = None,
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
    """Export the lists of a service other than OneRoster to files, with bounded memory.

    A list that the service gives per student, per period or below a parent is requested once for each. The
    manifest says what was covered, and how many students the service did not know. Otherwise this works like
    `export_oneroster()`: it continues after an interruption, and a faulty record does not stop it.

    Args:
        client: The client to read with; `TimebackClient(env="sandbox")` needs no account.
        service: `"edubridge"`, `"caliper"`, `"powerpath"`, `"case"`, `"qti"`, `"clr"`, `"masterytrack"` or
            `"webhooks"`.
        to: The folder, or the URL of one in the cloud. Files of an earlier export there are replaced.
        format: `"parquet"`, `"csv"` or `"ndjson"`: a file for each list; `"duckdb"`: one database, named after
            the service.
        since: The instant or day to start from, ISO 8601 text of either, or the folder of an earlier export.
            Facts and events are read from then on, by the time at which they happened; CASE, CLR and QTI
            records if they changed since; other lists as a whole.
        mode: As in `export_oneroster()`. With `"merge"`, facts, events and changed records replace the rows
            with the same keys; the other lists are replaced as a whole. The first call takes `since` if facts
            need it, later ones continue from there.
        until: The instant or day up to which facts and events are read; now by default.
        resources: Names of lists, such as `["weekly_facts"]`; all by default.
        students: OneRoster ids of the students to read; by default all students of the platform.
        timezone: The IANA name of the time zone of EduBridge's days; UTC by default.
        concurrency: Calls in flight at a time.
        page_size: Rows per page; 1,000, or as many as the platform allows.
        checkpoint_rows: Rows after which a part is saved; 5,000 by default.
        resume: Whether to continue an interrupted export; otherwise it starts over.
        spreadsheet_safe: As in `export_oneroster()`.
        names: As in `export_oneroster()`.
        strict: As in `export_oneroster()`.
        without: As in `export_oneroster()`.
        allow_shrink: As in `export_oneroster()`.
        layout: As in `export_oneroster()`.
        district: As in `export_oneroster()`.
        storage_options: As in `export_oneroster()`.
        working: As in `export_oneroster()`.
        progress: As in `export_oneroster()`.

    Returns:
        The manifest: counts, checksums, times, and for each table what it covers.

    Raises:
        InvalidInputError: An argument is not valid, or facts were asked for without `since`.
        ConfigurationError: A library is missing, or the folder holds something that this would overwrite.
        APIError: The server failed; the next call continues from there.
        ExportError: As for `export_oneroster()`.
    """
    check_unified(client)
    if service not in LISTS:
        hint = "; export_oneroster() is for oneroster" if service == "oneroster" else ""
        raise InvalidInputError.of("service", f"must be one of {', '.join(LISTS)}{hint}")
    storage_options = None if storage_options is None else StoreOptions(storage_options)
    check_form(format, _FORMATS, names, spreadsheet_safe=spreadsheet_safe)
    allowed = share(allow_shrink)
    check_integer("concurrency", concurrency, minimum=1)
    check_integer("checkpoint_rows", checkpoint_rows, minimum=1)
    check_timezone(timezone)
    wanted: list[Any] = chosen(resources, service)
    settings = settings_of(getattr(client, service))
    ids = None if students is None else _checked(students)
    plan = Plan(
        service=service,
        source=settings.base_url,
        format=format,
        resources=tuple(each.name for each in wanted),
        since=None,
        page_size=page_size_of(getattr(client, service), page_size),
        version=VERSION,
        id=uuid.uuid4().hex,
        started_at=datetime.now(UTC),
        spreadsheet_safe=spreadsheet_safe,
        names=names,
        without=left_out(without, wanted),
        layout=layout,
        until=instant(until),
        students=None if ids is None else digest_of(ids),
        timezone=timezone,
        mode=mode,
    )
    check_mode(plan)
    target = destination(to, layout=layout, district=district, options=storage_options, working=working)
    begins, base = base_of(since, plan, target, wanted)
    plan = msgspec.structs.replace(plan, since=begins)
    _check_range(plan, wanted)

    def fetch(staging: Staging) -> ServiceFetching:
        return ServiceFetching(client, staging, ids, concurrency, checkpoint_rows, strict)

    return run(
        plan, wanted, fetch, to=target, base=base, resume=resume, strict=strict, allowed=allowed, progress=progress,
        wants_all=resources is not None,
    )  # fmt: skip


def _checked(students: Iterable[str]) -> list[str]:
    found: list[Any] = [] if isinstance(students, str) else list(students)
    if not found or not all(isinstance(each, str) and each for each in found):
        raise InvalidInputError.of("students", "must be ids of students, in a list")
    return sorted(set(found))


def _check_range(plan: Plan, wanted: Iterable[ServiceList]) -> None:
    by_days = [each.name for each in wanted if each.needs_since]
    if plan.since is None and by_days:
        raise InvalidInputError.of(
            "since",
            f"is missing: {' and '.join(by_days)} have no beginning; name other resources= without it",
        )
    if plan.since is not None and plan.since >= (plan.until or plan.started_at):
        raise InvalidInputError.of("since", "must lie before `until`, and before now")
