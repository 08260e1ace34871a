"""The clients of the Timeback education platform.

Every client comes in two forms with the same methods: `OneRosterClient` for scripts,
notebooks, Django and Flask; `AsyncOneRosterClient` for async applications.

Every call that sends a request may raise an `APIError`: `NotFoundError` for a 404 and so on by status, or
`APIConnectionError` if no answer came. What cannot be sent raises `InvalidInputError`. `timeback.errors` has them all;
docstrings name only what is particular to a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _version
from ._facade import attach

if TYPE_CHECKING:
    from ._async.badges import AsyncBadgesClient
    from ._async.caliper import AsyncCaliperClient
    from ._async.caliper.buffer import AsyncEventBuffer
    from ._async.case import AsyncCaseClient
    from ._async.client import AsyncTimebackClient
    from ._async.clr import AsyncClrClient
    from ._async.edubridge import AsyncEduBridgeClient
    from ._async.learnwith import AsyncLearnWithClient
    from ._async.live import async_live_check
    from ._async.manager import AsyncTimebackManager
    from ._async.masterytrack import AsyncMasteryTrackClient
    from ._async.oneroster import AsyncOneRosterClient
    from ._async.partner import AsyncPartnerClient
    from ._async.powerpath import AsyncPowerPathClient
    from ._async.qti import AsyncQtiClient
    from ._async.webhooks import AsyncWebhooksClient
    from ._checks import AuthCheck, AuthReport
    from ._codec.deviations import Deviation
    from ._http.messages import Exchange, Hooks, Response
    from ._http.rates import RateLimit
    from ._http.retry import RetryPolicy
    from ._live import Asked, LiveDeviation, LiveReport, PassedOver
    from ._outcomes import BroadcastResults, Outcome, RowOutcomes
    from ._pages import PageResult
    from ._query.filters import Where
    from ._rows import Rows
    from ._sync.badges import BadgesClient
    from ._sync.caliper import CaliperClient
    from ._sync.caliper.buffer import EventBuffer
    from ._sync.case import CaseClient
    from ._sync.client import TimebackClient
    from ._sync.clr import ClrClient
    from ._sync.edubridge import EduBridgeClient
    from ._sync.learnwith import LearnWithClient
    from ._sync.live import live_check
    from ._sync.manager import TimebackManager
    from ._sync.masterytrack import MasteryTrackClient
    from ._sync.oneroster import OneRosterClient
    from ._sync.partner import PartnerClient
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
        FailureReason,
        FieldIssue,
        FieldNotFetchedError,
        IncompleteListError,
        InsecureConnectionWarning,
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
    "Asked",
    "AsyncBadgesClient",
    "AsyncCaliperClient",
    "AsyncCaseClient",
    "AsyncClrClient",
    "AsyncEduBridgeClient",
    "AsyncEventBuffer",
    "AsyncLearnWithClient",
    "AsyncMasteryTrackClient",
    "AsyncOneRosterClient",
    "AsyncPartnerClient",
    "AsyncPowerPathClient",
    "AsyncQtiClient",
    "AsyncTimebackClient",
    "AsyncTimebackManager",
    "AsyncWebhooksClient",
    "AuthCheck",
    "AuthReport",
    "AuthenticationError",
    "BadRequestError",
    "BadgesClient",
    "BroadcastResults",
    "BufferClosedError",
    "BufferFullError",
    "CaliperClient",
    "CaseClient",
    "ClientClosedError",
    "ClrClient",
    "ConfigurationError",
    "ConflictError",
    "Deviation",
    "EduBridgeClient",
    "EventBuffer",
    "Exchange",
    "FailureReason",
    "FieldIssue",
    "FieldNotFetchedError",
    "Hooks",
    "IncompleteListError",
    "InsecureConnectionWarning",
    "InvalidInputError",
    "InvalidOptionError",
    "JobFailedError",
    "JobTimeoutError",
    "LearnWithClient",
    "LiveDeviation",
    "LiveReport",
    "MasteryTrackClient",
    "NotFoundError",
    "OneRosterClient",
    "Outcome",
    "PageResult",
    "PartnerClient",
    "PassedOver",
    "PermissionDeniedError",
    "PowerPathClient",
    "QtiClient",
    "RateLimit",
    "RateLimitError",
    "Response",
    "ResultTooLargeError",
    "RetryPolicy",
    "RowOutcomes",
    "Rows",
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
    "Where",
    "async_live_check",
    "live_check",
]

_SERVICES = {
    "client": "Timeback",
    "oneroster": "OneRoster",
    "edubridge": "EduBridge",
    "caliper": "Caliper",
    "qti": "Qti",
    "powerpath": "PowerPath",
    "case": "Case",
    "clr": "Clr",
    "masterytrack": "MasteryTrack",
    "webhooks": "Webhooks",
    "learnwith": "LearnWith",
    "badges": "Badges",
    "partner": "Partner",
}

_HOMES = {
    **{f"._async.{module}": (f"Async{name}Client",) for module, name in _SERVICES.items()},
    **{f"._sync.{module}": (f"{name}Client",) for module, name in _SERVICES.items()},
    "._async.caliper.buffer": ("AsyncEventBuffer",),
    "._sync.caliper.buffer": ("EventBuffer",),
    "._async.live": ("async_live_check",),
    "._sync.live": ("live_check",),
    "._async.manager": ("AsyncTimebackManager",),
    "._sync.manager": ("TimebackManager",),
    "._checks": ("AuthCheck", "AuthReport"),
    "._codec.deviations": ("Deviation",),
    "._live": ("Asked", "LiveDeviation", "LiveReport", "PassedOver"),
    "._outcomes": ("BroadcastResults", "Outcome", "RowOutcomes"),
    "._http.messages": ("Exchange", "Hooks", "Response"),
    "._pages": ("PageResult",),
    "._query.filters": ("Where",),
    "._rows": ("Rows",),
    "._http.rates": ("RateLimit",),
    "._http.retry": ("RetryPolicy",),
}
__version__ = _version.VERSION

_ERRORS = set(__all__).difference(*_HOMES.values())

if not TYPE_CHECKING:  # a misspelled name is to be an error of the type checker
    __getattr__, __dir__ = attach(__name__, {**_HOMES, ".errors": _ERRORS})
