"""The client of LEARNWITH_AI: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from ..webhooks.resources import AsyncSubscriptions
from .applications import AsyncApplications
from .events import AsyncEvents
from .insights import AsyncInsights
from .orgs import AsyncOrgs
from .users import AsyncStudents, AsyncUsers

__all__ = ["AsyncLearnWithClient"]


class AsyncLearnWithClient(AsyncServiceClient, service="learnwith"):
    """LEARNWITH_AI: the calls that only this platform has, and those that it does its own way.

    Its gradebook, resources and frameworks are those of the OneRoster and CASE clients with
    `platform="LEARNWITH_AI"`. Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def orgs(self) -> AsyncOrgs:
        """Districts, schools and other organizations."""
        return AsyncOrgs(self._channel)

    @property
    def users(self) -> AsyncUsers:
        """Users, and the applications that are assigned to them."""
        return AsyncUsers(self._channel)

    @property
    def students(self) -> AsyncStudents:
        """Creation of students."""
        return AsyncStudents(self._channel)

    @property
    def applications(self) -> AsyncApplications:
        """Applications, and their registration."""
        return AsyncApplications(self._channel)

    @property
    def events(self) -> AsyncEvents:
        """Learning events in the forms that the platform documents."""
        return AsyncEvents(self._channel)

    @property
    def insights(self) -> AsyncInsights:
        """Students' time, waste and XP, and their sessions."""
        return AsyncInsights(self._channel)

    @property
    def subscriptions(self) -> AsyncSubscriptions:
        """Subscriptions of an application, which is told of insights."""
        return AsyncSubscriptions(self._channel)
