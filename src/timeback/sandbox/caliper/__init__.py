"""Caliper 1.2: learning events, and the jobs that process them."""

from __future__ import annotations

from timeback.sandbox.caliper import seed
from timeback.sandbox.caliper.routes import error_body, register
from timeback.sandbox.caliper.tables import EVENTS, JOBS
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


SERVICE = Service(
    "caliper",
    ("/caliper", "/jobs"),
    (EVENTS, JOBS),
    register,
    error_body=error_body,
    seed=seed.records,
)
