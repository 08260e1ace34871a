"""Assessment tests: a structure, and its document, which keeps whatever is not edited."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..._json_types import is_object
from ...models.qti import AssessmentTestInput
from ...qti.markup import parse
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response, no_content
from ..records import Doc
from ..sql import Clause, all_of
from .pages import answer_page
from .records import ITEM, PART, SECTION, require_test, save_test
from .schemas import object_of
from .structure_xml import read_test
from .tables import ITEMS, TESTS

__all__ = [
    "create_test",
    "delete_test",
    "get_test",
    "list_questions",
    "list_tests",
    "update_metadata",
    "update_test",
]

_KINDS = {"title": "text", "identifier": "text", "createdAt": "instant", "updatedAt": "instant"}


def list_tests(call: RequestContext) -> Response:
    """Answer one page of the tests."""
    # A mode is that of some part.
    modes = [
        Clause(
            f"EXISTS (SELECT 1 FROM json_each({TESTS.name}.doc, '$.\"{PART}\"') "
            f"WHERE json_extract(value, '$.{name}') = ?)",
            (call.query[name],),
        )
        for name in ("navigationMode", "submissionMode")
        if name in call.query
    ]
    return answer_page(call, TESTS, _KINDS, *([all_of(modes)] if modes else []))


def _sent(call: RequestContext) -> tuple[Doc, str | None]:
    """The structure of a test that was sent, and its document, if it came as one."""
    if call.request.headers.get("content-type", "").startswith("application/xml"):
        return read_test(call.request.body)
    return typed_body(object_of(call), AssessmentTestInput, "Invalid test"), None


def create_test(call: RequestContext) -> Response:
    """Store a test that came as JSON or as XML."""
    sent, posted = _sent(call)
    if call.session.exists(TESTS, sent["identifier"]):
        raise ApiError(409, "Test exists", [("identifier", "Another test has this identifier.")])
    return json_response(201, save_test(call, sent, None, posted=posted) | {"isValidXml": True})


def update_test(call: RequestContext) -> Response:
    """Put another test in the place of one."""
    old, (sent, posted) = require_test(call), _sent(call)
    if sent["identifier"] != old["identifier"]:
        raise ApiError(400, "Invalid test", [("identifier", "Must be the identifier in the path.")])
    return json_response(200, save_test(call, sent, old, posted=posted) | {"isValidXml": True})


def delete_test(call: RequestContext) -> Response:
    """Remove a test."""
    require_test(call)
    call.session.remove(TESTS, call.params["test_id"])
    return no_content()


def update_metadata(call: RequestContext) -> Response:
    """Write the metadata of a test."""
    old, body = require_test(call), object_of(call)
    if not is_object(body.get("metadata")):
        raise ApiError(400, "Invalid metadata", [("metadata", "Must be an object.")])
    return json_response(
        200, save_test(call, old | {"metadata": body["metadata"]}, old, posted=old["rawXml"])
    )


def list_questions(call: RequestContext) -> Response:
    """Answer the items of a test, each with its place."""
    test = require_test(call)
    questions: list[Doc] = []
    for part, section, reference in _references(parse(test["rawXml"]), "", ""):
        identifier = reference.get("identifier", "")
        item = call.session.get(ITEMS, identifier)
        if item is not None:
            place = {
                "identifier": identifier,
                "href": reference.get("href") or identifier,
                "testPart": part,
                "section": section,
            }
            questions.append({"reference": place, "question": item})
    answer = {
        "assessmentTest": test["identifier"], "title": test["title"], "totalQuestions": len(questions),
        "questions": questions,
    }  # fmt: skip
    return json_response(200, answer)


def _references(parent: Element, part: str, section: str) -> Iterator[tuple[str, str, Element]]:
    """The references to items with their part and section, those in sections of sections too."""
    for each in parent:
        if each.tag == ITEM:
            yield part, section, each
        elif each.tag == PART:
            yield from _references(each, each.get("identifier", ""), section)
        elif each.tag == SECTION:
            yield from _references(each, part, each.get("identifier", ""))


def get_test(call: RequestContext) -> Response:
    """Answer a test."""
    return json_response(200, require_test(call) | {"isValidXml": True})
