"""Sequences of courses and assessments in a subject."""

from __future__ import annotations

from typing import Any

from ..context import RequestContext
from ..errors import ApiError, invalid_query
from ..messages import Response, json_response
from ..records import Doc
from .lessons import active_record, required_query
from .tables import COURSE_SEQUENCES

__all__ = ["get_sequence", "get_stage_after_assessment", "list_stages"]


def _one_sequence(call: RequestContext) -> Doc:
    return active_record(call, COURSE_SEQUENCES, call.params["id"], "Course sequence")


def get_sequence(call: RequestContext) -> Response:
    """Answer a sequence."""
    return json_response(200, _one_sequence(call))


def list_stages(call: RequestContext) -> Response:
    """Answer the stages of a sequence, of one grade if it is given."""
    stages = _one_sequence(call)["stages"]
    if grade := call.query.get("grade"):
        stages = [each for each in stages if grade in each["grades"]]
    limit = call.query.get("limit")
    if limit is not None and not (limit.isascii() and limit.isdecimal() and int(limit) > 0):
        raise invalid_query(("limit", "Must be a whole number of at least 1."))
    return json_response(200, {"stages": stages[: int(limit)] if limit else stages})


def get_stage_after_assessment(call: RequestContext) -> Response:
    """Answer the stage that follows the assessment of a grade."""
    (grade,) = required_query(call, "test_grade")
    wanted = call.query.get("test_type", "end_of_grade")
    stages: list[Any] = _one_sequence(call)["stages"]
    for stage, following in zip(stages, [*stages[1:], None], strict=True):
        is_test = stage["type"] == "assessment" and wanted in stage["properties"]["testTypes"]
        if is_test and grade in stage["grades"] and following is not None:
            return json_response(200, following)
    raise ApiError(404, "No stage follows such an assessment.")
