# Generated from src/timeback/_async/oneroster/assessments.py by setup_unasync.py; do not edit.
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
    AssessmentLineItemCollection,
    AssessmentLineItemEntityScope,
    AssessmentResultCollection,
    AssessmentResultEntityScope,
)

__all__ = ["AssessmentLineItems", "AssessmentResults"]


class AssessmentLineItems(
    AssessmentLineItemCollection,
    path="{gradebook}/assessmentLineItems",
    one="assessmentLineItem",
    many="assessmentLineItems",
):
    """Content that is graded, tied to a course or a part of one."""

    def __call__(self, assessment_line_item_id: str) -> AssessmentLineItemScope:
        """One assessment line item."""
        return AssessmentLineItemScope(self, assessment_line_item_id=assessment_line_item_id)

    def get(
        self, assessment_line_item_id: str, *, fields: Sequence[str] | None = None
    ) -> AssessmentLineItem:
        """Fetch one assessment line item: `GET {gradebook}/assessmentLineItems/{assessmentLineItemId}`."""
        return super().get(assessment_line_item_id, fields=fields)

    def exists(self, assessment_line_item_id: str) -> bool:
        """Whether there is one with this id: `HEAD {gradebook}/assessmentLineItems/{assessmentLineItemId}`."""
        return super().exists(assessment_line_item_id)

    def delete(self, assessment_line_item_id: str) -> None:
        """Delete an assessment line item: `DELETE {gradebook}/assessmentLineItems/{assessmentLineItemId}`."""
        super().delete(assessment_line_item_id)

    def patch(
        self,
        id: str,
        data: AssessmentLineItemPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentLineItemPatchFields],
    ) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        Calls `PATCH` on the entity's path.
        """
        self._merge(id, given(data, fields), AssessmentLineItemPatchInput)


class AssessmentLineItemScope(AssessmentLineItemEntityScope):
    """One assessment line item."""

    def __init__(self, collection: AssessmentLineItems, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    def patch(
        self,
        data: AssessmentLineItemPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentLineItemPatchFields],
    ) -> None:
        """Change the given fields; see `patch()` of its collection."""
        self._of.patch(self._id, data, **fields)


class AssessmentResults(
    AssessmentResultCollection,
    path="{gradebook}/assessmentResults",
    one="assessmentResult",
    many="assessmentResults",
):
    """Students' results in assessment line items; usually the largest list.

    Narrow it by `student.sourced_id`, `score_date` or a key of `metadata`. There is no filter by
    course: list the course's assessment line items and ask for their results.
    """

    def __call__(self, assessment_result_id: str) -> AssessmentResultScope:
        """One assessment result."""
        return AssessmentResultScope(self, assessment_result_id=assessment_result_id)

    def get(
        self, assessment_result_id: str, *, fields: Sequence[str] | None = None
    ) -> AssessmentResult:
        """Fetch one assessment result: `GET {gradebook}/assessmentResults/{assessmentResultId}`."""
        return super().get(assessment_result_id, fields=fields)

    def exists(self, assessment_result_id: str) -> bool:
        """Whether there is one with this id: `HEAD {gradebook}/assessmentResults/{assessmentResultId}`."""
        return super().exists(assessment_result_id)

    def delete(self, assessment_result_id: str) -> None:
        """Delete an assessment result: `DELETE {gradebook}/assessmentResults/{assessmentResultId}`."""
        super().delete(assessment_result_id)

    def patch(
        self,
        id: str,
        data: AssessmentResultPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentResultPatchFields],
    ) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        Calls `PATCH` on the entity's path.
        """
        self._merge(id, given(data, fields), AssessmentResultPatchInput)


class AssessmentResultScope(AssessmentResultEntityScope):
    """One assessment result."""

    def __init__(self, collection: AssessmentResults, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    def patch(
        self,
        data: AssessmentResultPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssessmentResultPatchFields],
    ) -> None:
        """Change the given fields; see `patch()` of its collection."""
        self._of.patch(self._id, data, **fields)
