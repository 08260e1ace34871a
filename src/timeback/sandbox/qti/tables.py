"""Where QTI keeps its records, and how it says no."""

from __future__ import annotations

from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.store import Doc, Table

__all__ = ["BASE", "FEEDBACK", "ITEMS", "STIMULI", "TESTS", "error_body", "require", "stamped"]

BASE = "/api"

ITEMS = Table("qti_items", ("title", "type", "createdAt"))
TESTS = Table("qti_tests", ("title", "createdAt"))
STIMULI = Table("qti_stimuli", ("title", "createdAt"))
FEEDBACK = Table("qti_feedback", ("lessonId",))


def error_body(refusal: ApiError) -> dict[str, Any]:
    """The body of a refusal; faults of single fields are joined in `details`."""
    details = "; ".join(f"{path}: {message}" for path, message in refusal.details)
    return {"error": refusal.text} | ({"details": details} if details else {})


def require(call: RequestContext, table: Table, identifier: str, what: str) -> Doc:
    """The record of that identifier.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(table, identifier)
    if found is None:
        raise ApiError(404, f"{what} not found", [("identifier", "There is none with this identifier.")])
    return found


def stamped(call: RequestContext, doc: Doc, old: Doc | None) -> Doc:
    """A record with its times; the first is that of its making."""
    return doc | {"createdAt": (old or {}).get("createdAt", call.now), "updatedAt": call.now, "__v": 0}
