"""The collections of the rostering service."""

from __future__ import annotations

from timeback.sandbox.entities import Collection, Draft, Entity
from timeback.sandbox.oneroster import rules, specs, tables
from timeback.sandbox.store import Clause

__all__ = [
    "ACADEMIC_SESSIONS",
    "CLASSES",
    "COLLECTIONS",
    "COURSES",
    "DEMOGRAPHICS",
    "ENROLLMENTS",
    "GRADING_PERIODS",
    "ORGS",
    "SCHOOLS",
    "STUDENTS",
    "TEACHERS",
    "TERMS",
    "USERS",
]


def _after_session(draft: Draft) -> None:
    rules.link_child(draft, tables.ACADEMIC_SESSIONS)


_org = Entity(
    tables.ORGS,
    specs.ORG,
    derived={"children": "refs"},
    searched=("name",),
    before=rules.before_org,
    after=rules.after_org,
)
_user = Entity(
    tables.USERS,
    specs.USER,
    derived={"userProfiles": "none", "demographics": "none"},
    # The guides filter users by these, though no field of a user has the name.
    tagged={"role": "role", "roles.role": "role", "org.sourcedId": "org"},
    searched=("givenName", "familyName", "email"),
    before=rules.before_user,
    after=rules.after_user,
)
_session = Entity(tables.ACADEMIC_SESSIONS, specs.SESSION, before=rules.before_session, after=_after_session)
_course = Entity(tables.COURSES, specs.COURSE, searched=("title", "courseCode"), after=rules.after_course)
_class = Entity(
    tables.CLASSES,
    specs.CLASS,
    derived={"school": "ref"},
    tagged={"terms.sourcedId": "term", "org.sourcedId": "org"},
    searched=("title",),
    after=rules.after_class,
)
_enrollment = Entity(
    tables.ENROLLMENTS, specs.ENROLLMENT, derived={"course": "ref"}, before=rules.before_enrollment
)
_demographics = Entity(tables.DEMOGRAPHICS, specs.DEMOGRAPHICS, before=rules.before_demographics)


def _of_type(name: str) -> Clause:
    return Clause('"type" = ?', (name,))


ORGS = Collection("orgs", _org, "org", "orgs", "Organization", put_status=201)
SCHOOLS = Collection(
    "schools", _org, "org", "orgs", "School", only=_of_type("school"), fields=specs.SCHOOL, put="bare"
)
USERS = Collection("users", _user, "user", "users", "User", put="envelope")
STUDENTS = Collection(
    "students", _user, "user", "users", "Student", tables.USERS.tagged("role=student"), writable=False
)
TEACHERS = Collection(
    "teachers", _user, "user", "users", "Teacher", tables.USERS.tagged("role=teacher"), writable=False
)
ACADEMIC_SESSIONS = Collection(
    "academicSessions",
    _session,
    "academicSession",
    "academicSessions",
    "Academic session",
    put="bare",
)
TERMS = Collection("terms", _session, "term", "terms", "Term", only=_of_type("term"), writable=False)
GRADING_PERIODS = Collection(
    "gradingPeriods",
    _session,
    "gradingPeriod",
    "gradingPeriods",
    "Grading period",
    only=_of_type("gradingPeriod"),
    wrap="academicSession",
    fields=specs.GRADING_PERIOD,
    put_status=201,
)
COURSES = Collection("courses", _course, "course", "courses", "Course")
CLASSES = Collection("classes", _class, "class", "classes", "Class", put="bare", put_partial=True)
ENROLLMENTS = Collection(
    "enrollments", _enrollment, "enrollment", "enrollments", "Enrollment", put_status=201, patchable=True
)
DEMOGRAPHICS = Collection(
    "demographics",
    _demographics,
    "demographics",
    "demographics",
    "Demographics record",
    put="bare",
)

COLLECTIONS = (
    ORGS,
    SCHOOLS,
    USERS,
    STUDENTS,
    TEACHERS,
    ACADEMIC_SESSIONS,
    TERMS,
    GRADING_PERIODS,
    COURSES,
    CLASSES,
    ENROLLMENTS,
    DEMOGRAPHICS,
)
