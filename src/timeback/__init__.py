"""The clients of the Timeback education platform.

Every client comes in two forms with the same methods: `OneRosterClient` for scripts,
notebooks, Django and Flask; `AsyncOneRosterClient` for async applications.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._async.caliper import AsyncCaliperClient
    from ._async.caliper.buffer import AsyncEventBuffer
    from ._async.case import AsyncCaseClient
    from ._async.client import AsyncTimebackClient
    from ._async.clr import AsyncClrClient
    from ._async.edubridge import AsyncEduBridgeClient
    from ._async.manager import AsyncTimebackManager
    from ._async.masterytrack import AsyncMasteryTrackClient
    from ._async.oneroster import AsyncOneRosterClient
    from ._async.powerpath import AsyncPowerPathClient
    from ._async.qti import AsyncQtiClient
    from ._async.webhooks import AsyncWebhooksClient
    from ._checks import AuthCheck, AuthReport
    from ._http.messages import Exchange, Hooks, Response
    from ._http.rates import RateLimit
    from ._http.retry import RetryPolicy
    from ._outcomes import BroadcastResults, Outcome
    from ._pages import PageResult
    from ._sync.caliper import CaliperClient
    from ._sync.caliper.buffer import EventBuffer
    from ._sync.case import CaseClient
    from ._sync.client import TimebackClient
    from ._sync.clr import ClrClient
    from ._sync.edubridge import EduBridgeClient
    from ._sync.manager import TimebackManager
    from ._sync.masterytrack import MasteryTrackClient
    from ._sync.oneroster import OneRosterClient
    from ._sync.powerpath import PowerPathClient
    from ._sync.qti import QtiClient
    from ._sync.webhooks import WebhooksClient
    from .errors import (
        APIConnectionError,
        APIError,
        APIResponseError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        BufferClosedError,
        BufferFullError,
        ClientClosedError,
        ConfigurationError,
        ConflictError,
        FieldIssue,
        InvalidInputError,
        InvalidOptionError,
        JobFailedError,
        JobTimeoutError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        ResultTooLargeError,
        ServerError,
        SharedHostWarning,
        SpoolError,
        TimebackError,
        UnprocessableEntityError,
        UnsentEventsError,
        UnsupportedOperationError,
    )

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncCaliperClient",
    "AsyncCaseClient",
    "AsyncClrClient",
    "AsyncEduBridgeClient",
    "AsyncEventBuffer",
    "AsyncMasteryTrackClient",
    "AsyncOneRosterClient",
    "AsyncPowerPathClient",
    "AsyncQtiClient",
    "AsyncTimebackClient",
    "AsyncTimebackManager",
    "AsyncWebhooksClient",
    "AuthCheck",
    "AuthReport",
    "AuthenticationError",
    "BadRequestError",
    "BroadcastResults",
    "BufferClosedError",
    "BufferFullError",
    "CaliperClient",
    "CaseClient",
    "ClientClosedError",
    "ClrClient",
    "ConfigurationError",
    "ConflictError",
    "EduBridgeClient",
    "EventBuffer",
    "Exchange",
    "FieldIssue",
    "Hooks",
    "InvalidInputError",
    "InvalidOptionError",
    "JobFailedError",
    "JobTimeoutError",
    "MasteryTrackClient",
    "NotFoundError",
    "OneRosterClient",
    "Outcome",
    "PageResult",
    "PermissionDeniedError",
    "PowerPathClient",
    "QtiClient",
    "RateLimit",
    "RateLimitError",
    "Response",
    "ResultTooLargeError",
    "RetryPolicy",
    "ServerError",
    "SharedHostWarning",
    "SpoolError",
    "TimebackClient",
    "TimebackError",
    "TimebackManager",
    "UnprocessableEntityError",
    "UnsentEventsError",
    "UnsupportedOperationError",
    "WebhooksClient",
]

_CLIENTS = {
    "Timeback": "client",
    "OneRoster": "oneroster",
    "EduBridge": "edubridge",
    "Caliper": "caliper",
    "Qti": "qti",
    "PowerPath": "powerpath",
    "Case": "case",
    "Clr": "clr",
    "MasteryTrack": "masterytrack",
    "Webhooks": "webhooks",
}

_ELSEWHERE = {
    **{f"Async{name}Client": f"._async.{service}" for name, service in _CLIENTS.items()},
    **{f"{name}Client": f"._sync.{service}" for name, service in _CLIENTS.items()},
    "AsyncEventBuffer": "._async.caliper.buffer",
    "EventBuffer": "._sync.caliper.buffer",
    "AsyncTimebackManager": "._async.manager",
    "TimebackManager": "._sync.manager",
    "AuthCheck": "._checks",
    "AuthReport": "._checks",
    "BroadcastResults": "._outcomes",
    "Outcome": "._outcomes",
    "Exchange": "._http.messages",
    "Hooks": "._http.messages",
    "Response": "._http.messages",
    "PageResult": "._pages",
    "RateLimit": "._http.rates",
    "RetryPolicy": "._http.retry",
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
