"""Records of QTI: found by identifier, stamped, and stored; tests with their parts and sections."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import ApiError
from ..records import Doc
from ..sql import Table
from .structure_xml import with_posted, with_xml
from .tables import TESTS

__all__ = [
    "ITEM",
    "PART",
    "SECTION",
    "named",
    "require",
    "require_part",
    "require_section",
    "require_test",
    "save_test",
    "stamped",
]


def require(call: RequestContext, table: Table, identifier: str, what: str) -> Doc:
    """The record of that identifier.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(table, identifier)
    if found is None:
        raise ApiError(404, f"{what} not found", [("identifier", "There is none with this identifier.")])
    return found


def stamped(call: RequestContext, doc: Doc, old: Doc | None) -> Doc:
    """A record with its times; the first is that of its making."""
    return doc | {"createdAt": (old or {}).get("createdAt", call.now), "updatedAt": call.now, "__v": 0}


PART, SECTION, ITEM = "qti-test-part", "qti-assessment-section", "qti-assessment-item-ref"


def require_test(call: RequestContext) -> Doc:
    """The test in the path.

    Raises:
        ApiError: 404.
    """
    return require(call, TESTS, call.params["test_id"], "Test")


def named(held: list[Doc], identifier: str, what: str) -> Doc:
    """The row of that identifier.

    Raises:
        ApiError: 404.
    """
    for row in held:
        if row["identifier"] == identifier:
            return row
    raise ApiError(404, f"{what} not found", [("identifier", "There is none with this identifier.")])


def require_part(call: RequestContext, test: Doc) -> Doc:
    """The part of a test in the path.

    Raises:
        ApiError: 404.
    """
    return named(test[PART], call.params["part_id"], "Test part")


def require_section(call: RequestContext, test: Doc) -> Doc:
    """The section of a test in the path.

    Raises:
        ApiError: 404.
    """
    return named(require_part(call, test)[SECTION], call.params["section_id"], "Section")


def save_test(call: RequestContext, test: Doc, old: Doc | None, *, posted: str | None = None) -> Doc:
    """Store a test with its document: the posted one, or the old one with what the structure says.

    Args:
        call: The call.
        test: The structure.
        old: The record before; None for a new one.
        posted: The document that says the structure already.
    """
    made = with_xml(test, old["rawXml"] if old else None) if posted is None else with_posted(test, posted)
    doc = stamped(call, made, old)
    if old is None:
        call.session.insert(TESTS, doc["identifier"], doc)
    else:
        call.session.replace(TESTS, old["identifier"], doc)
    return doc
