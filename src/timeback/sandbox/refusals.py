"""How the sandbox says no: one exception, written out in each service's own error shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["ApiError", "ims_error"]

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


def ims_error(refusal: ApiError) -> dict[str, Any]:
    """The error body of the 1EdTech services."""
    default = "internal_server_error" if refusal.status >= 500 else "invaliddata"
    minor = _MINOR_CODES.get(refusal.status, default)
    body: dict[str, Any] = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": refusal.text,
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [
                {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": minor}
            ]
        },
    }
    if refusal.details:
        body["imsx_error_details"] = [{"path": path, "message": message} for path, message in refusal.details]
    return body
