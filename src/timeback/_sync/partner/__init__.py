# Generated from src/timeback/_async/partner/__init__.py by setup_unasync.py; do not edit.
"""The Partner API: rostering, curriculum, XP, analytics, insights, events."""

from .client import PartnerClient

__all__ = ["PartnerClient"]
