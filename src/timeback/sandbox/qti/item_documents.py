"""Items as documents: out of their JSON form or their XML, which is their truth."""

from __future__ import annotations

from typing import Any

import msgspec

from ...qti import ParsedItem, QtiXmlError, parse_item
from ..errors import ApiError
from ..records import Doc
from .item_xml import item_xml
from .rules import require_declared, require_valid
from .xml_trees import parsed, read

__all__ = ["ROOT", "item_doc"]

ROOT = "qti-assessment-item"

# What the JSON form says of an item and its XML does not, or not in the same form.
_TYPED = (
    "qtiVersion", "responseDeclarations", "outcomeDeclarations", "responseProcessing", "modalFeedback",
    "feedbackInline", "feedbackBlock", "interaction", "customInteractionTypeIdentifier",
)  # fmt: skip


def item_doc(sent: Doc) -> Doc:
    """An item as it is stored, without its times: out of the JSON form, or out of a document."""
    xml = sent["xml"] if "xml" in sent else item_xml(sent)
    root = read(xml, ROOT)
    try:
        found = parse_item(xml)
    except QtiXmlError as error:
        raise ApiError(400, "Invalid XML", [("xml", str(error))]) from None
    require_valid(root)
    require_declared(found)
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
