# Generated from src/timeback/_async/oneroster/enrollments.py by setup_unasync.py; do not edit.
"""Enrollments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.given import given
from ...models.oneroster import Enrollment, EnrollmentPatchInput, bodies
from .entities import EnrollmentCollection, EnrollmentEntityScope

__all__ = ["Enrollments"]


class Enrollments(
    EnrollmentCollection,
    path="{rostering}/enrollments",
    one="enrollment",
    many="enrollments",
):
    """Enrollments: who is in which class, in which role.

    An enrollment is current if its status is active and today is within its dates.
    """

    def __call__(self, enrollment_id: str) -> EnrollmentScope:
        """One enrollment."""
        return EnrollmentScope(self, enrollment_id=enrollment_id)

    def get(self, enrollment_id: str, *, fields: Sequence[str] | None = None) -> Enrollment:
        """Fetch one enrollment: `GET {rostering}/enrollments/{enrollmentId}`."""
        return super().get(enrollment_id, fields=fields)

    def exists(self, enrollment_id: str) -> bool:
        """Whether there is an enrollment with this id: `HEAD {rostering}/enrollments/{enrollmentId}`."""
        return super().exists(enrollment_id)

    def delete(self, enrollment_id: str) -> None:
        """Delete an enrollment: `DELETE {rostering}/enrollments/{enrollmentId}`."""
        super().delete(enrollment_id)

    def patch(
        self,
        id: str,
        data: EnrollmentPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.EnrollmentPatchFields],
    ) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        Calls `PATCH` on the entity's path.
        """
        self._merge(id, given(data, fields), EnrollmentPatchInput)


class EnrollmentScope(EnrollmentEntityScope):
    """One enrollment."""

    def __init__(self, collection: Enrollments, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    def patch(
        self,
        data: EnrollmentPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.EnrollmentPatchFields],
    ) -> None:
        """Change the given fields; see `patch()` of its collection."""
        self._of.patch(self._id, data, **fields)
