# Generated from src/timeback/_async/partner/client.py by setup_unasync.py; do not edit.
"""The client of the Partner API: one attribute a resource."""

from __future__ import annotations

from ..._signatures import concrete
from ...models.partner import Class, Course, Enrollment, Lesson, Org, Resource, Term
from ..learnwith.insights import Insights
from ..service import ServiceClient
from .analytics import PartnerAnalytics
from .events import PartnerEvents
from .rostering import PartnerUsers, RosterRecords, Units
from .xp import XpEntries

__all__ = ["PartnerClient"]


class PartnerClient(ServiceClient, service="partner"):
    """The Partner API of BEYOND_AI's host: rosters, curricula, XP, analytics, insights and events.

    It is known in production only, and has a token endpoint of its own. Use it with `with`, or close it; tasks
    and threads may share one.
    """

    __module__ = "timeback"

    @property
    def users(self) -> PartnerUsers:
        """Users."""
        return PartnerUsers(self._channel)

    @property
    def courses(self) -> RosterRecords[Course]:
        """Courses."""
        return concrete(RosterRecords, Course)(self._channel, Course, "courses", "course")

    @property
    def classes(self) -> RosterRecords[Class]:
        """Classes."""
        return concrete(RosterRecords, Class)(self._channel, Class, "classes", "class")

    @property
    def enrollments(self) -> RosterRecords[Enrollment]:
        """Enrollments."""
        return concrete(RosterRecords, Enrollment)(
            self._channel, Enrollment, "enrollments", "enrollment"
        )

    @property
    def orgs(self) -> RosterRecords[Org]:
        """Districts, schools and other organizations."""
        return concrete(RosterRecords, Org)(self._channel, Org, "orgs", "org")

    @property
    def terms(self) -> RosterRecords[Term]:
        """Terms."""
        return concrete(RosterRecords, Term)(self._channel, Term, "terms", "term")

    @property
    def units(self) -> Units:
        """Units of courses."""
        return Units(self._channel)

    @property
    def lessons(self) -> RosterRecords[Lesson]:
        """Lessons of units."""
        return concrete(RosterRecords, Lesson)(self._channel, Lesson, "lessons", "lesson")

    @property
    def resources(self) -> RosterRecords[Resource]:
        """Resources of lessons."""
        return concrete(RosterRecords, Resource)(self._channel, Resource, "resources", "resource")

    @property
    def xp(self) -> XpEntries:
        """XP of users, entry by entry."""
        return XpEntries(self._channel)

    @property
    def analytics(self) -> PartnerAnalytics:
        """Facts of students."""
        return PartnerAnalytics(self._channel)

    @property
    def insights(self) -> Insights:
        """Time, waste and XP of students, and their sessions."""
        return Insights(self._channel)

    @property
    def events(self) -> PartnerEvents:
        """Learning events, and whether they arrived."""
        return PartnerEvents(self._channel)
