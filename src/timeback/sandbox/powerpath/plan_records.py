"""Lesson plans as records, and the operations logged for each."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response
from ..records import Doc
from ..sql import Clause, Table
from .tables import LESSON_PLANS, OPERATIONS

__all__ = ["empty", "is_active", "operations_of", "require_plan", "save_plan"]


def empty(status: int) -> Response:
    """An answer without a body: how these endpoints say that they have done it, or that something is unknown."""
    return Response(status, [("content-length", "0")] if status == 404 else [], b"")


def require_plan(call: RequestContext) -> Doc:
    """The plan in the path.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(LESSON_PLANS, call.params["plan_id"])
    if found is None:
        raise ApiError(404, "Lesson plan not found.")
    return found


def save_plan(call: RequestContext, plan: Doc) -> None:
    """Store a changed plan."""
    call.session.replace(LESSON_PLANS, plan["id"], plan)


def is_active(call: RequestContext, table: Table, record_id: str) -> bool:
    """Whether a record is there and not marked deleted."""
    found = call.session.get(table, record_id)
    return found is not None and found["status"] != "tobedeleted"


def operations_of(call: RequestContext, plan_id: str) -> list[Doc]:
    """The operations logged for a plan, the oldest first."""
    return call.session.find(OPERATIONS, Clause('"lessonPlanId" = ?', (plan_id,)))
