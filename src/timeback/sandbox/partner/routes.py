"""The operations of the Partner API."""

from __future__ import annotations

from ..learnwith import events, insights
from ..learnwith.errors import with_bad_requests
from ..service import Handler, Route
from . import measures
from .collections import roster_routes
from .tables import ANALYTICS, EVENTS, INSIGHTS, XP

__all__ = ["ROUTES"]


def _route(method: str, path: str, handler: Handler) -> Route:
    return Route(method, path, with_bad_requests(handler))


ROUTES = (
    *roster_routes(),
    _route("POST", f"{EVENTS}/", events.take_events),
    _route("GET", f"{XP}/users/{{user}}/entries", measures.list_xp_entries),
    _route("GET", f"{ANALYTICS}/facts/weekly", measures.get_weekly_facts),
    _route("GET", f"{ANALYTICS}/activity", measures.get_activity),
    _route("GET", f"{INSIGHTS}/users/{{user}}", insights.get_user_insights),
    _route("GET", f"{INSIGHTS}/users/{{user}}/overview", insights.get_overview),
    _route("GET", f"{INSIGHTS}/users/{{user}}/sessions", insights.list_sessions),
    _route("GET", f"{INSIGHTS}/sessions/{{session}}", insights.get_session_insights),
)
