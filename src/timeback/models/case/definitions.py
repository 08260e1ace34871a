"""Definitions that a framework's parts refer to: concepts, subjects, types of items, licenses, groupings."""

from __future__ import annotations

from typing import Any

from ..base import Timestamp
from .links import Identified

__all__ = ["CFAssociationGrouping", "CFConcept", "CFItemType", "CFLicense", "CFSubject"]


class CFAssociationGrouping(Identified, kw_only=True):
    """Associations that belong together."""

    uri: str
    title: str
    last_change_date_time: Timestamp
    description: str | None = None
    extensions: dict[str, Any] | None = None


class CFConcept(Identified, kw_only=True):
    """A concept; `hierarchy_code` says where among the others it stands."""

    uri: str
    title: str
    hierarchy_code: str
    last_change_date_time: Timestamp
    keywords: str | None = None
    description: str | None = None
    extensions: dict[str, Any] | None = None


class CFSubject(Identified, kw_only=True):
    """A subject; `hierarchy_code` says where among the others it stands."""

    uri: str
    title: str
    hierarchy_code: str
    last_change_date_time: Timestamp
    description: str | None = None
    extensions: dict[str, Any] | None = None


class CFItemType(Identified, kw_only=True):
    """A type of items, such as a cluster or a standard."""

    uri: str
    title: str
    description: str
    hierarchy_code: str
    last_change_date_time: Timestamp
    type_code: str | None = None
    extensions: dict[str, Any] | None = None


class CFLicense(Identified, kw_only=True):
    """Under which terms a framework may be used."""

    uri: str
    title: str
    license_text: str
    last_change_date_time: Timestamp
    description: str | None = None
    extensions: dict[str, Any] | None = None
