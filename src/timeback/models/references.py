"""References that several services have alike."""

from __future__ import annotations

from typing import ClassVar

from .base import Model

__all__ = ["Reference", "SourcedIdRef"]


class Reference(Model, kw_only=True):
    """A reference to another record. Some servers send the identifier alone, as text, which is read as well."""

    _identity: ClassVar[str] = "sourcedId"


class SourcedIdRef(Reference, kw_only=True):
    """A reference by identifier alone."""

    sourced_id: str
    """Identifier of the record referred to."""
