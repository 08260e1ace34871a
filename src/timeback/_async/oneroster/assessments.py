"""Assessment line items and results: grading of content rather than of classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.given import given
from ...models.oneroster import (
    AssessmentLineItem,
    AssessmentLineItemPatchInput,
    AssessmentResult,
    AssessmentResultPatchInput,
    bodies,
)
from .entities import (
    AsyncAssessmentLineItemCollection,
    AsyncAssessmentLineItemEntityScope,
    AsyncAssessmentResultCollection,
    AsyncAssessmentResultEntityScope,
)

__all__ = ["AsyncAssessmentLineItems", "AsyncAssessmentResults"]


class AsyncAssessmentLineItems(
    AsyncAssessmentLineItemCollection,
    path="{gradebook}/assessmentLineItems",
    one="assessmentLineItem",
    many="assessmentLineItems",
):
    """Content that is graded, tied to a course or a part of one."""

    def __call__(self, assessment_line_item_id: str) -> AsyncAssessmentLineItemScope:
        """One assessment line item."""
        return AsyncAssessmentLineItemScope(self, assessment_line_item_id=assessment_line_item_id)

    async def get(
        self, assessment_line_item_id: str, *, fields: Sequence[str] | None = None
    ) -> AssessmentLineItem:
        """Fetch one assessment line item: `GET {gradebook}/assessmentLineItems/{assessmentLineItemId}`."""
        return await super().get(assessment_line_item_id, fields=fields)

    async def exists(self, assessment_line_item_id: str) -> bool:
        """Whether there is one with this id: `HEAD {gradebook}/assessmentLineItems/{assessmentLineItemId}`."""
        return await super().exists(assessment_line_item_id)

    async def delete(self, assessment_line_item_id: str) -> None:
        """Delete an assessment line item: `DELETE {gradebook}/assessmentLineItems/{assessmentLineItemId}`."""
        await super().delete(assessment_line_item_id)

    async def patch(
        self,
        id: str,
        data: AssessmentLineItemPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentLineItemPatchFields],
    ) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        Calls `PATCH` on the entity's path.
        """
        await self._merge(id, given(data, fields), AssessmentLineItemPatchInput)


class AsyncAssessmentLineItemScope(AsyncAssessmentLineItemEntityScope):
    """One assessment line item."""

    def __init__(self, collection: AsyncAssessmentLineItems, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    async def patch(
        self,
        data: AssessmentLineItemPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentLineItemPatchFields],
    ) -> None:
        """Change the given fields; see `patch()` of its collection."""
        await self._of.patch(self._id, data, **fields)


class AsyncAssessmentResults(
    AsyncAssessmentResultCollection,
    path="{gradebook}/assessmentResults",
    one="assessmentResult",
    many="assessmentResults",
):
    """Students' results in assessment line items; usually the largest list.

    Narrow it by `student.sourced_id`, `score_date` or a key of `metadata`. There is no filter by
    course: list the course's assessment line items and ask for their results.
    """

    def __call__(self, assessment_result_id: str) -> AsyncAssessmentResultScope:
        """One assessment result."""
        return AsyncAssessmentResultScope(self, assessment_result_id=assessment_result_id)

    async def get(
        self, assessment_result_id: str, *, fields: Sequence[str] | None = None
    ) -> AssessmentResult:
        """Fetch one assessment result: `GET {gradebook}/assessmentResults/{assessmentResultId}`."""
        return await super().get(assessment_result_id, fields=fields)

    async def exists(self, assessment_result_id: str) -> bool:
        """Whether there is one with this id: `HEAD {gradebook}/assessmentResults/{assessmentResultId}`."""
        return await super().exists(assessment_result_id)

    async def delete(self, assessment_result_id: str) -> None:
        """Delete an assessment result: `DELETE {gradebook}/assessmentResults/{assessmentResultId}`."""
        await super().delete(assessment_result_id)

    async def patch(
        self,
        id: str,
        data: AssessmentResultPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentResultPatchFields],
    ) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        Calls `PATCH` on the entity's path.
        """
        await self._merge(id, given(data, fields), AssessmentResultPatchInput)


class AsyncAssessmentResultScope(AsyncAssessmentResultEntityScope):
    """One assessment result."""

    def __init__(self, collection: AsyncAssessmentResults, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    async def patch(
        self,
        data: AssessmentResultPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentResultPatchFields],
    ) -> None:
        """Change the given fields; see `patch()` of its collection."""
        await self._of.patch(self._id, data, **fields)
