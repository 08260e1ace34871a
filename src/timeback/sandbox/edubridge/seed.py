"""EduBridge's part of a new district: applications and their metrics, subject tracks, MAP reports."""

from __future__ import annotations

import random

from ..records import Doc, Records
from ..service import SeedPlan
from . import tables
from .applications import metric_id

__all__ = ["seed"]

_STAMP = "2025-07-10T12:00:00.000Z"
# Name, what it is for, its source, and the figures that it reports.
_APPLICATIONS = (
    (
        "Lakeview Learn",
        "Lessons of every subject",
        "timeback_app",
        ("xp", "spent_minutes", "accuracy", "lessons"),
    ),
    ("Lakeview Quiz", "Quizzes and unit tests", "powerpath", ("accuracy", "quizzes", "unit_tests")),
    ("Number Garden", "Mathematics for the early grades", "timeback_adapter", ("xp", "waste_minutes")),
)
_MAP_SUBJECTS = ("Math", "Reading")
_MAP_SHARE = 0.3


def seed(plan: SeedPlan, records: Records) -> Records:
    """EduBridge's records of a district; the same for the same arguments."""
    applications, metrics = _applications()
    courses = [doc for _, doc in records["courses"]]
    tracks = [_track(number, course) for number, course in enumerate(courses, 1)]
    return {
        tables.APPLICATIONS.name: [(doc["sourcedId"], doc) for doc in applications],
        tables.APPLICATION_METRICS.name: [(metric_id(doc), doc) for doc in metrics],
        tables.SUBJECT_TRACKS.name: [(doc["id"], doc) for doc in tracks],
        tables.MAP_REPORTS.name: [(doc["sourcedId"], doc) for doc in _map_reports(plan.seed, records)],
    }


def _applications() -> tuple[list[Doc], list[Doc]]:
    applications: list[Doc] = []
    metrics: list[Doc] = []
    for name, purpose, source, reported in _APPLICATIONS:
        slug = name.lower().replace(" ", "-")
        applications.append(
            {
                "sourcedId": slug,
                "name": name,
                "description": purpose,
                "domain": [f"{slug}.example"],
                "tenantId": None,
                "clientAppId": None,
                "status": "active",
                "dateLastModified": _STAMP,
                "metadata": {},
            }
        )
        metrics += [
            {"applicationSourcedId": slug, "metric": metric, "metricSource": source} for metric in reported
        ]
    return applications, metrics


def _track(number: int, course: Doc) -> Doc:
    return {
        "id": f"subject-track-{number:04d}",
        "subject": course["subjects"][0],
        "grade": course["grades"][0],
        "courseId": course["sourcedId"],
        "orgSourcedId": None,
    }


def _map_reports(seed: int, known: Records) -> list[Doc]:
    rng = random.Random(f"map {seed}")
    reports: list[Doc] = []
    for user_id, user in known["users"]:
        if not user.get("grades") or user["status"] != "active" or rng.random() >= _MAP_SHARE:
            continue
        for subject in _MAP_SUBJECTS:
            grade = max(0, min(12, int(user["grades"][0]) + rng.randrange(-1, 2)))
            report_id = f"map-{user_id}-{subject.lower()}"
            reports.append(
                {
                    "sourcedId": report_id,
                    "userId": user_id,
                    "subject": subject,
                    "title": f"MAP Growth {subject}, Fall 2025",
                    "pdfUrl": f"https://reports.lakeview.example/{report_id}.pdf",
                    "tests": [f"Growth: {subject} K-12"],
                    "grade": str(grade),
                    "schoolname": user["primaryOrg"]["name"],
                    "assessmentResultProviderSystem": "MAP",
                }
            )
    return reports
