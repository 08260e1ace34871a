"""Records made or read below another: enrollments in a class, grading periods of a term, demographics."""

from __future__ import annotations

from typing import Any

import msgspec

from ..context import RequestContext
from ..messages import Response
from ..writes import create_record, created, require
from . import collections

__all__ = ["create_grading_period", "enroll", "get_user_with_demographics"]


def enroll(role: str, call: RequestContext) -> Response:
    """Enroll a user in the class of the path."""
    taught = call.params["class"]
    require(call, collections.CLASSES, taught)
    fixed: dict[str, Any] = {"role": role, "class": {"sourcedId": taught}}
    supplied, doc = create_record(call, collections.ENROLLMENTS, call.wrapped("enrollment"), **fixed)
    return created(supplied, doc["sourcedId"])


def create_grading_period(call: RequestContext) -> Response:
    """Make a grading period below the term of the path."""
    term = call.params["term"]
    require(call, collections.TERMS, term)
    body = call.wrapped("academicSession")
    _, doc = create_record(call, collections.GRADING_PERIODS, body, parent={"sourcedId": term})
    answer = call.text_response(f'{{"academicSession":{msgspec.json.encode(doc).decode()}}}')
    return Response(201, answer.headers, answer.body)


def get_user_with_demographics(call: RequestContext) -> Response:
    """Answer a user with the demographics, if there are any."""
    user = require(call, collections.USERS, call.params["user"])
    demographics = call.session.get(collections.DEMOGRAPHICS.entity.table, user["sourcedId"])
    text = msgspec.json.encode(user | {"demographics": demographics}).decode()
    return call.text_response(f'{{"user":{text}}}')
