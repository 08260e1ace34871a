"""The JSON form of interactions by type: each with the fields of its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from msgspec import field

from ..._codec.decode import read_value
from ..base import UNKNOWN, OpenMetadata, UnknownVariant
from .enums import Orientation
from .structure import InteractionAttributes, QuestionStructure

__all__ = [
    "AnyInteraction",
    "AssociateInteraction",
    "ChoiceInteraction",
    "DrawingInteraction",
    "ExtendedTextInteraction",
    "GapMatchInteraction",
    "GraphicAssociateInteraction",
    "GraphicGapMatchInteraction",
    "GraphicOrderInteraction",
    "HotspotInteraction",
    "HottextInteraction",
    "InlineChoiceInteraction",
    "MatchInteraction",
    "MediaInteraction",
    "OrderInteraction",
    "SelectPointInteraction",
    "SliderInteraction",
    "TextEntryInteraction",
    "UnknownInteraction",
    "UploadInteraction",
    "read_interaction",
]


class ChoiceInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="choice"):
    """Choose one or more of some choices."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None
    max_choices: int | None = None


class TextEntryInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="text-entry"):
    """Type a short text into a line."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    attributes: InteractionAttributes | None = None


class ExtendedTextInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="extended-text"):
    """Write a longer text."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)


class InlineChoiceInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="inline-choice"):
    """Choose a word within a text."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)


class MatchInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="match"):
    """Join members of two sets."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None
    max_associations: int | None = None


class OrderInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="order"):
    """Put choices in order."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None
    orientation: Orientation | None = None


class AssociateInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="associate"):
    """Join choices in pairs."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None
    max_associations: int | None = None


class SelectPointInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="select-point"):
    """Point at places of a picture."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    max_choices: int | None = None
    min_choices: int | None = None


class GraphicOrderInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="graphic-order"):
    """Put regions of a picture in order."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None


class GraphicAssociateInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="graphic-associate"):
    """Join regions of a picture in pairs."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None
    max_associations: int | None = None


class GraphicGapMatchInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="graphic-gap-match"):
    """Drag pictures into gaps of a picture."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None


class HotspotInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="hotspot"):
    """Choose regions of a picture."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    max_choices: int | None = None


class HottextInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="hottext"):
    """Choose words of a text."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)


class SliderInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="slider"):
    """Set a number on a scale."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    lower_bound: int | float | None = field(name="lower-bound", default=None)
    upper_bound: int | float | None = field(name="upper-bound", default=None)
    step: int | float | None = None
    orientation: Orientation | None = None
    step_label: bool | None = field(name="step-label", default=None)
    reverse: bool | None = None


class DrawingInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="drawing"):
    """Draw on a canvas."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)


class MediaInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="media"):
    """Watch or listen."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    autostart: bool | None = None
    min_plays: int | None = None
    max_plays: int | None = None
    loop: bool | None = None


class UploadInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="upload"):
    """Hand in files."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)


class GapMatchInteraction(OpenMetadata, kw_only=True, tag_field="type", tag="gap-match"):
    """Drag texts into the gaps of a text. It has an XML form only."""

    response_identifier: str = "RESPONSE"
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    shuffle: bool | None = None
    max_associations: int | None = None


class UnknownInteraction(UnknownVariant, kw_only=True, tag_field="type", tag=UNKNOWN):
    """An interaction of a type that this library does not list."""


AnyInteraction: TypeAlias = (
    ChoiceInteraction
    | TextEntryInteraction
    | ExtendedTextInteraction
    | InlineChoiceInteraction
    | MatchInteraction
    | OrderInteraction
    | AssociateInteraction
    | SelectPointInteraction
    | GapMatchInteraction
    | GraphicOrderInteraction
    | GraphicAssociateInteraction
    | GraphicGapMatchInteraction
    | HotspotInteraction
    | HottextInteraction
    | SliderInteraction
    | DrawingInteraction
    | MediaInteraction
    | UploadInteraction
    | UnknownInteraction
)


def read_interaction(interaction: Mapping[str, Any]) -> AnyInteraction:
    """Give an item's `interaction` the fields of its type.

    Args:
        interaction: The object as an item holds it.
    """
    return read_value(dict(interaction), cast("type[AnyInteraction]", AnyInteraction))
