"""Render configurations: which player shows the questions of a course."""

from __future__ import annotations

from ..bodies import checked_body
from ..context import RequestContext
from ..messages import Response, json_response
from ..records import Doc
from .lessons import active_record, find_course
from .schemas import RENDER_CONFIG
from .tables import RENDER_CONFIGS

__all__ = ["delete_render_config", "get_render_config", "upsert_render_config"]


def upsert_render_config(call: RequestContext) -> Response:
    """Set the player of several courses."""
    body = checked_body(call, RENDER_CONFIG)
    course_ids = body.pop("courseIds")
    for course_id in course_ids:
        find_course(call, course_id)
        call.session.remove(RENDER_CONFIGS, course_id)
        call.session.insert(
            RENDER_CONFIGS, course_id, {"courseId": course_id, "rendererVersion": None} | body
        )
    return json_response(200, {"updated": course_ids})


def _rendering(call: RequestContext) -> Doc:
    return active_record(call, RENDER_CONFIGS, call.params["course_id"], "Render configuration")


def get_render_config(call: RequestContext) -> Response:
    """Answer the player of a course."""
    return json_response(200, _rendering(call))


def delete_render_config(call: RequestContext) -> Response:
    """Let a course be shown by the usual player again."""
    course_id = _rendering(call)["courseId"]
    call.session.remove(RENDER_CONFIGS, course_id)
    return json_response(200, {"deleted": course_id})
