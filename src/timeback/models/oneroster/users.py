"""Users: students, teachers, guardians and staff, with their roles, agents and logins elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from ..base import (
    UNSET,
    Choice,
    DateInput,
    Flag,
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
    """An identifier that another system has for the user, and the kind of that system.

    Some servers send the identifier alone, as text, which is read as well.
    """

    _identity: ClassVar[str] = "identifier"

    type: str
    """Kind of system that the identifier is from, such as `SIS` or `LDAP`."""
    identifier: str
    """The user's id in that other system."""


class UserRoleMetadata(OpenMetadata, kw_only=True):
    """The documented keys of a role's metadata; others occur."""

    timeback_role: TimebackRole | None = None
    """Finer role that Timeback has in addition to the standard's, such as `head_guide`; None without one."""
    alpha_level_access: list[str] | None = None
    """Levels of Alpha's content that the role opens; None if not stated."""


class UserRole(Model, kw_only=True):
    """A user's role in one organization. Its dates are ISO dates or datetimes, as the server sends them.

    `UserRoleMetadata.read(role.metadata)` gives the documented keys their types.
    """

    role_type: RoleType
    """Rank among the user's roles: one is `primary` in each organization, others `secondary`."""
    role: UserRoleName
    """Function that the user has there, such as `student` or `teacher`."""
    org: HrefRef
    """Organization where the role applies."""
    user_profile: str | None = None
    """Account that the role goes with, by its identifier; absent if it goes with none."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, such as `timebackRole`; None if there are none."""
    begin_date: str | None = None
    """First day of the role, an ISO date or datetime; None if it has always applied."""
    end_date: str | None = None
    """Last day of the role, an ISO date or datetime; None while it has no end."""


class UserProfileApp(Model, kw_only=True):
    """The third-party application that a profile is for. An older server sends one domain, not a list."""

    sourced_id: str
    """Identifier of the application on the platform."""
    name: str
    """Name of the application for people."""
    description: str | None = None
    """Purpose of the application in a few words; None if there is none."""
    domain: list[str] | str
    """Internet domains of the application: a list, or a single one from an older server."""
    metadata: dict[str, Any] | None = None
    """Free keys of the application; None if there are none."""


class UserProfileCredential(Model, kw_only=True):
    """A login kept in a profile. The password is encrypted; decrypt it through the user's scope."""

    _secrets = frozenset({"password"})

    id: str
    """Identifier of the login, for decrypting its password."""
    type: str
    """Occasion to use this login, in the vendor's words."""
    username: str
    """Name to sign in with at the application."""
    password: str | None = None
    """Encrypted password, of no use by itself; None if the server withholds it."""


class UserProfile(Model, kw_only=True):
    """A user's account in a third-party application."""

    profile_id: str
    """Identifier of the account; roles and logins refer to it."""
    profile_type: str
    """Label for people that says which system or tool the account is for."""
    vendor_id: str
    """Vendor of the application that the account is with."""
    application_id: str | None = None
    """Application that the account is with; None in answers of LEARNWITH_AI."""
    description: str | None = None
    """Purpose of the account in a few words; None if there is none."""
    app: UserProfileApp
    """The application itself, as far as the platform knows it."""
    credentials: list[UserProfileCredential] = []
    """Logins kept for the account; empty if there are none."""


class User(Entity, kw_only=True):
    """A user, whatever the role.

    `enabled_user` travels as text and is read as a boolean. `demographics` is filled only in the answer of
    the user's own demographics endpoint. `UserMetadata.read(user.metadata)` types the documented keys.
    """

    _secrets = frozenset({"password"})
    __filters__: ClassVar[Mapping[str, Any]] = {"org.sourcedId": str}

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
    roles: list[UserRole] = []
    """Functions that the user has, each in one organization; the primary one need not come first."""
    agents: list[GuidRef] = []
    """Users who act for this one, such as a student's parents."""
    user_profiles: list[UserProfile] = []
    """Accounts in third-party applications, with their logins."""
    primary_org: NamedHrefRef | None = None
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
    role: UserRoleName | None = None
    """Role of the user in OneRoster 1.1, which knows one; None if `roles` has them."""
    orgs: list[NamedHrefRef] | None = None
    """Organizations of the user in OneRoster 1.1; None if `roles` names them."""
    demographics: Demographics | None = None
    """Birth, sex and ethnicity; only in the answer of the user's own demographics endpoint, else None."""


