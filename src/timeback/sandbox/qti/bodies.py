"""Bodies in JSON, held to the catalogue's types."""

from __future__ import annotations

from typing import Any

import msgspec

from timeback.errors import InvalidInputError
from timeback.inputs import to_wire
from timeback.sandbox.calls import Call
from timeback.sandbox.fields import is_object
from timeback.sandbox.refusals import Refusal
from timeback.sandbox.store import Doc

__all__ = ["checked", "object_of"]


def object_of(call: Call) -> Doc:
    """The JSON object of a request.

    Raises:
        Refusal: 400, it is none.
    """
    body = call.body()
    if not is_object(body):
        raise Refusal(400, "Invalid body", [("body", "Must be a JSON object.")])
    found: Doc = body
    return found


def checked(body: Any, model: type[msgspec.Struct], what: str) -> Doc:
    """A body as a type demands it.

    Raises:
        Refusal: 400, with every fault.
    """
    try:
        return to_wire(body, model)
    except InvalidInputError as error:
        faults = [(each.path, each.message) for each in error.issues]
        raise Refusal(400, f"Invalid {what}", faults or [("body", str(error))]) from None
