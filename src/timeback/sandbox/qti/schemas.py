"""The bodies of QTI: JSON objects, held to the types of the catalog."""

from __future__ import annotations

from ..._json_types import is_object
from ..context import RequestContext
from ..errors import ApiError
from ..records import Doc

__all__ = ["object_of"]


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
