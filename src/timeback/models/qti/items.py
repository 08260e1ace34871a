"""Items: declarations, response processing, feedback."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import (
    UNSET,
    Choice,
    InputModel,
    InstantInput,
    MetadataInput,
    Model,
    OpenMetadata,
    Timestamp,
    Unset,
)
from .enums import (
    AssessmentItemType,
    BaseType,
    Cardinality,
    Difficulty,
    Grade,
    ItemFormat,
    ShowHide,
    TemplateType,
)
from .structure import Interaction

__all__ = [
    "AssessmentItem",
    "AssessmentItemInput",
    "AssessmentItemUpdateInput",
    "AssessmentItemXmlInput",
    "CorrectResponse",
    "FeedbackBlock",
    "FeedbackInline",
    "InlineFeedbackConfig",
    "ItemMetadata",
    "LearningObjectiveSet",
    "ModalFeedback",
    "OutcomeDeclaration",
    "ResponseDeclaration",
    "ResponseDeclarationInput",
    "ResponseProcessing",
    "Rubric",
    "StimulusReference",
]


class CorrectResponse(Model, kw_only=True):
    """The correct values; pairs and points are texts with a blank between, or lists of two."""

    value: list[str | list[str]]


class ResponseDeclaration(Model, kw_only=True):
    """The declaration of a response: its type, and the correct one."""

    identifier: str
    cardinality: Cardinality
    base_type: BaseType | None = None
    correct_response: CorrectResponse | None = None


class ResponseDeclarationInput(InputModel, kw_only=True):
    """The declaration of a response to send: its type, and the correct one."""

    identifier: str
    cardinality: Choice[Cardinality]
    base_type: Unset[Choice[BaseType]] = UNSET
    correct_response: Unset[CorrectResponse] = UNSET


class OutcomeDeclaration(Model, kw_only=True):
    """A variable that scoring sets, such as `SCORE`."""

    identifier: str
    cardinality: Cardinality
    base_type: BaseType | None = None


class InlineFeedbackConfig(Model, kw_only=True):
    """The variable that decides about inline feedback."""

    outcome_identifier: str
    variable_identifier: str


class LearningObjectiveSet(Model, kw_only=True):
    """Learning objectives of one source, such as `CASE`."""

    source: str
    learning_objective_ids: list[str]


class ItemMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an item's metadata; others may stand beside them."""

    subject: str | None = None
    grade: Grade | None = None
    difficulty: Difficulty | None = None
    learning_objective_set: list[LearningObjectiveSet] | None = None
    standard: str | None = None
    lesson: str | None = None


class ResponseProcessing(OpenMetadata, kw_only=True):
    """The rule by which a response becomes an outcome."""

    template_type: TemplateType
    response_declaration_identifier: str
    outcome_identifier: str
    correct_response_identifier: str
    incorrect_response_identifier: str
    inline_feedback: InlineFeedbackConfig | None = None


class ModalFeedback(Model, kw_only=True):
    """Feedback beside the item, shown or hidden by an outcome."""

    outcome_identifier: str
    identifier: str
    show_hide: ShowHide
    content: str
    title: str | None = None


class FeedbackInline(Model, kw_only=True):
    """Feedback within a line, shown or hidden by an outcome."""

    outcome_identifier: str
    identifier: str
    show_hide: ShowHide
    content: str
    class_: list[str] | None = None


class FeedbackBlock(Model, kw_only=True):
    """Feedback as a block, shown or hidden by an outcome."""

    outcome_identifier: str
    identifier: str
    show_hide: ShowHide
    content: str
    class_: list[str] | None = None


class Rubric(OpenMetadata, kw_only=True):
    """A text for one view, such as the scorer's."""

    use: str
    view: str
    body: str


class StimulusReference(OpenMetadata, kw_only=True):
    """A stimulus that an item refers to."""

    identifier: str
    href: str | None = None
    title: str | None = None


