"""Where events are kept: EduBridge computes its analytics from them."""

from __future__ import annotations

from timeback.sandbox.store import Table

__all__ = ["EVENTS", "JOBS"]

# Documents in the form in which they are listed; `actorId` is the actor's IRI, and is not shown.
EVENTS = Table("caliper_events", ("type", "action", "actorId", "eventTime", "sensor"))
JOBS = Table("caliper_jobs")
