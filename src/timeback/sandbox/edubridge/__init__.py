"""EduBridge: course-centric enrolments, analytics, subject tracks, goals."""

from __future__ import annotations

from timeback.sandbox.edubridge.analytics import register_analytics
from timeback.sandbox.edubridge.applications import register_applications
from timeback.sandbox.edubridge.enrolling import register_enrollments
from timeback.sandbox.edubridge.goals import register_goals
from timeback.sandbox.edubridge.ingesting import register_ingestion
from timeback.sandbox.edubridge.people import register_users
from timeback.sandbox.edubridge.progression import register_progression
from timeback.sandbox.edubridge.reports import register_reports
from timeback.sandbox.edubridge.seeding import seed_edubridge
from timeback.sandbox.edubridge.tables import BASE, GOALS, TABLES
from timeback.sandbox.edubridge.tracks import register_tracks
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    register_enrollments(router)
    register_users(router)
    register_analytics(router)
    register_applications(router)
    register_tracks(router)
    register_reports(router)
    register_progression(router)
    register_goals(router)
    register_ingestion(router)


SERVICE = Service("edubridge", (BASE, GOALS), TABLES, _register, seed=seed_edubridge)
