"""The tables of Caliper. EduBridge computes its analytics from the events."""

from __future__ import annotations

from ..scopes import Scopes
from ..sql import Table

__all__ = ["CALIPER", "EVENTS", "JOBS", "JOB_STATES", "LINE_ITEM_OF_EVENTS", "SCOPES"]

CALIPER = "/caliper"
JOB_STATES = "/jobs"
# How the id of a line item begins that an event of an application made.
LINE_ITEM_OF_EVENTS = "caliper_"

# Documents in the form in which they are listed; `actorId` is the actor's IRI, and is not shown.
EVENTS = Table("caliper_events", ("type", "action", "actorId", "eventTime", "sensor"))
JOBS = Table("caliper_jobs")

_READ = frozenset({"caliper/admin", "caliper/events.readonly"})
_WRITE = frozenset({"caliper/admin", "caliper/event.create", "caliper/events.write"})
SCOPES = {CALIPER: Scopes(_READ, _WRITE), JOB_STATES: Scopes(_READ | _WRITE)}
