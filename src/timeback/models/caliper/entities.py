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
    """JSON-LD context that gives the keys their meaning: that of Caliper 1.2."""
    id: str
    """IRI that is the same wherever the entity is mentioned: a URL, or a `urn:uuid:`."""
    name: str | None = None
    """Name for people; None if it has none."""
    description: str | None = None
    """Description for people; None if there are none."""
    date_created: Instant | None = None
    """Time when the entity was made; None if not recorded."""
    date_modified: Instant | None = None
    """Time of the last change to the entity; None if not recorded."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class Identified(Described, kw_only=True):
    """An entity that other systems know under identifiers of their own."""

    other_identifiers: list[Ref["SystemIdentifier"]] | None = None
    """Identifiers in other systems, such as an LTI user id; None if there are none."""


class Entity(Identified, kw_only=True):
    """A thing of no particular kind; `type` says what it is."""

    type: str
    """Kind of thing, by its name in Caliper or in a profile of your own."""


class Collection(Identified, kw_only=True, tag="Collection"):
    """A collection of things."""

    items: list[Ref["CaliperEntity"]]
    """Members of the collection, in order."""


class AggregateMeasure(Identified, kw_only=True, tag="AggregateMeasure"):
    """A figure summed up over a stretch of time, such as minutes in a tool."""

    metric_value: Number
    """Figure summed up."""
    max_metric_value: Number | None = None
    """Highest value that the figure can have; None if there is none."""
    metric: str
    """Kind of figure, such as `MinutesOnTask`."""
    started_at_time: Instant | None = None
    """Beginning of the time that it covers; None if it covers all."""
    ended_at_time: Instant | None = None
    """End of the time that it covers; None if it covers all."""


class AggregateMeasureCollection(Identified, kw_only=True, tag="AggregateMeasureCollection"):
    """Several figures of one learner."""

    items: list[Ref["AggregateMeasure"]]
    """Figures of the learner, each with its time."""


class LearningObjective(Identified, kw_only=True, tag="LearningObjective"):
    """A learning objective: what a resource is meant to teach."""


class Link(Identified, kw_only=True, tag="Link"):
    """A link, such as the one a tool was launched from."""


class SearchResponse(Identified, kw_only=True, tag="SearchResponse"):
    """The answer to a search."""

    search_provider: Ref["SoftwareApplication"]
    """Application that searched."""
    search_target: Ref["CaliperEntity"]
    """Thing that was searched, such as a catalog."""
    query: Ref["CaliperEntity"] | None = None
    """Words searched for, as an entity; None if they are not reported."""
    search_results_item_count: int | None = None
    """Number of things found; None if not counted."""


class SystemIdentifier(CaliperEntity, kw_only=True, tag="SystemIdentifier"):
    """An identifier by which another system knows an entity."""

    identifier_type: SystemIdentifierType
    """Kind of identifier, such as `SisSourcedId` or `LtiUserId`."""
    identifier: str
    """The identifier itself."""
    source: Ref["SoftwareApplication"] | None = None
    """Application that gave it out; None if not stated."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TextPositionSelector(CaliperEntity, kw_only=True, tag="TextPositionSelector"):
    """A stretch of text, by the offsets of its characters."""

    start: Number
    """Offset of the first character, counted from 0."""
    end: Number
    """Offset after the last character."""
