"""Open Badges: achievements, and the credentials that attest to them."""

from .client import AsyncBadgesClient

__all__ = ["AsyncBadgesClient"]
