# Generated from src/timeback/_async/powerpath/__init__.py by setup_unasync.py; do not edit.
"""PowerPath: adaptive paths, placement, lesson plans, test assignments."""

from .client import PowerPathClient

__all__ = ["PowerPathClient"]
