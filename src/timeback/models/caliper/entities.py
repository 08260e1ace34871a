"""Entities of no particular kind, and what all kinds share."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import field

from .base import CONTEXT, CaliperObject, Context, Instant, Number
from .enums import SystemIdentifierType
from .references import Ref

if TYPE_CHECKING:
    from .agents import SoftwareApplication

__all__ = [
    "AggregateMeasure",
    "AggregateMeasureCollection",
    "CaliperEntity",
    "Collection",
    "Described",
    "Entity",
    "Identified",
    "LearningObjective",
    "Link",
    "SearchResponse",
    "SystemIdentifier",
    "TextPositionSelector",
]


class CaliperEntity(CaliperObject, kw_only=True):
    """The base of every kind of entity."""


class Described(CaliperEntity, kw_only=True):
    """The fields of nearly every entity."""

    context: Context = field(name="@context", default=CONTEXT)
    id: str
    name: str | None = None
    description: str | None = None
    date_created: Instant | None = None
    date_modified: Instant | None = None
    extensions: dict[str, Any] | None = None


class Identified(Described, kw_only=True):
    """An entity that other systems know under identifiers of their own."""

    other_identifiers: list[Ref["SystemIdentifier"]] | None = None


class Entity(Identified, kw_only=True):
    """A thing of no particular kind; `type` says what it is."""

    type: str


class Collection(Identified, kw_only=True, tag="Collection"):
    """A collection of things."""

    items: list[Ref["CaliperEntity"]]


class AggregateMeasure(Identified, kw_only=True, tag="AggregateMeasure"):
    """A figure summed up over a stretch of time, such as minutes in a tool."""

    metric_value: Number
    max_metric_value: Number | None = None
    metric: str
    started_at_time: Instant | None = None
    ended_at_time: Instant | None = None


class AggregateMeasureCollection(Identified, kw_only=True, tag="AggregateMeasureCollection"):
    """Several figures of one learner."""

    items: list[Ref["AggregateMeasure"]]


class LearningObjective(Identified, kw_only=True, tag="LearningObjective"):
    """A learning objective: what a resource is meant to teach."""


class Link(Identified, kw_only=True, tag="Link"):
    """A link, such as the one a tool was launched from."""


class SearchResponse(Identified, kw_only=True, tag="SearchResponse"):
    """The answer to a search."""

    search_provider: Ref["SoftwareApplication"]
    search_target: Ref["CaliperEntity"]
    query: Ref["CaliperEntity"] | None = None
    search_results_item_count: int | None = None


class SystemIdentifier(CaliperEntity, kw_only=True, tag="SystemIdentifier"):
    """An identifier by which another system knows an entity."""

    identifier_type: SystemIdentifierType
    identifier: str
    source: Ref["SoftwareApplication"] | None = None
    extensions: dict[str, Any] | None = None


class TextPositionSelector(CaliperEntity, kw_only=True, tag="TextPositionSelector"):
    """A stretch of text, by the offsets of its characters."""

    start: Number
    end: Number
