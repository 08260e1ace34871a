"""The tables of EduBridge, for what OneRoster has no place for."""

from __future__ import annotations

from ..scopes import standard_scopes
from ..sql import Table

__all__ = [
    "APPLICATIONS",
    "APPLICATION_METRICS",
    "BASE",
    "COURSE_GOALS",
    "GOALS",
    "JOBS",
    "MAP_REPORTS",
    "SCOPES",
    "SUBJECT_GOALS",
    "SUBJECT_TRACKS",
    "TABLES",
]

BASE = "/edubridge"
GOALS = "/goals"

APPLICATIONS = Table("edubridge_applications", ("name",))
APPLICATION_METRICS = Table("edubridge_application_metrics", ("applicationSourcedId",))
SUBJECT_TRACKS = Table("edubridge_subject_tracks", ("subject", "grade", "courseId", "orgSourcedId"))
SUBJECT_GOALS = Table("edubridge_subject_goals", ("studentId",))
COURSE_GOALS = Table("edubridge_course_goals", ("studentId", "courseId"))
MAP_REPORTS = Table("edubridge_map_reports", ("userId",))
JOBS = Table("edubridge_progression_jobs", ("studentTimebackId",))

TABLES = (
    APPLICATIONS,
    APPLICATION_METRICS,
    SUBJECT_TRACKS,
    SUBJECT_GOALS,
    COURSE_GOALS,
    MAP_REPORTS,
    JOBS,
)

# None of its own is described; those of the records that it keeps are the roster's and PowerPath's.
_KEPT = standard_scopes("powerpath/powerpath", "or/roster")
_OWN = _KEPT._replace(read=_KEPT.read | {"analytics/readOnly"})
SCOPES = {BASE: _OWN, GOALS: _OWN}
