# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..qti.enums import AssessmentItemType, BaseType, Cardinality, ItemFormat, NavigationMode, Orientation, ShowHide, SubmissionMode, TemplateType, ValidationSchema
from ..qti.items import CorrectResponse, FeedbackBlock, FeedbackInline, InlineFeedbackConfig, ItemMetadata, LearningObjectiveSet, ModalFeedback, OutcomeDeclaration, ResponseDeclarationInput, ResponseProcessing, Rubric, StimulusReference
from ..qti.stimuli import CatalogInfo, Stylesheet
from ..qti.structure import Interaction
from ..qti.tests import AssessmentItemRef, AssessmentSectionInput, DefaultValue, TestOutcomeDeclaration, TestPartInput
from ..vocabularies import Difficulty, Grade

AssessmentItemTypeText: TypeAlias = Literal['choice', 'text-entry', 'extended-text', 'inline-choice', 'match', 'order', 'associate', 'select-point', 'graphic-order', 'graphic-associate', 'graphic-gap-match', 'hotspot', 'hottext', 'slider', 'drawing', 'media', 'upload']

BaseTypeText: TypeAlias = Literal['identifier', 'boolean', 'integer', 'float', 'string', 'point', 'pair', 'directedPair', 'duration', 'file', 'uri']

CardinalityText: TypeAlias = Literal['single', 'multiple', 'ordered', 'record']

DifficultyText: TypeAlias = Literal['easy', 'medium', 'hard']

