"""Assessment tests, and what they are made of: parts, sections, references to items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.filters import Where
from ...models.qti import (
    AssessmentItemRefInput,
    AssessmentSection,
    AssessmentSectionInput,
    AssessmentTest,
    AssessmentTestInput,
    DeleteResult,
    QuestionsResponse,
    ReorderItemsInput,
    TestMetadataInput,
    TestPart,
    TestPartInput,
    TestPartResult,
)
from ..channel import AsyncChannel
from ..pager import AsyncPager
from ..resource import PREFETCH
from .collection import LIMIT, AsyncQtiCollection, AsyncQtiListing, AsyncQtiResource

__all__ = ["AsyncAssessmentTests", "AsyncSectionItems", "AsyncSections", "AsyncTestParts"]

_PARTS = "{base}/assessment-tests/{test_id}/test-parts"
_SECTIONS = f"{_PARTS}/{{part_id}}/sections"
_ITEMS = f"{_SECTIONS}/{{section_id}}/items"


class AsyncAssessmentTests(
    AsyncQtiCollection[AssessmentTest, AssessmentTestInput],
    path="{base}/assessment-tests",
    reads=AssessmentTest,
    creates=AssessmentTestInput,
    updates=AssessmentTestInput,
):
    """Tests: parts of sections of references to items."""

    def test_parts(self, test_id: str) -> AsyncTestParts:
        """The parts of one test."""
        return AsyncTestParts(self._channel, test_id)

    async def list(
        self,
        *,
        query: str | None = None,
        page: int = 1,
        limit: int = LIMIT,
        sort: str | None = None,
        order: str | None = None,
        navigation_mode: str | None = None,
        submission_mode: str | None = None,
        where: Where | None = None,
    ) -> PageResult[AssessmentTest]:
        """Fetch one page.

        Args:
            query: Part of a title or identifier, loosely matched.
            page: The number of the page, from 1.
            limit: Rows a page.
            sort: `title`, `identifier`, `createdAt` or `updatedAt`.
            order: `"asc"` or `"desc"`; the server's default is `desc`.
            navigation_mode: `"linear"` or `"nonlinear"`.
            submission_mode: `"individual"` or `"simultaneous"`.
            where: Conditions, such as `{"title": {"contains": "Fractions"}}`.

        Calls `GET {base}/assessment-tests`.
        """
        asked = self._asked(query, sort, order, navigation_mode, submission_mode, where)
        return await self._numbered(asked, page, limit)

    def stream(
        self,
        *,
        query: str | None = None,
        limit: int = LIMIT,
        sort: str | None = None,
        order: str | None = None,
        navigation_mode: str | None = None,
        submission_mode: str | None = None,
        where: Where | None = None,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[AssessmentTest]:
        """Go through all tests, page after page; see `list()` for the arguments."""
        asked = self._asked(query, sort, order, navigation_mode, submission_mode, where)
        return self._stream(asked, limit=limit, max_items=max_items, prefetch=prefetch)

    def _asked(
        self, query: str | None, sort: str | None, order: str | None,
        navigation_mode: str | None, submission_mode: str | None, where: Where | None,
    ) -> dict[str, Any]:  # fmt: skip
        asked = _asked(query, sort, order, navigation_mode, submission_mode)
        return {**asked, "filter": self._filtered(where)}

    async def create_from_xml(self, xml: str | bytes) -> AssessmentTest:
        """Create a test out of a `qti-assessment-test` document.

        Args:
            xml: The document, which is sent as it is.

        Raises:
            BadRequestError: The document does not fit the schema.
            ConflictError: The identifier is taken.

        Calls `POST {base}/assessment-tests` with `application/xml`.
        """
        return await self._write("POST", self._path, AssessmentTest, None, content=_bytes(xml))

    async def update(self, identifier: str, data: AssessmentTestInput | Mapping[str, Any]) -> AssessmentTest:
        """Replace a test with its whole structure.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this identifier.

        Calls `PUT {base}/assessment-tests/{identifier}`.
        """
        return await self._replace(identifier, data)

    async def update_from_xml(self, identifier: str, xml: str | bytes) -> AssessmentTest:
        """Replace a test by a `qti-assessment-test` document, which is sent as it is.

        Raises:
            NotFoundError: There is none with this identifier.

        Calls `PUT {base}/assessment-tests/{identifier}` with `application/xml`.
        """
        return await self._write(
            "PUT", self._entity_path, AssessmentTest, None, content=_bytes(xml), identifier=identifier
        )

    async def update_metadata(
        self, identifier: str, metadata: TestMetadataInput | Mapping[str, Any]
    ) -> AssessmentTest:
        """Give a test other metadata; its structure is not touched.

        Args:
            identifier: The test's.
            metadata: The metadata, or an object that holds it under `metadata`.

        Raises:
            NotFoundError: There is none with this identifier.

        Calls `PUT {base}/assessment-tests/{identifier}/metadata`.
        """
        if isinstance(metadata, Mapping) and set(metadata) != {"metadata"}:
            metadata = {"metadata": dict(metadata)}
        body = to_wire(metadata, TestMetadataInput)
        path = f"{self._entity_path}/metadata"
        return await self._write("PUT", path, AssessmentTest, body, identifier=identifier)

    async def get_questions(self, identifier: str) -> QuestionsResponse:
        """Fetch all items of a test at once, each with where it sits.

        Raises:
            NotFoundError: There is none with this identifier.

        Calls `GET {base}/assessment-tests/{identifier}/questions`.
        """
        return await self._one(
            "GET", f"{self._entity_path}/questions", QuestionsResponse, identifier=identifier
        )


class AsyncTestParts(AsyncQtiListing[TestPart]):
    """The parts of one test.

    Args:
        channel: The service's channel.
        test_id: The test's identifier.
    """

    def __init__(self, channel: AsyncChannel, test_id: str) -> None:
        super().__init__(channel, TestPart, _PARTS, {"test_id": test_id})

    async def list(
        self,
        *,
        query: str | None = None,
        page: int = 1,
        limit: int = LIMIT,
        sort: str | None = None,
        order: str | None = None,
        navigation_mode: str | None = None,
        submission_mode: str | None = None,
    ) -> PageResult[TestPart]:
        """Fetch one page.

        Args:
            query: Part of an identifier, loosely matched.
            page: The number of the page, from 1.
            limit: Rows a page.
            sort: The field to sort by.
            order: `"asc"` or `"desc"`; the server's default is `desc`.
            navigation_mode: `"linear"` or `"nonlinear"`.
            submission_mode: `"individual"` or `"simultaneous"`.

        Calls `GET {base}/assessment-tests/{testId}/test-parts`.
        """
        return await self._numbered(_asked(query, sort, order, navigation_mode, submission_mode), page, limit)

    def stream(
        self,
        *,
        query: str | None = None,
        limit: int = LIMIT,
        sort: str | None = None,
        order: str | None = None,
        navigation_mode: str | None = None,
        submission_mode: str | None = None,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[TestPart]:
        """Go through all parts, page after page; see `list()` for the arguments."""
        asked = _asked(query, sort, order, navigation_mode, submission_mode)
        return self._stream(asked, limit=limit, max_items=max_items, prefetch=prefetch)

    def sections(self, part_id: str) -> AsyncSections:
        """The sections of one part."""
        return AsyncSections(self._channel, {**self._params, "part_id": part_id})

    async def create(self, data: TestPartInput | Mapping[str, Any]) -> TestPartResult:
        """Add a part to the test.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The test has a part of this identifier.

        Calls `POST` on the test's parts.
        """
        return await self._write("POST", self._path, TestPartResult, to_wire(data, TestPartInput))

    async def update(self, identifier: str, data: TestPartInput | Mapping[str, Any]) -> TestPartResult:
        """Replace a part with all its sections.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is no such test or part.

        Calls `PUT` on the part.
        """
        body = to_wire(data, TestPartInput, fixed={"identifier": identifier})
        return await self._write("PUT", self._entity_path, TestPartResult, body, identifier=identifier)


class AsyncSections(AsyncQtiListing[AssessmentSection]):
    """The sections of one part of a test.

    Args:
        channel: The service's channel.
        params: The identifiers of the test and the part.
    """

    def __init__(self, channel: AsyncChannel, params: Mapping[str, str]) -> None:
        super().__init__(channel, AssessmentSection, _SECTIONS, params)

    def items(self, section_id: str) -> AsyncSectionItems:
        """The references to items of one section."""
        return AsyncSectionItems(self._channel, {**self._params, "section_id": section_id})

    async def create(self, data: AssessmentSectionInput | Mapping[str, Any]) -> AssessmentSection:
        """Add a section to the part.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `POST` on the part's sections.
        """
        return await self._write("POST", self._path, AssessmentSection, to_wire(data, AssessmentSectionInput))

    async def update(
        self, identifier: str, data: AssessmentSectionInput | Mapping[str, Any]
    ) -> AssessmentSection:
        """Replace a section with its references.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is no such test, part or section.

        Calls `PUT` on the section.
        """
        body = to_wire(data, AssessmentSectionInput, fixed={"identifier": identifier})
        return await self._write("PUT", self._entity_path, AssessmentSection, body, identifier=identifier)

    async def delete(self, identifier: str) -> DeleteResult:  # type: ignore[override]
        """Delete a section with its references; the items stay.

        Raises:
            NotFoundError: There is no such test, part or section.

        Calls `DELETE` on the section, which answers with a message.
        """
        return await self._write("DELETE", self._entity_path, DeleteResult, None, identifier=identifier)


class AsyncSectionItems(AsyncQtiResource):
    """The references to items of one section."""

    async def add(self, data: AssessmentItemRefInput | Mapping[str, Any]) -> AssessmentSection:
        """Add a reference to an item that exists.

        Returns:
            The section.

        Raises:
            BadRequestError: The item is in the section already.
            NotFoundError: There is no such test, part, section or item.

        Calls `POST` on the section's items.
        """
        return await self._write("POST", _ITEMS, AssessmentSection, to_wire(data, AssessmentItemRefInput))

    async def remove(self, item_id: str) -> None:
        """Take a reference away; the item stays.

        Raises:
            NotFoundError: There is no such test, part, section or reference.

        Calls `DELETE` on the reference.
        """
        await self._remove(f"{_ITEMS}/{{item_id}}", item_id=item_id)

    async def reorder(
        self,
        items: ReorderItemsInput | Mapping[str, Any] | Sequence[AssessmentItemRefInput | Mapping[str, Any]],
    ) -> AssessmentSection:
        """Put the references in another order.

        Args:
            items: The references in their new order; each must be in the section.

        Returns:
            The section.

        Calls `PUT` on the order of the section's items.
        """
        if not isinstance(items, ReorderItemsInput | Mapping):
            items = {"items": [*items]}
        body = to_wire(items, ReorderItemsInput)
        return await self._write("PUT", f"{_ITEMS}/order", AssessmentSection, body)


def _asked(
    query: str | None,
    sort: str | None,
    order: str | None,
    navigation_mode: str | None,
    submission_mode: str | None,
) -> dict[str, Any]:
    modes = {"navigationMode": navigation_mode, "submissionMode": submission_mode}
    return {"query": query or None, "sort": sort, "order": order, **modes}


def _bytes(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml
