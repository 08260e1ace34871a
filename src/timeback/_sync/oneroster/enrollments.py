# Generated from src/timeback/_async/oneroster/enrollments.py by setup_unasync.py; do not edit.
"""Enrolments."""

from __future__ import annotations

from ...models.oneroster import Enrollment, EnrollmentInput, EnrollmentPatchInput, EnrollmentUpdateInput
from .collection import Collection, Scope

__all__ = ["Enrollments"]


class Enrollments(
    Collection[Enrollment, EnrollmentInput, EnrollmentUpdateInput],
    path="{rostering}/enrollments",
    one="enrollment",
    many="enrollments",
    patch=EnrollmentPatchInput,
):
    """Enrolments: who is in which class, as what.

    One is current when its status is active and today lies within its dates.
    """

    def __call__(self, enrollment_id: str) -> EnrollmentScope:
        """One enrolment."""
        return EnrollmentScope(self, enrollment_id=enrollment_id)


class EnrollmentScope(Scope[Enrollment]):
    """One enrolment."""

    def delete(self) -> None:
        """Delete the enrolment: `DELETE {rostering}/enrollments/{enrollmentId}`."""
        self._send("DELETE", "{rostering}/enrollments/{enrollment_id}")
