"""Users with their roles, profiles and demographics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..base import Flag, Model, Timestamp
from ..oneroster.common import GuidRef
from ..oneroster.demographics import Demographics
from ..oneroster.users import UserId, UserProfile, UserProfileApp, UserProfileCredential
from ..references import Reference
from .enums import Grade, Role, RoleType, Status

__all__ = [
    "Demographics",
    "GuidRef",
    "PrimaryOrg",
    "RoleOrgRef",
    "User",
    "UserId",
    "UserProfile",
    "UserProfileApp",
    "UserProfileCredential",
    "UserRole",
]


class RoleOrgRef(Reference, kw_only=True):
    """A reference to the organization of a role; according to the published client, its id can be missing."""

    href: str
    """URL under which the organization can be fetched from the API."""
    sourced_id: str | None = None
    """Identifier of the organization; None if the server gives the URL alone."""
    type: str
    """Always `org`, the kind of the record referred to."""


class UserRole(Model, kw_only=True):
    """The role of a user in an organization."""

    role_type: RoleType
    """Rank among the user's roles: one is `primary` in each organization, others `secondary`."""
    role: Role
    """Function that the user has there, such as `student` or `teacher`."""
    org: RoleOrgRef
    """Organization where the role applies."""
    user_profile: str | None = None
    """Account that the role goes with, by its identifier; None if it goes with none."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
    begin_date: str | None = None
    """First day of the role, an ISO date or datetime; None if it has always applied."""
    end_date: str | None = None
    """End of the role, an ISO date or datetime; None while it has none."""


class PrimaryOrg(Model, kw_only=True):
    """The organization that a user mainly belongs to."""

    sourced_id: str
    """OneRoster id of the organization."""
    href: str | None = None
    """URL under which it can be fetched; None if the server gives the id alone."""
    type: str | None = None
    """Always `org`, the kind of the record referred to; None if the server gives the id alone."""
    name: str | None = None
    """Name for people; None in answers by the older description."""


class User(Model, kw_only=True):
    """A user. `enabled_user` is text on the wire and is read as a boolean."""

    __filters__: ClassVar[Mapping[str, Any]] = {"role": Role, "org.sourcedId": str}

    sourced_id: str
    """OneRoster id of the user."""
    status: Status
    """`active`, or `tobedeleted` once the user was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, such as `isTestUser`; None if there are none."""
    user_master_identifier: str | None = None
    """Identifier that is the same for this person in every system; None if none was agreed."""
    username: str | None = None
    """Name to sign in with, as the source system has it; None if it has none."""
    user_ids: list[UserId] | None = None
    """The person's identifiers in other systems, such as a student information system."""
    enabled_user: Flag
    """Whether the user may sign in and use the platform."""
    given_name: str
    """First name, as in the official records."""
    family_name: str
    """Last name, as in the official records."""
    middle_name: str | None = None
    """Middle name or names, separated by spaces; None if there are none."""
    roles: list[UserRole]
    """Functions that the user has, each in one organization; the primary one need not come first."""
    agents: list[GuidRef]
    """Users who act for this one, such as a student's parents."""
    user_profiles: list[UserProfile]
    """Accounts in third-party applications, with their logins."""
    primary_org: PrimaryOrg | None = None
    """Main organization of the user; None if none is set."""
    identifier: str | None = None
    """Human-readable id, such as a student number, from the source system; need not be unique."""
    email: str | None = None
    """Email address, unique over all users; None in some older records."""
    preferred_first_name: str | None = None
    """Preferred first name; None if it is the official one."""
    preferred_middle_name: str | None = None
    """Preferred middle name; None if it is the official one."""
    preferred_last_name: str | None = None
    """Preferred last name; None if it is the official one."""
    pronouns: str | None = None
    """Pronouns of the person, such as `she/her/hers`; None if not stated."""
    grades: list[Grade] | None = None
    """Grade levels that the student is in, from `-1` (pre-K) to `13` (AP); none for other roles."""
    password: str | None = None
    """Password that the source system keeps for the user; servers seldom answer it."""
    sms: str | None = None
    """Phone number that takes text messages; None if not known."""
    phone: str | None = None
    """Phone number for calls; None if not known."""
    demographics: Demographics | None = None
    """Birth, sex and ethnicity; None in answers that leave them out."""
