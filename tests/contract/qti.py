"""What QTI's operations and types have of their own."""

from __future__ import annotations

from typing import Any

import httpx

from timeback.models import qti

from .catalogue import Operation
from .matching import FILLED_IN, Exempt, Types
from .operations import Contract

# The parsed form of `rawXml`: its shape follows the XML, a lone child being no list. It is kept as it came.
PARSED = {
    *(
        "ItemContent",
        "ItemContentNode",
        "ItemRootAttributes",
        "ResponseDeclarationNode",
        "CorrectResponseNode",
    ),
    *("OutcomeDeclarationNode", "DeclarationAttributes", "StimulusRefNode", "StimulusRefAttributes"),
    *(
        "TestContent",
        "TestContentNode",
        "TestRootAttributes",
        "TestOutcomeDeclarationNode",
        "DefaultValueNode",
    ),
    *(
        "TestPartContent",
        "TestPartNode",
        "TestPartAttributes",
        "SectionNode",
        "SectionAttributes",
        "ItemRefNode",
    ),
    *(
        "StimulusContent",
        "StimulusContentNode",
        "StimulusRootAttributes",
        "StylesheetNode",
        "CatalogInfoNode",
    ),
    *("CatalogNode", "CardNode"),
}
# Read by the transport, in errors and pages.
ELSEWHERE = PARSED | {
    *(
        "DeleteResult",
        "ListResponse",
        "ErrorBody",
        "ServerErrorBody",
        "ValidationErrorBody",
        "ValidationErrorMeta",
    ),
    *("ValidationErrorIssue", "EntityNotFoundBody"),
}
VERSIONED = ("AssessmentItem", "AssessmentItemUpdateInput", "AssessmentTest", "Stimulus")
WITH_CONTENT = ("AssessmentItem", "AssessmentTest", "TestPartResult", "Stimulus")
XML_BODIES = {"assessment_tests.create_from_xml", "assessment_tests.update_from_xml"}
XML = "<qti-assessment-test identifier='t'/>"


class QtiContract(Contract):
    """Nested resources, pages by number, XML beside JSON."""

    limit = 5

    def arguments(self, operation: Operation) -> dict[str, Any]:
        arguments = super().arguments(operation)
        arguments.pop("page", None)
        arguments.pop("v2", None)
        if arguments.pop("where", None) and self._filters(operation):
            arguments["where"] = {"title": "x"}
        return arguments

    def _filters(self, operation: Operation) -> bool:
        # Parts ignore a filter, by the published client's account: so they take none.
        return "filter" in operation.query and operation.resource != "test_parts"

    def expected_query(self, operation: Operation, platform: str) -> list[tuple[str, str]]:
        if operation.name == "process_responses":
            return [("v2", "")]
        pairs = [each for each in super().expected_query(operation, platform) if each[0] != "filter"]
        return pairs + ([("filter", "title='x'")] if self._filters(operation) else [])

    def query(self, operation: Operation) -> dict[str, Any]:
        values = super().query(operation)
        return {name: values[name] for name in values if operation.name != "process_responses"}

    def body(self, operation: Operation) -> Any:
        if operation.where in XML_BODIES:
            return XML
        body = super().body(operation)
        if isinstance(body, dict) and "identifier" in body and operation.method == "PUT":
            body["identifier"] = self.ids(operation)[-1]
        return body

    def argument(self, operation: Operation, body: Any) -> Any:
        return body if operation.where in XML_BODIES else super().argument(operation, body)

    def sent(self, operation: Operation, request: httpx.Request) -> Any:
        if operation.where in XML_BODIES:
            assert request.headers["content-type"] == "application/xml"
            return request.content.decode()
        return super().sent(operation, request)

    def counters(self, operation: Operation) -> dict[str, Any]:
        return {"total": 1, "page": 1, "pages": 1, "limit": 5} if operation.paginated else {}


_CHOICES = Exempt(
    '{type: "InteractionChoice[]"', "Typed: it reads the dict that an item holds, which keeps every key."
)
_VERSION = Exempt("storage version counter", "Two underscores at the front are Python's own.")
_LISTED = Exempt("stored values may be an empty list or a bare string", "Pairs may be lists of two.")
_CONTENT = Exempt("parsed XML; shape varies", "Kept as it came: the shape follows the XML.")
_CUSTOM = Exempt("treat type as possibly unlisted or absent for custom interactions", "Missing is None.")
_PEER = Exempt("optional in the peer", "Some servers leave it out.")
_OUT = Exempt(
    "in the spec's example; not in its schema or the peer", "Nothing but json, which is the default."
)

EXCEPTIONS = {
    **{
        (f"QuestionStructure.{name}", "type"): _CHOICES
        for name in ("choices", "inlineChoices", "sourceChoices", "targetChoices")
    },
    ("AssessmentItemXmlInput.format", "required"): Exempt(
        "format: {type: ItemFormat, required: true, const: xml}", FILLED_IN
    ),
    ("StimulusXmlInput.format", "required"): Exempt(
        "format: {type: ItemFormat, required: true, const: xml}", FILLED_IN
    ),
    ("DefaultValue.value", "nullable"): Exempt("value: {type: any}", "Anything, so null as well."),
    **{
        (f"{name}.__v", "name"): _VERSION
        for name in ("AssessmentItem", "AssessmentItemUpdateInput", "AssessmentTest", "Stimulus")
    },
    ("CorrectResponse.value", "type"): _LISTED,
    **{
        (f"{name}.content", "type"): _CONTENT
        for name in ("AssessmentItem", "AssessmentTest", "TestPartResult", "Stimulus")
    },
    ("AssessmentItem.type", "required"): _CUSTOM,
    ("AssessmentItem.type", "nullable"): _CUSTOM,
    ("ProcessResponseResult.feedback", "required"): _PEER,
    ("ProcessResponseResult.feedback", "nullable"): _PEER,
    ("ValidationResult.xmlContent", "required"): _PEER,
    ("ValidationResult.xmlContent", "nullable"): _PEER,
    ("ValidationResult.validationErrors", "required"): _PEER,
    ("AssessmentItem.interaction", "type"): Exempt(
        "reported in answers for JSON-made items; in no description",
        "Typed by its kind; what the kind does not know is kept.",
    ),
    ("ValidationResult.success", "type"): Exempt(
        "the spec types it as the strings true and false", "Both are read as a boolean."
    ),
}

OPERATIONS = QtiContract("qti", "Qti", qti)
TYPES = Types("qti", qti, elsewhere=ELSEWHERE, exceptions=EXCEPTIONS, clears=True)
