# Generated from src/timeback/_async/learnwith/insights.py by setup_unasync.py; do not edit.
"""Insights: how students used their time."""

from __future__ import annotations

from ..._pages import PageResult
from ..._rows import Rows
from ...caliper.queries import Moment, moment, text
from ...models.learnwith import InsightReport, InsightSession, InsightsOverview
from ..pager import Pager
from ..resource import LIMIT, PREFETCH, APIResource, PagedList

__all__ = ["Insights"]


class Insights(APIResource):
    """Students' time, waste and XP."""

    @property
    def sessions(self) -> InsightSessions:
        """Sessions of users, and the insights of each."""
        return InsightSessions(self._channel)

    def get(
        self, user_id: str, *, start_date: Moment | None = None, end_date: Moment | None = None
    ) -> InsightReport:
        """Fetch the insights of a user.

        Args:
            user_id: The user's id.
            start_date: From here on: a date, an instant, or ISO 8601 text.
            end_date: Up to here, in the same forms.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            NotFoundError: There is no such user.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {insights}/users/{userId}`.
        """
        query = {"startDate": moment("start_date", start_date), "endDate": moment("end_date", end_date)}
        return self._one(
            "GET", "{insights}/users/{user_id}", InsightReport, query=query, user_id=user_id
        )

    def get_overview(self, user_id: str) -> InsightsOverview:
        """Fetch the trend of a user's insights and their breakdown, as the server gives them.

        Raises:
            NotFoundError: There is no such user.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {insights}/users/{userId}/overview`.
        """
        return self._one(
            "GET", "{insights}/users/{user_id}/overview", InsightsOverview, user_id=user_id
        )


class InsightSessions(APIResource):
    """Sessions of users."""

    def list(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        limit: int = LIMIT,
        offset: int = 0,
    ) -> PageResult[InsightSession]:
        """Fetch one page of the sessions of a user.

        Args:
            user_id: The user's id.
            application_id: Only sessions in this application.
            started_after: Only sessions that began after this: a date, an instant, or ISO 8601 text.
            started_before: Only sessions that began before this, in the same forms.
            limit: Rows to ask for, from 1 to 100; 100 by default.
            offset: Rows to skip.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            NotFoundError: There is no such user.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {insights}/users/{userId}/sessions`.
        """
        sessions = self._of(user_id, application_id, started_after, started_before)
        return sessions.list(limit=limit, offset=offset)

    def first(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
    ) -> InsightSession | None:
        """Fetch the first session that `list()` would give, or None; asks for one only."""
        return self._of(user_id, application_id, started_after, started_before).first()

    def list_all(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[InsightSession]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 sessions and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        sessions = self._of(user_id, application_id, started_after, started_before)
        return sessions.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Pager[InsightSession]:
        """Go through all the sessions of a user, page after page; see `list()` for the conditions.

        Args:
            user_id: As in `list()`.
            application_id: As in `list()`.
            started_after: As in `list()`.
            started_before: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows to ask for at a time; 100 by default.
            offset: Rows to skip at the beginning.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.

        Calls `GET {insights}/users/{userId}/sessions`.
        """
        sessions = self._of(user_id, application_id, started_after, started_before)
        return sessions.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _of(
        self,
        user_id: str,
        application_id: str | None,
        started_after: Moment | None,
        started_before: Moment | None,
    ) -> PagedList[InsightSession]:
        query = {
            "applicationId": text("application_id", application_id),
            "startedAfter": moment("started_after", started_after),
            "startedBefore": moment("started_before", started_before),
        }
        path = "{insights}/users/{user_id}/sessions"
        return self._pages(InsightSession, path, "sessions", query=query, user_id=user_id)

    def get_insights(self, session_id: str) -> InsightReport:
        """Fetch the insights of one session.

        They are presumed to have the same format as a user's; we have seen no answer.

        Raises:
            NotFoundError: There is no such session.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {insights}/sessions/{sessionId}`.
        """
        return self._one(
            "GET", "{insights}/sessions/{session_id}", InsightReport, session_id=session_id
        )
