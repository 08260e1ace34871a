"""The operations of Caliper."""

from __future__ import annotations

from ..service import Route
from . import events, jobs
from .tables import CALIPER, JOB_STATES

__all__ = ["ROUTES"]

ROUTES = (
    Route("POST", f"{CALIPER}/event", events.send_events),
    Route("POST", f"{CALIPER}/event/validate", events.validate_events),
    Route("GET", f"{CALIPER}/events", events.list_events),
    Route("GET", f"{CALIPER}/events/{{external_id}}", events.get_event),
    Route("GET", f"{JOB_STATES}/{{job_id}}/status", jobs.get_job),
)
