"""XP of users, entry by entry."""

from __future__ import annotations

from ..._pages import PageResult
from ..._rows import Rows
from ...caliper.queries import Moment, moment, text
from ...models.partner import XpEntry
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, AsyncAPIResource, AsyncPagedList

__all__ = ["AsyncXpEntries"]


class AsyncXpEntries(AsyncAPIResource):
    """XP of users, entry by entry."""

    async def list(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        limit: int = LIMIT,
        offset: int = 0,
    ) -> PageResult[XpEntry]:
        """Fetch one page of the XP of a user.

        Args:
            user_id: The user's id.
            application_id: Only XP of this application.
            start_date: Only XP earned after this: a date, an instant, or ISO 8601 text.
            end_date: Only XP earned before this, in the same forms.
            limit: Rows to ask for, from 1 to 100; 100 by default.
            offset: Rows to skip.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            NotFoundError: There is no such user.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {xp}/users/{userId}/entries`.
        """
        entries = self._of(user_id, application_id, start_date, end_date)
        return await entries.list(limit=limit, offset=offset)

    async def first(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
    ) -> XpEntry | None:
        """Fetch the first entry that `list()` would give, or None; asks for one only."""
        return await self._of(user_id, application_id, start_date, end_date).first()

    async def list_all(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[XpEntry]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 entries and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        entries = self._of(user_id, application_id, start_date, end_date)
        return await entries.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        user_id: str,
        *,
        application_id: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[XpEntry]:
        """Go through all the XP of a user, page after page; see `list()` for the conditions.

        Args:
            user_id: As in `list()`.
            application_id: As in `list()`.
            start_date: As in `list()`.
            end_date: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows to ask for at a time, from 1 to 100; 100 by default.
            offset: Rows to skip at the beginning.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.

        Calls `GET {xp}/users/{userId}/entries`.
        """
        entries = self._of(user_id, application_id, start_date, end_date)
        return entries.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _of(
        self, user_id: str, application_id: str | None, start_date: Moment | None, end_date: Moment | None
    ) -> AsyncPagedList[XpEntry]:
        query = {
            "applicationId": text("application_id", application_id),
            "startDate": moment("start_date", start_date),
            "endDate": moment("end_date", end_date),
        }
        path = "{xp}/users/{user_id}/entries"
        return self._pages(XpEntry, path, "entries", query=query, user_id=user_id)
