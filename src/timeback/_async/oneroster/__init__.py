"""OneRoster: users, orgs, classes, courses, enrolments, sessions, demographics."""

from .client import AsyncOneRosterClient

__all__ = ["AsyncOneRosterClient"]
