"""The contract of EduBridge."""

from __future__ import annotations

from typing import Any

import httpx

from timeback.models import edubridge

from .catalogue import Operation, load
from .matching import Exempt, Types
from .operations import Contract

CATALOGUE = load("edubridge")
# In the catalogue's own words an "open object": read as a dict, typed where it is wanted.
CATALOGUE.open_types = frozenset({"EnrollmentMetadata"})

INSTANT = "2024-03-01T10:30:00.000Z"
# The users list speaks OneRoster's filters and field lists, which callers write in Python.
USERS_ARGUMENTS = {
    "fields": ["sourcedId", "status"], "where": {"status": "active"}, "order_by": "desc", "sort": "family_name",
}  # fmt: skip
USERS_QUERY = {
    "fields": "sourcedId,status", "filter": "status='active'", "orderBy": "desc", "sort": "familyName",
}  # fmt: skip
ROLES = {"list_students": ["student"], "list_teachers": ["teacher"]}


class EduBridgeContract(Contract):
    """The users list, instants with milliseconds, and the body of `reset_goals`."""

    def query(self, operation: Operation) -> dict[str, Any]:
        query = super().query(operation)
        for name, expression in operation.query.items():
            if expression == "datetime":
                query[name] = INSTANT
        if "timezone" in query:
            query["timezone"] = "America/Chicago"
        if operation.resource == "users":
            query |= {name: value for name, value in USERS_QUERY.items() if name in query}
            query["roles"] = ROLES.get(operation.name, query["roles"])
            query["offset"] = self.offset
        return query

    def arguments(self, operation: Operation) -> dict[str, Any]:
        arguments = super().arguments(operation)
        if operation.resource == "users":
            arguments |= {name: value for name, value in USERS_ARGUMENTS.items() if name in arguments}
        return arguments

    def body(self, operation: Operation) -> Any:
        # "sends {} as body": there is nothing for a caller to pass.
        return None if operation.body_type == "object" else super().body(operation)

    def answer(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        if operation.name == "list_catalog":
            return httpx.Response(200, json={"lessons": [{"free": 1}], "total": 1})
        return super().answer(operation, request)

    def check_result(self, operation: Operation, result: Any) -> None:
        if operation.name == "list_catalog":
            assert [*result] == [{"free": 1}]
        else:
            super().check_result(operation, result)


OPERATIONS = EduBridgeContract("edubridge", "EduBridge", edubridge)

# Read by the transport, in errors and pages; nobody holds them as records.
ELSEWHERE = {
    "UserListResponse",
    "SubjectGoalList",
    "ImsxError",
    "ImsxCodeMinor",
    "ImsxCodeMinorField",
    "ErrorList",
    "ErrorListItem",
    "ErrorListMeta",
    "ErrorIssue",
}

_STRIPPED = Exempt(
    "Null fields may be stripped from responses, so absent and null mean the same.", "Absent is read as null."
)
_USAGE = Exempt("Accept either.", "One Struct holds both forms, so that either decodes.")
_GROUP = Exempt(
    "the peer requires id and name (description and metadata optional) with tracks",
    "One Struct holds both forms, so that either decodes.",
)
_PACING = Exempt(
    "mode: {type: string, required: true}", "A Struct of its own, in which None is sent as null."
)
_FALSE = Exempt("so default the two flags to false", "A flag that is absent is false.")

EXCEPTIONS: dict[tuple[str, str], Exempt] = {
    **{
        (field.where, "required"): _STRIPPED
        for name, fields in CATALOGUE.types.items()
        if name not in ELSEWHERE
        for field in fields.values()
        if field.required and field.nullable
    },
    **{
        (f"ApplicationMetric.{name}", "extra"): _USAGE
        for name in ("totalUsers", "activeUsers", "totalSessions", "avgSessionDuration", "metadata")
    },
    **{
        (f"MapReport.{name}", "extra"): _USAGE
        for name in ("userId", "ritScore", "percentile", "gradeLevel", "testDate", "subject", "metadata")
    },
    **{(f"SubjectTrackGroup.{name}", "extra"): _GROUP for name in ("id", "name", "description", "metadata")},
    **{
        (field, aspect): exempt
        for field, exempt in {
            "ApplicationMetric.metric": _USAGE,
            "ApplicationMetric.metricSource": _USAGE,
            "MapReport.title": _USAGE,
            "MapReport.tests": _USAGE,
            "SubjectTrackGroup.key": _GROUP,
        }.items()
        for aspect in ("required", "nullable")
    },
    **{
        (f"Enrollment.{name}", aspect): _FALSE
        for name in ("testOutSupported", "testOutEligible")
        for aspect in ("default", "nullable")
    },
    **{
        (field, "type"): _PACING
        for field in ("SubjectGoalInput.pacing", "SubjectGoalPatch.pacing", "CourseGoalInput.pacing")
    },
    ("UserProfile.credentials", "required"): _STRIPPED,
    **{("UserProfile.applicationId", aspect): _STRIPPED for aspect in ("required", "nullable")},
    ("GuidRef.type", "type"): Exempt(
        "GuidRef:\n    href: {type: uri, required: true}", "OneRoster's class, whose type is an open enum."
    ),
    ("HoleFillingCourseInput.lessonIds", "min_len"): Exempt(
        "at least one, from the catalog", "An empty list is refused before it is sent."
    ),
}


class EduBridgeTypes(Types):
    """The catalogue's types, and the two that are sent where their likes are read."""

    sent_only = frozenset({"GoalPacingInput", "CourseGoalPacingInput"})

    def check_exports(self) -> None:
        exported = set(self.models.__all__)
        assert self.sent_only <= exported
        assert exported - self.sent_only == {self.named(each) for each in self.built}


TYPES = EduBridgeTypes("edubridge", edubridge, elsewhere=ELSEWHERE, exceptions=EXCEPTIONS)
