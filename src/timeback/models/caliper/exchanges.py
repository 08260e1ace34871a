"""Events around the learning: tools, sessions, resources, search, forums."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .actions import (
    ForumEventAction,
    MessageEventAction,
    ResourceManagementEventAction,
    SessionLoggedInEventAction,
    ThreadEventAction,
    ToolLaunchEventAction,
)
from .events import CaliperEvent
from .references import Ref

if TYPE_CHECKING:
    from .agents import Person, Session, SoftwareApplication
    from .entities import (
        AggregateMeasure,
        AggregateMeasureCollection,
        CaliperEntity,
        Link,
        SearchResponse,
    )
    from .resources import DigitalResource, Forum, Message, Thread
    from .timeback import TimebackUser

__all__ = [
    "ForumEvent",
    "ForumNavigationEvent",
    "ForumViewEvent",
    "MessageEvent",
    "ResourceManagementEvent",
    "SearchEvent",
    "SessionLoggedInEvent",
    "SessionTimedOutEvent",
    "ThreadEvent",
    "ToolLaunchEvent",
    "ToolUseEvent",
]


class ToolUseEvent(CaliperEvent, kw_only=True, tag="ToolUseEvent"):
    """Someone used a tool."""

    actor: Ref["Person | TimebackUser"]
    """Person who used the tool."""
    action: str = "Used"
    """Always `Used`."""
    object: Ref["SoftwareApplication"]
    """Tool that was used."""
    profile: str = "ToolUseProfile"
    """Always `ToolUseProfile`."""
    generated: Ref["AggregateMeasureCollection | AggregateMeasure"] | None = None
    """Figures of the use, such as minutes or progress; None if none are reported."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ToolLaunchEvent(CaliperEvent, kw_only=True, tag="ToolLaunchEvent"):
    """Someone was sent to a tool, or came back."""

    actor: Ref["Person | TimebackUser"]
    """Person who was sent."""
    action: ToolLaunchEventAction
    """Direction: `Launched` to the tool, `Returned` from it."""
    object: Ref["SoftwareApplication"]
    """Program, often at another vendor, that the person was sent to."""
    profile: str = "ToolLaunchProfile"
    """Always `ToolLaunchProfile`."""
    generated: Ref["DigitalResource"] | None = None
    """Content that the person brought back from the tool; None if there is none."""
    target: Ref["Link"] | None = None
    """Link that the tool was launched by; None if not reported."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class SessionLoggedInEvent(CaliperEvent, kw_only=True, tag="SessionEvent"):
    """Someone logged in or out."""

    actor: Ref["Person | TimebackUser"]
    """Person who logged in or out."""
    action: SessionLoggedInEventAction
    """`LoggedIn` or `LoggedOut`."""
    object: Ref["SoftwareApplication"]
    """Application that the person logged into or out of."""
    profile: str = "SessionProfile"
    """Always `SessionProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["DigitalResource"] | None = None
    """Content that the person came to by logging in; None if there is none."""
    referrer: Ref["DigitalResource | SoftwareApplication"] | None = None
    """Page or application that the actor came from; None if there is none."""


class SessionTimedOutEvent(CaliperEvent, kw_only=True, tag="SessionEvent"):
    """An application ended a session."""

    actor: Ref["SoftwareApplication"]
    """Application that ended the session."""
    action: str = "TimedOut"
    """Always `TimedOut`."""
    object: Ref["Session"]
    """Session that was ended."""
    profile: str = "SessionProfile"
    """Always `SessionProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["DigitalResource | SoftwareApplication"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ResourceManagementEvent(CaliperEvent, kw_only=True, tag="ResourceManagementEvent"):
    """Someone managed a resource."""

    actor: Ref["Person | TimebackUser"]
    """Person who managed the resource."""
    action: ResourceManagementEventAction
    """Kind of management, such as `Created`, `Modified` or `Archived`."""
    object: Ref["DigitalResource"]
    """Resource that was managed."""
    profile: str = "ResourceManagementProfile"
    """Always `ResourceManagementProfile`."""
    generated: Ref["DigitalResource"] | None = None
    """Resulting resource, such as a copy; None if there is none."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class SearchEvent(CaliperEvent, kw_only=True, tag="SearchEvent"):
    """Someone searched."""

    actor: Ref["Person | TimebackUser"]
    """Person who searched."""
    action: str = "Searched"
    """Always `Searched`."""
    object: Ref["DigitalResource | SoftwareApplication"]
    """Content or application that was searched."""
    profile: str = "SearchProfile"
    """Always `SearchProfile`."""
    generated: Ref["SearchResponse"] | None = None
    """Answer to the search; None if it is not reported."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ForumEvent(CaliperEvent, kw_only=True, tag="ForumEvent"):
    """Someone subscribed to a forum, or left it."""

    actor: Ref["Person | TimebackUser"]
    """Person who subscribed or left."""
    action: ForumEventAction
    """`Subscribed` or `Unsubscribed`."""
    object: Ref["Forum"]
    """Forum that it is about."""
    profile: str = "ForumProfile"
    """Always `ForumProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ThreadEvent(CaliperEvent, kw_only=True, tag="ThreadEvent"):
    """Someone marked a thread."""

    actor: Ref["Person | TimebackUser"]
    """Person who marked the thread."""
    action: ThreadEventAction
    """`MarkedAsRead` or `MarkedAsUnRead`, with a capital R."""
    object: Ref["Thread"]
    """Thread that was marked."""
    profile: str = "ForumProfile"
    """Always `ForumProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class MessageEvent(CaliperEvent, kw_only=True, tag="MessageEvent"):
    """Someone posted or marked a message."""

    actor: Ref["Person | TimebackUser"]
    """Person who posted or marked the message."""
    action: MessageEventAction
    """`Posted`, `MarkedAsRead` or `MarkedAsUnRead`, with a capital R."""
    object: Ref["Message"]
    """Message that was posted or marked."""
    profile: str = "ForumProfile"
    """Always `ForumProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ForumNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to a forum, thread or message."""

    actor: Ref["Person | TimebackUser"]
    """Person who went there or looked."""
    action: str = "NavigatedTo"
    """Always `NavigatedTo`."""
    object: Ref["Forum | Thread | Message"]
    """Forum, thread or message that it is about."""
    profile: str = "ForumProfile"
    """Always `ForumProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class ForumViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a forum, thread or message."""

    actor: Ref["Person | TimebackUser"]
    """Person who went there or looked."""
    action: str = "Viewed"
    """Always `Viewed`."""
    object: Ref["Forum | Thread | Message"]
    """Forum, thread or message that it is about."""
    profile: str = "ForumProfile"
    """Always `ForumProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""
