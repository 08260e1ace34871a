"""Applications, and which figures each reports."""

from __future__ import annotations

from typing import Any

from ..base import Choice, InputModel, Model
from .enums import Metric, MetricSource

__all__ = [
    "Application",
    "ApplicationMetric",
    "ApplicationMetricInput",
]


class Application(Model, kw_only=True):
    """An application that students learn in."""

    sourced_id: str
    name: str
    description: str | None = None
    domain: list[str]
    tenant_id: str | None = None
    client_app_id: str | None = None
    status: str
    date_last_modified: str
    metadata: dict[str, Any] | None = None


class ApplicationMetric(Model, kw_only=True):
    """A figure that an application reports, and where it comes from.

    Some servers answer one object of usage figures instead; then the second group of fields is filled.
    """

    application_sourced_id: str
    metric: Metric | None = None
    metric_source: MetricSource | None = None
    total_users: int | float | None = None
    active_users: int | float | None = None
    total_sessions: int | float | None = None
    avg_session_duration: int | float | None = None
    metadata: dict[str, Any] | None = None


class ApplicationMetricInput(InputModel, kw_only=True):
    """A figure that an application reports, and where it comes from."""

    metric: Choice[Metric]
    metric_source: Choice[MetricSource]
