# Generated from src/timeback/_async/qti/__init__.py by setup_unasync.py; do not edit.
"""QTI 3.0: assessment items, tests, stimuli, scoring."""

from .client import QtiClient

__all__ = ["QtiClient"]
