"""Demographics: a user's birth, origin and residence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..base import UNSET, Choice, InputModel, Unset
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
    sex: Sex | None = None
    american_indian_or_alaska_native: bool | None = None
    asian: bool | None = None
    black_or_african_american: bool | None = None
    native_hawaiian_or_other_pacific_islander: bool | None = None
    white: bool | None = None
    demographic_race_two_or_more_races: bool | None = None
    hispanic_or_latino_ethnicity: bool | None = None
    country_of_birth_code: str | None = None
    state_of_birth_abbreviation: str | None = None
    city_of_birth: str | None = None
    public_school_residence_status: str | None = None


class DemographicsInput(InputModel, kw_only=True):
    """Demographics to create or replace; `sourced_id` is the user's. The flags go out as text."""

    sourced_id: str
    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    birth_date: Unset[BirthDate | None] = UNSET
    sex: Unset[Choice[SexInput] | None] = UNSET
    american_indian_or_alaska_native: Unset[TextFlag | None] = UNSET
    asian: Unset[TextFlag | None] = UNSET
    black_or_african_american: Unset[TextFlag | None] = UNSET
    native_hawaiian_or_other_pacific_islander: Unset[TextFlag | None] = UNSET
    white: Unset[TextFlag | None] = UNSET
    demographic_race_two_or_more_races: Unset[TextFlag | None] = UNSET
    hispanic_or_latino_ethnicity: Unset[TextFlag | None] = UNSET
    country_of_birth_code: Unset[str | None] = UNSET
    state_of_birth_abbreviation: Unset[str | None] = UNSET
    city_of_birth: Unset[str | None] = UNSET
    public_school_residence_status: Unset[str | None] = UNSET
