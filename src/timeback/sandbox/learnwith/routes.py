"""The operations of LEARNWITH_AI beside those that it shares with the other platform."""

from __future__ import annotations

from ..._config.platforms import Platform
from ..context import RequestContext
from ..messages import Response, json_response
from ..platform_paths import moves_to, relinking
from ..service import Handler, Route
from . import applications, events, insights, students, subscriptions
from .errors import with_bad_requests
from .tables import APPLICATIONS, EVENTS, INSIGHTS, PING, ROSTERING, WEBHOOKS

__all__ = ["ROUTES"]


def _pong(call: RequestContext) -> Response:
    """Answer a health check."""
    return json_response(200, {"status": "ok"})


_MOVES = moves_to(Platform.LEARNWITH_AI, "oneroster")


def _route(method: str, path: str, handler: Handler) -> Route:
    return Route(method, path, relinking(with_bad_requests(handler), _MOVES))


ROUTES = (
    _route("PUT", f"{ROSTERING}/students", students.create_student),
    _route("PUT", f"{ROSTERING}/users/{{user}}/profiles/{{profile}}", students.assign_application),
    _route("GET", APPLICATIONS, applications.list_applications),
    _route("POST", f"{APPLICATIONS}/drafts", applications.register_draft),
    _route("POST", f"{EVENTS}/", events.take_events),
    _route("GET", f"{INSIGHTS}/users/{{user}}", insights.get_user_insights),
    _route("GET", f"{INSIGHTS}/users/{{user}}/overview", insights.get_overview),
    _route("GET", f"{INSIGHTS}/users/{{user}}/sessions", insights.list_sessions),
    _route("GET", f"{INSIGHTS}/sessions/{{session}}", insights.get_session_insights),
    _route("POST", f"{WEBHOOKS}/{{application}}/subscriptions", subscriptions.create_subscription),
    Route("GET", PING, _pong, needs_token=False),
)
