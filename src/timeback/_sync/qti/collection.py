# Generated from src/timeback/_async/qti/collection.py by setup_unasync.py; do not edit.
"""The base classes of QTI's resources: paged lists, entities by identifier, the warning before a write."""

from __future__ import annotations

import contextlib
import inspect
import warnings
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from ..._codec.decode import decode_bare
from ..._config.platforms import SHARED_URLS, Environment
from ..._issues import Issues
from ..._pages import NUMBERED, EncodedPage, PageResult, Span
from ..._query.arguments import chosen
from ..._query.encode import to_wire
from ..._query.filters import NOTHING, Where, build_filter
from ..._query.list_query import check_order, sort_name
from ..._query.names import camel
from ..._query.shapes import field_names
from ..._query.urls import check_id
from ..._rows import Rows
from ...errors import APIError, NotFoundError, SharedHostWarning, TimebackError
from ...models.base import Model
from ...models.qti import NavigationMode, SubmissionMode
from ..channel import Channel
from ..pager import Pager
from ..resource import LIMIT, PREFETCH, APIResource, PagedList, Order

__all__ = ["QtiCollection", "QtiListing", "QtiResource", "QtiScope", "modes"]

T = TypeVar("T", bound=Model)
M = TypeVar("M")

_PACKAGE = __name__.partition(".")[0] + "."
XML = "application/xml"


class QtiResource(APIResource):
    """A place in QTI that is written to."""

    def _write(
        self,
        method: str,
        path: str,
        model: type[M],
        json: Any,
        *,
        content: bytes | None = None,
        ids: Mapping[str, str] | None = None,
    ) -> M:
        """Send a write, warn first where production would see it, and decode what it answers."""
        channel, params = self._channel, {**self._params, **(ids or {})}
        _warn_of_shared_host(channel)
        if content is None:
            return channel.one(method, path, params, model, json=json)
        response = channel.send(method, path, params, content=content, content_type=XML)
        with channel.noted(method, path, response, model) as notes:
            return decode_bare(response.content, model, notes)

    def _remove(self, path: str, **ids: str) -> None:
        _warn_of_shared_host(self._channel)
        self._channel.send("DELETE", path, {**self._params, **ids})


def _warn_of_shared_host(channel: Channel) -> None:
    settings = channel.settings
    shared = settings.environment is Environment.STAGING and settings.base_url in SHARED_URLS
    if shared and not channel.options.allow_shared_host:
        warnings.warn(
            "QTI has one host for staging and production, so this write changes what production sees; "
            "pass allow_shared_qti=True if that is meant",
            SharedHostWarning,
            stacklevel=_depth(),
        )


def _depth() -> int:
    """The number of this package's frames between a warning and the caller's line."""
    depth, frame = 0, inspect.currentframe()
    while frame is not None and frame.f_globals["__name__"].startswith(_PACKAGE):
        depth, frame = depth + 1, frame.f_back
    return depth


