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
    """A region of a picture, and the value of a point inside it.

    Attributes:
        shape: `rect`, `circle`, `ellipse`, `poly` or `default`.
        coords: The numbers that define the shape, in pixels.
        value: The value of the point.
    """

    shape: str
    coords: tuple[float, ...]
    value: float


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """The points for a response's single values or areas."""

    entries: dict[str, float] = {}
    """The points for each value; pairs have a space between."""
    areas: tuple[Area, ...] = ()
    """The points for areas."""
    default: float = 0.0
    """The points for anything else."""
    lower: float | None = None
    """The minimum total."""
    upper: float | None = None
    """The maximum total."""
    case_sensitive: frozenset[str] = frozenset()
    """The entries that are compared with regard to case; all others are not."""


class TableEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an outcome's lookup table."""

    source: float
    """The number to look up, or the lowest one of a range."""
    target: str
    """The outcome's value."""
    included: bool = True
    """Whether the source itself belongs to the range."""


class LookupTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table from numbers to values of an outcome, such as from points to grades."""

    entries: tuple[TableEntry, ...]
    """The rows in document order; the first match counts."""
    ranges: bool
    """Whether a row covers all numbers from its source up, as in an interpolation table."""
    default: str | None = None
    """The outcome's value if no row matches."""


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """A variable: its type, its default and, for a response, all correct values and their points."""

    identifier: str
    """Its name, usually `RESPONSE` or `SCORE`."""
    cardinality: str
    """`single`, `multiple`, `ordered` or `record`."""
    base_type: str | None = None
    """The type of a value, such as `identifier` or `directedPair`; None in records."""
    correct: tuple[str, ...] = ()
    """All correct values; pairs and points have a space between."""
    fields: tuple[str, ...] = ()
    """The names of a record's correct values, in order."""
    field_types: dict[str, str] = {}
    """The types of a record's fields, if declared."""
    mapping: Mapping | None = None
    """The points for single values; None if there is no `qti-mapping`."""
    area_mapping: Mapping | None = None
    """The points for areas; None if there is no `qti-area-mapping`."""
    default: tuple[str, ...] = ()
    """All default values."""
    default_fields: tuple[str, ...] = ()
    """The names of a record's default values, in order."""
    lookup: LookupTable | None = None
    """An outcome's lookup table."""
    normal_maximum: float | None = None
    """The declared maximum of a numeric outcome."""
    normal_minimum: float | None = None
    """The declared minimum of a numeric outcome."""
    external: str | None = None
    """The external scorer that sets the outcome, `human` or `externalMachine`; None if the item's rules do."""


class TextEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The notation of a response that is entered as text."""

    base: int = 10
    """The base of its numbers."""
    text: str | None = None
    """The other response that has the text itself; None if there is none."""


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item, read from its XML."""

    identifier: str
    """The item's identifier."""
    title: str
    """Its title."""
    adaptive: bool = False
    """Whether it takes several attempts."""
    time_dependent: bool = False
    """Whether the time taken matters."""
    prompt: str = ""
    """The markup of the first prompt; blank if there is none."""
    interactions: tuple[AnyInteraction, ...] = ()
    """The interactions in document order, as the types of the JSON form."""
    responses: dict[str, Declaration] = {}
    """The response declarations by identifier."""
    outcomes: dict[str, Declaration] = {}
    """The outcome declarations by identifier."""
    templates: dict[str, Declaration] = {}
    """The declarations of template variables and context variables by identifier."""
    template_values: dict[str, Any] = {}
    """The values of the template variables, once `instantiate()` has chosen them."""
    modal_feedback: tuple[ModalFeedback, ...] = ()
    """Feedback shown beside the item."""
    inline_feedback: tuple[FeedbackInline, ...] = ()
    """Feedback within a line."""
    block_feedback: tuple[FeedbackBlock, ...] = ()
    """Feedback as blocks."""
    rubrics: tuple[Rubric, ...] = ()
    """Texts for a certain reader, such as the scorer."""
    stimuli: tuple[StimulusReference, ...] = ()
    """The stimuli that the item refers to."""
    processing: Any = None
    """The response processing, for `grade()`; None if there is none."""
    template_processing: Any = None
    """The template processing, for `instantiate()`; None if there is none."""
    essays: frozenset[str] = frozenset()
    """The responses that a person must judge, unless they have a key: essays, drawings, uploads."""
    entries: dict[str, TextEntry] = {}
    """Responses that are entered as text in a base other than ten, or whose text is in another response."""
    uses: dict[str, dict[str, int]] = {}
    """The greatest number of pairs that each choice of a response may be in; choices without one are not listed."""
    notes: tuple[str, ...] = ()
    """Notes on what was repaired in the document, and on what has no equivalent in QTI 3."""

    @property
    def normal_maximum(self) -> float | None:
        """The declared maximum of the outcome `SCORE`; None if there is none."""
        score = self.outcomes.get("SCORE")
        return None if score is None else score.normal_maximum

    @property
    def correct_responses(self) -> dict[str, tuple[str, ...]]:
        """All correct values of each response that has any."""
        return {name: each.correct for name, each in self.responses.items() if each.correct}
