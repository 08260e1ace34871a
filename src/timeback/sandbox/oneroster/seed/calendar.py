"""The seeded school years: semesters, terms and grading periods. Fixed, so that answers never age."""

from __future__ import annotations

from datetime import date, timedelta

from ...records import Doc
from ..tables import reference

__all__ = ["CURRENT_YEAR", "YEAR_END", "YEAR_START", "current_terms", "sessions"]

CURRENT_YEAR = 2026
YEAR_START = "2025-08-18"
YEAR_END = "2026-06-05"

_YEARS = ((2025, date(2024, 8, 19), date(2025, 6, 6)), (2026, date(2025, 8, 18), date(2026, 6, 5)))
_STAMP = "2025-07-01T12:00:00.000Z"


def current_terms() -> list[str]:
    """The ids of the present year's four terms."""
    return [f"term-{CURRENT_YEAR}-{number}" for number in range(1, 5)]


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


def sessions(org: Doc) -> list[Doc]:
    """Every session of both years, parents before children."""
    made: list[Doc] = []
    for year, start, end in _YEARS:
        label = f"{year - 1}-{year % 100}"
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
