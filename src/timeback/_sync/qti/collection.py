# Generated from src/timeback/_async/qti/collection.py by setup_unasync.py; do not edit.
"""The common ground of QTI's resources: lists by page, entities by identifier, the warning before a write."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from ..._codec.decode import decode_bare
from ..._config.platforms import SHARED_URLS, Environment
from ..._pages import NUMBERED, EncodedPage, PageResult, Span
from ..._query.encode import check_integer, field_names, to_wire
from ..._query.filters import NOTHING, Where, build_filter
from ..._query.list_query import wire_name
from ..._query.urls import check_id
from ...errors import InvalidInputError, NotFoundError, SharedHostWarning
from ...models.base import Model
from ..channel import Channel
from ..pager import Pager
from ..resource import PREFETCH, APIResource, PagedList

__all__ = ["QtiCollection", "QtiListing", "QtiResource"]

T = TypeVar("T", bound=Model)
InputT = TypeVar("InputT", bound=msgspec.Struct)
M = TypeVar("M")

LIMIT = 100
XML = "application/xml"


class QtiResource(APIResource):
    """A place in QTI that is written to."""

    def _write(
        self, method: str, path: str, model: type[M], json: Any, *, content: bytes | None = None, **ids: str
    ) -> M:
        """Send a write, warn first where production would see it, and decode what it answers."""
        channel, params = self._channel, {**self._params, **ids}
        _warn_of_shared_host(channel)
        if content is None:
            return channel.one(method, path, params, model, json=json)
        response = channel.send(method, path, params, content=content, content_type=XML)
        with channel.noted(method, path, response) as notes:
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
            stacklevel=4,
        )


class QtiListing(PagedList[T], QtiResource, Generic[T]):
    """A list of pages, sorted by one field.

    Args:
        channel: The service's channel.
        model: The type of a row.
        path: The path template of the list.
        params: The ids that the path holds.
    """

    def __init__(
        self, channel: Channel, model: type[T], path: str, params: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(channel, model, path, "items", params=params, paging=NUMBERED)

    def list(
        self,
        *,
        query: str | None = None,
        page: int = 1,
        limit: int = LIMIT,
        sort: str | None = None,
        order: str | None = None,
    ) -> PageResult[T]:
        """Fetch one page.

        Args:
            query: Part of a title or identifier, loosely matched.
            page: The number of the page, from 1.
            limit: Rows a page.
            sort: The field to sort by, such as `title` or `updated_at`, in Python's or the wire's spelling.
            order: `"asc"` or `"desc"`; the server's default is `desc`.

        Calls `GET` on the list's path.
        """
        return self._numbered(self._sorted(query, sort, order), page, limit)

    def stream(
        self,
        *,
        query: str | None = None,
        limit: int = LIMIT,
        sort: str | None = None,
        order: str | None = None,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> Pager[T]:
        """Go through all rows, page after page; a server that gives less than `limit` a page loses nothing.

        Args:
            query: As in `list()`.
            limit: Rows to ask for at a time.
            sort: As in `list()`.
            order: As in `list()`.
            max_items: Stop after this many rows.
            prefetch: Pages fetched ahead once the total is known.
        """
        return self._stream(
            self._sorted(query, sort, order), limit=limit, max_items=max_items, prefetch=prefetch
        )

    def get(self, identifier: str) -> T:
        """Fetch one.

        Raises:
            NotFoundError: There is none with this identifier.

        Calls `GET {path}/{identifier}`.
        """
        return self._one("GET", self._entity_path, self._model, identifier=identifier)

    def delete(self, identifier: str) -> None:
        """Delete one for good. Items that it refers to stay, and so do references to it.

        Raises:
            NotFoundError: There is none with this identifier.

        Calls `DELETE {path}/{identifier}`.
        """
        self._remove(self._entity_path, identifier=identifier)

    @property
    def _entity_path(self) -> str:
        return f"{self._path}/{{identifier}}"

    def _numbered(self, query: Mapping[str, Any], page: int, limit: int) -> PageResult[T]:
        check_integer("page", page, minimum=1)
        check_integer("limit", limit, minimum=1)
        return self._page(query, limit=limit, offset=(page - 1) * limit)

    def _sorted(self, query: str | None, sort: str | None, order: str | None) -> dict[str, Any]:
        """The query parameters of a search and an order, checked."""
        if order not in (None, "asc", "desc"):
            raise InvalidInputError.of("order", "must be 'asc' or 'desc'")
        name = None if sort is None else wire_name(self._model, sort, "sort")
        return {"query": query or None, "sort": name, "order": order}

    def _filtered(self, where: Where | None) -> Any:
        return build_filter(where, self._channel.settings.filter_rules)

    def _encoded_page(self, query: Mapping[str, Any], span: Span) -> EncodedPage[T]:
        if query.get("filter") is NOTHING:
            return EncodedPage(lambda: PageResult([], total=0))
        return super()._encoded_page(query, span)


class QtiCollection(QtiListing[T], Generic[T, InputT]):
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

    def create(self, data: InputT | Mapping[str, Any]) -> T:
        """Create one under the identifier in `data`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The identifier is taken.

        Calls `POST {path}`.
        """
        return self._write("POST", self._path, self._model, self._body(data, self._types[1]))

    def upsert(self, identifier: str, data: Any) -> T:
        """Replace one, or create it under this identifier.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `PUT {path}/{identifier}`, and after a 404 `POST {path}`.
        """
        body = self._replacement(identifier, data)
        try:
            return self._write("PUT", self._entity_path, self._model, body, identifier=identifier)
        except NotFoundError:
            created: type[msgspec.Struct] = self._types[1]
            known = field_names(created).values()
            fresh = {name: value for name, value in body.items() if name in known or "xml" in body}
            return self._write("POST", self._path, self._model, fresh)

    def _replacement(self, identifier: str, data: Any) -> dict[str, Any]:
        fixed = {"identifier": check_id("identifier", identifier)}
        return self._body(data, self._types[2], fixed)

    def _body(self, data: Any, model: type[Any], fixed: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The body that is sent for `data`, checked."""
        return to_wire(data, model, fixed=fixed)

    def _replace(self, identifier: str, data: Any) -> T:
        body = self._replacement(identifier, data)
        return self._write("PUT", self._entity_path, self._model, body, identifier=identifier)
