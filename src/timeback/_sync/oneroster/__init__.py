# Generated from src/timeback/_async/oneroster/__init__.py by setup_unasync.py; do not edit.
"""OneRoster: users, orgs, classes, courses, enrolments, sessions, demographics."""

from .client import OneRosterClient

__all__ = ["OneRosterClient"]
