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
    """Name of the file or record that holds it; None if not stated."""
    creators: list[Ref["Agent | TimebackUser"]] | None = None
    """People or programs that made it; None if not stated."""
    media_type: str | None = None
    """MIME type, such as `video/mp4`; None if not stated."""
    keywords: list[str] | None = None
    """Search terms; None if there are none."""
    learning_objectives: list[Ref["LearningObjective"]] | None = None
    """Learning objectives that it teaches; None if none are stated."""
    is_part_of: Ref["CaliperEntity"] | None = None
    """Thing that contains it, such as a chapter's book; None if it stands alone."""
    date_published: Instant | None = None
    """Time of its publication; None if not published."""
    version: str | None = None
    """Version of the content; None if it has none."""


class DigitalResourceCollection(DigitalResource, kw_only=True, tag="DigitalResourceCollection"):
    """Several pieces of content."""

    items: list[Ref["DigitalResource"]] | None = None
    """Content in the collection; None if not listed."""


class AssignableDigitalResource(DigitalResource, kw_only=True, tag="AssignableDigitalResource"):
    """Content that can be assigned, with its dates and limits."""

    date_to_activate: Instant | None = None
    """Time when it can first be worked on; None if always."""
    date_to_show: Instant | None = None
    """Time from which students see it; None if always."""
    date_to_start_on: Instant | None = None
    """Time when it should be begun; None if not set."""
    date_to_submit: Instant | None = None
    """Deadline for handing it in; None if there is none."""
    max_attempts: Number | None = None
    """Greatest number of attempts; None for any."""
    max_submits: Number | None = None
    """Greatest number of submissions in an attempt; None for any."""
    max_score: Number | None = None
    """Greatest score that can be reached; None if not scored."""


class Assessment(AssignableDigitalResource, kw_only=True, tag="Assessment"):
    """A test."""

    items: list[Ref["AssessmentItem"]] | None = None
    """Questions of the test; None if not listed."""


class AssessmentItem(AssignableDigitalResource, kw_only=True, tag="AssessmentItem"):
    """A question of a test."""

    is_time_dependent: bool | None = None
    """Whether the time that the student takes counts; None if not stated."""


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
    """Place of the part within its resource, as a number."""


class MediaObject(DigitalResource, kw_only=True, tag="MediaObject"):
    """Something to watch or hear; `duration` is an ISO 8601 duration."""

    duration: str | None = None
    """Playing time, as an ISO 8601 duration such as `PT3M20S`; None if not known."""


class AudioObject(MediaObject, kw_only=True, tag="AudioObject"):
    """A recording; `duration` is an ISO 8601 duration."""

    volume_level: str | None = None
    """Volume that it is played at, on the player's own scale."""
    volume_min: str | None = None
    """Least volume of that scale."""
    volume_max: str | None = None
    """Greatest volume of that scale."""
    muted: bool | None = None
    """Whether the sound is off; None if not stated."""


class ImageObject(MediaObject, kw_only=True, tag="ImageObject"):
    """A picture."""


class VideoObject(MediaObject, kw_only=True, tag="VideoObject"):
    """A video; `duration` is an ISO 8601 duration."""


class MediaLocation(DigitalResource, kw_only=True, tag="MediaLocation"):
    """A moment of a recording; `current_time` is an ISO 8601 duration from its beginning."""

    current_time: str | None = None
    """Time from the beginning, as an ISO 8601 duration such as `PT1M5S`."""


class Forum(DigitalResource, kw_only=True, tag="Forum"):
    """A forum."""

    items: list[Ref["Thread"]] | None = None
    """Threads of the forum; None if not listed."""


class Thread(DigitalResource, kw_only=True, tag="Thread"):
    """A thread of a forum."""

    items: list[Ref["Message"]] | None = None
    """Messages of the thread; None if not listed."""


class Message(DigitalResource, kw_only=True, tag="Message"):
    """A message of a thread."""

    body: str | None = None
    """Text of the message; None if it is not reported."""
    attachments: list[Ref["DigitalResource"]] | None = None
    """Files that come with it; None if there are none."""
    reply_to: Ref["Message"] | None = None
    """Message that it answers; None if it opens the thread."""
