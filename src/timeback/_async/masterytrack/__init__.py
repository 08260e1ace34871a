"""MasteryTrack: the test inventory and the assignment of tests."""

from .client import AsyncMasteryTrackClient

__all__ = ["AsyncMasteryTrackClient"]
