"""Every exception that `timeback` raises. All derive from `TimebackError`, and all pickle.

Any call that sends a request may raise these, besides what its docstring names:

- `InvalidInputError`: an argument cannot be sent.
- `UnsupportedOperationError`: the platform does not offer the operation.
- `ClientClosedError`: the client was closed before.
- `APIError`, as one of its classes: `APIConnectionError` and `APITimeoutError` if no answer came, `APIResponseError` if
  the answer cannot be read, and an `APIStatusError` if the server refused: `BadRequestError` (400),
  `AuthenticationError` (401, or no token), `PermissionDeniedError` (403), `NotFoundError` (404), `ConflictError` (409),
  `UnprocessableEntityError` (422), `RateLimitError` (429), `ServerError` (500 and above).
"""

from __future__ import annotations

import copyreg
import enum
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

from ._calls import public_call
from ._json_types import is_list, is_object
from ._status_info import minor_codes_of

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "BufferClosedError",
    "BufferFullError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "ExportError",
    "FailureReason",
    "FieldIssue",
    "FieldNotFetchedError",
    "IncompleteListError",
    "InsecureConnectionWarning",
    "InvalidInputError",
    "InvalidOptionError",
    "JobFailedError",
    "JobTimeoutError",
    "MinorCode",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResultTooLargeError",
    "ServerError",
    "SharedHostWarning",
    "SpoolError",
    "TimebackError",
    "UnprocessableEntityError",
    "UnsentEventsError",
    "UnsupportedOperationError",
]


# Faults that the message of an error names, where there are thousands, as of a frame.
_TOLD_ISSUES = 20


