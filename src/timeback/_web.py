"""Errors and records as a web application answers them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ._codec.plain import plain
from ._http.retry import retry_after_of
from ._log_words import log_text
from ._pages import PageResult
from .errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ConfigurationError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RateLimitError,
)
from .models.base import InputModel, Model

__all__ = ["WebAnswer", "answer_to", "jsonable"]

logger = logging.getLogger("timeback.server")


@dataclass(frozen=True)
class WebAnswer:
    """The answer to an error: status, JSON, headers."""

    status: int
    content: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def answer_to(error: Exception) -> WebAnswer:
    """The answer of a web application whose call failed; one of 5xx, which tells the browser little, is logged.

    The platform's refusal of the application itself is nothing that a browser did: 401 and 403 become 502.
    """
    found = _answer_to(error)
    if found.status >= 500:
        logger.error("answered %d: %s", found.status, log_text(error))
    return found


def _answer_to(error: Exception) -> WebAnswer:
    if isinstance(error, ConfigurationError):  # nothing that a caller did, or need know
        return _answer(500, "internal", "the application is not set up as it should be")
    if isinstance(error, InvalidInputError):
        details = [{"field": each.path, "message": each.message} for each in error.issues]
        return _answer(400, "invalid_input", str(error), details=details)
    if isinstance(error, NotFoundError):
        return _answer(404, "not_found", "there is no such record")
    if isinstance(error, ConflictError):
        return _answer(409, "conflict", "the record is there already, or was changed meanwhile")
    if isinstance(error, RateLimitError):
        seconds = retry_after_of(error)
        headers = {} if seconds is None else {"retry-after": str(max(1, round(seconds)))}
        return WebAnswer(503, {"error": {"code": "busy", "message": "the platform is busy"}}, headers)
    if isinstance(error, APITimeoutError):
        return _answer(504, "timeout", "the platform did not answer in time")
    if isinstance(error, APIConnectionError):
        return _answer(502, "unreachable", "the platform cannot be reached")
    if isinstance(error, APIStatusError):
        return _answer(502, "refused", f"the platform answered {error.status}")
    return _answer(500, "internal", "the request could not be handled")


def _answer(status: int, code: str, message: str, **more: Any) -> WebAnswer:
    return WebAnswer(status, {"error": {"code": code, "message": message, **more}})


def jsonable(value: object) -> Any:
    """A record, a body or a page as JSON has it.

    Raises:
        TypeError: It is none of them.
    """
    if isinstance(value, PageResult):
        return plain(list(cast("PageResult[object]", value)))
    if isinstance(value, Model | InputModel):
        return plain(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
