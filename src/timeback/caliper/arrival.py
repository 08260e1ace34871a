"""The traces that an event leaves where it can be read, by which its arrival is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import unquote

from .._json_types import is_object

__all__ = ["EventReceipt", "Expected", "expected_of", "receipt_of"]

_XP = "XP"


@dataclass(frozen=True, slots=True)
class EventReceipt:
    """The ids of events that were sent, of those that arrived, and of those that did not.

    Attributes:
        sent: All of them.
        arrived: Those that can be read.
        missing: Those that could not be read in time: they are late, or dropped because the platform does not
            know their student or course.
        unknown: Those that cannot be checked, or were not.
    """

    sent: tuple[str, ...]
    arrived: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether none is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Expected:
    """The trace of one event: XP or a session of a student, or none."""

    event_id: str
    kind: Literal["xp", "session"] | None = None
    student_id: str = ""
    ids: frozenset[str] = frozenset()
    since: datetime | None = None

    def is_told_by(self, source_id: str | None) -> bool:
        """Whether a record that names this source tells of the event."""
        return source_id is not None and _last(source_id) in self.ids


def expected_of(event: Mapping[str, Any]) -> Expected:
    """The trace of an event in wire names."""
    event_id = str(event.get("id") or "")
    subject = _part(event, "object")
    if event.get("type") == "GradeEvent":
        score_type = _part(_part(event, "generated"), "extensions").get("scoreType")
        student = _last(_id(subject.get("assignee")))
        if score_type == _XP and student:
            ids = frozenset({_last(event_id), _last(_id(subject))}) - {""}
            return Expected(event_id, "xp", student, ids, _day_before(event.get("eventTime")))
    if event.get("type") == "SessionEvent":
        session = event.get("session") or subject
        student = _last(_id(_part(session, "user") or event.get("actor")))
        if student and (session_id := _last(_id(session))):
            return Expected(event_id, "session", student, frozenset({session_id}))
    return Expected(event_id)


def receipt_of(expected: Sequence[Expected], seen: Collection[str] | None) -> EventReceipt:
    """The receipt for events of which those in `seen` could be read; None if nobody looked."""
    sent = tuple(each.event_id for each in expected)
    if seen is None:
        return EventReceipt(sent, unknown=sent)
    told = [each for each in expected if each.kind is not None]
    return EventReceipt(
        sent,
        arrived=tuple(each.event_id for each in told if each.event_id in seen),
        missing=tuple(each.event_id for each in told if each.event_id not in seen),
        unknown=tuple(each.event_id for each in expected if each.kind is None),
    )


def _part(value: Any, name: str) -> dict[str, Any]:
    found = value.get(name) if is_object(value) else None
    return found if is_object(found) else {}


def _id(reference: Any) -> str:
    found = reference.get("id") if is_object(reference) else reference
    return found if isinstance(found, str) else ""


def _last(iri: str) -> str:
    """The id at the end of an IRI: of a URL its last segment, of a URN what stands behind its kind."""
    return unquote(iri.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:"))


def _day_before(moment: Any) -> datetime | None:
    """A day before an instant, as clocks and the platform's processing differ; None if it is none."""
    try:
        read = datetime.fromisoformat(moment)
    except (TypeError, ValueError):
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)) - timedelta(days=1)
