"""Caliper events that come in through EduBridge."""

from __future__ import annotations

from ..caliper.jobs import run_job
from ..context import RequestContext
from ..messages import Response
from .common import answer, checked
from .schemas import ENVELOPE

__all__ = ["ingest_events"]


def ingest_events(call: RequestContext) -> Response:
    """Hand an envelope on to the event store."""
    checked(call, ENVELOPE)
    envelope = call.body()
    run_job(call, envelope, envelope["data"])
    return answer(call, None, {"success": True, "message": f"{len(envelope['data'])} events taken."})
