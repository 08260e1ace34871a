"""Demographics: a user's birth, origin and residence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..base import UNSET, Choice, Flag, InputModel, Unset
from .common import Entity, TextFlag
from .enums import Sex, SexInput, Status

__all__ = ["Demographics", "DemographicsInput"]

if TYPE_CHECKING:
    BirthDate = date | str
else:
    # The server refuses all but YYYY-MM-DD, so text is checked against the calendar before it is sent.
    BirthDate = date


class Demographics(Entity, kw_only=True):
    """A user's demographics; `sourced_id` is the user's. The flags are text on the wire."""

    birth_date: date | None = None
    """Day of birth, `YYYY-MM-DD`; None if not known."""
    sex: Sex | None = None
    """Sex in the official records; None if not known."""
    american_indian_or_alaska_native: Flag | None = None
    """Whether the person identifies with the first peoples of the Americas; None if not stated."""
    asian: Flag | None = None
    """Whether the person identifies as Asian; None if not stated."""
    black_or_african_american: Flag | None = None
    """Whether the person identifies with the black racial groups of Africa; None if not stated."""
    native_hawaiian_or_other_pacific_islander: Flag | None = None
    """Whether the person identifies with the first peoples of the Pacific islands; None if not stated."""
    white: Flag | None = None
    """Whether the person identifies as white; None if not stated."""
    demographic_race_two_or_more_races: Flag | None = None
    """Whether the person identifies with more than one race; None if not stated."""
    hispanic_or_latino_ethnicity: Flag | None = None
    """Whether the person identifies as Hispanic or Latino, of whatever race; None if not stated."""
    country_of_birth_code: str | None = None
    """Country of birth, as an ISO 3166 code such as `US`; None if not known."""
    state_of_birth_abbreviation: str | None = None
    """State of birth, as the postal abbreviation such as `TX`; None if not known."""
    city_of_birth: str | None = None
    """Town of birth; None if not known."""
    public_school_residence_status: str | None = None
    """Code of where the student lives with respect to the school's district, in CEDS' list; None if not
    known."""


class DemographicsInput(InputModel, kw_only=True):
    """Demographics to create or replace; `sourced_id` is the user's. The flags are sent as text."""

    sourced_id: str
    """Identifier of the user that the demographics describe."""
    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks the demographics as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard; a replacement replaces them all."""
    birth_date: Unset[BirthDate | None] = UNSET
    """Day of birth, `YYYY-MM-DD`; None if not known."""
    sex: Unset[Choice[SexInput] | None] = UNSET
    """Sex in the official records: `male` or `female`, the two that the server takes; None if not
    known."""
    american_indian_or_alaska_native: Unset[TextFlag | None] = UNSET
    """Whether the person identifies with the first peoples of the Americas; None if not stated."""
    asian: Unset[TextFlag | None] = UNSET
    """Whether the person identifies as Asian; None if not stated."""
    black_or_african_american: Unset[TextFlag | None] = UNSET
    """Whether the person identifies with the black racial groups of Africa; None if not stated."""
    native_hawaiian_or_other_pacific_islander: Unset[TextFlag | None] = UNSET
    """Whether the person identifies with the first peoples of the Pacific islands; None if not stated."""
    white: Unset[TextFlag | None] = UNSET
    """Whether the person identifies as white; None if not stated."""
    demographic_race_two_or_more_races: Unset[TextFlag | None] = UNSET
    """Whether the person identifies with more than one race; None if not stated."""
    hispanic_or_latino_ethnicity: Unset[TextFlag | None] = UNSET
    """Whether the person identifies as Hispanic or Latino, of whatever race; None if not stated."""
    country_of_birth_code: Unset[str | None] = UNSET
    """Country of birth, as an ISO 3166 code such as `US`; None if not known."""
    state_of_birth_abbreviation: Unset[str | None] = UNSET
    """State of birth, as the postal abbreviation such as `TX`; None if not known."""
    city_of_birth: Unset[str | None] = UNSET
    """Town of birth; None if not known."""
    public_school_residence_status: Unset[str | None] = UNSET
    """Code of where the student lives with respect to the school's district, in CEDS' list; None if not
    known."""
