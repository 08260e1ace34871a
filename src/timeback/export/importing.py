"""A bundle of OneRoster 1.2 CSV files, loaded through the client's own operations."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._query.encode import check_integer
from ..errors import NotFoundError, TimebackError
from . import bodies
from .progress import ProgressListener, Tally
from .reading import DELETED, MAX_BYTES, MAX_RATIO, Bounds, Bundle, Row, Source, opened, parents_first

if TYPE_CHECKING:
    from .._sync.oneroster import OneRosterClient

__all__ = ["load_bundle"]

# Files whose rows become parts of other records.
_ATTACHED = (
    "courseResources", "roles", "lineItemScoreScales", "lineItemLearningObjectiveIds", "resultScoreScales",
    "resultLearningObjectiveIds",
)  # fmt: skip


def load_bundle(
    bundle: str | os.PathLike[str],
    client: OneRosterClient | None = None,
    *,
    progress: ProgressListener | None = None,
    max_bytes: int = MAX_BYTES,
    max_ratio: float = MAX_RATIO,
) -> dict[str, int]:
    """Load a OneRoster 1.2 CSV bundle into a platform, by default the sandbox in this process.

    Each row is upserted under its `sourcedId`, so loading again is harmless; a row whose status is
    `tobedeleted` is deleted. What the platform demands and the standard does not is filled in: sessions
    belong to the bundle's first organization without a parent, a user without an address gets one
    below `.invalid`, subjects that the platform does not list become `Other`, and grades that it does not
    list are left out. Users' profiles and resources cannot be written and are passed over.

    Args:
        bundle: A folder of CSV files with their `manifest.csv`, or a ZIP file of one.
        client: Where to load it; `OneRosterClient(env="sandbox")` without one.
        progress: Called with the progress.
        max_bytes: Bytes of all files together, once decompressed, at most; 2 GiB.
        max_ratio: Times that a file of a ZIP may grow when it is decompressed, at most; 100.

    Returns:
        Rows that were loaded, by file.

    Raises:
        InvalidInputError: The bundle is not one, is too large, or cannot be read, and then nothing was loaded:
            the message names the file and the line. Or a row cannot be sent; a note names its line.
        APIStatusError: The platform refuses a row; a note names its line.
    """
    if client is None:
        from .._sync.oneroster import OneRosterClient

        with OneRosterClient(env="sandbox") as sandbox:
            return load_bundle(bundle, sandbox, progress=progress, max_bytes=max_bytes, max_ratio=max_ratio)
    check_integer("max_bytes", max_bytes, minimum=1)
    with opened(Path(bundle), Bounds(max_bytes, max_ratio)) as source:
        return _Loading(source, client, progress).all()


class _Loading:
    """Loads the files in the order in which their records refer to one another."""

    def __init__(self, source: Source, client: OneRosterClient, progress: ProgressListener | None) -> None:
        self._bundle = bundle = Bundle(source)
        self._client = client
        self._progress = progress
        self._loaded: dict[str, int] = {}
        self._root = next(
            (row["sourcedId"] for _, row in bundle.rows("orgs") if not row["parentSourcedId"]), ""
        )

    def all(self) -> dict[str, int]:
        """Load every file; rows by file."""
        client, bundle = self._client, self._bundle
        steps: list[tuple[str, Any, Callable[[], Callable[[Row], Mapping[str, Any]]]]] = [
            ("orgs", client.orgs, lambda: bodies.org),
            ("academicSessions", client.academic_sessions, lambda: self._session),
            ("resources", client.resources, lambda: bodies.resource),
            ("courses", client.courses, lambda: bodies.Course(bundle)),
            ("classes", client.classes, lambda: bodies.class_),
            ("users", client.users, lambda: bodies.User(bundle)),
            ("demographics", client.demographics, lambda: bodies.demographics),
            ("enrollments", client.enrollments, lambda: bodies.enrollment),
            ("categories", client.categories, lambda: bodies.category),
            ("scoreScales", client.score_scales, lambda: bodies.score_scale),
            ("lineItems", client.line_items, lambda: bodies.LineItem(bundle)),
            ("results", client.results, lambda: bodies.Result(bundle)),
        ]
        tally = Tally("import", {name: bundle.count(name) for name, *_ in steps}, self._progress)
        for name in _ATTACHED:
            bundle.count(name)  # each file has been read to its end before the first row is sent
        for name, collection, prepare in steps:
            make = prepare()
            for line, row in self._ordered(name):
                _send(collection, make, row, f"{name}.csv, line {line}")
                self._loaded[name] = self._loaded.get(name, 0) + 1
                tally.add(name, 1)
        return self._loaded

    def _ordered(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a file, those that others refer to first."""
        if name in ("orgs", "academicSessions"):
            return parents_first(self._bundle.rows(name))
        if name == "users":
            return self._agents_first()
        return self._bundle.rows(name)

    def _agents_first(self) -> Iterator[tuple[int, Row]]:
        for has_agents in (False, True):
            for line, row in self._bundle.rows("users"):
                if bool(row["agentSourcedIds"]) is has_agents:
                    yield line, row

    def _session(self, row: Row) -> Mapping[str, Any]:
        return {
            "title": row["title"], "type": row["type"], "startDate": row["startDate"],
            "endDate": row["endDate"], "schoolYear": row["schoolYear"],
            "parent": bodies.ref(row["parentSourcedId"]), "org": bodies.ref(self._root),
        }  # fmt: skip


def _send(collection: Any, make: Callable[[Row], Mapping[str, Any]], row: Row, at: str) -> None:
    try:
        if row["status"] == DELETED:
            with contextlib.suppress(NotFoundError):
                collection.delete(row["sourcedId"])
            return
        body = {"status": "active", **bodies.given(make(row))}
        collection.upsert(row["sourcedId"], body)
    except TimebackError as error:
        error.add_note(at)
        raise
