"""The paths of the Partner API; its records are those of the services before it."""

from __future__ import annotations

from ..scopes import Scopes, standard_scopes

__all__ = ["ANALYTICS", "EVENTS", "INSIGHTS", "PREFIXES", "ROSTERING", "SCOPES", "XP"]

ROSTERING = "/rostering/1.0"
EVENTS = "/events/1.0"
ANALYTICS = "/analytics/1.0"
INSIGHTS = "/insights/1.0"
XP = "/xp/1.0"
PREFIXES = (ROSTERING, EVENTS, ANALYTICS, INSIGHTS, XP)

_READ = Scopes(read=frozenset({"caliper/events.readonly"}))
SCOPES = {
    ROSTERING: standard_scopes("or/roster"),
    EVENTS: Scopes(write=frozenset({"caliper/events.write"})),
    ANALYTICS: _READ,
    INSIGHTS: _READ,
    XP: _READ,
}
