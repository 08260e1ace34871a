"""Assessment items: questions, and the scoring of responses to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Unpack

import msgspec

from ..._json_types import is_mapping, is_object
from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.filters import Where
from ..._query.given import given
from ..._query.urls import check_id
from ..._rows import Rows
from ...errors import InvalidInputError
from ...models.qti import (
    AssessmentItem,
    AssessmentItemInput,
    AssessmentItemUpdateInput,
    AssessmentItemXmlInput,
    ProcessResponseInput,
    ProcessResponseResult,
    ProcessResponsesInput,
    bodies,
)
from ...models.qti.interactions import check_interaction
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, Order
from .collection import AsyncQtiCollection

__all__ = ["AsyncAssessmentItems"]


class AsyncAssessmentItems(
    AsyncQtiCollection[AssessmentItem],
    path="{base}/assessment-items",
    reads=AssessmentItem,
    creates=AssessmentItemInput,
    updates=AssessmentItemUpdateInput,
):
    """Items: questions, each with its declarations and scoring."""

    async def get(self, item_id: str) -> AssessmentItem:
        """Fetch one item: `GET {base}/assessment-items/{itemId}`."""
        return await super().get(item_id)

    async def delete(self, item_id: str) -> None:
        """Delete an item: `DELETE {base}/assessment-items/{itemId}`."""
        await super().delete(item_id)

    async def list(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> PageResult[AssessmentItem]:
        """Fetch one page.

        Args:
            search: Part of a title or identifier, loosely matched.
            where: Conditions, such as `{"type": "choice"}`.
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
        rows = self._matching(search, sort, order_by, where)
        return await rows.list(limit=limit, offset=offset)

    async def first(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> AssessmentItem | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        return await self._matching(search, sort, order_by, where).first()

    async def list_all(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> Rows[AssessmentItem]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self._matching(search, sort, order_by, where)
        return await rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[AssessmentItem]:
        """Go through all rows, page after page, also if the server gives fewer than `limit` rows per page.

        Args:
            search: As in `list()`.
            where: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            sort: As in `list()`.
            order_by: As in `list()`.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        rows = self._matching(search, sort, order_by, where)
        return rows.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    async def create(
        self,
        data: AssessmentItemInput | AssessmentItemXmlInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentItemFields],
    ) -> AssessmentItem:
        """Create an item from its JSON form or its XML form.

        Args:
            data: The item; with `xml` it is the XML form.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            BadRequestError: The item is not valid, or its stimulus does not exist.
            ConflictError: The identifier is taken.
            APIConnectionError: No answer came. The library then looks for the item, and the error's message and
                `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/assessment-items`; after a loss `GET {base}/assessment-items/{itemId}`.
        """
        return await self._create(given(data, fields))

    async def upsert(
        self,
        id: str,
        data: AssessmentItemInput
        | AssessmentItemUpdateInput
        | AssessmentItemXmlInput
        | Mapping[str, Any]
        | None = None,
        /,
        **fields: Unpack[bodies.AssessmentItemFields],
    ) -> AssessmentItem:
        """Replace an item, or create it under this identifier.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-items/{itemId}`, and after a 404 `POST {base}/assessment-items`.
        """
        return await self._upsert(id, given(data, fields))

    def _body(self, data: Any, model: type[Any], fixed: Mapping[str, str] | None = None) -> dict[str, Any]:
        if isinstance(data, AssessmentItemXmlInput) or (is_mapping(data) and "xml" in data):
            return _document(data, None)
        # What was created may be sent again, changed, to update it.
        kind = AssessmentItemInput if isinstance(data, AssessmentItemInput) else model
        return _checked(to_wire(data, kind, fixed=fixed))

    async def create_from_xml(
        self,
        xml: str | AssessmentItemXmlInput | Mapping[str, Any],
        *,
        metadata: Mapping[str, Any] | None = None,
    ) -> AssessmentItem:
        """Create an item from a `qti-assessment-item` document, the form that loses nothing.

        Args:
            xml: The document; identifier and title come from its attributes.
            metadata: Subject, grade and the like.

        Raises:
            BadRequestError: The document does not match the schema.
            ConflictError: The identifier is taken.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/assessment-items`.
        """
        return await self._created(AssessmentItem, _document(xml, metadata))

    async def create_from_metadata(
        self,
        data: AssessmentItemInput | AssessmentItemXmlInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentItemFields],
    ) -> AssessmentItem:
        """Send an item to the metadata endpoint, whose effect is unclear.

        The platform says that it updates the metadata of many items and revokes their approval, yet documents a
        single item. Use `create()` or `update()` unless you know what your server does.

        Calls `POST {base}/assessment-items/metadata`.
        """
        body = self._body(given(data, fields), AssessmentItemInput)
        return await self._write("POST", f"{self._path}/metadata", AssessmentItem, body)

    async def update(
        self,
        id: str,
        data: AssessmentItemInput
        | AssessmentItemUpdateInput
        | AssessmentItemXmlInput
        | Mapping[str, Any]
        | None = None,
        /,
        **fields: Unpack[bodies.AssessmentItemFields],
    ) -> AssessmentItem:
        """Replace an item; fields that you leave out are cleared.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-items/{itemId}`.
        """
        return await self._replace(id, given(data, fields))

    async def update_from_xml(
        self,
        item_id: str,
        xml: str | AssessmentItemXmlInput | Mapping[str, Any],
        *,
        metadata: Mapping[str, Any] | None = None,
    ) -> AssessmentItem:
        """Replace an item with a `qti-assessment-item` document; metadata that you leave out is cleared.

        Raises:
            BadRequestError: The document does not match the schema.
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-items/{itemId}`.
        """
        body = _document(xml, metadata)
        return await self._write("PUT", self._entity_path, AssessmentItem, body, ids=self._ids(item_id))

    async def process_response(
        self, item_id: str, response: str | Sequence[str] | ProcessResponseInput | Mapping[str, Any]
    ) -> ProcessResponseResult:
        """Score a response; nothing is stored.

        Args:
            item_id: The item's identifier.
            response: The response, or several: identifiers of choices, text, or pairs and points as two words with a
                space between.

        Returns:
            Score and feedback. The score is from 0 to 1, a fraction of the item's own points; null while a
            grader is still at work.

        Raises:
            NotFoundError: There is no such item.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/assessment-items/{itemId}/process-response`.
        """
        check_id("item_id", item_id)
        if isinstance(response, Mapping) and "identifier" not in response:
            response = {"identifier": item_id, **response}
        if isinstance(response, ProcessResponseInput | Mapping):
            body = to_wire(response, ProcessResponseInput)
        else:
            # No answer is an answer too, which a body would not be allowed to leave blank.
            if not isinstance(response, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise InvalidInputError.of(
                    "response", f"must be a text or a list of texts, not {type(response).__name__}"
                )
            given = response if isinstance(response, str) else [*map(str, response)]
            body = {"identifier": item_id, "response": given}
        path = f"{self._entity_path}/process-response"
        return await self._one("POST", path, ProcessResponseResult, json=body, item_id=item_id)

    async def process_responses(
        self, item_id: str, responses: Mapping[str, Any] | ProcessResponsesInput
    ) -> ProcessResponseResult:
        """Score the responses to an item with several response declarations.

        Args:
            item_id: The item's identifier.
            responses: Each response by its declaration's identifier.

        Calls `POST {base}/assessment-items/{itemId}/process-response?v2`. Known from an older client only.
        """
        if not isinstance(responses, ProcessResponsesInput | Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidInputError.of("responses", f"must be a mapping, not {type(responses).__name__}")
        if not isinstance(responses, ProcessResponsesInput):
            responses = ProcessResponsesInput(responses=dict(responses.get("responses", responses)))
        return await self._one(
            "POST", f"{self._entity_path}/process-response", ProcessResponseResult,
            query={"v2": ""}, json=to_wire(responses, ProcessResponsesInput), item_id=item_id,
        )  # fmt: skip


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    """The JSON form of an item, with its interaction checked and its grade as text, as it is on the wire."""
    interaction, metadata = body.get("interaction"), body.get("metadata")
    if is_object(interaction):
        if not isinstance(interaction.get("type"), str):
            # The server answers 500 to it.
            raise InvalidInputError.of("interaction.type", "required")
        try:
            check_interaction(interaction)
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            where = f"interaction{path.rstrip('`')}"
            raise InvalidInputError.of(where, message.replace("`", "")) from None
    if is_object(metadata) and isinstance(metadata.get("grade"), int):
        return {**body, "metadata": {**metadata, "grade": str(metadata["grade"])}}
    return body


def _document(
    xml: str | AssessmentItemXmlInput | Mapping[str, Any], metadata: Mapping[str, Any] | None
) -> dict[str, Any]:
    if not isinstance(xml, str):
        if metadata is not None:
            raise InvalidInputError.of("metadata", "stands in the body already")
        given = xml if isinstance(xml, AssessmentItemXmlInput) else {"format": "xml", **xml}
        return to_wire(given, AssessmentItemXmlInput)
    body: dict[str, Any] = {"format": "xml", "xml": xml}
    if metadata is not None:
        body["metadata"] = dict(metadata)
    return to_wire(body, AssessmentItemXmlInput)
