"""PowerPath's part of a new district: placement tests, quizzes, test-outs, sequences and screenings."""

from __future__ import annotations

import random
import uuid
from typing import Any

from ..oneroster.tables import reference
from ..records import Doc, Records, keyed
from ..service import SeedPlan
from .schemas import SCREENED
from .screening import new_session

__all__ = ["seed"]

_STAMP = "2025-07-20T10:15:00.000Z"
# Subject to the grades with a placement test.
_PLACED = {"Math": (0, 1, 2), "Reading": (0, 1)}
_TESTED_OUT = {"Math": 4, "Reading": 2}
_SCREENED_STUDENTS = 5


class _Lessons:
    """Lessons added to the seeded courses: components, ComponentResources and resources."""

    def __init__(self, courses: dict[str, Doc]) -> None:
        self._courses = courses
        self.components: list[Doc] = []
        self.links: list[Doc] = []
        self.resources: list[Doc] = []

    def add(self, kind: str, title: str, subject: str, grade: int, **more: Any) -> None:
        """Add a lesson to the course of a subject and grade, in a component of its own."""
        course = next(
            each
            for each in self._courses.values()
            if each["subjects"] == [subject] and each["grades"] == [str(grade)]
        )
        part = f"{kind}-{course['sourcedId'].removeprefix('course-')}"
        head = {"status": "active", "dateLastModified": _STAMP, "title": title}
        self.components.append(
            {
                "sourcedId": f"component-{part}",
                **head,
                "course": reference("courses", course["sourcedId"]),
                "parent": None,
                "sortOrder": 10 + len(self.components),
                "unlockDate": None,
            }
        )
        about = {"type": "qti", "subType": "qti-test", "lessonType": kind}
        self.resources.append(
            {
                "sourcedId": f"resource-{part}",
                **head,
                "metadata": {**about, "subject": subject, "grades": [str(grade)], "xp": 20, **more},
                "roles": ["primary"],
                "importance": "primary",
                "vendorResourceId": part,
                "vendorId": "lakeview",
            }
        )
        self.links.append(
            {
                "sourcedId": f"link-{part}",
                **head,
                "courseComponent": reference("course_components", f"component-{part}"),
                "resource": reference("resources", f"resource-{part}"),
                "sortOrder": 0,
                "lessonType": kind,
            }
        )


def seed(plan: SeedPlan, records: Records) -> Records:
    """PowerPath's records beside those of the district."""
    courses = dict(records["courses"])
    lessons = _Lessons(courses)
    for subject, grades in _PLACED.items():
        for grade in grades:
            fallback = _course_id(courses, subject, grade)
            title = f"{subject} Placement, Grade {grade}"
            lessons.add("placement", title, subject, grade, courseIdOnFail=fallback)
    for subject, grade in _TESTED_OUT.items():
        lessons.add("test-out", f"{subject} {grade}: Test Out", subject, grade)
        lessons.add("quiz", f"{subject} {grade}: Warm-Up Quiz", subject, grade)
    screenings = _screenings(plan.seed, records)
    sequences = [_sequence(courses, subject) for subject in ("Math", "Reading", "Writing", "Science")]
    return {
        "course_components": [*records["course_components"], *keyed(lessons.components)],
        "component_resources": [*records["component_resources"], *keyed(lessons.links)],
        "resources": [*records["resources"], *keyed(lessons.resources)],
        "powerpath_screenings": [(each["userId"], each) for each in screenings],
        "powerpath_course_sequences": [(each["id"], each) for each in sequences],
    }


def _course_id(courses: dict[str, Doc], subject: str, grade: int) -> str:
    return next(
        course_id
        for course_id, each in courses.items()
        if each["subjects"] == [subject] and each["grades"] == [str(grade)]
    )


def _screenings(number: int, records: Records) -> list[Doc]:
    """Sessions of the first students, with results in some subjects."""
    students = [doc for _, doc in records["users"] if doc["roles"][0]["role"] == "student"]
    found: list[Doc] = []
    for student in students[:_SCREENED_STUDENTS]:
        draw = random.Random(f"{number} {student['sourcedId']}")
        taken = draw.sample(SCREENED, 2)
        grade = int((student.get("grades") or ["5"])[0])
        results = {
            subject: {
                "grade": str(grade),
                "ritScore": 170 + 5 * grade + draw.randrange(12),
                "testName": f"Growth: {subject} {grade}",
                "completedAt": "2025-09-04T15:00:00.000Z",
            }
            for subject in taken
        }
        session = new_session(student, "2025-09-02T08:00:00.000Z", draw)
        found.append({"userId": student["sourcedId"], "session": session, "results": results})
    return found


def _sequence(courses: dict[str, Doc], subject: str) -> Doc:
    """A subject's courses from kindergarten up, an assessment after each."""
    sequence_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"lakeview-sequence-{subject}"))
    stages: list[Doc] = []
    for grade in range(13):
        course_id = _course_id(courses, subject, grade)
        course = courses[course_id]
        shared = {"grades": [str(grade)], "subject": subject}
        taught = {"courseReferences": [{"courseId": course_id, "refAddedAt": _STAMP}]}
        tested = {"testTypes": ["end_of_grade"], "assessmentSource": "mastery"}
        stages.append(
            {
                "id": f"{sequence_id}-{grade}-course",
                "title": course["title"],
                **shared,
                "type": "course",
                "properties": taught,
            }
        )
        stages.append(
            {
                "id": f"{sequence_id}-{grade}-assessment",
                "title": f"{course['title']}: End of Grade",
                **shared,
                "type": "assessment",
                "properties": tested,
            }
        )
    return {
        "id": sequence_id,
        "subject": subject,
        "title": f"{subject}, K to 12",
        "author": "curriculum@lakeview.example",
        "status": "active",
        "statusUpdatedAt": _STAMP,
        "stages": stages,
        "description": f"The courses of {subject} and the assessments between them.",
    }
