"""Bodies in JSON, held to the catalogue's types."""

from __future__ import annotations

from typing import Any

import msgspec

from timeback._query.encode import to_wire
from timeback.errors import InvalidInputError
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import is_object
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.store import Doc

__all__ = ["checked", "object_of"]


def object_of(call: RequestContext) -> Doc:
    """The JSON object of a request.

    Raises:
        ApiError: 400, it is none.
    """
    body = call.body()
    if not is_object(body):
        raise ApiError(400, "Invalid body", [("body", "Must be a JSON object.")])
    found: Doc = body
    return found


def checked(body: Any, model: type[msgspec.Struct], what: str) -> Doc:
    """A body as a type demands it.

    Raises:
        ApiError: 400, with every fault.
    """
    try:
        return to_wire(body, model)
    except InvalidInputError as error:
        faults = [(each.path, each.message) for each in error.issues]
        raise ApiError(400, f"Invalid {what}", faults or [("body", str(error))]) from None
