# Generated from src/timeback/_async/caliper/__init__.py by setup_unasync.py; do not edit.
"""Caliper 1.2: learning events, and the jobs that process them."""

from .client import CaliperClient

__all__ = ["CaliperClient"]
