"""The files that hold records of their own: which field of the platform's record each column is.

One table serves both ways. A column that the platform has no field for, or a cell whose meaning its field
cannot hold, is kept in the record's `metadata` under the column's name, and comes back from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ...models import oneroster as models
from ...models.oneroster.enums import SexInput
from .cells import (
    DAY,
    FLAG,
    GRADES,
    ID,
    NUMBER,
    REF,
    REFS,
    SCALE_VALUES,
    STRINGS,
    SUBJECTS,
    TEXT,
    USER_IDS,
    YEAR,
    Kind,
    choice,
    choices,
)
from .standard import made_id

__all__ = ["COLUMNS", "RECORDS", "ROLE", "ROLE_NAME", "Column", "RecordFile", "field_of", "placeholder"]

_Cells = Mapping[str, str]

_ROLE_WORDS = (
    "aide,counselor,districtAdministrator,guardian,parent,principal,proctor,relative,siteAdministrator,"
    "student,systemAdministrator,teacher"
)
# The platform's roles are fewer. The first of several is what the platform's word is called outside.
_KNOWN_ROLES = {
    "siteAdministrator": "administrator",
    "districtAdministrator": "administrator",
    "principal": "administrator",
    "systemAdministrator": "system_administrator",
    "counselor": "aide",
}
_RANK = choice("primary,secondary", models.RoleType)
ROLE_NAME = choice(_ROLE_WORDS, models.UserRoleName, _KNOWN_ROLES)


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its header.
        kind: The kind of its cells.
        field: The field of the platform's bodies; None if it has none.
        read_from: The fields of records that it is read from, where they are other ones.
        default: The cell that a blank one stands for, because the platform demands a value or sets one.
        otherwise: The cell of a record without a value, where the standard demands one.
        is_secret: Whether it is written and never handed out, so that nobody can see whether it differs.
    """

    name: str
    kind: Kind = TEXT
    field: str | None = None
    read_from: tuple[str, ...] = ()
    default: Callable[[_Cells], str] | None = None
    otherwise: Callable[[Mapping[str, Any]], str] | None = None
    is_secret: bool = False

    def value_in(self, record: Mapping[str, Any]) -> Any:
        """The record's value for this column."""
        if self.is_secret:
            return None
        for name in self.read_from or ((self.field,) if self.field else ()):
            if (value := record.get(name)) is not None:
                return value
        return None


def _own(name: str, kind: Kind = TEXT, **more: Any) -> Column:
    """A column that is a field of the same name."""
    return Column(name, kind, name, **more)


def field_of(columns: tuple[Column, ...], name: str) -> Column:
    """The column of a name."""
    return next(column for column in columns if column.name == name)


def _constant(cell: str) -> Callable[[_Cells], str]:
    return lambda row: cell


def _cell(name: str) -> Callable[[_Cells], str]:
    return lambda row: row[name]


def _no_address(row: _Cells) -> str:
    return placeholder(row["sourcedId"])


def _sign_in_name(record: Mapping[str, Any]) -> str:
    """The name of a user who has none to sign in with: the address."""
    return str(record.get("email") or record["sourcedId"])


def placeholder(sourced_id: str) -> str:
    """The address of a user who has none: the platform demands one that nobody else has."""
    plain = re.fullmatch(r"[0-9A-Za-z_-]+(\.[0-9A-Za-z_-]+)*", sourced_id)
    return f"{sourced_id if plain else made_id(sourced_id)}@no-address.invalid"


_SESSION_KINDS = "gradingPeriod,semester,schoolYear,term"
_ORG_KINDS = "department,school,district,local,state,national"
_SCORE_STATES = "exempt,fully graded,not submitted,partially graded,submitted"

