"""The fixed words of Caliper and of the Timeback profile."""

from __future__ import annotations

from ..base import OpenEnum
from ..vocabularies import ApiStatus
from ..vocabularies import Subject as TimebackSubject  # an older server may refuse `OTHER`

__all__ = [
    "ActivityMetricType",
    "AgentType",
    "AnnotationType",
    "ApiStatus",
    "AssignableDigitalResourceType",
    "DigitalResourceType",
    "EventType",
    "JobState",
    "MediaObjectType",
    "MembershipStatus",
    "Profile",
    "QuestionType",
    "ResponseType",
    "ScaleType",
    "SystemIdentifierType",
    "TimeSpentMetricType",
    "TimebackSubject",
    "TimebackUserRole",
    "TrueFalseValue",
]


class Profile(OpenEnum):
    """The profiles of events."""

    ANNOTATION_PROFILE = "AnnotationProfile"
    ASSESSMENT_PROFILE = "AssessmentProfile"
    TOOL_USE_PROFILE = "ToolUseProfile"
    GENERAL_PROFILE = "GeneralProfile"
    FEEDBACK_PROFILE = "FeedbackProfile"
    MEDIA_PROFILE = "MediaProfile"
    SURVEY_PROFILE = "SurveyProfile"
    RESOURCE_MANAGEMENT_PROFILE = "ResourceManagementProfile"
    FORUM_PROFILE = "ForumProfile"
    ASSIGNABLE_PROFILE = "AssignableProfile"
    GRADING_PROFILE = "GradingProfile"
    READING_PROFILE = "ReadingProfile"
    SESSION_PROFILE = "SessionProfile"
    SEARCH_PROFILE = "SearchProfile"
    TOOL_LAUNCH_PROFILE = "ToolLaunchProfile"
    TIMEBACK_PROFILE = "TimebackProfile"


class EventType(OpenEnum):
    """The types of events; several kinds may share one, told apart by profile."""

    EVENT = "Event"
    TOOL_USE_EVENT = "ToolUseEvent"
    ANNOTATION_EVENT = "AnnotationEvent"
    ASSESSMENT_EVENT = "AssessmentEvent"
    ASSESSMENT_ITEM_EVENT = "AssessmentItemEvent"
    MEDIA_EVENT = "MediaEvent"
    NAVIGATION_EVENT = "NavigationEvent"
    VIEW_EVENT = "ViewEvent"
    ASSIGNABLE_EVENT = "AssignableEvent"
    FEEDBACK_EVENT = "FeedbackEvent"
    FORUM_EVENT = "ForumEvent"
    THREAD_EVENT = "ThreadEvent"
    MESSAGE_EVENT = "MessageEvent"
    GRADE_EVENT = "GradeEvent"
    RESOURCE_MANAGEMENT_EVENT = "ResourceManagementEvent"
    SEARCH_EVENT = "SearchEvent"
    SESSION_EVENT = "SessionEvent"
    SURVEY_INVITATION_EVENT = "SurveyInvitationEvent"
    SURVEY_EVENT = "SurveyEvent"
    QUESTIONNAIRE_EVENT = "QuestionnaireEvent"
    QUESTIONNAIRE_ITEM_EVENT = "QuestionnaireItemEvent"
    TOOL_LAUNCH_EVENT = "ToolLaunchEvent"
    ACTIVITY_EVENT = "ActivityEvent"
    TIME_SPENT_EVENT = "TimeSpentEvent"


class TimebackUserRole(OpenEnum):
    """The role of a user in Timeback."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"
    GUIDE = "guide"


class ActivityMetricType(OpenEnum):
    """The figures of a completed activity."""

    XP_EARNED = "xpEarned"
    TOTAL_QUESTIONS = "totalQuestions"
    CORRECT_QUESTIONS = "correctQuestions"
    MASTERED_UNITS = "masteredUnits"


class TimeSpentMetricType(OpenEnum):
    """The ways in which time is spent."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    WASTE = "waste"
    UNKNOWN = "unknown"
    ANTI_PATTERN = "anti-pattern"


class JobState(OpenEnum):
    """The state of a job."""

    WAITING = "waiting"
    ACTIVE = "active"
    COMPLETED = "completed"
    FAILED = "failed"


