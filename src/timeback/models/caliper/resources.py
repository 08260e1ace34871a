"""Digital resources: what is read, watched, answered and discussed."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Instant, Number
from .entities import Described
from .references import Ref

if TYPE_CHECKING:
    from .agents import Agent
    from .entities import CaliperEntity, LearningObjective
    from .timeback import TimebackUser

__all__ = [
    "Assessment",
    "AssessmentItem",
    "AssignableDigitalResource",
    "AudioObject",
    "Chapter",
    "DigitalResource",
    "DigitalResourceCollection",
    "Document",
    "Forum",
    "Frame",
    "ImageObject",
    "MediaLocation",
    "MediaObject",
    "Message",
    "Page",
    "Thread",
    "VideoObject",
    "WebPage",
]


class DigitalResource(Described, kw_only=True, tag="DigitalResource"):
    """A piece of content."""

    storage_name: str | None = None
    creators: list[Ref["Agent | TimebackUser"]] | None = None
    media_type: str | None = None
    keywords: list[str] | None = None
    learning_objectives: list[Ref["LearningObjective"]] | None = None
    is_part_of: Ref["CaliperEntity"] | None = None
    date_published: Instant | None = None
    version: str | None = None


class DigitalResourceCollection(DigitalResource, kw_only=True, tag="DigitalResourceCollection"):
    """Several pieces of content."""

    items: list[Ref["DigitalResource"]] | None = None


class AssignableDigitalResource(DigitalResource, kw_only=True, tag="AssignableDigitalResource"):
    """Content that can be assigned, with its dates and limits."""

    date_to_activate: Instant | None = None
    date_to_show: Instant | None = None
    date_to_start_on: Instant | None = None
    date_to_submit: Instant | None = None
    max_attempts: Number | None = None
    max_submits: Number | None = None
    max_score: Number | None = None


class Assessment(AssignableDigitalResource, kw_only=True, tag="Assessment"):
    """A test."""

    items: list[Ref["AssessmentItem"]] | None = None


class AssessmentItem(AssignableDigitalResource, kw_only=True, tag="AssessmentItem"):
    """A question of a test."""

    is_time_dependent: bool | None = None


class Document(DigitalResource, kw_only=True, tag="Document"):
    """A document."""


class Chapter(DigitalResource, kw_only=True, tag="Chapter"):
    """A chapter of a document."""


class Page(DigitalResource, kw_only=True, tag="Page"):
    """A page of a document."""


class WebPage(DigitalResource, kw_only=True, tag="WebPage"):
    """A web page."""


class Frame(DigitalResource, kw_only=True, tag="Frame"):
    """A part of a resource, by its place in it."""

    index: Number | None = None


class MediaObject(DigitalResource, kw_only=True, tag="MediaObject"):
    """Something to watch or hear; `duration` is an ISO 8601 duration."""

    duration: str | None = None


class AudioObject(MediaObject, kw_only=True, tag="AudioObject"):
    """A recording; `duration` is an ISO 8601 duration."""

    volume_level: str | None = None
    volume_min: str | None = None
    volume_max: str | None = None
    muted: bool | None = None


class ImageObject(MediaObject, kw_only=True, tag="ImageObject"):
    """A picture."""


class VideoObject(MediaObject, kw_only=True, tag="VideoObject"):
    """A video; `duration` is an ISO 8601 duration."""


class MediaLocation(DigitalResource, kw_only=True, tag="MediaLocation"):
    """A moment of a recording; `current_time` is an ISO 8601 duration from its beginning."""

    current_time: str | None = None


class Forum(DigitalResource, kw_only=True, tag="Forum"):
    """A forum."""

    items: list[Ref["Thread"]] | None = None


class Thread(DigitalResource, kw_only=True, tag="Thread"):
    """A thread of a forum."""

    items: list[Ref["Message"]] | None = None


class Message(DigitalResource, kw_only=True, tag="Message"):
    """A message of a thread."""

    body: str | None = None
    attachments: list[Ref["DigitalResource"]] | None = None
    reply_to: Ref["Message"] | None = None
