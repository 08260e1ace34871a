"""Academic sessions, terms and grading periods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.oneroster import (
    AcademicSession,
    AcademicSessionInput,
    Class,
    GradingPeriodInput,
    TermGradingPeriodInput,
)
from ..resource import AsyncListing
from .collection import AsyncEntityScope, AsyncRosterCollection

__all__ = ["AsyncAcademicSessions", "AsyncGradingPeriods", "AsyncTerms"]


class AsyncAcademicSessions(
    AsyncRosterCollection[AcademicSession, AcademicSessionInput, AcademicSessionInput],
    path="{rostering}/academicSessions",
    one="academicSession",
    many="academicSessions",
):
    """School years, semesters, terms and grading periods."""

    def __call__(self, session_id: str) -> AsyncEntityScope[AcademicSession]:
        """One session."""
        return AsyncEntityScope(self, session_id=session_id)


class AsyncTerms(
    AsyncRosterCollection[AcademicSession, AcademicSessionInput, AcademicSessionInput],
    path="{rostering}/terms",
    one="term",
    many="terms",
):
    """Academic sessions of the type term.

    The platform describes terms as read-only and may answer writes with 404 or 405:
    create and change them as academic sessions.
    """

    def __call__(self, term_id: str) -> AsyncTermScope:
        """One term, and what belongs to it."""
        return AsyncTermScope(self, term_id=term_id)


class AsyncGradingPeriods(
    AsyncRosterCollection[AcademicSession, GradingPeriodInput, GradingPeriodInput],
    path="{rostering}/gradingPeriods",
    one="gradingPeriod",
    many="gradingPeriods",
    write="academicSession",
):
    """Academic sessions of the type grading period."""

    def __call__(self, period_id: str) -> AsyncEntityScope[AcademicSession]:
        """One grading period."""
        return AsyncEntityScope(self, period_id=period_id)


class AsyncTermScope(AsyncEntityScope[AcademicSession]):
    """One term."""

    @property
    def classes(self) -> AsyncListing[Class]:
        """Classes taught in the term: `GET {rostering}/terms/{termId}/classes`."""
        return self._listing(Class, "{rostering}/terms/{term_id}/classes", "classes")

    @property
    def grading_periods(self) -> AsyncTermGradingPeriods:
        """Grading periods of the term: `GET {rostering}/terms/{termId}/gradingPeriods`."""
        path = "{rostering}/terms/{term_id}/gradingPeriods"
        return AsyncTermGradingPeriods(
            self._channel, AcademicSession, path, "gradingPeriods", params=self._params
        )


class AsyncTermGradingPeriods(AsyncListing[AcademicSession]):
    """The grading periods of one term."""

    async def create(self, data: TermGradingPeriodInput | Mapping[str, Any]) -> AcademicSession:
        """Create a grading period in the term; the platform answers with the session itself.

        Calls `POST {rostering}/terms/{termId}/gradingPeriods`.
        """
        body = {"academicSession": to_wire(data, TermGradingPeriodInput)}
        return await self._channel.one(
            "POST", self._path, self._params, AcademicSession, ("academicSession",), json=body
        )
