"""EduBridge: course-centric enrollments, analytics, subject tracks, goals."""

from .client import AsyncEduBridgeClient

__all__ = ["AsyncEduBridgeClient"]