class AgentUser(Model, kw_only=True):
    """A user as the agent endpoints return it: flatter than `User`, and `primary_org` may be a bare id."""

    _secrets = frozenset({"password"})

    sourced_id: str
    """Identifier of the user."""
    status: Status | None = None
    """`active`, or `tobedeleted` once the user was deleted; None if the endpoint leaves it out."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the endpoint leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, such as `isTestUser`; None if there are none."""
    tenant_id: str | None = None
    """Tenant that owns the record; None if the server does not say."""
    client_app_id: str | None = None
    """Application that made the record; None if the server does not say."""
    username: str | None = None
    """Name to sign in with, as the source system has it; None if it has none."""
    enabled_user: Flag
    """Whether the user may sign in and use the platform."""
    given_name: str
    """First name, as in the official records."""
    family_name: str
    """Last name, as in the official records."""
    middle_name: str | None = None
    """Middle name or names, separated by spaces; None if there are none."""
    identifier: str | None = None
    """Human-readable id, such as a student number, from the source system; need not be unique."""
    email: str | None = None
    """Email address, unique over all users; None in some older records."""
    sms: str | None = None
    """Phone number that takes text messages; None if not known."""
    phone: str | None = None
    """Phone number for calls; None if not known."""
    password: str | None = None
    """Password that the source system keeps for the user; servers seldom answer it."""
    grades: list[Grade] | None = None
    """Grade levels that the student is in, from `-1` (pre-K) to `13` (AP); none for other roles."""
    user_ids: list[UserId] | None = None
    """The person's identifiers in other systems, such as a student information system."""
    user_master_identifier: str | None = None
    """Identifier that is the same for this person in every system; None if none was agreed."""
    preferred_first_name: str | None = None
    """Preferred first name; None if it is the official one."""
    preferred_middle_name: str | None = None
    """Preferred middle name; None if it is the official one."""
    preferred_last_name: str | None = None
    """Preferred last name; None if it is the official one."""
    pronouns: str | None = None
    """Pronouns of the person, such as `she/her/hers`; None if not stated."""
    primary_org: str | NamedHrefRef | None = None
    """Main organization of the user: its bare identifier, or a reference."""
    is_test_user: bool | None = None
    """Whether the account is made for tests and is no real person; None if not stated."""
    roles: list[Any] | None = None
    """The user's roles in whatever form the endpoint has them."""


class OnboardingState(OpenMetadata, kw_only=True):
    """The state of a user in one onboarding. The last two fields come only with `completed`."""

    state: OnboardingStatus
    """Point reached: not started, in progress or completed."""
    completed_at: str | None = None
    """ISO instant of completion; only with the state `completed`."""
    course_id: str | None = None
    """Course that completing the onboarding led to; only with the state `completed`."""


class UserMetadata(OpenMetadata, kw_only=True):
    """The documented keys of a user's metadata; others occur. Onboardings are keyed by names of your choice."""

    onboarding: dict[str, OnboardingState] | None = None
    """Onboardings by a name of the application's choice; None if the user has none."""
    is_test_user: bool | None = None
    """Whether the account is made for tests and is no real person; None counts as no."""


class UserRoleInput(InputModel, kw_only=True):
    """A role to give a user in an organization."""

    role_type: Choice[RoleType]
    """Rank among the user's roles: one is `primary` in each organization, others `secondary`."""
    role: Choice[UserRoleName]
    """Function that the user has there, such as `student` or `teacher`."""
    org: RefInput
    """Organization where the role applies."""
    user_profile: Unset[str] = UNSET
    """Account that the role goes with, by its identifier; absent if it goes with none."""
    metadata: Unset[MetadataInput[UserRoleMetadata] | None] = UNSET
    """Keys beyond the standard, typed by `UserRoleMetadata` or as a dict with any keys."""
    begin_date: Unset[DateInput | None] = UNSET
    """First day of the role, a date or its ISO text; None or left out if it has always applied."""
    end_date: Unset[DateInput | None] = UNSET
    """Last day of the role, a date or its ISO text; None or left out while it has no end."""


