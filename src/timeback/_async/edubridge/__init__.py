"""EduBridge: course-centric enrolments, analytics, subject tracks, goals."""

from .client import AsyncEduBridgeClient

__all__ = ["AsyncEduBridgeClient"]
