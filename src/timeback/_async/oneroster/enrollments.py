"""Enrolments."""

from __future__ import annotations

from ...models.oneroster import Enrollment, EnrollmentInput, EnrollmentPatchInput, EnrollmentUpdateInput
from .collection import AsyncCollection, AsyncScope

__all__ = ["AsyncEnrollments"]


class AsyncEnrollments(
    AsyncCollection[Enrollment, EnrollmentInput, EnrollmentUpdateInput],
    path="{rostering}/enrollments",
    one="enrollment",
    many="enrollments",
    patch=EnrollmentPatchInput,
):
    """Enrolments: who is in which class, as what.

    One is current when its status is active and today lies within its dates.
    """

    def __call__(self, enrollment_id: str) -> AsyncEnrollmentScope:
        """One enrolment."""
        return AsyncEnrollmentScope(self, enrollment_id=enrollment_id)


class AsyncEnrollmentScope(AsyncScope[Enrollment]):
    """One enrolment."""

    async def delete(self) -> None:
        """Delete the enrolment: `DELETE {rostering}/enrollments/{enrollmentId}`."""
        await self._send("DELETE", "{rostering}/enrollments/{enrollment_id}")
