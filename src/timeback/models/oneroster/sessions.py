"""Academic sessions: school years, semesters, terms and grading periods."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, DateInput, DecimalText, InputModel, Timestamp, Unset
from .common import Entity, GuidRef, RefInput
from .enums import GradingPeriodType, SessionType, Status

__all__ = ["AcademicSession", "AcademicSessionInput", "GradingPeriodInput", "TermGradingPeriodInput"]


class AcademicSession(Entity, kw_only=True):
    """A school year, semester, term or grading period.

    Dates are plain dates or datetimes, as the server sends them, even where a plain date was written.
    """

    title: str
    """Name for people, such as `2026-2027` or `Fall Term`."""
    start_date: str
    """First day, an ISO date or a datetime such as `2026-08-17T00:00:00.000Z`."""
    end_date: str
    """First day after the session, which the standard excludes from it; an ISO date or a datetime."""
    type: SessionType
    """Length: a school year, a semester or term in it, or a grading period in those."""
    parent: GuidRef | None = None
    """Session that contains this one; None for a school year."""
    school_year: int
    """Calendar year at the end of the school year: 2027 for 2026-2027."""
    org: GuidRef
    """Organization whose calendar it belongs to."""
    children: list[GuidRef] | None = None
    """Sessions that are parts of this one; None or empty if there are none."""


class _SessionInput(InputModel, kw_only=True):
    sourced_id: str
    """Identifier to create the session under, any text; the server allocates none here."""
    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the session as deleted."""
    date_last_modified: Unset[Timestamp] = UNSET
    """Time of the last change as the sender knows it."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard; a replacement replaces them all."""
    title: str
    """Name for people, such as `2026-2027` or `Fall Term`."""
    start_date: DateInput
    """First day, a date or its ISO text."""
    end_date: DateInput
    """First day after the session, which the standard excludes from it; a date or its ISO text."""
    parent: Unset[RefInput | None] = UNSET
    """Session that contains this one; left out for a school year."""
    school_year: DecimalText
    """Calendar year at the end of the school year, as text: `2027` for 2026-2027."""
    org: RefInput
    """Organization whose calendar it belongs to."""
    children: Unset[list[GuidRef] | None] = UNSET
    """Sessions that are parts of this one, with the URL and kind of each."""


class AcademicSessionInput(_SessionInput, kw_only=True):
    """An academic session to create or replace. The school year is sent as text."""

    type: Choice[SessionType]
    """Length: a school year, a semester or term in it, or a grading period in those."""


class GradingPeriodInput(_SessionInput, kw_only=True):
    """A grading period to create or replace. Its `type` is always `gradingPeriod` and is filled in."""

    # A factory, because a plain default would be left out of the body.
    type: Choice[GradingPeriodType] = field(default_factory=lambda: GradingPeriodType.GRADING_PERIOD)
    """Always `gradingPeriod`, and filled in."""


class TermGradingPeriodInput(GradingPeriodInput, kw_only=True):
    """A grading period to create inside a term.

    The API declares the last two fields as required, though callers cannot know them: they go out as null.
    """

    tenant_id: str | None = field(default_factory=lambda: None)
    """Tenant that owns the record; the server knows it, so None is sent."""
    client_app_id: str | None = field(default_factory=lambda: None)
    """Application that owns the record; the server knows it, so None is sent."""
