"""Stimuli."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, InputModel, Model, Timestamp, Unset
from .enums import ItemFormat

__all__ = ["CatalogInfo", "Stimulus", "StimulusInput", "StimulusXmlInput", "Stylesheet"]


class Stylesheet(Model, kw_only=True):
    """A style sheet of a stimulus."""

    href: str
    type: str


class CatalogInfo(Model, kw_only=True):
    """Support that a stimulus offers, such as a glossary."""

    id: str
    support: str
    content: str


class Stimulus(Model, kw_only=True):
    """A stimulus: a text or picture that items refer to. `raw_xml` is the authoritative content."""

    identifier: str
    title: str
    catalog_info: list[CatalogInfo]
    label: str | None = None
    language: str = "en"
    stylesheet: Stylesheet | None = None
    tool_name: str | None = None
    tool_version: str | None = None
    metadata: dict[str, Any] | None = None
    raw_xml: str
    content: dict[str, Any]
    created_at: Timestamp
    updated_at: Timestamp
    storage_version: int | None = field(name="__v", default=None)


class StimulusInput(InputModel, kw_only=True):
    """A stimulus to store; `content` is well-formed XHTML."""

    format: Unset[Choice[ItemFormat]] = UNSET
    identifier: str
    title: str
    content: str
    label: Unset[str] = UNSET
    language: Unset[str] = UNSET
    stylesheet: Unset[Stylesheet] = UNSET
    catalog_info: Unset[list[CatalogInfo]] = UNSET
    tool_name: Unset[str] = UNSET
    tool_version: Unset[str] = UNSET
    metadata: Unset[dict[str, Any]] = UNSET


class StimulusXmlInput(InputModel, kw_only=True):
    """A stimulus as a whole `qti-assessment-stimulus` document."""

    format: Choice[ItemFormat] = ItemFormat.XML
    xml: str
    metadata: Unset[dict[str, Any]] = UNSET
