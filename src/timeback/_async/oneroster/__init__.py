"""OneRoster: rosters, course structure, gradebook, assessments, resources."""

from .client import AsyncOneRosterClient

__all__ = ["AsyncOneRosterClient"]
