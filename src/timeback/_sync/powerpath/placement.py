# Generated from src/timeback/_async/powerpath/placement.py by setup_unasync.py; do not edit.
"""Placement and screening: where a student begins in a subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.powerpath import (
    CurrentLevel,
    LegacyScreeningAssignment,
    NextPlacementTest,
    PlacementResetInput,
    PlacementResetResult,
    PlacementTest,
    ScreeningAssignTestInput,
    ScreeningResetSessionInput,
    ScreeningResult,
    ScreeningSession,
    StudentPlacementData,
    SubjectCourseProgress,
    SubjectEnum,
)
from ..resource import APIResource

__all__ = ["Placement", "Screening"]

# The published client reads the assigned tests here, the description has a session.
_ASSIGNED: Any = ScreeningSession | list[LegacyScreeningAssignment]


class Placement(APIResource):
    """Placement: tests grade by grade, until the student's level in a subject is found.

    A placement test is passed with 90 of 100. `subject` is a `SubjectEnum` or its text.
    """

    def get_placement(self, student_id: str) -> StudentPlacementData:
        """Fetch a student's placement in every subject.

        Calls `GET {base}/placement/{studentId}`.
        """
        return self._one(
            "GET", "{base}/placement/{student_id}", StudentPlacementData, student_id=student_id
        )

    def get_all_placement_tests(
        self, *, student: str, subject: SubjectEnum | str
    ) -> list[PlacementTest]:
        """Fetch a subject's placement tests by grade, with the student's results of all attempts.

        Calls `GET {base}/placement/getAllPlacementTests`.
        """
        path = "{base}/placement/getAllPlacementTests"
        return self._rows(path, PlacementTest, "placementTests", query=_asked(student, subject))

    def get_current_level(self, *, student: str, subject: SubjectEnum | str) -> CurrentLevel:
        """Fetch the grade at which a student stands: the lowest with a test, one more for each test passed.

        Calls `GET {base}/placement/getCurrentLevel`.
        """
        return self._one(
            "GET", "{base}/placement/getCurrentLevel", CurrentLevel, query=_asked(student, subject)
        )

    def get_next_placement_test(self, *, student: str, subject: SubjectEnum | str) -> NextPlacementTest:
        """Fetch the placement test to take next; none once one was failed or all are passed.

        Calls `GET {base}/placement/getNextPlacementTest`.
        """
        return self._one(
            "GET", "{base}/placement/getNextPlacementTest", NextPlacementTest, query=_asked(student, subject)
        )

    def get_subject_progress(
        self, *, student: str, subject: SubjectEnum | str
    ) -> list[SubjectCourseProgress]:
        """Fetch a student's progress in every course of a subject, enrolled or not.

        Calls `GET {base}/placement/getSubjectProgress`.
        """
        path = "{base}/placement/getSubjectProgress"
        return self._rows(path, SubjectCourseProgress, "progress", query=_asked(student, subject))

    def reset_user_placement(
        self, data: PlacementResetInput | Mapping[str, Any]
    ) -> PlacementResetResult:
        """Delete a student's placement results in a subject, so that placement begins again.

        For administrators; it cannot be undone.

        Raises:
            NotFoundError: The student is unknown.

        Calls `POST {base}/placement/resetUserPlacement`.
        """
        body = to_wire(data, PlacementResetInput)
        return self._one("POST", "{base}/placement/resetUserPlacement", PlacementResetResult, json=body)


class Screening(APIResource):
    """Screening tests of an external provider, in the subjects Math, Reading, Language and Science."""

    def get_results(self, user_id: str) -> dict[str, ScreeningResult | None]:
        """Fetch a user's results by subject; None where the test was not taken.

        Calls `GET {base}/screening/results/{userId}`.
        """
        return self._one(
            "GET",
            "{base}/screening/results/{user_id}",
            dict[str, ScreeningResult | None],
            user_id=user_id,
        )

    def get_session(self, user_id: str) -> ScreeningSession:
        """Fetch a user's session. It holds a password and a pin, which its `repr` leaves out.

        Calls `GET {base}/screening/session/{userId}`.
        """
        return self._one("GET", "{base}/screening/session/{user_id}", ScreeningSession, user_id=user_id)

    def reset_session(self, data: ScreeningResetSessionInput | Mapping[str, Any]) -> None:
        """Begin a user's session again; past results are kept.

        Calls `POST {base}/screening/session/reset`.
        """
        body = to_wire(data, ScreeningResetSessionInput)
        self._send("POST", "{base}/screening/session/reset", json=body)

    def assign_test(
        self, data: ScreeningAssignTestInput | Mapping[str, Any]
    ) -> ScreeningSession | list[LegacyScreeningAssignment]:
        """Assign a screening test.

        Returns:
            The session; from servers of an older description, the list of assigned tests.

        Calls `POST {base}/screening/tests/assign`.
        """
        body = to_wire(data, ScreeningAssignTestInput)
        found: ScreeningSession | list[LegacyScreeningAssignment] = self._one(
            "POST", "{base}/screening/tests/assign", _ASSIGNED, json=body
        )
        return found


def _asked(student: str, subject: SubjectEnum | str) -> dict[str, Any]:
    """The query about a student in a subject, checked as the body with the same fields is."""
    return to_wire({"student": student, "subject": subject}, PlacementResetInput)
