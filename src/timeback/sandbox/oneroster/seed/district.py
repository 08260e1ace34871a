"""A believable district out of a seed: its schools, people, classes and enrollments."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from ... import instants
from ...records import Doc, Records, Seeded
from ...service import SeedPlan
from ..tables import display_name, reference
from . import calendar, content, curriculum, gradebook
from .names import SCHOOL_NAMES, ascii_slug, pick_name

__all__ = ["build"]

DISTRICT_ID = "district-lakeview"
_DISTRICT = "Lakeview Unified School District"
_DOMAIN = "lakeview.example"
_SECTION_SIZE = 24
# Everything was last touched between these, before the day on which the district stands.
_FIRST_TOUCH = datetime(2025, 8, 1, 8, 0, tzinfo=UTC)
_TOUCH_MINUTES = 160 * 24 * 60
_RACES = (
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
)
_RACE_WEIGHTS = (2, 14, 39, 40, 100)  # Each with those before it.
# The last day of those who left.
_LEFT = "2025-11-14"


@dataclass
class _School:
    record_id: str
    name: str
    grades: range
    ref: Doc
    org: Doc
    students: dict[int, list[Doc]]
    teachers: dict[str, tuple[Doc, int]] = field(default_factory=dict[str, tuple[Doc, int]])

    @property
    def has_homerooms(self) -> bool:
        return self.grades.start == 0


class _Builder:
    def __init__(self, plan: SeedPlan) -> None:
        self.plan = plan
        self.rng = random.Random(plan.seed)
        self.terms = calendar.current_terms(plan.moved_days)
        self.records: Records = {
            name: []
            for name in (
                "orgs",
                "academic_sessions",
                "courses",
                "users",
                "demographics",
                "classes",
                "enrollments",
            )
        }
        self.people: dict[str, int] = {}
        self.named: dict[str, Doc] = {}
        self.stamps = [
            instants.from_epoch(
                (_FIRST_TOUCH + timedelta(minutes=self.rng.randrange(_TOUCH_MINUTES))).timestamp()
            )
            for _ in range(997)
        ]
        self.district = reference("orgs", DISTRICT_ID)
        self.courses = {doc["sourcedId"]: doc for doc in curriculum.courses(self.district)}
        self.schools = self._schools(plan.students)
        self.teaching = [
            [school for school in self.schools if grade in school.grades] for grade in curriculum.GRADES
        ]
        for number in range(1, plan.students + 1):
            self._student(number)

    def add(self, table: str, doc: Doc) -> Doc:
        self.records[table].append((doc["sourcedId"], doc))
        return doc

    def build(self) -> Records:
        for doc in calendar.sessions(self.district, self.plan.moved_days):
            self.add("academic_sessions", doc)
        for doc in self.courses.values():
            self.add("courses", doc)
        for school in self.schools:
            self._principal(school)
            for grade, students in school.students.items():
                sections = -(-len(students) // _SECTION_SIZE)
                for section in range(sections):
                    self._section(school, grade, section + 1, students[section::sections])
        return self.records

    def _named(self, table: str, doc: Doc) -> Doc:
        """A reference with a name, which all enrollments of a record share."""
        record_id = doc["sourcedId"]
        if (found := self.named.get(record_id)) is None:
            found = self.named[record_id] = reference(table, record_id, display_name(table, doc))
        return found

    def _stamp(self) -> str:
        return self.rng.choice(self.stamps)

    def _schools(self, students: int) -> list[_School]:
        levels = (("Elementary School", range(6), 450), ("Middle School", range(6, 9), 600))
        children: list[Doc] = []
        district: Doc = {
            "sourcedId": DISTRICT_ID,
            "status": "active",
            "dateLastModified": self.stamps[0],
            "name": _DISTRICT,
            "type": "district",
            "identifier": "LUSD",
            "parent": None,
            "children": children,
        }
        self.add("orgs", district)
        made: list[_School] = []
        for level, grades, size in (*levels, ("High School", range(9, 13), 900)):
            for _ in range(max(1, round(students * len(grades) / len(curriculum.GRADES) / size))):
                number = len(made)
                name = f"{SCHOOL_NAMES[number % len(SCHOOL_NAMES)]} {level}"
                record_id = f"school-{number + 1:02d}"
                ref, org = reference("orgs", record_id, name), reference("orgs", record_id)
                made.append(_School(record_id, name, grades, ref, org, {grade: [] for grade in grades}))
                children.append(org)
                school: Doc = {
                    "sourcedId": record_id,
                    "status": "active",
                    "dateLastModified": self._stamp(),
                    "name": name,
                    "type": "school",
                    "identifier": f"LUSD-{number + 1:03d}",
                    "parent": self.district,
                    "children": [],
                }
                self.add("orgs", school)
        return made

    def _person(
        self, kind: str, roles: list[str], school: _School, name: tuple[str, str] | None = None
    ) -> Doc:
        given, family = name or pick_name(self.rng)
        number = self.people[kind] = self.people.get(kind, 0) + 1
        username = f"{ascii_slug(given)}.{ascii_slug(family)}{number}"
        host = f"students.{_DOMAIN}" if kind == "student" else _DOMAIN
        return {
            "sourcedId": f"{kind}-{number:05d}",
            "status": "active",
            "dateLastModified": self._stamp(),
            "username": username if kind == "student" else f"{kind[0]}.{username}",
            "enabledUser": "true",
            "givenName": given,
            "familyName": family,
            "roles": [
                {"roleType": "secondary" if place else "primary", "role": role, "org": school.org}
                for place, role in enumerate(roles)
            ],
            "agents": [],
            "userProfiles": [],
            "primaryOrg": school.ref,
            "email": f"{username if kind == 'student' else f'{kind[0]}.{username}'}@{host}",
        }

    def _principal(self, school: _School) -> None:
        self.add("users", self._person("principal", ["administrator"], school))

    def _student(self, number: int) -> None:
        rng = self.rng
        grade = rng.randrange(len(curriculum.GRADES))
        school = rng.choice(self.teaching[grade])
        given, family = pick_name(rng)
        # Always there, however small the district: the name that breaks unquoted filters.
        student = self._person("student", ["student"], school, (given, "O'Brien" if number == 7 else family))
        student["grades"] = [str(grade)]
        student["identifier"] = f"S{100000 + number}"
        if rng.random() < 0.06:
            student["preferredFirstName"] = rng.choice(("Alex", "Sam", "Max", "Bee", "Lou", "Kit"))
        if rng.random() < 0.015:
            student["status"] = "tobedeleted"
            student["enabledUser"] = "false"
        if rng.random() < 0.4:
            guardian = self._person(
                "guardian", ["guardian"], school, (pick_name(rng)[0], student["familyName"])
            )
            guardian["phone"] = f"+1-555-01{rng.randrange(100):02d}"
            self.add("users", guardian)
            student["agents"] = [reference("users", guardian["sourcedId"])]
        self.add("users", student)
        self._demographics(student, grade)
        school.students[grade].append(student)

    def _demographics(self, student: Doc, grade: int) -> None:
        rng = self.rng
        chosen = rng.choices(_RACES, cum_weights=_RACE_WEIGHTS, k=2 if rng.random() < 0.12 else 1)
        born = date(2020 - grade, 9, 1) + timedelta(days=rng.randrange(-365, 0))
        doc: Doc = {
            "sourcedId": student["sourcedId"],
            "status": student["status"],
            "dateLastModified": student["dateLastModified"],
            "birthDate": born.isoformat(),
            "sex": rng.choice(("male", "female")),
            **{race: "true" if race in chosen else "false" for race in _RACES},
            "demographicRaceTwoOrMoreRaces": "true" if chosen[0] != chosen[-1] else "false",
            "hispanicOrLatinoEthnicity": "true" if rng.random() < 0.27 else "false",
            "countryOfBirthCode": "US" if rng.random() < 0.88 else rng.choice(("MX", "IN", "VN", "NG", "PH")),
            "stateOfBirthAbbreviation": None,
            "cityOfBirth": None,
            "publicSchoolResidenceStatus": None,
        }
        self.add("demographics", doc)

    def _section(self, school: _School, grade: int, section: int, students: list[Doc]) -> None:
        homeroom = self._teacher(school) if school.has_homerooms else None
        for place, subject in enumerate(curriculum.SUBJECTS):
            course = self.courses[curriculum.course_id(subject, grade)]
            taught = self._class(school, course, section, homeroom=bool(homeroom) and place == 0)
            teacher = homeroom or self._subject_teacher(school, subject)
            places: Doc = {
                "class": self._named("classes", taught),
                "school": school.ref,
                "course": self._named("courses", course),
            }
            self._enroll(teacher, "teacher", places)
            for student in students:
                self._enroll(student, "student", places)

    def _teacher(self, school: _School) -> Doc:
        return self.add("users", self._person("teacher", ["teacher"], school))

    def _subject_teacher(self, school: _School, subject: str) -> Doc:
        teacher, sections = school.teachers.get(subject, (None, 5))
        if teacher is None or sections == 5:
            teacher, sections = self._teacher(school), 0
        school.teachers[subject] = teacher, sections + 1
        return teacher

    def _class(self, school: _School, course: Doc, section: int, *, homeroom: bool) -> Doc:
        number = len(self.records["classes"]) + 1
        doc: Doc = {
            "sourcedId": f"class-{number:05d}",
            "status": "active",
            "dateLastModified": self._stamp(),
            "title": f"{course['title']}, Section {section}",
            "classCode": f"{course['courseCode']}-{section}",
            "classType": "homeroom" if homeroom else "scheduled",
            "location": f"Room {100 + number % 60}",
            "grades": course["grades"],
            "subjects": course["subjects"],
            "course": reference("courses", course["sourcedId"]),
            "school": school.org,
            "terms": [reference("academic_sessions", term) for term in self.terms],
            "periods": [str(number % 7 + 1)],
        }
        return self.add("classes", doc)

    def _end(self, role: str, number: int, *, left: bool) -> str | None:
        if left:
            return _LEFT
        # Teachers stay, and so does one student in ten until somebody ends it.
        is_open = role == "teacher" or number % 10 == 0
        return None if is_open else calendar.YEAR_END

    def _enroll(self, user: Doc, role: str, places: Doc) -> None:
        rng = self.rng
        number = len(self.records["enrollments"]) + 1
        is_student = role == "student"
        left = is_student and rng.random() < 0.02
        end = self._end(role, number, left=left)
        doc: Doc = {
            "sourcedId": f"enrollment-{number:06d}",
            "status": "tobedeleted" if left and number % 2 else user["status"],
            "dateLastModified": self._stamp(),
            "role": role,
            "primary": "false" if is_student else "true",
            "beginDate": calendar.YEAR_START,
            "endDate": end,
            "user": self._named("users", user),
            **places,
        }
        if end is None and not self.plan.as_described:
            # Described as null, left out in production (2026-09).
            del doc["endDate"]
        if is_student and rng.random() < 0.2:
            doc["metadata"] = {
                "goals": {"dailyXp": rng.randrange(10, 60, 5)},
                "metrics": {"totalXp": rng.randrange(2500), "totalLessons": rng.randrange(90)},
            }
        self.add("enrollments", doc)


def build(plan: SeedPlan) -> Seeded:
    """Make the records of a district, by table; the same for the same plan."""
    records = _Builder(plan).build()
    records |= content.records(records["courses"])
    return {**records, **gradebook.records(plan, records)}
