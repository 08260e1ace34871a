"""Tests: parts, sections, references to items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

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
    """The value itself, in the type of its variable."""


class TestOutcomeDeclaration(Model, kw_only=True):
    """A variable of a test, such as its total."""

    identifier: str
    """Name of the variable within the test, such as `SCORE`."""
    cardinality: Cardinality = Cardinality.SINGLE
    """Number of values of the variable; `single` unless given."""
    base_type: BaseType
    """Type of each value."""
    normal_maximum: int | float | None = None
    """Greatest value that is usual, such as the points in all; None if not stated."""
    normal_minimum: int | float | None = None
    """Least value that is usual; None if not stated."""
    default_value: DefaultValue | None = None
    """Value that the variable has at first; None for QTI's own, 0 or nothing."""


class AssessmentItemRef(Model, kw_only=True):
    """A reference to an item."""

    identifier: str
    """Identifier of the item; the service does not check that it exists when a test is stored."""
    href: str | None = None
    """Address of the item: a URL, its identifier, or that with `.xml`; None if the identifier is
    enough."""
    sequence: int | None = None
    """Place in the section, counted from 1; None if the list's order counts."""
    required: bool | None = None
    """Whether the item must be in the test when its section selects some; None for QTI's default, no."""
    fixed: bool | None = None
    """Whether the item keeps its place when its section is shuffled; None for QTI's default, no."""
    class_: list[str] | None = None
    """Style classes for the renderer; None if there are none."""
    category: list[str] | None = None
    """Categories that outcomes add up; None if there are none."""


class AssessmentItemRefInput(InputModel, kw_only=True):
    """A reference to an item, to be stored or put in order."""

    identifier: str
    """Identifier of the item; the service does not check that it exists when a test is stored."""
    href: Unset[str | None] = UNSET
    """Address of the item; left out, the identifier is enough."""
    sequence: Unset[int | None] = UNSET
    """Place in the section, counted from 1; left out, the list's order counts."""


class AssessmentSection(Model, kw_only=True):
    """A section: references to items, in order."""

    __filters__: ClassVar[Mapping[str, Any]] = {"createdAt": Timestamp, "updatedAt": Timestamp}

    identifier: str
    """Name of the section within its test."""
    title: str
    """Heading of the section, shown if it is visible."""
    visible: bool = True
    """Whether students see the section as one, with its heading."""
    required: bool = True
    """Whether the section must be in the test when some are selected."""
    fixed: bool = False
    """Whether the section keeps its place when its siblings are shuffled."""
    sequence: int | None = None
    """Place in its part, counted from 1; None if the list's order counts."""
    qti_assessment_item_ref: list[AssessmentItemRef] | None = field(
        name="qti-assessment-item-ref", default=None
    )
    """Items of the section, in order."""
    qti_pre_condition: list[dict[str, Any]] | None = field(name="qti-pre-condition", default=None)
    """QTI conditions for entering the section, as objects; None if there are none."""
    qti_branch_rule: list[dict[str, Any]] | None = field(name="qti-branch-rule", default=None)
    """QTI rules that skip on after the section, as objects; None if there are none."""
    class_: list[str] | None = None
    """Style classes for the renderer; None if there are none."""
    keep_together: bool | None = field(name="keep-together", default=None)
    """Whether its items stay side by side when its parent is shuffled; None if not stated."""
    metadata: dict[str, Any] | None = None
    """Free keys of the section; None if there are none."""
    raw_xml: str | None = None
    """XML of the section; None if the server leaves it out."""


