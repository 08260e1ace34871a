"""Curricula: units, lessons, resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.partner import Lesson, Resource, Unit, UnitInput, bodies
from ..channel import AsyncChannel
from .rostering import AsyncRosterRecords

__all__ = ["AsyncPartnerLessons", "AsyncPartnerResources", "AsyncPartnerUnits"]


class AsyncPartnerUnits(AsyncRosterRecords[Unit]):
    """Units of courses: `GET {rostering}/units`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Unit, "units", "unit")

    async def get(self, unit_id: str, *, fields: Sequence[str] | None = None) -> Unit:
        """Fetch one: `GET {rostering}/units/{sourcedId}`."""
        return await super().get(unit_id, fields=fields)

    async def exists(self, unit_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/units/{sourcedId}`."""
        return await super().exists(unit_id)

    async def upsert(
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
        return await self._put(unit_id, to_wire(given(data, fields), UnitInput))


class AsyncPartnerLessons(AsyncRosterRecords[Lesson]):
    """Lessons of units: `GET {rostering}/lessons`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Lesson, "lessons", "lesson")

    async def get(self, lesson_id: str, *, fields: Sequence[str] | None = None) -> Lesson:
        """Fetch one: `GET {rostering}/lessons/{sourcedId}`."""
        return await super().get(lesson_id, fields=fields)

    async def exists(self, lesson_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/lessons/{sourcedId}`."""
        return await super().exists(lesson_id)


class AsyncPartnerResources(AsyncRosterRecords[Resource]):
    """Resources of lessons: `GET {rostering}/resources`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Resource, "resources", "resource")

    async def get(self, resource_id: str, *, fields: Sequence[str] | None = None) -> Resource:
        """Fetch one: `GET {rostering}/resources/{sourcedId}`."""
        return await super().get(resource_id, fields=fields)

    async def exists(self, resource_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/resources/{sourcedId}`."""
        return await super().exists(resource_id)
