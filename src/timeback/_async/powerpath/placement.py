"""Placement and screening: where a student starts in a subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
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
    StudentPlacementResult,
    Subject,
    SubjectCourseProgress,
    bodies,
)
from ..pager import AsyncPager
from ..resource import AsyncAPIResource, AsyncUnpaged
from .ids import ids_query

__all__ = ["AsyncPlacement", "AsyncScreening"]

# The published client reads the assigned tests here, the description has a session.
_ASSIGNED: Any = ScreeningSession | list[LegacyScreeningAssignment]


class AsyncPlacement(AsyncAPIResource):
    """Placement: one test per grade, until the student's level in a subject is found.

    A placement test is passed with 90 of 100. `subject` is a `Subject` or any text:
    the service ignores its case.
    """

    @property
    def tests(self) -> AsyncPlacementTests:
        """Placement tests by subject."""
        return AsyncPlacementTests(self._channel)

    @property
    def progress(self) -> AsyncSubjectProgress:
        """Progress in the courses of a subject."""
        return AsyncSubjectProgress(self._channel)

    async def get(self, student_id: str) -> StudentPlacementResult:
        """Fetch a student's placement in every subject.

        Calls `GET {base}/placement/{studentId}`.
        """
        return await self._one(
            "GET", "{base}/placement/{student_id}", StudentPlacementResult, student_id=student_id
        )

    async def get_current_level(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> CurrentLevel:
        """Fetch a student's grade: the lowest one with a test, plus one for each test passed.

        Calls `GET {base}/placement/getCurrentLevel`.
        """
        return await self._one(
            "GET", "{base}/placement/getCurrentLevel", CurrentLevel, query=_asked(student_id, subject)
        )

    async def get_next_test(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> NextPlacementTest:
        """Fetch the placement test to take next; there is none once a test was failed or all were passed.

        Calls `GET {base}/placement/getNextPlacementTest`.
        """
        return await self._one(
            "GET",
            "{base}/placement/getNextPlacementTest",
            NextPlacementTest,
            query=_asked(student_id, subject),
        )

    async def reset(
        self,
        data: PlacementResetInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.PlacementResetFields],
    ) -> PlacementResetResult:
        """Delete a student's placement results in a subject, so that placement begins again.

        For administrators; it cannot be undone.

        Raises:
            NotFoundError: The student is unknown.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/placement/resetUserPlacement`.
        """
        body = to_wire(given(data, fields), PlacementResetInput)
        return await self._one("POST", "{base}/placement/resetUserPlacement", PlacementResetResult, json=body)


class AsyncPlacementTests(AsyncAPIResource):
    """Placement tests by subject."""

    async def list(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> PageResult[PlacementTest]:
        """Fetch a subject's placement tests by grade, with the student's results of all attempts.

        Args:
            student_id: The student.
            subject: The subject.

        Calls `GET {base}/placement/getAllPlacementTests`.
        """
        return await self._of(student_id, subject).list()

    async def first(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> PlacementTest | None:
        """Fetch the first that `list()` would give, or None."""
        return await self._of(student_id, subject).first()

    async def list_all(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str, max_items: int | None = None
    ) -> Rows[PlacementTest]:
        """Fetch them as a list; see `list()`."""
        return await self._of(student_id, subject).list_all(max_items=max_items)

    def stream(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str, max_items: int | None = None
    ) -> AsyncPager[PlacementTest]:
        """Go through them; see `list()`."""
        return self._of(student_id, subject).stream(max_items=max_items)

    def _of(
        self, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> AsyncUnpaged[PlacementTest]:
        query = _asked(student_id, subject)
        return self._whole(
            PlacementTest, "{base}/placement/getAllPlacementTests", "placementTests", query=query
        )


class AsyncSubjectProgress(AsyncAPIResource):
    """Progress of students in the courses of a subject."""

    async def list(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> PageResult[SubjectCourseProgress]:
        """Fetch a student's progress in every course of a subject, enrolled or not.

        Args:
            student_id: The student.
            subject: The subject.

        Calls `GET {base}/placement/getSubjectProgress`.
        """
        return await self._of(student_id, subject).list()

    async def first(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> SubjectCourseProgress | None:
        """Fetch the first that `list()` would give, or None."""
        return await self._of(student_id, subject).first()

    async def list_all(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str, max_items: int | None = None
    ) -> Rows[SubjectCourseProgress]:
        """Fetch them as a list; see `list()`."""
        return await self._of(student_id, subject).list_all(max_items=max_items)

    def stream(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str, max_items: int | None = None
    ) -> AsyncPager[SubjectCourseProgress]:
        """Go through them; see `list()`."""
        return self._of(student_id, subject).stream(max_items=max_items)

    def _of(
        self, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> AsyncUnpaged[SubjectCourseProgress]:
        query = _asked(student_id, subject)
        return self._whole(
            SubjectCourseProgress, "{base}/placement/getSubjectProgress", "progress", query=query
        )


class AsyncScreening(AsyncAPIResource):
    """Screening tests of an external provider, in the subjects Math, Reading, Language and Science."""

    async def get_results(self, user_id: str) -> dict[str, ScreeningResult | None]:
        """Fetch a user's results by subject; None if the test was not taken.

        Calls `GET {base}/screening/results/{userId}`.
        """
        return await self._one(
            "GET",
            "{base}/screening/results/{user_id}",
            dict[str, ScreeningResult | None],
            user_id=user_id,
        )

    async def get_session(self, user_id: str) -> ScreeningSession:
        """Fetch a user's session. It holds a password and a pin, which its `repr` leaves out.

        Calls `GET {base}/screening/session/{userId}`.
        """
        return await self._one("GET", "{base}/screening/session/{user_id}", ScreeningSession, user_id=user_id)

    async def reset_session(
        self,
        data: ScreeningResetSessionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ScreeningResetSessionFields],
    ) -> None:
        """Restart a user's session; past results are kept.

        Calls `POST {base}/screening/session/reset`.
        """
        body = to_wire(given(data, fields), ScreeningResetSessionInput)
        await self._send("POST", "{base}/screening/session/reset", json=body)

    async def assign_test(
        self,
        data: ScreeningAssignTestInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ScreeningAssignTestFields],
    ) -> ScreeningSession | list[LegacyScreeningAssignment]:
        """Assign a screening test.

        Returns:
            The session; from servers of an older description, the list of assigned tests.

        Calls `POST {base}/screening/tests/assign`.
        """
        body = to_wire(given(data, fields), ScreeningAssignTestInput)
        found: ScreeningSession | list[LegacyScreeningAssignment] = await self._one(
            "POST", "{base}/screening/tests/assign", _ASSIGNED, json=body
        )
        return found


def _asked(student_id: str, subject: Subject | bodies.SubjectText | str) -> dict[str, str]:
    """The query about a student in a subject, which the service takes in any case."""
    return ids_query(student_id=student_id, subject=subject)
