"""Test assignments: tests given to students one by one, in bulk or from a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.urls import check_id
from ...models.powerpath import (
    BulkResult,
    GradeEnum,
    TestAssignment,
    TestAssignmentBulkInput,
    TestAssignmentCreateInput,
    TestAssignmentImportInput,
    TestAssignmentResult,
    TestAssignmentStatus,
    TestAssignmentUpdateInput,
)
from ..channel import AsyncChannel
from ..pager import AsyncPager
from ..resource import PREFETCH, AsyncPagedList, Rows

__all__ = ["AsyncTestAssignments"]

_PATH = "{base}/test-assignments"
_LIMIT = 100


class AsyncTestAssignments(AsyncPagedList[TestAssignment]):
    """Tests given to students one by one, in bulk or from a sheet.

    Args:
        channel: The service's channel.
    """

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, TestAssignment, _PATH, "testAssignments")

    async def list(
        self,
        *,
        student: str,
        status: TestAssignmentStatus | str | None = None,
        subject: str | None = None,
        grade: GradeEnum | str | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
    ) -> PageResult[TestAssignment]:
        """Fetch one page of a student's assignments.

        Args:
            student: The student.
            status: Only those in this state.
            subject: Only those in this subject.
            grade: Only those of this grade.
            limit: Rows to ask for, from 1 to 3,000.
            offset: Rows to skip.

        Calls `GET {base}/test-assignments`.
        """
        query = _query(check_id("student", student), status, subject, grade)
        return await self._page(query, limit=limit, offset=offset)

    def stream(
        self,
        *,
        student: str,
        status: TestAssignmentStatus | str | None = None,
        subject: str | None = None,
        grade: GradeEnum | str | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[TestAssignment]:
        """Go through a student's assignments, page after page.

        Args:
            student: The student.
            status: As in `list()`.
            subject: As in `list()`.
            grade: As in `list()`.
            limit: Rows a page.
            offset: Rows to skip.
            max_items: Stop after this many rows.
            prefetch: Pages fetched ahead; 0 fetches one after another.

        Calls `GET {base}/test-assignments` for each page.
        """
        query = _query(check_id("student", student), status, subject, grade)
        return self._stream(query, limit=limit, offset=offset, max_items=max_items, prefetch=prefetch)

    async def list_all(
        self,
        *,
        student: str,
        status: TestAssignmentStatus | str | None = None,
        subject: str | None = None,
        grade: GradeEnum | str | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
        max_items: int | None = None,
    ) -> Rows[TestAssignment]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
        """
        rows = self.stream(
            student=student, status=status, subject=subject, grade=grade,
            limit=limit, offset=offset, max_items=max_items,
        )  # fmt: skip
        return await rows.collect()

    async def create(self, data: TestAssignmentCreateInput | Mapping[str, Any]) -> TestAssignmentResult:
        """Assign a test by subject and grade; a lesson outside any course is made for it.

        Calls `POST {base}/test-assignments`.
        """
        return await self._one(
            "POST", _PATH, TestAssignmentResult, json=to_wire(data, TestAssignmentCreateInput)
        )

    async def get(self, id: str) -> TestAssignment:
        """Fetch one assignment.

        Calls `GET {base}/test-assignments/{id}`.
        """
        return await self._one("GET", f"{_PATH}/{{id}}", TestAssignment, id=id)

    async def update(self, id: str, data: TestAssignmentUpdateInput | Mapping[str, Any]) -> None:
        """Give the test another name.

        Calls `PUT {base}/test-assignments/{id}`.
        """
        await self._send("PUT", f"{_PATH}/{{id}}", json=to_wire(data, TestAssignmentUpdateInput), id=id)

    async def delete(self, id: str) -> None:
        """Delete an assignment.

        Calls `DELETE {base}/test-assignments/{id}`.
        """
        await self._send("DELETE", f"{_PATH}/{{id}}", id=id)

    async def admin(
        self,
        *,
        student: str | None = None,
        status: TestAssignmentStatus | str | None = None,
        subject: str | None = None,
        grade: GradeEnum | str | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
    ) -> PageResult[TestAssignment]:
        """Fetch one page of all students' assignments; see `list()` for the arguments.

        Calls `GET {base}/test-assignments/admin`.
        """
        query = _query(student, status, subject, grade)
        return await self._of_all._page(query, limit=limit, offset=offset)

    def admin_stream(
        self,
        *,
        student: str | None = None,
        status: TestAssignmentStatus | str | None = None,
        subject: str | None = None,
        grade: GradeEnum | str | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[TestAssignment]:
        """Go through all students' assignments, page after page; see `stream()` for the arguments.

        Calls `GET {base}/test-assignments/admin` for each page.
        """
        query = _query(student, status, subject, grade)
        return self._of_all._stream(query, limit=limit, offset=offset, max_items=max_items, prefetch=prefetch)

    async def admin_list_all(
        self,
        *,
        student: str | None = None,
        status: TestAssignmentStatus | str | None = None,
        subject: str | None = None,
        grade: GradeEnum | str | None = None,
        limit: int = _LIMIT,
        offset: int = 0,
        max_items: int | None = None,
    ) -> Rows[TestAssignment]:
        """Fetch every page of all students' assignments into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
        """
        rows = self.admin_stream(
            student=student, status=status, subject=subject, grade=grade,
            limit=limit, offset=offset, max_items=max_items,
        )  # fmt: skip
        return await rows.collect()

    async def bulk(self, data: TestAssignmentBulkInput | Mapping[str, Any]) -> BulkResult:
        """Assign several tests, all or none.

        Raises:
            BadRequestError: A row is at fault and nothing was assigned; `error.body["errors"]` lists the rows.

        Calls `POST {base}/test-assignments/bulk`.
        """
        return await self._one(
            "POST", f"{_PATH}/bulk", BulkResult, json=to_wire(data, TestAssignmentBulkInput)
        )

    async def import_assignments(self, data: TestAssignmentImportInput | Mapping[str, Any]) -> BulkResult:
        """Assign the tests in one tab of a Google Sheet, all or none.

        Raises:
            BadRequestError: A row is at fault and nothing was assigned; `error.body["errors"]` lists the rows.

        Calls `POST {base}/test-assignments/import`.
        """
        return await self._one(
            "POST", f"{_PATH}/import", BulkResult, json=to_wire(data, TestAssignmentImportInput)
        )

    @property
    def _of_all(self) -> AsyncPagedList[TestAssignment]:
        return AsyncPagedList(self._channel, TestAssignment, f"{_PATH}/admin", "testAssignments")


def _query(
    student: str | None,
    status: TestAssignmentStatus | str | None,
    subject: str | None,
    grade: GradeEnum | str | None,
) -> dict[str, Any]:
    return {"student": student, "status": status, "subject": subject, "grade": grade}
