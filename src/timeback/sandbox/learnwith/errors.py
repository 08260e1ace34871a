"""Errors of LEARNWITH_AI: one text, and what is wrong with single fields. No error body of the platform was seen."""

from __future__ import annotations

import inspect
from functools import partial
from typing import Any

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response
from ..service import Handler

__all__ = ["UNRECOGNIZED", "error_body", "with_bad_requests"]

UNRECOGNIZED = "unrecognized_keys"
"""The code of keys that nobody knows; the one code that was seen (2026)."""


def error_body(error: ApiError) -> dict[str, Any]:
    """A text for people, and the faults with their paths."""
    body: dict[str, Any] = {"message": error.text}
    if error.details:
        body["errors"] = [{"path": path, "message": message} for path, message in error.details]
    return body


def with_bad_requests(handler: Handler) -> Handler:
    """The same handler for a platform that answers 400 to what others answer 422 to."""

    def answer(call: RequestContext) -> Response:
        try:
            return handler(call)
        except ApiError as error:
            if error.status != 422:
                raise
            raise ApiError(400, error.text, error.details, headers=error.headers) from error

    answer.__doc__ = inspect.getdoc(handler.func if isinstance(handler, partial) else handler)
    return answer
