"""The XML of an item, made of its JSON form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from ..._json_types import is_list
from ..errors import ApiError
from ..records import Doc, part
from .xml_trees import add, document, fragment, rows, written

__all__ = ["item_xml"]

_TEMPLATE = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"


def item_xml(body: Doc) -> str:
    """The `qti-assessment-item` document of an item's JSON form.

    Raises:
        ApiError: 400, some markup is not well-formed, the interaction's type is not the item's, or what stands
            deeper than the catalog's types reach is not as XML needs it.
    """
    try:
        return _made(body)
    except KeyError as error:
        raise ApiError(400, "Invalid item", [(str(error.args[0]), "Required.")]) from None
    except (AttributeError, TypeError) as error:
        raise ApiError(400, "Invalid item", [("body", f"A field has another type: {error}.")]) from None


def _made(body: Doc) -> str:
    root = document(
        "qti-assessment-item",
        identifier=body["identifier"],
        title=body["title"],
        adaptive=body.get("adaptive", False),
        time_dependent=body.get("timeDependent", False),
    )
    for each in rows(body, "responseDeclarations"):
        _declare(root, "qti-response-declaration", each)
    outcomes = rows(body, "outcomeDeclarations")
    for each in outcomes:
        _declare(root, "qti-outcome-declaration", each)
    if not any(each["identifier"] == "SCORE" for each in outcomes):
        add(root, "qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float")
    for each in rows(body, "stimulus"):
        add(
            root, "qti-assessment-stimulus-ref", identifier=each["identifier"],
            href=each.get("href") or f"stimuli/{each['identifier']}", title=each.get("title"),
        )  # fmt: skip
    _add_body(root, body)
    _add_processing(root, body.get("responseProcessing"))
    for each in rows(body, "modalFeedback"):
        feedback = add(root, "qti-modal-feedback", **_feedback_attributes(each), title=each.get("title"))
        fragment(add(feedback, "qti-content-body"), each["content"], "modalFeedback")
    return written(root)


def _declare(root: Element, name: str, declared: Doc) -> None:
    element = add(
        root, name, identifier=declared["identifier"], cardinality=declared["cardinality"],
        base_type=declared.get("baseType") or None,
    )  # fmt: skip
    values: Any = part(declared, "correctResponse").get("value") or []
    if values:
        correct = add(element, "qti-correct-response")
        for value in values if is_list(values) else [values]:
            add(correct, "qti-value", " ".join(map(str, value)) if is_list(value) else str(value))


def _feedback_attributes(feedback: Doc) -> Doc:
    return {
        "outcome_identifier": feedback["outcomeIdentifier"],
        "identifier": feedback["identifier"],
        "show_hide": feedback.get("showHide", "show"),
    }


def _add_body(root: Element, body: Doc) -> None:
    place = add(root, "qti-item-body")
    for each in rows(body, "rubrics"):
        rubric = add(place, "qti-rubric-block", use=each["use"], view=each["view"])
        fragment(add(rubric, "qti-content-body"), each["body"], "rubrics")
    if body.get("preInteraction"):
        fragment(add(place, "div"), body["preInteraction"], "preInteraction")
    interaction = body.get("interaction")
    if interaction is not None:
        if interaction.get("type") != body["type"]:
            raise ApiError(400, "Invalid item", [("interaction.type", "Must be the item's type.")])
        _add_interaction(place, interaction)
    if body.get("postInteraction"):
        fragment(add(place, "div"), body["postInteraction"], "postInteraction")
    for each in rows(body, "feedbackBlock"):
        block = add(place, "qti-feedback-block", **_feedback_attributes(each))
        fragment(add(block, "qti-content-body"), each["content"], "feedbackBlock")


def _add_processing(root: Element, given: Doc | None) -> None:
    """The template, or the condition by which an outcome names the right and the wrong response."""
    template = (given or {}).get("templateType", "match_correct")
    if template == "map_response":
        # The JSON form has no mapping: a response can only be compared with its key.
        template = "match_correct"
    if given is None or not given.get("correctResponseIdentifier"):
        add(root, "qti-response-processing", template=f"{_TEMPLATE}/{template}")
        return
    response, outcome = given["responseDeclarationIdentifier"], given["outcomeIdentifier"]
    condition = add(add(root, "qti-response-processing"), "qti-response-condition")
    right = add(condition, "qti-response-if")
    match = add(right, "qti-match")
    add(match, "qti-variable", identifier=response)
    add(match, "qti-correct", identifier=response)
    wrong = add(condition, "qti-response-else")
    for branch, score, key in ((right, "1.0", "correct"), (wrong, "0.0", "incorrect")):
        _set(branch, "SCORE", "float", score)
        if outcome != "SCORE":
            _set(branch, outcome, "identifier", given.get(f"{key}ResponseIdentifier") or key)


def _set(branch: Element, outcome: str, base_type: str, value: str) -> None:
    setting = add(branch, "qti-set-outcome-value", identifier=outcome)
    add(setting, "qti-base-value", value, base_type=base_type)


def _add_interaction(place: Element, given: Doc) -> None:
    kind, structure = given["type"], part(given, "questionStructure")
    attributes: Doc = {
        "response_identifier": given.get("responseIdentifier", "RESPONSE"),
        "shuffle": given.get("shuffle"),
        "max_choices": given.get("maxChoices"),
        "min_choices": given.get("minChoices"),
        "max_associations": given.get("maxAssociations"),
        "orientation": given.get("orientation"),
        "lower_bound": given.get("lower-bound"),
        "upper_bound": given.get("upper-bound"),
        "step": given.get("step"),
        "step_label": given.get("step-label"),
        "reverse": given.get("reverse"),
        "autostart": given.get("autostart"),
        "min_plays": given.get("minPlays"),
        "max_plays": given.get("maxPlays"),
        "loop": given.get("loop"),
        "expected_length": structure.get("expectedLength"),
        "expected_lines": structure.get("expectedLines"),
        "format": structure.get("format"),
        "max_strings": structure.get("maxStrings"),
        "min_strings": structure.get("minStrings"),
        "pattern_mask": structure.get("patternMask"),
        "type": " ".join(structure.get("allowedTypes") or []) or None,
    }
    if kind in ("text-entry", "inline-choice"):
        _add_within_text(place, kind, attributes, given, structure)
        return
    element = add(place, f"qti-{kind}-interaction", **attributes)
    if structure.get("prompt"):
        fragment(add(element, "qti-prompt"), structure["prompt"], "interaction.questionStructure.prompt")
    if picture := part(structure, "object"):
        _add_object(element, picture)
    elif size := part(structure, "canvas"):
        add(element, "object", width=size["width"], height=size["height"], type="image/png")
    _PARTS.get(kind, _no_parts)(element, structure)


def _add_within_text(place: Element, kind: str, attributes: Doc, given: Doc, structure: Doc) -> None:
    """These two stand inside running text: the prompt goes before them."""
    paragraph = add(place, "p")
    if structure.get("prompt"):
        fragment(add(paragraph, "span"), structure["prompt"], "interaction.questionStructure.prompt")
    own = part(given, "attributes")
    if kind == "text-entry":
        attributes |= {
            "expected_length": own.get("expected-length"),
            "pattern_mask": own.get("pattern-mask"),
            "placeholder_text": own.get("placeholder"),
        }
    element = add(paragraph, f"qti-{kind}-interaction", **attributes)
    _add_choices(element, rows(structure, "inlineChoices"), "qti-inline-choice")


def _add_object(parent: Element, media: Doc) -> None:
    add(
        parent, "object", data=media["data"], width=media.get("width"), height=media.get("height"),
        type=media.get("type"),
    )  # fmt: skip


def _add_choices(parent: Element, choices: Sequence[Doc], name: str, **attributes: Any) -> None:
    for each in choices:
        choice = add(parent, name, identifier=each["identifier"], **attributes)
        fragment(choice, each.get("content", ""), f"choice {each['identifier']}")
        if each.get("feedbackInline"):
            feedback = add(
                choice, "qti-feedback-inline", identifier=each["identifier"], show_hide="show",
                outcome_identifier=each.get("feedbackOutcomeIdentifier") or "FEEDBACK",
            )  # fmt: skip
            fragment(feedback, each["feedbackInline"], f"choice {each['identifier']}")


def _no_parts(element: Element, structure: Doc) -> None:
    """Nothing more stands inside."""


def _simple_choices(element: Element, structure: Doc) -> None:
    _add_choices(element, rows(structure, "choices"), "qti-simple-choice")


def _match_sets(element: Element, structure: Doc) -> None:
    for name in ("sourceChoices", "targetChoices"):
        held = add(element, "qti-simple-match-set")
        _add_choices(held, rows(structure, name), "qti-simple-associable-choice", match_max=1)


def _associable(element: Element, structure: Doc) -> None:
    for name in ("sourceChoices", "targetChoices"):
        _add_choices(element, rows(structure, name), "qti-simple-associable-choice", match_max=1)


def _hottext(element: Element, structure: Doc) -> None:
    text = (
        (structure.get("text") or "")
        .replace("<hottext", "<qti-hottext")
        .replace("</hottext", "</qti-hottext")
    )
    fragment(add(element, "p"), text, "interaction.questionStructure.text")


def _gap_match(element: Element, structure: Doc) -> None:
    _add_choices(element, rows(structure, "sourceChoices"), "qti-gap-text", match_max=1)
    fragment(add(element, "p"), structure.get("text") or "", "interaction.questionStructure.text")


def _hotspots(key: str, name: str) -> Callable[[Element, Doc], None]:
    def parts(element: Element, structure: Doc) -> None:
        for each in rows(structure, key):
            add(
                element, name, identifier=each["identifier"], shape=each.get("shape"), coords=each.get("coords"),
                match_max=each.get("matchMax"), hotspot_label=each.get("label"),
            )  # fmt: skip

    return parts


def _graphic_gaps(element: Element, structure: Doc) -> None:
    for each in rows(structure, "gapImgs"):
        image = add(element, "qti-gap-img", identifier=each["identifier"], match_max=each.get("matchMax"))
        _add_object(image, each["object"])
    _hotspots("associableHotspots", "qti-associable-hotspot")(element, structure)


_PARTS: dict[str, Callable[[Element, Doc], None]] = {
    "choice": _simple_choices,
    "order": _simple_choices,
    "match": _match_sets,
    "associate": _associable,
    "hottext": _hottext,
    "gap-match": _gap_match,
    "hotspot": _hotspots("hotspots", "qti-hotspot-choice"),
    "graphic-order": _hotspots("orderChoices", "qti-hotspot-choice"),
    "graphic-associate": _hotspots("associableHotspots", "qti-associable-hotspot"),
    "graphic-gap-match": _graphic_gaps,
}
