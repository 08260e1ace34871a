"""Enrollments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.given import given
from ...models.oneroster import Enrollment, EnrollmentPatchInput, bodies
from .entities import AsyncEnrollmentCollection, AsyncEnrollmentEntityScope

__all__ = ["AsyncEnrollments"]


class AsyncEnrollments(
    AsyncEnrollmentCollection,
    path="{rostering}/enrollments",
    one="enrollment",
    many="enrollments",
):
    """Enrollments: who is in which class, in which role.

    An enrollment is current if its status is active and today is within its dates.
    """

    def __call__(self, enrollment_id: str) -> AsyncEnrollmentScope:
        """One enrollment."""
        return AsyncEnrollmentScope(self, enrollment_id=enrollment_id)

    async def get(self, enrollment_id: str, *, fields: Sequence[str] | None = None) -> Enrollment:
        """Fetch one enrollment: `GET {rostering}/enrollments/{enrollmentId}`."""
        return await super().get(enrollment_id, fields=fields)

    async def exists(self, enrollment_id: str) -> bool:
        """Whether there is an enrollment with this id: `HEAD {rostering}/enrollments/{enrollmentId}`."""
        return await super().exists(enrollment_id)

    async def delete(self, enrollment_id: str) -> None:
        """Delete an enrollment: `DELETE {rostering}/enrollments/{enrollmentId}`."""
        await super().delete(enrollment_id)

    async def patch(
        self,
        id: str,
        data: EnrollmentPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.EnrollmentPatchFields],
    ) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        Calls `PATCH` on the entity's path.
        """
        await self._merge(id, given(data, fields), EnrollmentPatchInput)


class AsyncEnrollmentScope(AsyncEnrollmentEntityScope):
    """One enrollment."""

    def __init__(self, collection: AsyncEnrollments, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    async def patch(
        self,
        data: EnrollmentPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.EnrollmentPatchFields],
    ) -> None:
        """Change the given fields; see `patch()` of its collection."""
        await self._of.patch(self._id, data, **fields)
