"""The actions of each kind of event."""

from __future__ import annotations

from ..base import OpenEnum

__all__ = [
    "AnnotationEventAction",
    "AssessmentEventAction",
    "AssessmentItemEventAction",
    "AssignableEventAction",
    "ForumEventAction",
    "MediaEventAction",
    "MessageEventAction",
    "QuestionnaireEventAction",
    "QuestionnaireItemEventAction",
    "ResourceManagementEventAction",
    "SessionLoggedInEventAction",
    "SurveyEventAction",
    "SurveyInvitationEventAction",
    "ThreadEventAction",
    "ToolLaunchEventAction",
]


class AnnotationEventAction(OpenEnum):
    """The actions of `AnnotationEvent`."""

    BOOKMARKED = "Bookmarked"
    HIGHLIGHTED = "Highlighted"
    SHARED = "Shared"
    TAGGED = "Tagged"


class AssessmentEventAction(OpenEnum):
    """The actions of `AssessmentEvent`."""

    STARTED = "Started"
    PAUSED = "Paused"
    RESUMED = "Resumed"
    RESTARTED = "Restarted"
    SUBMITTED = "Submitted"


class AssessmentItemEventAction(OpenEnum):
    """The actions of `AssessmentItemEvent`."""

    STARTED = "Started"
    SKIPPED = "Skipped"
    COMPLETED = "Completed"


QuestionnaireItemEventAction = AssessmentItemEventAction
"""The actions of `QuestionnaireItemEvent`: the same."""


class MediaEventAction(OpenEnum):
    """The actions of `MediaEvent`."""

    STARTED = "Started"
    ENDED = "Ended"
    PAUSED = "Paused"
    RESUMED = "Resumed"
    RESTARTED = "Restarted"
    FORWARDED_TO = "ForwardedTo"
    JUMPED_TO = "JumpedTo"
    CHANGED_RESOLUTION = "ChangedResolution"
    CHANGED_SIZE = "ChangedSize"
    CHANGED_SPEED = "ChangedSpeed"
    CHANGED_VOLUME = "ChangedVolume"
    ENABLED_CLOSED_CAPTIONING = "EnabledClosedCaptioning"
    DISABLED_CLOSED_CAPTIONING = "DisabledClosedCaptioning"
    ENTERED_FULL_SCREEN = "EnteredFullScreen"
    EXITED_FULL_SCREEN = "ExitedFullScreen"
    MUTED = "Muted"
    UNMUTED = "Unmuted"
    OPENED_POPOUT = "OpenedPopout"
    CLOSED_POPOUT = "ClosedPopout"


class AssignableEventAction(OpenEnum):
    """The actions of `AssignableEvent`."""

    ACTIVATED = "Activated"
    DEACTIVATED = "Deactivated"
    STARTED = "Started"
    COMPLETED = "Completed"
    SUBMITTED = "Submitted"
    REVIEWED = "Reviewed"


class ForumEventAction(OpenEnum):
    """The actions of `ForumEvent`."""

    SUBSCRIBED = "Subscribed"
    UNSUBSCRIBED = "Unsubscribed"


class ThreadEventAction(OpenEnum):
    """The actions of `ThreadEvent`."""

    MARKED_AS_READ = "MarkedAsRead"
    MARKED_AS_UN_READ = "MarkedAsUnRead"


class MessageEventAction(OpenEnum):
    """The actions of `MessageEvent`."""

    MARKED_AS_READ = "MarkedAsRead"
    MARKED_AS_UN_READ = "MarkedAsUnRead"
    POSTED = "Posted"


class ResourceManagementEventAction(OpenEnum):
    """The actions of `ResourceManagementEvent`."""

    CREATED = "Created"
    COPIED = "Copied"
    MODIFIED = "Modified"
    DELETED = "Deleted"
    DESCRIBED = "Described"
    DOWNLOADED = "Downloaded"
    UPLOADED = "Uploaded"
    RETRIEVED = "Retrieved"
    PRINTED = "Printed"
    PUBLISHED = "Published"
    UNPUBLISHED = "Unpublished"
    ARCHIVED = "Archived"
    RESTORED = "Restored"
    SAVED = "Saved"


class SurveyInvitationEventAction(OpenEnum):
    """The actions of `SurveyInvitationEvent`."""

    SENT = "Sent"
    ACCEPTED = "Accepted"
    DECLINED = "Declined"


class SurveyEventAction(OpenEnum):
    """The actions of `SurveyEvent`."""

    OPTED_IN = "OptedIn"
    OPTED_OUT = "OptedOut"


class QuestionnaireEventAction(OpenEnum):
    """The actions of `QuestionnaireEvent`."""

    STARTED = "Started"
    SUBMITTED = "Submitted"


class ToolLaunchEventAction(OpenEnum):
    """The actions of `ToolLaunchEvent`."""

    LAUNCHED = "Launched"
    RETURNED = "Returned"


class SessionLoggedInEventAction(OpenEnum):
    """The actions of `SessionLoggedInEvent`."""

    LOGGED_IN = "LoggedIn"
    LOGGED_OUT = "LoggedOut"
