# Generated from src/timeback/_async/resource.py by setup_unasync.py; do not edit.
"""The base of every resource, and the lists whose query is fixed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, Literal, Self, TypeAlias, TypeVar

from .._codec.decode import BARE, DecodedRows
from .._codec.sparse import sparse
from .._http.messages import Response
from .._http.retry import Resend
from .._pages import OFFSET, EncodedPage, PageResult, Paging, Span, Walk, page_of, uncounted
from .._query.list_query import asked_fields, check_bounds, field_list
from .._query.urls import check_id
from .._rows import Rows
from .._signatures import concrete, sign
from .._totals import TotalsSeen
from ..errors import APIError, NotFoundError, TimebackError
from ..models.base import Model
from .channel import Channel
from .pager import Pager, fetch_page

__all__ = [
    "LIMIT",
    "PREFETCH",
    "APIResource",
    "ListBase",
    "PagedList",
    "Unpaged",
]

T = TypeVar("T", bound=Model)
S = TypeVar("S")

Order: TypeAlias = Literal["asc", "desc"]
RowReader: TypeAlias = Callable[[Response, str, Any, tuple[str, ...]], DecodedRows]

LIMIT = 100
PREFETCH = 6


class APIResource:
    """The base class of all parts of a service; build your own endpoint on it.

    Args:
        channel: The service's channel.
        params: The ids in its paths, such as `{"school_id": "s-1"}`.
    """

    # Whether an entity that is fetched may come without its envelope.
    _bare: ClassVar[bool] = False

    def __init__(self, channel: Channel, params: Mapping[str, str] | None = None) -> None:
        sign(type(self))
        self._channel = channel
        self._params: dict[str, str] = {}
        for name, value in (params or {}).items():
            self._params[name] = check_id(name, value)

    def _send(
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
        return self._channel.send(method, path, ids, query=query, json=json, resend=resend)

    def _one(
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
        return self._channel.one(method, path, ids, model, keys, query=query, json=json, resend=resend)

    def _look_for(self, error: APIError, path: str, ids: Mapping[str, str | None]) -> None:
        """Say on the error of a create whose answer was lost whether its record is there, under the caller's id."""
        known = {name: value for name, value in ids.items() if value}
        if error.outcome_unknown and len(known) == len(ids):
            try:
                self._channel.send("GET", path, {**self._params, **known})
            except NotFoundError:
                error.is_there = False
            except TimebackError:
                pass  # nobody knows
            else:
                error.is_there = True

    def _fetch(
        self, model: type[T], path: str, params: Mapping[str, str], one: str, fields: Sequence[str] | None
    ) -> T:
        """GET one entity in its envelope, or only some fields of it."""
        wanted, keys, query = self._asked(model, one, fields)
        return self._channel.one("GET", path, params, wanted, keys, query=query)

    def _asked(
        self, model: type[T], one: str, fields: Sequence[str] | None
    ) -> tuple[type[T], tuple[str, ...], dict[str, str] | None]:
        """The type to decode one entity as, the keys that it may stand under, and the query that asks for it."""
        keys = (one, BARE) if self._bare else (one,)
        if fields is None:
            return model, keys, None
        names = self._channel.names_of(model)
        return sparse(model, asked_fields(names, fields)), keys, {"fields": field_list(names, fields)}

    def _pages(
        self, model: type[T], path: str, *many: str, query: Mapping[str, Any], **params: str
    ) -> PagedList[T]:
        """A list of pages that takes a query of its own."""
        ids = {**self._params, **params}
        return concrete(PagedList, model)(self._channel, model, path, *many, query=query, params=ids)

    def _whole(
        self,
        model: type[T],
        path: str,
        *many: str,
        query: Mapping[str, Any] | None = None,
        **params: str,
    ) -> Unpaged[T]:
        """A list that the server gives in one answer."""
        ids = {**self._params, **params}
        return concrete(Unpaged, model)(self._channel, model, path, *many, query=query, params=ids)


