"""Tests: parts, sections, references to items."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from ..base import UNSET, Choice, InputModel, Model, Timestamp, Unset
from .enums import BaseType, Cardinality, NavigationMode, SubmissionMode
from .items import AssessmentItem

__all__ = [
    "AssessmentItemRef",
    "AssessmentItemRefInput",
    "AssessmentSection",
    "AssessmentSectionInput",
    "AssessmentTest",
    "AssessmentTestInput",
    "DefaultValue",
    "QuestionReference",
    "QuestionWithItem",
    "QuestionsResult",
    "ReorderItemsInput",
    "TestMetadataInput",
    "TestOutcomeDeclaration",
    "TestPart",
    "TestPartInput",
    "TestPartResult",
]


class DefaultValue(Model, kw_only=True):
    """The value that a variable has at first."""

    value: Any = None


class TestOutcomeDeclaration(Model, kw_only=True):
    """A variable of a test, such as its total."""

    identifier: str
    cardinality: Cardinality = Cardinality.SINGLE
    base_type: BaseType
    normal_maximum: int | float | None = None
    normal_minimum: int | float | None = None
    default_value: DefaultValue | None = None


class AssessmentItemRef(Model, kw_only=True):
    """A reference to an item."""

    identifier: str
    href: str | None = None
    sequence: int | None = None
    required: bool | None = None
    fixed: bool | None = None
    class_: list[str] | None = None
    category: list[str] | None = None


class AssessmentItemRefInput(InputModel, kw_only=True):
    """A reference to an item, to be stored or put in order."""

    identifier: str
    href: Unset[str] = UNSET
    sequence: Unset[int] = UNSET


class AssessmentSection(Model, kw_only=True):
    """A section: references to items, in order."""

    identifier: str
    title: str
    visible: bool = True
    required: bool = True
    fixed: bool = False
    sequence: int | None = None
    qti_assessment_item_ref: list[AssessmentItemRef] | None = field(
        name="qti-assessment-item-ref", default=None
    )
    qti_pre_condition: list[dict[str, Any]] | None = field(name="qti-pre-condition", default=None)
    qti_branch_rule: list[dict[str, Any]] | None = field(name="qti-branch-rule", default=None)
    class_: list[str] | None = None
    keep_together: bool | None = field(name="keep-together", default=None)
    metadata: dict[str, Any] | None = None
    raw_xml: str | None = None


class AssessmentSectionInput(InputModel, kw_only=True):
    """A section to store."""

    identifier: str
    title: str
    visible: bool
    required: Unset[bool] = UNSET
    fixed: Unset[bool] = UNSET
    sequence: Unset[int] = UNSET
    qti_assessment_item_ref: Unset[list[AssessmentItemRef]] = field(
        name="qti-assessment-item-ref", default=UNSET
    )
    qti_pre_condition: Unset[list[dict[str, Any]]] = field(name="qti-pre-condition", default=UNSET)
    qti_branch_rule: Unset[list[dict[str, Any]]] = field(name="qti-branch-rule", default=UNSET)


class ReorderItemsInput(InputModel, kw_only=True):
    """The items of a section in their new order."""

    items: Annotated[list[AssessmentItemRefInput], Meta(min_length=1)]


class TestPart(Model, kw_only=True):
    """A part of a test: sections that are gone through in one mode."""

    identifier: str
    navigation_mode: NavigationMode
    submission_mode: SubmissionMode
    qti_assessment_section: list[AssessmentSection] = field(name="qti-assessment-section")
    qti_pre_condition: list[dict[str, Any]] | None = field(name="qti-pre-condition", default=None)
    qti_branch_rule: list[dict[str, Any]] | None = field(name="qti-branch-rule", default=None)
    metadata: dict[str, Any] | None = None


class TestPartInput(InputModel, kw_only=True):
    """A part to store."""

    identifier: str
    navigation_mode: Choice[NavigationMode]
    submission_mode: Choice[SubmissionMode]
    qti_assessment_section: list[AssessmentSectionInput] = field(name="qti-assessment-section")
    qti_pre_condition: Unset[list[dict[str, Any]]] = field(name="qti-pre-condition", default=UNSET)
    qti_branch_rule: Unset[list[dict[str, Any]]] = field(name="qti-branch-rule", default=UNSET)


class TestPartResult(Model, kw_only=True):
    """A part as it was stored, with its XML."""

    identifier: str
    navigation_mode: NavigationMode
    submission_mode: SubmissionMode
    qti_assessment_section: list[AssessmentSection] = field(name="qti-assessment-section")
    qti_pre_condition: list[dict[str, Any]] | None = field(name="qti-pre-condition", default=None)
    qti_branch_rule: list[dict[str, Any]] | None = field(name="qti-branch-rule", default=None)
    raw_xml: str
    content: dict[str, Any]


class TestMetadataInput(InputModel, kw_only=True):
    """The new metadata of a test."""

    metadata: dict[str, Any]


class AssessmentTest(Model, kw_only=True):
    """A test: parts of sections of references to items. `raw_xml` is the authoritative content."""

    identifier: str
    title: str
    qti_version: str = "3.0"
    qti_test_part: list[TestPart] = field(name="qti-test-part")
    qti_outcome_declaration: list[TestOutcomeDeclaration] | None = field(
        name="qti-outcome-declaration", default=None
    )
    time_limit: int | float | None = None
    max_attempts: int | float | None = None
    tools_enabled: dict[str, bool] | None = None
    metadata: dict[str, Any] | None = None
    raw_xml: str
    content: dict[str, Any]
    created_at: Timestamp
    updated_at: Timestamp
    storage_version: int | None = field(name="__v", default=None)
    is_valid_xml: bool | None = None


class AssessmentTestInput(InputModel, kw_only=True):
    """A test to store; it has at least one part."""

    identifier: str
    title: str
    qti_version: Unset[str] = UNSET
    tool_name: Unset[str] = UNSET
    tool_version: Unset[str] = UNSET
    time_limit: Unset[int | float] = UNSET
    max_attempts: Unset[int | float] = UNSET
    tools_enabled: Unset[dict[str, bool]] = UNSET
    metadata: Unset[dict[str, Any]] = UNSET
    qti_test_part: Annotated[list[TestPartInput], Meta(min_length=1)] = field(name="qti-test-part")
    qti_outcome_declaration: Unset[list[TestOutcomeDeclaration]] = field(
        name="qti-outcome-declaration", default=UNSET
    )


class QuestionReference(Model, kw_only=True):
    """Where an item of a test sits."""

    identifier: str
    href: str
    test_part: str
    section: str


class QuestionWithItem(Model, kw_only=True):
    """An item of a test, and where it sits."""

    reference: QuestionReference
    question: AssessmentItem


class QuestionsResult(Model, kw_only=True):
    """All items of a test, each with where it sits."""

    assessment_test: str
    title: str
    total_questions: int
    questions: list[QuestionWithItem]
