"""The people who use an application, as the platform knows them."""

from __future__ import annotations

from typing import Any

from ..base import Model

__all__ = ["ProfileCourse", "ProfileSchool", "ProfileXp", "UserProfile", "VerifiedUser"]


class VerifiedUser(Model, kw_only=True):
    """An email address that the platform was asked about."""

    verified: bool
    """Whether exactly one user has it."""
    timeback_id: str | None = None
    """OneRoster id of that user; None if there is none."""


class ProfileSchool(Model, kw_only=True):
    """The school of a user."""

    id: str
    """OneRoster id of the school."""
    name: str
    """Name of the school, or its id if it has none."""


class ProfileCourse(Model, kw_only=True):
    """A course that a user is enrolled in."""

    id: str
    """OneRoster id of the course."""
    code: str
    """Code of the course in the configuration, or its id if it has none."""
    name: str
    """Title of the course."""


class ProfileXp(Model, kw_only=True):
    """The XP of a user."""

    today: int | float
    """XP earned on the day of the school."""
    all: int | float
    """XP earned since 2000."""


class UserProfile(Model, kw_only=True):
    """A user with school, courses, goals and XP."""

    id: str
    """OneRoster id of the user."""
    email: str
    """Email address of the user."""
    name: str | None = None
    """Full name; None if none is known."""
    school: ProfileSchool | None = None
    """School of the primary org, else of the primary role; None if there is neither."""
    grade: str | None = None
    """Highest of the grade levels; None if there is none."""
    courses: list[ProfileCourse] | None = None
    """Courses that the user is enrolled in; None if there are none."""
    goals: dict[str, Any] | None = None
    """Goals of the first enrollment that has any; None if none has."""
    xp: ProfileXp
    """XP of the day and of all days."""
