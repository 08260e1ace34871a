"""The seeded gradebook: categories, scales, line items, and what the students were given."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from ... import instants
from ...records import Doc, Records, Seeded, keyed
from ...service import SeedPlan
from ..tables import reference
from . import calendar, content

__all__ = ["records"]

_STAMP = "2025-08-11T13:00:00.000Z"
_CATEGORIES = (
    ("homework", "Homework", 20),
    ("quizzes", "Quizzes", 25),
    ("projects", "Projects", 15),
    ("tests", "Tests", 40),
)
# Two assignments in each of the four terms: category, title, points.
_PLAN = (
    (("homework", "Homework", 20), ("tests", "Test", 100)),
    (("quizzes", "Quiz", 25), ("tests", "Test", 100)),
    (("projects", "Project", 50), ("tests", "Test", 100)),
    (("homework", "Homework", 20), ("tests", "Final Test", 100)),
)
# The district stands in the winter break: what is due later has not been graded.
_GRADED_TERMS = 2
_LETTERS = ((90, "A"), (80, "B"), (70, "C"), (60, "D"), (0, "F"))
_LEAST = [least for least, _ in reversed(_LETTERS)]
_STATUSES = ("fully graded", "partially graded", "submitted", "not submitted", "exempt")
_STATUS_WEIGHTS = (88, 92, 95, 98, 100)  # Each with those before it.
_SCORED = frozenset({"fully graded", "partially graded"})
# Beside this subject only small districts have scores, so that big ones start quickly.
_WHOLE_SUBJECT = "Math"
_SMALL_DISTRICT = 400


def _head(record_id: str, stamp: str = _STAMP) -> Doc:
    return {"sourcedId": record_id, "status": "active", "dateLastModified": stamp}


def _item_id(number: int, place: int) -> str:
    return f"line-item-{number:05d}-{place}"


def _letter(percent: float) -> str:
    return _LETTERS[-bisect(_LEAST, percent)][1]


def _scale_values() -> list[Doc]:
    uppers = (100, *(least - 1 for least, _ in _LETTERS))
    return [
        {
            "itemValueLHS": f"{least}-{upper}",
            "itemValueRHS": letter,
            "value": letter,
            "description": f"From {least} to {upper} percent",
        }
        for (least, letter), upper in zip(_LETTERS, uppers, strict=False)
    ]


def _moments(term: Doc, half: int) -> tuple[str, str, Sequence[str]]:
    """The instants at which the assignment of half a term is given and due, and scores for it come in."""
    begin, end = (datetime.fromisoformat(term[name]) for name in ("startDate", "endDate"))
    given = begin + (end - begin) * half / 2 + timedelta(days=7, hours=14)
    due = given + timedelta(days=10)
    scored = [instants.from_epoch((due + timedelta(hours=7 * step)).timestamp()) for step in range(-6, 10)]
    return instants.from_epoch(given.timestamp()), instants.from_epoch(due.timestamp()), scored


class _Builder:
    def __init__(self, plan: SeedPlan, known: Records) -> None:
        self.plan = plan
        # Its own source of chance: the district stays as it is whatever is added here.
        self.rng = random.Random(f"gradebook {plan.seed}")
        self.known = known
        self.students = {record_id: reference("users", record_id) for record_id, _ in known["users"]}
        self.ability: dict[str, float] = {}
        self.rosters: dict[str, list[str]] = {}
        for _, enrollment in known["enrollments"]:
            if enrollment["role"] == "student" and enrollment["status"] == "active":
                members = self.rosters.setdefault(enrollment["class"]["sourcedId"], [])
                members.append(enrollment["user"]["sourcedId"])
        # By grade, the students who are there.
        self.by_grade: dict[str, list[str]] = {}
        for record_id, user in known["users"]:
            if user["status"] == "active" and (grades := user.get("grades")):
                self.by_grade.setdefault(grades[0], []).append(record_id)
        self.scale_values = _scale_values()
        self.scored = 0
        self.assessments: list[Doc] = []
        self.assessed: list[Doc] = []

    def build(self) -> Seeded:
        plan = self._plan()
        scales = [self._scale(number, taught) for number, (_, taught) in enumerate(self.known["classes"], 1)]
        for course_id, course in self.known["courses"]:
            self._assess(course_id, course)
        categories = [
            _head(f"category-{code}") | {"title": title, "weight": weight}
            for code, title, weight in _CATEGORIES
        ]
        return {
            "categories": keyed(categories),
            "score_scales": keyed(scales),
            # The most of all records: made as they are stored, not held in memory before.
            "line_items": ((item["sourcedId"], item) for item in self._items(plan)),
            "results": ((result["sourcedId"], result) for result in self._results(plan)),
            "assessment_line_items": keyed(self.assessments),
            "assessment_results": keyed(self.assessed),
        }

    def _plan(self) -> list[tuple[Doc, Sequence[str]]]:
        """The common part of every class's line items, and the instants at which their scores come in."""
        sessions = dict(self.known["academic_sessions"])
        plan: list[tuple[Doc, Sequence[str]]] = []
        for term_id, assignments in zip(calendar.current_terms(self.plan.moved_days), _PLAN, strict=True):
            term = sessions[term_id]
            for half, (category, title, points) in enumerate(assignments):
                given, due, scored = _moments(term, half)
                shared: Doc = {
                    "title": f"{term['title']} {title}",
                    "assignDate": given,
                    "dueDate": due,
                    "category": reference("categories", f"category-{category}"),
                    "gradingPeriod": term["children"][half],
                    "academicSession": reference("academic_sessions", term_id),
                    "resultValueMin": 0,
                    "resultValueMax": points,
                }
                plan.append((shared, scored))
        return plan

    def _scale(self, number: int, taught: Doc) -> Doc:
        return _head(f"score-scale-{number:05d}") | {
            "title": f"Letter Grades, {taught['title']}",
            "type": "letter",
            "class": reference("classes", taught["sourcedId"]),
            "course": taught["course"],
            "scoreScaleValue": self.scale_values,
        }

    def _items(self, plan: list[tuple[Doc, Sequence[str]]]) -> Iterator[Doc]:
        """The line items of every class."""
        for number, (_, taught) in enumerate(self.known["classes"], 1):
            own = self._own(number, taught)
            for place, (shared, _) in enumerate(plan, 1):
                yield _head(_item_id(number, place)) | shared | own

    def _own(self, number: int, taught: Doc) -> Doc:
        """The fields that all line items of a class have in common."""
        return {
            "class": reference("classes", taught["sourcedId"]),
            "school": taught["school"],
            "scoreScale": reference("score_scales", f"score-scale-{number:05d}"),
        }

    def _results(self, plan: list[tuple[Doc, Sequence[str]]]) -> Iterator[Doc]:
        small = len(self.known["classes"]) <= _SMALL_DISTRICT
        for number, (_, taught) in enumerate(self.known["classes"], 1):
            whole = taught["subjects"][0] == _WHOLE_SUBJECT
            graded = plan[: 2 * _GRADED_TERMS if whole else int(small)]
            own = self._own(number, taught) if graded else {}
            for place, (shared, scored) in enumerate(graded, 1):
                yield from self._grade(_item_id(number, place), shared | own, scored)

    def _percent(self, student: str) -> float:
        if (able := self.ability.get(student)) is None:
            able = self.ability[student] = self.rng.gauss(82, 9)
        return max(30.0, min(100.0, self.rng.gauss(able, 7)))

    def _grade(self, item_id: str, item: Doc, scored: Sequence[str]) -> Iterator[Doc]:
        rng, most, due = self.rng, item["resultValueMax"], item["dueDate"]
        taught, scale = item["class"], item["scoreScale"]
        ref = reference("line_items", item_id)
        for student in self.rosters.get(taught["sourcedId"], ()):
            status = _STATUSES[bisect(_STATUS_WEIGHTS, rng.random() * _STATUS_WEIGHTS[-1])]
            when = rng.choice(scored)
            late = when > due and rng.random() < 0.15
            score = None
            if status in _SCORED:
                score = round(most * self._percent(student) / 100)
            self.scored += 1
            yield {
                "sourcedId": f"result-{self.scored:06d}",
                "status": "active",
                "dateLastModified": when,
                "lineItem": ref,
                "student": self.students[student],
                "class": taught,
                "scoreScale": scale,
                "scoreStatus": status,
                "score": score,
                "textScore": None if score is None else _letter(100 * score / most),
                "scoreDate": when,
                "comment": None,
                "inProgress": "false",
                "incomplete": "true" if status == "partially graded" else "false",
                "late": "true" if late else "false",
                "missing": "true" if status == "not submitted" else "false",
            }

    def _assess(self, course_id: str, course: Doc) -> None:
        ref = reference("courses", course_id)
        for number, (part, component, link) in enumerate(content.unit_tests(course_id)):
            item_id = f"assessment-{part}"
            tied: Doc = {"course": ref, "component": component, "componentResource": link}
            shared: Doc = {"title": f"{course['title']}, Unit {number + 1} Test", "resultValueMin": 0}
            test = shared | {"resultValueMax": 100, "parentAssessmentLineItem": None}
            self.assessments.append(_head(item_id) | test | tied)
            if number == 0:
                parent = reference("assessment_line_items", item_id)
                question = {"title": "Question 1", "resultValueMin": 0, "resultValueMax": 5}
                below = {"parentAssessmentLineItem": parent, "course": ref}
                self.assessments.append(_head(f"{item_id}-q1") | question | below)
        if course["subjects"][0] == _WHOLE_SUBJECT:
            self._take(course, reference("assessment_line_items", f"assessment-{course_id[7:]}-u1"))

    def _take(self, course: Doc, item: Doc) -> None:
        rng = self.rng
        for record_id in self.by_grade.get(course["grades"][0], ()):
            correct = round(self._percent(record_id) / 5)
            when = f"2025-{rng.randrange(9, 13):02d}-{rng.randrange(1, 29):02d}T{rng.randrange(14, 22)}:30:00.000Z"
            doc = _head(f"assessment-result-{len(self.assessed) + 1:06d}", when)
            doc |= {
                "metadata": {
                    "xp": 30 if correct >= 16 else 0,
                    "multiplier": 1,
                    "accuracy": 5 * correct,
                    "totalQuestions": 20,
                    "correctQuestions": correct,
                    "masteredUnits": 1 if correct >= 18 else 0,
                    "attempt": 1,
                    "appName": "lakeview-learn",
                    "subject": course["subjects"][0],
                },
                "assessmentLineItem": item,
                "student": self.students[record_id],
                "score": 5 * correct,
                "textScore": _letter(5 * correct),
                "scoreDate": when,
                "scorePercentile": None,
                "scoreStatus": "fully graded",
                "comment": None,
                "inProgress": "false",
                "incomplete": "false",
                "late": "false",
                "missing": "false",
            }
            self.assessed.append(doc)


def records(plan: SeedPlan, known: Records) -> Seeded:
    """The gradebook of a district, by table; the same for the same arguments."""
    return _Builder(plan, known).build()
