"""Academic sessions, terms and grading periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...errors import APIError
from ...models.oneroster import AcademicSession, Class, TermGradingPeriodInput, bodies
from ..listing import AsyncListing
from .collection import AsyncEntityScope, AsyncReadOnly
from .entities import (
    AsyncAcademicSessionCollection,
    AsyncAcademicSessionEntityScope,
    AsyncGradingPeriodCollection,
    AsyncGradingPeriodEntityScope,
)

__all__ = ["AsyncAcademicSessions", "AsyncGradingPeriods", "AsyncTerms"]


class AsyncAcademicSessions(
    AsyncAcademicSessionCollection,
    path="{rostering}/academicSessions",
    one="academicSession",
    many="academicSessions",
):
    """School years, semesters, terms and grading periods."""

    def __call__(self, session_id: str) -> AsyncAcademicSessionScope:
        """One session."""
        return AsyncAcademicSessionScope(self, session_id=session_id)

    async def get(self, session_id: str, *, fields: Sequence[str] | None = None) -> AcademicSession:
        """Fetch one session: `GET {rostering}/academicSessions/{sessionId}`."""
        return await super().get(session_id, fields=fields)

    async def exists(self, session_id: str) -> bool:
        """Whether there is a session with this id: `HEAD {rostering}/academicSessions/{sessionId}`."""
        return await super().exists(session_id)

    async def delete(self, session_id: str) -> None:
        """Delete a session: `DELETE {rostering}/academicSessions/{sessionId}`."""
        await super().delete(session_id)


class AsyncTerms(AsyncReadOnly[AcademicSession], path="{rostering}/terms", one="term", many="terms"):
    """Academic sessions of the type term, read-only: create and change them as academic sessions."""

    def __call__(self, term_id: str) -> AsyncTermScope:
        """One term, and what belongs to it."""
        return AsyncTermScope(self, term_id=term_id)

    async def get(self, term_id: str, *, fields: Sequence[str] | None = None) -> AcademicSession:
        """Fetch one term: `GET {rostering}/terms/{termId}`."""
        return await super().get(term_id, fields=fields)

    async def exists(self, term_id: str) -> bool:
        """Whether there is a term with this id: `HEAD {rostering}/terms/{termId}`."""
        return await super().exists(term_id)


class AsyncGradingPeriods(
    AsyncGradingPeriodCollection,
    path="{rostering}/gradingPeriods",
    one="gradingPeriod",
    many="gradingPeriods",
    write="academicSession",
):
    """Academic sessions of the type grading period."""

    def __call__(self, grading_period_id: str) -> AsyncGradingPeriodScope:
        """One grading period."""
        return AsyncGradingPeriodScope(self, grading_period_id=grading_period_id)

    async def get(self, grading_period_id: str, *, fields: Sequence[str] | None = None) -> AcademicSession:
        """Fetch one grading period: `GET {rostering}/gradingPeriods/{gradingPeriodId}`."""
        return await super().get(grading_period_id, fields=fields)

    async def exists(self, grading_period_id: str) -> bool:
        """Whether there is a grading period with this id: `HEAD {rostering}/gradingPeriods/{gradingPeriodId}`."""
        return await super().exists(grading_period_id)

    async def delete(self, grading_period_id: str) -> None:
        """Delete a grading period: `DELETE {rostering}/gradingPeriods/{gradingPeriodId}`."""
        await super().delete(grading_period_id)


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

    async def create(
        self,
        data: TermGradingPeriodInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.TermGradingPeriodFields],
    ) -> AcademicSession:
        """Create a grading period in the term; the platform answers with the session itself.

        Calls `POST {rostering}/terms/{termId}/gradingPeriods`.
        """
        body = to_wire(given(data, fields), TermGradingPeriodInput)
        try:
            return await self._channel.one(
                "POST", self._path, self._params, AcademicSession, ("academicSession",),
                json={"academicSession": body},
            )  # fmt: skip
        except APIError as error:
            path = "{rostering}/gradingPeriods/{grading_period_id}"
            await self._look_for(error, path, {"grading_period_id": body.get("sourcedId")})
            raise


class AsyncAcademicSessionScope(AsyncAcademicSessionEntityScope):
    """One academic session."""


class AsyncGradingPeriodScope(AsyncGradingPeriodEntityScope):
    """One grading period."""
