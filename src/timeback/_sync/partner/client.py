# Generated from src/timeback/_async/partner/client.py by setup_unasync.py; do not edit.
"""The client of the Partner API: one attribute per resource."""

from __future__ import annotations

import msgspec

from ..._config.platforms import FACT_LIMITS
from ..channel import Channel
from ..learnwith.insights import Insights
from ..service import ServiceClient
from .analytics import PartnerAnalytics
from .curriculum import PartnerLessons, PartnerResources, PartnerUnits
from .events import PartnerEvents
from .rostering import (
    PartnerClasses,
    PartnerCourses,
    PartnerEnrollments,
    PartnerOrgs,
    PartnerTerms,
    PartnerUsers,
)
from .xp import XpEntries

__all__ = ["PartnerClient"]


class PartnerClient(ServiceClient, service="partner"):
    """The Partner API on BEYOND_AI's host: rosters, curricula, XP, analytics, insights and events.

    It is known in production only, and has a token endpoint of its own. Use it with `with`, or close it; tasks
    and threads may share one.
    """

    __module__ = "timeback"

    @property
    def users(self) -> PartnerUsers:
        """Users."""
        return PartnerUsers(self._channel)

    @property
    def courses(self) -> PartnerCourses:
        """Courses."""
        return PartnerCourses(self._channel)

    @property
    def classes(self) -> PartnerClasses:
        """Classes."""
        return PartnerClasses(self._channel)

    @property
    def enrollments(self) -> PartnerEnrollments:
        """Enrollments."""
        return PartnerEnrollments(self._channel)

    @property
    def orgs(self) -> PartnerOrgs:
        """Districts, schools and other organizations."""
        return PartnerOrgs(self._channel)

    @property
    def terms(self) -> PartnerTerms:
        """Terms."""
        return PartnerTerms(self._channel)

    @property
    def units(self) -> PartnerUnits:
        """Units of courses."""
        return PartnerUnits(self._channel)

    @property
    def lessons(self) -> PartnerLessons:
        """Lessons of units."""
        return PartnerLessons(self._channel)

    @property
    def resources(self) -> PartnerResources:
        """Resources of lessons."""
        return PartnerResources(self._channel)

    @property
    def xp(self) -> XpEntries:
        """XP of users, entry by entry."""
        return XpEntries(self._facts)

    @property
    def analytics(self) -> PartnerAnalytics:
        """Facts about students."""
        return PartnerAnalytics(self._channel)

    @property
    def insights(self) -> Insights:
        """Students' time, waste and XP, and their sessions."""
        return Insights(self._facts)

    @property
    def _facts(self) -> Channel:
        """The channel of lists that have smaller pages than rosters."""
        settings = msgspec.structs.replace(self._channel.settings, limits=FACT_LIMITS)
        return msgspec.structs.replace(self._channel, settings=settings)

    @property
    def events(self) -> PartnerEvents:
        """Learning events, and whether they arrived."""
        return PartnerEvents(self._channel)
