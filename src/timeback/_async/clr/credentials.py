"""Learner records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from ..._http.messages import Response
from ..._http.retry import Resend
from ..._pages import PageResult, Span
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...clr import credential_page, since_text
from ...models.clr import ClrCredential, ClrCredentialInput, ClrCredentialsResult, bodies
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, AsyncAPIResource, AsyncPagedList

__all__ = ["AsyncCredentials"]

_PATH = "{base}/credentials"


class AsyncCredentials(AsyncAPIResource):
    """Learner records."""

    async def upsert(
        self,
        data: ClrCredentialInput | ClrCredential | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ClrCredentialFields],
    ) -> ClrCredential:
        """Store a learner record, or replace the one with the same id; the platform signs it.

        Fields that are not known here are sent as they are, at every depth. Every form of JSON-LD that is read is
        taken: a type or a proof alone goes out as a list of one, the IRI of an issuer or a picture as its object.
        A nested credential that is signed, as an object, a compact JWS or enveloped, goes out untouched.
        Nothing reads a record back on BEYOND_AI, so keep the answer.

        Args:
            data: The record; `@context` and `type` are filled in where they are missing. One that was read
                may be sent again.

        Returns:
            The whole record, with the platform's proof.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            UnprocessableEntityError: The server refuses it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/credentials/`.
        """
        model = ClrCredential if isinstance(data, ClrCredential) else ClrCredentialInput
        body = to_wire(given(data, fields), model, linked_data=True)
        # The record's id decides what is written, so that a second sending does no harm.
        return await self._one("POST", f"{_PATH}/", ClrCredential, json=body, resend=Resend.SAFELY)

    async def list(
        self, *, since: datetime | str | None = None, limit: int = LIMIT, offset: int = 0
    ) -> PageResult[ClrCredential]:
        """Fetch a page of the learner records of the token's owner; those signed as compact JWS are read from it.

        Only the standard has this endpoint, so a platform may answer 404 or 405.

        Args:
            since: Only records that changed after this moment; one without a zone is in UTC.
            limit: Records to ask for; 100 by default.
            offset: Records to skip.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/credentials`.
        """
        return await self._since(since).list(limit=limit, offset=offset)

    async def first(self, *, since: datetime | str | None = None) -> ClrCredential | None:
        """Fetch the first record that `list()` would give, or None; asks for one only."""
        return await self._since(since).first()

    async def list_all(
        self,
        *,
        since: datetime | str | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[ClrCredential]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 records and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        records = self._since(since)
        return await records.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        since: datetime | str | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[ClrCredential]:
        """Go through all learner records, page after page.

        Args:
            since: As in `list()`.
            max_items: Stop after this many.
            limit: Records per page; 100 by default.
            offset: Records to skip.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        records = self._since(since)
        return records.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _since(self, moment: datetime | str | None) -> _AsyncRecordPages:
        return _AsyncRecordPages(self._channel, ClrCredential, _PATH, query={"since": since_text(moment)})


class _AsyncRecordPages(AsyncPagedList[ClrCredential]):
    """Learner records, in the standard's form of a page."""

    def _decode(
        self, response: Response, span: Span, model: type[ClrCredential]
    ) -> PageResult[ClrCredential]:
        with self._channel.noted("GET", self._path, response, ClrCredentialsResult) as notes:
            return credential_page(response, span, notes)
