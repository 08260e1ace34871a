"""Errors of the Partner API: as the platform that shares its paths writes them. No error body of it was seen."""

from __future__ import annotations

from ..learnwith.errors import error_body

__all__ = ["error_body"]
