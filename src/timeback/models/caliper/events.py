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
    """The fields of every kind of event."""

    context: Context = field(name="@context", default=CONTEXT)
    """JSON-LD context that gives the keys their meaning: that of Caliper 1.2."""
    id: str
    """URN of the event, `urn:uuid:` and a UUID of its own."""
    event_time: Instant
    """Time when it happened, with its offset."""
    ed_app: Ref["SoftwareApplication"] | None = None
    """Application where it happened; None if not stated."""
    group: Ref["Organization"] | None = None
    """Organization where it happened, such as a course section; None if not stated."""
    membership: Ref["Membership"] | None = None
    """The actor's part in that organization; None if not stated."""
    session: Ref["Session"] | None = None
    """Session in which it happened; None if not stated."""
    federated_session: Ref["LtiSession"] | None = None
    """LTI session that led there; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class Event(CaliperEvent, kw_only=True):
    """An event of no particular kind, such as one without a profile."""

    type: EventType
    """Kind of event by its name in Caliper; `Event` if none fits."""
    actor: Ref["Agent | TimebackUser"]
    """Person, organization or application that acted."""
    action: str
    """Verb of the event, such as `Viewed`; free for the kind `Event`."""
    object: Ref["CaliperEntity"]
    """Thing acted upon."""
    profile: Profile | None = None
    """Caliper profile that the kind belongs to; None for a generic event."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; None if there is none."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class AssignableEvent(CaliperEvent, kw_only=True, tag="AssignableEvent"):
    """Someone worked on assigned content."""

    actor: Ref["Person | TimebackUser"]
    """Person who has the assignment."""
    action: AssignableEventAction
    """Point reached in the work, such as `Started` or `Submitted`."""
    object: Ref["AssignableDigitalResource"]
    """Assigned content."""
    profile: str = "AssignableProfile"
    """Always `AssignableProfile`."""
    generated: Ref["Attempt"] | None = None
    """Attempt at the work; None if the action makes none."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class AssignableNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to assigned content."""

    actor: Ref["Person | TimebackUser"]
    """Person who has the assignment."""
    action: str = "NavigatedTo"
    """Always `NavigatedTo`."""
    object: Ref["AssignableDigitalResource"]
    """Assigned content."""
    profile: str = "AssignableProfile"
    """Always `AssignableProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class AssignableViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed assigned content."""

    actor: Ref["Person | TimebackUser"]
    """Person who has the assignment."""
    action: str = "Viewed"
    """Always `Viewed`."""
    object: Ref["AssignableDigitalResource"]
    """Assigned content."""
    profile: str = "AssignableProfile"
    """Always `AssignableProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class AssessmentEvent(CaliperEvent, kw_only=True, tag="AssessmentEvent"):
    """Someone took a test."""

    actor: Ref["Person | TimebackUser"]
    """Person who takes the test."""
    action: AssessmentEventAction
    """Point reached in the test, such as `Started` or `Submitted`."""
    object: Ref["Assessment"]
    """Test that is taken."""
    profile: str = "AssessmentProfile"
    """Always `AssessmentProfile`."""
    generated: Ref["Attempt"]
    """Attempt at the test."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class AssessmentItemEvent(CaliperEvent, kw_only=True, tag="AssessmentItemEvent"):
    """Someone met a question of a test; `generated` is the response once it is completed."""

    actor: Ref["Person | TimebackUser"]
    """Person who answers."""
    action: AssessmentItemEventAction
    """Point reached in the question: `Started`, `Skipped` or `Completed`."""
    object: Ref["AssessmentItem"]
    """Question that is answered."""
    profile: str = "AssessmentProfile"
    """Always `AssessmentProfile`."""
    generated: Ref["Attempt | Response"] | None = None
    """Attempt at the question when it is started, the response once it is completed; None if not reported."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class GradeEvent(CaliperEvent, kw_only=True, tag="GradeEvent"):
    """An attempt was graded."""

    actor: Ref["Person | SoftwareApplication | TimebackUser"]
    """Person or program that graded."""
    action: str = "Graded"
    """Always `Graded`."""
    object: Ref["Attempt"]
    """Attempt that was graded."""
    profile: str = "GradingProfile"
    """Always `GradingProfile`."""
    generated: Ref["Score"]
    """Score that was given."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class GradingViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a result."""

    actor: Ref["Person | TimebackUser"]
    """Person who looked."""
    action: str = "Viewed"
    """Always `Viewed`."""
    object: Ref["Result"]
    """Result looked at."""
    profile: str = "GradingProfile"
    """Always `GradingProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class MediaEvent(CaliperEvent, kw_only=True, tag="MediaEvent"):
    """Someone played a recording."""

    actor: Ref["Person | TimebackUser"]
    """Person who watches or listens."""
    action: MediaEventAction
    """Control that was used, such as `Started`, `Paused` or `ChangedSpeed`."""
    object: Ref["MediaObject"]
    """Film or sound that is played."""
    profile: str = "MediaProfile"
    """Always `MediaProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["MediaLocation"] | None = None
    """Moment of the film or sound that it happened at; None if not reported."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class MediaNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to a moment of a recording."""

    actor: Ref["Person | TimebackUser"]
    """Person who watches or listens."""
    action: str = "NavigatedTo"
    """Always `NavigatedTo`."""
    object: Ref["MediaObject"]
    """Film or sound that is played."""
    profile: str = "MediaProfile"
    """Always `MediaProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["MediaLocation"]
    """Moment of the film or sound that the person went to."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class MediaViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a recording."""

    actor: Ref["Person | TimebackUser"]
    """Person who watches or listens."""
    action: str = "Viewed"
    """Always `Viewed`."""
    object: Ref["MediaObject"]
    """Film or sound that is played."""
    profile: str = "MediaProfile"
    """Always `MediaProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["MediaLocation"] | None = None
    """Moment of the film or sound that it happened at; None if not reported."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ReadingNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to something to read."""

    actor: Ref["Person | TimebackUser"]
    """Person who reads."""
    action: str = "NavigatedTo"
    """Always `NavigatedTo`."""
    object: Ref["DigitalResource"]
    """Content that is read."""
    profile: str = "ReadingProfile"
    """Always `ReadingProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["DigitalResource"] | None = None
    """Part of the content, such as a page; None for the whole."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ReadingViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone read something."""

    actor: Ref["Person | TimebackUser"]
    """Person who reads."""
    action: str = "Viewed"
    """Always `Viewed`."""
    object: Ref["DigitalResource"]
    """Content that is read."""
    profile: str = "ReadingProfile"
    """Always `ReadingProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["DigitalResource"] | None = None
    """Part of the content, such as a page; None for the whole."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class AnnotationEvent(CaliperEvent, kw_only=True, tag="AnnotationEvent"):
    """Someone marked something in content."""

    actor: Ref["Person | TimebackUser"]
    """Person who made the mark."""
    action: AnnotationEventAction
    """Kind of marking: `Bookmarked`, `Highlighted`, `Shared` or `Tagged`."""
    object: Ref["DigitalResource"]
    """Content that was marked."""
    profile: str = "AnnotationProfile"
    """Always `AnnotationProfile`."""
    generated: Ref["Annotation"]
    """Mark that was made."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""
