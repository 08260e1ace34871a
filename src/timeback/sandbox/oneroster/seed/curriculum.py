"""The courses that the seeded district teaches, by grade."""

from __future__ import annotations

from ...records import Doc

__all__ = ["GRADES", "SUBJECTS", "course_id", "courses", "grade_label"]

GRADES = range(13)
SUBJECTS = ("Math", "Reading", "Writing", "Science", "Social Studies")

_HIGH_SCHOOL = {
    "Math": ("Algebra I", "Geometry", "Algebra II", "Precalculus"),
    "Reading": ("World Literature", "American Literature", "British Literature", "AP English Literature"),
    "Writing": ("Composition I", "Composition II", "Rhetoric", "Research Writing"),
    "Science": ("Biology", "Chemistry", "Physics", "Environmental Science"),
    "Social Studies": ("World Geography", "World History", "U.S. History", "Government and Economics"),
}
_CODES = {"Math": "MTH", "Reading": "RDG", "Writing": "WRT", "Science": "SCI", "Social Studies": "SOC"}
_STAMP = "2025-07-15T09:30:00.000Z"


def grade_label(grade: int) -> str:
    """The name of a grade, for people."""
    return "Kindergarten" if grade == 0 else f"Grade {grade}"


def course_id(subject: str, grade: int) -> str:
    """The id of the course in a subject for a grade."""
    return f"course-{_CODES[subject].lower()}-{grade:02d}"


def _title(subject: str, grade: int) -> str:
    return _HIGH_SCHOOL[subject][grade - 9] if grade >= 9 else f"{subject} {grade or 'K'}"


def courses(org: Doc) -> list[Doc]:
    """One course for each subject and grade."""
    return [
        {
            "sourcedId": course_id(subject, grade),
            "status": "active",
            "dateLastModified": _STAMP,
            "metadata": {
                "goals": {"dailyXp": 20 + grade, "dailyLessons": 2, "dailyAccuracy": 80},
                "metrics": {"totalXp": 2400 + 120 * grade, "totalLessons": 120},
                "primaryApp": "lakeview-learn",
            },
            "title": _title(subject, grade),
            "courseCode": f"{_CODES[subject]}-{grade:02d}",
            "grades": [str(grade)],
            "subjects": [subject],
            "subjectCodes": [_CODES[subject]],
            "org": org,
            "level": "High School" if grade >= 9 else "Middle" if grade >= 6 else "Elementary",
        }
        for subject in SUBJECTS
        for grade in GRADES
    ]
