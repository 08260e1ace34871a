"""Where events are kept: EduBridge computes its analytics from them."""

from __future__ import annotations

from timeback.sandbox.store import Table

__all__ = ["EVENTS"]

# Documents in the form in which they are listed; `actorId` is the actor's IRI.
EVENTS = Table("caliper_events", ("type", "action", "actorId", "eventTime", "sensor"))
