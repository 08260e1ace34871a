"""From an error response to our error: the class by status, the message in the server's words."""

from __future__ import annotations

import re

from .._codec.parse import charset_of
from .._codec.preview import body_of
from .._secrets import Secret
from .._status_info import minor_codes_of
from ..errors import APIStatusError, ConflictError, NotFoundError, RateLimitError, status_error
from .error_words import words_of
from .masking import Mask
from .messages import Request, Response
from .retry import retry_after_of

__all__ = ["error_from_response"]

_MAX_WORDS = 1000
# Masking shortens a text, so more of it is looked at than is shown.
_MAX_LOOKED_AT = 20_000
# The platform answers 404 to the creation of what it has already, a deleted record included.
_TAKEN = "already exists"
# The statuses that belong to minor codes, for bodies that say what their own status does not.
_STATUSES = {
    "unknownobject": 404, "invaliddata": 400, "invalidfilterfield": 400, "forbidden": 403, "serverbusy": 429,
    "unauthorisedrequest": 401, "unauthorizedrequest": 401, "unauthorized": 401, "internalservererror": 500,
}  # fmt: skip


def error_from_response(request: Request, response: Response, token: Secret | None = None) -> APIStatusError:
    """The error for a response that is no success by its status, or by its body; that is read leniently."""
    body = body_of(response.content, charset_of(response.headers))
    words = _shortened(words_of(body), Mask(request, token))
    if not words and 300 <= response.status < 400:
        words = "a redirect that leaves the origin or changes the method is not followed"
    if not words and response.status == 407:
        words = "the proxy on the way asks for another user or password"
    status = response.status
    if 200 <= status < 300:
        words = ": ".join(filter(None, ("but the body says that the call failed", words)))
        status = _status_meant(body) or status
    message = f"{response.status} {words}".rstrip()
    error = _class_of(request, status, words)(
        message, status=response.status, headers=response.headers, body=body
    )
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after_of(error)
    return error


def _status_meant(body: object) -> int | None:
    """The status that the first known minor code of a body stands for."""
    codes = (re.sub(r"[\s_-]", "", code).lower() for _, code in minor_codes_of(body))
    return next((_STATUSES[code] for code in codes if code in _STATUSES), None)


def _class_of(request: Request, status: int, words: str) -> type[APIStatusError]:
    found = status_error(status)
    taken = found is NotFoundError and request.method in ("POST", "PUT") and _TAKEN in words.lower()
    return ConflictError if taken else found


def _shortened(said: list[tuple[str, str]], mask: Mask) -> str:
    """The words that were said, each part with the field that it is about, and nothing twice."""
    parts: list[str] = []
    length = 0
    for field, text in said:
        looked_at = mask.name(field[:_MAX_LOOKED_AT]), mask.text(text[:_MAX_LOOKED_AT])
        part = ": ".join(each for each in looked_at if each)
        if part and not any(part in other for other in parts):
            parts.append(part)
            length += len(part)
        if length > _MAX_WORDS:
            break
    words = "; ".join(parts)
    return words if len(words) <= _MAX_WORDS else words[:_MAX_WORDS] + "…"
