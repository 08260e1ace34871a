"""Assessment items: listed, read, made and changed."""

from __future__ import annotations

from ...models.qti import AssessmentItemInput, AssessmentItemUpdateInput, AssessmentItemXmlInput
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response, no_content
from .item_documents import item_doc
from .pages import answer_page
from .records import require, stamped
from .rules import require_stimuli
from .schemas import object_of
from .tables import ITEMS

__all__ = ["create_item", "delete_item", "get_item", "list_items", "update_item"]

_KINDS = dict.fromkeys(("title", "identifier", "type"), "text") | {
    "createdAt": "instant",
    "updatedAt": "instant",
}


def get_item(call: RequestContext) -> Response:
    """Answer an item."""
    return json_response(200, require(call, ITEMS, call.params["identifier"], "Item"))


def create_item(call: RequestContext) -> Response:
    """Store an item that came as JSON or as XML."""
    body = object_of(call)
    xml_form = body.get("format") == "xml"
    sent = typed_body(body, AssessmentItemXmlInput if xml_form else AssessmentItemInput, "Invalid item")
    doc = item_doc(sent)
    require_stimuli(call, doc)
    if call.session.exists(ITEMS, doc["identifier"]):
        raise ApiError(409, "Item exists", [("identifier", "Another item has this identifier.")])
    doc = stamped(call, doc, None)
    call.session.insert(ITEMS, doc["identifier"], doc)
    return json_response(201, doc)


def update_item(call: RequestContext) -> Response:
    """Put another item in the place of one."""
    identifier = call.params["identifier"]
    old = require(call, ITEMS, identifier, "Item")
    body = object_of(call)
    xml_form = body.get("format") == "xml"
    sent = typed_body(body, AssessmentItemXmlInput if xml_form else AssessmentItemUpdateInput, "Invalid item")
    if not xml_form and "interaction" not in sent and sent.get("rawXml"):
        sent = {"xml": sent["rawXml"], **({"metadata": sent["metadata"]} if "metadata" in sent else {})}
    doc = item_doc(sent)
    if doc["identifier"] != identifier:
        raise ApiError(400, "Invalid item", [("identifier", "Must be the identifier in the path.")])
    require_stimuli(call, doc)
    doc = stamped(call, doc, old)
    call.session.replace(ITEMS, identifier, doc)
    return json_response(200, doc)


def delete_item(call: RequestContext) -> Response:
    """Remove an item."""
    require(call, ITEMS, call.params["identifier"], "Item")
    call.session.remove(ITEMS, call.params["identifier"])
    return no_content()


def list_items(call: RequestContext) -> Response:
    """Answer one page of the items."""
    return answer_page(call, ITEMS, _KINDS)
