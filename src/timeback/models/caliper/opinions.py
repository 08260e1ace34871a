"""Events of surveys and of feedback."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .actions import (
    QuestionnaireEventAction,
    QuestionnaireItemEventAction,
    SurveyEventAction,
    SurveyInvitationEventAction,
)
from .events import CaliperEvent
from .references import Ref

if TYPE_CHECKING:
    from .agents import Person
    from .attempts import Attempt, Response
    from .entities import CaliperEntity
    from .resources import Frame
    from .surveys import Comment, Questionnaire, QuestionnaireItem, Rating, Survey, SurveyInvitation
    from .timeback import TimebackUser

__all__ = [
    "FeedbackCommentEvent",
    "FeedbackRankEvent",
    "QuestionnaireEvent",
    "QuestionnaireItemEvent",
    "SurveyEvent",
    "SurveyInvitationEvent",
    "SurveyNavigationEvent",
    "SurveyViewEvent",
]


class SurveyInvitationEvent(CaliperEvent, kw_only=True, tag="SurveyInvitationEvent"):
    """Someone was invited to a survey."""

    actor: Ref["Person | TimebackUser"]
    """Person who was invited."""
    action: SurveyInvitationEventAction
    """Answer to the invitation, or its sending: `Accepted`, `Declined` or `Sent`."""
    object: Ref["SurveyInvitation"]
    """Invitation that it is about."""
    profile: str = "SurveyProfile"
    """Always `SurveyProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class SurveyEvent(CaliperEvent, kw_only=True, tag="SurveyEvent"):
    """Someone opted into a survey, or out of it."""

    actor: Ref["Person | TimebackUser"]
    """Person who was asked."""
    action: SurveyEventAction
    """`OptedIn` or `OptedOut`."""
    object: Ref["Survey"]
    """Survey that it is about."""
    profile: str = "SurveyProfile"
    """Always `SurveyProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class QuestionnaireEvent(CaliperEvent, kw_only=True, tag="QuestionnaireEvent"):
    """Someone worked on a questionnaire."""

    actor: Ref["Person | TimebackUser"]
    """Person who answers."""
    action: QuestionnaireEventAction
    """Point reached in the questionnaire: `Started` or `Submitted`."""
    object: Ref["Questionnaire"]
    """Questionnaire that is answered."""
    profile: str = "SurveyProfile"
    """Always `SurveyProfile`."""
    generated: Ref["Attempt"] | None = None
    """Attempt at the questionnaire; None if not reported."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class QuestionnaireItemEvent(CaliperEvent, kw_only=True, tag="QuestionnaireItemEvent"):
    """Someone met a question of a questionnaire."""

    actor: Ref["Person | TimebackUser"]
    """Person who answers."""
    action: QuestionnaireItemEventAction
    """Point reached in the question: `Started`, `Skipped` or `Completed`."""
    object: Ref["QuestionnaireItem"]
    """Question that is answered."""
    profile: str = "SurveyProfile"
    """Always `SurveyProfile`."""
    generated: Ref["Attempt | Response"]
    """Attempt at the question when it is started, the response once it is completed."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class SurveyNavigationEvent(CaliperEvent, kw_only=True, tag="NavigationEvent"):
    """Someone went to a questionnaire or a question of one."""

    actor: Ref["Person | TimebackUser"]
    """Person who went there or looked."""
    action: str = "NavigatedTo"
    """Always `NavigatedTo`."""
    object: Ref["Questionnaire | QuestionnaireItem"]
    """Questionnaire or question that it is about."""
    profile: str = "SurveyProfile"
    """Always `SurveyProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class SurveyViewEvent(CaliperEvent, kw_only=True, tag="ViewEvent"):
    """Someone viewed a questionnaire or a question of one."""

    actor: Ref["Person | TimebackUser"]
    """Person who went there or looked."""
    action: str = "Viewed"
    """Always `Viewed`."""
    object: Ref["Questionnaire | QuestionnaireItem"]
    """Questionnaire or question that it is about."""
    profile: str = "SurveyProfile"
    """Always `SurveyProfile`."""
    generated: Ref["CaliperEntity"] | None = None
    """Entity that the action created; usually None: the standard names none for this kind."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class FeedbackCommentEvent(CaliperEvent, kw_only=True, tag="FeedbackEvent"):
    """Someone commented on something."""

    actor: Ref["Person | TimebackUser"]
    """Person who commented."""
    action: str = "Commented"
    """Always `Commented`."""
    object: Ref["CaliperEntity"]
    """Thing commented on."""
    profile: str = "FeedbackProfile"
    """Always `FeedbackProfile`."""
    generated: Ref["Comment"] | None = None
    """Remark that was made; None if it is not reported."""
    target: Ref["Frame"] | None = None
    """Part of the thing that is meant; None for the whole."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class FeedbackRankEvent(CaliperEvent, kw_only=True, tag="FeedbackEvent"):
    """Someone ranked something."""

    actor: Ref["Person | TimebackUser"]
    """Person who ranked."""
    action: str = "Ranked"
    """Always `Ranked`."""
    object: Ref["CaliperEntity"]
    """Thing that was ranked."""
    profile: str = "FeedbackProfile"
    """Always `FeedbackProfile`."""
    generated: Ref["Rating"] | None = None
    """Rating that was given; None if it is not reported."""
    target: Ref["Frame"] | None = None
    """Part of the thing that is meant; None for the whole."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""
