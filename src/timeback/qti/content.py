"""What an item's XML says, as Structs."""

from __future__ import annotations

from typing import Any

import msgspec

from ..errors import TimebackError
from ..models.qti import (
    AnyInteraction,
    FeedbackBlock,
    FeedbackInline,
    ModalFeedback,
    Rubric,
    StimulusReference,
)

__all__ = ["Area", "Declaration", "Mapping", "ParsedItem", "QtiXmlError"]


class QtiXmlError(TimebackError):
    """XML that is not well-formed, not an item, or not safe to read."""


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A region of a picture and what a point within it is worth.

    Attributes:
        shape: `rect`, `circle`, `ellipse`, `poly` or `default`.
        coords: The numbers that the shape is made of, in pixels.
        value: What the point is worth.
    """

    shape: str
    coords: tuple[float, ...]
    value: float


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """What single values of a response are worth.

    Attributes:
        entries: The worth of each value, pairs with a blank between.
        areas: The worth of points.
        default: The worth of any other value.
        lower: The least sum.
        upper: The greatest sum.
        ignore_case: The entries that are compared without regard to case.
    """

    entries: dict[str, float]
    areas: tuple[Area, ...] = ()
    default: float = 0.0
    lower: float | None = None
    upper: float | None = None
    ignore_case: frozenset[str] = frozenset()


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """A response: what it is made of, all its correct values, what single values are worth.

    Attributes:
        identifier: Its name, usually `RESPONSE`.
        cardinality: `single`, `multiple`, `ordered` or `record`.
        base_type: What a value is, such as `identifier` or `directedPair`; None in records.
        correct: The correct values, all of them; pairs and points have a blank between.
        fields: The names of a record's correct values, in their order.
        mapping: The worth of single values; None where only the whole counts.
    """

    identifier: str
    cardinality: str
    base_type: str | None = None
    correct: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    mapping: Mapping | None = None


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item as its XML has it.

    Attributes:
        identifier: The item's identifier.
        title: Its title.
        adaptive: Whether it takes several attempts.
        time_dependent: Whether time counts.
        prompt: The markup of the first prompt; blank where there is none.
        interactions: The interactions in document order, in the same types as the JSON form.
        responses: The response declarations by identifier.
        outcomes: The outcome declarations: each outcome's default, None where it has none.
        normal_maximum: The most that the outcome `SCORE` is declared to reach; None where it does not say.
        modal_feedback: Feedback beside the item.
        inline_feedback: Feedback within a line.
        block_feedback: Feedback as blocks.
        rubrics: Texts for one view, such as the scorer's.
        stimuli: The stimuli that the item refers to.
        processing: The response processing, read for `grade()`; None where there is none.
    """

    identifier: str
    title: str
    adaptive: bool = False
    time_dependent: bool = False
    prompt: str = ""
    interactions: tuple[AnyInteraction, ...] = ()
    responses: dict[str, Declaration] = {}
    outcomes: dict[str, str | None] = {}
    normal_maximum: float | None = None
    modal_feedback: tuple[ModalFeedback, ...] = ()
    inline_feedback: tuple[FeedbackInline, ...] = ()
    block_feedback: tuple[FeedbackBlock, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    stimuli: tuple[StimulusReference, ...] = ()
    processing: Any = None

    @property
    def correct_responses(self) -> dict[str, tuple[str, ...]]:
        """All correct values of each response that has some."""
        return {name: each.correct for name, each in self.responses.items() if each.correct}
