"""Stimuli, validation of XML, and what students say."""

from __future__ import annotations

import uuid
from typing import Any
from xml.etree.ElementTree import Element

from timeback.models.qti import LessonFeedbackInput, StimulusInput, StimulusXmlInput
from timeback.qti.markup import child, inner_markup
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.qti.bodies import checked, object_of
from timeback.sandbox.qti.items import ROOT as ITEM_ROOT
from timeback.sandbox.qti.items import item_doc
from timeback.sandbox.qti.listing import answer_page
from timeback.sandbox.qti.structure import ROOT as TEST_ROOT
from timeback.sandbox.qti.structure import read_test
from timeback.sandbox.qti.tables import BASE, FEEDBACK, ITEMS, STIMULI, TESTS, require, stamped
from timeback.sandbox.qti.trees import add, document, fragment, parsed, read, written
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc

__all__ = ["register_others"]

_ROOT = "qti-assessment-stimulus"
_STIMULI = f"{BASE}/stimuli"
_STIMULUS = f"{_STIMULI}/{{identifier}}"
_ROOTS = {"item": ITEM_ROOT, "test": TEST_ROOT, "stimulus": _ROOT}
_TABLES = {"item": ITEMS, "test": TESTS, "stimulus": STIMULI}


def register_others(router: Router) -> None:
    """Serve stimuli, validation and feedback."""
    router.add("GET", _STIMULI, lambda call: answer_page(call, STIMULI, {}))
    router.add("POST", _STIMULI, _create)
    router.add("GET", _STIMULUS, lambda call: json_response(200, _stimulus(call)))
    router.add("PUT", _STIMULUS, _update)
    router.add("DELETE", _STIMULUS, _delete)
    router.add("POST", f"{BASE}/validate", _validate)
    router.add("POST", f"{BASE}/validate/batch", _validate_batch)
    router.add("POST", f"{BASE}/lesson", lambda call: _submit(call, "LESSON"))
    router.add("GET", f"{BASE}/lesson/{{lesson_id}}", _lesson)
    router.add("POST", f"{BASE}/question", lambda call: _submit(call, "QUESTION"))
    router.add("DELETE", f"{BASE}/{{feedback_id}}", _delete_feedback)


def _stimulus(call: RequestContext) -> Doc:
    return require(call, STIMULI, call.params["identifier"], "Stimulus")


def _doc(body: Doc) -> Doc:
    """A stimulus as it is stored, without its times."""
    if body.get("format") == "xml":
        sent = checked(body, StimulusXmlInput, "stimulus")
        root = read(sent["xml"], _ROOT)
        facts: Doc = {"identifier": root.get("identifier"), "title": root.get("title"), "catalogInfo": []}
        facts["language"] = root.get("lang") or "en"
        return facts | _content(root, sent["xml"]) | _metadata(sent)
    sent = checked(body, StimulusInput, "stimulus")
    root = document(_ROOT, identifier=sent["identifier"], title=sent["title"])
    root.set("xml:lang", sent.get("language") or "en")
    fragment(add(root, "qti-stimulus-body"), sent["content"], "content")
    kept = {name: value for name, value in sent.items() if name not in ("content", "format")}
    made: Doc = {"catalogInfo": [], "language": "en"}
    return made | kept | _content(root, written(root))


def _content(root: Element, xml: str) -> Doc:
    return {"rawXml": xml, "content": {_ROOT: parsed(root)}}


def _metadata(sent: Doc) -> Doc:
    return {"metadata": sent["metadata"]} if "metadata" in sent else {}


def _create(call: RequestContext) -> Response:
    doc = _doc(object_of(call))
    if call.session.exists(STIMULI, doc["identifier"]):
        raise ApiError(409, "Stimulus exists", [("identifier", "Another stimulus has this identifier.")])
    doc = stamped(call, doc, None)
    call.session.insert(STIMULI, doc["identifier"], doc)
    return json_response(201, doc)


def _update(call: RequestContext) -> Response:
    old = _stimulus(call)
    doc = _doc(object_of(call))
    if doc["identifier"] != old["identifier"]:
        raise ApiError(400, "Invalid stimulus", [("identifier", "Must be the identifier in the path.")])
    doc = stamped(call, doc, old)
    call.session.replace(STIMULI, doc["identifier"], doc)
    return json_response(200, doc)


def _delete(call: RequestContext) -> Response:
    _stimulus(call)
    call.session.remove(STIMULI, call.params["identifier"])
    return Response(204, [], b"")


def _validate(call: RequestContext) -> Response:
    body = object_of(call)
    return json_response(200, _result(call, body.get("schema"), body.get("xml"), body.get("entityId")))


def _validate_batch(call: RequestContext) -> Response:
    body = object_of(call)
    ids: list[Any] = body.get("entityIds") or []
    documents: list[Any] = body.get("xml") or []
    schema = body.get("schema")
    results = [_result(call, schema, None, each) for each in ids]
    results = results or [_result(call, schema, each, None) for each in documents]
    return json_response(200, {"results": results})


def _result(call: RequestContext, schema: Any, xml: Any, identifier: Any) -> Doc:
    if schema not in _ROOTS:
        raise ApiError(400, "Invalid schema", [("schema", f"Must be one of {', '.join(_ROOTS)}.")])
    if identifier is not None:
        stored = call.session.get(_TABLES[schema], str(identifier))
        if stored is None:
            raise ApiError(404, "Entity not found", [("entityId", "There is nothing with this id.")])
        xml = stored["rawXml"]
    faults = _faults(schema, xml)
    return {
        "success": not faults,
        "entityId": str(identifier or uuid.uuid4()),
        "xmlContent": xml,
        "validationErrors": faults,
        "message": "Invalid XML" if faults else "Valid XML",
    }


def _faults(schema: str, xml: Any) -> list[str]:
    try:
        if schema == "item":
            item_doc({"xml": xml})
        elif schema == "test":
            read_test(str(xml).encode())
        else:
            body = child(read(xml, _ROOT), "qti-stimulus-body")
            if body is None or not inner_markup(body):
                return [f"{_ROOT} needs a qti-stimulus-body."]
    except ApiError as refusal:
        return [message for _, message in refusal.details] or [refusal.text]
    return []


def _submit(call: RequestContext, kind: str) -> Response:
    sent = checked(object_of(call), LessonFeedbackInput, "feedback")
    doc = sent | {"type": kind}
    call.session.insert(FEEDBACK, str(uuid.uuid4()), doc)
    return json_response(201, doc)


def _lesson(call: RequestContext) -> Response:
    return json_response(
        200, call.session.find(FEEDBACK, Clause("lessonId = ?", (call.params["lesson_id"],)))
    )


def _delete_feedback(call: RequestContext) -> Response:
    if not call.session.remove(FEEDBACK, call.params["feedback_id"]):
        raise ApiError(404, "Feedback not found", [("id", "There is none with this id.")])
    return json_response(200, {"message": "Feedback deleted."})
