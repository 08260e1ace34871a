"""The client of the Partner API: one attribute per resource."""

from __future__ import annotations

import msgspec

from ..._config.platforms import FACT_LIMITS
from ..channel import AsyncChannel
from ..learnwith.insights import AsyncInsights
from ..service import AsyncServiceClient
from .analytics import AsyncPartnerAnalytics
from .curriculum import AsyncPartnerLessons, AsyncPartnerResources, AsyncPartnerUnits
from .events import AsyncPartnerEvents
from .rostering import (
    AsyncPartnerClasses,
    AsyncPartnerCourses,
    AsyncPartnerEnrollments,
    AsyncPartnerOrgs,
    AsyncPartnerTerms,
    AsyncPartnerUsers,
)
from .xp import AsyncXpEntries

__all__ = ["AsyncPartnerClient"]


class AsyncPartnerClient(AsyncServiceClient, service="partner"):
    """The Partner API on BEYOND_AI's host: rosters, curricula, XP, analytics, insights and events.

    It is known in production only, and has a token endpoint of its own. Use it with `async with`, or close it; tasks
    and threads may share one.
    """

    __module__ = "timeback"

    @property
    def users(self) -> AsyncPartnerUsers:
        """Users."""
        return AsyncPartnerUsers(self._channel)

    @property
    def courses(self) -> AsyncPartnerCourses:
        """Courses."""
        return AsyncPartnerCourses(self._channel)

    @property
    def classes(self) -> AsyncPartnerClasses:
        """Classes."""
        return AsyncPartnerClasses(self._channel)

    @property
    def enrollments(self) -> AsyncPartnerEnrollments:
        """Enrollments."""
        return AsyncPartnerEnrollments(self._channel)

    @property
    def orgs(self) -> AsyncPartnerOrgs:
        """Districts, schools and other organizations."""
        return AsyncPartnerOrgs(self._channel)

    @property
    def terms(self) -> AsyncPartnerTerms:
        """Terms."""
        return AsyncPartnerTerms(self._channel)

    @property
    def units(self) -> AsyncPartnerUnits:
        """Units of courses."""
        return AsyncPartnerUnits(self._channel)

    @property
    def lessons(self) -> AsyncPartnerLessons:
        """Lessons of units."""
        return AsyncPartnerLessons(self._channel)

    @property
    def resources(self) -> AsyncPartnerResources:
        """Resources of lessons."""
        return AsyncPartnerResources(self._channel)

    @property
    def xp(self) -> AsyncXpEntries:
        """XP of users, entry by entry."""
        return AsyncXpEntries(self._facts)

    @property
    def analytics(self) -> AsyncPartnerAnalytics:
        """Facts about students."""
        return AsyncPartnerAnalytics(self._channel)

    @property
    def insights(self) -> AsyncInsights:
        """Students' time, waste and XP, and their sessions."""
        return AsyncInsights(self._facts)

    @property
    def _facts(self) -> AsyncChannel:
        """The channel of lists that have smaller pages than rosters."""
        settings = msgspec.structs.replace(self._channel.settings, limits=FACT_LIMITS)
        return msgspec.structs.replace(self._channel, settings=settings)

    @property
    def events(self) -> AsyncPartnerEvents:
        """Learning events, and whether they arrived."""
        return AsyncPartnerEvents(self._channel)
