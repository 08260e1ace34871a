"""The sandbox's own endpoints, under `/_sandbox`: what was received, faults, the clock, reset.

They serve whoever started the sandbox, and no web page that a browser on the same machine happens to show: a
request needs the control token, and is refused under a name that is not the sandbox's (which is how a page gets
at a local server by DNS rebinding) or from another origin.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol
from urllib.parse import urlsplit

import msgspec

from . import instants
from .clock import SandboxClock
from .faults import Faults
from .messages import ReceivedRequest, Request, Response, json_response, no_content
from .tokens import same_text

__all__ = ["CONTROL_PATH", "Controlled", "answer_control"]

CONTROL_PATH = "/_sandbox"

_ALLOWED = {
    "requests": "DELETE, GET",
    "faults": "DELETE, GET, POST",
    "clock": "GET, POST",
    "reset": "POST",
}


class Controlled(Protocol):
    """A sandbox, as far as these endpoints reach into it."""

    @property
    def control_token(self) -> str:
        """Bearer token of every request."""
        ...

    @property
    def hosts(self) -> Collection[str]:
        """The host names that are its own."""
        ...

    @property
    def clock(self) -> SandboxClock:
        """The clock by which it dates its records."""
        ...

    @property
    def faults(self) -> Faults:
        """The faults that are waiting."""
        ...

    @property
    def requests(self) -> list[ReceivedRequest]:
        """The requests received since the last reset."""
        ...

    def forget_requests(self) -> None:
        """Empty `requests`."""
        ...

    def reset(self) -> None:
        """Go back to the first state."""
        ...


def _add_fault(sandbox: Controlled, request: Request) -> Response:
    try:
        settings = msgspec.json.decode(request.body, type=dict[str, object])
        fault = sandbox.faults.add(**settings)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        return json_response(422, {"error": str(error)})
    return json_response(201, fault)


class _ClockChange(msgspec.Struct, forbid_unknown_fields=True):
    """Changes of the clock, in the order in which they are made: an instant, seconds, whether to stand still."""

    set: str | None = None
    advance: float | None = None
    freeze: bool | None = None


def _show_clock(clock: SandboxClock) -> Response:
    return json_response(200, {"time": instants.from_epoch(clock.now()), "frozen": clock.frozen})


def _change_clock(clock: SandboxClock, request: Request) -> Response:
    try:
        change = msgspec.json.decode(request.body, type=_ClockChange)
        if change.set is not None:
            clock.set(change.set)
        if change.advance is not None:
            clock.advance(change.advance)
    except (msgspec.MsgspecError, ValueError) as error:
        return json_response(422, {"error": str(error)})
    if change.freeze is not None:
        (clock.freeze if change.freeze else clock.run)()
    return _show_clock(clock)


def _host_name(netloc: str) -> str | None:
    try:
        return urlsplit(f"//{netloc}").hostname
    except ValueError:
        return None


def _is_foreign(request: Request) -> bool:
    """Whether a browser says that a page of another origin sends the request."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return True
    return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _refusal(sandbox: Controlled, request: Request) -> Response | None:
    if _host_name(request.headers.get("host", "")) not in sandbox.hosts:
        return json_response(
            403, {"error": "this host name is not the sandbox's own; --allowed-host adds it"}
        )
    if _is_foreign(request):
        return json_response(403, {"error": "requests of other origins are refused"})
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not same_text(token.strip(), sandbox.control_token):
        challenge = [("www-authenticate", 'Bearer realm="timeback-sandbox-control"')]
        return json_response(401, {"error": "the control token is missing or wrong"}, challenge)
    return None


def answer_control(sandbox: Controlled, request: Request) -> Response:
    """Serve a path below `/_sandbox`, or refuse to."""
    return _refusal(sandbox, request) or _serve(sandbox, request)


def _serve(sandbox: Controlled, request: Request) -> Response:
    name = request.path.removeprefix(CONTROL_PATH).strip("/")
    match request.method, name:
        case "GET", "requests":
            return json_response(200, {"requests": sandbox.requests})
        case "DELETE", "requests":
            sandbox.forget_requests()
            return no_content()
        case "GET", "faults":
            return json_response(200, {"faults": sandbox.faults.waiting()})
        case "POST", "faults":
            return _add_fault(sandbox, request)
        case "DELETE", "faults":
            sandbox.faults.clear()
            return no_content()
        case "GET", "clock":
            return _show_clock(sandbox.clock)
        case "POST", "clock":
            return _change_clock(sandbox.clock, request)
        case "POST", "reset":
            sandbox.reset()
            return no_content()
        case _, name if name in _ALLOWED:
            return json_response(405, {"error": "method not allowed"}, [("allow", _ALLOWED[name])])
        case _:
            return json_response(404, {"error": "no such endpoint of the sandbox"})
