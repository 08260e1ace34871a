"""The sandbox's own endpoints, under `/_sandbox`: what was received, faults, reset. No token is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import msgspec

from timeback.sandbox.messages import Request, Response, json_response

if TYPE_CHECKING:
    from timeback.sandbox.core import SandboxCore

__all__ = ["CONTROL_PATH", "ReceivedRequest", "answer_control"]

CONTROL_PATH = "/_sandbox"


class ReceivedRequest(TypedDict):
    """A request that reached the sandbox.

    Keys:
        method: Its HTTP method.
        path: Its raw path.
        query: Its raw query string.
        status: The status answered; nothing where the connection was dropped.
        request_id: The `X-Request-ID` that came with it.
        fault: Whether a fault met it.
    """

    method: str
    path: str
    query: str
    status: int | None
    request_id: str | None
    fault: bool


def _no_content() -> Response:
    return Response(204, [], b"")


def _add_fault(core: SandboxCore, request: Request) -> Response:
    try:
        settings = msgspec.json.decode(request.body, type=dict[str, object])
        fault = core.faults.add(**settings)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        return json_response(422, {"error": str(error)})
    return json_response(201, fault)


def answer_control(core: SandboxCore, request: Request) -> Response:
    """Serve a path below `/_sandbox`."""
    name = request.path.removeprefix(CONTROL_PATH).strip("/")
    match request.method, name:
        case "GET", "requests":
            return json_response(200, {"requests": core.requests})
        case "DELETE", "requests":
            core.forget_requests()
            return _no_content()
        case "GET", "faults":
            return json_response(200, {"faults": core.faults.waiting()})
        case "POST", "faults":
            return _add_fault(core, request)
        case "DELETE", "faults":
            core.faults.clear()
            return _no_content()
        case "POST", "reset":
            core.reset()
            return _no_content()
        case _, "requests" | "faults" | "reset":
            allowed = {"requests": "DELETE, GET", "faults": "DELETE, GET, POST", "reset": "POST"}[name]
            return json_response(405, {"error": "method not allowed"}, [("allow", allowed)])
        case _:
            return json_response(404, {"error": "no such endpoint of the sandbox"})
