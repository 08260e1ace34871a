"""Subject tracks and their groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.edubridge import (
    SubjectTrack,
    SubjectTrackGroup,
    SubjectTrackGroupDeleteInput,
    SubjectTrackGroupInput,
    SubjectTrackGroupUpdateInput,
    SubjectTrackInput,
    bodies,
)
from ..channel import AsyncChannel
from ..resource import AsyncUnpaged

__all__ = ["AsyncSubjectTracks"]

_GROUPS = "{base}/subject-track/groups"


class AsyncSubjectTracks(AsyncUnpaged[SubjectTrack]):
    """Subject tracks: the course that a grade takes in a subject, everywhere or in one organization."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, SubjectTrack, "{base}/subject-track/", "subjectTrack")

    @property
    def groups(self) -> AsyncSubjectTrackGroups:
        """Tracks grouped by subject, grade, course and scope."""
        return AsyncSubjectTrackGroups(self._channel, SubjectTrackGroup, _GROUPS, "groups")

    async def upsert(
        self,
        data: SubjectTrackInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectTrackFields],
    ) -> SubjectTrack:
        """Create the track of a subject, grade and organization, or change its course.

        Args:
            data: The track; without `org_sourced_id` it is global.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/subject-track/`.
        """
        body = to_wire(given(data, fields), SubjectTrackInput)
        return await self._one("PUT", "{base}/subject-track/", SubjectTrack, "subjectTrack", json=body)

    async def delete(self, subject_track_id: str) -> None:
        """Delete a track.

        Args:
            subject_track_id: The track's id.

        Raises:
            NotFoundError: There is no such track.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {base}/subject-track/{id}`.
        """
        await self._send(
            "DELETE", "{base}/subject-track/{subject_track_id}", subject_track_id=subject_track_id
        )


class AsyncSubjectTrackGroups(AsyncUnpaged[SubjectTrackGroup]):
    """Tracks grouped by subject, grade, course and scope."""

    async def create(
        self,
        data: SubjectTrackGroupInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectTrackGroupFields],
    ) -> None:
        """Create a track for each of several organizations, or a global one.

        Args:
            data: The group; without organizations it is global.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/subject-track/groups`.
        """
        await self._send("POST", _GROUPS, json=to_wire(given(data, fields), SubjectTrackGroupInput))

    async def update(
        self,
        data: SubjectTrackGroupUpdateInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectTrackGroupUpdateFields],
    ) -> None:
        """Delete the tracks of a group and create them again, for another course or other organizations.

        Args:
            data: The group, by `subject`, `grade`, `current_course_id` and `is_global`, and its new values.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: There is no such group.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/subject-track/groups`.
        """
        await self._send("PUT", _GROUPS, json=to_wire(given(data, fields), SubjectTrackGroupUpdateInput))

    async def delete(
        self,
        data: SubjectTrackGroupDeleteInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectTrackGroupDeleteFields],
    ) -> None:
        """Delete the tracks of a group for good.

        Args:
            data: The group.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: There is no such group.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {base}/subject-track/groups`.
        """
        await self._send("DELETE", _GROUPS, json=to_wire(given(data, fields), SubjectTrackGroupDeleteInput))
