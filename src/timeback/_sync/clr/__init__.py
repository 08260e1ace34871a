# Generated from src/timeback/_async/clr/__init__.py by setup_unasync.py; do not edit.
"""CLR: verifiable learner records."""

from .client import ClrClient

__all__ = ["ClrClient"]
