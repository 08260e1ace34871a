# Generated from src/timeback/_async/partner/curriculum.py by setup_unasync.py; do not edit.
"""Curricula: units, lessons, resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.partner import Lesson, Resource, Unit, UnitInput, bodies
from ..channel import Channel
from .rostering import RosterRecords

__all__ = ["PartnerLessons", "PartnerResources", "PartnerUnits"]


class PartnerUnits(RosterRecords[Unit]):
    """Units of courses: `GET {rostering}/units`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Unit, "units", "unit")

    def get(self, unit_id: str, *, fields: Sequence[str] | None = None) -> Unit:
        """Fetch one: `GET {rostering}/units/{sourcedId}`."""
        return super().get(unit_id, fields=fields)

    def exists(self, unit_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/units/{sourcedId}`."""
        return super().exists(unit_id)

    def upsert(
        self,
        unit_id: str,
        data: UnitInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UnitFields],
    ) -> Unit | None:
        """Create a unit, or change the one with this id.

        Args:
            unit_id: The unit's id, chosen by you.
            data: The unit; with its title and course. `status` and `date_last_modified` are filled in.

        Returns:
            The unit as the server returns it; None if it returns none.

        Raises:
            InvalidInputError: Names each field that is missing or wrong; nothing was sent.
            BadRequestError: The server refuses it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {rostering}/units/{sourcedId}`.
        """
        return self._put(unit_id, to_wire(given(data, fields), UnitInput))


class PartnerLessons(RosterRecords[Lesson]):
    """Lessons of units: `GET {rostering}/lessons`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Lesson, "lessons", "lesson")

    def get(self, lesson_id: str, *, fields: Sequence[str] | None = None) -> Lesson:
        """Fetch one: `GET {rostering}/lessons/{sourcedId}`."""
        return super().get(lesson_id, fields=fields)

    def exists(self, lesson_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/lessons/{sourcedId}`."""
        return super().exists(lesson_id)


class PartnerResources(RosterRecords[Resource]):
    """Resources of lessons: `GET {rostering}/resources`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Resource, "resources", "resource")

    def get(self, resource_id: str, *, fields: Sequence[str] | None = None) -> Resource:
        """Fetch one: `GET {rostering}/resources/{sourcedId}`."""
        return super().get(resource_id, fields=fields)

    def exists(self, resource_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/resources/{sourcedId}`."""
        return super().exists(resource_id)
