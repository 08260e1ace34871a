# Generated from src/timeback/_async/learnwith/__init__.py by setup_unasync.py; do not edit.
"""LEARNWITH_AI: rosters, applications, events, insights, subscriptions."""

from .client import LearnWithClient

__all__ = ["LearnWithClient"]
