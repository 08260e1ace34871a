"""Organizations and users of LEARNWITH_AI: OneRoster's, with grades as labels and identifiers as text."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, Choice, DateInput, Flag, InputModel, Model, Timestamp, Unset
from ..oneroster.common import HrefRef, NonEmpty, RefInput, TextFlag
from .enums import GradeLabel, RecordStatus

__all__ = [
    "Demographics",
    "DemographicsInput",
    "Org",
    "ProfileCredential",
    "StudentInput",
    "User",
    "UserProfile",
    "UserProfileInput",
    "UserRole",
]


class Org(Model, kw_only=True):
    """A district, a school or another organization."""

    sourced_id: str
    """Identifier that references to the organization use."""
    status: RecordStatus
    """Whether the record is in use, deleted, or at rest."""
    date_last_modified: Timestamp | None = None
    """Time of the last change; None if the server leaves it out."""
    name: str
    """Name for people."""
    type: str | None = None
    """Kind of organization, such as `school` or `district`."""
    identifier: str | None = None
    """Human-readable id, such as a school number; None if it has none."""


class Demographics(Model, kw_only=True):
    """Facts about a person other than the name."""

    birth_date: str | None = None
    """Day of birth, YYYY-MM-DD; None if it is not known."""


class DemographicsInput(InputModel, kw_only=True):
    """Facts about a person other than the name, to be stored."""

    birth_date: DateInput
    """Day of birth: a date, or YYYY-MM-DD."""


class UserRole(Model, kw_only=True):
    """A user's role in one organization."""

    role_type: str
    """Rank among the user's roles: `primary` or `secondary`."""
    role: str
    """Function that the user has there, such as `student`."""
    org: HrefRef
    """Organization where the role applies."""
    user_profile: str | None = None
    """Account that the role goes with, by its identifier; None if it goes with none."""
    begin_date: str | None = None
    """First day of the role; None if it has always applied."""
    end_date: str | None = None
    """Last day of the role; None while it has no end."""


class ProfileCredential(Model, kw_only=True):
    """A login kept in a profile. Its repr hides the password."""

    _secrets = frozenset({"password"})

    username: str | None = None
    """Name to sign in with at the application."""
    password: str | None = None
    """Password, as the server gives it; None if it withholds it."""
    identity: str | None = None
    """Additional name of the user at the application; the platform does not say what it contains."""


class UserProfile(Model, kw_only=True):
    """A user's account in an application."""

    profile_id: str
    """Identifier of the account."""
    profile_type: str
    """Kind of account, such as `learning_app_profile`."""
    vendor_id: str
    """Vendor of the application that the account is with."""
    application_id: str | None = None
    """Application that the account is with; None if the server leaves it out."""
    description: str | None = None
    """Purpose of the account in a few words; None if there is none."""
    credentials: list[ProfileCredential] = []
    """Logins kept for the account; empty if there are none."""


class UserProfileInput(InputModel, kw_only=True):
    """An application to assign to a user."""

    application_id: NonEmpty
    """Application that the user is to learn with, by its identifier."""
    profile_type: Unset[str] = UNSET
    """Kind of account; `learning_app_profile` unless given."""
    vendor_id: Unset[str] = UNSET
    """Vendor of the application; `alpha` unless given."""
    description: Unset[str] = UNSET
    """Purpose of the account in a few words."""


class User(Model, kw_only=True):
    """A user, whatever the role; `students.create()` returns one too. Its repr hides the password."""

    _secrets = frozenset({"password"})

    sourced_id: str
    """Identifier of the user on the platform; the `sub` of an LTI launch, and the student of an event."""
    status: RecordStatus
    """Whether the record is in use, deleted, or at rest."""
    date_last_modified: Timestamp | None = None
    """Time of the last change; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Free keys of the record; None if there are none."""
    user_master_identifier: str | None = None
    """Identifier that is the same for this person in every system; None if none was agreed."""
    username: str | None = None
    """Name to sign in with; the email as a rule."""
    user_ids: list[str] = []
    """The person's identifiers in other systems, as text; empty if there are none."""
    enabled_user: Flag
    """Whether the user may sign in and use the platform."""
    given_name: str
    """First name, as in the official records."""
    family_name: str
    """Last name, as in the official records."""
    middle_name: str | None = None
    """Middle name or names; None if there are none."""
    preferred_first_name: str | None = None
    """Preferred first name; None if it is the official one."""
    preferred_middle_name: str | None = None
    """Preferred middle name; None if it is the official one."""
    preferred_last_name: str | None = None
    """Preferred last name; None if it is the official one."""
    pronouns: str | None = None
    """Pronouns of the person; None if not stated."""
    roles: list[UserRole] = []
    """Functions that the user has, each in one organization."""
    user_profiles: list[UserProfile] = []
    """Accounts in applications, with their logins."""
    agents: list[Any] = []
    """Parents, guardians and relatives of the user, as the server gives them."""
    primary_org: HrefRef | None = None
    """Main organization of the user; None if none is set."""
    identifier: str | None = None
    """Human-readable id, such as a student number; None if there is none."""
    email: str | None = None
    """Email address; None if there is none."""
    grades: list[GradeLabel] = []
    """Grades that the student is in, by their labels, from `PK` to `12`; empty for other roles."""
    demographics: Demographics | None = None
    """Day of birth; None if the server leaves it out."""
    sms: str | None = None
    """Phone number that takes text messages; None if not known."""
    phone: str | None = None
    """Phone number for calls; None if not known."""
    password: str | None = None
    """Password that the platform keeps for the user; servers seldom answer it."""


class StudentInput(InputModel, kw_only=True):
    """A student to create. Its repr hides the password."""

    _secrets = frozenset({"password"})

    sourced_id: NonEmpty
    """Identifier to create the student under, a UUID; a student who has it already is a conflict."""
    status: Unset[Choice[RecordStatus]] = UNSET
    """State of the record; `active` unless given."""
    enabled_user: Unset[TextFlag] = UNSET
    """Whether the student may sign in; yes unless given."""
    given_name: NonEmpty
    """First name, as in the official records."""
    family_name: NonEmpty
    """Last name, as in the official records."""
    email: NonEmpty
    """Email address, which no other user has."""
    username: Unset[str] = UNSET
    """Name to sign in with; the email unless given."""
    preferred_first_name: Unset[str] = UNSET
    """Preferred first name; the official one unless given."""
    grades: list[Choice[GradeLabel]]
    """The student's grade by its label, such as `["K"]`; the platform's examples have one."""
    primary_org: RefInput
    """Organization that the student belongs to; its identifier is enough."""
    demographics: DemographicsInput | None
    """Day of birth; None if it is not known."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Free keys of the record; None for none."""
    user_master_identifier: Unset[str | None] = UNSET
    """Identifier that is the same for this person in every system; None for none."""
    middle_name: Unset[str | None] = UNSET
    """Middle name or names; None for none."""
    preferred_middle_name: Unset[str | None] = UNSET
    """Preferred middle name; None for the official one."""
    preferred_last_name: Unset[str | None] = UNSET
    """Preferred last name; None for the official one."""
    pronouns: Unset[str | None] = UNSET
    """Words that refer to the student, such as `she/her`; None if not stated."""
    identifier: Unset[str | None] = UNSET
    """Human-readable id, such as a student number; None for none."""
    sms: Unset[str | None] = UNSET
    """Phone number that takes text messages; None for none."""
    phone: Unset[str | None] = UNSET
    """Phone number for calls; None for none."""
    password: Unset[str | None] = UNSET
    """Password to sign in with; None for none."""
