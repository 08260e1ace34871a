"""Users with their roles, profiles and demographics."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..base import Flag, Model, Timestamp, read_flags
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
    """Kind of system that the identifier is from, such as `SIS` or `LDAP`."""
    identifier: str
    """The user's id in that other system."""


class GuidRef(Model, kw_only=True):
    """A reference with a link to the record and its type."""

    href: str
    """URL under which the record can be fetched from the API."""
    sourced_id: str
    """Identifier of the record referred to."""
    type: str
    """Kind of the record referred to, such as `user` or `org`."""


class RoleOrgRef(Model, kw_only=True):
    """A reference to the organization of a role; by the published client, its id can be missing."""

    href: str
    """URL under which the organization can be fetched from the API."""
    sourced_id: str | None = None
    """Identifier of the organization; None where the server gives the URL alone."""
    type: str
    """Always `org`, the kind of the record referred to."""


class UserRole(Model, kw_only=True):
    """The role of a user in an organization."""

    role_type: RoleType
    """Rank among the user's roles: one is `primary` in each organization, others `secondary`."""
    role: Role
    """Function that the user has there, such as `student` or `teacher`."""
    org: RoleOrgRef
    """Organization in which the role holds."""
    user_profile: str | None = None
    """Account that the role goes with, by its identifier; None where it goes with none."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard; None where there are none."""
    begin_date: str | None = None
    """First day of the role, an ISO date or datetime; None where it has always held."""
    end_date: str | None = None
    """End of the role, an ISO date or datetime; None while it has none."""


class PrimaryOrg(Model, kw_only=True):
    """The organization that a user mainly belongs to."""

    sourced_id: str
    """OneRoster id of the organization."""
    href: str | None = None
    """URL under which it can be fetched; None where the server gives the id alone."""
    type: str | None = None
    """Always `org`, the kind of the record referred to; None where the server gives the id alone."""
    name: str | None = None
    """Name that people know it by; None in answers by the older description."""


class UserApp(Model, kw_only=True):
    """The application of a profile. Its domain is a list, or one text on older servers."""

    sourced_id: str
    """Identifier of the application on the platform."""
    name: str
    """Name that the application is shown under."""
    description: str | None = None
    """Purpose of the application in a few words; None where nobody wrote any."""
    domain: list[str] | str
    """Internet domains of the application: a list, or a single one by the older description."""
    metadata: dict[str, Any] | None = None
    """Free keys of the application; None where there are none."""


class UserCredential(Model, kw_only=True):
    """A login of a user in an application."""

    id: str
    """Identifier of the login."""
    type: str
    """Occasion on which this login is the one to use, in the vendor's words."""
    username: str
    """Name that the user signs in with at the application."""
    password: str | None = None
    """Encrypted password, of no use by itself; None where the server holds it back."""


class UserProfile(Model, kw_only=True):
    """A user's account in an application."""

    profile_id: str
    """Identifier of the account, to which roles refer."""
    profile_type: str
    """Label for people that says which system or tool the account is for."""
    vendor_id: str
    """Vendor of the application that the account is with."""
    application_id: str | None = None
    """Application that the account is with."""
    description: str | None = None
    """Purpose of the account in a few words; None where nobody wrote any."""
    app: UserApp
    """The application itself, as far as the platform knows it."""
    credentials: list[UserCredential]
    """Logins kept for the account; empty where there are none."""