class AssessmentSectionInput(InputModel, kw_only=True):
    """A section to store."""

    identifier: str
    """Name of the section within its test."""
    title: str
    """Heading of the section, shown if it is visible."""
    visible: bool
    """Whether students see the section as one, with its heading."""
    required: Unset[bool | None] = UNSET
    """Whether the section must be in the test when some are selected; left out, yes."""
    fixed: Unset[bool | None] = UNSET
    """Whether the section keeps its place when its siblings are shuffled; left out, no."""
    sequence: Unset[int | None] = UNSET
    """Place in its part, counted from 1; left out, the list's order counts."""
    qti_assessment_item_ref: Unset[list[AssessmentItemRef] | None] = field(
        name="qti-assessment-item-ref", default=UNSET
    )
    """Items of the section, in order."""
    qti_pre_condition: Unset[list[dict[str, Any]] | None] = field(name="qti-pre-condition", default=UNSET)
    """QTI conditions for entering the section, as objects."""
    qti_branch_rule: Unset[list[dict[str, Any]] | None] = field(name="qti-branch-rule", default=UNSET)
    """QTI rules that skip on after the section, as objects."""


class ReorderItemsInput(InputModel, kw_only=True):
    """The items of a section in their new order."""

    items: Annotated[list[AssessmentItemRefInput], Meta(min_length=1)]
    """All items in their new order, each of them in the section already."""


class TestPart(Model, kw_only=True):
    """A part of a test: sections that share navigation and submission modes."""

    __filters__: ClassVar[Mapping[str, Any]] = {"title": str, "createdAt": Timestamp, "updatedAt": Timestamp}

    identifier: str
    """Name of the part within its test."""
    navigation_mode: NavigationMode
    """Whether students take the items in order (`linear`) or as they like."""
    submission_mode: SubmissionMode
    """Whether each response is submitted by itself, or all at the end of the part."""
    qti_assessment_section: list[AssessmentSection] = field(name="qti-assessment-section")
    """Sections of the part, in order."""
    qti_pre_condition: list[dict[str, Any]] | None = field(name="qti-pre-condition", default=None)
    """QTI conditions for entering the part, as objects; None if there are none."""
    qti_branch_rule: list[dict[str, Any]] | None = field(name="qti-branch-rule", default=None)
    """QTI rules that skip on after the part, as objects; None if there are none."""
    metadata: dict[str, Any] | None = None
    """Free keys of the part; None if there are none."""


class TestPartInput(InputModel, kw_only=True):
    """A part to store."""

    identifier: str
    """Name of the part within its test."""
    navigation_mode: Choice[NavigationMode]
    """Whether students take the items in order (`linear`) or as they like."""
    submission_mode: Choice[SubmissionMode]
    """Whether each response is submitted by itself, or all at the end of the part."""
    qti_assessment_section: list[AssessmentSectionInput] = field(name="qti-assessment-section")
    """Sections of the part, in order."""
    qti_pre_condition: Unset[list[dict[str, Any]] | None] = field(name="qti-pre-condition", default=UNSET)
    """QTI conditions for entering the part, as objects."""
    qti_branch_rule: Unset[list[dict[str, Any]] | None] = field(name="qti-branch-rule", default=UNSET)
    """QTI rules that skip on after the part, as objects."""


class TestPartResult(Model, kw_only=True):
    """A part as it was stored, with its XML."""

    identifier: str
    """Name of the part within its test."""
    navigation_mode: NavigationMode
    """Whether students take the items in order (`linear`) or as they like."""
    submission_mode: SubmissionMode
    """Whether each response is submitted by itself, or all at the end of the part."""
    qti_assessment_section: list[AssessmentSection] = field(name="qti-assessment-section")
    """Sections of the part, in order."""
    qti_pre_condition: list[dict[str, Any]] | None = field(name="qti-pre-condition", default=None)
    """QTI conditions for entering the part, as objects; None if there are none."""
    qti_branch_rule: list[dict[str, Any]] | None = field(name="qti-branch-rule", default=None)
    """QTI rules that skip on after the part, as objects; None if there are none."""
    raw_xml: str
    """`qti-test-part` element that the service made of the body."""
    content: dict[str, Any]
    """The XML as a tree: attributes under `_attributes`, a repeated child as a list."""


