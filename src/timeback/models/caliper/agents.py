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
    """Email address that the platform uses to find the OneRoster user."""


class SoftwareApplication(Agent, kw_only=True, tag="SoftwareApplication"):
    """An application."""

    version: str | None = None
    """Release of the program, such as `2.1`; None if not stated."""
    host: str | None = None
    """Name or address of the machine that it runs on; None if not stated."""
    ip_address: str | None = None
    """IP address that it is used from; None if not stated."""
    user_agent: str | None = None
    """`User-Agent` of the browser that it runs in; None if not stated."""


class Organization(Agent, kw_only=True, tag="Organization"):
    """An organization."""

    sub_organization_of: Ref["Organization"] | None = None
    """Organization that contains this one; None at the top."""
    members: list[Ref["Person | TimebackUser"]] | None = None
    """People who belong to it; None if not listed."""


class Group(Organization, kw_only=True, tag="Group"):
    """A group of people within an organization."""


class CourseOffering(Organization, kw_only=True, tag="CourseOffering"):
    """A course as it is offered in a session."""

    course_number: str | None = None
    """Human-readable code of the course, such as `MATH-5`; None if it has none."""
    academic_session: str | None = None
    """Term or year in which it is offered, such as `Fall 2026`; None if not stated."""


class CourseSection(CourseOffering, kw_only=True, tag="CourseSection"):
    """A section of an offered course: a class."""

    category: str | None = None
    """Kind of section, such as `seminar` or `lab`; None if not stated."""


class Membership(Identified, kw_only=True, tag="Membership"):
    """The part that a person has in an organization."""

    member: Ref["Person | TimebackUser"]
    """Person who takes part."""
    organization: Ref["Organization"]
    """Organization that the person takes part in, such as a course section."""
    roles: list[str] | None = None
    """Functions that the person has there, such as `Learner`; None if not stated."""
    status: MembershipStatus | None = None
    """Whether the membership is in force; None if not stated."""


class Session(Identified, kw_only=True, tag="Session"):
    """A stretch of time that a user spent in an application; `duration` is in seconds."""

    user: Ref["Person | TimebackUser"] | None = None
    """Person who uses the application; None if not known."""
    started_at_time: Instant | None = None
    """Time of its beginning; None if not recorded."""
    ended_at_time: Instant | None = None
    """Time of its end; None while it goes on."""
    duration: int | None = None
    """Length in whole seconds, unlike other durations of Caliper; None while it goes on."""
    client: Ref["SoftwareApplication"] | None = None
    """Application that the session runs in, such as a browser; None if not stated."""


class LtiSession(Session, kw_only=True, tag="LtiSession"):
    """A session that began with an LTI launch; `duration` is in seconds."""

    message_parameters: dict[str, Any] | None = None
    """Parameters of the LTI launch by name; None if not recorded."""
