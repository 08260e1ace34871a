"""Errors of MasteryTrack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ApiError

__all__ = ["MasteryTrackError", "error_body"]

_CODES = {401: "UNAUTHORIZED", 500: "INTERNAL_ERROR"}


class MasteryTrackError(ApiError):
    """An error with a code, and with data that belongs to it."""

    def __init__(
        self,
        status: int,
        text: str,
        code: str | None = None,
        data: Mapping[str, Any] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, text)
        self.code = code
        self.data = data
        self.parameters = details


def error_body(error: ApiError) -> dict[str, Any]:
    """The body of an error: `success` is false, `error` is for people."""
    own = error if isinstance(error, MasteryTrackError) else None
    further = {
        "code": own.code if own else _CODES.get(error.status),
        "data": own.data if own else None,
        "details": own.parameters if own else None,
    }
    known = {name: value for name, value in further.items() if value is not None}
    return {"success": False, "error": error.text, **known}
