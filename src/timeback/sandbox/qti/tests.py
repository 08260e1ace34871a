"""Assessment tests: a structure whose XML is made anew with every change."""

from __future__ import annotations

from timeback.models.qti import (
    AssessmentItemRefInput,
    AssessmentSectionInput,
    AssessmentTestInput,
    ReorderItemsInput,
    TestPartInput,
)
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import is_object
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.qti.bodies import checked, object_of
from timeback.sandbox.qti.listing import answer_page, answer_rows
from timeback.sandbox.qti.structure import read_test, with_xml
from timeback.sandbox.qti.tables import BASE, ITEMS, TESTS, require, stamped
from timeback.sandbox.qti.trees import rows
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, all_of

__all__ = ["register_tests"]

_PATH = f"{BASE}/assessment-tests"
_ONE = f"{_PATH}/{{test_id}}"
_PARTS = f"{_ONE}/test-parts"
_PART = f"{_PARTS}/{{part_id}}"
_SECTIONS = f"{_PART}/sections"
_SECTION = f"{_SECTIONS}/{{section_id}}"
_KINDS = {"title": "text", "identifier": "text", "createdAt": "instant", "updatedAt": "instant"}

PART, SECTION, ITEM = "qti-test-part", "qti-assessment-section", "qti-assessment-item-ref"


def register_tests(router: Router) -> None:
    """Serve tests, their parts, sections and references."""
    router.add("GET", _PATH, _list)
    router.add("POST", _PATH, _create)
    router.add("GET", _ONE, lambda call: json_response(200, _test(call) | {"isValidXml": True}))
    router.add("PUT", _ONE, _update)
    router.add("DELETE", _ONE, _delete)
    router.add("PUT", f"{_ONE}/metadata", _update_metadata)
    router.add("GET", f"{_ONE}/questions", _questions)
    router.add("GET", _PARTS, lambda call: answer_rows(call, _test(call)[PART]))
    router.add("POST", _PARTS, _create_part)
    router.add("GET", _PART, lambda call: json_response(200, _part(call, _test(call))))
    router.add("PUT", _PART, _update_part)
    router.add("DELETE", _PART, _delete_part)
    router.add("GET", _SECTIONS, lambda call: answer_rows(call, _part(call, _test(call))[SECTION]))
    router.add("POST", _SECTIONS, _create_section)
    router.add("GET", _SECTION, lambda call: json_response(200, _section(call, _test(call))))
    router.add("PUT", _SECTION, _update_section)
    router.add("DELETE", _SECTION, _delete_section)
    router.add("POST", f"{_SECTION}/items", _add_item)
    router.add("PUT", f"{_SECTION}/items/order", _reorder)
    router.add("DELETE", f"{_SECTION}/items/{{item_id}}", _remove_item)


def _test(call: RequestContext) -> Doc:
    return require(call, TESTS, call.params["test_id"], "Test")


def _named(held: list[Doc], identifier: str, what: str) -> Doc:
    for row in held:
        if row["identifier"] == identifier:
            return row
    raise ApiError(404, f"{what} not found", [("identifier", "There is none with this identifier.")])


def _part(call: RequestContext, test: Doc) -> Doc:
    return _named(test[PART], call.params["part_id"], "Test part")


def _section(call: RequestContext, test: Doc) -> Doc:
    return _named(_part(call, test)[SECTION], call.params["section_id"], "Section")


def _save(call: RequestContext, test: Doc, old: Doc | None) -> Doc:
    """Store a test with its XML."""
    doc = stamped(call, with_xml(test), old)
    if old is None:
        call.session.insert(TESTS, doc["identifier"], doc)
    else:
        call.session.replace(TESTS, old["identifier"], doc)
    return doc


def _list(call: RequestContext) -> Response:
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
    return checked(object_of(call), AssessmentTestInput, "test")


def _create(call: RequestContext) -> Response:
    sent = _sent(call)
    if call.session.exists(TESTS, sent["identifier"]):
        raise ApiError(409, "Test exists", [("identifier", "Another test has this identifier.")])
    return json_response(201, _save(call, sent, None) | {"isValidXml": True})


def _update(call: RequestContext) -> Response:
    old, sent = _test(call), _sent(call)
    if sent["identifier"] != old["identifier"]:
        raise ApiError(400, "Invalid test", [("identifier", "Must be the identifier in the path.")])
    return json_response(200, _save(call, sent, old) | {"isValidXml": True})


