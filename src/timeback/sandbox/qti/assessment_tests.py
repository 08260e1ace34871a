"""Assessment tests: a structure whose XML is made anew with every change."""

from __future__ import annotations

from ..._json_types import is_object
from ...models.qti import AssessmentTestInput
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response, no_content
from ..records import Doc
from ..store import Clause, all_of
from .pages import answer_page
from .records import ITEM, PART, SECTION, require_test, save_test
from .schemas import object_of
from .structure_xml import read_test
from .tables import ITEMS, TESTS
from .xml_trees import rows

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


def _sent(call: RequestContext) -> Doc:
    if call.request.headers.get("content-type", "").startswith("application/xml"):
        return read_test(call.request.body)
    return typed_body(object_of(call), AssessmentTestInput, "Invalid test")


def create_test(call: RequestContext) -> Response:
    """Store a test that came as JSON or as XML."""
    sent = _sent(call)
    if call.session.exists(TESTS, sent["identifier"]):
        raise ApiError(409, "Test exists", [("identifier", "Another test has this identifier.")])
    return json_response(201, save_test(call, sent, None) | {"isValidXml": True})


def update_test(call: RequestContext) -> Response:
    """Put another test in the place of one."""
    old, sent = require_test(call), _sent(call)
    if sent["identifier"] != old["identifier"]:
        raise ApiError(400, "Invalid test", [("identifier", "Must be the identifier in the path.")])
    return json_response(200, save_test(call, sent, old) | {"isValidXml": True})


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
    return json_response(200, save_test(call, old | {"metadata": body["metadata"]}, old))


def list_questions(call: RequestContext) -> Response:
    """Answer the items of a test, each with its place."""
    test = require_test(call)
    questions: list[Doc] = []
    for part in test[PART]:
        for section in part[SECTION]:
            for reference in rows(section, ITEM):
                item = call.session.get(ITEMS, reference["identifier"])
                if item is not None:
                    place = {
                        "identifier": reference["identifier"],
                        "href": reference.get("href") or reference["identifier"],
                        "testPart": part["identifier"],
                        "section": section["identifier"],
                    }
                    questions.append({"reference": place, "question": item})
    answer = {
        "assessmentTest": test["identifier"], "title": test["title"], "totalQuestions": len(questions),
        "questions": questions,
    }  # fmt: skip
    return json_response(200, answer)


def get_test(call: RequestContext) -> Response:
    """Answer a test."""
    return json_response(200, require_test(call) | {"isValidXml": True})
