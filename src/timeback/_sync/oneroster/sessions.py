# Generated from src/timeback/_async/oneroster/sessions.py by setup_unasync.py; do not edit.
"""Academic sessions, terms and grading periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...errors import APIError
from ...models.oneroster import AcademicSession, Class, TermGradingPeriodInput, bodies
from ..listing import Listing
from .collection import EntityScope, ReadOnly
from .entities import (
    AcademicSessionCollection,
    AcademicSessionEntityScope,
    GradingPeriodCollection,
    GradingPeriodEntityScope,
)

__all__ = ["AcademicSessions", "GradingPeriods", "Terms"]


class AcademicSessions(
    AcademicSessionCollection,
    path="{rostering}/academicSessions",
    one="academicSession",
    many="academicSessions",
):
    """School years, semesters, terms and grading periods."""

    def __call__(self, session_id: str) -> AcademicSessionScope:
        """One session."""
        return AcademicSessionScope(self, session_id=session_id)

    def get(self, session_id: str, *, fields: Sequence[str] | None = None) -> AcademicSession:
        """Fetch one session: `GET {rostering}/academicSessions/{sessionId}`."""
        return super().get(session_id, fields=fields)

    def exists(self, session_id: str) -> bool:
        """Whether there is a session with this id: `HEAD {rostering}/academicSessions/{sessionId}`."""
        return super().exists(session_id)

    def delete(self, session_id: str) -> None:
        """Delete a session: `DELETE {rostering}/academicSessions/{sessionId}`."""
        super().delete(session_id)


class Terms(ReadOnly[AcademicSession], path="{rostering}/terms", one="term", many="terms"):
    """Academic sessions of the type term, read-only: create and change them as academic sessions."""

    def __call__(self, term_id: str) -> TermScope:
        """One term, and what belongs to it."""
        return TermScope(self, term_id=term_id)

    def get(self, term_id: str, *, fields: Sequence[str] | None = None) -> AcademicSession:
        """Fetch one term: `GET {rostering}/terms/{termId}`."""
        return super().get(term_id, fields=fields)

    def exists(self, term_id: str) -> bool:
        """Whether there is a term with this id: `HEAD {rostering}/terms/{termId}`."""
        return super().exists(term_id)


class GradingPeriods(
    GradingPeriodCollection,
    path="{rostering}/gradingPeriods",
    one="gradingPeriod",
    many="gradingPeriods",
    write="academicSession",
):
    """Academic sessions of the type grading period."""

    def __call__(self, grading_period_id: str) -> GradingPeriodScope:
        """One grading period."""
        return GradingPeriodScope(self, grading_period_id=grading_period_id)

    def get(self, grading_period_id: str, *, fields: Sequence[str] | None = None) -> AcademicSession:
        """Fetch one grading period: `GET {rostering}/gradingPeriods/{gradingPeriodId}`."""
        return super().get(grading_period_id, fields=fields)

    def exists(self, grading_period_id: str) -> bool:
        """Whether there is a grading period with this id: `HEAD {rostering}/gradingPeriods/{gradingPeriodId}`."""
        return super().exists(grading_period_id)

    def delete(self, grading_period_id: str) -> None:
        """Delete a grading period: `DELETE {rostering}/gradingPeriods/{gradingPeriodId}`."""
        super().delete(grading_period_id)


class TermScope(EntityScope[AcademicSession]):
    """One term."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes taught in the term: `GET {rostering}/terms/{termId}/classes`."""
        return self._listing(Class, "{rostering}/terms/{term_id}/classes", "classes")

    @property
    def grading_periods(self) -> TermGradingPeriods:
        """Grading periods of the term: `GET {rostering}/terms/{termId}/gradingPeriods`."""
        path = "{rostering}/terms/{term_id}/gradingPeriods"
        return TermGradingPeriods(
            self._channel, AcademicSession, path, "gradingPeriods", params=self._params
        )


class TermGradingPeriods(Listing[AcademicSession]):
    """The grading periods of one term."""

    def create(
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
            return self._channel.one(
                "POST", self._path, self._params, AcademicSession, ("academicSession",),
                json={"academicSession": body},
            )  # fmt: skip
        except APIError as error:
            path = "{rostering}/gradingPeriods/{grading_period_id}"
            self._look_for(error, path, {"grading_period_id": body.get("sourcedId")})
            raise


class AcademicSessionScope(AcademicSessionEntityScope):
    """One academic session."""


class GradingPeriodScope(GradingPeriodEntityScope):
    """One grading period."""
