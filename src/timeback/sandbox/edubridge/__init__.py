"""EduBridge: course-centric enrolments, analytics, subject tracks, goals."""

from __future__ import annotations

from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    """Nothing is served yet."""


SERVICE = Service("edubridge", ("/edubridge",), (), _register)
