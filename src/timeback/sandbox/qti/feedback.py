"""Feedback of students on lessons and questions."""

from __future__ import annotations

import uuid

from ...models.qti import LessonFeedbackInput
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..sql import Clause
from .schemas import object_of
from .tables import FEEDBACK

__all__ = ["delete_feedback", "list_feedback", "submit_feedback"]


def submit_feedback(kind: str, call: RequestContext) -> Response:
    """Store what a student says of a lesson or a question."""
    sent = typed_body(object_of(call), LessonFeedbackInput, "Invalid feedback")
    feedback_id = str(uuid.uuid4())
    # Described is no id, and yet a path to delete by it.
    doc = {"id": feedback_id, **sent, "type": kind}
    call.session.insert(FEEDBACK, feedback_id, doc)
    return json_response(201, doc)


def list_feedback(call: RequestContext) -> Response:
    """Answer the feedback on a lesson."""
    return json_response(
        200, call.session.find(FEEDBACK, Clause("lessonId = ?", (call.params["lesson_id"],)))
    )


def delete_feedback(call: RequestContext) -> Response:
    """Remove one feedback."""
    if not call.session.remove(FEEDBACK, call.params["feedback_id"]):
        raise ApiError(404, "Feedback not found", [("id", "There is none with this id.")])
    return json_response(200, {"message": "Feedback deleted."})
