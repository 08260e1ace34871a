"""Errors of the token endpoint, as RFC 6749 (5.2) writes them."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import ApiError

__all__ = ["OAuthError", "error_body"]


class OAuthError(ApiError):
    """A request for a token that is refused, with the code of the standard."""

    def __init__(self, status: int, code: str, text: str, *, headers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(status, text, headers=[("cache-control", "no-store"), *headers])
        self.code = code


def error_body(error: ApiError) -> dict[str, str]:
    """A code for programs, a description for people."""
    default = "server_error" if error.status >= 500 else "invalid_request"
    code = error.code if isinstance(error, OAuthError) else default
    return {"error": code, "error_description": error.text}
