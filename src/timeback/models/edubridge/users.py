"""Users with their roles, profiles and demographics."""

from __future__ import annotations

from typing import Any

from ..base import Model, Timestamp
from ..oneroster.common import GuidRef
from ..oneroster.demographics import Demographics
from ..oneroster.users import UserId, UserProfileApp, UserProfileCredential
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


class UserProfile(Model, kw_only=True):
    """A user's account in an application."""

    profile_id: str
    profile_type: str
    vendor_id: str
    application_id: str | None = None
    description: str | None = None
    app: UserProfileApp
    credentials: list[UserProfileCredential]


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
