# Generated from src/timeback/_async/listing.py by setup_unasync.py; do not edit.
"""Lists that speak the platform's query language, and entities behind them: list first list_all stream get exists."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from .._codec.deviations import Expectation, Notes
from .._codec.sparse import sparse
from .._keys import KEY, KeySpan, key_of, keys_of
from .._pages import EncodedPage, PageResult, Span, Walk
from .._query.filters import Where, all_of
from .._query.list_query import ListQuery, list_query
from .._rows import Rows
from .._signatures import concrete
from ..errors import APIError, APIStatusError, InvalidInputError, NotFoundError
from ..models.base import Model
from .channel import Channel
from .keyed import KeyedPager
from .pager import Fetch, Pager, Recount, fetch_page
from .resource import LIMIT, PREFETCH, APIResource, ListBase, Order
from .union import Union

__all__ = ["Listing", "Parent", "PartialListing", "Reader"]

T = TypeVar("T", bound=Model)

_HEAD_NOT_SERVED = frozenset({403, 405, 501})


class Listing(ListBase[T], Generic[T]):
    """A list that can be read page by page."""

    # What the list itself demands of its rows, besides what the caller asks for.
    _condition: Where | None = None

    def list(
        self,
        *,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
    ) -> PageResult[T]:
        """Fetch one page.

        Args:
            limit: Rows to ask for, from 1 to the platform's limit (3,000; 100 on LEARNWITH_AI); 100 by default.
            offset: Rows to skip.
            sort: The field to sort by, in Python's or the wire's spelling.
            order_by: `"asc"` or `"desc"`.
            where: Conditions, such as `{"status": "active", "family_name": {"contains": "ov"}}`.
            fields: Fetch these fields only; reading another one raises `FieldNotFetchedError`.
            search: Free text. Production applies it to courses but ignores it on classes, where it answers with
                the whole list (2026-09); `where` with `contains` is reliable.

        Raises:
            InvalidInputError: The model has no such field, a value has the wrong type for its field, or another
                argument is not valid; nothing was sent. `with_options(unknown_names="send")` sends any name.
            BadRequestError: The server refuses the filter.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET` on the list's path.
        """
        query = list_query(
            self._channel.settings, self._channel.names_of(self._model),
            limit=limit, offset=offset, sort=sort, order_by=order_by, where=where, fields=fields, search=search,
            condition=self._condition,
        )  # fmt: skip

        walk = Walk(offset, limit, seen=self._totals_seen)
        return fetch_page(
            self._pages_of(query), Span(offset, limit), walk, recount=self._recount_of(query)
        )

    def first(
        self,
        *,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
    ) -> T | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        page = self.list(
            limit=1, sort=sort, order_by=order_by, where=where, fields=fields, search=search
        )
        return page[0] if page else None

    def list_all(
        self,
        *,
        max_items: int | None = None,
        limit: int = LIMIT,
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
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self.stream(
            max_items=max_items, limit=limit, offset=offset, sort=sort, order_by=order_by,
            where=where, fields=fields, search=search, prefetch=prefetch,
        )  # fmt: skip
        return rows.collect()

    def stream(
        self,
        *,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
        prefetch: int = PREFETCH,
        by_key: bool = False,
    ) -> Pager[T]:
        """Go through all rows, page after page; nothing is sent until you ask for the first row.

        Args:
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            sort: As in `list()`. While others write, rows that come and go shift those after them, sorted or
                not, so a row may come twice or not at all. `by_key` prevents this.
            order_by: As in `list()`.
            where: As in `list()`.
            fields: As in `list()`.
            search: As in `list()`.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
            by_key: Go through the rows in the order of their ids, and ask for each page by its range of ids:
                every row that exists the whole time is given exactly once, whatever others write. Each page
                costs one more small request. It takes no `offset`, `sort` or `order_by`.
        """
        if by_key:
            if offset or sort is not None or order_by is not None:
                raise InvalidInputError.of(
                    "by_key", "goes by ids from the first on: no offset, sort or order_by"
                )
            return self._by_key(max_items, limit, where, fields, search, prefetch)
        query = list_query(
            self._channel.settings, self._channel.names_of(self._model),
            limit=limit, offset=offset, sort=sort, order_by=order_by, where=where, fields=fields, search=search,
            condition=self._condition,
        )  # fmt: skip

        return Pager(
            self._pages_of(query, limit, prefetch),
            offset=offset,
            page_size=limit,
            max_items=max_items,
            prefetch=prefetch,
            seen=self._totals_seen,
            model=self._rows_model(query),
            recount=self._recount_of(query),
        )

    def _pages_of(self, query: ListQuery, limit: int = LIMIT, prefetch: int = PREFETCH) -> Fetch[T]:
        """The function that fetches the pages of a list, or of those that make it up."""
        if query.filters:
            return Union(
                [self._pages_of(part) for part in query.parts()],
                self._rows_model(query),
                page_size=limit,
                ahead=prefetch,
                sort=query.parameters["sort"],
                descending=str(query.parameters["orderBy"]).lower() == "desc",
                recount=self._ignores_filters,
            )

        def fetch(span: Span) -> EncodedPage[T]:
            return self._encoded_page(query, span)

        return fetch

    def _by_key(
        self,
        max_items: int | None,
        limit: int,
        where: Where | None,
        fields: Sequence[str] | None,
        search: str | None,
        prefetch: int,
    ) -> KeyedPager[T]:
        if KEY not in self._model.__struct_fields__:
            raise InvalidInputError.of("by_key", "the rows of this list have no sourced_id")
        asked = (
            None if fields is None else [KEY, *(each for each in fields if each not in (KEY, "sourcedId"))]
        )

        def query(span: KeySpan) -> ListQuery:
            return list_query(
                self._channel.settings, self._channel.names_of(self._model),
                limit=span.size, offset=span.offset, sort=KEY, order_by="asc",
                where=where, condition=all_of(self._condition, span.where),
                fields=[KEY] if span.is_probe else asked, search=search,
            )  # fmt: skip

        def fetch(span: KeySpan) -> EncodedPage[T]:
            return self._encoded_page(query(span), Span(span.offset, span.size))

        first = query(KeySpan(None, None, 0, limit))  # what cannot be sent is refused before the first page
        return KeyedPager(
            fetch, page_size=limit, max_items=max_items, prefetch=prefetch, seen=self._totals_seen,
            model=self._rows_model(first), recount=self._recount_of(first),
        )  # fmt: skip

    def _recount_of(self, query: ListQuery) -> Recount | None:
        return None if query.parameters["filter"] is None else self._ignores_filters

    def _ignores_filters(self) -> bool:
        """Whether the server's totals count the rows too that a filter leaves out; told where they do."""
        seen = self._totals_seen
        if not self._is_lenient or KEY not in self._model.__struct_fields__:
            return False
        if not seen.ignore_filters:
            with contextlib.suppress(APIError):
                seen.ignore_filters = self._counts_more_than_pass()
        if seen.ignore_filters:
            self._tell("a total of the rows that pass the filter")
        return seen.ignore_filters

    def _counts_more_than_pass(self) -> bool:
        """Whether one row passes a filter by its id, and the total says that more do.

        It is not the first row, so that the server filters its rows before it makes pages of them. Of a single
        row it can only be asked that none passes.
        """
        rows = self._probe(2)
        key = key_of(rows[-1]) if rows else None
        if key is None:
            return False
        is_single = len(rows) == 1
        passing = self._probe(1, {KEY: {"ne": key} if is_single else {"eq": key}})
        expected = [] if is_single else [key]
        return keys_of(passing) == expected and (passing.total or 0) > len(passing)

    def _probe(self, limit: int, where: Where | None = None) -> PageResult[T]:
        names = self._channel.names_of(self._model)
        query = list_query(
            self._channel.settings, names, limit=limit, offset=0, sort=None, order_by=None, where=where,
            fields=None, search=None,
        )  # fmt: skip
        return (self._fetch_page(query.page(0, limit), Span(0, limit), self._model)).decode()

    def _rows_model(self, query: ListQuery) -> type[T]:
        """The type of a row: with some of the fields only, where these were asked for."""
        return self._model if query.fields is None else sparse(self._model, query.fields)

    def _encoded_page(self, query: ListQuery, span: Span) -> EncodedPage[T]:
        model = self._rows_model(query)
        if query.matches_nothing:
            return EncodedPage(lambda: PageResult([], total=0, model=model))
        try:
            return self._fetch_page(query.page(span.offset, span.size), span, model)
        except NotFoundError:
            # Who names totals is asked for no page behind the last.
            may_end = span.offset and self._is_lenient and not self._totals_seen.are_whole
            if not may_end or not self._ends_before(span.offset, query):
                raise
            self._tell("a page without rows")
            return EncodedPage(lambda: PageResult([], model=model))

    def _ends_before(self, offset: int, query: ListQuery) -> bool:
        """Whether a list that has no page at an offset is there nevertheless, and says of no rows that far on."""
        first = Span(0, 1)
        with contextlib.suppress(APIError):
            page = (self._fetch_page(query.page(0, 1), first, self._rows_model(query))).decode()
            return bool(page) and (page.total is None or page.total <= offset)
        return False

    def _tell(self, expected: str) -> None:
        """Tell that something is not in the answers to the list."""
        notes = Notes()
        notes.add(Expectation(self._model.__name__, "", expected), "absent")
        self._channel.transport.deviations.take(notes)


class PartialListing(Listing[T], Generic[T]):
    """The rows of a larger list that meet a condition; your `where` narrows them further.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the larger list.
        many: The envelope keys that the rows may stand under.
        condition: What the rows have in common, as a `where` says it.
    """

    def __init__(
        self, channel: Channel, model: type[T], path: str, *many: str, condition: Where
    ) -> None:
        super().__init__(channel, model, path, *many)
        self._condition = condition


class Reader(Listing[T], Generic[T]):
    """A list whose entities can be fetched one by one, in the envelope `one`.

    A subclass declares `get()`, `exists()` and, if there is one, `delete()` again, with the name that its
    ids go by: `user_id`. Where a call takes fields as keywords, the id is positional only, and declared once.
    """

    _envelope: str
    _id_name: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # What `get()` calls its id is its name in paths and errors.
        cls._id_name = cls.get.__code__.co_varnames[1]

    def get(self, id: str, /, *, fields: Sequence[str] | None = None) -> T:
        """Fetch one entity.

        Args:
            id: Its identifier. Any characters are allowed; they are percent-encoded for you.
            fields: Fetch these fields only; reading another one raises `FieldNotFetchedError`.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET` on the entity's path: the list's path followed by the id.
        """
        wanted, keys, query = self._asked(self._model, self._envelope, fields)
        return self._channel.one("GET", self._entity_path, self._ids(id), wanted, keys, query=query)

    def exists(self, id: str, /) -> bool:
        """Whether there is an entity with this id.

        Sends `HEAD` to the entity's path, or a minimal `GET` if the server does not support HEAD. A 404 in answer
        to HEAD is trusted only once such a HEAD has succeeded.
        """
        channel, path, ids = self._channel, self._entity_path, self._ids(id)
        transport, key = channel.transport, channel.place(path)
        if key not in transport.head_not_served:
            try:
                channel.send("HEAD", path, ids)
            except NotFoundError:
                if key in transport.head_served:
                    return False
            except APIStatusError as error:
                if error.status not in _HEAD_NOT_SERVED:
                    raise
            else:
                transport.head_served.add(key)
                return True
        try:
            channel.send("GET", path, ids, query={"fields": "sourcedId"})
        except NotFoundError:
            return False
        transport.head_not_served.add(key)
        return True

    @property
    def _entity_path(self) -> str:
        return f"{self._path}/{{{self._id_name}}}"

    def _ids(self, id: str) -> dict[str, str]:
        return {**self._params, self._id_name: id}


class Parent(APIResource):
    """A part of a service that has such lists."""

    def _listing(self, model: type[T], path: str, *many: str) -> Listing[T]:
        return concrete(Listing, model)(self._channel, model, path, *many, params=self._params)
