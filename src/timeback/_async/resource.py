"""The verbs that read, shared by every service: list first list_all get exists stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from .._codec.decode import BARE, sparse
from .._http.messages import Response
from .._http.retry import Resend
from .._keys import KEY, KeySpan
from .._pages import OFFSET, EncodedPage, PageResult, Paging, Span, page_of
from .._query.filters import Where, all_of
from .._query.list_query import ListQuery, check_bounds, field_list, list_query
from .._query.urls import check_id
from ..errors import APIStatusError, InvalidInputError, NotFoundError
from ..models.base import Model
from .channel import AsyncChannel
from .keyed import AsyncKeyedPager
from .pager import AsyncPager

__all__ = [
    "PREFETCH",
    "AsyncAPIResource",
    "AsyncListing",
    "AsyncPagedList",
    "AsyncPartialListing",
    "AsyncReader",
    "AsyncUnpaged",
]

T = TypeVar("T", bound=Model)
S = TypeVar("S")

Order: TypeAlias = Literal["asc", "desc"]
Rows: TypeAlias = list[S]

_LIMIT = 100
PREFETCH = 6
_HEAD_NOT_SERVED = frozenset({403, 405, 501})


class AsyncAPIResource:
    """A place in a service: what an endpoint of its own is built on.

    Args:
        channel: The service's channel.
        params: The ids that its paths hold, such as `{"school_id": "s-1"}`.
    """

    # Whether an entity that is fetched may come without its envelope.
    _bare: ClassVar[bool] = False

    def __init__(self, channel: AsyncChannel, params: Mapping[str, str] | None = None) -> None:
        self._channel = channel
        self._params: dict[str, str] = {}
        for name, value in (params or {}).items():
            self._params[name] = check_id(name, value)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        resend: Resend | None = None,
        **params: str,
    ) -> Response:
        """Send a call whose answer is not decoded."""
        ids = {**self._params, **params}
        return await self._channel.send(method, path, ids, query=query, json=json, resend=resend)

    async def _one(
        self,
        method: str,
        path: str,
        model: type[S],
        *keys: str,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        resend: Resend | None = None,
        **params: str,
    ) -> S:
        """Send a call and decode its answer, from the envelope `keys` or bare."""
        ids = {**self._params, **params}
        return await self._channel.one(method, path, ids, model, keys, query=query, json=json, resend=resend)

    async def _rows(
        self,
        path: str,
        model: type[S],
        *keys: str,
        method: str = "GET",
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        **params: str,
    ) -> Rows[S]:
        """Send a call that answers a whole list, in the envelope `keys` or bare."""
        listing, _ = await self._channel.page(
            path, {**self._params, **params}, query or {}, model, keys, method=method, json=json
        )
        return listing.rows

    async def _fetch(
        self, model: type[T], path: str, params: Mapping[str, str], one: str, fields: Sequence[str] | None
    ) -> T:
        """GET one entity in its envelope, or only some fields of it."""
        query = None if fields is None else {"fields": field_list(model, fields)}
        wanted = model if fields is None else sparse(model)
        keys = (one, BARE) if self._bare else (one,)
        return await self._channel.one("GET", path, params, wanted, keys, query=query)

    def _listing(self, model: type[T], path: str, *many: str) -> AsyncListing[T]:
        return AsyncListing(self._channel, model, path, *many, params=self._params)


class AsyncListBase(AsyncAPIResource, Generic[T]):
    """A list endpoint and the type of its rows.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the list.
        many: The envelope keys that the rows may stand under.
        params: The ids that the path holds.
    """

    def __init__(
        self,
        channel: AsyncChannel,
        model: type[T],
        path: str,
        *many: str,
        params: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(channel, params)
        self._model = model
        self._path = path
        self._many = many

    async def _fetch_page(self, query: Mapping[str, Any], span: Span, model: type[T]) -> EncodedPage[T]:
        """Fetch a page, and leave it encoded."""
        response = await self._channel.send("GET", self._path, self._params, query=query)

        def decode() -> PageResult[T]:
            listing = self._channel.listing(response, self._path, model, self._many)
            return page_of(listing, span, response.headers, model)

        return EncodedPage(decode)


class AsyncUnpaged(AsyncListBase[T], Generic[T]):
    """A list that the server gives whole: it takes no query at all."""

    async def list(self) -> PageResult[T]:
        """Fetch all rows."""
        listing, _ = await self._channel.page(self._path, self._params, {}, self._model, self._many)
        return PageResult(listing.rows, total=len(listing.rows), model=self._model)


class AsyncPagedList(AsyncListBase[T], Generic[T]):
    """A list of pages whose query parameters are the service's own: `list()` and `stream()` are built on it.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the list.
        many: The envelope keys that the rows may stand under; none where the body is the list.
        params: The ids that the path holds.
        paging: How a page is asked for.
    """

    def __init__(
        self,
        channel: AsyncChannel,
        model: type[T],
        path: str,
        *many: str,
        params: Mapping[str, str] | None = None,
        paging: Paging = OFFSET,
    ) -> None:
        super().__init__(channel, model, path, *many, params=params)
        self._paging = paging

    async def _page(self, query: Mapping[str, Any], *, limit: int, offset: int = 0) -> PageResult[T]:
        """Fetch one page."""
        check_bounds(self._channel.settings, limit, offset)
        page = await self._encoded_page(query, Span(offset, limit))
        return page.decode()

    def _stream(
        self,
        query: Mapping[str, Any],
        *,
        limit: int,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[T]:
        """Go through all rows, page after page."""
        check_bounds(self._channel.settings, limit, offset)

        async def fetch(span: Span) -> EncodedPage[T]:
            return await self._encoded_page(query, span)

        return AsyncPager(fetch, offset=offset, page_size=limit, max_items=max_items, prefetch=prefetch)

    async def _encoded_page(self, query: Mapping[str, Any], span: Span) -> EncodedPage[T]:
        span = self._paging.fit(span)
        return await self._fetch_page({**self._paging.query(span), **query}, span, self._model)


class AsyncListing(AsyncListBase[T], Generic[T]):
    """A list that can be read page by page."""

    async def list(
        self,
        *,
        limit: int = _LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
    ) -> PageResult[T]:
        """Fetch one page.

        Args:
            limit: Rows to ask for, from 1 to the platform's bound (3,000; 100 on LEARNWITH_AI).
            offset: Rows to skip.
            sort: The field to sort by, in Python's or the wire's spelling.
            order_by: `"asc"` or `"desc"`.
            where: Conditions, such as `{"status": "active", "family_name": {"contains": "ov"}}`.
            fields: Fetch these fields only; the others of each row are `UNSET`.
            search: Free text. Production honors it on courses and ignores it on classes, with the whole list
                for an answer (2026-09): `where` with `contains` is sure.

        Raises:
            InvalidInputError: An argument cannot be sent; nothing was.
            BadRequestError: The server refuses the filter.

        Calls `GET` on the list's path.
        """
        query = list_query(
            self._channel.settings, self._model,
            limit=limit, offset=offset, sort=sort, order_by=order_by, where=self._narrowed(where),
            fields=fields, search=search,
        )  # fmt: skip
        page = await self._encoded_page(query, Span(offset, limit))
        return page.decode()

    async def first(
        self,
        *,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
    ) -> T | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        page = await self.list(
            limit=1, sort=sort, order_by=order_by, where=where, fields=fields, search=search
        )
        return page[0] if page else None

    async def list_all(
        self,
        *,
        max_items: int | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
        prefetch: int = PREFETCH,
    ) -> Rows[T]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
        """
        rows = self.stream(
            max_items=max_items, limit=limit, offset=offset, sort=sort, order_by=order_by,
            where=where, fields=fields, search=search, prefetch=prefetch,
        )  # fmt: skip
        return await rows.collect()

    def stream(
        self,
        *,
        max_items: int | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
        prefetch: int = PREFETCH,
        by_key: bool = False,
    ) -> AsyncPager[T]:
        """Go through all rows, page after page; nothing is sent before the first is asked for.

        Args:
            max_items: Stop after this many rows.
            limit: Rows a page.
            offset: Rows to skip.
            sort: As in `list()`. While others write, rows that come and go shift those after them, sorted or
                not: one may come twice, or not at all. `by_key` knows no such thing.
            order_by: As in `list()`.
            where: As in `list()`.
            fields: As in `list()`.
            search: As in `list()`.
            prefetch: Pages fetched ahead once the total is known; 0 fetches one after another.
            by_key: Go through the rows in the order of their ids, and ask for each page by the ids that it
                lies between: a row that exists all the while is given, once, whatever others write. A small
                request a page more learns those ids. It takes no `offset`, `sort` or `order_by`.
        """
        if by_key:
            if offset or sort is not None or order_by is not None:
                raise InvalidInputError.of(
                    "by_key", "goes by ids from the first on: no offset, sort or order_by"
                )
            return self._by_key(max_items, limit, where, fields, search, prefetch)
        query = list_query(
            self._channel.settings, self._model,
            limit=limit, offset=offset, sort=sort, order_by=order_by, where=self._narrowed(where),
            fields=fields, search=search,
        )  # fmt: skip

        async def fetch(span: Span) -> EncodedPage[T]:
            return await self._encoded_page(query, span)

        return AsyncPager(fetch, offset=offset, page_size=limit, max_items=max_items, prefetch=prefetch)

    def _by_key(
        self,
        max_items: int | None,
        limit: int,
        where: Where | None,
        fields: Sequence[str] | None,
        search: str | None,
        prefetch: int,
    ) -> AsyncKeyedPager[T]:
        if KEY not in self._model.__struct_fields__:
            raise InvalidInputError.of("by_key", "the rows of this list have no sourced_id")
        narrowed = self._narrowed(where)
        asked = (
            None if fields is None else [KEY, *(each for each in fields if each not in (KEY, "sourcedId"))]
        )

        def query(span: KeySpan) -> ListQuery:
            return list_query(
                self._channel.settings, self._model,
                limit=span.size, offset=span.offset, sort=KEY, order_by="asc",
                where=all_of(narrowed, span.where),
                fields=[KEY] if span.is_probe else asked, search=search,
            )  # fmt: skip

        async def fetch(span: KeySpan) -> EncodedPage[T]:
            return await self._encoded_page(query(span), Span(span.offset, span.size))

        query(KeySpan(None, None, 0, limit))  # what cannot be sent is refused before the first page
        return AsyncKeyedPager(fetch, page_size=limit, max_items=max_items, prefetch=prefetch)

    def _narrowed(self, where: Where | None) -> Where | None:
        """The caller's condition, with what the list itself demands."""
        return where

    async def _encoded_page(self, query: ListQuery, span: Span) -> EncodedPage[T]:
        if query.matches_nothing:
            return EncodedPage(lambda: PageResult([], total=0, model=self._model))
        model = sparse(self._model) if query.is_sparse else self._model
        return await self._fetch_page(query.page(span.offset, span.size), span, model)


