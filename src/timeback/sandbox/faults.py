"""Faults on demand: which requests they meet, and what they do to the answer."""

from __future__ import annotations

import dataclasses
import random
import re
import secrets
from typing import Any, Literal

import msgspec

from .._fork import new_lock
from .._json_types import is_list, is_object
from .._option_checks import names_header
from .messages import Request, Response, json_response
from .received import is_at
from .tokens import TOKEN_PATHS

__all__ = ["Fault", "Faults"]


_MOST_LATENCY = 3600
# Of a header, what HTTP can carry.
_VALUE = re.compile(r"([!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?)?")


class Fault(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A fault to simulate.

    Attributes:
        status: Answer with this status instead of serving the request.
        body: The body of that answer: text as it is, anything else as JSON. Without one, the service's
            own error shape.
        headers: Extra headers of the answer, such as `Retry-After`.
        latency: Seconds to delay the answer.
        drop: Close the connection without an answer: `before` the request is served, or `after`.
        truncate: Send this many bytes of the answer's body, then close the connection.
        rows: Answer at most this many rows of a list although there are more: a short page, as production sends.
        expire_tokens: Expire all tokens issued so far when the request arrives.
        times: How many requests it affects; None for all until it is removed.
        probability: The probability that it affects a matching request.
        path: The path that it affects: a prefix, or a pattern with `*`, `?` or `[`. By default
            every path except the token endpoint.
        method: The method that it affects; any by default.
        id: Its id, for removing it.
    """

    status: int | None = None
    body: Any = None
    headers: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    latency: float = 0.0
    drop: Literal["before", "after"] | None = None
    truncate: int | None = None
    rows: int | None = None
    expire_tokens: bool = False
    times: int | None = 1
    probability: float = 1.0
    path: str | None = None
    method: str | None = None
    id: str = msgspec.field(default_factory=lambda: secrets.token_hex(4))

    def __post_init__(self) -> None:
        if self.status is not None and not 200 <= self.status <= 599:
            raise ValueError("status must lie from 200 to 599")
        for name, value in self.headers.items():
            if not (names_header(name) and _VALUE.fullmatch(value)):
                raise ValueError(f"headers cannot hold {name!r}: {value!r}")
        if self.times is not None and self.times < 1:
            raise ValueError("times must be at least 1")
        if not 0 < self.probability <= 1:
            raise ValueError("probability must lie above 0 and up to 1")
        if not 0 <= self.latency <= _MOST_LATENCY:
            raise ValueError(f"latency must lie from 0 to {_MOST_LATENCY} seconds")
        if min(self.truncate or 0, self.rows or 0) < 0:
            raise ValueError("truncate and rows must not be negative")
        effects = (self.status, self.drop, self.truncate, self.rows)
        if effects == (None,) * 4 and not (self.headers or self.latency or self.expire_tokens):
            raise ValueError(
                "a fault needs an effect, such as status=503, latency=2 or drop='after'; body goes with status"
            )

    def meets(self, request: Request) -> bool:
        """Whether this fault is for a request."""
        if self.method is not None and self.method.upper() != request.method:
            return False
        if self.path is None:
            return request.path.rstrip("/") not in TOKEN_PATHS.values()
        return is_at(request.path, self.path) or request.path.startswith(self.path)

    @property
    def answers(self) -> bool:
        """Whether the request is not served at all."""
        return self.status is not None or self.drop == "before"

    def answer(self, default: Response) -> Response:
        """The answer in place of the real one; `default` is the service's own error of this status."""
        if self.drop == "before" or self.body is None:
            return default
        if not isinstance(self.body, str):
            return json_response(default.status, self.body)
        content = self.body.encode()
        media_type = "text/html" if self.body.lstrip().startswith("<") else "text/plain"
        return Response(
            default.status,
            [("content-type", f"{media_type}; charset=utf-8"), ("content-length", str(len(content)))],
            content,
        )

    def spoil(self, response: Response) -> Response:
        """Add to an answer what the transport shall do to it."""
        if self.rows is not None:
            response = _shortened(response, self.rows)
        given = {name.lower() for name in self.headers}
        headers = [pair for pair in response.headers if pair[0].lower() not in given]
        return dataclasses.replace(
            response,
            headers=[*headers, *((name.lower(), value) for name, value in self.headers.items())],
            latency=self.latency,
            drop=self.drop is not None,
            truncate=self.truncate,
        )


def _shortened(response: Response, rows: int) -> Response:
    """An answer whose lists end early; its counters stay."""
    try:
        body = response.json()
    except msgspec.DecodeError:
        return response
    if not is_object(body):
        return response
    cut = {name: value[:rows] if is_list(value) else value for name, value in body.items()}
    headers = [pair for pair in response.headers if pair[0] not in ("content-type", "content-length")]
    return json_response(response.status, cut, headers)


class Faults:
    """The faults that are waiting, oldest first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = new_lock()
        self._waiting: list[Fault] = []

    def add(self, **settings: Any) -> Fault:
        """Add a fault; the settings are the attributes of `Fault`.

        Raises:
            ValueError: A setting is unknown or out of range.
        """
        try:
            fault = msgspec.convert(settings, Fault)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None
        with self._lock:
            self._waiting.append(fault)
        return fault

    def take(self, request: Request) -> Fault | None:
        """The first fault that affects a request, if any; each is used up after its `times`."""
        with self._lock:
            for fault in self._waiting:
                if fault.meets(request) and random.random() < fault.probability:
                    self._use_up(fault)
                    return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._waiting.remove(fault)

    def remove(self, fault_id: str) -> bool:
        """Remove one fault; return whether there was one with this id."""
        with self._lock:
            left = [fault for fault in self._waiting if fault.id != fault_id]
            found = len(left) < len(self._waiting)
            self._waiting = left
            return found

    def waiting(self) -> list[Fault]:
        """The faults that have not been used up; `times` counts what is left."""
        with self._lock:
            return [msgspec.structs.replace(fault) for fault in self._waiting]

    def clear(self) -> None:
        """Remove every fault."""
        with self._lock:
            self._waiting.clear()
