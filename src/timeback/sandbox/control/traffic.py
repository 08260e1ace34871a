"""Requests that came in, and deliveries to webhooks."""

from __future__ import annotations

from urllib.parse import parse_qs

import msgspec

from ..messages import Request, Response, json_response, no_content
from ..received import ReceivedRequest
from .sandbox import Controlled

__all__ = [
    "event_of",
    "forget_requests",
    "is_stream",
    "last_event",
    "list_deliveries",
    "list_requests",
    "repeat_delivery",
]

_MOST_SECONDS = 25.0


def _number(query: dict[str, list[str]], name: str) -> float:
    return float(query[name][-1]) if name in query else 0.0


def list_requests(sandbox: Controlled, request: Request) -> Response:
    """Answer the requests received after number `after`; waits up to `wait` seconds for one, where there is none."""
    query = parse_qs(request.query)
    try:
        after, wait = int(_number(query, "after")), _number(query, "wait")
    except (ValueError, OverflowError):
        return json_response(422, {"error": "after and wait must be numbers"})
    found = sandbox.log.after(after, wait=min(max(wait, 0.0), _MOST_SECONDS))
    return json_response(200, {"requests": found})


def is_stream(request: Request) -> bool:
    """Whether it asks for the requests as they come, as server-sent events."""
    asks = "text/event-stream" in request.headers.get("accept", "")
    return asks and request.method == "GET" and request.path.rstrip("/") == "/_sandbox/requests"


def last_event(request: Request) -> int:
    """The number after which a stream goes on: the last that the browser saw, or `after`."""
    given = request.headers.get("last-event-id") or parse_qs(request.query).get("after", ["0"])[-1]
    return int(given) if given.isascii() and given.isdecimal() else 0


def event_of(received: ReceivedRequest) -> bytes:
    """A request as a server-sent event."""
    return b"id: %d\ndata: %b\n\n" % (received.number, msgspec.json.encode(received))


def forget_requests(sandbox: Controlled, request: Request) -> Response:
    """Empty the list."""
    sandbox.log.clear()
    return no_content()


def list_deliveries(sandbox: Controlled, request: Request) -> Response:
    """Answer the last deliveries, with their attempts."""
    return json_response(200, {"deliveries": sandbox.deliveries.report()})


def repeat_delivery(sandbox: Controlled, request: Request, delivery_id: str) -> Response:
    """Deliver once more."""
    if not sandbox.deliveries.repeat(delivery_id):
        return json_response(404, {"error": "there is no such delivery"})
    return Response(202, [], b"")