class TimebackError(Exception):
    """Base of every error of this library."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only constructors defeat Exception's own reduce; state is all that matters here.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]

    def _render_traceback_(self) -> list[str]:
        """The traceback that IPython, and so a notebook, shows of this error."""
        from ._tracebacks import short_traceback

        return short_traceback(self)


class ConfigurationError(TimebackError):
    """Settings are missing or contradict each other; nothing was sent."""


class ClientClosedError(TimebackError):
    """The client was used after `close()`; nothing was sent."""


class SharedHostWarning(UserWarning):
    """A write meant for staging goes to a host that production shares."""


class InsecureConnectionWarning(UserWarning):
    """A client was told not to check certificates."""


class FieldIssue(NamedTuple):
    """One error in an input: the dotted path of the field, and what is wrong with it."""

    path: str
    """Dotted path of the field in the argument or body."""
    message: str
    """The problem with the field, and what it should be."""


class InvalidInputError(TimebackError, ValueError):
    """An argument or a body was refused before anything was sent; `issues` names each field.

    Attributes:
        issues: All errors in the input.
        call: The method that was called, such as `create`; empty if there was none.
    """

    def __init__(self, message: str, issues: Sequence[FieldIssue] = ()) -> None:
        self.issues: tuple[FieldIssue, ...] = tuple(issues)
        self.call = public_call()
        parts = [f"{self.call}()"] if self.call else []
        if not self.issues or not self.call:
            parts.append(message)
        if self.issues:
            told = [f"{issue.path}: {issue.message}" for issue in self.issues[:_TOLD_ISSUES]]
            more = len(self.issues) - len(told)
            parts.append("; ".join([*told, f"and {more:,} more, in .issues"] if more else told))
        super().__init__(": ".join(parts))

    @classmethod
    def of(cls, path: str, message: str) -> Self:
        """The error for one field."""
        return cls("invalid input", [FieldIssue(path, message)])


class InvalidOptionError(InvalidInputError, ConfigurationError):
    """An option has a value that is not valid; nothing was sent."""

    @classmethod
    def of(cls, path: str, message: str) -> Self:
        """The error for one option."""
        return cls("invalid option", [FieldIssue(path, message)])


class UnsupportedOperationError(ConfigurationError):
    """The platform does not offer the operation; nothing was sent."""


class JobFailedError(TimebackError):
    """A job on the server failed.

    Attributes:
        job_id: The job.
        reason: The server's message, if it gave one.
    """

    def __init__(self, job_id: str, reason: str | None = None) -> None:
        self.job_id = job_id
        self.reason = reason
        super().__init__(f"job {job_id} failed: {reason or 'the server does not say why'}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.job_id, self.reason)


class JobTimeoutError(TimebackError, TimeoutError):
    """A job did not finish in time; it may still be running.

    Attributes:
        job_id: The job.
        timeout: The seconds that the call waited.
        state: The last known state; None if there was none.
    """

    def __init__(self, job_id: str, timeout: float, state: str | None = None) -> None:
        self.job_id = job_id
        self.timeout = timeout
        self.state = state
        super().__init__(f"job {job_id} was not done after {timeout:g} s; last seen {state or 'never'}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.job_id, self.timeout, self.state)


class ResultTooLargeError(TimebackError):
    """A list has more rows than may be collected in memory at once."""


class IncompleteListError(TimebackError):
    """A list ended before the server had sent all the rows it announced.

    Attributes:
        received: The number of rows that came.
        total: The number of rows that the server announced; None if it announced none.
        reason: How the list ended.
    """

    def __init__(
        self, received: int, total: int | None, reason: str = "an empty page came, and came again"
    ) -> None:
        self.received = received
        self.total = total
        self.reason = reason
        announced = "an unknown number of" if total is None else total
        super().__init__(f"the list is incomplete: {received} of {announced} rows came; {reason}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.received, self.total, self.reason)


class ExportError(TimebackError):
    """An export stopped early; what was fetched is kept, and the next call continues it.

    Attributes:
        resource: The resource that was being exported, such as `"users"`; None if there was none.
        column: The column that could not be written; None if it was not a single column.
        sourced_id: The record at fault; None if it was not a record, or has no id.
        offset: The record's index in the whole list, from 0; None if it was not a record.
    """

    def __init__(
        self,
        message: str,
        *,
        resource: str | None = None,
        column: str | None = None,
        sourced_id: str | None = None,
        offset: int | None = None,
    ) -> None:
        self.resource = resource
        self.column = column
        self.sourced_id = sourced_id
        self.offset = offset
        super().__init__(message)


class FieldNotFetchedError(TimebackError, AttributeError):
    """An attribute was read that `fields=` left out when the record was fetched.

    Attributes:
        field: The attribute.
    """

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"{field} was not fetched: add it to fields=")
        self.name = field

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.field,)


class BufferFullError(TimebackError):
    """A buffer of events is full; the event was not added.

    Attributes:
        pending: The number of events that are waiting to be sent.
        rejected: The number of events that the server refused and that you have not taken.
    """

    def __init__(self, pending: int, rejected: int) -> None:
        self.pending = pending
        self.rejected = rejected
        super().__init__(
            f"the buffer is full: {pending} events wait to be sent, {rejected} were refused and wait to be taken"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.pending, self.rejected)


class BufferClosedError(TimebackError):
    """A buffer of events was used after it was closed, or in another process or event loop; nothing was added."""


class UnsentEventsError(TimebackError):
    """A buffer of events was closed before all were sent; the cause is the last failure.

    Attributes:
        events: The events that the server may not have, in order and in wire names.
    """

    def __init__(self, events: Sequence[Mapping[str, Any]]) -> None:
        self.events = tuple(events)
        super().__init__(f"{len(self.events)} events could not be sent in time; they are in .events")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.events,)


class SpoolError(TimebackError):
    """The file of a buffer of events cannot be used, or another buffer is using it."""


# What is known of a write without an answer, by whether its record was found.
_OUTCOMES = {
    None: "the outcome is unknown: the server may have carried it out, so read before you repeat it",
    True: "a record with this id is there now, so the server has most likely carried it out: do not repeat it",
    False: "no record with this id is there, so the server has most likely not carried it out: it can be repeated",
}


class APIError(TimebackError):
    """A request was made, or attempted, and failed.

    Attributes:
        message: What went wrong; `str()` adds the rest.
        method: The HTTP method.
        path: The path template, such as `/users/{sourced_id}`; ids and queries are left out.
        request_id: The `X-Request-ID` that was sent.
        attempts: How many times the request was attempted.
        elapsed: Seconds from the first attempt to the failure.
        outcome_unknown: Whether a write may or may not have taken effect; if so, read before you try again.
        is_there: After a `create` whose answer was lost: whether the record was found under the id that you gave.
            None if nobody looked, or if looking failed too.
    """

    method: str = ""
    path: str = ""
    request_id: str | None = None
    attempts: int = 0
    elapsed: float = 0.0
    outcome_unknown: bool = False
    is_there: bool | None = None

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        """The message with where and how often: `GET /users -> 429 ...`."""
        if not self.method:
            return self.message
        tries = f" after {self.attempts} attempts in {self.elapsed:.1f} s" if self.attempts > 1 else ""
        request = f" (request {self.request_id})" if self.request_id else ""
        unknown = f"; {_OUTCOMES[self.is_there]}" if self.outcome_unknown else ""
        return f"{self.method} {self.path}: {self.message}{tries}{request}{unknown}"


class FailureReason(enum.StrEnum):
    """The ways in which a request can get no complete response."""

    NAME_NOT_FOUND = "name not found"
    REFUSED = "connection refused"
    UNREACHABLE = "host unreachable"
    CERTIFICATE = "certificate not trusted"
    TLS = "TLS failed"
    PROXY = "proxy failed"
    TIMED_OUT = "timed out"
    LOST = "connection lost"
    UNREADABLE = "content encoding unreadable"
    TOO_LARGE = "response too large"


class APIConnectionError(APIError):
    """No complete response arrived. The cause is the transport's own error.

    Attributes:
        reason: Why; None if the deadline passed before anything was tried.
        host: The server's name or address.
        port: The server's port.
        request_sent: False if the request cannot have reached the server.
    """

    reason: FailureReason | None = None
    host: str = ""
    port: int | None = None
    request_sent: bool = True


class APITimeoutError(APIConnectionError, TimeoutError):
    """The deadline of the call passed."""


class APIResponseError(APIError):
    """A successful response whose body is not what the endpoint should return.

    Attributes:
        status: The HTTP status.
        body: The body as JSON, or as text if it is not JSON; it may contain personal data.
    """

    status: int = 0

    def __init__(self, message: str, *, body: Any = None) -> None:
        super().__init__(message)
        self.body = body


class MinorCode(NamedTuple):
    """One `imsx_codeMinorField` of a 1EdTech error."""

    field: str
    """The system that the code is about, such as `TargetEndSystem`; blank if the server sent the code alone."""
    value: str
    """The reason, for programs, such as `unknownobject`; servers add to the standard's list."""


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if is_object(item)] if is_list(value) else []


