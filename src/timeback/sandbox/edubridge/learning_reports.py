"""Learning reports: MAP profiles, and school time saved."""

from __future__ import annotations

from datetime import date

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response
from ..sql import Clause
from .common import active_enrollments, answer, user
from .rules import school_days, year_bounds
from .tables import MAP_REPORTS

__all__ = ["get_map_profile", "get_time_saved"]

_STANDARD_HOURS = 7
_TIMEBACK_HOURS = 2
# What a report is found by, beside what is answered of it.
_INTERNAL = ("sourcedId", "userId", "subject")


def get_map_profile(call: RequestContext) -> Response:
    """Answer the MAP reports of a student."""
    owner = user(call, call.params["user"])
    reports = call.session.find(MAP_REPORTS, Clause('"userId" = ?', (owner["sourcedId"],)))
    if not reports:
        raise ApiError(404, "The student has no MAP profile.")
    shown = [{key: value for key, value in each.items() if key not in _INTERNAL} for each in reports]
    return answer(call, "data", shown)


def get_time_saved(call: RequestContext) -> Response:
    """Answer the school time that a student has saved this year."""
    owner = user(call, call.params["user"])
    begun = [doc["beginDate"] for doc in active_enrollments(call, owner["sourcedId"]) if doc.get("beginDate")]
    if not begun:
        raise ApiError(404, "The student has no enrollments.")
    today = date.fromisoformat(call.now[:10])
    earliest, (year_start, _) = date.fromisoformat(min(begun)), year_bounds(today)
    days = school_days(max(earliest, year_start), today)
    hours = days * (_STANDARD_HOURS - _TIMEBACK_HOURS)
    saved = {
        "totalHoursSaved": hours,
        "totalDaysSaved": round(hours / 24, 2),
        "schoolDaysElapsed": days,
        "earliestStartDate": f"{earliest}T00:00:00.000Z",
        "schoolYearStartDate": f"{year_start}T00:00:00.000Z",
        "calculation": {
            "standardSchoolHoursPerDay": _STANDARD_HOURS,
            "timebackHoursPerDay": _TIMEBACK_HOURS,
            "hoursSavedPerDay": _STANDARD_HOURS - _TIMEBACK_HOURS,
            "formula": "School days elapsed times the hours saved on each.",
        },
    }
    return answer(call, "data", saved)
