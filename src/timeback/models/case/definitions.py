"""Definitions that a framework's parts refer to: concepts, subjects, types of items, licenses, groupings."""

from __future__ import annotations

from typing import Any

from ..base import Timestamp
from .links import Identified

__all__ = ["CFAssociationGrouping", "CFConcept", "CFItemType", "CFLicense", "CFSubject"]


class CFAssociationGrouping(Identified, kw_only=True):
    """Associations that belong together."""

    uri: str
    """Address of the definition, which need not answer."""
    title: str
    """Name of the group of associations."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    description: str | None = None
    """Meaning of it for people; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""


class CFConcept(Identified, kw_only=True):
    """A concept; `hierarchy_code` is its place in the hierarchy."""

    uri: str
    """Address of the definition, which need not answer."""
    title: str
    """Name of the concept."""
    hierarchy_code: str
    """Code that gives its place among its kind, such as `1.2` below `1`."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    keywords: str | None = None
    """Words that belong to the concept, in one text; None if there are none."""
    description: str | None = None
    """Meaning of it for people; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""


class CFSubject(Identified, kw_only=True):
    """A subject; `hierarchy_code` is its place in the hierarchy."""

    uri: str
    """Address of the definition, which need not answer."""
    title: str
    """Name of the subject, such as `Mathematics`."""
    hierarchy_code: str
    """Code that gives its place among its kind, such as `1.2` below `1`."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    description: str | None = None
    """Meaning of it for people; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""


class CFItemType(Identified, kw_only=True):
    """A type of items, such as a cluster or a standard."""

    uri: str
    """Address of the definition, which need not answer."""
    title: str
    """Name of the type, such as `Standard` or `Cluster`."""
    description: str
    """Meaning of the type for people."""
    hierarchy_code: str
    """Code that gives its place among its kind, such as `1.2` below `1`."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    type_code: str | None = None
    """Short code of the type; None if it has none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""


class CFLicense(Identified, kw_only=True):
    """Under which terms a framework may be used."""

    uri: str
    """Address of the definition, which need not answer."""
    title: str
    """Name of the license, such as `CC BY 4.0`."""
    license_text: str
    """Terms of the license, in full or by address."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    description: str | None = None
    """Meaning of it for people; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
