"""Events of learning: content, tests, grading, media."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import field

from .actions import (
    AnnotationEventAction,
    AssessmentEventAction,
    AssessmentItemEventAction,
    AssignableEventAction,
    MediaEventAction,
)
from .base import CONTEXT, CaliperObject, Context, Instant
from .enums import EventType, Profile
from .references import Ref

if TYPE_CHECKING:
    from .agents import (
        Agent,
        LtiSession,
        Membership,
        Organization,
        Person,
        Session,
        SoftwareApplication,
    )
    from .attempts import Attempt, Response, Result, Score
    from .entities import CaliperEntity
    from .marks import Annotation
    from .resources import (
        Assessment,
        AssessmentItem,
        AssignableDigitalResource,
        DigitalResource,
        MediaLocation,
        MediaObject,
    )
    from .timeback import TimebackUser

__all__ = [
    "AnnotationEvent",
    "AssessmentEvent",
    "AssessmentItemEvent",
    "AssignableEvent",
    "AssignableNavigationEvent",
    "AssignableViewEvent",
    "CaliperEvent",
    "Event",
    "GradeEvent",
    "GradingViewEvent",
    "MediaEvent",
    "MediaNavigationEvent",
    "MediaViewEvent",
    "ReadingNavigationEvent",
    "ReadingViewEvent",
]


class CaliperEvent(CaliperObject, kw_only=True):
    """The fields of every kind of event.

    Attributes:
        id: Its own URN, `urn:uuid:…`.
        event_time: When it happened.
    """

    context: Context = field(name="@context", default=CONTEXT)
    id: str
    event_time: Instant
    ed_app: Ref["SoftwareApplication"] | None = None
    group: Ref["Organization"] | None = None
    membership: Ref["Membership"] | None = None
    session: Ref["Session"] | None = None
    federated_session: Ref["LtiSession"] | None = None
    extensions: dict[str, Any] | None = None


class Event(CaliperEvent, kw_only=True):
    """An event of no particular kind, such as one without a profile."""

    type: EventType
    actor: Ref["Agent | TimebackUser"]
    action: str
    object: Ref["CaliperEntity"]
    profile: Profile | None = None
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class AssignableEvent(CaliperEvent, kw_only=True, tag="AssignableEvent"):
    """Someone worked on assigned content."""

    actor: Ref["Person | TimebackUser"]
    action: AssignableEventAction
    object: Ref["AssignableDigitalResource"]
    profile: str = "AssignableProfile"
    generated: Ref["Attempt"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class AssignableNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to assigned content."""

    actor: Ref["Person | TimebackUser"]
    action: str = "NavigatedTo"
    object: Ref["AssignableDigitalResource"]
    profile: str = "AssignableProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class AssignableViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed assigned content."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Viewed"
    object: Ref["AssignableDigitalResource"]
    profile: str = "AssignableProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class AssessmentEvent(CaliperEvent, kw_only=True, tag="AssessmentEvent"):
    """Someone took a test."""

    actor: Ref["Person | TimebackUser"]
    action: AssessmentEventAction
    object: Ref["Assessment"]
    profile: str = "AssessmentProfile"
    generated: Ref["Attempt"]
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class AssessmentItemEvent(CaliperEvent, kw_only=True, tag="AssessmentItemEvent"):
    """Someone met a question of a test; `generated` is the response once it is completed."""

    actor: Ref["Person | TimebackUser"]
    action: AssessmentItemEventAction
    object: Ref["AssessmentItem"]
    profile: str = "AssessmentProfile"
    generated: Ref["Attempt | Response"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class GradeEvent(CaliperEvent, kw_only=True, tag="GradeEvent"):
    """An attempt was graded."""

    actor: Ref["Person | SoftwareApplication | TimebackUser"]
    action: str = "Graded"
    object: Ref["Attempt"]
    profile: str = "GradingProfile"
    generated: Ref["Score"]
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class GradingViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a result."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Viewed"
    object: Ref["Result"]
    profile: str = "GradingProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class MediaEvent(CaliperEvent, kw_only=True, tag="MediaEvent"):
    """Someone played a recording."""

    actor: Ref["Person | TimebackUser"]
    action: MediaEventAction
    object: Ref["MediaObject"]
    profile: str = "MediaProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["MediaLocation"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class MediaNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to a moment of a recording."""

    actor: Ref["Person | TimebackUser"]
    action: str = "NavigatedTo"
    object: Ref["MediaObject"]
    profile: str = "MediaProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["MediaLocation"]
    referrer: Ref["CaliperEntity"] | None = None


class MediaViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a recording."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Viewed"
    object: Ref["MediaObject"]
    profile: str = "MediaProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["MediaLocation"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ReadingNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to something to read."""

    actor: Ref["Person | TimebackUser"]
    action: str = "NavigatedTo"
    object: Ref["DigitalResource"]
    profile: str = "ReadingProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["DigitalResource"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ReadingViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone read something."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Viewed"
    object: Ref["DigitalResource"]
    profile: str = "ReadingProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["DigitalResource"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class AnnotationEvent(CaliperEvent, kw_only=True, tag="AnnotationEvent"):
    """Someone marked something in content."""

    actor: Ref["Person | TimebackUser"]
    action: AnnotationEventAction
    object: Ref["DigitalResource"]
    profile: str = "AnnotationProfile"
    generated: Ref["Annotation"]
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None
