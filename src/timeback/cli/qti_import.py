"""`timeback qti import`: the content of a package, created on a server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyclopts import App

from .._json_types import is_object
from ..errors import APIConnectionError, APIStatusError, AuthenticationError, ConflictError, TimebackError
from .guards import Held
from .session import Session

if TYPE_CHECKING:
    from .._sync.qti import QtiClient
    from ..export import ProgressListener
    from ..qti import Package, PackageItem, PackageStimulus, PackageTest

__all__ = ["add_import"]

_REFUSED = 7
_STATUSES = ("created", "replaced", "not sent", "refused", "not tried", "not stored", "warning")
_MANY = {"stimulus": "stimuli", "item": "items", "test": "tests"}


@dataclass
class _Row:
    """A line of the report."""

    kind: str
    identifier: str | None
    file: str
    status: str = "not tried"
    reason: str | None = None
    notes: list[str] = field(default_factory=list[str])


@dataclass
class _Step:
    """A record that is to be created, or put in the place of one."""

    row: _Row
    create: Callable[[], object]
    replace: Callable[[], object]


def add_import(app: App, session: Session) -> None:
    """Add the command to those of the service."""

    @app.command(name="import")
    def import_package(package: Path, /, *, replace: bool = False) -> None:
        """Create the stimuli, items and tests of a package, and report what was refused.

        QTI 2 is turned into QTI 3. References of tests and items get the identifiers that the service knows.
        Pictures and all other files are named in the report: the service has no place for them.

        Args:
            package: A ZIP file or a folder with an `imsmanifest.xml`.
            replace: Put records in the place of those with the same identifiers.
        """
        from ..export import show_progress
        from ..qti import read_package

        found = read_package(package)
        with session.client() as timeback, show_progress() as progress:
            rows, stopped = _import(found, timeback.qti, replace=replace, progress=progress)
        _report(session, rows)
        if stopped is not None:
            raise stopped
        if any(each.status in ("refused", "not tried") for each in rows):
            raise SystemExit(_REFUSED)


def _import(
    package: Package, client: QtiClient, *, replace: bool, progress: ProgressListener
) -> tuple[list[_Row], TimebackError | None]:
    """The report, and the error that ended the import before its end."""
    from ..export.progress import Tally

    steps = list(_steps(package, client))
    rows = [each.row for each in steps]
    rows += [
        _Row("file", None, each.path, "refused" if each.unread else "warning", each.message)
        for each in package.problems
    ]
    rows += _unstored(package)
    totals = Counter(_MANY[each.row.kind] for each in steps)
    tally = Tally("import", totals, progress, unit=", ".join(totals))
    for step in steps:
        try:
            step.row.status = _send(step, replace=replace)
        except (AuthenticationError, APIConnectionError) as error:
            # What follows would only fail in the same way.
            step.row.reason = _reason(error)
            return rows, error
        except TimebackError as error:
            step.row.status, step.row.reason = "refused", _reason(error)
        tally.add(_MANY[step.row.kind], 1)
    return rows, None


def _unstored(package: Package) -> Iterator[_Row]:
    """The files that the service has no place for, with the documents that show them."""
    shown: dict[str, list[str]] = {}
    documents: list[PackageStimulus | PackageItem | PackageTest] = [
        *package.stimuli, *package.items, *package.tests,
    ]  # fmt: skip
    for document in documents:
        for path in document.files:
            shown.setdefault(path, []).append(document.path)
    for path in package.files:
        by = f"; shown by {', '.join(shown[path])}" if path in shown else ""
        yield _Row("file", None, path, "not stored", f"the service has no place for files{by}")


def _reason(error: TimebackError) -> str:
    """An error with what QTI's bodies say of it: the fault in the document that was sent."""
    body = error.body if isinstance(error, APIStatusError) else None
    details = body.get("details") if is_object(body) else None
    return f"{error}: {details}" if details else str(error)


def _send(step: _Step, *, replace: bool) -> str:
    try:
        step.create()
    except Held:
        return "not sent"
    except ConflictError:
        if not replace:
            raise
        step.replace()
        return "replaced"
    return "created"


def _steps(package: Package, client: QtiClient) -> Iterator[_Step]:
    """The records to send, those first that others refer to."""
    from ..qti.package_addresses import item_on_service, stimulus_body, test_on_service

    for stimulus in package.stimuli:
        row = _Row("stimulus", stimulus.identifier, stimulus.path, notes=[*stimulus.notes])
        replace = partial(client.stimuli.update, stimulus.identifier, stimulus_body(stimulus))
        yield _Step(row, partial(client.stimuli.create_from_xml, stimulus.xml), replace)
    for item in package.items:
        row = _Row("item", item.identifier, item.path, notes=[*item.notes])
        xml = item_on_service(item, package)
        held = client.assessment_items
        yield _Step(
            row, partial(held.create_from_xml, xml), partial(held.update_from_xml, item.identifier, xml)
        )
    for test in package.tests:
        xml, notes = test_on_service(test, package)
        row = _Row("test", test.identifier, test.path, notes=[*test.notes, *notes])
        kept = client.assessment_tests
        yield _Step(
            row, partial(kept.create_from_xml, xml), partial(kept.update_from_xml, test.identifier, xml)
        )


def _report(session: Session, rows: list[_Row]) -> None:
    if session.form.format != "table":
        session.print_rows([vars(each) for each in rows])
        return
    counts: dict[str, Counter[str]] = {}
    for each in rows:
        counts.setdefault(each.kind, Counter())[each.status] += 1
    session.print_rows(
        [{"kind": kind} | {name: found[name] for name in _STATUSES} for kind, found in counts.items()]
    )
    told: list[dict[str, Any]] = [
        {"file": each.file, "status": each.status, "reason": each.reason or "; ".join(each.notes)}
        for each in rows
        if each.reason or each.notes
    ]
    if told:
        session.out.print()
        session.print_rows(told)
