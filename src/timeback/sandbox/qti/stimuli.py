"""Stimuli: passages that items refer to."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ...models.qti import StimulusInput, StimulusXmlInput
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response, no_content
from ..records import Doc
from .pages import answer_page
from .records import require, stamped
from .schemas import object_of
from .tables import STIMULI
from .xml_trees import add, document, fragment, parsed, read, written

__all__ = ["ROOT", "create_stimulus", "delete_stimulus", "get_stimulus", "list_stimuli", "update_stimulus"]

ROOT = "qti-assessment-stimulus"


def _stimulus(call: RequestContext) -> Doc:
    return require(call, STIMULI, call.params["identifier"], "Stimulus")


def _doc(body: Doc) -> Doc:
    """A stimulus as it is stored, without its times."""
    if body.get("format") == "xml":
        sent = typed_body(body, StimulusXmlInput, "Invalid stimulus")
        root = read(sent["xml"], ROOT)
        facts: Doc = {"identifier": root.get("identifier"), "title": root.get("title"), "catalogInfo": []}
        facts["language"] = root.get("lang") or "en"
        return facts | _content(root, sent["xml"]) | _metadata(sent)
    sent = typed_body(body, StimulusInput, "Invalid stimulus")
    root = document(ROOT, identifier=sent["identifier"], title=sent["title"])
    root.set("xml:lang", sent.get("language") or "en")
    fragment(add(root, "qti-stimulus-body"), sent["content"], "content")
    kept = {name: value for name, value in sent.items() if name not in ("content", "format")}
    made: Doc = {"catalogInfo": [], "language": "en"}
    return made | kept | _content(root, written(root))


def _content(root: Element, xml: str) -> Doc:
    return {"rawXml": xml, "content": {ROOT: parsed(root)}}


def _metadata(sent: Doc) -> Doc:
    return {"metadata": sent["metadata"]} if "metadata" in sent else {}


def create_stimulus(call: RequestContext) -> Response:
    """Store a stimulus that came as JSON or as XML."""
    doc = _doc(object_of(call))
    if call.session.exists(STIMULI, doc["identifier"]):
        raise ApiError(409, "Stimulus exists", [("identifier", "Another stimulus has this identifier.")])
    doc = stamped(call, doc, None)
    call.session.insert(STIMULI, doc["identifier"], doc)
    return json_response(201, doc)


def update_stimulus(call: RequestContext) -> Response:
    """Put another stimulus in the place of one."""
    old = _stimulus(call)
    doc = _doc(object_of(call))
    if doc["identifier"] != old["identifier"]:
        raise ApiError(400, "Invalid stimulus", [("identifier", "Must be the identifier in the path.")])
    doc = stamped(call, doc, old)
    call.session.replace(STIMULI, doc["identifier"], doc)
    return json_response(200, doc)


def delete_stimulus(call: RequestContext) -> Response:
    """Remove a stimulus."""
    _stimulus(call)
    call.session.remove(STIMULI, call.params["identifier"])
    return no_content()


def list_stimuli(call: RequestContext) -> Response:
    """Answer one page of the stimuli."""
    return answer_page(call, STIMULI, {})


def get_stimulus(call: RequestContext) -> Response:
    """Answer a stimulus."""
    return json_response(200, _stimulus(call))
