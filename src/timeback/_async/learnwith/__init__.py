"""LEARNWITH_AI: rosters, applications, events, insights, subscriptions."""

from .client import AsyncLearnWithClient

__all__ = ["AsyncLearnWithClient"]