class AssessmentItem(Model, kw_only=True):
    """An item: a question with its declarations. `raw_xml` is the authoritative content; the rest was read from it."""

    identifier: str
    title: str
    type: AssessmentItemType | None = None
    qti_version: str = "3.0"
    time_dependent: bool = False
    adaptive: bool = False
    custom_interaction_type_identifier: str | None = None
    response_declarations: list[ResponseDeclaration] | None = None
    outcome_declarations: list[OutcomeDeclaration] | None = None
    response_processing: dict[str, Any] | None = None
    metadata: dict[str, Any] | None = None
    raw_xml: str
    content: dict[str, Any]
    modal_feedback: list[ModalFeedback] | None = None
    feedback_inline: list[FeedbackInline] | None = None
    feedback_block: list[FeedbackBlock] | None = None
    stimulus_ref: dict[str, Any] | list[dict[str, Any]] | None = None
    interaction: dict[str, Any] | None = None
    created_at: Timestamp
    updated_at: Timestamp
    storage_version: int | None = field(name="__v", default=None)


class AssessmentItemInput(InputModel, kw_only=True):
    """An item in its JSON form. `type` must be that of `interaction`."""

    format: Unset[Choice[ItemFormat]] = UNSET
    identifier: str
    title: str
    type: Choice[AssessmentItemType]
    qti_version: Unset[str] = UNSET
    time_dependent: Unset[bool] = UNSET
    adaptive: Unset[bool] = UNSET
    custom_interaction_type_identifier: Unset[str] = UNSET
    pre_interaction: Unset[str] = UNSET
    interaction: Unset[MetadataInput[Interaction]] = UNSET
    post_interaction: Unset[str] = UNSET
    response_declarations: Unset[list[ResponseDeclarationInput]] = UNSET
    outcome_declarations: Unset[list[OutcomeDeclaration]] = UNSET
    response_processing: Unset[MetadataInput[ResponseProcessing]] = UNSET
    metadata: Unset[MetadataInput[ItemMetadata]] = UNSET
    modal_feedback: Unset[list[ModalFeedback]] = UNSET
    feedback_inline: Unset[list[FeedbackInline]] = UNSET
    feedback_block: Unset[list[FeedbackBlock]] = UNSET
    rubrics: Unset[list[MetadataInput[Rubric]]] = UNSET
    stimulus: Unset[MetadataInput[StimulusReference] | list[MetadataInput[StimulusReference]]] = UNSET


class AssessmentItemXmlInput(InputModel, kw_only=True):
    """An item as a whole `qti-assessment-item` document; identifier and title come from its attributes."""

    format: Choice[ItemFormat] = ItemFormat.XML
    xml: str
    metadata: Unset[MetadataInput[ItemMetadata]] = UNSET


class AssessmentItemUpdateInput(InputModel, kw_only=True):
    """The new state of an item; what is left out is cleared. With `interaction` the server makes the XML anew."""

    format: Unset[Choice[ItemFormat]] = UNSET
    identifier: str
    title: str
    type: Choice[AssessmentItemType]
    qti_version: Unset[str] = UNSET
    time_dependent: Unset[bool] = UNSET
    adaptive: Unset[bool] = UNSET
    custom_interaction_type_identifier: Unset[str] = UNSET
    pre_interaction: Unset[str] = UNSET
    interaction: Unset[MetadataInput[Interaction]] = UNSET
    post_interaction: Unset[str] = UNSET
    response_declarations: Unset[list[ResponseDeclarationInput]] = UNSET
    outcome_declarations: Unset[list[OutcomeDeclaration]] = UNSET
    response_processing: Unset[MetadataInput[ResponseProcessing]] = UNSET
    metadata: Unset[MetadataInput[ItemMetadata]] = UNSET
    raw_xml: Unset[str] = UNSET
    content: Unset[dict[str, Any]] = UNSET
    modal_feedback: Unset[list[ModalFeedback]] = UNSET
    feedback_inline: Unset[list[FeedbackInline]] = UNSET
    feedback_block: Unset[list[FeedbackBlock]] = UNSET
    rubrics: Unset[list[MetadataInput[Rubric]]] = UNSET
    stimulus: Unset[MetadataInput[StimulusReference] | list[MetadataInput[StimulusReference]]] = UNSET
    created_at: Unset[InstantInput] = UNSET
    updated_at: Unset[InstantInput] = UNSET
    storage_version: Unset[int] = field(name="__v", default=UNSET)
