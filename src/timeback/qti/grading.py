"""Scores responses by an item's own response processing, and tells which feedback it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from ..models.qti.items import FeedbackBlock, FeedbackInline, ModalFeedback
from .comparing import Values, matches
from .content import Declaration, ParsedItem
from .processing import Processing

__all__ = ["Grade", "grade"]


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """What responses are worth.

    Attributes:
        score: The outcome `SCORE`.
        max_score: The most that it can be: as the item declares, else as its responses and mappings tell.
        correct: Whether each response is the correct one; responses without a correct one are left out.
        outcomes: Every outcome, as text; None where it has no value.
        feedback: Identifiers of the modal feedback that is shown.
    """

    score: float
    max_score: float
    correct: dict[str, bool]
    outcomes: dict[str, str | None]
    feedback: tuple[str, ...] = ()

    @property
    def is_correct(self) -> bool:
        """Whether the most was reached."""
        return self.score >= self.max_score


def grade(
    item: ParsedItem, responses: Mapping[str, str | Sequence[Any] | None] | str | Sequence[Any]
) -> Grade:
    """Score responses to an item.

    Args:
        item: The item.
        responses: Each response by its declaration's identifier; or, where there is one declaration, that
            response alone. A response is a text or a list of them; pairs and points have a blank between,
            or are lists of two; a record is a mapping of its fields.

    Returns:
        Score, correctness and feedback. What an item's processing does not say counts by match_correct.
    """
    given = _given(item, responses)
    processing = Processing(item, given)
    processing.run()
    correct = {
        name: matches(each, given.get(name, [])) for name, each in item.responses.items() if each.correct
    }
    outcomes = processing.outcomes
    shown = tuple(each.identifier for each in item.modal_feedback if is_shown(each, outcomes))
    return Grade(
        score=processing.score,
        max_score=processing.most(),
        correct=correct,
        outcomes=outcomes,
        feedback=shown,
    )


def is_shown(
    feedback: ModalFeedback | FeedbackBlock | FeedbackInline, outcomes: Mapping[str, str | None]
) -> bool:
    """Whether feedback is shown while the outcomes hold what they do."""
    held = (outcomes.get(feedback.outcome_identifier) or "").split()
    return (feedback.identifier in held) is (feedback.show_hide == "show")


def _given(
    item: ParsedItem, responses: Mapping[str, str | Sequence[Any] | None] | str | Sequence[Any]
) -> dict[str, Values]:
    if not isinstance(responses, Mapping):
        first = next(iter(item.responses), "RESPONSE")
        responses = {first: responses}
    return {
        name: values_of(response, item.responses.get(name))
        for name, response in cast("Mapping[str, Any]", responses).items()
    }


def values_of(response: Any, declaration: Declaration | None = None) -> Values:
    """A response as a list of texts: none for no response, one blank between the members of a pair."""
    if response is None or response == "":
        return []
    if isinstance(response, Mapping):
        # A record's values in the order of its declaration; one that is missing is blank.
        fields = cast("Mapping[str, Any]", response)
        names = declaration.fields if declaration and declaration.fields else tuple(fields)
        return [_joined(fields.get(name, "")) for name in names]
    if isinstance(response, list | tuple):
        return [_joined(each) for each in cast("Sequence[Any]", response)]
    return [str(response)]


def _joined(value: Any) -> str:
    return " ".join(map(str, cast("Sequence[Any]", value))) if isinstance(value, list | tuple) else str(value)
