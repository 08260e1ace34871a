"""The JSON form of interactions: what all types have."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import OpenMetadata, OpenModel, OpenPart
from .enums import AssessmentItemType, HotspotShape, Orientation

__all__ = [
    "Canvas",
    "GapImg",
    "Hotspot",
    "Interaction",
    "InteractionAttributes",
    "InteractionChoice",
    "MediaObject",
    "QuestionStructure",
]


class MediaObject(OpenModel, kw_only=True):
    """A picture, a film or a sound."""

    data: str
    """Address of the file, or its content as a `data:` URI."""
    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
    type: str
    """MIME type, such as `image/png`."""
    media_type: str | None = None
    """MIME type once more; None if `type` is enough."""


class Hotspot(OpenModel, kw_only=True):
    """A region of a picture: `coords` are `x1,y1,x2,y2` of a rect, `x,y,r` of a circle, points of a poly."""

    identifier: str
    """Name of the region, as it stands in responses."""
    shape: HotspotShape
    """Form of the region: rectangle, circle or polygon."""
    coords: str
    """Pixels from the top left, by commas: `x1,y1,x2,y2`, `x,y,r`, or the points of a polygon."""
    label: str | None = None
    """Text shown at the region; None if there is none."""
    match_max: int | None = None
    """Greatest number of pairs that the region may be in, 0 for any; only for paired regions."""


class GapImg(OpenModel, kw_only=True):
    """A picture to be put into a gap."""

    identifier: str
    """Name of the picture, as it stands in responses."""
    match_max: int | None = None
    """Greatest number of gaps that it may be put into, 0 for any; None for one."""
    object: MediaObject
    """The picture itself."""


class Canvas(OpenModel, kw_only=True):
    """The size of a drawing, in pixels."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""


class InteractionAttributes(OpenPart, kw_only=True):
    """The appearance of a text entry, and the answers that it takes."""

    expected_length: int | None = field(name="expected-length", default=None)
    """Number of characters that the field should have room for."""
    pattern_mask: str | None = field(name="pattern-mask", default=None)
    """Regular expression that the answer must match; None for any answer."""
    placeholder: str | None = None
    """Text shown in the field until the student types; None if there is none."""


class InteractionChoice(OpenPart, kw_only=True):
    """A choice, with its feedback."""

    identifier: str
    """Name of the choice, as it stands in responses."""
    content: str
    """Text of the choice, as XHTML or plain."""
    feedback_inline: str | None = None
    """Feedback shown with this choice, as XHTML; None if there is none."""
    feedback_outcome_identifier: str | None = None
    """Outcome variable that reveals that feedback; None if there is none."""


class QuestionStructure(OpenPart, kw_only=True):
    """The parts of an interaction of any type."""

    prompt: str | None = None
    """Question put to the student, as well-formed XHTML."""
    choices: list[InteractionChoice] | None = None
    """Choices to choose from or to order; only for choice and order."""
    inline_choices: list[InteractionChoice] | None = None
    """Words to choose from within the text; only for inline choice."""
    source_choices: list[InteractionChoice] | None = None
    """First set of the pairs; only for match and associate."""
    target_choices: list[InteractionChoice] | None = None
    """Second set of the pairs; only for match and associate."""
    object: MediaObject | None = None
    """Picture, sound or film that the question is about."""
    hotspots: list[Hotspot] | None = None
    """Regions of the picture to choose from; only for hotspot."""
    order_choices: list[Hotspot] | None = None
    """Regions of the picture to order, with their labels; only for graphic order."""
    associable_hotspots: list[Hotspot] | None = None
    """Regions of the picture that are paired or filled; only for graphic associate and gap match."""
    gap_imgs: list[GapImg] | None = None
    """Pictures to drag into the gaps; only for graphic gap match."""
    text: str | None = None
    """XHTML whose `hottext` elements are the words to choose; only for hottext."""
    canvas: Canvas | None = None
    """Size of the area to draw on; only for drawing."""
    expected_length: int | None = None
    """Number of characters that the answer should have; only for extended text."""
    expected_lines: int | None = None
    """Number of lines that the answer should have; only for extended text."""
    format: str | None = None
    """Form of the answer, such as `plain`; only for extended text."""
    max_strings: int | None = None
    """Greatest number of separate texts; only for extended text."""
    min_strings: int | None = None
    """Least number of separate texts; only for extended text."""
    pattern_mask: str | None = None
    """Regular expression that the answer must match; only for extended text."""
    allowed_types: list[str] | None = None
    """MIME types of files that are taken; only for upload."""
    max_size: int | None = None
    """Greatest size of a file in bytes; only for upload."""
    max_files: int | None = None
    """Greatest number of files; only for upload."""


class Interaction(OpenMetadata, kw_only=True):
    """An interaction of any type; see `read_interaction()` for one with the fields of its type."""

    type: AssessmentItemType
    """Kind of interaction, such as `choice`; must not be missing."""
    response_identifier: str
    """Response declaration of the item that takes the student's answer, usually `RESPONSE`."""
    question_structure: dict[str, Any]
    """Prompt, choices and other parts, by the kind; `QuestionStructure` types them."""
    shuffle: bool | None = None
    """Whether choices are shown in random order; only for kinds with choices."""
    max_choices: int | None = None
    """Greatest number of choices, 0 for any; only for kinds with choices, and select point."""
    min_choices: int | None = None
    """Least number of choices; only for kinds with choices, and select point."""
    max_associations: int | None = None
    """Greatest number of pairs, 0 for any; only for kinds with pairs."""
    orientation: Orientation | None = None
    """Direction of the choices or the slider; only for order and slider."""
    attributes: dict[str, Any] | None = None
    """Size, mask and placeholder of the field; only for text entry."""
    lower_bound: int | float | None = field(name="lower-bound", default=None)
    """Number at the low end of the slider."""
    upper_bound: int | float | None = field(name="upper-bound", default=None)
    """Number at the high end of the slider."""
    step: int | float | None = None
    """Distance between two numbers that can be set; None for the renderer's own."""
    step_label: bool | None = field(name="step-label", default=None)
    """Whether each step is labeled with its number."""
    reverse: bool | None = None
    """Whether the low end is on the right, or at the top."""
    autostart: bool | None = None
    """Whether the sound or film starts by itself."""
    min_plays: int | None = None
    """Least number of times that it must be played."""
    max_plays: int | None = None
    """Greatest number of times that it can be played, 0 for any."""
    loop: bool | None = None
    """Whether it starts again at the end."""
