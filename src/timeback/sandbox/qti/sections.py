"""Parts of tests, their sections, and the references to items in these."""

from __future__ import annotations

from ...models.qti import AssessmentItemRefInput, AssessmentSectionInput, ReorderItemsInput, TestPartInput
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response, no_content
from ..records import Doc
from .pages import answer_rows
from .records import (
    ITEM,
    PART,
    SECTION,
    named,
    require,
    require_part,
    require_section,
    require_test,
    save_test,
)
from .schemas import object_of
from .tables import ITEMS
from .xml_trees import rows

__all__ = [
    "add_item",
    "create_part",
    "create_section",
    "delete_part",
    "delete_section",
    "get_part",
    "get_section",
    "list_parts",
    "list_sections",
    "remove_item",
    "reorder_items",
    "update_part",
    "update_section",
]


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
    test = require_test(call)
    if at is not None:
        require_part(call, test)
    sent = typed_body(object_of(call), TestPartInput, "Invalid test part")
    _put_into(test[PART], sent, at=at)
    stored = save_test(call, test, test)
    part = named(stored[PART], sent["identifier"], "Test part")
    return part | {"rawXml": stored["rawXml"], "content": {PART: sent["identifier"]}}


def create_part(call: RequestContext) -> Response:
    """Add a part to a test."""
    return json_response(201, _put_part(call, None))


def update_part(call: RequestContext) -> Response:
    """Put another part in the place of one."""
    return json_response(200, _put_part(call, call.params["part_id"]))


def delete_part(call: RequestContext) -> Response:
    """Remove a part."""
    test = require_test(call)
    test[PART].remove(require_part(call, test))
    save_test(call, test, test)
    return no_content()


def _put_section(call: RequestContext, at: str | None) -> Doc:
    _json_only(call)
    test = require_test(call)
    part = require_part(call, test)
    if at is not None:
        require_section(call, test)
    sent = typed_body(object_of(call), AssessmentSectionInput, "Invalid section")
    _put_into(part[SECTION], sent, at=at)
    save_test(call, test, test)
    return sent


def create_section(call: RequestContext) -> Response:
    """Add a section to a part."""
    return json_response(201, _put_section(call, None))


def update_section(call: RequestContext) -> Response:
    """Put another section in the place of one."""
    return json_response(200, _put_section(call, call.params["section_id"]))


def delete_section(call: RequestContext) -> Response:
    """Remove a section."""
    test = require_test(call)
    section = require_section(call, test)
    require_part(call, test)[SECTION].remove(section)
    save_test(call, test, test)
    return json_response(200, {"message": "Section deleted."})


def add_item(call: RequestContext) -> Response:
    """Add a reference to an item to a section."""
    test = require_test(call)
    section = require_section(call, test)
    sent = typed_body(object_of(call), AssessmentItemRefInput, "Invalid reference")
    require(call, ITEMS, sent["identifier"], "Item")
    held: list[Doc] = section.setdefault(ITEM, [])
    if any(row["identifier"] == sent["identifier"] for row in held):
        raise ApiError(400, "Invalid reference", [("identifier", "The item is in the section already.")])
    held.append({"href": f"assessment-items/{sent['identifier']}", **sent})
    held.sort(key=lambda row: row.get("sequence") or len(held))
    save_test(call, test, test)
    return json_response(201, section)


def remove_item(call: RequestContext) -> Response:
    """Remove a reference to an item."""
    test = require_test(call)
    held: list[Doc] = require_section(call, test).setdefault(ITEM, [])
    held.remove(named(held, call.params["item_id"], "Reference"))
    save_test(call, test, test)
    return no_content()


def reorder_items(call: RequestContext) -> Response:
    """Put the references of a section in another order; those not named come last."""
    test = require_test(call)
    section = require_section(call, test)
    wanted: list[Doc] = typed_body(object_of(call), ReorderItemsInput, "Invalid order")["items"]
    left = {str(row["identifier"]): row for row in rows(section, ITEM)}
    if any(each["identifier"] not in left for each in wanted):
        raise ApiError(404, "Reference not found", [("items", "An item is not in the section.")])
    # The sequence decides; where there is none, the order of the list.
    ordered = sorted(enumerate(wanted), key=lambda pair: (pair[1].get("sequence") or pair[0] + 1, pair[0]))
    moved = [left.pop(each["identifier"]) | each for _, each in ordered]
    section[ITEM] = [*moved, *left.values()]
    save_test(call, test, test)
    return json_response(200, section)


def list_parts(call: RequestContext) -> Response:
    """Answer one page of the parts of a test."""
    return answer_rows(call, require_test(call)[PART])


def get_part(call: RequestContext) -> Response:
    """Answer a part."""
    return json_response(200, require_part(call, require_test(call)))


def list_sections(call: RequestContext) -> Response:
    """Answer one page of the sections of a part."""
    return answer_rows(call, require_part(call, require_test(call))[SECTION])


def get_section(call: RequestContext) -> Response:
    """Answer a section."""
    return json_response(200, require_section(call, require_test(call)))
