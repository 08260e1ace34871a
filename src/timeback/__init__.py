"""The clients of the Timeback education platform.

Every client comes in two forms with the same methods: `OneRosterClient` for scripts,
notebooks, Django and Flask; `AsyncOneRosterClient` for async applications.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._async.oneroster import AsyncOneRosterClient
    from ._sync.oneroster import OneRosterClient
    from .errors import (
        APIConnectionError,
        APIError,
        APIResponseError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ClientClosedError,
        ConfigurationError,
        ConflictError,
        FieldIssue,
        InvalidInputError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        ResultTooLargeError,
        ServerError,
        TimebackError,
        UnprocessableEntityError,
    )
    from .messages import Exchange, Hooks, Response
    from .pages import PageResult
    from .retry import RetryPolicy

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncOneRosterClient",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "Exchange",
    "FieldIssue",
    "Hooks",
    "InvalidInputError",
    "NotFoundError",
    "OneRosterClient",
    "PageResult",
    "PermissionDeniedError",
    "RateLimitError",
    "Response",
    "ResultTooLargeError",
    "RetryPolicy",
    "ServerError",
    "TimebackError",
    "UnprocessableEntityError",
]

_ELSEWHERE = {
    "AsyncOneRosterClient": "._async.oneroster",
    "OneRosterClient": "._sync.oneroster",
    "Exchange": ".messages",
    "Hooks": ".messages",
    "Response": ".messages",
    "PageResult": ".pages",
    "RetryPolicy": ".retry",
}


if not TYPE_CHECKING:  # a misspelt name is to be an error of the type checker

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_ELSEWHERE.get(name, ".errors"), __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