class ListBase(APIResource, Generic[T]):
    """A list endpoint and the type of its rows.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the list.
        many: The envelope keys that the rows may stand under; none where the body is the list.
        query: Query parameters of every request, under their wire names.
        params: The ids in the path.
    """

    def __init__(
        self,
        channel: Channel,
        model: type[T],
        path: str,
        *many: str,
        query: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(channel, params)
        self._model = model
        self._path = path
        self._many = many
        self._query = dict(query or {})

    # The function that makes rows of an answer, where it is not the channel's.
    _reader: RowReader | None = None

    @property
    def _totals_seen(self) -> TotalsSeen:
        return self._channel.transport.totals_seen[self._channel.settings.base_url]

    def _fetch_page(self, query: Mapping[str, Any], span: Span, model: type[T]) -> EncodedPage[T]:
        """Fetch a page, and leave it encoded."""
        response = self._channel.send("GET", self._path, self._params, query={**query, **self._query})

        is_filtered = query.get("filter") is not None

        def decode() -> PageResult[T]:
            page = self._decode(response, span, model)
            if is_filtered and self._totals_seen.ignore_filters and self._is_lenient:
                return uncounted(page, span, response.headers)
            return page

        return EncodedPage(decode)

    def _decode(self, response: Response, span: Span, model: type[T]) -> PageResult[T]:
        """The page that was answered when `span` was asked for."""
        read = self._channel.listing if self._reader is None else self._reader
        return page_of(read(response, self._path, model, self._many), span, response.headers, model)

    @property
    def _is_lenient(self) -> bool:
        return not self._channel.options.strict

    def _read_by(self, reader: RowReader) -> Self:
        """The same list, its answers read by another function than that for records."""
        listing = copy.copy(self)
        listing._reader = reader
        return listing


class Unpaged(ListBase[T], Generic[T]):
    """A list that the server returns whole, in one answer."""

    def list(self) -> PageResult[T]:
        """Fetch all rows; the server gives them in one answer.

        Calls `GET` on the list's path.
        """
        listing, _ = self._channel.page(self._path, self._params, self._query, self._model, self._many)
        return PageResult(listing.rows, total=len(listing.rows), model=self._model)

    def first(self) -> T | None:
        """Fetch the first row, or None."""
        return self.stream().first()

    def list_all(self, *, max_items: int | None = None) -> Rows[T]:
        """Fetch all rows as a list.

        Args:
            max_items: Stop after this many rows.
        """
        return self.stream(max_items=max_items).collect()

    def stream(self, *, max_items: int | None = None) -> Pager[T]:
        """Go through all rows; nothing is sent until you ask for the first row.

        Args:
            max_items: Stop after this many rows.
        """

        def fetch(_: Span) -> EncodedPage[T]:
            page = self.list()
            return EncodedPage(lambda: page)

        return Pager(
            fetch, offset=0, page_size=LIMIT, max_items=max_items, prefetch=0, model=self._model
        )


class PagedList(ListBase[T], Generic[T]):
    """A paged list without filters; its query is fixed.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the list.
        many: The envelope keys that the rows may stand under; none where the body is the list.
        query: Query parameters of every page, under their wire names.
        params: The ids in the path.
        paging: How pages are requested.
    """

    def __init__(
        self,
        channel: Channel,
        model: type[T],
        path: str,
        *many: str,
        query: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
        paging: Paging = OFFSET,
    ) -> None:
        super().__init__(channel, model, path, *many, query=query, params=params)
        self._paging = paging

    def list(self, *, limit: int = LIMIT, offset: int = 0) -> PageResult[T]:
        """Fetch one page.

        Args:
            limit: Rows to ask for; 100 by default.
            offset: Rows to skip.
        """
        check_bounds(self._channel.settings, limit, offset)
        walk = Walk(offset, limit, seen=self._totals_seen)
        return fetch_page(self._encoded_page, Span(offset, limit), walk)

    def first(self) -> T | None:
        """Fetch the first row, or None; asks for one row only."""
        return self.stream().first()

    def list_all(
        self,
        *,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[T]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)
        return rows.collect()

    def stream(
        self,
        *,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Pager[T]:
        """Go through all rows, page after page; nothing is sent until you ask for the first row.

        Args:
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        check_bounds(self._channel.settings, limit, offset)
        return Pager(
            self._encoded_page,
            offset=offset,
            page_size=limit,
            max_items=max_items,
            prefetch=prefetch,
            paging=self._paging,
            seen=self._totals_seen,
            model=self._model,
        )

    def _encoded_page(self, span: Span) -> EncodedPage[T]:
        span = self._paging.fit(span)
        return self._fetch_page(self._paging.query(span), span, self._model)
