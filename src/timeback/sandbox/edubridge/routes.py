"""The operations of EduBridge."""

from __future__ import annotations

from ..service import Route
from . import (
    analytics,
    applications,
    enrollments,
    events,
    goals,
    learning_reports,
    progression,
    subject_tracks,
    users,
)
from .tables import BASE, GOALS

__all__ = ["ROUTES"]

_ENROLLMENTS = f"{BASE}/enrollments"
_IN_COURSE = "{user}/{course}"
_IN_COURSE_AT_SCHOOL = "{user}/{course}/{school}"
_ANALYTICS = f"{BASE}/analytics"
_METRICS = f"{BASE}/applicationMetrics/{{application}}"
_TRACKS = f"{BASE}/subject-track"
_PROGRESSION = f"{BASE}/progression"
_SUBJECT_GOALS = f"{GOALS}/{{student}}/subjects"

ROUTES = (
    Route("GET", f"{_ENROLLMENTS}/user/{{user}}", enrollments.list_enrollments),
    Route("POST", f"{_ENROLLMENTS}/enroll/{_IN_COURSE}", enrollments.enroll),
    Route("POST", f"{_ENROLLMENTS}/enroll/{_IN_COURSE_AT_SCHOOL}", enrollments.enroll),
    Route("DELETE", f"{_ENROLLMENTS}/unenroll/{_IN_COURSE}", enrollments.unenroll),
    Route("DELETE", f"{_ENROLLMENTS}/unenroll/{_IN_COURSE_AT_SCHOOL}", enrollments.unenroll),
    Route("GET", f"{_ENROLLMENTS}/defaultClass/{{course}}", enrollments.get_default_class, writes=True),
    Route(
        "GET",
        f"{_ENROLLMENTS}/defaultClass/{{course}}/{{school}}",
        enrollments.get_default_class,
        writes=True,
    ),
    # One operation under its present and its former name.
    Route("POST", f"{_ENROLLMENTS}/resetGoals/{{course}}", enrollments.reset_goals),
    Route("POST", f"{_ENROLLMENTS}/propagateGoals/{{course}}", enrollments.reset_goals),
    Route("DELETE", f"{_ENROLLMENTS}/resetProgress/{_IN_COURSE}", enrollments.reset_progress),
    Route("GET", f"{BASE}/users/", users.list_users),
    Route("GET", f"{_ANALYTICS}/activity", analytics.get_activity),
    Route("GET", f"{_ANALYTICS}/facts/weekly", analytics.get_weekly_facts),
    Route("GET", f"{_ANALYTICS}/enrollment/{{enrollment}}", analytics.get_activity_of_enrollment),
    Route(
        "GET",
        f"{_ANALYTICS}/highestGradeMastered/{{student}}/{{subject}}",
        analytics.get_highest_grade_mastered,
    ),
    Route("GET", f"{BASE}/applications/", applications.list_applications),
    Route("GET", _METRICS, applications.list_metrics),
    Route("POST", _METRICS, applications.create_metric),
    Route("DELETE", _METRICS, applications.delete_metric),
    Route("GET", f"{_TRACKS}/", subject_tracks.list_tracks),
    Route("PUT", f"{_TRACKS}/", subject_tracks.upsert_track),
    Route("DELETE", f"{_TRACKS}/{{track}}", subject_tracks.delete_track),
    Route("GET", f"{_TRACKS}/groups", subject_tracks.list_groups),
    Route("POST", f"{_TRACKS}/groups", subject_tracks.create_group),
    Route("PUT", f"{_TRACKS}/groups", subject_tracks.update_group),
    Route("DELETE", f"{_TRACKS}/groups", subject_tracks.delete_group),
    Route("GET", f"{BASE}/learning-reports/map-profile/{{user}}", learning_reports.get_map_profile),
    Route("GET", f"{BASE}/time-saved/user/{{user}}", learning_reports.get_time_saved),
    Route("GET", f"{_PROGRESSION}/catalog", progression.list_lessons),
    Route("POST", f"{_PROGRESSION}/create-course", progression.create_course),
    Route("POST", f"{_PROGRESSION}/enqueue", progression.enqueue_job),
    Route("GET", _SUBJECT_GOALS, goals.list_goals),
    Route("POST", _SUBJECT_GOALS, goals.create_goal),
    Route("POST", f"{_SUBJECT_GOALS}/preview", goals.preview_goal),
    Route("PATCH", f"{_SUBJECT_GOALS}/{{subject}}", goals.update_goal),
    Route("POST", f"{GOALS}/{{student}}/courses", goals.create_course_goal),
    Route("POST", f"{BASE}/caliper/event", events.ingest_events),
)
