# Generated from src/timeback/_async/edubridge/subject_tracks.py by setup_unasync.py; do not edit.
"""Subject tracks and their groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.edubridge import (
    SubjectTrack,
    SubjectTrackGroup,
    SubjectTrackGroupDeleteInput,
    SubjectTrackGroupInput,
    SubjectTrackGroupUpdateInput,
    SubjectTrackInput,
)
from ..resource import APIResource, Rows

__all__ = ["SubjectTracks"]

_GROUPS = "{base}/subject-track/groups"


class SubjectTracks(APIResource):
    """Subject tracks: which course a grade takes in a subject, everywhere or in one organization."""

    def list(self) -> list[SubjectTrack]:
        """Fetch all tracks, global ones and those of organizations.

        Calls `GET {base}/subject-track/`.
        """
        return self._rows("{base}/subject-track/", SubjectTrack, "subjectTrack")

    def upsert(self, data: SubjectTrackInput | Mapping[str, Any]) -> SubjectTrack:
        """Make the track of a subject, grade and organization, or give it another course.

        Args:
            data: The track; without `org_sourced_id` it is global.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `PUT {base}/subject-track/`.
        """
        body = to_wire(data, SubjectTrackInput)
        return self._one("PUT", "{base}/subject-track/", SubjectTrack, "subjectTrack", json=body)

    def delete(self, id: str) -> None:
        """Delete a track.

        Args:
            id: The track's id.

        Raises:
            NotFoundError: There is no such track.

        Calls `DELETE {base}/subject-track/{id}`.
        """
        self._send("DELETE", "{base}/subject-track/{id}", id=id)

    def list_groups(self) -> Rows[SubjectTrackGroup]:
        """Fetch all tracks in groups alike in subject, grade, course and reach.

        Calls `GET {base}/subject-track/groups`.
        """
        return self._rows(_GROUPS, SubjectTrackGroup, "groups")

    def create_group(self, data: SubjectTrackGroupInput | Mapping[str, Any]) -> None:
        """Make a track for each of several organizations, or a global one.

        Args:
            data: The group; without organizations it is global.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {base}/subject-track/groups`.
        """
        self._send("POST", _GROUPS, json=to_wire(data, SubjectTrackGroupInput))

    def update_group(self, data: SubjectTrackGroupUpdateInput | Mapping[str, Any]) -> None:
        """Delete the tracks of a group and make them anew, for another course or other organizations.

        Args:
            data: Which group, by `subject`, `grade`, `current_course_id` and `is_global`; and what it becomes.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: There is no such group.

        Calls `PUT {base}/subject-track/groups`.
        """
        self._send("PUT", _GROUPS, json=to_wire(data, SubjectTrackGroupUpdateInput))

    def delete_group(self, data: SubjectTrackGroupDeleteInput | Mapping[str, Any]) -> None:
        """Delete the tracks of a group for good.

        Args:
            data: Which group.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: There is no such group.

        Calls `DELETE {base}/subject-track/groups`.
        """
        self._send("DELETE", _GROUPS, json=to_wire(data, SubjectTrackGroupDeleteInput))
