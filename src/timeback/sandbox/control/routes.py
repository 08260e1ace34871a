"""The endpoints below `/_sandbox`."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from ..messages import Request, Response, json_response
from . import access, records, settings, states, traffic
from .sandbox import Controlled
from .statics import page_file

__all__ = ["CONTROL_PATH", "answer_control"]

CONTROL_PATH = "/_sandbox"
# Says that the sandbox runs, and nothing else: whoever asks need not be its owner.
HEALTH_PATH = f"{CONTROL_PATH}/health"

_Handler = Callable[..., Response]

# By path, whose `*` are handed on, the handler of each method.
_ROUTES: dict[str, dict[str, _Handler]] = {
    "about": {"GET": settings.about},
    "clock": {"GET": settings.show_clock, "POST": settings.change_clock},
    "deliveries": {"GET": traffic.list_deliveries},
    "deliveries/*/repeat": {"POST": traffic.repeat_delivery},
    "find": {"GET": records.find_records},
    "faults": {"DELETE": settings.clear_faults, "GET": settings.list_faults, "POST": settings.add_fault},
    "faults/*": {"DELETE": settings.remove_fault},
    "records": {"GET": records.list_tables},
    "records/*": {"GET": records.list_records},
    "records/*/*": {"GET": records.get_record},
    "requests": {"DELETE": traffic.forget_requests, "GET": traffic.list_requests},
    "requests/*": {"GET": traffic.get_request},
    "reset": {"POST": settings.reset},
    "session": {"DELETE": access.end_session, "POST": access.begin_session},
    "snapshots": {"GET": states.list_snapshots},
    "snapshots/*": {
        "DELETE": states.remove_snapshot,
        "GET": states.get_snapshot,
        "PUT": states.keep_snapshot,
    },
    "snapshots/*/restore": {"POST": states.restore_snapshot},
    "state": {"GET": states.get_state, "PUT": states.put_state},
    "tables/*": {"GET": records.describe_table},
}


def answer_control(sandbox: Controlled, request: Request) -> Response:
    """Serve a path below `/_sandbox`, or refuse to."""
    if request.method in ("GET", "HEAD"):
        if request.path == HEALTH_PATH:
            return json_response(200, {"status": "ok"})
        if (file := page_file(request.path)) is not None:
            return access.misnamed(sandbox, request) or file
    return access.refusal(sandbox, request) or _serve(sandbox, request)


def _serve(sandbox: Controlled, request: Request) -> Response:
    names = request.path.removeprefix(CONTROL_PATH).strip("/").split("/")
    for pattern, handlers in _ROUTES.items():
        given = _match(pattern.split("/"), names)
        if given is None:
            continue
        handler = handlers.get(request.method)
        if handler is None:
            return json_response(405, {"error": "method not allowed"}, [("allow", ", ".join(handlers))])
        return handler(sandbox, request, *given)
    return json_response(404, {"error": "no such endpoint of the sandbox"})


def _match(pattern: list[str], names: list[str]) -> list[str] | None:
    if len(pattern) != len(names):
        return None
    pairs = list(zip(pattern, names, strict=True))
    if any(part not in ("*", name) for part, name in pairs):
        return None
    return [unquote(name) for part, name in pairs if part == "*"]
