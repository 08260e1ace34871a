"""The seeded school years: semesters, terms and grading periods.

Their dates are written down here, and moved to the sandbox's clock once all is made (see `seed_dates`); what
else tells of a year, such as ids and titles, is made of the dates as they will be.
"""

from __future__ import annotations

from datetime import date, timedelta

from ...records import Doc
from ..tables import reference

__all__ = ["YEAR_END", "YEAR_START", "current_terms", "sessions"]

YEAR_START = "2025-08-18"
YEAR_END = "2026-06-05"

_YEARS = (
    (date(2024, 8, 19), date(2025, 6, 6)),
    (date.fromisoformat(YEAR_START), date.fromisoformat(YEAR_END)),
)
_STAMP = "2025-07-01T12:00:00.000Z"


def current_terms(moved_days: int) -> list[str]:
    """The ids of the present year's four terms."""
    year = (_YEARS[-1][1] + timedelta(days=moved_days)).year
    return [f"term-{year}-{number}" for number in range(1, 5)]


def _session(record_id: str, title: str, kind: str, span: tuple[date, date], year: int, org: Doc) -> Doc:
    return {
        "sourcedId": record_id,
        "status": "active",
        "dateLastModified": _STAMP,
        "title": title,
        "startDate": f"{span[0]}T00:00:00.000Z",
        "endDate": f"{span[1]}T00:00:00.000Z",
        "type": kind,
        "parent": None,
        "schoolYear": year,
        "org": org,
        "children": [],
    }


def _halves(span: tuple[date, date]) -> tuple[tuple[date, date], tuple[date, date]]:
    middle = span[0] + (span[1] - span[0]) // 2
    return (span[0], middle), (middle + timedelta(days=1), span[1])


def _adopt(parent: Doc, child: Doc) -> Doc:
    child["parent"] = reference("academic_sessions", parent["sourcedId"])
    parent["children"].append(reference("academic_sessions", child["sourcedId"]))
    return child


def sessions(org: Doc, moved_days: int) -> list[Doc]:
    """Every session of both years, parents before children."""
    made: list[Doc] = []
    for start, end in _YEARS:
        first, last = (day + timedelta(days=moved_days) for day in (start, end))
        year, label = last.year, f"{first.year}-{last.year % 100:02d}"
        root = _session(f"year-{year}", f"School Year {label}", "schoolYear", (start, end), year, org)
        made.append(root)
        for number, half in enumerate(_halves((start, end)), 1):
            semester_id = f"semester-{year}-{number}"
            title = f"{'Fall' if number == 1 else 'Spring'} Semester {label}"
            semester = _adopt(root, _session(semester_id, title, "semester", half, year, org))
            made.append(semester)
            made.extend(_terms(semester, half, year, number, org))
    return made


def _terms(semester: Doc, span: tuple[date, date], year: int, half: int, org: Doc) -> list[Doc]:
    made: list[Doc] = []
    for offset, quarter in enumerate(_halves(span)):
        number = 2 * half - 1 + offset
        term = _session(f"term-{year}-{number}", f"Term {number}", "term", quarter, year, org)
        made.append(_adopt(semester, term))
        for part, eighth in enumerate(_halves(quarter), 1):
            period_id = f"grading-period-{year}-{number}-{part}"
            title = f"Term {number}, Grading Period {part}"
            made.append(_adopt(term, _session(period_id, title, "gradingPeriod", eighth, year, org)))
    return made
