"""The tests that MasteryTrack has."""

from __future__ import annotations

from ...models.masterytrack import InventoryItem
from ..resource import AsyncResource

__all__ = ["AsyncInventory"]


class AsyncInventory(AsyncResource):
    """The tests that there are."""

    async def search(
        self,
        *,
        name: str | None = None,
        timeback_id: str | None = None,
        grade: str | int | None = None,
        subject: str | None = None,
        all: bool | None = None,
    ) -> list[InventoryItem]:
        """Find tests; all conditions hold together, and none of them finds every test.

        Args:
            name: The test's name, in any case.
            timeback_id: The test's exact id, such as `_677e37c49e904cafcc66fdb4`.
            grade: The grade, as a label (`"Third grade"`) or a number from 0 to 12, 0 being kindergarten.
            subject: The subject, in any case.
            all: Also tests that cannot be assigned yet.

        Returns:
            All that fit, by subject, grade, name and version, the newest version first.

        Calls `GET /authoring/inventory/search`.
        """
        query = {
            "name": name or None,
            "timeback_id": timeback_id or None,
            "grade": None if grade == "" else grade,
            "subject": subject or None,
            "all": all,
        }
        return await self._rows("/authoring/inventory/search", InventoryItem, "data", query=query)