class AsyncPartialListing(AsyncListing[T], Generic[T]):
    """The rows of a larger list that meet a condition; the caller's `where` narrows them further.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the larger list.
        many: The envelope keys that the rows may stand under.
        condition: What the rows have in common, as a `where` says it.
    """

    def __init__(
        self, channel: AsyncChannel, model: type[T], path: str, *many: str, condition: Where
    ) -> None:
        super().__init__(channel, model, path, *many)
        self._condition = condition

    def _narrowed(self, where: Where | None) -> Where | None:
        return all_of(self._condition, where)


class AsyncReader(AsyncListing[T], Generic[T]):
    """A list whose entities can be fetched one by one, in the envelope `one`."""

    _envelope: str

    async def get(self, sourced_id: str, *, fields: Sequence[str] | None = None) -> T:
        """Fetch one entity.

        Args:
            sourced_id: Its identifier; any characters, percent-encoded for you.
            fields: Fetch these fields only; the others are `UNSET`.

        Raises:
            NotFoundError: There is none with this id.

        Calls `GET {path}/{sourcedId}`.
        """
        return await self._fetch(
            self._model, self._entity_path, self._ids(sourced_id), self._envelope, fields
        )

    async def exists(self, sourced_id: str) -> bool:
        """Whether there is an entity with this id.

        Sends `HEAD {path}/{sourcedId}`; to a server that does not serve HEAD, the smallest `GET`.
        """
        channel, path, ids = self._channel, self._entity_path, self._ids(sourced_id)
        key = (channel.settings.base_url, path)
        try:
            if key not in channel.transport.head_not_served:
                try:
                    await channel.send("HEAD", path, ids)
                    return True
                except APIStatusError as error:
                    if error.status not in _HEAD_NOT_SERVED:
                        raise
            await channel.send("GET", path, ids, query={"fields": "sourcedId"})
            channel.transport.head_not_served.add(key)
        except NotFoundError:
            return False
        return True

    @property
    def _entity_path(self) -> str:
        return f"{self._path}/{{sourced_id}}"

    def _ids(self, sourced_id: str) -> dict[str, str]:
        return {**self._params, "sourced_id": sourced_id}
