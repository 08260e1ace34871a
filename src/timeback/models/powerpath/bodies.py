# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..oneroster.gradebook import LearningObjectiveResult
from ..powerpath.assignments import TestAssignmentCreateInput
from ..powerpath.authoring import AssessmentBankConfig, QtiTestConfig
from ..powerpath.common import LearningObjectiveResultSet
from ..powerpath.course_progress import StudentItemResultInput
from ..powerpath.enums import LessonPlanPosition, LineItemType, ScreeningSubject, ToolProvider
from ..powerpath.lesson_plan_operations import AddCustomResourceOperation, AddCustomResourcePayload, ChangeItemParentOperation, ChangeItemParentPayload, LessonPlanTarget, MoveItemAfterOperation, MoveItemBeforeOperation, MoveItemPayload, MoveItemRelativePayload, MoveItemToEndOperation, MoveItemToStartOperation, SetSkippedOperation, SetSkippedPayload
from ..vocabularies import Grade, LessonType, ScoreStatus, Status, Subject
from datetime import date, datetime

CourseSequenceTestTypeText: TypeAlias = Literal['end_of_grade', 'end_of_course', 'placement', 'test_out']

GradeText: TypeAlias = Literal['-1', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']

LessonPlanPositionText: TypeAlias = Literal['start', 'end']

LessonTypeText: TypeAlias = Literal['powerpath-100', 'quiz', 'test-out', 'placement', 'unit-test', 'alpha-read-article']

LineItemTypeText: TypeAlias = Literal['component', 'resource']

ScoreStatusText: TypeAlias = Literal['exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted']

ScreeningSubjectText: TypeAlias = Literal['Math', 'Reading', 'Language', 'Science']

StatusText: TypeAlias = Literal['active', 'tobedeleted']

SubjectText: TypeAlias = Literal['Reading', 'Language', 'Vocabulary', 'Social Studies', 'Writing', 'Science', 'FastMath', 'Math', 'None', 'Other']

TestAssignmentStatusText: TypeAlias = Literal['assigned', 'in_progress', 'completed', 'failed', 'expired', 'cancelled']

ToolProviderText: TypeAlias = Literal['edulastic', 'mastery-track']


class AddCustomResourceOperationFields(TypedDict, total=False):
    payload: Required[AddCustomResourcePayload | AddCustomResourcePayloadFields]
    type: Required[Literal['add-custom-resource']]


class AddCustomResourcePayloadFields(TypedDict, total=False):
    resource_id: str
    parent_component_id: str
    skipped: bool


class AssessmentBankConfigFields(TypedDict, total=False):
    resources: Required[Sequence[QtiTestConfig | QtiTestConfigFields]]


class ChangeItemParentOperationFields(TypedDict, total=False):
    payload: Required[ChangeItemParentPayload | ChangeItemParentPayloadFields]
    type: Required[Literal['change-item-parent']]


class ChangeItemParentPayloadFields(TypedDict, total=False):
    target: Required[LessonPlanTarget | LessonPlanTargetFields]
    new_parent_id: str
    position: LessonPlanPosition | LessonPlanPositionText


class CreateExternalPlacementTestFields(TypedDict, total=False):
    course_id: str
    lesson_title: str
    launch_url: str
    tool_provider: ToolProvider | ToolProviderText
    unit_title: str
    course_component_sourced_id: str
    vendor_id: str
    description: str
    resource_metadata: Mapping[str, Any] | None
    grades: Sequence[Grade | GradeText]
    course_id_on_fail: str | None
    xp: int | float
    lesson_type: Literal['placement']


class CreateExternalTestOutFields(TypedDict, total=False):
    course_id: str
    lesson_title: str
    launch_url: str
    tool_provider: ToolProvider | ToolProviderText
    unit_title: str
    course_component_sourced_id: str
    vendor_id: str
    description: str
    resource_metadata: Mapping[str, Any] | None
    grades: Sequence[Grade | GradeText]
    xp: int | float
    lesson_type: Literal['test-out']


class CreateInternalTestFields(TypedDict, total=False):
    course_id: str
    lesson_type: LessonType | LessonTypeText
    qti: QtiTestConfig | QtiTestConfigFields
    lesson_title: str
    unit_title: str
    course_component_sourced_id: str
    resource_metadata: Mapping[str, Any] | None
    xp: int | float
    grades: Sequence[Grade | GradeText]
    course_id_on_fail: str | None
    test_type: Literal['qti'] | Literal['assessment-bank']
    assessment_bank: AssessmentBankConfig | AssessmentBankConfigFields


class LearningObjectiveResultFields(TypedDict, total=False):
    learning_objective_id: Required[str]
    score: int | float | None
    text_score: str | None


class LearningObjectiveResultSetFields(TypedDict, total=False):
    source: Required[str]
    learning_objective_results: Required[Sequence[LearningObjectiveResult | LearningObjectiveResultFields]]


class LegacyLessonPlanItemFields(TypedDict, total=False):
    lesson_plan_id: str
    type: LineItemType | LineItemTypeText
    component_id: str | None
    component_resource_id: str | None
    order: int
    parent_id: str | None
    skipped: bool


class LessonPlanCreateFields(TypedDict, total=False):
    course_id: str
    user_id: str
    class_id: str


class LessonPlanOperationFields(TypedDict, total=False):
    operation: SetSkippedOperation | SetSkippedOperationFields | AddCustomResourceOperation | AddCustomResourceOperationFields | MoveItemBeforeOperation | MoveItemBeforeOperationFields | MoveItemAfterOperation | MoveItemAfterOperationFields | MoveItemToStartOperation | MoveItemToStartOperationFields | MoveItemToEndOperation | MoveItemToEndOperationFields | ChangeItemParentOperation | ChangeItemParentOperationFields
    reason: str


class LessonPlanTargetFields(TypedDict, total=False):
    type: Required[LineItemType | LineItemTypeText]
    id: Required[str]


class MakeExternalTestAssignmentFields(TypedDict, total=False):
    student_id: str
    lesson_id: str
    application_name: str
    test_id: str
    skip_course_enrollment: bool


class MoveItemAfterOperationFields(TypedDict, total=False):
    payload: Required[MoveItemRelativePayload | MoveItemRelativePayloadFields]
    type: Required[Literal['move-item-after']]


class MoveItemBeforeOperationFields(TypedDict, total=False):
    payload: Required[MoveItemRelativePayload | MoveItemRelativePayloadFields]
    type: Required[Literal['move-item-before']]


class MoveItemPayloadFields(TypedDict, total=False):
    target: Required[LessonPlanTarget | LessonPlanTargetFields]


class MoveItemRelativePayloadFields(TypedDict, total=False):
    target: Required[LessonPlanTarget | LessonPlanTargetFields]
    reference_id: str


class MoveItemToEndOperationFields(TypedDict, total=False):
    payload: Required[MoveItemPayload | MoveItemPayloadFields]
    type: Required[Literal['move-item-to-end']]


class MoveItemToStartOperationFields(TypedDict, total=False):
    payload: Required[MoveItemPayload | MoveItemPayloadFields]
    type: Required[Literal['move-item-to-start']]


class PlacementResetFields(TypedDict, total=False):
    student_id: str
    subject: Subject | SubjectText


class QtiTestConfigFields(TypedDict, total=False):
    url: Required[str]
    title: str
    metadata: Mapping[str, Any]


class RenderConfigFields(TypedDict, total=False):
    course_ids: Sequence[str]
    renderer_id: str
    renderer_url: str
    renderer_version: str
    suppress_feedback: bool
    suppress_correct_response: bool


class ScreeningAssignTestFields(TypedDict, total=False):
    user_id: str
    subject: ScreeningSubject | ScreeningSubjectText


class ScreeningResetSessionFields(TypedDict, total=False):
    user_id: str


class SelfElectedTestOutFields(TypedDict, total=False):
    one_roster_sourced_id: str
    subject: str


class SetSkippedOperationFields(TypedDict, total=False):
    payload: Required[SetSkippedPayload | SetSkippedPayloadFields]
    type: Required[Literal['set-skipped']]


class SetSkippedPayloadFields(TypedDict, total=False):
    target: Required[LessonPlanTarget | LessonPlanTargetFields]
    value: Required[bool]


class StartTestOutFields(TypedDict, total=False):
    course_id: str
    student_id: str


class StudentItemResultFields(TypedDict, total=False):
    status: Required[Status | StatusText]
    metadata: Mapping[str, Any] | None
    score: int | float | None
    text_score: str | None
    score_date: Required[datetime | date | str]
    score_percentile: int | float | None
    score_status: Required[ScoreStatus | ScoreStatusText]
    comment: str | None
    learning_objective_set: Sequence[LearningObjectiveResultSet | LearningObjectiveResultSetFields] | None
    in_progress: str | None
    incomplete: str | None
    late: str | None
    missing: str | None


class StudentLessonFields(TypedDict, total=False):
    student_id: str
    lesson_id: str


class TestAssignmentBulkFields(TypedDict, total=False):
    items: Sequence[TestAssignmentCreateInput | TestAssignmentCreateFields]


class TestAssignmentCreateFields(TypedDict, total=False):
    student_id: str
    subject: Subject | SubjectText
    grade: Grade | GradeText
    test_name: str


class TestAssignmentImportFields(TypedDict, total=False):
    spreadsheet_url: str
    sheet: str


class TestAssignmentUpdateFields(TypedDict, total=False):
    test_name: str


class UpdateStudentItemResponseFields(TypedDict, total=False):
    student_id: str
    component_resource_id: str
    result: StudentItemResultInput | StudentItemResultFields


class UpdateStudentQuestionResponseFields(TypedDict, total=False):
    student_id: str
    question_id: str
    lesson_id: str
    response: str | Sequence[str]
    responses: Mapping[str, str | Sequence[str]]
