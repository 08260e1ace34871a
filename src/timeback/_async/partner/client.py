"""The client of the Partner API: one attribute a resource."""

from __future__ import annotations

from ..._signatures import concrete
from ...models.partner import Class, Course, Enrollment, Lesson, Org, Resource, Term
from ..learnwith.insights import AsyncInsights
from ..service import AsyncServiceClient
from .analytics import AsyncPartnerAnalytics
from .events import AsyncPartnerEvents
from .rostering import AsyncPartnerUsers, AsyncRosterRecords, AsyncUnits
from .xp import AsyncXpEntries

__all__ = ["AsyncPartnerClient"]


class AsyncPartnerClient(AsyncServiceClient, service="partner"):
    """The Partner API of BEYOND_AI's host: rosters, curricula, XP, analytics, insights and events.

    It is known in production only, and has a token endpoint of its own. Use it with `async with`, or close it; tasks
    and threads may share one.
    """

    __module__ = "timeback"

    @property
    def users(self) -> AsyncPartnerUsers:
        """Users."""
        return AsyncPartnerUsers(self._channel)

    @property
    def courses(self) -> AsyncRosterRecords[Course]:
        """Courses."""
        return concrete(AsyncRosterRecords, Course)(self._channel, Course, "courses", "course")

    @property
    def classes(self) -> AsyncRosterRecords[Class]:
        """Classes."""
        return concrete(AsyncRosterRecords, Class)(self._channel, Class, "classes", "class")

    @property
    def enrollments(self) -> AsyncRosterRecords[Enrollment]:
        """Enrollments."""
        return concrete(AsyncRosterRecords, Enrollment)(
            self._channel, Enrollment, "enrollments", "enrollment"
        )

    @property
    def orgs(self) -> AsyncRosterRecords[Org]:
        """Districts, schools and other organizations."""
        return concrete(AsyncRosterRecords, Org)(self._channel, Org, "orgs", "org")

    @property
    def terms(self) -> AsyncRosterRecords[Term]:
        """Terms."""
        return concrete(AsyncRosterRecords, Term)(self._channel, Term, "terms", "term")

    @property
    def units(self) -> AsyncUnits:
        """Units of courses."""
        return AsyncUnits(self._channel)

    @property
    def lessons(self) -> AsyncRosterRecords[Lesson]:
        """Lessons of units."""
        return concrete(AsyncRosterRecords, Lesson)(self._channel, Lesson, "lessons", "lesson")

    @property
    def resources(self) -> AsyncRosterRecords[Resource]:
        """Resources of lessons."""
        return concrete(AsyncRosterRecords, Resource)(self._channel, Resource, "resources", "resource")

    @property
    def xp(self) -> AsyncXpEntries:
        """XP of users, entry by entry."""
        return AsyncXpEntries(self._channel)

    @property
    def analytics(self) -> AsyncPartnerAnalytics:
        """Facts of students."""
        return AsyncPartnerAnalytics(self._channel)

    @property
    def insights(self) -> AsyncInsights:
        """Time, waste and XP of students, and their sessions."""
        return AsyncInsights(self._channel)

    @property
    def events(self) -> AsyncPartnerEvents:
        """Learning events, and whether they arrived."""
        return AsyncPartnerEvents(self._channel)
