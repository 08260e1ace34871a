"""Events around the learning: tools, sessions, forums, surveys, feedback, search."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .actions import (
    ForumEventAction,
    MessageEventAction,
    QuestionnaireEventAction,
    QuestionnaireItemEventAction,
    ResourceManagementEventAction,
    SessionLoggedInEventAction,
    SurveyEventAction,
    SurveyInvitationEventAction,
    ThreadEventAction,
    ToolLaunchEventAction,
)
from .events import CaliperEvent
from .references import Ref

if TYPE_CHECKING:
    from .agents import Person, Session, SoftwareApplication
    from .attempts import Attempt, Response
    from .entities import (
        AggregateMeasure,
        AggregateMeasureCollection,
        CaliperEntity,
        Link,
        SearchResponse,
    )
    from .resources import DigitalResource, Forum, Frame, Message, Thread
    from .surveys import Comment, Questionnaire, QuestionnaireItem, Rating, Survey, SurveyInvitation
    from .timeback import TimebackUser

__all__ = [
    "FeedbackCommentEvent",
    "FeedbackRankEvent",
    "ForumEvent",
    "ForumNavigationEvent",
    "ForumViewEvent",
    "MessageEvent",
    "QuestionnaireEvent",
    "QuestionnaireItemEvent",
    "ResourceManagementEvent",
    "SearchEvent",
    "SessionLoggedInEvent",
    "SessionTimedOutEvent",
    "SurveyEvent",
    "SurveyInvitationEvent",
    "SurveyNavigationEvent",
    "SurveyViewEvent",
    "ThreadEvent",
    "ToolLaunchEvent",
    "ToolUseEvent",
]


class ToolUseEvent(CaliperEvent, kw_only=True, tag="ToolUseEvent"):
    """Someone used a tool."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Used"
    object: Ref["SoftwareApplication"]
    profile: str = "ToolUseProfile"
    generated: Ref["AggregateMeasureCollection | AggregateMeasure"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ToolLaunchEvent(CaliperEvent, kw_only=True, tag="ToolLaunchEvent"):
    """Someone was sent to a tool, or came back."""

    actor: Ref["Person | TimebackUser"]
    action: ToolLaunchEventAction
    object: Ref["SoftwareApplication"]
    profile: str = "ToolLaunchProfile"
    generated: Ref["DigitalResource"] | None = None
    target: Ref["Link"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class SessionLoggedInEvent(CaliperEvent, kw_only=True, tag="SessionEvent"):
    """Someone logged in or out."""

    actor: Ref["Person | TimebackUser"]
    action: SessionLoggedInEventAction
    object: Ref["SoftwareApplication"]
    profile: str = "SessionProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["DigitalResource"] | None = None
    referrer: Ref["DigitalResource | SoftwareApplication"] | None = None


class SessionTimedOutEvent(CaliperEvent, kw_only=True, tag="SessionEvent"):
    """An application ended a session."""

    actor: Ref["SoftwareApplication"]
    action: str = "TimedOut"
    object: Ref["Session"]
    profile: str = "SessionProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["DigitalResource | SoftwareApplication"] | None = None


class ResourceManagementEvent(CaliperEvent, kw_only=True, tag="ResourceManagementEvent"):
    """Someone managed a resource."""

    actor: Ref["Person | TimebackUser"]
    action: ResourceManagementEventAction
    object: Ref["DigitalResource"]
    profile: str = "ResourceManagementProfile"
    generated: Ref["DigitalResource"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class SearchEvent(CaliperEvent, kw_only=True, tag="SearchEvent"):
    """Someone searched."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Searched"
    object: Ref["DigitalResource | SoftwareApplication"]
    profile: str = "SearchProfile"
    generated: Ref["SearchResponse"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ForumEvent(CaliperEvent, kw_only=True, tag="ForumEvent"):
    """Someone subscribed to a forum, or left it."""

    actor: Ref["Person | TimebackUser"]
    action: ForumEventAction
    object: Ref["Forum"]
    profile: str = "ForumProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ThreadEvent(CaliperEvent, kw_only=True, tag="ThreadEvent"):
    """Someone marked a thread."""

    actor: Ref["Person | TimebackUser"]
    action: ThreadEventAction
    object: Ref["Thread"]
    profile: str = "ForumProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class MessageEvent(CaliperEvent, kw_only=True, tag="MessageEvent"):
    """Someone posted or marked a message."""

    actor: Ref["Person | TimebackUser"]
    action: MessageEventAction
    object: Ref["Message"]
    profile: str = "ForumProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ForumNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to a forum, thread or message."""

    actor: Ref["Person | TimebackUser"]
    action: str = "NavigatedTo"
    object: Ref["Forum | Thread | Message"]
    profile: str = "ForumProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class ForumViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a forum, thread or message."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Viewed"
    object: Ref["Forum | Thread | Message"]
    profile: str = "ForumProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class SurveyInvitationEvent(CaliperEvent, kw_only=True, tag="SurveyInvitationEvent"):
    """Someone was invited to a survey."""

    actor: Ref["Person | TimebackUser"]
    action: SurveyInvitationEventAction
    object: Ref["SurveyInvitation"]
    profile: str = "SurveyProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class SurveyEvent(CaliperEvent, kw_only=True, tag="SurveyEvent"):
    """Someone opted into a survey, or out of it."""

    actor: Ref["Person | TimebackUser"]
    action: SurveyEventAction
    object: Ref["Survey"]
    profile: str = "SurveyProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class QuestionnaireEvent(CaliperEvent, kw_only=True, tag="QuestionnaireEvent"):
    """Someone worked on a questionnaire."""

    actor: Ref["Person | TimebackUser"]
    action: QuestionnaireEventAction
    object: Ref["Questionnaire"]
    profile: str = "SurveyProfile"
    generated: Ref["Attempt"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class QuestionnaireItemEvent(CaliperEvent, kw_only=True, tag="QuestionnaireItemEvent"):
    """Someone met a question of a questionnaire."""

    actor: Ref["Person | TimebackUser"]
    action: QuestionnaireItemEventAction
    object: Ref["QuestionnaireItem"]
    profile: str = "SurveyProfile"
    generated: Ref["Attempt | Response"]
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class SurveyNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to a questionnaire or a question of one."""

    actor: Ref["Person | TimebackUser"]
    action: str = "NavigatedTo"
    object: Ref["Questionnaire | QuestionnaireItem"]
    profile: str = "SurveyProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class SurveyViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a questionnaire or a question of one."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Viewed"
    object: Ref["Questionnaire | QuestionnaireItem"]
    profile: str = "SurveyProfile"
    generated: Ref["CaliperEntity"] | None = None
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class FeedbackCommentEvent(CaliperEvent, kw_only=True, tag="FeedbackEvent"):
    """Someone commented on something."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Commented"
    object: Ref["CaliperEntity"]
    profile: str = "FeedbackProfile"
    generated: Ref["Comment"] | None = None
    target: Ref["Frame"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class FeedbackRankEvent(CaliperEvent, kw_only=True, tag="FeedbackEvent"):
    """Someone ranked something."""

    actor: Ref["Person | TimebackUser"]
    action: str = "Ranked"
    object: Ref["CaliperEntity"]
    profile: str = "FeedbackProfile"
    generated: Ref["Rating"] | None = None
    target: Ref["Frame"] | None = None
    referrer: Ref["CaliperEntity"] | None = None
