# Generated from src/timeback/_async/oneroster/gradebook.py by setup_unasync.py; do not edit.
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
from ..listing import Listing, Parent
from ..resource import APIResource
from .entities import (
    CategoryCollection,
    CategoryEntityScope,
    LineItemBulkListing,
    LineItemCollection,
    LineItemEntityScope,
    ResultBulkCreate,
    ResultBulkListing,
    ResultCollection,
    ResultEntityScope,
    ScoreScaleCollection,
    ScoreScaleEntityScope,
)

__all__ = [
    "Categories",
    "ClassLineItems",
    "ClassSessions",
    "ClassStudents",
    "LineItems",
    "Results",
    "ScoreScales",
]


class LineItems(
    LineItemCollection,
    path="{gradebook}/lineItems",
    one="lineItem",
    many="lineItems",
):
    """Line items: the pieces of work that classes are graded on."""

    def __call__(self, line_item_id: str) -> LineItemScope:
        """One line item, and its results."""
        return LineItemScope(self, line_item_id=line_item_id)

    def get(self, line_item_id: str, *, fields: Sequence[str] | None = None) -> LineItem:
        """Fetch one line item: `GET {gradebook}/lineItems/{lineItemId}`."""
        return super().get(line_item_id, fields=fields)

    def exists(self, line_item_id: str) -> bool:
        """Whether there is a line item with this id: `HEAD {gradebook}/lineItems/{lineItemId}`."""
        return super().exists(line_item_id)

    def delete(self, line_item_id: str) -> None:
        """Delete a line item: `DELETE {gradebook}/lineItems/{lineItemId}`."""
        super().delete(line_item_id)


class LineItemScope(LineItemEntityScope):
    """One line item."""

    @property
    def results(self) -> LineItemResults:
        """Results in the line item: `GET` and `POST {gradebook}/lineItems/{lineItemId}/results`.

        The platform documents only the `POST`. If the `GET` answers 404 or 405, list
        `client.results` with `where={"line_item.sourced_id": line_item_id}`.
        """
        path = "{gradebook}/lineItems/{line_item_id}/results"
        return LineItemResults(
            self._channel, (Result, ResultInput), path, "results",
            params=self._params, given={"lineItem": self._id},
        )  # fmt: skip


class Results(
    ResultCollection,
    path="{gradebook}/results",
    one="result",
    many="results",
):
    """Results: students' scores on line items."""

    def __call__(self, result_id: str) -> ResultScope:
        """One result."""
        return ResultScope(self, result_id=result_id)

    def get(self, result_id: str, *, fields: Sequence[str] | None = None) -> Result:
        """Fetch one result: `GET {gradebook}/results/{resultId}`."""
        return super().get(result_id, fields=fields)

    def exists(self, result_id: str) -> bool:
        """Whether there is a result with this id: `HEAD {gradebook}/results/{resultId}`."""
        return super().exists(result_id)

    def delete(self, result_id: str) -> None:
        """Delete a result: `DELETE {gradebook}/results/{resultId}`."""
        super().delete(result_id)


class Categories(
    CategoryCollection,
    path="{gradebook}/categories",
    one="category",
    many="categories",
):
    """Categories of line items, with their weights in a grade."""

    def __call__(self, category_id: str) -> CategoryScope:
        """One category."""
        return CategoryScope(self, category_id=category_id)

    def get(self, category_id: str, *, fields: Sequence[str] | None = None) -> Category:
        """Fetch one category: `GET {gradebook}/categories/{categoryId}`."""
        return super().get(category_id, fields=fields)

    def exists(self, category_id: str) -> bool:
        """Whether there is a category with this id: `HEAD {gradebook}/categories/{categoryId}`."""
        return super().exists(category_id)

    def delete(self, category_id: str) -> None:
        """Delete a category: `DELETE {gradebook}/categories/{categoryId}`."""
        super().delete(category_id)


class ScoreScales(
    ScoreScaleCollection,
    path="{gradebook}/scoreScales",
    one="scoreScale",
    many="scoreScales",
):
    """Score scales: the names of a class's scores."""

    def __call__(self, score_scale_id: str) -> ScoreScaleScope:
        """One score scale."""
        return ScoreScaleScope(self, score_scale_id=score_scale_id)

    def get(self, score_scale_id: str, *, fields: Sequence[str] | None = None) -> ScoreScale:
        """Fetch one score scale: `GET {gradebook}/scoreScales/{scoreScaleId}`."""
        return super().get(score_scale_id, fields=fields)

    def exists(self, score_scale_id: str) -> bool:
        """Whether there is a score scale with this id: `HEAD {gradebook}/scoreScales/{scoreScaleId}`."""
        return super().exists(score_scale_id)

    def delete(self, score_scale_id: str) -> None:
        """Delete a score scale: `DELETE {gradebook}/scoreScales/{scoreScaleId}`."""
        super().delete(score_scale_id)


class ClassLineItems(LineItemBulkListing):
    """The line items of a class."""

    def __call__(self, line_item_id: str) -> ClassLineItemScope:
        """One line item of the class."""
        return ClassLineItemScope(self._channel, {**self._params, "line_item_id": line_item_id})


class ClassLineItemScope(Parent):
    """One line item of a class."""

    @property
    def results(self) -> Listing[Result]:
        """Results in the line item: `GET {gradebook}/classes/{classId}/lineItems/{lineItemId}/results`."""
        path = "{gradebook}/classes/{class_id}/lineItems/{line_item_id}/results"
        return self._listing(Result, path, "results")


class ClassStudents(Listing[User]):
    """The students of a class."""

    def __call__(self, student_id: str) -> ClassStudentScope:
        """One student of the class."""
        return ClassStudentScope(self._channel, {**self._params, "student_id": student_id})


class ClassStudentScope(Parent):
    """One student of a class."""

    @property
    def results(self) -> Listing[Result]:
        """Results of the student: `GET {gradebook}/classes/{classId}/students/{studentId}/results`."""
        path = "{gradebook}/classes/{class_id}/students/{student_id}/results"
        return self._listing(Result, path, "results")


class ClassSessions(APIResource):
    """The academic sessions of a class; they cannot be listed."""

    def __call__(self, session_id: str) -> ClassSessionScope:
        """One academic session of the class."""
        return ClassSessionScope(self._channel, {**self._params, "session_id": session_id})


class ClassSessionScope(Parent):
    """One academic session of a class."""

    @property
    def results(self) -> SessionResults:
        """Takes results: `POST {gradebook}/classes/{classId}/academicSessions/{sessionId}/results`.

        There is no list here: use the class's `results`.
        """
        path = "{gradebook}/classes/{class_id}/academicSessions/{session_id}/results"
        return SessionResults(
            self._channel, (Result, ResultInput), path, "results",
            params=self._params, given={"class": self._params["class_id"]},
        )  # fmt: skip


class ResultScope(ResultEntityScope):
    """One result."""


class CategoryScope(CategoryEntityScope):
    """One category."""


class ScoreScaleScope(ScoreScaleEntityScope):
    """One score scale."""


class LineItemResults(ResultBulkListing):
    """Results in one line item; several are created in one request."""


class SessionResults(ResultBulkCreate):
    """The results of one class in one session; they can be created, not listed."""
