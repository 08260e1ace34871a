"""The structure of tests: parts, sections, references to items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._query.urls import check_id
from ..._rows import Rows
from ...models.qti import (
    AssessmentItemRefInput,
    AssessmentSection,
    AssessmentSectionInput,
    NavigationMode,
    ReorderItemsInput,
    SubmissionMode,
    TestPart,
    TestPartInput,
    TestPartResult,
    bodies,
)
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, Order
from .collection import AsyncQtiListing, AsyncQtiResource, AsyncQtiScope, modes

__all__ = ["PARTS", "AsyncTestParts"]

PARTS = "{base}/assessment-tests/{test_id}/test-parts"
_SECTIONS = f"{PARTS}/{{part_id}}/sections"
_ITEMS = f"{_SECTIONS}/{{section_id}}/items"


class AsyncTestParts(AsyncQtiListing[TestPart]):
    """The parts of one test."""

    def __call__(self, part_id: str) -> AsyncTestPartScope:
        """One part, and its sections."""
        return AsyncTestPartScope(self, part_id=part_id)

    async def get(self, part_id: str) -> TestPart:
        """Fetch one part of the test: `GET` on its path."""
        return await super().get(part_id)

    async def delete(self, part_id: str) -> None:
        """Delete a part of the test: `DELETE` on its path."""
        await super().delete(part_id)

    async def list(
        self,
        *,
        search: str | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> PageResult[TestPart]:
        """Fetch one page.

        Args:
            search: Part of a title or identifier, loosely matched.
            navigation_mode: `"linear"` or `"nonlinear"`.
            submission_mode: `"individual"` or `"simultaneous"`.
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
        rows = self._matching(search, sort, order_by, None, **modes(navigation_mode, submission_mode))
        return await rows.list(limit=limit, offset=offset)

    async def first(
        self,
        *,
        search: str | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> TestPart | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        return await self._matching(
            search, sort, order_by, None, **modes(navigation_mode, submission_mode)
        ).first()

    async def list_all(
        self,
        *,
        search: str | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> Rows[TestPart]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self._matching(search, sort, order_by, None, **modes(navigation_mode, submission_mode))
        return await rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        search: str | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[TestPart]:
        """Go through all rows, page after page, also if the server gives fewer than `limit` rows per page.

        Args:
            search: As in `list()`.
            navigation_mode: As in `list()`.
            submission_mode: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            sort: As in `list()`.
            order_by: As in `list()`.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        rows = self._matching(search, sort, order_by, None, **modes(navigation_mode, submission_mode))
        return rows.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    async def create(
        self,
        data: TestPartInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestPartFields],
    ) -> TestPartResult:
        """Add a part to the test.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The test has a part with this identifier.
            APIConnectionError: No answer came. The library then looks for the part, and the error's message and
                `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST` on the test's parts; after a loss `GET` on the part.
        """
        return await self._created(TestPartResult, to_wire(given(data, fields), TestPartInput))

    async def update(
        self,
        id: str,
        data: TestPartInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestPartFields],
    ) -> TestPartResult:
        """Replace a part with all its sections.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is no such test or part.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT` on the part.
        """
        body = to_wire(given(data, fields), TestPartInput, fixed={"identifier": check_id(self._id_name, id)})
        return await self._write("PUT", self._entity_path, TestPartResult, body, ids=self._ids(id))


class AsyncTestPartScope(AsyncQtiScope[TestPart]):
    """One part of a test."""

    def __init__(self, parts: AsyncTestParts, **params: str) -> None:
        super().__init__(parts, **params)
        self._of = parts

    async def update(
        self,
        data: TestPartInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestPartFields],
    ) -> TestPartResult:
        """Replace the part with all its sections; see `update()` of its collection."""
        return await self._of.update(self._id, data, **fields)

    @property
    def sections(self) -> AsyncSections:
        """The sections of the part."""
        return AsyncSections(self._channel, AssessmentSection, _SECTIONS, self._params)


class AsyncSections(AsyncQtiListing[AssessmentSection]):
    """The sections of one part of a test."""

    def __call__(self, section_id: str) -> AsyncSectionScope:
        """One section, and its references to items."""
        return AsyncSectionScope(self, section_id=section_id)

    async def get(self, section_id: str) -> AssessmentSection:
        """Fetch one section of the part: `GET` on its path."""
        return await super().get(section_id)

    async def delete(self, section_id: str) -> None:
        """Delete a section of the part: `DELETE` on its path."""
        await super().delete(section_id)

    async def create(
        self,
        data: AssessmentSectionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentSectionFields],
    ) -> AssessmentSection:
        """Add a section to the part.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIConnectionError: No answer came. The library then looks for the section, and the error's message
                and `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST` on the part's sections; after a loss `GET` on the section.
        """
        return await self._created(AssessmentSection, to_wire(given(data, fields), AssessmentSectionInput))

    async def update(
        self,
        id: str,
        data: AssessmentSectionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentSectionFields],
    ) -> AssessmentSection:
        """Replace a section with its references.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is no such test, part or section.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT` on the section.
        """
        body = to_wire(
            given(data, fields), AssessmentSectionInput, fixed={"identifier": check_id(self._id_name, id)}
        )
        return await self._write("PUT", self._entity_path, AssessmentSection, body, ids=self._ids(id))


class AsyncSectionScope(AsyncQtiScope[AssessmentSection]):
    """One section of a part of a test."""

    def __init__(self, sections: AsyncSections, **params: str) -> None:
        super().__init__(sections, **params)
        self._of = sections

    async def update(
        self,
        data: AssessmentSectionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentSectionFields],
    ) -> AssessmentSection:
        """Replace the section with its references; see `update()` of its collection."""
        return await self._of.update(self._id, data, **fields)

    @property
    def items(self) -> AsyncSectionItems:
        """The references to items of the section."""
        return AsyncSectionItems(self._channel, self._params)


class AsyncSectionItems(AsyncQtiResource):
    """The references to items of one section."""

    async def add(
        self,
        data: AssessmentItemRefInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentItemRefFields],
    ) -> AssessmentSection:
        """Add a reference to an item that exists.

        Returns:
            The section.

        Raises:
            BadRequestError: The item is in the section already.
            NotFoundError: There is no such test, part, section or item.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST` on the section's items.
        """
        return await self._write(
            "POST", _ITEMS, AssessmentSection, to_wire(given(data, fields), AssessmentItemRefInput)
        )

    async def remove(self, item_id: str) -> None:
        """Remove a reference; the item stays.

        Raises:
            NotFoundError: There is no such test, part, section or reference.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE` on the reference.
        """
        await self._remove(f"{_ITEMS}/{{item_id}}", item_id=item_id)

    async def reorder(
        self,
        items: ReorderItemsInput | Mapping[str, Any] | Sequence[AssessmentItemRefInput | Mapping[str, Any]],
    ) -> AssessmentSection:
        """Reorder the references.

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
