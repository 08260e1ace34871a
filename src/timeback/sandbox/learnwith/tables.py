"""The tables of LEARNWITH_AI, for what the other platform's services have no place for."""

from __future__ import annotations

from ..scopes import Scopes, standard_scopes
from ..sql import Table

__all__ = [
    "APPLICATIONS",
    "DRAFTS",
    "EVENTS",
    "INSIGHTS",
    "PING",
    "PREFIXES",
    "ROSTERING",
    "SCOPES",
    "SUBSCRIPTIONS",
    "TABLES",
    "WEBHOOKS",
]

ROSTERING = "/rostering/1.0"
APPLICATIONS = "/applications/1.0"
EVENTS = "/events/1.0"
INSIGHTS = "/insights/1.0"
WEBHOOKS = "/webhooks/1.0"
PING = "/ping"
PREFIXES = (APPLICATIONS, EVENTS, INSIGHTS, WEBHOOKS, PING, ROSTERING)

# Of applications that were registered here: what EduBridge's have no field for, and the digest of the secret.
DRAFTS = Table("learnwith_drafts", ("clientId",))
SUBSCRIPTIONS = Table("learnwith_subscriptions", ("applicationId",))
TABLES = (DRAFTS, SUBSCRIPTIONS)

_ROSTER, _LTI = standard_scopes("or/roster"), standard_scopes("lti/lti")
SCOPES = {
    ROSTERING: _ROSTER,
    f"{ROSTERING}/users/{{user}}/profiles": Scopes(write=_ROSTER.write | _LTI.write),
    APPLICATIONS: _LTI,
    # The caller of this one is a developer who signed in, whose token bears no scopes.
    f"{APPLICATIONS}/drafts": Scopes(),
    EVENTS: Scopes(write=frozenset({"caliper/events.write"})),
    INSIGHTS: Scopes(read=frozenset({"caliper/events.readonly"})),
}
