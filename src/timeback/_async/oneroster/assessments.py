"""Assessment line items and results: grading of content rather than of classes."""

from __future__ import annotations

from ...models.oneroster import (
    AssessmentLineItem,
    AssessmentLineItemInput,
    AssessmentLineItemPatchInput,
    AssessmentResult,
    AssessmentResultInput,
    AssessmentResultPatchInput,
)
from .collection import AsyncEntityScope, AsyncGradebookCollection

__all__ = ["AsyncAssessmentLineItems", "AsyncAssessmentResults"]


class AsyncAssessmentLineItems(
    AsyncGradebookCollection[AssessmentLineItem, AssessmentLineItemInput, AssessmentLineItemInput],
    path="{gradebook}/assessmentLineItems",
    one="assessmentLineItem",
    many="assessmentLineItems",
    patch=AssessmentLineItemPatchInput,
):
    """Content that is graded, tied to a course or a part of one."""

    def __call__(self, line_item_id: str) -> AsyncEntityScope[AssessmentLineItem]:
        """One assessment line item."""
        return AsyncEntityScope(self, line_item_id=line_item_id)


class AsyncAssessmentResults(
    AsyncGradebookCollection[AssessmentResult, AssessmentResultInput, AssessmentResultInput],
    path="{gradebook}/assessmentResults",
    one="assessmentResult",
    many="assessmentResults",
    patch=AssessmentResultPatchInput,
):
    """Students' results in assessment line items: the largest list of all.

    Narrow it by `student.sourced_id`, `score_date` or a key of `metadata`. There is no filter by
    course: list the course's assessment line items and ask for their results.
    """
