"""Enrollments."""

from __future__ import annotations

from ...models.oneroster import Enrollment, EnrollmentInput, EnrollmentPatchInput, EnrollmentUpdateInput
from .collection import AsyncDeletableScope, AsyncRosterCollection

__all__ = ["AsyncEnrollments"]


class AsyncEnrollments(
    AsyncRosterCollection[Enrollment, EnrollmentInput, EnrollmentUpdateInput],
    path="{rostering}/enrollments",
    one="enrollment",
    many="enrollments",
    patch=EnrollmentPatchInput,
):
    """Enrollments: who is in which class, as what.

    One is current when its status is active and today lies within its dates.
    """

    def __call__(self, enrollment_id: str) -> AsyncDeletableScope[Enrollment]:
        """One enrollment."""
        return AsyncDeletableScope(self, enrollment_id=enrollment_id)
