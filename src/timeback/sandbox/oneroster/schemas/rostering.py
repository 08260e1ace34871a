"""The bodies of the rostering service, field by field."""

from __future__ import annotations

import re
from typing import Any

from ...fields import (
    Checking,
    Field,
    Kind,
    array,
    boolean,
    boolean_text,
    instant,
    mapping,
    nonblank,
    number,
    object_of,
    one_of,
    plain_date,
    text,
)
from ..tables import ref
from .common import base, grades, optional_text, subject

__all__ = [
    "AGENT",
    "CLASS",
    "COURSE",
    "CREDENTIAL",
    "DEMOGRAPHICS",
    "ENROLLMENT",
    "GRADING_PERIOD",
    "ORG",
    "SCHOOL",
    "SESSION",
    "USER",
]

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def _check_email(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and _EMAIL.fullmatch(value):
        return value
    return checking.fail(at, "Must be an e-mail address.")


def _check_year(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value):
        return int(value)
    return checking.fail(at, "Must be a year as text, such as '2025'.")


_subjects = array(subject)
_email = Kind(_check_email)
_year = Kind(_check_year, "number")

ORG = base() | {
    "name": Field(nonblank, required=True),
    "type": Field(one_of("department", "school", "district", "local", "state", "national"), required=True),
    "identifier": Field(text),
    "parent": Field(ref("orgs"), nullable=True, default=None),
}

SCHOOL = ORG | {"type": Field(one_of("school"), required=True)}

_onboarding = object_of(
    {
        "state": Field(one_of("not_started", "in_progress", "completed"), required=True),
        "completedAt": Field(text),
        "courseId": optional_text,
    },
    closed=True,
)
_user_metadata = object_of(
    {"onboarding": Field(mapping(_onboarding)), "isTestUser": Field(boolean)}, query="metadata"
)
_role_metadata = object_of(
    {
        "timebackRole": Field(
            one_of(
                "head_of_school",
                "dean_of_parents",
                "campus_coordinator",
                "head_guide",
                "lead_guide",
                "guide",
                "guide_assistant",
                "reading_specialist",
                "parent",
                "student",
            )
        ),
        "alphaLevelAccess": Field(array(text)),
    }
)
_role = object_of(
    {
        "roleType": Field(one_of("primary", "secondary"), required=True),
        "role": Field(
            one_of(
                "system_administrator",
                "administrator",
                "aide",
                "guardian",
                "parent",
                "proctor",
                "relative",
                "student",
                "teacher",
            ),
            required=True,
        ),
        "org": Field(ref("orgs"), required=True),
        "userProfile": Field(text),
        "metadata": Field(_role_metadata, nullable=True),
        "beginDate": optional_text,
        "endDate": optional_text,
    }
)
_user_id = object_of({"type": Field(text, required=True), "identifier": Field(text, required=True)})

USER = base(metadata=_user_metadata) | {
    "userMasterIdentifier": optional_text,
    "username": optional_text,
    "userIds": Field(array(_user_id)),
    "enabledUser": Field(boolean_text, required=True),
    "givenName": Field(nonblank, required=True),
    "familyName": Field(nonblank, required=True),
    "middleName": optional_text,
    "roles": Field(array(_role, least=1), required=True),
    "agents": Field(array(ref("users")), default=()),
    "primaryOrg": Field(ref("orgs", named=True)),
    "identifier": optional_text,
    "email": Field(_email, required=True),
    "preferredFirstName": optional_text,
    "preferredMiddleName": optional_text,
    "preferredLastName": optional_text,
    "pronouns": optional_text,
    "grades": Field(grades),
    "password": optional_text,
    "sms": optional_text,
    "phone": optional_text,
}

SESSION = base(status_required=True) | {
    "sourcedId": Field(nonblank, required=True),
    "title": Field(nonblank, required=True),
    "startDate": Field(instant, required=True),
    "endDate": Field(instant, required=True),
    "type": Field(one_of("gradingPeriod", "semester", "schoolYear", "term"), required=True),
    "parent": Field(ref("academic_sessions"), nullable=True, default=None),
    "schoolYear": Field(_year, required=True),
    "org": Field(ref("orgs"), required=True),
    "children": Field(array(ref("academic_sessions")), nullable=True),
}

GRADING_PERIOD = SESSION | {"type": Field(one_of("gradingPeriod"), required=True)}

COURSE = base(status_required=True) | {
    "title": Field(nonblank, required=True),
    "academicSession": Field(ref("academic_sessions"), nullable=True),
    "schoolYear": Field(ref("academic_sessions"), nullable=True),
    "courseCode": optional_text,
    "grades": Field(grades, nullable=True),
    "subjects": Field(_subjects, nullable=True),
    "subjectCodes": Field(array(text), nullable=True),
    "org": Field(ref("orgs"), required=True),
    "level": optional_text,
    "gradingScheme": optional_text,
    "resources": Field(array(ref("resources")), nullable=True),
    "primaryApp": optional_text,
}

CLASS = base() | {
    "title": Field(nonblank, required=True),
    "classCode": Field(text, nullable=True, default=None),
    "classType": Field(one_of("homeroom", "scheduled"), default="scheduled"),
    "location": Field(text, nullable=True, default=None),
    "grades": Field(grades),
    "subjects": Field(_subjects),
    "subjectCodes": Field(array(text)),
    "periods": Field(array(text)),
    "resources": Field(array(ref("resources"))),
    "course": Field(ref("courses"), required=True),
    "org": Field(ref("orgs"), required=True, kept_as="school"),
    "terms": Field(array(ref("academic_sessions"), least=1), required=True),
}

_goals = object_of(
    {
        name: Field(number)
        for name in ("dailyXp", "dailyLessons", "dailyActiveMinutes", "dailyAccuracy", "dailyMasteredUnits")
    },
    closed=True,
)
_metrics = object_of({"totalXp": Field(number), "totalLessons": Field(number)}, closed=True)
_enrollment_metadata = object_of({"goals": Field(_goals), "metrics": Field(_metrics)}, query="metadata")

ENROLLMENT = base(metadata=_enrollment_metadata) | {
    "role": Field(one_of("administrator", "proctor", "student", "teacher"), required=True),
    "primary": Field(boolean_text, default="false"),
    # Answers hold null where a date is open, so a record that was read can be written back.
    "beginDate": Field(plain_date, nullable=True, default=None),
    "endDate": Field(plain_date, nullable=True, default=None),
    "user": Field(ref("users", named=True), required=True),
    "class": Field(ref("classes", named=True), required=True),
    "school": Field(ref("orgs", named=True)),
}

_flag = Field(one_of("true", "false"), nullable=True, default=None)
_open_text = Field(text, nullable=True, default=None)

DEMOGRAPHICS = base() | {
    "sourcedId": Field(nonblank, required=True),
    "birthDate": Field(plain_date, nullable=True, default=None),
    "sex": Field(one_of("male", "female"), nullable=True, default=None),
    "americanIndianOrAlaskaNative": _flag,
    "asian": _flag,
    "blackOrAfricanAmerican": _flag,
    "nativeHawaiianOrOtherPacificIslander": _flag,
    "white": _flag,
    "demographicRaceTwoOrMoreRaces": _flag,
    "hispanicOrLatinoEthnicity": _flag,
    "countryOfBirthCode": _open_text,
    "stateOfBirthAbbreviation": _open_text,
    "cityOfBirth": _open_text,
    "publicSchoolResidenceStatus": _open_text,
}

AGENT = {"agentSourcedId": Field(nonblank, required=True)}

CREDENTIAL = {
    "applicationName": Field(nonblank, required=True),
    "credentials": Field(
        object_of({"username": Field(text, required=True), "password": Field(text, required=True)}),
        required=True,
    ),
}
