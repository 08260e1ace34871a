"""The EduBridge client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .analytics import AsyncAnalytics
from .applications import AsyncApplications
from .enrollments import AsyncEnrollments
from .goals import AsyncAllGoals
from .learning_reports import AsyncLearningReports
from .progression import AsyncProgression
from .subject_tracks import AsyncSubjectTracks
from .users import AsyncUsers

__all__ = ["AsyncEduBridgeClient"]


class AsyncEduBridgeClient(AsyncServiceClient, service="edubridge"):
    """EduBridge: course-centric enrollments, analytics, subject tracks, goals.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def enrollments(self) -> AsyncEnrollments:
        """Enrollments of users in courses, whatever the class."""
        return AsyncEnrollments(self._channel)

    @property
    def users(self) -> AsyncUsers:
        """Users by their roles."""
        return AsyncUsers(self._channel)

    @property
    def analytics(self) -> AsyncAnalytics:
        """Students' activity: XP, questions, units and time."""
        return AsyncAnalytics(self._channel)

    @property
    def applications(self) -> AsyncApplications:
        """Applications, and the metrics that each reports."""
        return AsyncApplications(self._channel)

    @property
    def subject_tracks(self) -> AsyncSubjectTracks:
        """Subject tracks: the course that a grade takes in a subject."""
        return AsyncSubjectTracks(self._channel)

    @property
    def learning_reports(self) -> AsyncLearningReports:
        """MAP profiles, and the school time that students saved."""
        return AsyncLearningReports(self._channel)

    @property
    def progression(self) -> AsyncProgression:
        """Courses that fill gaps, and the jobs that plan them."""
        return AsyncProgression(self._channel)

    @property
    def goals(self) -> AsyncAllGoals:
        """Goals of students, for subjects and for courses."""
        return AsyncAllGoals(self._channel)