class MembershipStatus(OpenEnum):
    """The state of a membership."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"


class SystemIdentifierType(OpenEnum):
    """The kind of system that an identifier comes from."""

    ACCOUNT_USER_NAME = "AccountUserName"
    EMAIL_ADDRESS = "EmailAddress"
    LIS_SOURCED_ID = "LisSourcedId"
    LTI_CONTEXT_ID = "LtiContextId"
    LTI_DEPLOYMENT_ID = "LtiDeploymentId"
    LTI_PLATFORM_ID = "LtiPlatformId"
    LTI_TOOL_ID = "LtiToolId"
    LTI_USER_ID = "LtiUserId"
    ONE_ROSTER_SOURCED_ID = "OneRosterSourcedId"
    OTHER = "Other"
    SIS_SOURCED_ID = "SisSourcedId"
    SYSTEM_ID = "SystemId"


class TrueFalseValue(OpenEnum):
    """The answers to a true or false question."""

    TRUE = "true"
    FALSE = "false"
    YES = "yes"
    NO = "no"


class AgentType(OpenEnum):
    """The `type` of those who act."""

    AGENT = "Agent"
    PERSON = "Person"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    COURSE_OFFERING = "CourseOffering"
    COURSE_SECTION = "CourseSection"
    SOFTWARE_APPLICATION = "SoftwareApplication"
    TIMEBACK_USER = "TimebackUser"


class AnnotationType(OpenEnum):
    """The `type` of annotations."""

    ANNOTATION = "Annotation"
    BOOKMARK_ANNOTATION = "BookmarkAnnotation"
    HIGHLIGHT_ANNOTATION = "HighlightAnnotation"
    SHARED_ANNOTATION = "SharedAnnotation"
    TAG_ANNOTATION = "TagAnnotation"


class DigitalResourceType(OpenEnum):
    """The `type` of digital resources."""

    DIGITAL_RESOURCE = "DigitalResource"
    DIGITAL_RESOURCE_COLLECTION = "DigitalResourceCollection"
    ASSIGNABLE_DIGITAL_RESOURCE = "AssignableDigitalResource"
    ASSESSMENT = "Assessment"
    ASSESSMENT_ITEM = "AssessmentItem"
    MEDIA_OBJECT = "MediaObject"
    AUDIO_OBJECT = "AudioObject"
    IMAGE_OBJECT = "ImageObject"
    VIDEO_OBJECT = "VideoObject"
    DATETIME_QUESTION = "DatetimeQuestion"
    OPEN_ENDED_QUESTION = "OpenEndedQuestion"
    MULTISELECT_QUESTION = "MultiselectQuestion"
    MEDIA_LOCATION = "MediaLocation"
    FORUM = "Forum"
    THREAD = "Thread"
    MESSAGE = "Message"
    DOCUMENT = "Document"
    CHAPTER = "Chapter"
    PAGE = "Page"
    WEB_PAGE = "WebPage"
    FRAME = "Frame"
    QUESTIONNAIRE = "Questionnaire"
    QUESTIONNAIRE_ITEM = "QuestionnaireItem"


class AssignableDigitalResourceType(OpenEnum):
    """The `type` of what can be assigned."""

    ASSIGNABLE_DIGITAL_RESOURCE = "AssignableDigitalResource"
    ASSESSMENT = "Assessment"
    ASSESSMENT_ITEM = "AssessmentItem"


class MediaObjectType(OpenEnum):
    """The `type` of media."""

    MEDIA_OBJECT = "MediaObject"
    AUDIO_OBJECT = "AudioObject"
    IMAGE_OBJECT = "ImageObject"
    VIDEO_OBJECT = "VideoObject"


class QuestionType(OpenEnum):
    """The `type` of questions."""

    DATETIME_QUESTION = "DatetimeQuestion"
    OPEN_ENDED_QUESTION = "OpenEndedQuestion"
    MULTISELECT_QUESTION = "MultiselectQuestion"


class ScaleType(OpenEnum):
    """The `type` of scales."""

    LIKERT_SCALE = "LikertScale"
    MULTISELECT_SCALE = "MultiselectScale"
    NUMERIC_SCALE = "NumericScale"


class ResponseType(OpenEnum):
    """The `type` of responses."""

    RESPONSE = "Response"
    DATE_TIME_RESPONSE = "DateTimeResponse"
    FILLIN_BLANK_RESPONSE = "FillinBlankResponse"
    MULTIPLE_CHOICE_RESPONSE = "MultipleChoiceResponse"
    MULTIPLE_RESPONSE_RESPONSE = "MultipleResponseResponse"
    MULTI_SELECT_RESPONSE = "MultiSelectResponse"
    OPEN_ENDED_RESPONSE = "OpenEndedResponse"
    RATING_SCALE_RESPONSE = "RatingScaleResponse"
    SELECT_TEXT_RESPONSE = "SelectTextResponse"
    TRUE_FALSE_RESPONSE = "TrueFalseResponse"
