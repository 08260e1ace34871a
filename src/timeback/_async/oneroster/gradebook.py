"""The gradebook of classes: line items, results, categories, score scales."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.oneroster import (
    Category,
    LineItem,
    Result,
    ResultInput,
    ScoreScale,
    User,
)
from ..listing import AsyncListing, AsyncParent
from ..resource import AsyncAPIResource
from .entities import (
    AsyncCategoryCollection,
    AsyncCategoryEntityScope,
    AsyncLineItemBulkListing,
    AsyncLineItemCollection,
    AsyncLineItemEntityScope,
    AsyncResultBulkCreate,
    AsyncResultBulkListing,
    AsyncResultCollection,
    AsyncResultEntityScope,
    AsyncScoreScaleCollection,
    AsyncScoreScaleEntityScope,
)

__all__ = [
    "AsyncCategories",
    "AsyncClassLineItems",
    "AsyncClassSessions",
    "AsyncClassStudents",
    "AsyncLineItems",
    "AsyncResults",
    "AsyncScoreScales",
]


class AsyncLineItems(
    AsyncLineItemCollection,
    path="{gradebook}/lineItems",
    one="lineItem",
    many="lineItems",
):
    """Line items: the pieces of work that classes are graded on."""

    def __call__(self, line_item_id: str) -> AsyncLineItemScope:
        """One line item, and its results."""
        return AsyncLineItemScope(self, line_item_id=line_item_id)

    async def get(self, line_item_id: str, *, fields: Sequence[str] | None = None) -> LineItem:
        """Fetch one line item: `GET {gradebook}/lineItems/{lineItemId}`."""
        return await super().get(line_item_id, fields=fields)

    async def exists(self, line_item_id: str) -> bool:
        """Whether there is a line item with this id: `HEAD {gradebook}/lineItems/{lineItemId}`."""
        return await super().exists(line_item_id)

    async def delete(self, line_item_id: str) -> None:
        """Delete a line item: `DELETE {gradebook}/lineItems/{lineItemId}`."""
        await super().delete(line_item_id)


class AsyncLineItemScope(AsyncLineItemEntityScope):
    """One line item."""

    @property
    def results(self) -> AsyncLineItemResults:
        """Results in the line item: `GET` and `POST {gradebook}/lineItems/{lineItemId}/results`.

        The platform documents only the `POST`. If the `GET` answers 404 or 405, list
        `client.results` with `where={"line_item.sourced_id": line_item_id}`.
        """
        path = "{gradebook}/lineItems/{line_item_id}/results"
        return AsyncLineItemResults(
            self._channel, (Result, ResultInput), path, "results",
            params=self._params, given={"lineItem": self._id},
        )  # fmt: skip


class AsyncResults(
    AsyncResultCollection,
    path="{gradebook}/results",
    one="result",
    many="results",
):
    """Results: students' scores on line items."""

    def __call__(self, result_id: str) -> AsyncResultScope:
        """One result."""
        return AsyncResultScope(self, result_id=result_id)

    async def get(self, result_id: str, *, fields: Sequence[str] | None = None) -> Result:
        """Fetch one result: `GET {gradebook}/results/{resultId}`."""
        return await super().get(result_id, fields=fields)

    async def exists(self, result_id: str) -> bool:
        """Whether there is a result with this id: `HEAD {gradebook}/results/{resultId}`."""
        return await super().exists(result_id)

    async def delete(self, result_id: str) -> None:
        """Delete a result: `DELETE {gradebook}/results/{resultId}`."""
        await super().delete(result_id)


class AsyncCategories(
    AsyncCategoryCollection,
    path="{gradebook}/categories",
    one="category",
    many="categories",
):
    """Categories of line items, with their weights in a grade."""

    def __call__(self, category_id: str) -> AsyncCategoryScope:
        """One category."""
        return AsyncCategoryScope(self, category_id=category_id)

    async def get(self, category_id: str, *, fields: Sequence[str] | None = None) -> Category:
        """Fetch one category: `GET {gradebook}/categories/{categoryId}`."""
        return await super().get(category_id, fields=fields)

    async def exists(self, category_id: str) -> bool:
        """Whether there is a category with this id: `HEAD {gradebook}/categories/{categoryId}`."""
        return await super().exists(category_id)

    async def delete(self, category_id: str) -> None:
        """Delete a category: `DELETE {gradebook}/categories/{categoryId}`."""
        await super().delete(category_id)