def _delete(call: RequestContext) -> Response:
    _test(call)
    call.session.remove(TESTS, call.params["test_id"])
    return Response(204, [], b"")


def _update_metadata(call: RequestContext) -> Response:
    old, body = _test(call), object_of(call)
    if not is_object(body.get("metadata")):
        raise ApiError(400, "Invalid metadata", [("metadata", "Must be an object.")])
    return json_response(200, _save(call, old | {"metadata": body["metadata"]}, old))


def _questions(call: RequestContext) -> Response:
    test = _test(call)
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


def _put_into(held: list[Doc], sent: Doc, *, at: str | None) -> None:
    """Add a row, or put it in the place of the one called `at`."""
    taken = [row["identifier"] for row in held if row["identifier"] != at]
    if sent["identifier"] in taken:
        raise ApiError(409, "Identifier exists", [("identifier", "Another one here has this identifier.")])
    if at is None:
        held.append(sent)
    else:
        held[[row["identifier"] for row in held].index(at)] = sent


def _json_only(call: RequestContext) -> None:
    if call.request.headers.get("content-type", "").startswith("application/xml"):
        raise ApiError(501, "XML is not supported here")


def _put_part(call: RequestContext, at: str | None) -> Doc:
    _json_only(call)
    test = _test(call)
    if at is not None:
        _part(call, test)
    sent = checked(object_of(call), TestPartInput, "test part")
    _put_into(test[PART], sent, at=at)
    stored = _save(call, test, test)
    part = _named(stored[PART], sent["identifier"], "Test part")
    return part | {"rawXml": stored["rawXml"], "content": {PART: sent["identifier"]}}


def _create_part(call: RequestContext) -> Response:
    return json_response(201, _put_part(call, None))


def _update_part(call: RequestContext) -> Response:
    return json_response(200, _put_part(call, call.params["part_id"]))


def _delete_part(call: RequestContext) -> Response:
    test = _test(call)
    test[PART].remove(_part(call, test))
    _save(call, test, test)
    return Response(204, [], b"")


def _put_section(call: RequestContext, at: str | None) -> Doc:
    _json_only(call)
    test = _test(call)
    part = _part(call, test)
    if at is not None:
        _section(call, test)
    sent = checked(object_of(call), AssessmentSectionInput, "section")
    _put_into(part[SECTION], sent, at=at)
    _save(call, test, test)
    return sent


def _create_section(call: RequestContext) -> Response:
    return json_response(201, _put_section(call, None))


def _update_section(call: RequestContext) -> Response:
    return json_response(200, _put_section(call, call.params["section_id"]))


def _delete_section(call: RequestContext) -> Response:
    test = _test(call)
    section = _section(call, test)
    _part(call, test)[SECTION].remove(section)
    _save(call, test, test)
    return json_response(200, {"message": "Section deleted."})


def _add_item(call: RequestContext) -> Response:
    test = _test(call)
    section = _section(call, test)
    sent = checked(object_of(call), AssessmentItemRefInput, "reference")
    require(call, ITEMS, sent["identifier"], "Item")
    held: list[Doc] = section.setdefault(ITEM, [])
    if any(row["identifier"] == sent["identifier"] for row in held):
        raise ApiError(400, "Invalid reference", [("identifier", "The item is in the section already.")])
    held.append({"href": f"assessment-items/{sent['identifier']}", **sent})
    held.sort(key=lambda row: row.get("sequence") or len(held))
    _save(call, test, test)
    return json_response(201, section)


def _remove_item(call: RequestContext) -> Response:
    test = _test(call)
    held: list[Doc] = _section(call, test).setdefault(ITEM, [])
    held.remove(_named(held, call.params["item_id"], "Reference"))
    _save(call, test, test)
    return Response(204, [], b"")


def _reorder(call: RequestContext) -> Response:
    test = _test(call)
    section = _section(call, test)
    wanted: list[Doc] = checked(object_of(call), ReorderItemsInput, "order")["items"]
    left = {str(row["identifier"]): row for row in rows(section, ITEM)}
    if any(each["identifier"] not in left for each in wanted):
        raise ApiError(404, "Reference not found", [("items", "An item is not in the section.")])
    # The sequence decides; where there is none, the order of the list.
    ordered = sorted(enumerate(wanted), key=lambda pair: (pair[1].get("sequence") or pair[0] + 1, pair[0]))
    moved = [left.pop(each["identifier"]) | each for _, each in ordered]
    section[ITEM] = [*moved, *left.values()]
    _save(call, test, test)
    return json_response(200, section)
