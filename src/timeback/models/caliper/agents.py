"""Agents: people, organizations, software; their memberships and sessions."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base import OpenMetadata
from .base import Instant
from .entities import Identified
from .enums import MembershipStatus
from .references import Ref

if TYPE_CHECKING:
    from .timeback import TimebackUser

__all__ = [
    "Agent",
    "CourseOffering",
    "CourseSection",
    "Group",
    "LtiSession",
    "Membership",
    "Organization",
    "Person",
    "PersonExtensions",
    "Session",
    "SoftwareApplication",
]


class Agent(Identified, kw_only=True, tag="Agent"):
    """Someone or something that acts."""


class Person(Agent, kw_only=True, tag="Person"):
    """A person. The platform asks for an `email` among the `extensions`."""


class PersonExtensions(OpenMetadata, kw_only=True):
    """The documented key of a person's `extensions`; there may be others."""

    email: str


class SoftwareApplication(Agent, kw_only=True, tag="SoftwareApplication"):
    """An application."""

    version: str | None = None
    host: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None


class Organization(Agent, kw_only=True, tag="Organization"):
    """An organization."""

    sub_organization_of: Ref["Organization"] | None = None
    members: list[Ref["Person | TimebackUser"]] | None = None


class Group(Organization, kw_only=True, tag="Group"):
    """A group of people within an organization."""


class CourseOffering(Organization, kw_only=True, tag="CourseOffering"):
    """A course as it is offered in a session."""

    course_number: str | None = None
    academic_session: str | None = None


class CourseSection(CourseOffering, kw_only=True, tag="CourseSection"):
    """A section of an offered course: a class."""

    category: str | None = None


class Membership(Identified, kw_only=True, tag="Membership"):
    """The part that a person has in an organization."""

    member: Ref["Person | TimebackUser"]
    organization: Ref["Organization"]
    roles: list[str] | None = None
    status: MembershipStatus | None = None


class Session(Identified, kw_only=True, tag="Session"):
    """A stretch of time that a user spent in an application; `duration` is in seconds."""

    user: Ref["Person | TimebackUser"] | None = None
    started_at_time: Instant | None = None
    ended_at_time: Instant | None = None
    duration: int | None = None
    client: Ref["SoftwareApplication"] | None = None


class LtiSession(Session, kw_only=True, tag="LtiSession"):
    """A session that began with an LTI launch; `duration` is in seconds."""

    message_parameters: dict[str, Any] | None = None