COLUMNS: dict[str, tuple[Column, ...]] = {
    "orgs": (
        _own("name"),
        _own("type", choice(_ORG_KINDS, models.OrgType)),
        # Servers set the record's own id where they get none.
        _own("identifier", default=_cell("sourcedId")),
        Column("parentSourcedId", REF, "parent"),
    ),
    "academicSessions": (
        _own("title"),
        _own("type", choice(_SESSION_KINDS, models.SessionType)),
        _own("startDate", DAY),
        _own("endDate", DAY),
        Column("parentSourcedId", REF, "parent"),
        _own("schoolYear", YEAR),
    ),
    "resources": (
        _own("vendorResourceId"),
        _own("title", default=_cell("vendorResourceId")),
        _own("roles", choices(_ROLE_WORDS, models.RoleType)),
        _own("importance", _RANK),
        _own("vendorId"),
        _own("applicationId"),
    ),
    "courses": (
        Column("schoolYearSourcedId", REF, "academicSession", ("schoolYear", "academicSession")),
        _own("title"),
        _own("courseCode"),
        _own("grades", GRADES),
        Column("orgSourcedId", REF, "org"),
        _own("subjects", SUBJECTS),
        _own("subjectCodes", STRINGS),
    ),
    "classes": (
        _own("title"),
        _own("grades", GRADES),
        Column("courseSourcedId", REF, "course"),
        _own("classCode"),
        _own("classType", choice("homeroom,scheduled", models.ClassType), default=_constant("scheduled")),
        _own("location"),
        Column("schoolSourcedId", REF, "org", ("school", "org")),
        Column("termSourcedIds", REFS, "terms"),
        _own("subjects", SUBJECTS),
        _own("subjectCodes", STRINGS),
        _own("periods", STRINGS),
    ),
    "users": (
        _own("enabledUser", FLAG),
        _own("username", otherwise=_sign_in_name),
        _own("userIds", USER_IDS),
        _own("givenName"),
        _own("familyName"),
        _own("middleName"),
        Column("identifier", TEXT, None, ("identifier",)),
        _own("email", ID, default=_no_address),
        _own("sms"),
        _own("phone"),
        Column("agentSourcedIds", REFS, "agents"),
        _own("grades", GRADES),
        _own("password", is_secret=True),
        _own("userMasterIdentifier"),
        Column("preferredGivenName", TEXT, "preferredFirstName"),
        Column("preferredMiddleName", TEXT, "preferredMiddleName"),
        Column("preferredFamilyName", TEXT, "preferredLastName"),
        Column("primaryOrgSourcedId", REF, "primaryOrg"),
        _own("pronouns"),
    ),
    "demographics": (
        _own("birthDate", DAY),
        # The platform takes two of the four.
        _own("sex", choice("male,female,other,unspecified", SexInput,
                           {"other": None, "unspecified": None}, is_personal=True)),
        _own("americanIndianOrAlaskaNative", FLAG),
        _own("asian", FLAG),
        _own("blackOrAfricanAmerican", FLAG),
        _own("nativeHawaiianOrOtherPacificIslander", FLAG),
        _own("white", FLAG),
        _own("demographicRaceTwoOrMoreRaces", FLAG),
        _own("hispanicOrLatinoEthnicity", FLAG),
        _own("countryOfBirthCode"),
        _own("stateOfBirthAbbreviation"),
        _own("cityOfBirth"),
        _own("publicSchoolResidenceStatus"),
    ),
    "enrollments": (
        Column("classSourcedId", REF, "class"),
        Column("schoolSourcedId", REF, "school"),
        Column("userSourcedId", REF, "user"),
        _own("role", choice("administrator,proctor,student,teacher", models.EnrollmentRole)),
        _own("primary", FLAG, default=_constant("false")),
        _own("beginDate", DAY),
        _own("endDate", DAY),
    ),
    "categories": (_own("title"), _own("weight", NUMBER)),
    "scoreScales": (
        _own("title"),
        _own("type"),
        Column("orgSourcedId", ID, None),
        Column("courseSourcedId", REF, "course"),
        Column("classSourcedId", REF, "class"),
        _own("scoreScaleValue", SCALE_VALUES),
    ),
    "lineItems": (
        _own("title"),
        _own("description"),
        _own("assignDate", DAY),
        _own("dueDate", DAY),
        Column("classSourcedId", REF, "class"),
        Column("categorySourcedId", REF, "category"),
        Column("academicSessionSourcedId", REF, "academicSession", ("academicSession", "gradingPeriod")),
        _own("resultValueMin", NUMBER),
        _own("resultValueMax", NUMBER),
        Column("schoolSourcedId", REF, "school"),
    ),
    "results": (
        Column("lineItemSourcedId", REF, "lineItem"),
        Column("studentSourcedId", REF, "student"),
        _own("scoreStatus", choice(_SCORE_STATES, models.ScoreStatus)),
        _own("score", NUMBER),
        _own("scoreDate", DAY),
        _own("comment"),
        _own("textScore"),
        Column("classSourcedId", REF, "class"),
        _own("inProgress", FLAG),
        _own("incomplete", FLAG),
        _own("late", FLAG),
        _own("missing", FLAG),
    ),
}  # fmt: skip

