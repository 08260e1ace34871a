# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..oneroster.assessments import AssessmentResultMetadata
from ..oneroster.common import GuidRef, Ref
from ..oneroster.components import CourseStructureEntry, CourseStructureStimulus, CourseStructureVideo
from ..oneroster.courses import CourseInput, CourseMetadata, CourseMetrics, Goals
from ..oneroster.enrollments import EnrollmentMetadata, EnrollmentMetrics
from ..oneroster.enums import ClassType, CourseMaterialSubType, EnrollmentRole, GradingPeriodType, OnboardingStatus, OrgType, QtiSubType, QuestionType, ResourceType, SchoolType, SessionType, SexInput, TimebackRole, UserRoleName
from ..oneroster.gradebook import LearningObjectiveResult, LearningObjectiveScoreSetItem, LearningObjectiveSetItem, ScoreScaleValue
from ..oneroster.resources import AssessmentBankMetadata, AudioMetadata, CourseMaterialMetadata, FailFast, FailFastCamel, InteractiveMetadata, QtiMetadata, ResourceMetadata, TextMetadata, VideoMetadata, VisualMetadata
from ..oneroster.users import CredentialLogin, OnboardingState, UserId, UserMetadata, UserRoleInput, UserRoleMetadata
from ..vocabularies import BooleanString, Difficulty, Grade, GuidRefType, Importance, LessonType, ScoreStatus, Status, Subject
from datetime import date, datetime

BooleanStringText: TypeAlias = Literal['true', 'false']

ClassTypeText: TypeAlias = Literal['homeroom', 'scheduled']

CourseMaterialSubTypeText: TypeAlias = Literal['unit', 'course', 'resource-collection']

DifficultyText: TypeAlias = Literal['easy', 'medium', 'hard']

EnrollRoleText: TypeAlias = Literal['student', 'teacher']

EnrollmentRoleText: TypeAlias = Literal['administrator', 'proctor', 'student', 'teacher']

