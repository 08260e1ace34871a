"""Assessment tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._json_types import is_object
from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.filters import Where
from ..._query.given import given
from ..._rows import Rows
from ...models.qti import (
    AssessmentTest,
    AssessmentTestInput,
    NavigationMode,
    QuestionsResult,
    SubmissionMode,
    TestMetadataInput,
    TestPart,
    bodies,
)
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, Order
from .collection import AsyncQtiCollection, AsyncQtiScope, modes
from .test_parts import PARTS, AsyncTestParts

__all__ = ["AsyncAssessmentTests"]


class AsyncAssessmentTests(
    AsyncQtiCollection[AssessmentTest],
    path="{base}/assessment-tests",
    reads=AssessmentTest,
    creates=AssessmentTestInput,
    updates=AssessmentTestInput,
):
    """Tests. A test has parts, a part has sections, and a section has references to items."""

    def __call__(self, test_id: str) -> AsyncAssessmentTestScope:
        """One test, and its parts."""
        return AsyncAssessmentTestScope(self, test_id=test_id)

    async def get(self, test_id: str) -> AssessmentTest:
        """Fetch one test: `GET {base}/assessment-tests/{testId}`."""
        return await super().get(test_id)

    async def delete(self, test_id: str) -> None:
        """Delete a test: `DELETE {base}/assessment-tests/{testId}`."""
        await super().delete(test_id)

    async def list(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> PageResult[AssessmentTest]:
        """Fetch one page.

        Args:
            search: Part of a title or identifier, loosely matched.
            where: Conditions, such as `{"title": {"contains": "Fractions"}}`.
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
        rows = self._matching(search, sort, order_by, where, **modes(navigation_mode, submission_mode))
        return await rows.list(limit=limit, offset=offset)

    async def first(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        sort: str | None = None,
        order_by: Order | None = None,
    ) -> AssessmentTest | None:
        """Fetch the first row that `list()` would give, or None; asks for one row only."""
        return await self._matching(
            search, sort, order_by, where, **modes(navigation_mode, submission_mode)
        ).first()

    async def list_all(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> Rows[AssessmentTest]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self._matching(search, sort, order_by, where, **modes(navigation_mode, submission_mode))
        return await rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        search: str | None = None,
        where: Where | None = None,
        navigation_mode: NavigationMode | bodies.NavigationModeText | None = None,
        submission_mode: SubmissionMode | bodies.SubmissionModeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[AssessmentTest]:
        """Go through all rows, page after page, also if the server gives fewer than `limit` rows per page.

        Args:
            search: As in `list()`.
            where: As in `list()`.
            navigation_mode: As in `list()`.
            submission_mode: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            sort: As in `list()`.
            order_by: As in `list()`.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        rows = self._matching(search, sort, order_by, where, **modes(navigation_mode, submission_mode))
        return rows.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    async def create(
        self,
        data: AssessmentTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentTestFields],
    ) -> AssessmentTest:
        """Create a test under the identifier in `data`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The identifier is taken.
            APIConnectionError: No answer came. The library then looks for the test, and the error's message and
                `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/assessment-tests`; after a loss `GET {base}/assessment-tests/{testId}`.
        """
        return await self._create(given(data, fields))

    async def upsert(
        self,
        id: str,
        data: AssessmentTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentTestFields],
    ) -> AssessmentTest:
        """Replace a test, or create it under this identifier.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-tests/{testId}`, and after a 404 `POST {base}/assessment-tests`.
        """
        return await self._upsert(id, given(data, fields))

    async def create_from_xml(self, xml: str | bytes) -> AssessmentTest:
        """Create a test from a `qti-assessment-test` document.

        Args:
            xml: The document, which is sent as it is.

        Raises:
            BadRequestError: The document does not match the schema.
            ConflictError: The identifier is taken.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/assessment-tests` with `application/xml`.
        """
        return await self._created(AssessmentTest, {}, content=_bytes(xml))

    async def update(
        self,
        id: str,
        data: AssessmentTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentTestFields],
    ) -> AssessmentTest:
        """Replace a test with its whole structure.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-tests/{testId}`.
        """
        return await self._replace(id, given(data, fields))

    async def update_from_xml(self, test_id: str, xml: str | bytes) -> AssessmentTest:
        """Replace a test with a `qti-assessment-test` document, which is sent as it is.

        Raises:
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-tests/{testId}` with `application/xml`.
        """
        return await self._write(
            "PUT", self._entity_path, AssessmentTest, None, content=_bytes(xml), ids=self._ids(test_id)
        )

    async def update_metadata(
        self,
        test_id: str,
        data: TestMetadataInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestMetadataFields],
    ) -> AssessmentTest:
        """Replace a test's metadata; its structure stays as it is.

        Args:
            test_id: The test's identifier.
            data: The metadata, or an object that holds it under `metadata`.

        Raises:
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/assessment-tests/{testId}/metadata`.
        """
        metadata = given(data, fields)
        if is_object(metadata) and set(metadata) != {"metadata"}:
            metadata = {"metadata": metadata}
        body = to_wire(metadata, TestMetadataInput)
        path = f"{self._entity_path}/metadata"
        return await self._write("PUT", path, AssessmentTest, body, ids=self._ids(test_id))

    async def get_questions(self, test_id: str) -> QuestionsResult:
        """Fetch all items of a test at once, each with its position in the test.

        Raises:
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/assessment-tests/{testId}/questions`.
        """
        return await self._one("GET", f"{self._entity_path}/questions", QuestionsResult, test_id=test_id)


class AsyncAssessmentTestScope(AsyncQtiScope[AssessmentTest]):
    """One test."""

    def __init__(self, tests: AsyncAssessmentTests, **params: str) -> None:
        super().__init__(tests, **params)
        self._of = tests

    async def update(
        self,
        data: AssessmentTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentTestFields],
    ) -> AssessmentTest:
        """Replace the test with its whole structure; see `update()` of its collection."""
        return await self._of.update(self._id, data, **fields)

    async def upsert(
        self,
        data: AssessmentTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentTestFields],
    ) -> AssessmentTest:
        """Replace the test, or create it; see `upsert()` of its collection."""
        return await self._of.upsert(self._id, data, **fields)

    @property
    def parts(self) -> AsyncTestParts:
        """The parts of the test."""
        return AsyncTestParts(self._channel, TestPart, PARTS, self._params)


def _bytes(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml
