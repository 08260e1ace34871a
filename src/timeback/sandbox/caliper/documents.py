"""Events as documents: stored, and answered."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from ..._json_types import is_object
from .. import instants
from ..records import Doc

__all__ = ["REFERENCES", "id_of", "shown", "stored"]

# By which events are found: the IRI of the actor, and the student whom an event of LEARNWITH_AI is about.
_HIDDEN = frozenset({"actorId", "studentId"})

REFERENCES = (
    "actor",
    "object",
    "generated",
    "target",
    "referrer",
    "edApp",
    "group",
    "membership",
    "session",
    "federatedSession",
)


def stored(event: dict[str, Any], number: int, sensor: str, sent: str, now: str) -> Doc:
    """The document of an event."""
    actor = event.get("actor")
    return {
        "id": number,
        "externalId": event["id"],
        "sensor": sensor,
        "type": event["type"],
        "profile": event.get("profile"),
        "action": event["action"],
        "eventTime": _instant(event["eventTime"]),
        "sendTime": _instant(sent),
        "created_at": now,
        "updated_at": None,
        "deleted_at": None,
        **{name: event.get(name) for name in REFERENCES},
        "extensions": event.get("extensions"),
        "clientAppId": None,
        "actorId": actor.get("id") if is_object(actor) else actor,
    }


def id_of(reference: Any) -> str | None:
    """The id of a record that an event refers to: by a URN, by a link, or by an object with either."""
    iri = reference.get("id") if is_object(reference) else reference
    if not isinstance(iri, str) or not iri:
        return None
    return unquote(iri.removeprefix("urn:uuid:").rstrip("/").rpartition("/")[2])


def shown(doc: Doc) -> Doc:
    """The document as it is answered."""
    return {name: value for name, value in doc.items() if name not in _HIDDEN}


def _instant(text: str) -> str:
    found = instants.parse(text)
    assert found is not None, "the envelope was checked"
    return found.text
