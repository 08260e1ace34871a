"""Achievements: listed, created, changed, deleted."""

from __future__ import annotations

import uuid

from .. import instants
from ..bodies import checked_body
from ..conditions import Queryable
from ..context import RequestContext
from ..errors import ApiError
from ..listing import answer_list, answer_one
from ..messages import Response, json_response, no_content
from ..records import Doc
from ..sql import EVERYTHING
from .schemas import ACHIEVEMENT, CHANGES
from .tables import ACHIEVEMENTS

__all__ = [
    "create_achievement",
    "delete_achievement",
    "find_achievement",
    "get_achievement",
    "list_achievements",
    "update_achievement",
]

_QUERYABLE = Queryable(ACHIEVEMENTS, {"sourcedId": "text"})


def find_achievement(call: RequestContext, sourced_id: str) -> Doc:
    """The achievement of this id.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(ACHIEVEMENTS, sourced_id)
    if found is None:
        raise ApiError(404, "Achievement not found.")
    return found


def list_achievements(call: RequestContext) -> Response:
    """Answer one page of the achievements."""
    return answer_list(call, "achievements", _QUERYABLE, EVERYTHING)


def get_achievement(call: RequestContext) -> Response:
    """Answer one achievement."""
    find_achievement(call, call.params["achievement"])
    text = call.session.get_text(ACHIEVEMENTS, call.params["achievement"])
    return answer_one(call, "achievement", _QUERYABLE, text or "")


def create_achievement(call: RequestContext) -> Response:
    """Store a new achievement: 201."""
    kept = checked_body(call, ACHIEVEMENT, body=call.wrapped("achievement"), closed=True)
    sourced_id = kept.get("sourcedId") or str(uuid.uuid4())
    if call.session.exists(ACHIEVEMENTS, sourced_id):
        raise ApiError(409, "An achievement with this sourcedId already exists.")
    doc = {"metadata": None, **kept, "sourcedId": sourced_id, "dateLastModified": call.now}
    call.session.insert(ACHIEVEMENTS, sourced_id, doc)
    return json_response(201, {"achievement": doc})


def update_achievement(call: RequestContext) -> Response:
    """Change the fields that are sent: 204."""
    old = find_achievement(call, call.params["achievement"])
    changes = checked_body(call, CHANGES, body=call.wrapped("achievement"), partial=True, closed=True)
    _save(call, old | changes)
    return no_content()


def delete_achievement(call: RequestContext) -> Response:
    """Set an achievement's status to `tobedeleted`: 204."""
    _save(call, find_achievement(call, call.params["achievement"]) | {"status": "tobedeleted"})
    return no_content()


def _save(call: RequestContext, doc: Doc) -> None:
    modified = instants.after(call.now, doc["dateLastModified"])
    call.session.replace(ACHIEVEMENTS, doc["sourcedId"], doc | {"dateLastModified": modified})
