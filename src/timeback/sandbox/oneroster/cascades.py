"""Cascades: deletions that go on to the records below, or are refused; and trees without cycles.

Our choice throughout: no description says what becomes of the records below a deleted one. Courses, components
and resources leave theirs as they are, as production was seen to do (2026-06).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import instants
from ..entities import Draft
from ..errors import ApiError, invalid_body
from ..records import Doc
from ..session import Session
from ..sql import Clause, Table
from . import tables

__all__ = ["cascade", "id_of", "refuse_cycle"]

_Links = Mapping[str, Sequence[tuple[Table, str]]]

# By table: the records that go when one of its records goes, and the field in which they refer to it.
_CASCADE: _Links = {
    "classes": (
        (tables.ENROLLMENTS, "class"),
        (tables.LINE_ITEMS, "class"),
        (tables.SCORE_SCALES, "class"),
    ),
    "line_items": ((tables.RESULTS, "lineItem"),),
    "assessment_line_items": (
        (tables.ASSESSMENT_LINE_ITEMS, "parentAssessmentLineItem"),
        (tables.ASSESSMENT_RESULTS, "assessmentLineItem"),
    ),
}
# By table: what keeps one of its records from being deleted.
_RESTRICT: _Links = {
    "categories": ((tables.LINE_ITEMS, "category"),),
    "score_scales": ((tables.LINE_ITEMS, "scoreScale"),),
}
_GONE = "tobedeleted"


def id_of(ref: Any) -> str | None:
    """The id in a reference, if there is one."""
    return ref["sourcedId"] if ref else None


def cascade(draft: Draft, table: Table) -> None:
    """Let a deletion have its effect on what refers to the deleted record.

    Raises:
        ApiError: 409, the record is in use.
    """
    if draft.doc["status"] != _GONE or (draft.old and draft.old["status"] == _GONE):
        return
    session = draft.call.session
    for holder, field in _RESTRICT.get(table.name, ()):
        if _referring(session, holder, field, draft.record_id):
            message = f"An active record refers to this one as its {field}."
            raise ApiError(409, "The record is in use.", [("sourcedId", message)])
    _cascade_below(session, table, draft.record_id, draft.doc["dateLastModified"])


def _referring(session: Session, table: Table, field: str, record_id: str) -> list[Doc]:
    return session.find(table, Clause(f'"{field}.sourcedId" = ? AND status <> ?', (record_id, _GONE)))


def _cascade_below(session: Session, table: Table, record_id: str, now: str) -> None:
    waiting = [(table, record_id)]
    while waiting:
        above, above_id = waiting.pop()
        for child, field in _CASCADE.get(above.name, ()):
            for doc in _referring(session, child, field, above_id):
                modified = instants.after(now, doc.get("dateLastModified"))
                session.replace(
                    child, doc["sourcedId"], doc | {"status": _GONE, "dateLastModified": modified}
                )
                waiting.append((child, doc["sourcedId"]))


def refuse_cycle(draft: Draft, table: Table, field: str) -> None:
    """Refuse a record that would stand below itself.

    Raises:
        ApiError: 422.
    """
    above, session = id_of(draft.doc.get(field)), draft.call.session
    while above is not None:
        if above == draft.record_id:
            raise invalid_body((f"{field}.sourcedId", "A record must not stand below itself."))
        found = session.get(table, above)
        above = id_of(found.get(field)) if found else None
