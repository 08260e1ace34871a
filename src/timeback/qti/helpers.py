"""Single things out of an item's XML: `extract_prompt(xml)` and the like, where `parse_item()` would be more.

Each reads with the same parser as `parse_item()`, so broken or unsafe XML raises `QtiXmlError` rather than giving
half an answer, and takes a document of any root: an item, or a part of one. Blank XML has nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..models.qti import AnyInteraction, FeedbackInline, InteractionChoice, ModalFeedback
from .content import Declaration
from .declarations import read_declaration
from .interacting import read_choice, read_interactions
from .markup import descendants, inner_markup
from .reading import load, read_inline_feedback, read_modal_feedback

__all__ = [
    "extract_choices",
    "extract_correct_response",
    "extract_correct_responses",
    "extract_feedback",
    "extract_interactions",
    "extract_modal_feedback",
    "extract_prompt",
    "extract_response_declarations",
]

_CHOICES = (
    "qti-simple-choice",
    "qti-inline-choice",
    "qti-simple-associable-choice",
    "qti-hottext",
    "qti-gap-text",
    "qti-gap-img",
)


def extract_prompt(xml: bytes | str) -> str:
    """The markup inside the first prompt.

    Args:
        xml: An item's XML.

    Returns:
        The markup, trimmed; blank if there is no prompt.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    prompt = next(_found(xml, "qti-prompt"), None)
    return "" if prompt is None else inner_markup(prompt)


def extract_choices(xml: bytes | str) -> list[InteractionChoice]:
    """The choices of every interaction that offers texts or pictures, without the feedback inside them.

    Args:
        xml: An item's XML.

    Returns:
        The choices in document order, each with its identifier, its markup and its feedback.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return [read_choice(each) for each in _found(xml, *_CHOICES)]


def extract_correct_responses(xml: bytes | str) -> dict[str, tuple[str, ...]]:
    """All correct values of each response that has any.

    Args:
        xml: An item's XML.

    Returns:
        The values by the response's identifier; pairs and points have a blank between.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return {each.identifier: each.correct for each in extract_response_declarations(xml) if each.correct}


def extract_correct_response(xml: bytes | str) -> str | None:
    """The first correct value of the first response that has one, which is all of it where one is expected.

    Args:
        xml: An item's XML.

    Returns:
        The value; None if nothing is correct. `extract_correct_responses()` gives all of them.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return next((values[0] for values in extract_correct_responses(xml).values()), None)


def extract_response_declarations(xml: bytes | str) -> list[Declaration]:
    """The type of each response, its correct values, and the worth of single values.

    Args:
        xml: An item's XML.

    Returns:
        The declarations in document order.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return [read_declaration(each) for each in _found(xml, "qti-response-declaration")]


def extract_interactions(xml: bytes | str) -> list[AnyInteraction]:
    """Every interaction, of every type, with its attributes and parts.

    Args:
        xml: An item's XML.

    Returns:
        The interactions in document order, in the types of an item's JSON form; an `UnknownInteraction` for
        one that is not listed.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return [each for root in _root(xml) for each in read_interactions(root)]


def extract_feedback(xml: bytes | str) -> list[FeedbackInline]:
    """The feedback within lines and choices.

    Args:
        xml: An item's XML.

    Returns:
        The feedback in document order.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return [read_inline_feedback(each) for each in _found(xml, "qti-feedback-inline")]


def extract_modal_feedback(xml: bytes | str) -> list[ModalFeedback]:
    """The feedback that stands beside the item.

    Args:
        xml: An item's XML.

    Returns:
        The feedback in document order; its content is the inside of `qti-content-body` if there is one.

    Raises:
        QtiXmlError: It is not well-formed, declares a document type or an entity, or is nested too deeply.
    """
    return [read_modal_feedback(each) for each in _found(xml, "qti-modal-feedback")]


def _found(xml: bytes | str, *names: str) -> Iterator[Element]:
    return (each for root in _root(xml) for each in descendants(root, *names))


def _root(xml: bytes | str) -> list[Element]:
    return [load(xml)[0]] if xml.strip() else []
