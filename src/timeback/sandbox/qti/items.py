"""Assessment items: stored with the XML that is their truth, and scored by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from timeback._json_types import is_list
from timeback.models.qti import (
    AssessmentItemInput,
    AssessmentItemUpdateInput,
    AssessmentItemXmlInput,
    FeedbackBlock,
    FeedbackInline,
    ModalFeedback,
)
from timeback.models.qti.enums import BaseType, Cardinality
from timeback.qti import ParsedItem, QtiXmlError, grade, parse_item
from timeback.qti.grading import is_shown
from timeback.qti.markup import children, descendants
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.qti.bodies import checked, object_of
from timeback.sandbox.qti.building import item_xml
from timeback.sandbox.qti.listing import answer_page
from timeback.sandbox.qti.tables import BASE, ITEMS, STIMULI, require, stamped
from timeback.sandbox.qti.trees import parsed, read, rows
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Doc

__all__ = ["ROOT", "item_doc", "register_items"]

ROOT = "qti-assessment-item"
_PATH = f"{BASE}/assessment-items"
_ONE = f"{_PATH}/{{identifier}}"
_KINDS = dict.fromkeys(("title", "identifier", "type"), "text") | {
    "createdAt": "instant",
    "updatedAt": "instant",
}
_ORDER = (
    "qti-context-declaration", "qti-response-declaration", "qti-outcome-declaration", "qti-template-declaration",
    "qti-template-processing", "qti-assessment-stimulus-ref", "qti-companion-materials-info", "qti-stylesheet",
    "qti-item-body", "qti-catalog-info", "qti-response-processing", "qti-modal-feedback",
)  # fmt: skip
_EXTERNAL = "com.alpha-1edtech.ExternalApiScore"
# What the JSON form says of an item and its XML does not, or not in the same form.
_TYPED = (
    "qtiVersion", "responseDeclarations", "outcomeDeclarations", "responseProcessing", "modalFeedback",
    "feedbackInline", "feedbackBlock", "interaction", "customInteractionTypeIdentifier",
)  # fmt: skip


def register_items(router: Router) -> None:
    """Serve items, and the scoring of responses to them."""
    router.add("GET", _PATH, lambda call: answer_page(call, ITEMS, _KINDS))
    router.add("POST", _PATH, _create)
    router.add("POST", f"{_PATH}/metadata", _create)
    router.add("GET", _ONE, _get)
    router.add("PUT", _ONE, _update)
    router.add("DELETE", _ONE, _delete)
    router.add("POST", f"{_ONE}/process-response", _process)


def _get(call: RequestContext) -> Response:
    return json_response(200, require(call, ITEMS, call.params["identifier"], "Item"))


def _create(call: RequestContext) -> Response:
    body = object_of(call)
    xml_form = body.get("format") == "xml"
    sent = checked(body, AssessmentItemXmlInput if xml_form else AssessmentItemInput, "item")
    doc = item_doc(sent)
    _require_stimuli(call, doc)
    if call.session.exists(ITEMS, doc["identifier"]):
        raise ApiError(409, "Item exists", [("identifier", "Another item has this identifier.")])
    doc = stamped(call, doc, None)
    call.session.insert(ITEMS, doc["identifier"], doc)
    return json_response(201, doc)


def _update(call: RequestContext) -> Response:
    identifier = call.params["identifier"]
    old = require(call, ITEMS, identifier, "Item")
    body = object_of(call)
    xml_form = body.get("format") == "xml"
    sent = checked(body, AssessmentItemXmlInput if xml_form else AssessmentItemUpdateInput, "item")
    if not xml_form and "interaction" not in sent and sent.get("rawXml"):
        sent = {"xml": sent["rawXml"], **({"metadata": sent["metadata"]} if "metadata" in sent else {})}
    doc = item_doc(sent)
    if doc["identifier"] != identifier:
        raise ApiError(400, "Invalid item", [("identifier", "Must be the identifier in the path.")])
    _require_stimuli(call, doc)
    doc = stamped(call, doc, old)
    call.session.replace(ITEMS, identifier, doc)
    return json_response(200, doc)


def _delete(call: RequestContext) -> Response:
    require(call, ITEMS, call.params["identifier"], "Item")
    call.session.remove(ITEMS, call.params["identifier"])
    return Response(204, [], b"")


def item_doc(sent: Doc) -> Doc:
    """An item as it is stored, without its times: out of the JSON form, or out of a document."""
    xml = sent["xml"] if "xml" in sent else item_xml(sent)
    root = read(xml, ROOT)
    try:
        found = parse_item(xml)
    except QtiXmlError as error:
        raise ApiError(400, "Invalid XML", [("xml", str(error))]) from None
    _require_valid(root)
    _require_declared(found)
    doc = _from_xml(found, xml) | {"content": {ROOT: parsed(root)}}
    doc |= {name: sent[name] for name in _TYPED if name in sent}
    if sent.get("metadata") is not None:
        doc["metadata"] = sent["metadata"]
    return doc | ({"type": sent["type"]} if "type" in sent else {})


def _from_xml(item: ParsedItem, xml: str) -> Doc:
    interaction: Any = msgspec.to_builtins(item.interactions[0]) if item.interactions else None
    if interaction is not None and "data" in interaction:
        interaction = interaction["data"]
    responses = [
        {"identifier": each.identifier, "cardinality": each.cardinality}
        | ({"baseType": each.base_type} if each.base_type else {})
        | {"correctResponse": {"value": list(each.correct)}}
        for each in item.responses.values()
    ]
    doc: Doc = {
        "identifier": item.identifier,
        "title": item.title,
        "type": interaction["type"] if interaction else "custom",
        "qtiVersion": "3.0",
        "timeDependent": item.time_dependent,
        "adaptive": item.adaptive,
        "responseDeclarations": responses,
        "outcomeDeclarations": _outcomes(xml),
        "rawXml": xml,
        "modalFeedback": msgspec.to_builtins(item.modal_feedback),
        "feedbackInline": msgspec.to_builtins(item.inline_feedback),
        "feedbackBlock": msgspec.to_builtins(item.block_feedback),
    }
    if interaction is not None:
        doc["interaction"] = interaction
    if item.stimuli:
        doc["stimulusRef"] = list(msgspec.to_builtins(item.stimuli))
    return doc


def _outcomes(xml: str) -> list[Doc]:
    return [
        {
            "identifier": each.get("identifier", ""),
            "cardinality": each.get("cardinality", "single"),
            "baseType": each.get("base-type", ""),
        }
        for each in read(xml, ROOT)
        if each.tag == "qti-outcome-declaration"
    ]


def _require_valid(root: Element) -> None:
    """The order of the elements, and what declarations say: the parts of the schema that are often missed."""
    places = [_ORDER.index(each.tag) if each.tag in _ORDER else -1 for each in root]
    if -1 in places:
        raise ApiError(
            400, "Invalid XML", [("xml", f"{root[places.index(-1)].tag} does not belong in an item.")]
        )
    if places != sorted(places):
        raise ApiError(400, "Invalid XML", [("xml", "The elements of the item are out of order.")])
    for each in children(root, "qti-response-declaration", "qti-outcome-declaration"):
        cardinality, base_type = each.get("cardinality"), each.get("base-type", "string")
        if cardinality not in tuple(Cardinality) or base_type not in tuple(BaseType):
            fault = f"{each.tag} has a cardinality or base-type that QTI does not know."
            raise ApiError(400, "Invalid XML", [("xml", fault)])


def _require_declared(item: ParsedItem) -> None:
    """Every interaction answers a declared response, as the schema's keys demand."""
    for each in item.interactions:
        identifier = getattr(each, "response_identifier", None)
        if identifier is not None and identifier not in item.responses:
            raise ApiError(
                400, "Invalid XML", [("responseIdentifier", f"{identifier} is not a declared response.")]
            )


