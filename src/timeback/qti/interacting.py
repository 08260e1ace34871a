"""Reads interactions out of an item's body, in the types of the JSON form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from ..models.qti import (
    AnyInteraction,
    AssociateInteraction,
    Canvas,
    ChoiceInteraction,
    DrawingInteraction,
    ExtendedTextInteraction,
    GapImg,
    GapMatchInteraction,
    GraphicAssociateInteraction,
    GraphicGapMatchInteraction,
    GraphicOrderInteraction,
    Hotspot,
    HotspotInteraction,
    HotspotShape,
    HottextInteraction,
    InlineChoiceInteraction,
    InteractionAttributes,
    InteractionChoice,
    MatchInteraction,
    MediaInteraction,
    MediaObject,
    OrderInteraction,
    Orientation,
    QuestionStructure,
    SelectPointInteraction,
    SliderInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from .markup import child, children, descendants, inner_markup, number
from .unlisted import read_unlisted
from .words import SHAPES, truth, word

__all__ = ["read_choice", "read_interactions"]

_FEEDBACK = "qti-feedback-inline"
_PICTURES = ("object", "img", "picture", "video", "audio")
_MEDIA_TYPES = {"img": "image/png", "picture": "image/png", "video": "video/mp4", "audio": "audio/mpeg"}


def read_interactions(body: Element) -> Iterator[AnyInteraction]:
    """The interactions in an element, such as an item's body, in document order."""
    for element in body.iter():
        name = str(element.tag)
        if not name.startswith("qti-") or not name.endswith("-interaction"):
            continue
        kind = name.removeprefix("qti-").removesuffix("-interaction")
        read = _READERS.get(kind)
        yield read_unlisted(kind, element) if read is None else read(element)


def _integer(element: Element, name: str) -> int | None:
    found = number(element.get(name))
    return int(found) if found is not None and found.is_integer() else None


def _number(element: Element, name: str) -> float | None:
    return number(element.get(name))


def _flag(element: Element, name: str) -> bool | None:
    return truth(element.get(name))


def _response(element: Element) -> str:
    return element.get("response-identifier", "")


def _orientation(element: Element) -> Orientation | None:
    text = element.get("orientation")
    return None if text is None else Orientation(text)


def _prompt(element: Element) -> str | None:
    found = child(element, "qti-prompt")
    return None if found is None else inner_markup(found)


def read_choice(element: Element) -> InteractionChoice:
    """A choice of any kind that has text: its own without the feedback inside it."""
    feedback = next(descendants(element, _FEEDBACK), None)
    return InteractionChoice(
        identifier=element.get("identifier", ""),
        content=inner_markup(element, _FEEDBACK),
        feedback_inline=None if feedback is None else inner_markup(feedback),
        feedback_outcome_identifier=None if feedback is None else feedback.get("outcome-identifier"),
    )


def _choices(element: Element, *names: str) -> list[InteractionChoice]:
    return [read_choice(each) for each in descendants(element, *names)]


def _object(element: Element) -> MediaObject | None:
    # A child only: the prompt and the choices may hold pictures of their own.
    found = next(children(element, *_PICTURES), None)
    if found is None:
        return None
    source = found.get("data") or found.get("src") or ""
    inside = next(descendants(found, "source", "img"), None)
    if not source and inside is not None:
        source = inside.get("src", "")
    return MediaObject(
        data=source,
        width=_integer(found, "width") or 0,
        height=_integer(found, "height") or 0,
        type=found.get("type") or _MEDIA_TYPES.get(str(found.tag), ""),
    )


def _hotspots(element: Element, name: str) -> list[Hotspot]:
    return [
        Hotspot(
            identifier=each.get("identifier", ""),
            shape=HotspotShape(word(each.get("shape", "default"), SHAPES)),
            coords=each.get("coords", ""),
            label=each.get("hotspot-label"),
            match_max=_integer(each, "match-max"),
        )
        for each in descendants(element, name)
    ]


def _read_choice(element: Element) -> AnyInteraction:
    return ChoiceInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element), choices=_choices(element, "qti-simple-choice")
        ),
        shuffle=_flag(element, "shuffle"),
        max_choices=_integer(element, "max-choices"),
        min_choices=_integer(element, "min-choices"),
    )


def _read_order(element: Element) -> AnyInteraction:
    return OrderInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element), choices=_choices(element, "qti-simple-choice")
        ),
        shuffle=_flag(element, "shuffle"),
        orientation=_orientation(element),
        max_choices=_integer(element, "max-choices"),
        min_choices=_integer(element, "min-choices"),
    )


def _read_inline_choice(element: Element) -> AnyInteraction:
    return InlineChoiceInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(inline_choices=_choices(element, "qti-inline-choice")),
    )


def _read_text_entry(element: Element) -> AnyInteraction:
    attributes = InteractionAttributes(
        expected_length=_integer(element, "expected-length"),
        pattern_mask=element.get("pattern-mask"),
        placeholder=element.get("placeholder-text"),
    )
    return TextEntryInteraction(response_identifier=_response(element), attributes=attributes)


def _read_extended_text(element: Element) -> AnyInteraction:
    return ExtendedTextInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            expected_length=_integer(element, "expected-length"),
            expected_lines=_integer(element, "expected-lines"),
            format=element.get("format"),
            max_strings=_integer(element, "max-strings"),
            min_strings=_integer(element, "min-strings"),
            pattern_mask=element.get("pattern-mask"),
        ),
    )


