# Generated from src/timeback/_async/edubridge/learning_reports.py by setup_unasync.py; do not edit.
"""Learning reports."""

from __future__ import annotations

from ...models.edubridge import MapReport, TimeSaved
from ..resource import APIResource

__all__ = ["LearningReports"]


class LearningReports(APIResource):
    """MAP profiles, and the school time that students saved."""

    def get_map_profile(self, user_id: str) -> list[MapReport]:
        """Fetch a student's MAP reports.

        Args:
            user_id: The student's OneRoster id.

        Raises:
            NotFoundError: The student has no MAP profile.

        Calls `GET {base}/learning-reports/map-profile/{userId}`.
        """
        path = "{base}/learning-reports/map-profile/{user_id}"
        # Not as rows: the description has a list, the published client reads a single object, which a list
        # takes in as its only item.
        return self._one("GET", path, list[MapReport], "data", user_id=user_id)

    def get_time_saved(self, user_id: str) -> TimeSaved:
        """Fetch the school time that a student saved this school year.

        Args:
            user_id: The student's OneRoster id.

        Raises:
            NotFoundError: There is no such student, or the student has no enrollments.

        Calls `GET {base}/time-saved/user/{userId}`.
        """
        return self._one("GET", "{base}/time-saved/user/{user_id}", TimeSaved, "data", user_id=user_id)