class AsyncScoreScales(
    AsyncScoreScaleCollection,
    path="{gradebook}/scoreScales",
    one="scoreScale",
    many="scoreScales",
):
    """Score scales: the names of a class's scores."""

    def __call__(self, score_scale_id: str) -> AsyncScoreScaleScope:
        """One score scale."""
        return AsyncScoreScaleScope(self, score_scale_id=score_scale_id)

    async def get(self, score_scale_id: str, *, fields: Sequence[str] | None = None) -> ScoreScale:
        """Fetch one score scale: `GET {gradebook}/scoreScales/{scoreScaleId}`."""
        return await super().get(score_scale_id, fields=fields)

    async def exists(self, score_scale_id: str) -> bool:
        """Whether there is a score scale with this id: `HEAD {gradebook}/scoreScales/{scoreScaleId}`."""
        return await super().exists(score_scale_id)

    async def delete(self, score_scale_id: str) -> None:
        """Delete a score scale: `DELETE {gradebook}/scoreScales/{scoreScaleId}`."""
        await super().delete(score_scale_id)


class AsyncClassLineItems(AsyncLineItemBulkListing):
    """The line items of a class."""

    def __call__(self, line_item_id: str) -> AsyncClassLineItemScope:
        """One line item of the class."""
        return AsyncClassLineItemScope(self._channel, {**self._params, "line_item_id": line_item_id})


class AsyncClassLineItemScope(AsyncParent):
    """One line item of a class."""

    @property
    def results(self) -> AsyncListing[Result]:
        """Results in the line item: `GET {gradebook}/classes/{classId}/lineItems/{lineItemId}/results`."""
        path = "{gradebook}/classes/{class_id}/lineItems/{line_item_id}/results"
        return self._listing(Result, path, "results")


class AsyncClassStudents(AsyncListing[User]):
    """The students of a class."""

    def __call__(self, student_id: str) -> AsyncClassStudentScope:
        """One student of the class."""
        return AsyncClassStudentScope(self._channel, {**self._params, "student_id": student_id})


class AsyncClassStudentScope(AsyncParent):
    """One student of a class."""

    @property
    def results(self) -> AsyncListing[Result]:
        """Results of the student: `GET {gradebook}/classes/{classId}/students/{studentId}/results`."""
        path = "{gradebook}/classes/{class_id}/students/{student_id}/results"
        return self._listing(Result, path, "results")


class AsyncClassSessions(AsyncAPIResource):
    """The academic sessions of a class; they cannot be listed."""

    def __call__(self, session_id: str) -> AsyncClassSessionScope:
        """One academic session of the class."""
        return AsyncClassSessionScope(self._channel, {**self._params, "session_id": session_id})


class AsyncClassSessionScope(AsyncParent):
    """One academic session of a class."""

    @property
    def results(self) -> AsyncSessionResults:
        """Takes results: `POST {gradebook}/classes/{classId}/academicSessions/{sessionId}/results`.

        There is no list here: use the class's `results`.
        """
        path = "{gradebook}/classes/{class_id}/academicSessions/{session_id}/results"
        return AsyncSessionResults(
            self._channel, (Result, ResultInput), path, "results",
            params=self._params, given={"class": self._params["class_id"]},
        )  # fmt: skip


class AsyncResultScope(AsyncResultEntityScope):
    """One result."""


class AsyncCategoryScope(AsyncCategoryEntityScope):
    """One category."""


class AsyncScoreScaleScope(AsyncScoreScaleEntityScope):
    """One score scale."""


class AsyncLineItemResults(AsyncResultBulkListing):
    """Results in one line item; several are created in one request."""


class AsyncSessionResults(AsyncResultBulkCreate):
    """The results of one class in one session; they can be created, not listed."""
