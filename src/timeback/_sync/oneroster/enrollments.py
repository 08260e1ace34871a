# Generated from src/timeback/_async/oneroster/enrollments.py by setup_unasync.py; do not edit.
"""Enrollments."""

from __future__ import annotations

from ...models.oneroster import Enrollment, EnrollmentInput, EnrollmentPatchInput, EnrollmentUpdateInput
from .collection import DeletableScope, RosterCollection

__all__ = ["Enrollments"]


class Enrollments(
    RosterCollection[Enrollment, EnrollmentInput, EnrollmentUpdateInput],
    path="{rostering}/enrollments",
    one="enrollment",
    many="enrollments",
    patch=EnrollmentPatchInput,
):
    """Enrollments: who is in which class, as what.

    One is current when its status is active and today lies within its dates.
    """

    def __call__(self, enrollment_id: str) -> DeletableScope[Enrollment]:
        """One enrollment."""
        return DeletableScope(self, enrollment_id=enrollment_id)
