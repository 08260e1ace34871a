"""Applications, and the metrics that each reports."""

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
    """Identifier of the application on the platform."""
    name: str
    """Name of the application for people."""
    description: str | None = None
    """Purpose of the application in a few words; None if there is none."""
    domain: list[str]
    """Internet domains of the application."""
    tenant_id: str | None = None
    """Tenant that owns the record; None if the server does not say."""
    client_app_id: str | None = None
    """Application that made the record; None if the server does not say."""
    status: str
    """`active`, or `tobedeleted` once the application was deleted."""
    date_last_modified: str
    """Time of the last change, as ISO text."""
    metadata: dict[str, Any] | None = None
    """Free keys of the application; None if there are none."""


class ApplicationMetric(Model, kw_only=True):
    """A metric that an application reports, and its source.

    The published client reads one object of usage figures instead: then the second group of fields is filled.
    """

    application_sourced_id: str
    """Identifier of the application that reports the figure."""
    metric: Metric | None = None
    """Kind of figure that the application reports, such as `xp`; None in an answer of usage figures."""
    metric_source: MetricSource | None = None
    """Source of the figure; None in an answer of usage figures."""
    total_users: int | float | None = None
    """Number of users in all; only in an answer of usage figures."""
    active_users: int | float | None = None
    """Number of users with recent activity; only in an answer of usage figures."""
    total_sessions: int | float | None = None
    """Number of sessions in all; only in an answer of usage figures."""
    avg_session_duration: int | float | None = None
    """Mean length of a session; only in an answer of usage figures, which states no unit."""
    metadata: dict[str, Any] | None = None
    """Further usage figures under free keys; only in an answer of usage figures."""


class ApplicationMetricInput(InputModel, kw_only=True):
    """A metric that an application reports, and its source."""

    metric: Choice[Metric]
    """Kind of figure that the application reports, such as `xp`."""
    metric_source: Choice[MetricSource]
    """Source of the figure, such as `timeback_adapter`."""
