"""Reads an item's XML into `ParsedItem`."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..models.qti import FeedbackBlock, FeedbackInline, ModalFeedback, Rubric, ShowHide, StimulusReference
from .content import Area, Declaration, Mapping, ParsedItem, QtiXmlError
from .interacting import read_interactions
from .markup import child, children, descendants, inner_markup, number, parse, plain_text

__all__ = ["parse_item", "read_declaration", "read_inline_feedback", "read_modal_feedback"]

_ROOT = "qti-assessment-item"


def parse_item(xml: bytes | str) -> ParsedItem:
    """Read a `qti-assessment-item` document.

    Args:
        xml: The document, such as an item's `raw_xml`.

    Returns:
        Prompt, interactions, correct responses, feedback and the rest.

    Raises:
        QtiXmlError: It is not well-formed XML, not an item, or declares a document type or an entity.
    """
    root = parse(xml)
    if root.tag != _ROOT:
        raise QtiXmlError(f"the root is not {_ROOT}")
    body = child(root, "qti-item-body")
    prompt = next(descendants(root, "qti-prompt"), None)
    return ParsedItem(
        identifier=root.get("identifier", ""),
        title=root.get("title", ""),
        adaptive=root.get("adaptive") == "true",
        time_dependent=root.get("time-dependent") == "true",
        prompt="" if prompt is None else inner_markup(prompt),
        interactions=() if body is None else tuple(read_interactions(body)),
        responses={
            each.identifier: each
            for each in map(read_declaration, children(root, "qti-response-declaration"))
        },
        outcomes=dict(map(_outcome, children(root, "qti-outcome-declaration"))),
        normal_maximum=_normal_maximum(root),
        modal_feedback=tuple(map(read_modal_feedback, children(root, "qti-modal-feedback"))),
        inline_feedback=tuple(map(read_inline_feedback, descendants(root, "qti-feedback-inline"))),
        block_feedback=tuple(_block(root)),
        rubrics=tuple(_rubrics(root)),
        stimuli=tuple(_stimuli(root)),
        processing=child(root, "qti-response-processing"),
    )


def read_declaration(element: Element) -> Declaration:
    """A `qti-response-declaration`."""
    correct = child(element, "qti-correct-response")
    written = () if correct is None else children(correct, "qti-value")
    values = [(each.get("field-identifier", ""), text) for each in written if (text := plain_text(each))]
    cardinality = element.get("cardinality", "single")
    return Declaration(
        identifier=element.get("identifier", ""),
        cardinality=cardinality,
        base_type=element.get("base-type") or element.get("baseType"),
        correct=tuple(text for _, text in values),
        fields=tuple(name for name, _ in values) if cardinality == "record" else (),
        mapping=_mapping(element),
    )


def _mapping(element: Element) -> Mapping | None:
    found, areas = child(element, "qti-mapping"), child(element, "qti-area-mapping")
    either = found if found is not None else areas
    if either is None:
        return None
    entries = [] if found is None else list(children(found, "qti-map-entry"))
    return Mapping(
        entries={each.get("map-key", ""): number(each.get("mapped-value")) or 0.0 for each in entries},
        areas=() if areas is None else tuple(map(_area, children(areas, "qti-area-map-entry"))),
        default=number(either.get("default-value")) or 0.0,
        lower=number(either.get("lower-bound")),
        upper=number(either.get("upper-bound")),
        ignore_case=frozenset(
            each.get("map-key", "") for each in entries if each.get("case-sensitive") == "false"
        ),
    )


def _area(element: Element) -> Area:
    numbers = (number(part) for part in element.get("coords", "").split(","))
    return Area(
        shape=element.get("shape", "default"),
        coords=tuple(each for each in numbers if each is not None),
        value=number(element.get("mapped-value")) or 0.0,
    )


def _outcome(element: Element) -> tuple[str, str | None]:
    default = child(element, "qti-default-value")
    value = None if default is None else child(default, "qti-value")
    return element.get("identifier", ""), None if value is None else plain_text(value)


def _normal_maximum(root: Element) -> float | None:
    declared = children(root, "qti-outcome-declaration")
    score = next((each for each in declared if each.get("identifier") == "SCORE"), None)
    return None if score is None else number(score.get("normal-maximum"))


def _shown(element: Element) -> ShowHide:
    return ShowHide(element.get("show-hide", "show"))


def read_modal_feedback(element: Element) -> ModalFeedback:
    """A `qti-modal-feedback`."""
    inside = child(element, "qti-content-body")
    return ModalFeedback(
        outcome_identifier=element.get("outcome-identifier", ""),
        identifier=element.get("identifier", ""),
        show_hide=_shown(element),
        content=inner_markup(element if inside is None else inside),
        title=element.get("title"),
    )


def read_inline_feedback(element: Element) -> FeedbackInline:
    """A `qti-feedback-inline`."""
    return FeedbackInline(
        outcome_identifier=element.get("outcome-identifier", ""),
        identifier=element.get("identifier", ""),
        show_hide=_shown(element),
        content=inner_markup(element),
        class_=element.get("class", "").split() or None,
    )


def _block(root: Element) -> Iterator[FeedbackBlock]:
    for each in descendants(root, "qti-feedback-block"):
        inside = child(each, "qti-content-body")
        yield FeedbackBlock(
            outcome_identifier=each.get("outcome-identifier", ""),
            identifier=each.get("identifier", ""),
            show_hide=_shown(each),
            content=inner_markup(each if inside is None else inside),
            class_=each.get("class", "").split() or None,
        )


def _rubrics(root: Element) -> Iterator[Rubric]:
    for each in descendants(root, "qti-rubric-block"):
        inside = child(each, "qti-content-body")
        yield Rubric(
            use=each.get("use", ""), view=each.get("view", ""),
            body=inner_markup(each if inside is None else inside),
        )  # fmt: skip


def _stimuli(root: Element) -> Iterator[StimulusReference]:
    for each in children(root, "qti-assessment-stimulus-ref"):
        yield StimulusReference(
            identifier=each.get("identifier", ""), href=each.get("href"), title=each.get("title")
        )
