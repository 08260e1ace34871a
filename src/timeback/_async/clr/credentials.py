"""Learner records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..._http.retry import Resend
from ..._pages import EncodedPage, PageResult, Span
from ..._query.encode import to_wire
from ..._query.list_query import check_bounds
from ...clr import credential_page, since_text
from ...models.clr import ClrCredential, ClrCredentialInput, GetClrCredentialsResponse
from ..pager import AsyncPager
from ..resource import PREFETCH, AsyncAPIResource

__all__ = ["AsyncCredentials"]

_PATH = "{base}/credentials"


class AsyncCredentials(AsyncAPIResource):
    """Learner records."""

    async def upsert(self, data: ClrCredentialInput | ClrCredential | Mapping[str, Any]) -> ClrCredential:
        """Store a learner record, new or in the place of the one with the same id; the platform signs it.

        Fields that are not known here are sent as they are, at every depth: nested credentials may be signed.
        Nothing reads a record back on BEYOND_AI, so keep the answer.

        Args:
            data: The record; `@context` and `type` are filled in where they are missing. One that was read
                may be sent again.

        Returns:
            The whole record, with the platform's proof.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            UnprocessableEntityError: The server refuses it.

        Calls `POST {base}/credentials/`.
        """
        body = to_wire(data, ClrCredential if isinstance(data, ClrCredential) else ClrCredentialInput)
        # The record's id decides what is written, so that a second sending does no harm.
        return await self._one("POST", f"{_PATH}/", ClrCredential, json=body, resend=Resend.SAFELY)

    async def list(
        self, *, limit: int = 100, offset: int = 0, since: datetime | str | None = None
    ) -> GetClrCredentialsResponse:
        """Fetch a page of the learner records of the token's owner.

        Only the standard has this endpoint: a platform may answer 404 or 405.

        Args:
            limit: Records to ask for.
            offset: Records to skip.
            since: Only records that changed after this moment; one without a zone is in UTC.

        Raises:
            InvalidInputError: An argument cannot be sent; nothing was.

        Calls `GET {base}/credentials`.
        """
        check_bounds(self._channel.settings, limit, offset)
        query = {"limit": limit, "offset": offset, "since": since_text(since)}
        return await self._one("GET", _PATH, GetClrCredentialsResponse, query=query)

    def stream(
        self,
        *,
        limit: int = 100,
        offset: int = 0,
        since: datetime | str | None = None,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[ClrCredential]:
        """Go through all learner records, page after page; those signed as compact JWS are read from it.

        Args:
            limit: Records a page.
            offset: Records to skip.
            since: As in `list()`.
            max_items: Stop after this many.
            prefetch: Pages fetched ahead once the total is known; 0 fetches one after another.
        """
        check_bounds(self._channel.settings, limit, offset)
        moment = since_text(since)

        async def fetch(span: Span) -> EncodedPage[ClrCredential]:
            query = {"limit": span.size, "offset": span.offset, "since": moment}
            response = await self._send("GET", _PATH, query=query)

            def decode() -> PageResult[ClrCredential]:
                with self._channel.noted("GET", _PATH, response) as notes:
                    return credential_page(response, span, notes)

            return EncodedPage(decode)

        return AsyncPager(fetch, offset=offset, page_size=limit, max_items=max_items, prefetch=prefetch)