class TestMetadataInput(InputModel, kw_only=True):
    """The new metadata of a test."""

    metadata: dict[str, Any]
    """Free keys of the test; whether they replace or join the stored ones is not described."""


class AssessmentTest(Model, kw_only=True):
    """A test, with parts, sections and references to items. `raw_xml` is the authoritative content."""

    __filters__: ClassVar[Mapping[str, Any]] = {"type": str}

    identifier: str
    """Name of the test on the service, chosen by its author."""
    title: str
    """Heading that authors and students know it by."""
    qti_version: str = "3.0"
    """Version of QTI of the XML: `3.0`."""
    qti_test_part: list[TestPart] = field(name="qti-test-part")
    """Parts of the test, in order."""
    qti_outcome_declaration: list[TestOutcomeDeclaration] | None = field(
        name="qti-outcome-declaration", default=None
    )
    """Variables of the test, such as its total; None if there are none."""
    time_limit: int | float | None = None
    """Greatest time for the whole test, in seconds; None for no limit."""
    max_attempts: int | float | None = None
    """Greatest number of attempts; None for any."""
    tools_enabled: dict[str, bool] | None = None
    """Tools that students may use, such as a calculator, by name."""
    metadata: dict[str, Any] | None = None
    """Free keys of the test; None if there are none."""
    raw_xml: str
    """The test's QTI 3 document, whole; the authoritative content."""
    content: dict[str, Any]
    """The document as a tree: attributes under `_attributes`, a repeated child as a list."""
    created_at: Timestamp
    """Time when it was first stored, in UTC."""
    updated_at: Timestamp
    """Time of the last change, in UTC."""
    storage_version: int | None = field(name="__v", default=None)
    """Counter of the database, of no meaning to clients; None if the server leaves it out."""
    is_valid_xml: bool | None = None
    """Whether the document fits QTI's schema; None in lists."""


class AssessmentTestInput(InputModel, kw_only=True):
    """A test to store; it has at least one part."""

    identifier: str
    """Name for the test on the service; 409 if it is taken."""
    title: str
    """Heading that authors and students know it by."""
    qti_version: Unset[str | None] = UNSET
    """Version of QTI; left out, `3.0`."""
    tool_name: Unset[str | None] = UNSET
    """Program that made the test."""
    tool_version: Unset[str | None] = UNSET
    """Version of that program."""
    time_limit: Unset[int | float | None] = UNSET
    """Greatest time for the whole test, in seconds; left out, no limit."""
    max_attempts: Unset[int | float | None] = UNSET
    """Greatest number of attempts; left out, any."""
    tools_enabled: Unset[dict[str, bool] | None] = UNSET
    """Tools that students may use, such as a calculator, by name."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Free keys to keep with the test."""
    qti_test_part: Annotated[list[TestPartInput], Meta(min_length=1)] = field(name="qti-test-part")
    """Parts of the test in order, one at least."""
    qti_outcome_declaration: Unset[list[TestOutcomeDeclaration] | None] = field(
        name="qti-outcome-declaration", default=UNSET
    )
    """Variables of the test, such as its total."""


class QuestionReference(Model, kw_only=True):
    """The position of an item in its test."""

    identifier: str
    """Identifier of the item."""
    href: str
    """Address of the item, as its reference has it."""
    test_part: str
    """Identifier of the test part that the item sits in."""
    section: str
    """Identifier of the section that the item sits in."""


class QuestionWithItem(Model, kw_only=True):
    """An item of a test, and its position."""

    reference: QuestionReference
    """Position of the item in the test."""
    question: AssessmentItem
    """The item itself, whole."""


class QuestionsResult(Model, kw_only=True):
    """All items of a test, each with its position."""

    assessment_test: str
    """Identifier of the test."""
    title: str
    """Name of the test."""
    total_questions: int
    """Number of items in the test."""
    questions: list[QuestionWithItem]
    """Items of all sections in order, each with its position."""
