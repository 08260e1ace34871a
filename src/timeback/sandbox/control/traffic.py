"""Requests that came in, and deliveries to webhooks."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, unquote_plus

import msgspec

from ..messages import Request, Response, json_response, no_content
from ..received import ReceivedRequest
from .sandbox import Controlled

__all__ = [
    "event_of",
    "forget_requests",
    "get_request",
    "is_stream",
    "last_event",
    "list_deliveries",
    "list_requests",
    "repeat_delivery",
]

_MOST_SECONDS = 25
_BRIEF = ("number", "time", "method", "path", "query", "service", "status", "seconds", "fault", "request_id")


def _number(query: dict[str, list[str]], name: str) -> float:
    return float(query[name][-1]) if name in query else 0.0


def list_requests(sandbox: Controlled, request: Request) -> Response:
    """Answer the requests received.

    `after` is a number, and only later ones are meant; `wait` are the seconds to wait for one, if there is none.
    `text` is what their path, query or bodies hold, `last` how many are answered at most, the latest. With
    `brief=true` headers and bodies are left out.
    """
    query = parse_qs(request.query)
    try:
        after, wait, last = (int(_number(query, name)) for name in ("after", "wait", "last"))
    except (ValueError, OverflowError):
        return json_response(422, {"error": "after, wait and last must be numbers"})
    found: list[ReceivedRequest] = sandbox.log.after(after, wait=min(max(wait, 0), _MOST_SECONDS))
    if text := query.get("text", [""])[-1].casefold():
        found = [each for each in found if _holds(each, text)]
    shown = found[-last:] if last > 0 else found
    return json_response(200, {"requests": [_brief(each) for each in shown] if _is_brief(query) else shown})


def _holds(received: ReceivedRequest, text: str) -> bool:
    parts = (unquote(received.path), unquote_plus(received.query), received.body, received.answer)
    return any(text in part.casefold() for part in parts)


def _is_brief(query: dict[str, list[str]]) -> bool:
    return query.get("brief", [""])[-1] == "true"


def _brief(received: ReceivedRequest) -> dict[str, Any]:
    """A request without headers and bodies, but with the client that sent it."""
    shown = {name: getattr(received, name) for name in _BRIEF}
    return shown | {"client": received.headers.get("user-agent", "")}


def get_request(sandbox: Controlled, request: Request, number: str) -> Response:
    """Answer one of the requests received."""
    found = next((each for each in sandbox.log.all() if str(each.number) == number), None)
    if found is None:
        return json_response(404, {"error": "there is no such request; only the last ones are kept"})
    return json_response(200, found)


def is_stream(request: Request) -> bool:
    """Whether it asks for the requests as they come, as server-sent events."""
    asks = "text/event-stream" in request.headers.get("accept", "")
    return asks and request.method == "GET" and request.path.rstrip("/") == "/_sandbox/requests"


def last_event(request: Request) -> int:
    """The number after which a stream goes on: the last that the browser saw, or `after`."""
    given = request.headers.get("last-event-id") or parse_qs(request.query).get("after", ["0"])[-1]
    return int(given) if given.isascii() and given.isdecimal() else 0


def event_of(received: ReceivedRequest, request: Request) -> bytes:
    """A request as a server-sent event, in the form that the stream was asked for in."""
    shown = _brief(received) if _is_brief(parse_qs(request.query)) else received
    return b"id: %d\ndata: %b\n\n" % (received.number, msgspec.json.encode(shown))


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