class UserInput(InputModel, kw_only=True):
    """A user to create or replace. The email must be unique over all users.

    Without `sourced_id` the server allocates one. A replacement is whole: what is left out is lost.
    """

    _secrets = frozenset({"password"})

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create the user under, a UUID or any text; left out, the server allocates one."""
    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks the user as deleted."""
    metadata: Unset[MetadataInput[UserMetadata] | None] = UNSET
    """Keys beyond the standard, typed by `UserMetadata` or as a dict with any keys."""
    user_master_identifier: Unset[str | None] = UNSET
    """Identifier that is the same for this person in every system; None if none was agreed."""
    username: Unset[str | None] = UNSET
    """Name to sign in with, as the source system has it; None if it has none."""
    user_ids: Unset[list[UserId]] = UNSET
    """The person's identifiers in other systems, such as a student information system."""
    enabled_user: bool
    """Whether the user may sign in and use the platform."""
    given_name: str
    """First name, as in the official records."""
    family_name: str
    """Last name, as in the official records."""
    middle_name: Unset[str | None] = UNSET
    """Middle name or names, separated by spaces; None if there are none."""
    roles: Annotated[list[UserRoleInput], Meta(min_length=1)]
    """Functions that the user has, each in one organization; one at least."""
    primary_org: Unset[RefInput] = UNSET
    """Main organization of the user."""
    email: str
    """Valid email address, which no other user has."""
    preferred_first_name: Unset[str | None] = UNSET
    """Preferred first name; None if it is the official one."""
    preferred_middle_name: Unset[str | None] = UNSET
    """Preferred middle name; None if it is the official one."""
    preferred_last_name: Unset[str | None] = UNSET
    """Preferred last name; None if it is the official one."""
    pronouns: Unset[str | None] = UNSET
    """Pronouns of the person, such as `she/her/hers`; None if not stated."""
    grades: Unset[list[Choice[Grade]]] = UNSET
    """Grade levels that the student is in, from `-1` (pre-K) to `13` (AP); none for other roles."""
    password: Unset[str | None] = UNSET
    """Password that the source system keeps for the user, if any."""
    sms: Unset[str | None] = UNSET
    """Phone number that takes text messages; None if not known."""
    phone: Unset[str | None] = UNSET
    """Phone number for calls; None if not known."""
    agents: Unset[list[RefInput]] = UNSET
    """Users who act for this one, such as a student's parents; left out, none."""


class AgentInput(InputModel, kw_only=True):
    """The user who becomes another's agent, such as a parent."""

    agent_sourced_id: str
    """Identifier of the user who is to act for the other one, such as a parent."""


class CredentialLogin(InputModel, kw_only=True):
    """A username and password in a third-party application."""

    _secrets = frozenset({"password"})

    username: str
    """Name to sign in with at the application."""
    password: str
    """Password in clear text; the server keeps it encrypted."""


class CredentialInput(InputModel, kw_only=True):
    """A login to keep for a user, with the name of the application that it is for."""

    application_name: NonEmpty
    """Name of the application to sign in to, as the platform lists it."""
    credentials: CredentialLogin
    """The name and the password to keep."""


class CredentialCreateResult(Model, kw_only=True):
    """The place where a login was stored."""

    user_profile_id: str
    """Account under which the login is kept; made where the user had none."""
    credential_id: str
    """Identifier of the login, for decrypting its password."""
    message: str
    """The server's words, meant for people."""


class DecryptedCredential(Model, kw_only=True):
    """A stored password in clear text."""

    _secrets = frozenset({"password"})

    password: str
    """Password in clear text: keep it out of logs."""
