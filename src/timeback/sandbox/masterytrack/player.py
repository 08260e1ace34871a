"""The player's stand-in: it ends a test with a score."""

from __future__ import annotations

from ..._json_types import is_object
from .. import instants
from ..context import RequestContext
from ..messages import Response, json_response
from ..oneroster.tables import ASSESSMENT_RESULTS
from ..records import Doc
from .errors import MasteryTrackError
from .rules import ACTIVE
from .tables import ASSIGNMENTS

__all__ = ["finish_test"]


def finish_test(call: RequestContext) -> Response:
    """End a test with a score, `{"score": 85}`, in the player's place, and write it back to the gradebook."""
    made = call.session.get(ASSIGNMENTS, call.params["assignment_id"])
    if made is None or made["status"] not in ACTIVE:
        raise MasteryTrackError(404, "There is no active assignment of that number.")
    body = call.body()
    score = body.get("score") if is_object(body) else None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 100:
        raise MasteryTrackError(400, "score must be a number from 0 to 100.")
    call.session.replace(ASSIGNMENTS, str(made["id"]), made | {"status": "COMPLETED"})
    result_id = made["back"][1]
    result = call.session.get(ASSESSMENT_RESULTS, result_id) if result_id else None
    if result is not None:
        written: Doc = {
            "score": score,
            "scoreStatus": "fully graded",
            "scoreDate": call.now,
            "metadata": (result.get("metadata") or {}) | {"masteryTrackProcessed": True},
            "dateLastModified": instants.after(call.now, result.get("dateLastModified")),
        }
        call.session.replace(ASSESSMENT_RESULTS, result_id, result | written)
    return json_response(200, {"success": True, "data": {"status": "COMPLETED"}})
