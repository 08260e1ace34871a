"""The Partner API: rostering, curriculum, XP, analytics, insights, events."""

from .client import AsyncPartnerClient

__all__ = ["AsyncPartnerClient"]