def _read_match(element: Element) -> AnyInteraction:
    sets = [
        _choices(each, "qti-simple-associable-choice") for each in children(element, "qti-simple-match-set")
    ]
    sources, targets = (*sets, [], [])[:2]
    return MatchInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element), source_choices=sources, target_choices=targets
        ),
        shuffle=_flag(element, "shuffle"),
        max_associations=_integer(element, "max-associations"),
    )


def _read_associate(element: Element) -> AnyInteraction:
    choices = _choices(element, "qti-simple-associable-choice")
    return AssociateInteraction(
        response_identifier=_response(element),
        # The XML has one run of choices: each can stand on either side.
        question_structure=QuestionStructure(prompt=_prompt(element), source_choices=choices),
        shuffle=_flag(element, "shuffle"),
        max_associations=_integer(element, "max-associations"),
    )


def _read_gap_match(element: Element) -> AnyInteraction:
    gaps = [
        InteractionChoice(identifier=each.get("identifier", ""), content="")
        for each in descendants(element, "qti-gap")
    ]
    return GapMatchInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            source_choices=_choices(element, "qti-gap-text", "qti-gap-img"),
            target_choices=gaps,
            gap_imgs=_gap_images(element) or None,
            text=inner_markup(element, "qti-prompt", "qti-gap-text", "qti-gap-img"),
        ),
        shuffle=_flag(element, "shuffle"),
        max_associations=_integer(element, "max-associations"),
    )


def _read_hottext(element: Element) -> AnyInteraction:
    return HottextInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            choices=_choices(element, "qti-hottext"),
            text=inner_markup(element, "qti-prompt"),
        ),
        max_choices=_integer(element, "max-choices"),
        min_choices=_integer(element, "min-choices"),
    )


def _read_hotspot(element: Element) -> AnyInteraction:
    return HotspotInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            object=_object(element),
            hotspots=_hotspots(element, "qti-hotspot-choice"),
        ),
        max_choices=_integer(element, "max-choices"),
        min_choices=_integer(element, "min-choices"),
    )


def _read_graphic_order(element: Element) -> AnyInteraction:
    return GraphicOrderInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            object=_object(element),
            order_choices=_hotspots(element, "qti-hotspot-choice"),
        ),
        shuffle=_flag(element, "shuffle"),
        max_choices=_integer(element, "max-choices"),
        min_choices=_integer(element, "min-choices"),
    )


def _read_graphic_associate(element: Element) -> AnyInteraction:
    return GraphicAssociateInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            object=_object(element),
            associable_hotspots=_hotspots(element, "qti-associable-hotspot"),
        ),
        shuffle=_flag(element, "shuffle"),
        max_associations=_integer(element, "max-associations"),
    )


def _gap_images(element: Element) -> list[GapImg]:
    return [
        GapImg(
            identifier=each.get("identifier", ""),
            match_max=_integer(each, "match-max"),
            object=_object(each) or MediaObject(data="", width=0, height=0, type=""),
        )
        for each in descendants(element, "qti-gap-img")
    ]


def _read_graphic_gap_match(element: Element) -> AnyInteraction:
    return GraphicGapMatchInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element),
            object=_object(element),
            source_choices=_choices(element, "qti-gap-text") or None,
            gap_imgs=_gap_images(element),
            associable_hotspots=_hotspots(element, "qti-associable-hotspot"),
        ),
        shuffle=_flag(element, "shuffle"),
    )


def _read_select_point(element: Element) -> AnyInteraction:
    return SelectPointInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(prompt=_prompt(element), object=_object(element)),
        max_choices=_integer(element, "max-choices"),
        min_choices=_integer(element, "min-choices"),
    )


def _read_slider(element: Element) -> AnyInteraction:
    return SliderInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(prompt=_prompt(element)),
        lower_bound=_number(element, "lower-bound"),
        upper_bound=_number(element, "upper-bound"),
        step=_number(element, "step"),
        orientation=_orientation(element),
        step_label=_flag(element, "step-label"),
        reverse=_flag(element, "reverse"),
    )


def _read_drawing(element: Element) -> AnyInteraction:
    picture = _object(element)
    canvas = None if picture is None else Canvas(width=picture.width, height=picture.height)
    return DrawingInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(prompt=_prompt(element), object=picture, canvas=canvas),
    )


def _read_media(element: Element) -> AnyInteraction:
    return MediaInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(prompt=_prompt(element), object=_object(element)),
        autostart=_flag(element, "autostart"),
        min_plays=_integer(element, "min-plays"),
        max_plays=_integer(element, "max-plays"),
        loop=_flag(element, "loop"),
    )


def _read_upload(element: Element) -> AnyInteraction:
    return UploadInteraction(
        response_identifier=_response(element),
        question_structure=QuestionStructure(
            prompt=_prompt(element), allowed_types=element.get("type", "").split() or None
        ),
    )


_READERS: dict[str, Callable[[Element], AnyInteraction]] = {
    "choice": _read_choice,
    "order": _read_order,
    "inline-choice": _read_inline_choice,
    "text-entry": _read_text_entry,
    "extended-text": _read_extended_text,
    "match": _read_match,
    "associate": _read_associate,
    "gap-match": _read_gap_match,
    "hottext": _read_hottext,
    "hotspot": _read_hotspot,
    "graphic-order": _read_graphic_order,
    "graphic-associate": _read_graphic_associate,
    "graphic-gap-match": _read_graphic_gap_match,
    "select-point": _read_select_point,
    "slider": _read_slider,
    "drawing": _read_drawing,
    "media": _read_media,
    "upload": _read_upload,
}
