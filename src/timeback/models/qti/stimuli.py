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
    """Address of the style sheet."""
    type: str
    """MIME type, such as `text/css`."""


class CatalogInfo(Model, kw_only=True):
    """Support material of a stimulus, such as a glossary."""

    id: str
    """Name of the entry within the document, an XML NCName; content refers to it."""
    support: str
    """Kind of support, such as `glossary-on-screen` or `spoken`."""
    content: str
    """Text of the support, as XHTML."""


class Stimulus(Model, kw_only=True):
    """A stimulus: a text or picture that items refer to. `raw_xml` is the authoritative content."""

    identifier: str
    """Name of the stimulus on the service; items refer to it."""
    title: str
    """Name of the stimulus for authors."""
    catalog_info: list[CatalogInfo]
    """Support for readers, such as glossary entries; empty if there is none."""
    label: str | None = None
    """Short label for authors; None if there is none."""
    language: str = "en"
    """Language of the content, as a tag such as `en`."""
    stylesheet: Stylesheet | None = None
    """Style sheet for the content; None if there is none."""
    tool_name: str | None = None
    """Program that made the stimulus; None if not stated."""
    tool_version: str | None = None
    """Version of that program; None if not stated."""
    metadata: dict[str, Any] | None = None
    """Free keys of the stimulus; None if there are none."""
    raw_xml: str
    """The stimulus' QTI 3 document, whole; the authoritative content."""
    content: dict[str, Any]
    """The document as a tree: attributes under `_attributes`, a repeated child as a list."""
    created_at: Timestamp
    """Time when it was first stored, in UTC."""
    updated_at: Timestamp
    """Time of the last change, in UTC."""
    storage_version: int | None = field(name="__v", default=None)
    """Counter of the database, of no meaning to clients; None if the server leaves it out."""


class StimulusInput(InputModel, kw_only=True):
    """A stimulus to store; `content` is well-formed XHTML."""

    format: Unset[Choice[ItemFormat] | None] = UNSET
    """Form of the body: always `json`."""
    identifier: str
    """Name of the stimulus on the service, for items to refer to; a name that is taken is a conflict."""
    title: str
    """Name of the stimulus for authors."""
    content: str
    """Body of the stimulus, as well-formed XHTML; answers have it as a tree."""
    label: Unset[str | None] = UNSET
    """Short label for authors."""
    language: Unset[str | None] = UNSET
    """Language of the content, as a tag such as `en`, which it is when left out."""
    stylesheet: Unset[Stylesheet | None] = UNSET
    """Style sheet for the content."""
    catalog_info: Unset[list[CatalogInfo] | None] = UNSET
    """Support for readers, such as glossary entries."""
    tool_name: Unset[str | None] = UNSET
    """Program that made the stimulus."""
    tool_version: Unset[str | None] = UNSET
    """Version of that program."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Free keys to keep with the stimulus."""


class StimulusXmlInput(InputModel, kw_only=True):
    """A stimulus as a whole `qti-assessment-stimulus` document."""

    format: Choice[ItemFormat] = ItemFormat.XML
    """Form of the body: always `xml`, and filled in."""
    xml: str
    """Whole `qti-assessment-stimulus` document."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Free keys to keep with the stimulus."""
