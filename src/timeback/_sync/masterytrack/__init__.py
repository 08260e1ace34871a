# Generated from src/timeback/_async/masterytrack/__init__.py by setup_unasync.py; do not edit.
"""MasteryTrack: the test inventory and the assignment of tests."""

from .client import MasteryTrackClient

__all__ = ["MasteryTrackClient"]
