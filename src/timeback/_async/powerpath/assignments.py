"""Test assignments: tests given to students one by one, in bulk or from a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._pages import PageResult
from ..._query.arguments import chosen
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...models.powerpath import (
    BulkResult,
    Grade,
    TestAssignment,
    TestAssignmentBulkInput,
    TestAssignmentCreateInput,
    TestAssignmentImportInput,
    TestAssignmentResult,
    TestAssignmentStatus,
    TestAssignmentUpdateInput,
    bodies,
)
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, AsyncAPIResource, AsyncPagedList
from .ids import ids_query

__all__ = ["AsyncTestAssignments"]

_PATH = "{base}/test-assignments"


class AsyncTestAssignments(AsyncAPIResource):
    """Tests given to students one by one, in bulk or from a sheet."""

    @property
    def admin(self) -> AsyncAllTestAssignments:
        """The assignments of all students."""
        return AsyncAllTestAssignments(self._channel)

    async def list(
        self,
        *,
        student_id: str,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
        limit: int = LIMIT,
        offset: int = 0,
    ) -> PageResult[TestAssignment]:
        """Fetch one page of a student's assignments.

        Args:
            student_id: The student.
            status: Only those in this state.
            subject: Only those in this subject.
            grade: Only those of this grade.
            limit: Rows to ask for, from 1 to 3,000; 100 by default.
            offset: Rows to skip.

        Calls `GET {base}/test-assignments`.
        """
        return await self._of(student_id, status, subject, grade).list(limit=limit, offset=offset)

    async def first(
        self,
        *,
        student_id: str,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
    ) -> TestAssignment | None:
        """Fetch the first assignment that `list()` would give, or None; asks for one row only."""
        return await self._of(student_id, status, subject, grade).first()

    async def list_all(
        self,
        *,
        student_id: str,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[TestAssignment]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self._of(student_id, status, subject, grade)
        return await rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        student_id: str,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[TestAssignment]:
        """Go through the assignments, page after page.

        Args:
            student_id: The student.
            status: As in `list()`.
            subject: As in `list()`.
            grade: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            prefetch: Pages fetched ahead, 6 by default; 0 fetches one after another.

        Calls `GET {base}/test-assignments` for each page.
        """
        rows = self._of(student_id, status, subject, grade)
        return rows.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _of(
        self,
        student_id: str,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None,
        subject: str | None,
        grade: Grade | bodies.GradeText | None,
    ) -> AsyncPagedList[TestAssignment]:
        asked = chosen(status=(status, TestAssignmentStatus), grade=(grade, Grade))
        query = {**ids_query(student_id=student_id), **asked, "subject": subject}
        return self._pages(TestAssignment, _PATH, "testAssignments", query=query)

    async def create(
        self,
        data: TestAssignmentCreateInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestAssignmentCreateFields],
    ) -> TestAssignmentResult:
        """Assign a test by subject and grade; a lesson outside any course is created for it.

        Calls `POST {base}/test-assignments`.
        """
        return await self._one(
            "POST", _PATH, TestAssignmentResult, json=to_wire(given(data, fields), TestAssignmentCreateInput)
        )

    async def get(self, assignment_id: str) -> TestAssignment:
        """Fetch one assignment.

        Calls `GET {base}/test-assignments/{assignmentId}`.
        """
        return await self._one(
            "GET", f"{_PATH}/{{assignment_id}}", TestAssignment, assignment_id=assignment_id
        )

    async def update(
        self,
        assignment_id: str,
        data: TestAssignmentUpdateInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestAssignmentUpdateFields],
    ) -> None:
        """Rename the test.

        Calls `PUT {base}/test-assignments/{assignmentId}`.
        """
        await self._send(
            "PUT",
            f"{_PATH}/{{assignment_id}}",
            json=to_wire(given(data, fields), TestAssignmentUpdateInput),
            assignment_id=assignment_id,
        )

    async def delete(self, assignment_id: str) -> None:
        """Delete an assignment.

        Calls `DELETE {base}/test-assignments/{assignmentId}`.
        """
        await self._send("DELETE", f"{_PATH}/{{assignment_id}}", assignment_id=assignment_id)

    async def create_all(
        self,
        data: TestAssignmentBulkInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestAssignmentBulkFields],
    ) -> BulkResult:
        """Assign several tests: all of them or none.

        Raises:
            BadRequestError: A row is wrong and nothing was assigned; `error.body["errors"]` lists the rows.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/test-assignments/bulk`.
        """
        return await self._one(
            "POST", f"{_PATH}/bulk", BulkResult, json=to_wire(given(data, fields), TestAssignmentBulkInput)
        )

    async def import_sheet(
        self,
        data: TestAssignmentImportInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TestAssignmentImportFields],
    ) -> BulkResult:
        """Assign the tests in one tab of a Google Sheet: all of them or none.

        Raises:
            BadRequestError: A row is wrong and nothing was assigned; `error.body["errors"]` lists the rows.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/test-assignments/import`.
        """
        return await self._one(
            "POST",
            f"{_PATH}/import",
            BulkResult,
            json=to_wire(given(data, fields), TestAssignmentImportInput),
        )


class AsyncAllTestAssignments(AsyncAPIResource):
    """The assignments of all students."""

    async def list(
        self,
        *,
        student_id: str | None = None,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
        limit: int = LIMIT,
        offset: int = 0,
    ) -> PageResult[TestAssignment]:
        """Fetch one page of all students' assignments.

        Args:
            student_id: Only those of this student.
            status: Only those in this state.
            subject: Only those in this subject.
            grade: Only those of this grade.
            limit: Rows to ask for, from 1 to 3,000; 100 by default.
            offset: Rows to skip.

        Calls `GET {base}/test-assignments/admin`.
        """
        return await self._of(student_id, status, subject, grade).list(limit=limit, offset=offset)

    async def first(
        self,
        *,
        student_id: str | None = None,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
    ) -> TestAssignment | None:
        """Fetch the first assignment that `list()` would give, or None; asks for one row only."""
        return await self._of(student_id, status, subject, grade).first()

    async def list_all(
        self,
        *,
        student_id: str | None = None,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[TestAssignment]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows = self._of(student_id, status, subject, grade)
        return await rows.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        student_id: str | None = None,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None = None,
        subject: str | None = None,
        grade: Grade | bodies.GradeText | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[TestAssignment]:
        """Go through the assignments, page after page.

        Args:
            student_id: Only those of this student.
            status: As in `list()`.
            subject: As in `list()`.
            grade: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            prefetch: Pages fetched ahead, 6 by default; 0 fetches one after another.

        Calls `GET {base}/test-assignments/admin` for each page.
        """
        rows = self._of(student_id, status, subject, grade)
        return rows.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _of(
        self,
        student_id: str | None,
        status: TestAssignmentStatus | bodies.TestAssignmentStatusText | None,
        subject: str | None,
        grade: Grade | bodies.GradeText | None,
    ) -> AsyncPagedList[TestAssignment]:
        asked = chosen(status=(status, TestAssignmentStatus), grade=(grade, Grade))
        query = {"student": student_id, **asked, "subject": subject}
        return self._pages(TestAssignment, f"{_PATH}/admin", "testAssignments", query=query)
