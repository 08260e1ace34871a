"""The contents of an item's XML, as Structs."""

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

__all__ = [
    "Area",
    "Declaration",
    "LookupTable",
    "Mapping",
    "ParsedItem",
    "QtiXmlError",
    "TableEntry",
    "TextEntry",
]


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
    """The worth of a response's single values, or of its points."""

    entries: dict[str, float] = {}
    """The worth of each value, pairs with a blank between."""
    areas: tuple[Area, ...] = ()
    """The worth of points."""
    default: float = 0.0
    """The worth of any other value or point."""
    lower: float | None = None
    """The least sum."""
    upper: float | None = None
    """The greatest sum."""
    case_sensitive: frozenset[str] = frozenset()
    """The entries that are compared letter by letter; all others are compared without regard to case."""


class TableEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an outcome's lookup table."""

    source: float
    """The number that is looked up, or the least one of a range."""
    target: str
    """The outcome's value."""
    included: bool = True
    """Whether the source itself belongs to the range."""


class LookupTable(msgspec.Struct, frozen=True, kw_only=True):
    """The values of an outcome by a number, such as grades by points."""

    entries: tuple[TableEntry, ...]
    """The rows in document order; the first that fits counts."""
    ranges: bool
    """Whether a row stands for all numbers from its source on, as in an interpolation table."""
    default: str | None = None
    """The outcome's value where no row fits."""


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """A variable: what it is made of, its default, and for a response all correct values and their worth."""

    identifier: str
    """Its name, usually `RESPONSE` or `SCORE`."""
    cardinality: str
    """`single`, `multiple`, `ordered` or `record`."""
    base_type: str | None = None
    """The type of a value, such as `identifier` or `directedPair`; None in records."""
    correct: tuple[str, ...] = ()
    """The correct values, all of them; pairs and points have a blank between."""
    fields: tuple[str, ...] = ()
    """The names of a record's correct values, in their order."""
    field_types: dict[str, str] = {}
    """The types of a record's fields, as far as they are declared."""
    mapping: Mapping | None = None
    """The worth of single values; None where there is no `qti-mapping`."""
    area_mapping: Mapping | None = None
    """The worth of points by their areas; None where there is no `qti-area-mapping`."""
    default: tuple[str, ...] = ()
    """The default values, all of them."""
    default_fields: tuple[str, ...] = ()
    """The names of a record's default values, in their order."""
    lookup: LookupTable | None = None
    """An outcome's lookup table."""
    normal_maximum: float | None = None
    """The most that a numeric outcome is declared to reach."""
    normal_minimum: float | None = None
    """The least that a numeric outcome is declared to reach."""
    external: str | None = None
    """The scorer from outside that sets the outcome, `human` or `externalMachine`; None where the item's rules do."""


class TextEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The way in which a response is entered as text."""

    base: int = 10
    """The base of its numbers."""
    text: str | None = None
    """The other response that holds the text itself; None where none does."""


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item as its XML has it."""

    identifier: str
    """The item's identifier."""
    title: str
    """Its title."""
    adaptive: bool = False
    """Whether it takes several attempts."""
    time_dependent: bool = False
    """Whether time counts."""
    prompt: str = ""
    """The markup of the first prompt; blank if there is none."""
    interactions: tuple[AnyInteraction, ...] = ()
    """The interactions in document order, in the same types as the JSON form."""
    responses: dict[str, Declaration] = {}
    """The response declarations by identifier."""
    outcomes: dict[str, Declaration] = {}
    """The outcome declarations by identifier."""
    templates: dict[str, Declaration] = {}
    """The declarations of template variables and context variables by identifier."""
    template_values: dict[str, Any] = {}
    """The values of the template variables, once `instantiate()` has drawn them."""
    modal_feedback: tuple[ModalFeedback, ...] = ()
    """Feedback beside the item."""
    inline_feedback: tuple[FeedbackInline, ...] = ()
    """Feedback within a line."""
    block_feedback: tuple[FeedbackBlock, ...] = ()
    """Feedback as blocks."""
    rubrics: tuple[Rubric, ...] = ()
    """Texts for one view, such as the scorer's."""
    stimuli: tuple[StimulusReference, ...] = ()
    """The stimuli that the item refers to."""
    processing: Any = None
    """The response processing, read for `grade()`; None where there is none."""
    template_processing: Any = None
    """The template processing, read for `instantiate()`; None where there is none."""
    essays: frozenset[str] = frozenset()
    """The responses that a person has to judge unless they have a key: essays, drawings, uploads."""
    entries: dict[str, TextEntry] = {}
    """Responses that are entered as text in another base than ten, or with their text in another response."""
    notes: tuple[str, ...] = ()
    """Notes of what was mended in the document, and of what QTI 3 has no equivalent for."""

    @property
    def normal_maximum(self) -> float | None:
        """The most that the outcome `SCORE` is declared to reach; None where it does not say."""
        score = self.outcomes.get("SCORE")
        return None if score is None else score.normal_maximum

    @property
    def correct_responses(self) -> dict[str, tuple[str, ...]]:
        """All correct values of each response that has some."""
        return {name: each.correct for name, each in self.responses.items() if each.correct}