class QtiListing(QtiResource, Generic[T]):
    """A list of pages, sorted by one field, whose entities can be fetched and deleted one by one.

    A subclass declares `get()` and `delete()` again, with the name that its ids go by: `item_id`.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the list.
        params: The ids in the path.
    """

    _id_name: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # What `get()` calls its id is its name in paths and errors.
        cls._id_name = cls.get.__code__.co_varnames[1]

    def __init__(
        self, channel: Channel, model: type[T], path: str, params: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(channel, params)
        self._model = model
        self._path = path

    def list(
        self,
        *,
        search: str | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> PageResult[T]:
        """Fetch one page.

        Args:
            search: Part of a title or identifier, loosely matched.
            limit: Rows to ask for; 100 by default.
            offset: Rows to skip. The service counts in pages: with an offset that is not a multiple of
                `limit`, the page is shorter.
            sort: The field to sort by, such as `title` or `updated_at`, in Python's or the wire's spelling.
            order_by: `"asc"` or `"desc"`; the server's default is `desc`.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET` on the list's path.
        """
        rows = self._matching(search, sort, order_by)
        return rows.list(limit=limit, offset=offset)

    def first(
        self,
        *,
        search: str | None = None,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> T | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        return self._matching(search, sort, order_by).first()

    def list_all(
        self,
        *,
        search: str | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> Rows[T]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self._matching(search, sort, order_by)
        return rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        search: str | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> Pager[T]:
        """Go through all rows, page after page, also if the server gives fewer than `limit` rows per page.

        Args:
            search: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            sort: As in `list()`.
            order_by: As in `list()`.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        rows = self._matching(search, sort, order_by)
        return rows.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def get(self, id: str, /) -> T:
        """Fetch one.

        Raises:
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET` on its path: the list's path followed by the identifier.
        """
        params = {**self._params, **self._ids(id)}
        return self._channel.one("GET", self._entity_path, params, self._model)

    def delete(self, id: str, /) -> None:
        """Delete one for good. Items that it refers to stay, and so do references to it.

        Raises:
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE` on its path.
        """
        self._remove(self._entity_path, **self._ids(id))

    def _created(self, model: type[M], json: dict[str, Any], *, content: bytes | None = None) -> M:
        """POST a new one. Where no answer comes it is looked for, by the identifier that it has from the caller."""
        try:
            return self._write("POST", self._path, model, json, content=content)
        except APIError as error:
            if error.outcome_unknown:
                self._look_for(error, self._entity_path, self._ids(_identifier(json, content)))
            raise

    @property
    def _entity_path(self) -> str:
        return f"{self._path}/{{{self._id_name}}}"

    def _ids(self, id: str) -> dict[str, str]:
        return {self._id_name: id}

    def _matching(
        self,
        search: str | None,
        sort: str | None,
        order_by: str | None,
        where: Where | None = None,
        **further: Any,
    ) -> PagedList[T]:
        """The rows that fit, in an order; what is further asked for goes by its wire name."""
        names, issues = self._channel.names_of(self._model), Issues()
        query = {"query": search or None, "order": order_by, **further}
        with issues:
            query["sort"] = None if sort is None else sort_name(names, sort)
        with issues:
            check_order(order_by)
        with issues:
            query["filter"] = build_filter(where, self._channel.settings.filter_rules, names)
        issues.check()
        return _NumberedPages(
            self._channel, self._model, self._path, "items", query=query, params=self._params, paging=NUMBERED
        )


def modes(navigation_mode: str | None, submission_mode: str | None) -> dict[str, Any]:
    """The modes that the parts of a test are asked for by, under their wire names."""
    asked = chosen(
        navigation_mode=(navigation_mode, NavigationMode), submission_mode=(submission_mode, SubmissionMode)
    )
    return {camel(name): mode for name, mode in asked.items()}


def _identifier(json: Mapping[str, Any], content: bytes | None) -> str:
    """The identifier in a body, or of the document in it; empty if there is none."""
    document: bytes | str | None = content or json.get("xml")
    if document is None:
        return str(json.get("identifier") or "")
    from ...qti.reading import load

    with contextlib.suppress(TimebackError):
        return load(document)[0].get("identifier") or ""
    return ""


class _NumberedPages(PagedList[T], Generic[T]):
    """Pages by their number; none where no row can meet the condition."""

    def _encoded_page(self, span: Span) -> EncodedPage[T]:
        if self._query.get("filter") is NOTHING:
            return EncodedPage(lambda: PageResult([], total=0, model=self._model))
        return super()._encoded_page(span)


class QtiScope(QtiResource, Generic[T]):
    """One entity, and what belongs to it. Making one sends nothing."""

    def __init__(self, entities: QtiListing[T], **params: str) -> None:
        super().__init__(entities._channel, {**entities._params, **params})
        self._entities = entities
        (self._id,) = params.values()

    def get(self) -> T:
        """Fetch the entity itself; see `get()` of its collection."""
        return self._entities.get(self._id)

    def delete(self) -> None:
        """Delete the entity; see `delete()` of its collection."""
        self._entities.delete(self._id)


class QtiCollection(QtiListing[T], Generic[T]):
    """A resource whose entities are created, replaced and deleted under identifiers of your choice."""

    _place: ClassVar[str]
    _types: ClassVar[tuple[type[Any], type[Any], type[Any]]]

    def __init_subclass__(
        cls, *, path: str = "", reads: type[Any] = Model, creates: type[Any] = Model, updates: type[Any] = Model,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init_subclass__(**options)
        if path:
            cls._place = path
            cls._types = reads, creates, updates

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, self._types[0], self._place)

    def _create(self, data: Any) -> T:
        return self._created(self._model, self._body(data, self._types[1]))

    def _upsert(self, id: str, data: Any) -> T:
        """Replace one, or create it where the server has none."""
        body = self._replacement(id, data)
        try:
            return self._write("PUT", self._entity_path, self._model, body, ids=self._ids(id))
        except NotFoundError:
            created: type[msgspec.Struct] = self._types[1]
            known = field_names(created).values()
            fresh = {name: value for name, value in body.items() if name in known or "xml" in body}
            return self._created(self._model, fresh)

    def _replacement(self, id: str, data: Any) -> dict[str, Any]:
        fixed = {"identifier": check_id(self._id_name, id)}
        return self._body(data, self._types[2], fixed)

    def _body(self, data: Any, model: type[Any], fixed: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The body that is sent for `data`, checked."""
        return to_wire(data, model, fixed=fixed)

    def _replace(self, id: str, data: Any) -> T:
        body = self._replacement(id, data)
        return self._write("PUT", self._entity_path, self._model, body, ids=self._ids(id))
