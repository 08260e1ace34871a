"""Achievements that can be awarded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._codec.decode import BARE
from ..._query.encode import to_wire
from ..._query.given import given
from ...models.badges import (
    AchievementChangesInput,
    AchievementDefinition,
    AchievementDefinitionInput,
    bodies,
)
from ..channel import AsyncChannel
from ..resource import AsyncPagedList

__all__ = ["AsyncAchievements"]

_PATH = "{base}/achievements/"
_ONE = "{base}/achievements/{achievement_id}"


class AsyncAchievements(AsyncPagedList[AchievementDefinition]):
    """Achievements that can be awarded: `GET {base}/achievements/`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, AchievementDefinition, _PATH, "achievements")

    async def get(self, achievement_id: str) -> AchievementDefinition:
        """Fetch one achievement.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/achievements/{sourcedId}`.
        """
        return await self._one(
            "GET", _ONE, AchievementDefinition, "achievement", BARE, achievement_id=achievement_id
        )

    async def create(
        self,
        data: AchievementDefinitionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AchievementDefinitionFields],
    ) -> AchievementDefinition | None:
        """Create an achievement.

        Args:
            data: The achievement.

        Returns:
            The achievement as the server returns it; None if it returns none.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            UnprocessableEntityError: The server refuses it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/achievements/`.
        """
        body = to_wire(given(data, fields), AchievementDefinitionInput)
        return await self._channel.written(
            "POST", _PATH, {}, AchievementDefinition, "achievement", {"achievement": body}
        )

    async def update(
        self,
        achievement_id: str,
        data: AchievementChangesInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AchievementChangesFields],
    ) -> None:
        """Change fields of an achievement; the others stay.

        Args:
            achievement_id: The achievement's id.
            data: The fields to change.

        Raises:
            InvalidInputError: Names each field that is unknown or wrong; nothing was sent.
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/achievements/{sourcedId}`.
        """
        body = to_wire(given(data, fields), AchievementChangesInput)
        await self._send("PUT", _ONE, json={"achievement": body}, achievement_id=achievement_id)

    async def delete(self, achievement_id: str) -> None:
        """Delete an achievement; the server keeps it as `tobedeleted`.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {base}/achievements/{sourcedId}`.
        """
        await self._send("DELETE", _ONE, achievement_id=achievement_id)