GradeText: TypeAlias = Literal['-1', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']

ItemFormatText: TypeAlias = Literal['json', 'xml']

NavigationModeText: TypeAlias = Literal['linear', 'nonlinear']

OrientationText: TypeAlias = Literal['horizontal', 'vertical']

ShowHideText: TypeAlias = Literal['show', 'hide']

SubmissionModeText: TypeAlias = Literal['individual', 'simultaneous']

TemplateTypeText: TypeAlias = Literal['match_correct', 'map_response']

ValidationSchemaText: TypeAlias = Literal['test', 'item', 'stimulus']


class AssessmentItemFields(TypedDict, total=False):
    format: ItemFormat | ItemFormatText | None
    identifier: str
    title: str
    type: AssessmentItemType | AssessmentItemTypeText
    qti_version: str | None
    time_dependent: bool | None
    adaptive: bool | None
    custom_interaction_type_identifier: str | None
    pre_interaction: str | None
    interaction: Interaction | InteractionFields | dict[str, Any] | None
    post_interaction: str | None
    response_declarations: Sequence[ResponseDeclarationInput | ResponseDeclarationFields] | None
    outcome_declarations: Sequence[OutcomeDeclaration | OutcomeDeclarationFields] | None
    response_processing: ResponseProcessing | ResponseProcessingFields | dict[str, Any] | None
    metadata: ItemMetadata | ItemMetadataFields | dict[str, Any] | None
    modal_feedback: Sequence[ModalFeedback | ModalFeedbackFields] | None
    feedback_inline: Sequence[FeedbackInline | FeedbackInlineFields] | None
    feedback_block: Sequence[FeedbackBlock | FeedbackBlockFields] | None
    rubrics: Sequence[Rubric | RubricFields | dict[str, Any]] | None
    stimulus: StimulusReference | StimulusReferenceFields | dict[str, Any] | Sequence[StimulusReference | StimulusReferenceFields | dict[str, Any]] | None


class AssessmentItemRefFields(TypedDict, total=False):
    identifier: str
    href: str | None
    sequence: int | None


class AssessmentItemRefRecordFields(TypedDict, total=False):
    identifier: Required[str]
    href: str | None
    sequence: int | None
    required: bool | None
    fixed: bool | None
    class_: Sequence[str] | None
    category: Sequence[str] | None


class AssessmentSectionFields(TypedDict, total=False):
    identifier: str
    title: str
    visible: bool
    required: bool | None
    fixed: bool | None
    sequence: int | None
    qti_assessment_item_ref: Sequence[AssessmentItemRef | AssessmentItemRefRecordFields] | None
    qti_pre_condition: Sequence[Mapping[str, Any]] | None
    qti_branch_rule: Sequence[Mapping[str, Any]] | None


class AssessmentTestFields(TypedDict, total=False):
    identifier: str
    title: str
    qti_version: str | None
    tool_name: str | None
    tool_version: str | None
    time_limit: int | float | None
    max_attempts: int | float | None
    tools_enabled: Mapping[str, bool] | None
    metadata: Mapping[str, Any] | None
    qti_test_part: Sequence[TestPartInput | TestPartFields]
    qti_outcome_declaration: Sequence[TestOutcomeDeclaration | TestOutcomeDeclarationFields] | None


class CatalogInfoFields(TypedDict, total=False):
    id: Required[str]
    support: Required[str]
    content: Required[str]


class CorrectResponseFields(TypedDict, total=False):
    value: Required[Sequence[str | Sequence[str]]]


class DefaultValueFields(TypedDict, total=False):
    value: Any


class FeedbackBlockFields(TypedDict, total=False):
    outcome_identifier: Required[str]
    identifier: Required[str]
    show_hide: Required[ShowHide | ShowHideText]
    content: Required[str]
    class_: Sequence[str] | None


class FeedbackInlineFields(TypedDict, total=False):
    outcome_identifier: Required[str]
    identifier: Required[str]
    show_hide: Required[ShowHide | ShowHideText]
    content: Required[str]
    class_: Sequence[str] | None


class InlineFeedbackConfigFields(TypedDict, total=False):
    outcome_identifier: Required[str]
    variable_identifier: Required[str]


class InteractionFields(TypedDict, total=False):
    type: Required[AssessmentItemType | AssessmentItemTypeText]
    response_identifier: Required[str]
    question_structure: Required[Mapping[str, Any]]
    shuffle: bool | None
    max_choices: int | None
    min_choices: int | None
    max_associations: int | None
    orientation: Orientation | OrientationText | None
    attributes: Mapping[str, Any] | None
    lower_bound: int | float | None
    upper_bound: int | float | None
    step: int | float | None
    step_label: bool | None
    reverse: bool | None
    autostart: bool | None
    min_plays: int | None
    max_plays: int | None
    loop: bool | None


class ItemMetadataFields(TypedDict, total=False):
    subject: str | None
    grade: Grade | GradeText | None
    difficulty: Difficulty | DifficultyText | None
    learning_objective_set: Sequence[LearningObjectiveSet | LearningObjectiveSetFields] | None
    standard: str | None
    lesson: str | None


class LearningObjectiveSetFields(TypedDict, total=False):
    source: Required[str]
    learning_objective_ids: Required[Sequence[str]]


class LessonFeedbackFields(TypedDict, total=False):
    question_id: str | None
    user_id: str
    feedback: str
    lesson_id: str
    human_approved: bool | None


class ModalFeedbackFields(TypedDict, total=False):
    outcome_identifier: Required[str]
    identifier: Required[str]
    show_hide: Required[ShowHide | ShowHideText]
    content: Required[str]
    title: str | None


class OutcomeDeclarationFields(TypedDict, total=False):
    identifier: Required[str]
    cardinality: Required[Cardinality | CardinalityText]
    base_type: BaseType | BaseTypeText | None


class ResponseDeclarationFields(TypedDict, total=False):
    identifier: Required[str]
    cardinality: Required[Cardinality | CardinalityText]
    base_type: BaseType | BaseTypeText | None
    correct_response: CorrectResponse | CorrectResponseFields | None


class ResponseProcessingFields(TypedDict, total=False):
    template_type: Required[TemplateType | TemplateTypeText]
    response_declaration_identifier: Required[str]
    outcome_identifier: Required[str]
    correct_response_identifier: Required[str]
    incorrect_response_identifier: Required[str]
    inline_feedback: InlineFeedbackConfig | InlineFeedbackConfigFields | None


class RubricFields(TypedDict, total=False):
    use: Required[str]
    view: Required[str]
    body: Required[str]


class StimulusFields(TypedDict, total=False):
    format: ItemFormat | ItemFormatText | None
    identifier: str
    title: str
    content: str
    label: str | None
    language: str | None
    stylesheet: Stylesheet | StylesheetFields | None
    catalog_info: Sequence[CatalogInfo | CatalogInfoFields] | None
    tool_name: str | None
    tool_version: str | None
    metadata: Mapping[str, Any] | None


class StimulusReferenceFields(TypedDict, total=False):
    identifier: Required[str]
    href: str | None
    title: str | None


class StylesheetFields(TypedDict, total=False):
    href: Required[str]
    type: Required[str]


class TestMetadataFields(TypedDict, total=False):
    metadata: Mapping[str, Any]


class TestOutcomeDeclarationFields(TypedDict, total=False):
    identifier: Required[str]
    cardinality: Cardinality | CardinalityText
    base_type: Required[BaseType | BaseTypeText]
    normal_maximum: int | float | None
    normal_minimum: int | float | None
    default_value: DefaultValue | DefaultValueFields | None


class TestPartFields(TypedDict, total=False):
    identifier: str
    navigation_mode: NavigationMode | NavigationModeText
    submission_mode: SubmissionMode | SubmissionModeText
    qti_assessment_section: Sequence[AssessmentSectionInput | AssessmentSectionFields]
    qti_pre_condition: Sequence[Mapping[str, Any]] | None
    qti_branch_rule: Sequence[Mapping[str, Any]] | None


class ValidateBatchFields(TypedDict, total=False):
    schema: ValidationSchema | ValidationSchemaText
    xml: Sequence[str] | None
    entity_ids: Sequence[str] | None


class ValidateFields(TypedDict, total=False):
    schema: ValidationSchema | ValidationSchemaText
    xml: str | None
    entity_id: str | None