# A user's role, which stands in a file of its own.
ROLE: tuple[Column, ...] = (
    _own("roleType", _RANK),
    _own("role", ROLE_NAME),
    _own("beginDate", DAY),
    _own("endDate", DAY),
    Column("orgSourcedId", REF, "org"),
    Column("userProfileSourcedId", ID, "userProfile"),
)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file whose rows are records of the platform.

    Attributes:
        name: Its name, without `.csv`.
        resource: The name of its resource in `RESOURCES` and on the client.
        path: The path of its records.
        envelope: The key that one record travels under.
        model: What records are read as.
        body: What is sent to create or replace one.
        columns: Its columns after the common ones.
        reads_as: Fields that differ between reading and writing.
        above: The column with the rows of the same file that must be there first.
    """

    name: str
    resource: str
    path: str
    envelope: str
    model: type[msgspec.Struct]
    body: type[msgspec.Struct]
    columns: tuple[Column, ...]
    reads_as: Mapping[str, str] = field(default_factory=dict[str, str])
    above: str | None = None


def _records(
    name: str,
    resource: str,
    envelope: str,
    model: type[msgspec.Struct],
    body: type[msgspec.Struct],
    *,
    service: str = "rostering",
    **more: Any,
) -> RecordFile:
    path = f"{{{service}}}/{name}"
    return RecordFile(name, resource, path, envelope, model, body, COLUMNS[name], **more)


# In the order in which their records refer to one another.
RECORDS: tuple[RecordFile, ...] = (
    _records(
        "orgs", "orgs", "org", models.Organization, models.OrganizationInput, above="parentSourcedId"
    ),
    _records(
        "academicSessions", "academic_sessions", "academicSession",
        models.AcademicSession, models.AcademicSessionInput, above="parentSourcedId",
    ),
    _records(
        "resources", "resources", "resource", models.Resource, models.ResourceInput, service="resources"
    ),
    _records("courses", "courses", "course", models.Course, models.CourseInput),
    _records(
        "classes", "classes", "class", models.Class, models.ClassInput, reads_as={"school": "org"}
    ),
    _records("users", "users", "user", models.User, models.UserInput, above="agentSourcedIds"),
    _records(
        "demographics", "demographics", "demographics", models.Demographics, models.DemographicsInput
    ),
    _records("enrollments", "enrollments", "enrollment", models.Enrollment, models.EnrollmentInput),
    _records(
        "categories", "categories", "category", models.Category, models.CategoryInput, service="gradebook"
    ),
    _records(
        "scoreScales", "score_scales", "scoreScale", models.ScoreScale, models.ScoreScaleInput,
        service="gradebook",
    ),
    _records("lineItems", "line_items", "lineItem", models.LineItem, models.LineItemInput, service="gradebook"),
    _records("results", "results", "result", models.Result, models.ResultInput, service="gradebook"),
)  # fmt: skip
