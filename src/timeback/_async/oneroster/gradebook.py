"""The gradebook of classes: line items, results, categories, score scales."""

from __future__ import annotations

from ...models.oneroster import (
    Category,
    CategoryInput,
    LineItem,
    LineItemInput,
    Result,
    ResultInput,
    ScoreScale,
    ScoreScaleInput,
)
from ..resource import AsyncAPIResource, AsyncListing
from .collection import AsyncBulkCreate, AsyncBulkListing, AsyncDeletableScope, AsyncGradebookCollection

__all__ = [
    "AsyncCategories",
    "AsyncClassLineItemScope",
    "AsyncClassSessionScope",
    "AsyncClassStudentScope",
    "AsyncLineItems",
    "AsyncResults",
    "AsyncScoreScales",
]


class AsyncLineItems(
    AsyncGradebookCollection[LineItem, LineItemInput, LineItemInput],
    path="{gradebook}/lineItems",
    one="lineItem",
    many="lineItems",
):
    """Line items: the pieces of work that classes are graded on."""

    def __call__(self, line_item_id: str) -> AsyncLineItemScope:
        """One line item, and its results."""
        return AsyncLineItemScope(self, line_item_id=line_item_id)


class AsyncLineItemScope(AsyncDeletableScope[LineItem]):
    """One line item."""

    @property
    def results(self) -> AsyncBulkListing[Result, ResultInput]:
        """Results in the line item: `GET` and `POST {gradebook}/lineItems/{lineItemId}/results`.

        The platform describes the `POST` only; where the `GET` answers 404 or 405, list
        `client.results` with `where={"line_item.sourced_id": line_item_id}`.
        """
        path = "{gradebook}/lineItems/{line_item_id}/results"
        return AsyncBulkListing(
            self._channel, (Result, ResultInput), path, "results",
            params=self._params, given={"lineItem": self._id},
        )  # fmt: skip


class AsyncResults(
    AsyncGradebookCollection[Result, ResultInput, ResultInput],
    path="{gradebook}/results",
    one="result",
    many="results",
):
    """Results: what students reached in line items."""

    def __call__(self, result_id: str) -> AsyncDeletableScope[Result]:
        """One result."""
        return AsyncDeletableScope(self, result_id=result_id)


class AsyncCategories(
    AsyncGradebookCollection[Category, CategoryInput, CategoryInput],
    path="{gradebook}/categories",
    one="category",
    many="categories",
):
    """Categories of line items, with their weights in a grade."""

    def __call__(self, category_id: str) -> AsyncDeletableScope[Category]:
        """One category."""
        return AsyncDeletableScope(self, category_id=category_id)


class AsyncScoreScales(
    AsyncGradebookCollection[ScoreScale, ScoreScaleInput, ScoreScaleInput],
    path="{gradebook}/scoreScales",
    one="scoreScale",
    many="scoreScales",
):
    """Score scales: how the scores of a class are named."""

    def __call__(self, scale_id: str) -> AsyncDeletableScope[ScoreScale]:
        """One score scale."""
        return AsyncDeletableScope(self, scale_id=scale_id)


class AsyncClassStudentScope(AsyncAPIResource):
    """One student, as a part of a class."""

    @property
    def results(self) -> AsyncListing[Result]:
        """Results of the student: `GET {gradebook}/classes/{classId}/students/{studentId}/results`."""
        path = "{gradebook}/classes/{class_id}/students/{student_id}/results"
        return self._listing(Result, path, "results")


class AsyncClassLineItemScope(AsyncAPIResource):
    """One line item, as a part of a class."""

    @property
    def results(self) -> AsyncListing[Result]:
        """Results in the line item: `GET {gradebook}/classes/{classId}/lineItems/{lineItemId}/results`."""
        path = "{gradebook}/classes/{class_id}/lineItems/{line_item_id}/results"
        return self._listing(Result, path, "results")


class AsyncClassSessionScope(AsyncAPIResource):
    """One academic session, as a part of a class."""

    @property
    def results(self) -> AsyncBulkCreate[Result, ResultInput]:
        """Takes results: `POST {gradebook}/classes/{classId}/academicSessions/{sessionId}/results`.

        There is no list here: use the class's `results`.
        """
        path = "{gradebook}/classes/{class_id}/academicSessions/{session_id}/results"
        return AsyncBulkCreate(
            self._channel, (Result, ResultInput), path, "results",
            params=self._params, given={"class": self._params["class_id"]},
        )  # fmt: skip
