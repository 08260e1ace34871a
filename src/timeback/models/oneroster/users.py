"""Users: students, teachers, guardians and staff, with their roles, agents and logins elsewhere."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from ..base import (
    UNSET,
    Choice,
    DateInput,
    InputModel,
    MetadataInput,
    Model,
    OpenMetadata,
    Timestamp,
    Unset,
)
from .common import Entity, GuidRef, HrefRef, NamedHrefRef, NonEmpty, RefInput
from .demographics import Demographics
from .enums import (
    Grade,
    OnboardingStatus,
    RoleType,
    Status,
    TimebackRole,
    UserRoleName,
)

__all__ = [
    "AgentInput",
    "AgentUser",
    "CredentialCreateResult",
    "CredentialInput",
    "CredentialLogin",
    "DecryptedCredential",
    "OnboardingState",
    "User",
    "UserId",
    "UserInput",
    "UserMetadata",
    "UserProfile",
    "UserProfileApp",
    "UserProfileCredential",
    "UserRole",
    "UserRoleInput",
    "UserRoleMetadata",
]


class UserId(Model, kw_only=True):
    """An identifier that another system has for the user, and the kind of that system."""

    type: str
    identifier: str


class UserRoleMetadata(OpenMetadata, kw_only=True):
    """The documented keys of a role's metadata; others occur."""

    timeback_role: TimebackRole | None = None
    alpha_level_access: list[str] | None = None


class UserRole(Model, kw_only=True):
    """A user's role in one organization. Its dates are ISO dates or datetimes, as the server sends them.

    `UserRoleMetadata.read(role.metadata)` gives the documented keys their types.
    """

    role_type: RoleType
    role: UserRoleName
    org: HrefRef
    user_profile: str | None = None
    metadata: dict[str, Any] | None = None
    begin_date: str | None = None
    end_date: str | None = None


class UserProfileApp(Model, kw_only=True):
    """The third-party application that a profile is for. An older server sends one domain, not a list."""

    sourced_id: str
    name: str
    description: str | None = None
    domain: list[str] | str
    metadata: dict[str, Any] | None = None


class UserProfileCredential(Model, kw_only=True):
    """A login kept in a profile. The password is encrypted; decrypt it through the user's scope."""

    id: str
    type: str
    username: str
    password: str | None = None


class UserProfile(Model, kw_only=True):
    """A user's account in a third-party application."""

    profile_id: str
    profile_type: str
    vendor_id: str
    application_id: str | None = None
    description: str | None = None
    app: UserProfileApp
    credentials: list[UserProfileCredential] = field(default_factory=list[UserProfileCredential])


class User(Entity, kw_only=True):
    """A user, whatever the role.

    `enabled_user` travels as text and is read as a boolean. `demographics` is filled only in the answer of
    the user's own demographics endpoint. `UserMetadata.read(user.metadata)` types the documented keys.
    """

    user_master_identifier: str | None = None
    username: str | None = None
    user_ids: list[UserId] | None = None
    enabled_user: bool
    given_name: str
    family_name: str
    middle_name: str | None = None
    roles: list[UserRole] = field(default_factory=list[UserRole])
    agents: list[GuidRef] = field(default_factory=list[GuidRef])
    user_profiles: list[UserProfile] = field(default_factory=list[UserProfile])
    primary_org: NamedHrefRef | None = None
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


class AgentUser(Model, kw_only=True):
    """A user as the agent endpoints answer it: flatter than `User`, and `primary_org` may be a bare id."""

    sourced_id: str
    status: Status | None = None
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    tenant_id: str | None = None
    client_app_id: str | None = None
    username: str | None = None
    enabled_user: bool
    given_name: str
    family_name: str
    middle_name: str | None = None
    identifier: str | None = None
    email: str | None = None
    sms: str | None = None
    phone: str | None = None
    password: str | None = None
    grades: list[Grade] | None = None
    user_ids: list[UserId] | None = None
    user_master_identifier: str | None = None
    preferred_first_name: str | None = None
    preferred_middle_name: str | None = None
    preferred_last_name: str | None = None
    pronouns: str | None = None
    primary_org: str | NamedHrefRef | None = None
    is_test_user: bool | None = None
    roles: list[Any] | None = None


class OnboardingState(OpenMetadata, kw_only=True):
    """Where a user stands in one onboarding. The last two fields come only with `completed`."""

    state: OnboardingStatus
    completed_at: str | None = None
    course_id: str | None = None


class UserMetadata(OpenMetadata, kw_only=True):
    """The documented keys of a user's metadata; others occur. Onboardings are keyed by a free name."""

    onboarding: dict[str, OnboardingState] | None = None
    is_test_user: bool | None = None


class UserRoleInput(InputModel, kw_only=True):
    """A role to give a user in an organization."""

    role_type: Choice[RoleType]
    role: Choice[UserRoleName]
    org: RefInput
    user_profile: Unset[str] = UNSET
    metadata: Unset[MetadataInput[UserRoleMetadata] | None] = UNSET
    begin_date: Unset[DateInput | None] = UNSET
    end_date: Unset[DateInput | None] = UNSET


class UserInput(InputModel, kw_only=True):
    """A user to create or replace. The email must be unique over all users.

    Without `sourced_id` the server allocates one. A replacement is whole: what is left out is lost.
    """

    sourced_id: Unset[NonEmpty] = UNSET
    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[MetadataInput[UserMetadata] | None] = UNSET
    user_master_identifier: Unset[str | None] = UNSET
    username: Unset[str | None] = UNSET
    user_ids: Unset[list[UserId]] = UNSET
    enabled_user: bool
    given_name: str
    family_name: str
    middle_name: Unset[str | None] = UNSET
    roles: Annotated[list[UserRoleInput], Meta(min_length=1)]
    primary_org: Unset[RefInput] = UNSET
    email: str
    preferred_first_name: Unset[str | None] = UNSET
    preferred_middle_name: Unset[str | None] = UNSET
    preferred_last_name: Unset[str | None] = UNSET
    pronouns: Unset[str | None] = UNSET
    grades: Unset[list[Choice[Grade]]] = UNSET
    password: Unset[str | None] = UNSET
    sms: Unset[str | None] = UNSET
    phone: Unset[str | None] = UNSET
    agents: Unset[list[RefInput]] = UNSET


class AgentInput(InputModel, kw_only=True):
    """The user who becomes another's agent, such as a parent."""

    agent_sourced_id: str


class CredentialLogin(InputModel, kw_only=True):
    """A username and password in a third-party application."""

    username: str
    password: str


class CredentialInput(InputModel, kw_only=True):
    """A login to keep for a user, with the name of the application that it is for."""

    application_name: NonEmpty
    credentials: CredentialLogin


class CredentialCreateResult(Model, kw_only=True):
    """Where a login was stored."""

    user_profile_id: str
    credential_id: str
    message: str


class DecryptedCredential(Model, kw_only=True):
    """A stored password in clear text."""

    password: str
