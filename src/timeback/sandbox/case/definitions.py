"""Definitions: what items and documents refer to, alone or with what stands below it."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..records import Doc
from ..sql import Clause
from .rules import below
from .tables import DEFINITIONS

__all__ = ["get_definition", "list_definitions"]


def _defined(call: RequestContext, kind: str) -> Doc:
    found = call.session.get(DEFINITIONS, call.params["record_id"])
    if found is None or found["kind"] != kind:
        raise ApiError(404, "There is nothing with this id.")
    return found


def list_definitions(kind: str, call: RequestContext) -> Response:
    """Answer a definition, and those below it by its hierarchy code."""
    found = _defined(call, kind)
    code: str = found["entity"]["hierarchyCode"]
    alike = call.session.find(DEFINITIONS, Clause('"kind" = ? AND "document" = ?', (kind, found["document"])))
    return json_response(200, {kind: [found["entity"], *below(code, (each["entity"] for each in alike))]})


def get_definition(kind: str, call: RequestContext) -> Response:
    """Answer a license, an association grouping or a rubric."""
    return json_response(200, _defined(call, kind)["entity"])
