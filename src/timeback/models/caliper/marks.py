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
    annotated: Ref["DigitalResource"]


class BookmarkAnnotation(Annotation, kw_only=True, tag="BookmarkAnnotation"):
    """A bookmark."""

    bookmark_notes: str | None = None


class HighlightAnnotation(Annotation, kw_only=True, tag="HighlightAnnotation"):
    """Text that was highlighted."""

    selection: TextPositionSelector | None = None
    selection_text: str | None = None


class SharedAnnotation(Annotation, kw_only=True, tag="SharedAnnotation"):
    """Content shared with others."""

    with_agents: list[Ref["Agent | TimebackUser"]] | None = None


class TagAnnotation(Annotation, kw_only=True, tag="TagAnnotation"):
    """Tags put on content."""

    tags: list[str] | None = None