def _require_stimuli(call: RequestContext, doc: Doc) -> None:
    for each in rows(doc, "stimulusRef"):
        if not call.session.exists(STIMULI, each["identifier"]):
            raise ApiError(400, "Invalid item", [("stimulus", "There is no stimulus with this identifier.")])


def _process(call: RequestContext) -> Response:
    doc = require(call, ITEMS, call.params["identifier"], "Item")
    item = parse_item(doc["rawXml"])
    body = object_of(call)
    given: Any
    if "responses" in body:
        given = body["responses"]
    else:
        response = body.get("response")
        if not isinstance(response, str) and not is_list(response):
            raise ApiError(400, "Invalid response", [("response", "Must be a text or a list.")])
        named = body.get("identifier")
        given = {named: response} if named in item.responses else response
    if (grader := _external_grader(item)) is not None:
        return json_response(200, _PENDING | {"graderUrl": grader})
    graded = grade(item, given)
    right = bool(graded.is_correct)
    own = next((each for each in _feedback(item) if is_shown(each, graded.outcomes)), None)
    said = {"identifier": own.identifier, "value": own.content} if own and own.content else None
    if not graded.scored:
        # The service has such items graded by a person or a model, and answers meanwhile.
        return json_response(200, _PENDING | ({"feedback": said} if said else {}))
    unsaid = {"identifier": own.identifier if own else "correct" if right else "incorrect"}
    # The service answers from 0 to 1, whatever an item's mapping adds up to.
    score = 1.0 if right else min(1.0, max(0.0, graded.score / (graded.max_score or 1.0)))
    feedback = said or unsaid | {"value": "Correct" if right else "Incorrect"}
    return json_response(200, {"score": score, "feedback": feedback, "isCorrect": right})


# What is answered while a grader elsewhere is at work; the sandbox calls nobody, so it stays so.
_PENDING: Doc = {
    "score": None,
    "isCorrect": None,
    "feedback": {"identifier": "pending", "value": "The response waits for its grader."},
    "requiresAsyncGrading": True,
}


def _feedback(item: ParsedItem) -> Iterable[ModalFeedback | FeedbackBlock | FeedbackInline]:
    """All feedback of an item, what speaks of the whole before what speaks of a part."""
    return (*item.modal_feedback, *item.block_feedback, *item.inline_feedback)


def _external_grader(item: ParsedItem) -> str | None:
    """Where the grader is that an item leaves its score to."""
    if item.processing is None:
        return None
    operators = descendants(item.processing, "qti-custom-operator")
    return next((each.get("definition", "") for each in operators if each.get("class") == _EXTERNAL), None)
