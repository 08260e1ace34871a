"""The foundations of Caliper's objects: unlisted keys, instants that keep their text, unknown kinds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import msgspec

from ..base import Model

__all__ = [
    "CONTEXT",
    "DATA_VERSION",
    "CaliperObject",
    "Context",
    "EnvelopeItem",
    "Instant",
    "Number",
    "UnknownEntity",
    "UnknownEvent",
    "UnknownObject",
    "WrittenInstant",
]

CONTEXT = "http://purl.imsglobal.org/ctx/caliper/v1p2"
DATA_VERSION = "http://purl.imsglobal.org/ctx/caliper/v1p2"

# What stands in `@context`: the constant, unless it was read otherwise; None where the object came without.
Context: TypeAlias = str | None
Number: TypeAlias = int | float


class WrittenInstant(datetime):
    """An instant that was read: it is written back as it stood, `10:30:00.000Z` and `10:30:00Z` alike."""

    text: str = ""
    """Time as the sender wrote it; it is written back like that."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read ISO 8601 text.

        Raises:
            ValueError: It is none, or has no offset from UTC.
        """
        try:
            found = cls.fromisoformat(text)
        except ValueError:
            found = None
        # The text stays out of the message: it may be anything.
        if found is None or found.tzinfo is None:
            raise ValueError("Expected an ISO 8601 datetime with an offset from UTC")
        found.text = text
        return found

    def written(self) -> str:
        """The text that was read; of an instant computed from it, its own."""
        return self.text or msgspec.to_builtins(datetime.combine(self.date(), self.timetz()))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self).read, (self.written(),)


if TYPE_CHECKING:
    Instant = datetime
else:
    Instant = WrittenInstant


class CaliperObject(Model, kw_only=True, tag_field="type", tag=False):
    """An event, an entity, or a part of one."""

    further: dict[str, Any] = {}
    """Keys that this library does not list, and those that are null; on the wire they are among the other fields."""

    def _as_dict(self, wire: bool) -> dict[str, Any]:
        found = super()._as_dict(wire)
        # None stands for what is not there: Caliper has no nulls of its own.
        present = {name: self.further.get(name) if value is None else value for name, value in found.items()}
        return {name: value for name, value in present.items() if value is not None or name in self.further}


class UnknownObject(Model, kw_only=True):
    """An object of a kind that this library does not list, or one that does not fit its kind."""

    data: dict[str, Any]
    """The whole object as it came, written back unchanged."""

    def _as_dict(self, wire: bool) -> dict[str, Any]:
        return self.data


class UnknownEntity(UnknownObject):
    """An entity that fits no other Struct, such as one of a newer kind."""


class UnknownEvent(UnknownObject):
    """An event that fits no other Struct, such as one of a newer kind."""


if TYPE_CHECKING:
    EnvelopeItem = CaliperObject | UnknownObject | dict[str, Any]
else:
    # msgspec takes no union of Structs without tags.
    EnvelopeItem = Any
