# Generated from src/timeback/_async/learnwith/client.py by setup_unasync.py; do not edit.
"""The client of LEARNWITH_AI: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from ..webhooks.resources import Subscriptions
from .applications import Applications
from .events import Events
from .insights import Insights
from .orgs import Orgs
from .users import Students, Users

__all__ = ["LearnWithClient"]


class LearnWithClient(ServiceClient, service="learnwith"):
    """LEARNWITH_AI: the calls that only this platform has, and those that it does its own way.

    Its gradebook, resources and frameworks are those of the OneRoster and CASE clients with
    `platform="LEARNWITH_AI"`. Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def orgs(self) -> Orgs:
        """Districts, schools and other organizations."""
        return Orgs(self._channel)

    @property
    def users(self) -> Users:
        """Users, and the applications that are assigned to them."""
        return Users(self._channel)

    @property
    def students(self) -> Students:
        """Creation of students."""
        return Students(self._channel)

    @property
    def applications(self) -> Applications:
        """Applications, and their registration."""
        return Applications(self._channel)

    @property
    def events(self) -> Events:
        """Learning events in the forms that the platform documents."""
        return Events(self._channel)

    @property
    def insights(self) -> Insights:
        """Students' time, waste and XP, and their sessions."""
        return Insights(self._channel)

    @property
    def subscriptions(self) -> Subscriptions:
        """Subscriptions of an application, which is told of insights."""
        return Subscriptions(self._channel)
