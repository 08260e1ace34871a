"""Errors as the services answer them: one exception, written out in each service's own shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["ApiError", "ims_error", "invalid_body", "invalid_query"]

_MINOR_CODES = {
    401: "unauthorisedrequest",
    403: "forbidden",
    404: "unknownobject",
    429: "server_busy",
}


class ApiError(Exception):
    """A request that the platform would not serve.

    Attributes:
        status: The HTTP status to answer.
        text: What is wrong, for people.
        details: Pairs of a field's dotted path and what is wrong with it.
        headers: Further response headers.
    """

    def __init__(
        self,
        status: int,
        text: str,
        details: Sequence[tuple[str, str]] = (),
        *,
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.details = tuple(details)
        self.headers = tuple(headers)


def invalid_body(*issues: tuple[str, str]) -> ApiError:
    """The 422 of a body, with each field at fault and what is wrong with it."""
    return ApiError(422, "The request body is invalid.", issues)


def invalid_query(*issues: tuple[str, str], status: int = 422) -> ApiError:
    """The error of a query, with each parameter at fault and what is wrong with it."""
    return ApiError(status, "Invalid query parameters.", issues)


def ims_error(error: ApiError) -> dict[str, Any]:
    """The error body of the 1EdTech services."""
    default = "internal_server_error" if error.status >= 500 else "invaliddata"
    minor = _MINOR_CODES.get(error.status, default)
    body: dict[str, Any] = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": error.text,
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [
                {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": minor}
            ]
        },
    }
    if error.details:
        body["imsx_error_details"] = [{"path": path, "message": message} for path, message in error.details]
    return body
