"""Open Badges: achievements, and the credentials that attest them."""

from .client import AsyncBadgesClient

__all__ = ["AsyncBadgesClient"]
