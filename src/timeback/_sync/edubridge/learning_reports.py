# Generated from src/timeback/_async/edubridge/learning_reports.py by setup_unasync.py; do not edit.
"""Learning reports."""

from __future__ import annotations

from ...models.edubridge import MapReport, TimeSaved
from ..resource import APIResource, Unpaged

__all__ = ["LearningReports"]


class LearningReports(APIResource):
    """MAP profiles, and the school time that students saved."""

    def __call__(self, user_id: str) -> StudentReports:
        """The reports of one student."""
        return StudentReports(self._channel, {"user_id": user_id})

    def get_time_saved(self, user_id: str) -> TimeSaved:
        """Fetch the school time that a student saved this school year.

        Args:
            user_id: The student's OneRoster id.

        Raises:
            NotFoundError: There is no such student, or the student has no enrollments.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/time-saved/user/{userId}`.
        """
        return self._one("GET", "{base}/time-saved/user/{user_id}", TimeSaved, "data", user_id=user_id)


class StudentReports(APIResource):
    """The reports of one student."""

    @property
    def map_profile(self) -> Unpaged[MapReport]:
        """MAP reports: `GET {base}/learning-reports/map-profile/{userId}`; 404 for a student without one."""
        return self._whole(MapReport, "{base}/learning-reports/map-profile/{user_id}", "data")
