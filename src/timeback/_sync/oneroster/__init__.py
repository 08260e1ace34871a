# Generated from src/timeback/_async/oneroster/__init__.py by setup_unasync.py; do not edit.
"""OneRoster: rosters, course structure, gradebook, assessments, resources."""

from .client import OneRosterClient

__all__ = ["OneRosterClient"]
