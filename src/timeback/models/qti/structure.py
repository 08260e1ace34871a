"""The JSON form of interactions: what all types have."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import Model, OpenMetadata
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


class MediaObject(Model, kw_only=True):
    """A picture, a film or a sound."""

    data: str
    width: int
    height: int
    type: str
    media_type: str | None = None


class Hotspot(Model, kw_only=True):
    """A region of a picture: `coords` are `x1,y1,x2,y2` of a rect, `x,y,r` of a circle, points of a poly."""

    identifier: str
    shape: HotspotShape
    coords: str
    label: str | None = None
    match_max: int | None = None


class GapImg(Model, kw_only=True):
    """A picture to be put into a gap."""

    identifier: str
    match_max: int | None = None
    object: MediaObject


class Canvas(Model, kw_only=True):
    """The size of a drawing, in pixels."""

    width: int
    height: int


class InteractionAttributes(OpenMetadata, kw_only=True):
    """The appearance of a text entry, and the answers that it takes."""

    expected_length: int | None = field(name="expected-length", default=None)
    pattern_mask: str | None = field(name="pattern-mask", default=None)
    placeholder: str | None = None


class InteractionChoice(OpenMetadata, kw_only=True):
    """A choice, with the feedback that it brings."""

    identifier: str
    content: str
    feedback_inline: str | None = None
    feedback_outcome_identifier: str | None = None


class QuestionStructure(OpenMetadata, kw_only=True):
    """The parts of an interaction of any type."""

    prompt: str | None = None
    choices: list[InteractionChoice] | None = None
    inline_choices: list[InteractionChoice] | None = None
    source_choices: list[InteractionChoice] | None = None
    target_choices: list[InteractionChoice] | None = None
    object: MediaObject | None = None
    hotspots: list[Hotspot] | None = None
    order_choices: list[Hotspot] | None = None
    associable_hotspots: list[Hotspot] | None = None
    gap_imgs: list[GapImg] | None = None
    text: str | None = None
    canvas: Canvas | None = None
    expected_length: int | None = None
    expected_lines: int | None = None
    format: str | None = None
    max_strings: int | None = None
    min_strings: int | None = None
    pattern_mask: str | None = None
    allowed_types: list[str] | None = None
    max_size: int | None = None
    max_files: int | None = None


class Interaction(OpenMetadata, kw_only=True):
    """An interaction of any type; see `read_interaction()` for one with the fields of its type."""

    type: AssessmentItemType
    response_identifier: str
    question_structure: dict[str, Any]
    shuffle: bool | None = None
    max_choices: int | None = None
    min_choices: int | None = None
    max_associations: int | None = None
    orientation: Orientation | None = None
    attributes: dict[str, Any] | None = None
    lower_bound: int | float | None = field(name="lower-bound", default=None)
    upper_bound: int | float | None = field(name="upper-bound", default=None)
    step: int | float | None = None
    step_label: bool | None = field(name="step-label", default=None)
    reverse: bool | None = None
    autostart: bool | None = None
    min_plays: int | None = None
    max_plays: int | None = None
    loop: bool | None = None
