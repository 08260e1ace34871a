"""The assignment of tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...inputs import to_wire
from ...masterytrack import check_assignment, check_invalidation
from ...models.masterytrack import AssignmentInput, AssignResponse, InvalidateInput, InvalidateResponse
from ..resource import AsyncResource

__all__ = ["AsyncAssignments"]


class AsyncAssignments(AsyncResource):
    """The assignment of tests to students."""

    async def assign(self, data: AssignmentInput | Mapping[str, Any]) -> AssignResponse:
        """Assign a test to a student.

        Args:
            data: The student's address, with `timeback_id` for that test; or with `subject` and `grade_rank`
                for the first test of them that the student has not taken; or with `subject` alone to
                place the student. With both `assessment_line_item_sourced_id` and
                `assessment_result_sourced_id` the result is written to these records of OneRoster's
                gradebook when the test ends.

        Returns:
            The assignment, with the link at which the student takes the test.

        Raises:
            ConflictError: The student has this test already; `timeback.masterytrack.existing_assignment()`
                reads that assignment from the error.
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: There is no such student or test.
            UnprocessableEntityError: The test cannot be assigned yet.

        Calls `POST /delivery/assignments/assign`.
        """
        body = check_assignment(to_wire(data, AssignmentInput))
        return await self._one("POST", "/delivery/assignments/assign", AssignResponse, json=body)

    async def invalidate(self, data: InvalidateInput | Mapping[str, Any]) -> InvalidateResponse:
        """Take assignments back that the student has not finished; they cannot be revived.

        Args:
            data: The student's address, with `assignment_id` for one; with `timeback_id` for all of that
                test; or with `subject` and `grade_rank` for the one of them.

        Returns:
            How many there were, and which.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: There is no such student, or no unfinished assignment.

        Calls `POST /delivery/assignments/invalidate`.
        """
        body = check_invalidation(to_wire(data, InvalidateInput))
        return await self._one("POST", "/delivery/assignments/invalidate", InvalidateResponse, json=body)
