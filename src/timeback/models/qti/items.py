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
from .interactions import AnyInteraction
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
    """The correct values; pairs and points are two words with a space between, or lists of two."""

    value: list[str | list[str]]
    """Correct values, in order where order counts; an essay's is one empty text."""


class ResponseDeclaration(Model, kw_only=True):
    """The declaration of a response: its type, and the correct one."""

    identifier: str
    """Name of the response within the item, usually `RESPONSE`; QTI keeps `duration` and two more for
    itself."""
    cardinality: Cardinality
    """Number of values of the response: one, several, or several in order."""
    base_type: BaseType | None = None
    """Type of each value; None for a record, whose parts have types of their own."""
    correct_response: CorrectResponse | None = None
    """Correct answer; None if no answer is the best, as of an essay."""


class ResponseDeclarationInput(InputModel, kw_only=True):
    """The declaration of a response to send: its type, and the correct one."""

    identifier: str
    """Name of the response within the item, usually `RESPONSE`; QTI keeps `duration` and two more for
    itself."""
    cardinality: Choice[Cardinality]
    """Number of values of the response: one, several, or several in order."""
    base_type: Unset[Choice[BaseType] | None] = UNSET
    """Type of each value; left out for a record."""
    correct_response: Unset[CorrectResponse | None] = UNSET
    """Correct answer; left out if no answer is the best, as of an essay."""


class OutcomeDeclaration(Model, kw_only=True):
    """A variable that scoring sets, such as `SCORE`."""

    identifier: str
    """Name of the variable within the item, such as `SCORE` or `FEEDBACK`."""
    cardinality: Cardinality
    """Number of values of the variable, usually one."""
    base_type: BaseType | None = None
    """Type of each value; None for a record."""


class InlineFeedbackConfig(Model, kw_only=True):
    """The variable that decides about inline feedback."""

    outcome_identifier: str
    """Outcome variable that the feedback watches."""
    variable_identifier: str
    """Response variable to copy to that outcome."""


class LearningObjectiveSet(Model, kw_only=True):
    """Learning objectives of one source, such as `CASE`."""

    source: str
    """Scheme of the ids, such as `CASE`."""
    learning_objective_ids: list[str]
    """Ids in that scheme; for CASE, identifiers of items or their human coding schemes."""


class ItemMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an item's metadata; there may be others."""

    subject: str | None = None
    """Subject of the item, in the author's own word."""
    grade: Grade | None = None
    """Grade level of the item, from `-1` (pre-K) to `13` (AP)."""
    difficulty: Difficulty | None = None
    """Easy, medium or hard; PowerPath serves questions by it."""
    learning_objective_set: list[LearningObjectiveSet] | None = None
    """Learning objectives that the item tests, by source such as `CASE`."""
    standard: str | None = None
    """Standard that the item tests, as a code in the author's own scheme."""
    lesson: str | None = None
    """Lesson that the item belongs to, in the author's own scheme."""


class ResponseProcessing(OpenMetadata, kw_only=True):
    """The rule by which a response becomes an outcome."""

    template_type: TemplateType
    """Way of scoring: `match_correct` for right or wrong, `map_response` for points by value."""
    response_declaration_identifier: str
    """Response of the item that is scored."""
    outcome_identifier: str
    """Outcome variable that is set, commonly `SCORE` or `FEEDBACK`."""
    correct_response_identifier: str
    """Value that the outcome gets for a correct response, such as the feedback to show."""
    incorrect_response_identifier: str
    """Value that the outcome gets for any other response."""
    inline_feedback: InlineFeedbackConfig | None = None
    """Variable that decides about feedback within the text; None if there is none."""


class ModalFeedback(Model, kw_only=True):
    """Feedback beside the item, shown or hidden by an outcome."""

    outcome_identifier: str
    """Outcome variable that decides whether it is shown."""
    identifier: str
    """Value of that outcome that shows or hides it."""
    show_hide: ShowHide
    """Effect when the outcome has that value: to show, or to hide."""
    content: str
    """Text of the feedback, as well-formed XHTML."""
    title: str | None = None
    """Heading of the feedback; None if it has none."""


class FeedbackInline(Model, kw_only=True):
    """Feedback within a line, shown or hidden by an outcome."""

    outcome_identifier: str
    """Outcome variable that decides whether it is shown."""
    identifier: str
    """Value of that outcome that shows or hides it."""
    show_hide: ShowHide
    """Effect when the outcome has that value: to show, or to hide."""
    content: str
    """Text of the feedback, as well-formed XHTML."""
    class_: list[str] | None = None
    """Style classes for the renderer; None if there are none."""