GradeText: TypeAlias = Literal['-1', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']

GradingPeriodTypeText: TypeAlias = Literal['gradingPeriod']

GuidRefTypeText: TypeAlias = Literal['academicSession', 'assessmentLineItem', 'category', 'class', 'course', 'demographics', 'enrollment', 'gradingPeriod', 'lineItem', 'org', 'resource', 'result', 'scoreScale', 'student', 'teacher', 'term', 'user', 'componentResource', 'courseComponent']

ImportanceText: TypeAlias = Literal['primary', 'secondary']

LessonTypeText: TypeAlias = Literal['powerpath-100', 'quiz', 'test-out', 'placement', 'unit-test', 'alpha-read-article']

OnboardingStatusText: TypeAlias = Literal['not_started', 'in_progress', 'completed']

OrgTypeText: TypeAlias = Literal['department', 'school', 'district', 'local', 'state', 'national']

QtiSubTypeText: TypeAlias = Literal['qti-test', 'qti-question', 'qti-stimulus', 'qti-test-bank']

QuestionTypeText: TypeAlias = Literal['choice', 'order', 'associate', 'match', 'hotspot', 'hottext', 'select-point', 'graphic-order', 'graphic-associate', 'graphic-gap-match', 'text-entry', 'extended-text', 'inline-choice', 'upload', 'slider', 'drawing', 'media', 'custom']

ResourceTypeText: TypeAlias = Literal['qti', 'text', 'audio', 'video', 'interactive', 'visual', 'course-material', 'assessment-bank']

SchoolTypeText: TypeAlias = Literal['school']

ScoreStatusText: TypeAlias = Literal['exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted']

SessionTypeText: TypeAlias = Literal['gradingPeriod', 'semester', 'schoolYear', 'term']

SexInputText: TypeAlias = Literal['male', 'female']

StatusText: TypeAlias = Literal['active', 'tobedeleted']

SubjectText: TypeAlias = Literal['Reading', 'Language', 'Vocabulary', 'Social Studies', 'Writing', 'Science', 'FastMath', 'Math', 'None', 'Other']

TimebackRoleText: TypeAlias = Literal['head_of_school', 'dean_of_parents', 'campus_coordinator', 'head_guide', 'lead_guide', 'guide', 'guide_assistant', 'reading_specialist', 'parent', 'student']

UserRoleNameText: TypeAlias = Literal['system_administrator', 'administrator', 'aide', 'guardian', 'parent', 'proctor', 'relative', 'student', 'teacher']


class AcademicSessionFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    date_last_modified: datetime
    metadata: Mapping[str, Any] | None
    title: str
    start_date: date | str
    end_date: date | str
    parent: Ref | RefFields | None
    school_year: str
    org: Ref | RefFields
    children: Sequence[GuidRef | GuidRefFields] | None
    type: SessionType | SessionTypeText


class AssessmentBankMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    resources: Required[Sequence[str]]


class AssessmentLineItemFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    title: str
    description: str | None
    class_: Ref | RefFields | None
    parent_assessment_line_item: Ref | RefFields | None
    score_scale: Ref | RefFields | None
    result_value_min: int | float | None
    result_value_max: int | float | None
    component: Ref | RefFields | None
    component_resource: Ref | RefFields | None
    course: Ref | RefFields | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None


class AssessmentLineItemPatchFields(TypedDict, total=False):
    status: Status | StatusText
    metadata: Mapping[str, Any]
    title: str
    description: str | None
    class_: Ref | RefFields | None
    parent_assessment_line_item: Ref | RefFields | None
    score_scale: Ref | RefFields | None
    result_value_min: int | float | None
    result_value_max: int | float | None
    component: Ref | RefFields | None
    component_resource: Ref | RefFields | None
    course: Ref | RefFields | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None


class AssessmentResultFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: AssessmentResultMetadata | AssessmentResultMetadataFields | dict[str, Any] | None
    assessment_line_item: Ref | RefFields
    student: Ref | RefFields
    score: int | float | None
    text_score: str | None
    score_date: datetime | date | str
    score_scale: Ref | RefFields | None
    score_percentile: int | float | None
    score_status: ScoreStatus | ScoreStatusText
    comment: str | None
    learning_objective_set: Sequence[LearningObjectiveScoreSetItem | LearningObjectiveScoreSetItemFields] | None
    in_progress: bool | BooleanString | BooleanStringText | None
    incomplete: bool | BooleanString | BooleanStringText | None
    late: bool | BooleanString | BooleanStringText | None
    missing: bool | BooleanString | BooleanStringText | None


class AssessmentResultMetadataFields(TypedDict, total=False):
    xp: int | float | None
    multiplier: int | float | None
    accuracy: int | float | None
    total_questions: int | float | None
    correct_questions: int | float | None
    mastered_units: int | float | None
    attempt: int | float | None
    app_name: str | None
    pct_complete_app: str | int | float | None
    subject: str | None
    source: str | None
    sensor: str | None
    original_object_id: str | None
    generated_id: str | None
    caliper_sourced_id: str | None
    related_caliper_events: Sequence[str] | None
    lesson_type: str | None
    student_email: str | None
    is_mastery_completion: bool | None
    completed_at: datetime | None


class AssessmentResultPatchFields(TypedDict, total=False):
    status: Status | StatusText
    metadata: AssessmentResultMetadata | AssessmentResultMetadataFields | dict[str, Any]
    assessment_line_item: Ref | RefFields
    student: Ref | RefFields
    score: int | float | None
    text_score: str | None
    score_date: datetime | date | str
    score_scale: Ref | RefFields | None
    score_percentile: int | float | None
    score_status: ScoreStatus | ScoreStatusText
    comment: str | None
    learning_objective_set: Sequence[LearningObjectiveScoreSetItem | LearningObjectiveScoreSetItemFields] | None
    in_progress: bool | BooleanString | BooleanStringText | None
    incomplete: bool | BooleanString | BooleanStringText | None
    late: bool | BooleanString | BooleanStringText | None
    missing: bool | BooleanString | BooleanStringText | None


class AudioMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    format: Required[str]
    duration: str | None
    speaker: str | None


class CategoryFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    title: str
    weight: int | float | None


class ClassFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    title: str
    class_code: str | None
    class_type: ClassType | ClassTypeText
    location: str | None
    grades: Sequence[Grade | GradeText]
    subjects: Sequence[Subject | SubjectText]
    subject_codes: Sequence[str]
    periods: Sequence[str]
    resources: Sequence[Ref | RefFields]
    course: Ref | RefFields
    org: Ref | RefFields
    terms: Sequence[Ref | RefFields]


class ClassUpdateFields(TypedDict, total=False):
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    title: str
    class_code: str | None
    class_type: ClassType | ClassTypeText
    location: str | None
    grades: Sequence[Grade | GradeText]
    subjects: Sequence[Subject | SubjectText]
    subject_codes: Sequence[str]
    periods: Sequence[str]
    resources: Sequence[Ref | RefFields]
    terms: Sequence[Ref | RefFields]
    course: Ref | RefFields
    org: Ref | RefFields
    sourced_id: str


class ComponentResourceFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    date_last_modified: datetime
    metadata: Mapping[str, Any] | None
    course_component: Ref | RefFields
    resource: Ref | RefFields
    title: str
    sort_order: int | float
    lesson_type: LessonType | LessonTypeText | None


class CourseComponentFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    course: Ref | RefFields
    course_component: Ref | RefFields | None
    parent: Ref | RefFields | None
    title: str
    sort_order: int | float
    prerequisites: Sequence[str] | None
    prerequisite_criteria: str | None
    unlock_date: datetime | date | str


class CourseFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    date_last_modified: datetime
    metadata: CourseMetadata | CourseMetadataFields | dict[str, Any] | None
    title: str
    academic_session: Ref | RefFields | None
    school_year: GuidRef | GuidRefFields | None
    course_code: str | None
    grades: Sequence[Grade | GradeText] | None
    subjects: Sequence[Subject | SubjectText] | None
    subject_codes: Sequence[str] | None
    org: Ref | RefFields
    level: str | None
    grading_scheme: str | None
    resources: Sequence[GuidRef | GuidRefFields] | None
    primary_app: str


class CourseMaterialMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    sub_type: Required[CourseMaterialSubType | CourseMaterialSubTypeText]
    format: Required[str]
    author: str | None
    instructional_method: str | None


class CourseMetadataFields(TypedDict, total=False):
    goals: Goals | GoalsFields | None
    metrics: CourseMetrics | CourseMetricsFields | None
    primary_app: str | None


class CourseMetricsFields(TypedDict, total=False):
    total_xp: int | float | None
    total_lessons: int | float | None
    total_grades: int | float | None


class CourseStructureEntryFields(TypedDict, total=False):
    url: Required[str]
    skill_code: Required[str]
    lesson_code: Required[str]
    title: Required[str]
    unit_title: str
    status: Required[str]
    xp: Required[int | float]
    stimulus: CourseStructureStimulus | CourseStructureStimulusFields
    video: CourseStructureVideo | CourseStructureVideoFields


class CourseStructureFields(TypedDict, total=False):
    course: CourseInput | CourseFields
    course_structure: Mapping[str, CourseStructureEntry | CourseStructureEntryFields]


class CourseStructureStimulusFields(TypedDict, total=False):
    title: Required[str]
    identifier: Required[str]


class CourseStructureVideoFields(TypedDict, total=False):
    url: Required[str]
    title: Required[str]


class CredentialFields(TypedDict, total=False):
    application_name: str
    credentials: CredentialLogin | CredentialLoginFields


class CredentialLoginFields(TypedDict, total=False):
    username: Required[str]
    password: Required[str]


class DemographicsFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    birth_date: date | str | None
    sex: SexInput | SexInputText | None
    american_indian_or_alaska_native: bool | BooleanString | BooleanStringText | None
    asian: bool | BooleanString | BooleanStringText | None
    black_or_african_american: bool | BooleanString | BooleanStringText | None
    native_hawaiian_or_other_pacific_islander: bool | BooleanString | BooleanStringText | None
    white: bool | BooleanString | BooleanStringText | None
    demographic_race_two_or_more_races: bool | BooleanString | BooleanStringText | None
    hispanic_or_latino_ethnicity: bool | BooleanString | BooleanStringText | None
    country_of_birth_code: str | None
    state_of_birth_abbreviation: str | None
    city_of_birth: str | None
    public_school_residence_status: str | None


class EnrollmentFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    metadata: EnrollmentMetadata | EnrollmentMetadataFields | dict[str, Any] | None
    role: EnrollmentRole | EnrollmentRoleText
    primary: bool
    begin_date: date | str
    end_date: date | str
    user: Ref | RefFields
    class_: Ref | RefFields
    school: Ref | RefFields


class EnrollmentMetadataFields(TypedDict, total=False):
    goals: Goals | GoalsFields | None
    metrics: EnrollmentMetrics | EnrollmentMetricsFields | None
    pct_complete_app: int | float | None
    pct_complete_app_updated_at: datetime | None
    completion_type: str | None
    completion_reason: str | None


class EnrollmentMetricsFields(TypedDict, total=False):
    total_xp: int | float | None
    total_lessons: int | float | None


class EnrollmentPatchFields(TypedDict, total=False):
    status: Status | StatusText
    metadata: EnrollmentMetadata | EnrollmentMetadataFields | dict[str, Any] | None
    role: EnrollmentRole | EnrollmentRoleText
    primary: bool
    begin_date: date | str
    end_date: date | str
    user: Ref | RefFields
    class_: Ref | RefFields
    school: Ref | RefFields
    sourced_id: str


class EnrollmentUpdateFields(TypedDict, total=False):
    status: Status | StatusText
    metadata: EnrollmentMetadata | EnrollmentMetadataFields | dict[str, Any] | None
    role: EnrollmentRole | EnrollmentRoleText
    primary: bool
    begin_date: date | str
    end_date: date | str
    user: Ref | RefFields
    class_: Ref | RefFields
    school: Ref | RefFields
    sourced_id: str


class FailFastCamelFields(TypedDict, total=False):
    consecutive_failures: int | None
    stagnation_limit: int | None


class FailFastFields(TypedDict, total=False):
    consecutive_failures: int | None
    stagnation_limit: int | None


class GoalsFields(TypedDict, total=False):
    daily_xp: int | float | None
    daily_lessons: int | float | None
    daily_active_minutes: int | float | None
    daily_accuracy: int | float | None
    daily_mastered_units: int | float | None


class GradingPeriodFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    date_last_modified: datetime
    metadata: Mapping[str, Any] | None
    title: str
    start_date: date | str
    end_date: date | str
    parent: Ref | RefFields | None
    school_year: str
    org: Ref | RefFields
    children: Sequence[GuidRef | GuidRefFields] | None
    type: GradingPeriodType | GradingPeriodTypeText


class GuidRefFields(TypedDict, total=False):
    href: Required[str]
    sourced_id: Required[str]
    type: Required[GuidRefType | GuidRefTypeText]


class InteractiveMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    launch_url: str | None
    tool_provider: str | None
    instructional_method: str | None
    course_id_on_fail: str | None
    fail_fast: FailFastCamel | FailFastCamelFields | None


class LearningObjectiveResultFields(TypedDict, total=False):
    learning_objective_id: Required[str]
    score: int | float | None
    text_score: str | None


class LearningObjectiveScoreSetItemFields(TypedDict, total=False):
    source: Required[str]
    learning_objective_results: Required[Sequence[LearningObjectiveResult | LearningObjectiveResultFields]]


class LearningObjectiveSetItemFields(TypedDict, total=False):
    source: Required[str]
    learning_objective_ids: Required[Sequence[str]]


class LineItemFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    title: str
    description: str | None
    assign_date: datetime | date | str
    due_date: datetime | date | str
    class_: Ref | RefFields
    school: Ref | RefFields
    category: Ref | RefFields
    grading_period: Ref | RefFields | None
    academic_session: Ref | RefFields | None
    score_scale: Ref | RefFields | None
    result_value_min: int | float | None
    result_value_max: int | float | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None


class OnboardingStateFields(TypedDict, total=False):
    state: Required[OnboardingStatus | OnboardingStatusText]
    completed_at: str | None
    course_id: str | None


class OrganizationFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    name: str
    type: OrgType | OrgTypeText
    identifier: str
    parent: Ref | RefFields | None


class QtiMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    sub_type: Required[QtiSubType | QtiSubTypeText]
    question_type: QuestionType | QuestionTypeText | None
    difficulty: Difficulty | DifficultyText | None


class RefFields(TypedDict, total=False):
    sourced_id: Required[str]


class ResourceFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: ResourceMetadata | ResourceMetadataFields | QtiMetadata | QtiMetadataFields | TextMetadata | TextMetadataFields | AudioMetadata | AudioMetadataFields | VideoMetadata | VideoMetadataFields | InteractiveMetadata | InteractiveMetadataFields | VisualMetadata | VisualMetadataFields | CourseMaterialMetadata | CourseMaterialMetadataFields | AssessmentBankMetadata | AssessmentBankMetadataFields | dict[str, Any] | None
    title: str
    roles: Sequence[Importance | ImportanceText]
    importance: Importance | ImportanceText
    vendor_resource_id: str
    vendor_id: str | None
    application_id: str | None


class ResourceMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText | None
    fail_fast: FailFast | FailFastFields | None


class ResourceUpdateFields(TypedDict, total=False):
    metadata: ResourceMetadata | ResourceMetadataFields | QtiMetadata | QtiMetadataFields | TextMetadata | TextMetadataFields | AudioMetadata | AudioMetadataFields | VideoMetadata | VideoMetadataFields | InteractiveMetadata | InteractiveMetadataFields | VisualMetadata | VisualMetadataFields | CourseMaterialMetadata | CourseMaterialMetadataFields | AssessmentBankMetadata | AssessmentBankMetadataFields | dict[str, Any] | None
    title: str
    roles: Sequence[Importance | ImportanceText]
    importance: Importance | ImportanceText
    vendor_resource_id: str
    vendor_id: str | None
    application_id: str | None
    status: Status | StatusText
    sourced_id: str


class ResultFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    line_item: Ref | RefFields
    student: Ref | RefFields
    class_: Ref | RefFields | None
    score_scale: Ref | RefFields | None
    score_status: ScoreStatus | ScoreStatusText
    score: int | float | None
    text_score: str | None
    score_date: datetime | date | str
    comment: str | None
    learning_objective_set: Sequence[LearningObjectiveScoreSetItem | LearningObjectiveScoreSetItemFields] | None
    in_progress: bool | BooleanString | BooleanStringText
    incomplete: bool | BooleanString | BooleanStringText
    late: bool | BooleanString | BooleanStringText
    missing: bool | BooleanString | BooleanStringText


class SchoolFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    name: str
    type: SchoolType | SchoolTypeText
    identifier: str
    parent: Ref | RefFields | None


class ScoreScaleFields(TypedDict, total=False):
    sourced_id: str
    date_last_modified: datetime
    status: Status | StatusText
    metadata: Mapping[str, Any] | None
    title: str
    type: str
    class_: Ref | RefFields
    course: Ref | RefFields | None
    score_scale_value: Sequence[ScoreScaleValue | ScoreScaleValueFields]


class ScoreScaleValueFields(TypedDict, total=False):
    item_value_lhs: str
    item_value_rhs: str
    value: str | None
    description: str | None


class TermGradingPeriodFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    date_last_modified: datetime
    metadata: Mapping[str, Any] | None
    title: str
    start_date: date | str
    end_date: date | str
    parent: Ref | RefFields | None
    school_year: str
    org: Ref | RefFields
    children: Sequence[GuidRef | GuidRefFields] | None
    type: GradingPeriodType | GradingPeriodTypeText
    tenant_id: str | None
    client_app_id: str | None


class TextMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    format: Required[str]
    author: str | None
    page_count: int | float | None


class UserFields(TypedDict, total=False):
    sourced_id: str
    status: Status | StatusText
    metadata: UserMetadata | UserMetadataFields | dict[str, Any] | None
    user_master_identifier: str | None
    username: str | None
    user_ids: Sequence[UserId | UserIdFields]
    enabled_user: bool
    given_name: str
    family_name: str
    middle_name: str | None
    roles: Sequence[UserRoleInput | UserRoleFields]
    primary_org: Ref | RefFields
    email: str
    preferred_first_name: str | None
    preferred_middle_name: str | None
    preferred_last_name: str | None
    pronouns: str | None
    grades: Sequence[Grade | GradeText]
    password: str | None
    sms: str | None
    phone: str | None
    agents: Sequence[Ref | RefFields]


class UserIdFields(TypedDict, total=False):
    type: Required[str]
    identifier: Required[str]


class UserMetadataFields(TypedDict, total=False):
    onboarding: Mapping[str, OnboardingState | OnboardingStateFields] | None
    is_test_user: bool | None


class UserRoleFields(TypedDict, total=False):
    role_type: Required[Importance | ImportanceText]
    role: Required[UserRoleName | UserRoleNameText]
    org: Required[Ref | RefFields]
    user_profile: str
    metadata: UserRoleMetadata | UserRoleMetadataFields | dict[str, Any] | None
    begin_date: date | str | None
    end_date: date | str | None


class UserRoleMetadataFields(TypedDict, total=False):
    timeback_role: TimebackRole | TimebackRoleText | None
    alpha_level_access: Sequence[str] | None


class VideoMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    format: Required[str]
    duration: str | None
    captions_available: bool | None


class VisualMetadataFields(TypedDict, total=False):
    subject: Subject | SubjectText | None
    grades: Sequence[Grade | GradeText] | None
    language: str | None
    xp: int | float | None
    url: str | None
    keywords: Sequence[str] | None
    learning_objective_set: Sequence[LearningObjectiveSetItem | LearningObjectiveSetItemFields] | None
    lesson_type: str | None
    type: ResourceType | ResourceTypeText
    format: Required[str]
    resolution: str | None