class APIStatusError(APIError):
    """The server answered with an error status.

    Attributes:
        status: The HTTP status.
        headers: The response's headers, lower-case names.
        body: The body as JSON, or as text if it is not JSON; it may contain personal data.
    """

    def __init__(
        self, message: str, *, status: int = 0, headers: Mapping[str, str] | None = None, body: Any = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers: dict[str, str] = dict(headers or {})
        self.body = body

    @property
    def minor_codes(self) -> list[MinorCode]:
        """The 1EdTech minor codes of the body; empty for other bodies."""
        return [MinorCode(*each) for each in minor_codes_of(self.body)]

    @property
    def details(self) -> list[dict[str, Any]]:
        """The `imsx_error_details` of the body; empty for other bodies."""
        return _dicts(self.body.get("imsx_error_details")) if is_object(self.body) else []


class BadRequestError(APIStatusError):
    """400: the server could not understand the request; for example, it refuses a filter."""


class AuthenticationError(APIStatusError):
    """401, or no access token could be obtained.

    Attributes:
        oauth_error: The token endpoint's code, such as `invalid_client`; None if it gave none.
    """

    oauth_error: str | None = None


class PermissionDeniedError(APIStatusError):
    """403: the credentials do not allow this."""


class NotFoundError(APIStatusError):
    """404: no such record, or no such endpoint."""


class ConflictError(APIStatusError):
    """The request conflicts with the record's state: 409, or a 404 that says that the record exists already.

    `modify(if_unchanged=True)` raises it too, without an answer from the server; nothing was written then.
    """


class UnprocessableEntityError(APIStatusError):
    """422: the body was refused; `details` names the fields if the server does."""


class RateLimitError(APIStatusError):
    """429: too many requests.

    Attributes:
        retry_after: The wait that the server asks for, in seconds; None if it names none.
    """

    retry_after: float | None = None

    def __str__(self) -> str:
        """The message, and the wait where the server names one."""
        wait = "" if self.retry_after is None else f"; asked to wait for {self.retry_after:.1f} s"
        return super().__str__() + wait


class ServerError(APIStatusError):
    """5xx: the server failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def changed_meanwhile(path: str) -> ConflictError:
    """The error of a change to a record that somebody else has changed in between."""
    error = ConflictError(
        "the record was changed since it was read: its date_last_modified has moved; nothing was written",
        status=409,
    )
    error.method, error.path = "PUT", path
    return error


def status_error(status: int) -> type[APIStatusError]:
    """The class for an error status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else APIStatusError)
