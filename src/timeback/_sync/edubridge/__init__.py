# Generated from src/timeback/_async/edubridge/__init__.py by setup_unasync.py; do not edit.
"""EduBridge: course-centric enrollments, analytics, subject tracks, goals."""

from .client import EduBridgeClient

__all__ = ["EduBridgeClient"]