class FeedbackBlock(Model, kw_only=True):
    """Feedback as a block, shown or hidden by an outcome."""

    outcome_identifier: str
    """Outcome variable that decides whether it is shown."""
    identifier: str
    """Value of that outcome that shows or hides it."""
    show_hide: ShowHide
    """Effect when the outcome has that value: to show, or to hide."""
    content: str
    """Text of the feedback, as well-formed XHTML."""
    class_: list[str] | None = None
    """Style classes for the renderer; None if there are none."""


class Rubric(OpenMetadata, kw_only=True):
    """A text for one view, such as the scorer's."""

    use: str
    """Purpose of the rubric, such as `ext:criteria` for graders."""
    view: str
    """Audience of the rubric, such as `scorer`."""
    body: str
    """Text of the rubric, as HTML; the grader of essays reads it."""


class StimulusReference(OpenMetadata, kw_only=True):
    """A stimulus that an item refers to."""

    identifier: str
    """Identifier of the stimulus, which must exist."""
    href: str | None = None
    """Path of the stimulus, such as `stimuli/` and its identifier; None if the identifier is enough."""
    title: str | None = None
    """Heading of the passage for authors; None if not stated."""


class AssessmentItem(Model, kw_only=True):
    """An item: a question with its declarations. `raw_xml` is the authoritative content; the rest was read from it."""

    identifier: str
    """Name of the item on the service, chosen by its author; tests refer to it."""
    title: str
    """Name of the item for authors."""
    type: AssessmentItemType | None = None
    """Kind of the item's interaction, such as `choice`; None for a custom one."""
    qti_version: str = "3.0"
    """Version of QTI of the XML: `3.0`."""
    time_dependent: bool = False
    """Whether the time that the student takes counts in the score."""
    adaptive: bool = False
    """Whether the item takes several attempts and changes between them."""
    custom_interaction_type_identifier: str | None = None
    """Kind of a portable custom interaction; None for the standard's own."""
    response_declarations: list[ResponseDeclaration] | None = None
    """Responses that the item takes, with the correct ones; may be empty although the XML has some."""
    outcome_declarations: list[OutcomeDeclaration] | None = None
    """Variables that scoring sets; may be empty although the XML has some."""
    response_processing: dict[str, Any] | None = None
    """Rule of scoring, as read from the XML; None if there is none."""
    metadata: dict[str, Any] | None = None
    """Free keys of the item, such as `subject` and `grade`; None if there are none."""
    raw_xml: str
    """The item's QTI 3 document, whole; the authoritative content."""
    content: dict[str, Any]
    """The document as a tree: attributes under `_attributes`, a repeated child as a list."""
    modal_feedback: list[ModalFeedback] | None = None
    """Feedback shown beside the item; may be empty although the XML has some."""
    feedback_inline: list[FeedbackInline] | None = None
    """Feedback within lines of the item; may be empty although the XML has some."""
    feedback_block: list[FeedbackBlock] | None = None
    """Feedback in blocks of the item; may be empty although the XML has some."""
    stimulus_ref: dict[str, Any] | list[dict[str, Any]] | None = None
    """Stimuli that the item refers to, one or a list; None if there is none."""
    interaction: AnyInteraction | None = None
    """Interaction of an item that was made from JSON, by its type; None for others."""
    created_at: Timestamp
    """Time when it was first stored, in UTC."""
    updated_at: Timestamp
    """Time of the last change, in UTC."""
    storage_version: int | None = field(name="__v", default=None)
    """Counter of the database, of no meaning to clients; None if the server leaves it out."""


class AssessmentItemInput(InputModel, kw_only=True):
    """An item in its JSON form. `type` must be that of `interaction`."""

    format: Unset[Choice[ItemFormat] | None] = UNSET
    """Form of the body: always `json`; left out, the server takes it for that."""
    identifier: str
    """Name of the item on the service, for tests to refer to; a name that is taken is a conflict."""
    title: str
    """Name of the item for authors."""
    type: Choice[AssessmentItemType]
    """Kind of interaction; must be that of `interaction`."""
    qti_version: Unset[str | None] = UNSET
    """Version of QTI; left out, `3.0`."""
    time_dependent: Unset[bool | None] = UNSET
    """Whether the time that the student takes counts in the score; left out, no."""
    adaptive: Unset[bool | None] = UNSET
    """Whether the item takes several attempts and changes between them; left out, no."""
    custom_interaction_type_identifier: Unset[str | None] = UNSET
    """Kind of a portable custom interaction; left out for the standard's own."""
    pre_interaction: Unset[str | None] = UNSET
    """XHTML shown before the interaction."""
    interaction: Unset[MetadataInput[Interaction] | None] = UNSET
    """Interaction that the XML is made of. Beside choices, orders and texts, production loses parts of it
    (2026-04)."""
    post_interaction: Unset[str | None] = UNSET
    """XHTML shown after the interaction."""
    response_declarations: Unset[list[ResponseDeclarationInput] | None] = UNSET
    """Responses that the item takes, with the correct ones."""
    outcome_declarations: Unset[list[OutcomeDeclaration] | None] = UNSET
    """Variables that scoring sets, such as `SCORE`."""
    response_processing: Unset[MetadataInput[ResponseProcessing] | None] = UNSET
    """Rule that turns the response into an outcome."""
    metadata: Unset[MetadataInput[ItemMetadata] | None] = UNSET
    """Free keys, typed by `ItemMetadata` or as a dict."""
    modal_feedback: Unset[list[ModalFeedback] | None] = UNSET
    """Feedback to show beside the item."""
    feedback_inline: Unset[list[FeedbackInline] | None] = UNSET
    """Feedback within lines of the item."""
    feedback_block: Unset[list[FeedbackBlock] | None] = UNSET
    """Feedback in blocks of the item; lost in the JSON form on production (2026-04), so send XML."""
    rubrics: Unset[list[MetadataInput[Rubric]] | None] = UNSET
    """Texts for graders; lost in the JSON form of essays on production (2026-04), so send XML."""
    stimulus: Unset[MetadataInput[StimulusReference] | list[MetadataInput[StimulusReference]] | None] = UNSET
    """Stimuli that the item refers to, one or a list; they must exist."""


