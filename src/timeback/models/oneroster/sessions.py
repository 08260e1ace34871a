"""Academic sessions: school years, semesters, terms and grading periods."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, DateInput, InputModel, Timestamp, Unset
from .common import Entity, GuidRef, RefInput
from .enums import GradingPeriodType, SessionType, Status

__all__ = ["AcademicSession", "AcademicSessionInput", "GradingPeriodInput", "TermGradingPeriodInput"]


class AcademicSession(Entity, kw_only=True):
    """A school year, semester, term or grading period.

    Dates are plain dates or datetimes, as the server sends them, even where a plain date was written.
    """

    title: str
    start_date: str
    end_date: str
    type: SessionType
    parent: GuidRef | None = None
    school_year: int
    org: GuidRef
    children: list[GuidRef] | None = None


class _SessionInput(InputModel, kw_only=True):
    sourced_id: str
    status: Choice[Status]
    date_last_modified: Unset[Timestamp] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: str
    start_date: DateInput
    end_date: DateInput
    parent: Unset[RefInput | None] = UNSET
    school_year: str
    org: RefInput
    children: Unset[list[GuidRef] | None] = UNSET


class AcademicSessionInput(_SessionInput, kw_only=True):
    """An academic session to create or replace. The school year goes out as text."""

    type: Choice[SessionType]


class GradingPeriodInput(_SessionInput, kw_only=True):
    """A grading period to create or replace. Its `type` is always `gradingPeriod` and is filled in."""

    # A factory, because a plain default would be left out of the body.
    type: Choice[GradingPeriodType] = field(default_factory=lambda: GradingPeriodType.GRADING_PERIOD)


class TermGradingPeriodInput(GradingPeriodInput, kw_only=True):
    """A grading period to create inside a term.

    The API declares the last two fields as required, though callers cannot know them: they go out as null.
    """

    tenant_id: str | None = field(default_factory=lambda: None)
    client_app_id: str | None = field(default_factory=lambda: None)
