"""Users with their roles, profiles and demographics."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..base import Model, Timestamp
from .enums import DemographicsSex, Grade, Role, RoleType, Status

__all__ = [
    "Demographics",
    "GuidRef",
    "PrimaryOrg",
    "RoleOrgRef",
    "User",
    "UserApp",
    "UserCredential",
    "UserId",
    "UserProfile",
    "UserRole",
]


class UserId(Model, kw_only=True):
    """An identifier that a user has elsewhere."""

    type: str
    identifier: str


class GuidRef(Model, kw_only=True):
    """A reference with a link to the record and its type."""

    href: str
    sourced_id: str
    type: str


class RoleOrgRef(Model, kw_only=True):
    """A reference to the organisation of a role; servers leave the id out at times."""

    href: str
    sourced_id: str | None = None
    type: str


class UserRole(Model, kw_only=True):
    """What a user is in an organisation."""

    role_type: RoleType
    role: Role
    org: RoleOrgRef
    user_profile: str | None = None
    metadata: dict[str, Any] | None = None
    begin_date: str | None = None
    end_date: str | None = None


class PrimaryOrg(Model, kw_only=True):
    """The organisation that a user mainly belongs to."""

    sourced_id: str
    href: str | None = None
    type: str | None = None
    name: str | None = None


class UserApp(Model, kw_only=True):
    """The application of a profile. Its domain is a list, or one text on older servers."""

    sourced_id: str
    name: str
    description: str | None = None
    domain: list[str] | str
    metadata: dict[str, Any] | None = None


class UserCredential(Model, kw_only=True):
    """A login of a user in an application."""

    id: str
    type: str
    username: str
    password: str | None = None


class UserProfile(Model, kw_only=True):
    """A user's account in an application."""

    profile_id: str
    profile_type: str
    vendor_id: str
    application_id: str | None = None
    description: str | None = None
    app: UserApp
    credentials: list[UserCredential]


class Demographics(Model, kw_only=True):
    """Demographics of a user. The flags travel as text and are read as booleans."""

    sourced_id: str
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    birth_date: date | None = None
    sex: DemographicsSex | None = None
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


class User(Model, kw_only=True):
    """A user. `enabled_user` travels as text and is read as a boolean."""

    sourced_id: str
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    user_master_identifier: str | None = None
    username: str | None = None
    user_ids: list[UserId] | None = None
    enabled_user: bool
    given_name: str
    family_name: str
    middle_name: str | None = None
    roles: list[UserRole]
    agents: list[GuidRef]
    user_profiles: list[UserProfile]
    primary_org: PrimaryOrg | None = None
    identifier: str | None = None
    email: str | None = None
    preferred_first_name: str | None = None
    preferred_middle_name: str | None = None
    preferred_last_name: str | None = None
    pronouns: str | None = None
    grades: list[Grade] | None = None
    password: str | None = None
    sms: str | None = None
    phone: str | None = None
    demographics: Demographics | None = None
