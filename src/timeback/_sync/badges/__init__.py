# Generated from src/timeback/_async/badges/__init__.py by setup_unasync.py; do not edit.
"""Open Badges: achievements, and the credentials that attest to them."""

from .client import BadgesClient

__all__ = ["BadgesClient"]
