# Generated from src/timeback/_async/oneroster/sessions.py by setup_unasync.py; do not edit.
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
from ..resource import Listing
from .collection import EntityScope, RosterCollection

__all__ = ["AcademicSessions", "GradingPeriods", "Terms"]


class AcademicSessions(
    RosterCollection[AcademicSession, AcademicSessionInput, AcademicSessionInput],
    path="{rostering}/academicSessions",
    one="academicSession",
    many="academicSessions",
):
    """School years, semesters, terms and grading periods."""

    def __call__(self, session_id: str) -> EntityScope[AcademicSession]:
        """One session."""
        return EntityScope(self, session_id=session_id)


class Terms(
    RosterCollection[AcademicSession, AcademicSessionInput, AcademicSessionInput],
    path="{rostering}/terms",
    one="term",
    many="terms",
):
    """Academic sessions of the type term.

    The platform describes terms as read-only and may answer writes with 404 or 405:
    create and change them as academic sessions.
    """

    def __call__(self, term_id: str) -> TermScope:
        """One term, and what belongs to it."""
        return TermScope(self, term_id=term_id)


class GradingPeriods(
    RosterCollection[AcademicSession, GradingPeriodInput, GradingPeriodInput],
    path="{rostering}/gradingPeriods",
    one="gradingPeriod",
    many="gradingPeriods",
    write="academicSession",
):
    """Academic sessions of the type grading period."""

    def __call__(self, period_id: str) -> EntityScope[AcademicSession]:
        """One grading period."""
        return EntityScope(self, period_id=period_id)


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

    def create(self, data: TermGradingPeriodInput | Mapping[str, Any]) -> AcademicSession:
        """Create a grading period in the term; the platform answers with the session itself.

        Calls `POST {rostering}/terms/{termId}/gradingPeriods`.
        """
        body = {"academicSession": to_wire(data, TermGradingPeriodInput)}
        return self._channel.one(
            "POST", self._path, self._params, AcademicSession, ("academicSession",), json=body
        )