class AssessmentItemXmlInput(InputModel, kw_only=True):
    """An item as a whole `qti-assessment-item` document; identifier and title come from its attributes."""

    format: Choice[ItemFormat] = ItemFormat.XML
    """Form of the body: always `xml`, and filled in."""
    xml: str
    """Whole `qti-assessment-item` document, in the namespace `imsqtiasi_v3p0`."""
    metadata: Unset[MetadataInput[ItemMetadata] | None] = UNSET
    """Free keys, typed by `ItemMetadata` or as a dict; left out in an update, the stored ones are cleared."""


class AssessmentItemUpdateInput(InputModel, kw_only=True):
    """The new state of an item; fields you leave out are cleared. With `interaction` the server rebuilds the XML."""

    format: Unset[Choice[ItemFormat] | None] = UNSET
    """Form of the body: always `json`."""
    identifier: str
    """Name of the item, the one in the path."""
    title: str
    """Name of the item for authors."""
    type: Choice[AssessmentItemType]
    """Kind of interaction; must be that of `interaction`."""
    qti_version: Unset[str | None] = UNSET
    """Version of QTI; left out, `3.0`."""
    time_dependent: Unset[bool | None] = UNSET
    """Whether the time that the student takes counts in the score; left out, no."""
    adaptive: Unset[bool | None] = UNSET
    """Whether the item takes several attempts and changes between them; left out, no."""
    custom_interaction_type_identifier: Unset[str | None] = UNSET
    """Kind of a portable custom interaction; left out for the standard's own."""
    pre_interaction: Unset[str | None] = UNSET
    """XHTML shown before the interaction."""
    interaction: Unset[MetadataInput[Interaction] | None] = UNSET
    """Interaction to rebuild the XML from; left out, `raw_xml` counts."""
    post_interaction: Unset[str | None] = UNSET
    """XHTML shown after the interaction."""
    response_declarations: Unset[list[ResponseDeclarationInput] | None] = UNSET
    """Responses that the item takes, with the correct ones."""
    outcome_declarations: Unset[list[OutcomeDeclaration] | None] = UNSET
    """Variables that scoring sets, such as `SCORE`."""
    response_processing: Unset[MetadataInput[ResponseProcessing] | None] = UNSET
    """Rule that turns the response into an outcome."""
    metadata: Unset[MetadataInput[ItemMetadata] | None] = UNSET
    """Free keys, typed by `ItemMetadata` or as a dict."""
    raw_xml: Unset[str | None] = UNSET
    """QTI document to store; left out if `interaction` is given."""
    content: Unset[dict[str, Any] | None] = UNSET
    """The document as a tree, as the item's answer has it."""
    modal_feedback: Unset[list[ModalFeedback] | None] = UNSET
    """Feedback to show beside the item."""
    feedback_inline: Unset[list[FeedbackInline] | None] = UNSET
    """Feedback within lines of the item."""
    feedback_block: Unset[list[FeedbackBlock] | None] = UNSET
    """Feedback in blocks of the item; lost in the JSON form on production (2026-04), so send XML."""
    rubrics: Unset[list[MetadataInput[Rubric]] | None] = UNSET
    """Texts for graders; lost in the JSON form of essays on production (2026-04), so send XML."""
    stimulus: Unset[MetadataInput[StimulusReference] | list[MetadataInput[StimulusReference]] | None] = UNSET
    """Stimuli that the item refers to, one or a list; left out, the link is removed."""
    created_at: Unset[InstantInput | None] = UNSET
    """Time when it was first stored."""
    updated_at: Unset[InstantInput | None] = UNSET
    """Time of the last change."""
    storage_version: Unset[int | None] = field(name="__v", default=UNSET)
    """Counter of the database, as the item's answer has it."""
