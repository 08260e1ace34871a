"""References that several services have alike."""

from __future__ import annotations

from .base import Model

__all__ = ["SourcedIdRef"]


class SourcedIdRef(Model, kw_only=True):
    """A reference by identifier alone."""

    sourced_id: str
    """Identifier of the record referred to."""
