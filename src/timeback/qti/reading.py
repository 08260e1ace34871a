"""Reads an item's XML into `ParsedItem`."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..errors import InvalidInputError
from ..models.qti import FeedbackBlock, FeedbackInline, ModalFeedback, Rubric, ShowHide, StimulusReference
from .content import Declaration, ParsedItem, QtiXmlError, TextEntry
from .declarations import read_declaration, written_cardinality
from .documents import decode
from .interacting import read_interactions
from .mapped import alternatives
from .markup import child, children, descendants, inner_markup, number, parse
from .qti2 import convert_qti2, is_qti2
from .words import truth, word

__all__ = [
    "as_item",
    "load",
    "parse_item",
    "read_inline_feedback",
    "read_item",
    "read_modal_feedback",
    "read_test_feedback",
]

_ROOT = "qti-assessment-item"
_TEXTS = ("qti-text-entry-interaction", "qti-extended-text-interaction")
_PAIRING = tuple(
    f"qti-{name}-interaction"
    for name in ("match", "associate", "gap-match", "graphic-gap-match", "graphic-associate")
)
_PAIRED = (
    "qti-simple-associable-choice", "qti-gap-text", "qti-gap-img", "qti-gap", "qti-associable-hotspot",
)  # fmt: skip
_CHOOSING = tuple(
    f"qti-{name}-interaction"
    for name in ("choice", "inline-choice", "order", "hotspot", "hottext", "graphic-order")
)
_CHOICES = (*_PAIRED, "qti-simple-choice", "qti-inline-choice", "qti-hotspot-choice", "qti-hottext")
_CHOSEN = ("identifier", "pair", "directedPair")
_ESSAYS = ("qti-extended-text-interaction", "qti-drawing-interaction", "qti-upload-interaction")


def load(xml: bytes | str) -> tuple[Element, tuple[str, ...]]:
    """The root of a document in the names of QTI 3, and what was mended or could not be kept.

    Raises:
        QtiXmlError: It is not well-formed, has a DTD, or is nested too deeply.
    """
    notes: dict[str, None] = {}
    root = parse(decode(xml, notes.setdefault))
    if not is_qti2(root):
        return root, tuple(notes)
    converted = convert_qti2(xml)
    return parse(converted), converted.notes


def parse_item(xml: bytes | str) -> ParsedItem:
    """Read an item's document, of QTI 3 or of QTI 2, which is turned into QTI 3 first.

    Args:
        xml: The document, such as an item's `raw_xml`.

    Returns:
        Prompt, interactions, correct responses, feedback and the rest; `notes` say what was mended.

    Raises:
        QtiXmlError: It is not well-formed XML, not an item, or declares a document type or an entity.
    """
    root, notes = load(xml)
    if root.tag != _ROOT:
        raise QtiXmlError(
            f"the root is not {_ROOT}" + (", but QTI 1" if root.tag == "questestinterop" else "")
        )
    return read_item(root, notes)


def as_item(given: object) -> ParsedItem:
    """An item that is given as such, or as its XML.

    Raises:
        InvalidInputError: It is neither.
        QtiXmlError: The XML is no item.
    """
    if isinstance(given, ParsedItem):
        return given
    if isinstance(given, bytes | str):
        return parse_item(given)
    kind = type(given).__name__
    raise InvalidInputError.of(
        "item", f"must be what parse_item() gives, or an item's XML such as its raw_xml, not {kind}"
    )


def read_item(root: Element, notes: tuple[str, ...] = ()) -> ParsedItem:
    """An item out of its root, in the names of QTI 3."""
    body = child(root, "qti-item-body")
    responses = _declarations(root, "qti-response-declaration")
    prompt = next(descendants(root, "qti-prompt"), None)
    return ParsedItem(
        identifier=root.get("identifier", ""),
        title=root.get("title", ""),
        adaptive=truth(root.get("adaptive")) is True,
        time_dependent=truth(root.get("time-dependent")) is True,
        prompt="" if prompt is None else inner_markup(prompt),
        interactions=() if body is None else tuple(read_interactions(body)),
        responses=responses,
        outcomes=_declarations(root, "qti-outcome-declaration"),
        templates=_declarations(root, "qti-template-declaration", "qti-context-declaration"),
        modal_feedback=tuple(map(read_modal_feedback, children(root, "qti-modal-feedback"))),
        inline_feedback=tuple(map(read_inline_feedback, descendants(root, "qti-feedback-inline"))),
        block_feedback=tuple(_block(root)),
        rubrics=tuple(_rubrics(root)),
        stimuli=tuple(_stimuli(root)),
        processing=child(root, "qti-response-processing"),
        template_processing=child(root, "qti-template-processing"),
        essays=_essays(body),
        entries=dict(_entries(body)),
        uses=dict(_uses(body)),
        notes=(*notes, *_keys_mended(root, responses), *_keys_not_offered(body, responses)),
    )


def _keys_mended(root: Element, responses: dict[str, Declaration]) -> Iterator[str]:
    for element in children(root, "qti-response-declaration"):
        name = element.get("identifier", "")
        if responses[name].cardinality != (said := written_cardinality(element)):
            count = len(responses[name].correct)
            yield f"{name!r} takes several pairs, as its key has {count}, though its cardinality is {said}"
    for name, each in responses.items():
        if alternatives(each):
            count = len(each.correct)
            why = "one is typed in" if each.mapping is None else "its mapping gives points for each"
            yield f"any of the {count} values of the key of {name!r} is right, as {why}"


def _keys_not_offered(body: Element | None, responses: dict[str, Declaration]) -> Iterator[str]:
    """Notes on keys that nobody can give, as their interaction has no such choice."""
    offered: dict[str, set[str]] = {}
    for each in () if body is None else descendants(body, *_CHOOSING, *_PAIRING):
        choices = offered.setdefault(each.get("response-identifier", ""), set())
        choices.update(choice.get("identifier", "") for choice in descendants(each, *_CHOICES))
    for name, choices in offered.items():
        declared = responses.get(name)
        if declared is None or declared.base_type not in _CHOSEN or not choices:
            continue
        wanted = [choice for key in declared.correct for choice in key.split()]
        for choice in dict.fromkeys(each for each in wanted if each not in choices):
            yield f"the key of {name!r} has {choice!r}, which is no choice of its interaction"


def _declarations(root: Element, *names: str) -> dict[str, Declaration]:
    return {each.identifier: each for each in map(read_declaration, children(root, *names))}


def _essays(body: Element | None) -> frozenset[str]:
    """The responses to interactions that a person judges."""
    found = () if body is None else descendants(body, *_ESSAYS)
    return frozenset(each.get("response-identifier", "") for each in found)


def _entries(body: Element | None) -> Iterator[tuple[str, TextEntry]]:
    """The responses that are entered as text in a way of their own."""
    for each in () if body is None else descendants(body, *_TEXTS):
        base = number(each.get("base"))
        entry = TextEntry(
            base=int(base) if base is not None and 2 <= base <= 36 else 10,
            text=each.get("string-identifier"),
        )
        if entry != TextEntry():
            yield each.get("response-identifier", ""), entry


def _uses(body: Element | None) -> Iterator[tuple[str, dict[str, int]]]:
    """The greatest number of pairs that the choices of each response may be in: one for a gap."""
    for each in () if body is None else descendants(body, *_PAIRING):
        uses: dict[str, int] = {}
        for choice in descendants(each, *_PAIRED):
            most = 1 if choice.tag == "qti-gap" else number(choice.get("match-max"))
            if most is not None and most >= 1:
                uses[choice.get("identifier", "")] = int(most)
        if uses:
            yield each.get("response-identifier", ""), uses


def _shown(element: Element) -> ShowHide:
    return ShowHide(word(element.get("show-hide", "show"), ShowHide))


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


def read_test_feedback(root: Element) -> Iterator[ModalFeedback]:
    """The feedback of a whole test and of its parts, shown at their end."""
    for place in (*children(root, "qti-test-part"), root):
        for each in children(place, "qti-test-feedback"):
            if each.get("access", "atEnd") == "atEnd":
                yield read_modal_feedback(each)


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
