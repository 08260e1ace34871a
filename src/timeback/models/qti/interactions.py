"""The JSON form of interactions by type: each with the fields of its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from msgspec import field, inspect

from ..._codec.decode import read_value
from ..._codec.repair import repair
from ..._codec.types import convert
from ..base import UNKNOWN, OpenPart, UnknownVariant
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
    "check_interaction",
    "read_interaction",
]


class ChoiceInteraction(OpenPart, kw_only=True, tag_field="type", tag="choice"):
    """Choose one or more of some choices."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt and `choices`."""
    shuffle: bool | None = None
    """Whether the choices are shown in random order."""
    max_choices: int | None = None
    """Greatest number of choices that may be chosen, 0 for any; above 1 the response is `multiple`."""
    min_choices: int | None = None
    """Least number of choices that must be chosen, 0 for none."""


class TextEntryInteraction(OpenPart, kw_only=True, tag_field="type", tag="text-entry"):
    """Type a short text into a line."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, for the text around the field."""
    attributes: InteractionAttributes | None = None
    """Size, mask and placeholder of the field."""


class ExtendedTextInteraction(OpenPart, kw_only=True, tag_field="type", tag="extended-text"):
    """Write a longer text."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, expected size and number of texts."""


class InlineChoiceInteraction(OpenPart, kw_only=True, tag_field="type", tag="inline-choice"):
    """Choose a word within a text."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt and `inline_choices`."""


class MatchInteraction(OpenPart, kw_only=True, tag_field="type", tag="match"):
    """Join members of two sets."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, `source_choices` and the `target_choices` that they are joined to."""
    shuffle: bool | None = None
    """Whether the members of both sets are shown in random order."""
    max_associations: int | None = None
    """Greatest number of pairs, 0 for any."""


class OrderInteraction(OpenPart, kw_only=True, tag_field="type", tag="order"):
    """Put choices in order."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt and the `choices` to order."""
    shuffle: bool | None = None
    """Whether the choices are first shown in random order."""
    orientation: Orientation | None = None
    """Direction of the choices."""
    min_choices: int | None = None
    """Least number of choices to order; None if all are ordered."""
    max_choices: int | None = None
    """Greatest number of choices to order; None if all are ordered."""


class AssociateInteraction(OpenPart, kw_only=True, tag_field="type", tag="associate"):
    """Join choices in pairs."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt and the choices to pair, as `source_choices` and `target_choices`."""
    shuffle: bool | None = None
    """Whether the choices are shown in random order."""
    max_associations: int | None = None
    """Greatest number of pairs, 0 for any."""


class SelectPointInteraction(OpenPart, kw_only=True, tag_field="type", tag="select-point"):
    """Point at places of a picture."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt and the picture, as `object`."""
    max_choices: int | None = None
    """Greatest number of points, 0 for any."""
    min_choices: int | None = None
    """Least number of points."""


class GraphicOrderInteraction(OpenPart, kw_only=True, tag_field="type", tag="graphic-order"):
    """Put regions of a picture in order."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, the picture as `object`, and its regions as `order_choices`."""
    shuffle: bool | None = None
    """Whether the regions are offered in random order."""
    min_choices: int | None = None
    """Least number of regions to order; None if all are ordered."""
    max_choices: int | None = None
    """Greatest number of regions to order; None if all are ordered."""


class GraphicAssociateInteraction(OpenPart, kw_only=True, tag_field="type", tag="graphic-associate"):
    """Join regions of a picture in pairs."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, the picture as `object`, and its regions as `associable_hotspots`."""
    shuffle: bool | None = None
    """Whether the regions are offered in random order."""
    max_associations: int | None = None
    """Greatest number of pairs, 0 for any."""


class GraphicGapMatchInteraction(OpenPart, kw_only=True, tag_field="type", tag="graphic-gap-match"):
    """Drag pictures into gaps of a picture."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, the picture as `object`, its gaps as `associable_hotspots`, and the `gap_imgs` to drag."""
    shuffle: bool | None = None
    """Whether the pictures to drag are shown in random order."""


class HotspotInteraction(OpenPart, kw_only=True, tag_field="type", tag="hotspot"):
    """Choose regions of a picture."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, the picture as `object`, and its regions as `hotspots`."""
    max_choices: int | None = None
    """Greatest number of regions that may be chosen, 0 for any."""
    min_choices: int | None = None
    """Least number of regions that must be chosen, 0 for none."""


class HottextInteraction(OpenPart, kw_only=True, tag_field="type", tag="hottext"):
    """Choose words of a text."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, and the `text` with the words to choose marked in it."""
    max_choices: int | None = None
    """Greatest number of words that may be chosen, 0 for any; above 1 the response is `multiple`."""
    min_choices: int | None = None
    """Least number of words that must be chosen, 0 for none."""


class SliderInteraction(OpenPart, kw_only=True, tag_field="type", tag="slider"):
    """Set a number on a scale."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, and a picture as `object` if there is one."""
    lower_bound: int | float | None = field(name="lower-bound", default=None)
    """Number at the low end of the slider."""
    upper_bound: int | float | None = field(name="upper-bound", default=None)
    """Number at the high end of the slider."""
    step: int | float | None = None
    """Distance between two numbers that can be set; None for the renderer's own."""
    orientation: Orientation | None = None
    """Direction of the slider."""
    step_label: bool | None = field(name="step-label", default=None)
    """Whether each step is labeled with its number."""
    reverse: bool | None = None
    """Whether the low end is on the right, or at the top."""


class DrawingInteraction(OpenPart, kw_only=True, tag_field="type", tag="drawing"):
    """Draw on a canvas."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, the `canvas` to draw on, and a picture below it as `object`."""


class MediaInteraction(OpenPart, kw_only=True, tag_field="type", tag="media"):
    """Watch or listen."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, and the sound or film as `object`."""
    autostart: bool | None = None
    """Whether the sound or film starts by itself."""
    min_plays: int | None = None
    """Least number of times that it must be played."""
    max_plays: int | None = None
    """Greatest number of times that it can be played, 0 for any."""
    loop: bool | None = None
    """Whether it starts again at the end."""


class UploadInteraction(OpenPart, kw_only=True, tag_field="type", tag="upload"):
    """Hand in files."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, and the kinds, size and number of files that are taken."""


class GapMatchInteraction(OpenPart, kw_only=True, tag_field="type", tag="gap-match"):
    """Drag texts into the gaps of a text. It has an XML form only."""

    response_identifier: str = "RESPONSE"
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: QuestionStructure = field(default_factory=QuestionStructure)
    """Prompt, texts and gaps, as read from the XML."""
    shuffle: bool | None = None
    """Whether the texts to drag are shown in random order."""
    max_associations: int | None = None
    """Greatest number of texts put into gaps, 0 for any."""


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


def check_interaction(interaction: Mapping[str, Any]) -> None:
    """Check an interaction that is to be sent.

    Raises:
        msgspec.ValidationError: A field is not of its type; names it.
    """
    known = repair(dict(interaction), inspect.type_info(AnyInteraction))
    convert(known, cast("type[AnyInteraction]", AnyInteraction), strict=False)


def read_interaction(interaction: Mapping[str, Any] | AnyInteraction) -> AnyInteraction:
    """Give an interaction the fields of its type; that of an item has them already.

    Args:
        interaction: The JSON object.
    """
    if isinstance(interaction, OpenPart | UnknownInteraction):
        return interaction
    return read_value(dict(interaction), cast("type[AnyInteraction]", AnyInteraction))
