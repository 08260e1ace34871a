"""What PowerPath's operations and types have of their own."""

from __future__ import annotations

from typing import Any

import httpx

from timeback._pages import PageResult
from timeback.models import powerpath

from .catalogue import Operation
from .matching import Exempt, Types
from .operations import Contract
from .samples import sample

PAGES = {"test_assignments.list", "test_assignments.admin"}
# Unions of bodies: the variant that the tests send.
BODIES = {"assessments.create_internal_test": "CreateInternalQtiTestInput"}
VARIANTS = {"PlacementProgress", "QuizProgress", "TestOutProgress", "UnitTestProgress"}


class _PowerPath(Contract):
    def body(self, operation: Operation) -> Any:
        if variant := BODIES.get(operation.where):
            return sample(self.catalogue, variant, sent=True)
        return super().body(operation)

    def counters(self, operation: Operation) -> dict[str, Any]:
        return {"totalCount": self.offset + 1}

    def answer(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        if operation.where in PAGES:
            rows = [sample(self.catalogue, "TestAssignment", sent=False)]
            return httpx.Response(200, json={"testAssignments": rows, **self.counters(operation)})
        return super().answer(operation, request)

    def check_result(self, operation: Operation, result: Any) -> None:
        if operation.where in PAGES:
            assert type(result[0]) is powerpath.TestAssignment
            assert isinstance(result, PageResult)
        elif str(operation.response_type).startswith("map<"):
            assert all(isinstance(each, powerpath.ScreeningResult) for each in result.values())
        else:
            super().check_result(operation, result)


class _Types(Types):
    def check_exports(self) -> None:
        """Beside the catalogue's types: the variants of `StandardProgress`, one for each tag."""
        for name in VARIANTS:
            assert issubclass(getattr(powerpath, name), powerpath.StandardProgress)
        self.built = [*self.built, *(VARIANTS - {*self.built})]
        super().check_exports()


OPERATIONS = _PowerPath("powerpath", "PowerPath", powerpath)

_EITHER = Exempt("Accept either", "Both spellings decode, and either fills both.")
TYPES = _Types(
    "powerpath",
    powerpath,
    elsewhere={
        "RenderConfigDeleteResult",
        "ImsxError",
        "ImsxCodeMinor",
        "ImsxCodeMinorField",
        "ImsxCodeMinorValue",
    },
    exceptions={
        ("StandardProgress.lessonType", "missing"): Exempt(
            "Union by lessonType", "Each variant has its tag; `lesson_type` tells it."
        ),
        ("ResponseResult.isCorrect", "required"): Exempt(
            "older responseResult no isCorrect", "Missing is read as null."
        ),
        ("ResponseResult.isCorrect", "nullable"): Exempt(
            "older responseResult no isCorrect", "Missing is read as null."
        ),
        ("SubjectCourseProgress.inEnrolled", "required"): _EITHER,
        ("SubjectCourseProgress.inEnrolled", "nullable"): _EITHER,
        ("SubjectCourseProgress.isEnrolled", "extra"): _EITHER,
    },
)
