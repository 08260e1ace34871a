"""The sandbox's own endpoints, under `/_sandbox`: what was received, faults, reset. No token is asked."""

from __future__ import annotations

from typing import Protocol

import msgspec

from .faults import Faults
from .messages import ReceivedRequest, Request, Response, json_response, no_content

__all__ = ["CONTROL_PATH", "Controlled", "answer_control"]

CONTROL_PATH = "/_sandbox"


class Controlled(Protocol):
    """A sandbox, as far as these endpoints reach into it."""

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


def answer_control(sandbox: Controlled, request: Request) -> Response:
    """Serve a path below `/_sandbox`."""
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
        case "POST", "reset":
            sandbox.reset()
            return no_content()
        case _, "requests" | "faults" | "reset":
            allowed = {"requests": "DELETE, GET", "faults": "DELETE, GET, POST", "reset": "POST"}[name]
            return json_response(405, {"error": "method not allowed"}, [("allow", allowed)])
        case _:
            return json_response(404, {"error": "no such endpoint of the sandbox"})
