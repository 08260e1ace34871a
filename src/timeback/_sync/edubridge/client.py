# Generated from src/timeback/_async/edubridge/client.py by setup_unasync.py; do not edit.
"""The EduBridge client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .analytics import Analytics
from .applications import Applications
from .enrollments import Enrollments
from .goals import AllGoals
from .learning_reports import LearningReports
from .progression import Progression
from .subject_tracks import SubjectTracks
from .users import Users

__all__ = ["EduBridgeClient"]


class EduBridgeClient(ServiceClient, service="edubridge"):
    """EduBridge: course-centric enrollments, analytics, subject tracks, goals.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def enrollments(self) -> Enrollments:
        """Enrollments of users in courses, whatever the class."""
        return Enrollments(self._channel)

    @property
    def users(self) -> Users:
        """Users by their roles."""
        return Users(self._channel)

    @property
    def analytics(self) -> Analytics:
        """Students' activity: XP, questions, units and time."""
        return Analytics(self._channel)

    @property
    def applications(self) -> Applications:
        """Applications, and the metrics that each reports."""
        return Applications(self._channel)

    @property
    def subject_tracks(self) -> SubjectTracks:
        """Subject tracks: the course that a grade takes in a subject."""
        return SubjectTracks(self._channel)

    @property
    def learning_reports(self) -> LearningReports:
        """MAP profiles, and the school time that students saved."""
        return LearningReports(self._channel)

    @property
    def progression(self) -> Progression:
        """Courses that fill gaps, and the jobs that plan them."""
        return Progression(self._channel)

    @property
    def goals(self) -> AllGoals:
        """Goals of students, for subjects and for courses."""
        return AllGoals(self._channel)
