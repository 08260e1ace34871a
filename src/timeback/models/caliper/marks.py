"""Annotations: bookmarks, highlights, shared and tagged content."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import Identified, TextPositionSelector
from .references import Ref

if TYPE_CHECKING:
    from .agents import Agent, Person
    from .resources import DigitalResource
    from .timeback import TimebackUser

__all__ = [
    "Annotation",
    "BookmarkAnnotation",
    "HighlightAnnotation",
    "SharedAnnotation",
    "TagAnnotation",
]


class Annotation(Identified, kw_only=True, tag="Annotation"):
    """A mark in content."""

    annotator: Ref["Person | TimebackUser"]
    """Person who made the mark."""
    annotated: Ref["DigitalResource"]
    """Content that was marked."""


class BookmarkAnnotation(Annotation, kw_only=True, tag="BookmarkAnnotation"):
    """A bookmark."""

    bookmark_notes: str | None = None
    """The person's note on the bookmark; None if there is none."""


class HighlightAnnotation(Annotation, kw_only=True, tag="HighlightAnnotation"):
    """Text that was highlighted."""

    selection: TextPositionSelector | None = None
    """Place of the highlighted text, by character offsets; None if only the text is reported."""
    selection_text: str | None = None
    """Highlighted text, word for word; None if only the place is reported."""


class SharedAnnotation(Annotation, kw_only=True, tag="SharedAnnotation"):
    """Content shared with others."""

    with_agents: list[Ref["Agent | TimebackUser"]] | None = None
    """People or organizations that it was shared with."""


class TagAnnotation(Annotation, kw_only=True, tag="TagAnnotation"):
    """Tags put on content."""

    tags: list[str] | None = None
    """Words put on the content to find it by."""