class Demographics(Model, kw_only=True):
    """Demographics of a user. The flags travel as text and are read as booleans."""

    sourced_id: str
    """OneRoster id of the user whom the demographics are of."""
    status: Status
    """`active`, or `tobedeleted` once they were deleted."""
    date_last_modified: Timestamp | None = None
    """Instant of the last change, in UTC; None where the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard; None where there are none."""
    birth_date: date | None = None
    """Day of birth; None where not known."""
    sex: DemographicsSex | None = None
    """Sex in the official records; None where not known."""
    american_indian_or_alaska_native: Flag | None = None
    """Whether the person identifies with the first peoples of the Americas; None where not stated."""
    asian: Flag | None = None
    """Whether the person identifies as Asian; None where not stated."""
    black_or_african_american: Flag | None = None
    """Whether the person identifies with the black racial groups of Africa; None where not stated."""
    native_hawaiian_or_other_pacific_islander: Flag | None = None
    """Whether the person identifies with the first peoples of the Pacific islands; None where not stated."""
    white: Flag | None = None
    """Whether the person identifies as white; None where not stated."""
    demographic_race_two_or_more_races: Flag | None = None
    """Whether the person identifies with more than one race; None where not stated."""
    hispanic_or_latino_ethnicity: Flag | None = None
    """Whether the person identifies as Hispanic or Latino, of whatever race; None where not stated."""
    country_of_birth_code: str | None = None
    """Country of birth, as an ISO 3166 code such as `US`; None where not known."""
    state_of_birth_abbreviation: str | None = None
    """State of birth, as the postal abbreviation such as `TX`; None where not known."""
    city_of_birth: str | None = None
    """Town of birth; None where not known."""
    public_school_residence_status: str | None = None
    """Code of where the student lives with respect to the school's district, in CEDS' list; None where not
    known."""

    def __post_init__(self) -> None:
        read_flags(
            self,
            "asian",
            "american_indian_or_alaska_native",
            "black_or_african_american",
            "native_hawaiian_or_other_pacific_islander",
            "white",
            "demographic_race_two_or_more_races",
            "hispanic_or_latino_ethnicity",
        )


class User(Model, kw_only=True):
    """A user. `enabled_user` travels as text and is read as a boolean."""

    sourced_id: str
    """OneRoster id of the user."""
    status: Status
    """`active`, or `tobedeleted` once the user was deleted."""
    date_last_modified: Timestamp | None = None
    """Instant of the last change, in UTC; None where the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, such as `isTestUser`; None where there are none."""
    user_master_identifier: str | None = None
    """Identifier that is the same for this person in every system; None where none was agreed."""
    username: str | None = None
    """Name with which the user signs in, as the source system has it; None where it has none."""
    user_ids: list[UserId] | None = None
    """The person's identifiers in other systems, such as a student information system."""
    enabled_user: Flag
    """Whether the user may sign in and use the platform."""
    given_name: str
    """First name, as in the official records."""
    family_name: str
    """Last name, as in the official records."""
    middle_name: str | None = None
    """Middle name or names, parted by spaces; None where there are none."""
    roles: list[UserRole]
    """Functions that the user has, each in one organization; the primary one need not come first."""
    agents: list[GuidRef]
    """Users who act for this one, such as a student's parents."""
    user_profiles: list[UserProfile]
    """Accounts in third-party applications, with their logins."""
    primary_org: PrimaryOrg | None = None
    """Organization that the user mainly belongs to; None where none is set."""
    identifier: str | None = None
    """Human-readable id, such as a student number, from the source system; need not be unique."""
    email: str | None = None
    """Email address, unique over all users; None in some older records."""
    preferred_first_name: str | None = None
    """First name that the person wants to be called by; None to go by the official one."""
    preferred_middle_name: str | None = None
    """Middle name that the person wants to be called by; None to go by the official one."""
    preferred_last_name: str | None = None
    """Last name that the person wants to be called by; None to go by the official one."""
    pronouns: str | None = None
    """Pronouns that the person goes by, such as `she/her/hers`; None where not stated."""
    grades: list[Grade] | None = None
    """Grade levels that the student is in, from `-1` (pre-K) to `13` (AP); none for other roles."""
    password: str | None = None
    """Password that the source system keeps for the user; servers seldom answer it."""
    sms: str | None = None
    """Phone number that takes text messages; None where not known."""
    phone: str | None = None
    """Phone number for calls; None where not known."""
    demographics: Demographics | None = None
    """Birth, sex and ethnicity; None in answers that leave them out."""

    def __post_init__(self) -> None:
        read_flags(self, "enabled_user")
