"""The tables of Caliper. EduBridge computes its analytics from the events."""

from __future__ import annotations

from ..store import Table

__all__ = ["CALIPER", "EVENTS", "JOBS", "JOB_STATES", "LINE_ITEM_OF_EVENTS"]

CALIPER = "/caliper"
JOB_STATES = "/jobs"
# How the id of a line item begins that an event of an application made.
LINE_ITEM_OF_EVENTS = "caliper_"

# Documents in the form in which they are listed; `actorId` is the actor's IRI, and is not shown.
EVENTS = Table("caliper_events", ("type", "action", "actorId", "eventTime", "sensor"))
JOBS = Table("caliper_jobs")
