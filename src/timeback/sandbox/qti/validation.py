"""Validation of XML that is sent, or that is stored."""

from __future__ import annotations

import uuid
from typing import Any

from ..._json_types import is_list
from ...qti.markup import child, inner_markup
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..records import Doc
from .item_documents import ROOT as ITEM_ROOT
from .item_documents import item_doc
from .schemas import object_of
from .stimuli import ROOT
from .structure_xml import ROOT as TEST_ROOT
from .structure_xml import read_test
from .tables import ITEMS, STIMULI, TESTS
from .xml_trees import read

__all__ = ["validate", "validate_batch"]

_ROOTS = {"item": ITEM_ROOT, "test": TEST_ROOT, "stimulus": ROOT}

_TABLES = {"item": ITEMS, "test": TESTS, "stimulus": STIMULI}


def validate(call: RequestContext) -> Response:
    """Answer the faults of a document that is sent or stored."""
    body = object_of(call)
    return json_response(200, _result(call, body.get("schema"), body.get("xml"), body.get("entityId")))


def validate_batch(call: RequestContext) -> Response:
    """Answer the faults of several documents."""
    body = object_of(call)
    ids, documents = _listed(body, "entityIds"), _listed(body, "xml")
    schema = body.get("schema")
    results = [_result(call, schema, None, each) for each in ids]
    results = results or [_result(call, schema, each, None) for each in documents]
    return json_response(200, {"results": results})


def _listed(body: Doc, name: str) -> list[Any]:
    value: Any = body.get(name) or []
    if not is_list(value):
        raise ApiError(400, "Invalid body", [(name, "Must be a list.")])
    return value


def _result(call: RequestContext, schema: Any, xml: Any, identifier: Any) -> Doc:
    if not isinstance(schema, str) or schema not in _ROOTS:
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
            body = child(read(xml, ROOT), "qti-stimulus-body")
            if body is None or not inner_markup(body):
                return [f"{ROOT} needs a qti-stimulus-body."]
    except ApiError as error:
        return [message for _, message in error.details] or [error.text]
    return []
