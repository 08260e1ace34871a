"""The collections of OneRoster: rostering, content and the gradebook."""

from __future__ import annotations

from functools import partial

from ..entities import Collection, Entity, Observed
from ..sql import Clause
from . import rules, tables
from .cascades import cascade
from .schemas import content as content_schemas
from .schemas import gradebook as gradebook_schemas
from .schemas import rostering

__all__ = [
    "ACADEMIC_SESSIONS",
    "ASSESSMENT_LINE_ITEMS",
    "ASSESSMENT_RESULTS",
    "CATEGORIES",
    "CLASSES",
    "COMPONENTS",
    "COMPONENT_RESOURCES",
    "COURSES",
    "DEMOGRAPHICS",
    "ENROLLMENTS",
    "GRADEBOOK_COLLECTIONS",
    "GRADING_PERIODS",
    "LINE_ITEMS",
    "ORGS",
    "RESOURCES",
    "RESULTS",
    "ROSTERING_COLLECTIONS",
    "SCHOOLS",
    "SCORE_SCALES",
    "STUDENTS",
    "TEACHERS",
    "TERMS",
    "USERS",
]

_org = Entity(
    tables.ORGS,
    rostering.ORG,
    derived={"children": "refs"},
    searched=("name",),
    before=rules.before_org,
    after=rules.after_org,
)
_user = Entity(
    tables.USERS,
    rostering.USER,
    derived={"userProfiles": "none", "demographics": "none"},
    # The guides filter users by these, though no field of a user has the name.
    tagged={
        "role": "role",
        "roles.role": "role",
        "org.sourcedId": "org",
        "agents.sourcedId": "agent",
    },
    searched=("givenName", "familyName", "email"),
    before=rules.before_user,
    after=rules.after_user,
)
_session = Entity(
    tables.ACADEMIC_SESSIONS, rostering.SESSION, before=rules.before_session, after=rules.after_session
)
_course = Entity(
    tables.COURSES,
    rostering.COURSE,
    searched=("title", "courseCode"),
    before=rules.before_course,
    after=rules.after_course,
)
_class = Entity(
    tables.CLASSES,
    rostering.CLASS,
    derived={"school": "ref"},
    tagged={"terms.sourcedId": "term", "org.sourcedId": "org"},
    searched=("title",),
    after=rules.after_class,
)
_enrollment = Entity(
    tables.ENROLLMENTS, rostering.ENROLLMENT, derived={"course": "ref"}, before=rules.before_enrollment
)
_demographics = Entity(tables.DEMOGRAPHICS, rostering.DEMOGRAPHICS, before=rules.before_demographics)


def _of_type(name: str) -> Clause:
    return Clause('"type" = ?', (name,))


ORGS = Collection("orgs", _org, "org", "orgs", "Organization", put_status=201)
SCHOOLS = Collection(
    "schools", _org, "org", "orgs", "School", only=_of_type("school"), fields=rostering.SCHOOL, put="bare"
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
    fields=rostering.GRADING_PERIOD,
    put_status=201,
)
COURSES = Collection(
    "courses",
    _course,
    "course",
    "courses",
    "Course",
    observed=Observed(put_status=201, keeps_metadata=True, taken=404, unknown={"org": 404}),
)
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

ROSTERING_COLLECTIONS = (
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


def _gradebook_collection(
    path: str, one: str, label: str, entity: Entity, *, patchable: bool = False
) -> Collection:
    return Collection(
        path,
        entity,
        one,
        path,
        label,
        put="envelope",
        put_status=201,
        put_creates=True,
        patchable=patchable,
    )


CATEGORIES = _gradebook_collection(
    "categories",
    "category",
    "Category",
    Entity(tables.CATEGORIES, gradebook_schemas.CATEGORY, after=partial(cascade, table=tables.CATEGORIES)),
)
SCORE_SCALES = _gradebook_collection(
    "scoreScales",
    "scoreScale",
    "Score scale",
    Entity(
        tables.SCORE_SCALES, gradebook_schemas.SCORE_SCALE, after=partial(cascade, table=tables.SCORE_SCALES)
    ),
)
LINE_ITEMS = _gradebook_collection(
    "lineItems",
    "lineItem",
    "Line item",
    Entity(
        tables.LINE_ITEMS,
        gradebook_schemas.LINE_ITEM,
        before=rules.before_line_item,
        after=partial(cascade, table=tables.LINE_ITEMS),
    ),
)
RESULTS = _gradebook_collection(
    "results",
    "result",
    "Result",
    Entity(tables.RESULTS, gradebook_schemas.RESULT, before=rules.before_result),
)
ASSESSMENT_LINE_ITEMS = _gradebook_collection(
    "assessmentLineItems",
    "assessmentLineItem",
    "Assessment line item",
    Entity(
        tables.ASSESSMENT_LINE_ITEMS,
        gradebook_schemas.ASSESSMENT_LINE_ITEM,
        before=rules.before_assessment_line_item,
        after=partial(cascade, table=tables.ASSESSMENT_LINE_ITEMS),
    ),
    patchable=True,
)
ASSESSMENT_RESULTS = _gradebook_collection(
    "assessmentResults",
    "assessmentResult",
    "Assessment result",
    Entity(tables.ASSESSMENT_RESULTS, gradebook_schemas.ASSESSMENT_RESULT, before=rules.check_student),
    patchable=True,
)

COMPONENTS = Collection(
    "courses/components",
    Entity(
        tables.COMPONENTS,
        content_schemas.COMPONENT,
        before=rules.before_component,
    ),
    "courseComponent",
    "courseComponents",
    "Course Component",
    observed=Observed(taken=404),
)
COMPONENT_RESOURCES = Collection(
    "courses/component-resources",
    Entity(
        tables.COMPONENT_RESOURCES,
        content_schemas.COMPONENT_RESOURCE,
        before=rules.before_component_resource,
    ),
    "componentResource",
    "componentResources",
    "Component Resource",
    observed=Observed(taken=500, unknown={"courseComponent": 404, "resource": 500}),
)
RESOURCES = Collection(
    "resources",
    Entity(tables.RESOURCES, content_schemas.RESOURCE),
    "resource",
    "resources",
    "Resource",
    put_partial=True,
    observed=Observed(taken=404),
)

GRADEBOOK_COLLECTIONS = (
    CATEGORIES,
    SCORE_SCALES,
    LINE_ITEMS,
    RESULTS,
    ASSESSMENT_LINE_ITEMS,
    ASSESSMENT_RESULTS,
)
