# Generated from src/timeback/_async/qti/test_parts.py by setup_unasync.py; do not edit.
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
from ..pager import Pager
from ..resource import LIMIT, PREFETCH, Order
from .collection import QtiListing, QtiResource, QtiScope, modes

__all__ = ["PARTS", "TestParts"]

PARTS = "{base}/assessment-tests/{test_id}/test-parts"
_SECTIONS = f"{PARTS}/{{part_id}}/sections"
_ITEMS = f"{_SECTIONS}/{{section_id}}/items"


class TestParts(QtiListing[TestPart]):
    """The parts of one test."""

    def __call__(self, part_id: str) -> TestPartScope:
        """One part, and its sections."""
        return TestPartScope(self, part_id=part_id)

    def get(self, part_id: str) -> TestPart:
        """Fetch one part of the test: `GET` on its path."""
        return super().get(part_id)

    def delete(self, part_id: str) -> None:
        """Delete a part of the test: `DELETE` on its path."""
        super().delete(part_id)

    def list(
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
        return rows.list(limit=limit, offset=offset)

    def first(
        self,
        *,
        search: str | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> TestPart | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        return self._matching(
            search, sort, order_by, None, **modes(navigation_mode, submission_mode)
        ).first()

    def list_all(
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
        return rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

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
    ) -> Pager[TestPart]:
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

    def create(
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
        return self._created(TestPartResult, to_wire(given(data, fields), TestPartInput))

    def update(
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
        return self._write("PUT", self._entity_path, TestPartResult, body, ids=self._ids(id))


class TestPartScope(QtiScope[TestPart]):
    """One part of a test."""

    def __init__(self, parts: TestParts, **params: str) -> None:
        super().__init__(parts, **params)
        self._of = parts

    def update(
        self,
        data: TestPartInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestPartFields],
    ) -> TestPartResult:
        """Replace the part with all its sections; see `update()` of its collection."""
        return self._of.update(self._id, data, **fields)

    @property
    def sections(self) -> Sections:
        """The sections of the part."""
        return Sections(self._channel, AssessmentSection, _SECTIONS, self._params)


class Sections(QtiListing[AssessmentSection]):
    """The sections of one part of a test."""

    def __call__(self, section_id: str) -> SectionScope:
        """One section, and its references to items."""
        return SectionScope(self, section_id=section_id)

    def get(self, section_id: str) -> AssessmentSection:
        """Fetch one section of the part: `GET` on its path."""
        return super().get(section_id)

    def delete(self, section_id: str) -> None:
        """Delete a section of the part: `DELETE` on its path."""
        super().delete(section_id)

    def create(
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
        return self._created(AssessmentSection, to_wire(given(data, fields), AssessmentSectionInput))

    def update(
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
        return self._write("PUT", self._entity_path, AssessmentSection, body, ids=self._ids(id))


class SectionScope(QtiScope[AssessmentSection]):
    """One section of a part of a test."""

    def __init__(self, sections: Sections, **params: str) -> None:
        super().__init__(sections, **params)
        self._of = sections

    def update(
        self,
        data: AssessmentSectionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentSectionFields],
    ) -> AssessmentSection:
        """Replace the section with its references; see `update()` of its collection."""
        return self._of.update(self._id, data, **fields)

    @property
    def items(self) -> SectionItems:
        """The references to items of the section."""
        return SectionItems(self._channel, self._params)


class SectionItems(QtiResource):
    """The references to items of one section."""

    def add(
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
        return self._write(
            "POST", _ITEMS, AssessmentSection, to_wire(given(data, fields), AssessmentItemRefInput)
        )

    def remove(self, item_id: str) -> None:
        """Remove a reference; the item stays.

        Raises:
            NotFoundError: There is no such test, part, section or reference.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE` on the reference.
        """
        self._remove(f"{_ITEMS}/{{item_id}}", item_id=item_id)

    def reorder(
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
        return self._write("PUT", f"{_ITEMS}/order", AssessmentSection, body)
