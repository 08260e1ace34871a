"""Insights of LEARNWITH_AI: how students used their time."""

from __future__ import annotations

from typing import Any

from ..base import Model, OpenModel

__all__ = ["Insight", "InsightReport", "InsightSession", "InsightsOverview", "SubjectInsight"]


class Insight(OpenModel, kw_only=True):
    """One insight. The fields of kinds that this library does not list are in `further`."""

    type: str
    """Kind of insight; seen is `TIME_SUMMARY`."""
    total_seconds: int | float | None = None
    """Seconds in all."""
    active_seconds: int | float | None = None
    """Seconds of work by the student."""
    waste_seconds: int | float | None = None
    """Seconds wasted."""
    inactive_seconds: int | float | None = None
    """Seconds of inactivity."""
    waste_percentage: int | float | None = None
    """Share of wasted time, in whole percents."""
    total_xp_earned: int | float | None = None
    """Sum of what the student earned in this time."""
    fact_count: int | None = None
    """Number of facts that it is made of."""


class SubjectInsight(Model, kw_only=True):
    """A student's time and XP in one subject."""

    subject: str
    """School subject that the sums are of, such as `Math`."""
    active_seconds: int | float | None = None
    """Seconds of work by the student."""
    waste_seconds: int | float | None = None
    """Seconds wasted."""
    inactive_seconds: int | float | None = None
    """Seconds of inactivity."""
    xp_earned: int | float | None = None
    """Sum of what the student earned there."""


class InsightReport(OpenModel, kw_only=True):
    """The insights of a user, or of one session."""

    user_id: str | None = None
    """User that they are about; None if the server leaves it out."""
    session: Any | None = None
    """Session that they are about, as the server gives it; None for those of a user."""
    insights: list[Insight] = []
    """Findings of several kinds."""
    by_subject: list[SubjectInsight] = []
    """Sums by subject."""


class InsightsOverview(OpenModel, kw_only=True):
    """The trend of a user's insights and their breakdown. The fields are not documented; all are in `further`."""


class InsightSession(OpenModel, kw_only=True):
    """A session of a user; undocumented fields are in `further`."""

    id: str
    """Identifier of the session."""
    application: Any | None = None
    """Application that it was in, as the server gives it."""
