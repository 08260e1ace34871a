"""The rules of QTI beyond the types: what an item's XML must hold, and in which order."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ...models.qti.enums import BaseType, Cardinality
from ...qti import ParsedItem
from ...qti.markup import children
from ..context import RequestContext
from ..errors import ApiError
from ..records import Doc
from .tables import STIMULI
from .xml_trees import rows

__all__ = ["require_declared", "require_stimuli", "require_valid"]

_ORDER = (
    "qti-context-declaration", "qti-response-declaration", "qti-outcome-declaration", "qti-template-declaration",
    "qti-template-processing", "qti-assessment-stimulus-ref", "qti-companion-materials-info", "qti-stylesheet",
    "qti-item-body", "qti-catalog-info", "qti-response-processing", "qti-modal-feedback",
)  # fmt: skip


def require_valid(root: Element) -> None:
    """Check the order of the elements, and what declarations say: what is often missed of the schema.

    Raises:
        ApiError: 400.
    """
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


def require_declared(item: ParsedItem) -> None:
    """Check that every interaction answers a declared response, as the schema's keys demand.

    Raises:
        ApiError: 400.
    """
    for each in item.interactions:
        identifier = getattr(each, "response_identifier", None)
        if identifier is not None and identifier not in item.responses:
            raise ApiError(
                400, "Invalid XML", [("responseIdentifier", f"{identifier} is not a declared response.")]
            )


def require_stimuli(call: RequestContext, doc: Doc) -> None:
    """Check that the stimuli to which an item refers are there.

    Raises:
        ApiError: 400.
    """
    for each in rows(doc, "stimulusRef"):
        if not call.session.exists(STIMULI, each["identifier"]):
            raise ApiError(400, "Invalid item", [("stimulus", "There is no stimulus with this identifier.")])
