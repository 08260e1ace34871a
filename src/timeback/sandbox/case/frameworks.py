"""Frameworks: lists of documents, items and associations, and each alone."""

from __future__ import annotations

import msgspec

from ..conditions import Queryable, contains
from ..context import RequestContext
from ..listing import answer_list, answer_one
from ..messages import Response, json_response
from ..records import Doc
from ..sql import EVERYTHING, Clause, all_of, any_of
from .rules import require_text, within
from .tables import ASSOCIATIONS, DOCUMENT_LIST, DOCUMENTS, ITEMS

__all__ = ["get_one", "list_all", "list_item_associations", "list_within", "search_documents"]

# The loose parameters of a search in documents, and where each looks.
_SEARCHED = {
    "q": ("title", "creator", "publisher", "description"),
    "title": ("title",),
    "subject": ("subject",),
    "creator": ("creator",),
    "publisher": ("publisher",),
}


def list_all(envelope: str, asked: Queryable, call: RequestContext) -> Response:
    """Answer one page of a table, whatever the framework."""
    return answer_list(call, envelope, asked, EVERYTHING)


def search_documents(call: RequestContext) -> Response:
    """Answer one page of the documents that match the loose parameters of a search."""
    clauses = [
        any_of([contains(DOCUMENTS.expression(name), call.query[parameter]) for name in names])
        for parameter, names in _SEARCHED.items()
        if parameter in call.query
    ]
    if level := call.query.get("educationLevel"):
        held = Clause(
            f'id IN (SELECT "CFDocumentURI.sourcedId" FROM {ITEMS.name}, '
            f"json_each({ITEMS.name}.doc, '$.educationLevel') AS level WHERE level.value = ?)",
            (level,),
        )
        clauses.append(held)
    return answer_list(call, "CFDocuments", DOCUMENT_LIST, all_of(clauses))


def list_within(envelope: str, asked: Queryable, call: RequestContext) -> Response:
    """Answer one page of a framework's items or associations."""
    require_text(call, DOCUMENTS)
    return answer_list(call, envelope, asked, within(call.params["record_id"]))


def get_one(envelope: str, asked: Queryable, call: RequestContext) -> Response:
    """Answer one document, item or association."""
    return answer_one(call, envelope, asked, require_text(call, asked.table))


def list_item_associations(call: RequestContext) -> Response:
    """Answer an item with every association at one of whose ends it stands."""
    item = msgspec.json.decode(require_text(call, ITEMS), type=Doc)
    ends = [
        Clause(f'"{end}.sourcedId" = ?', (item["sourcedId"],))
        for end in ("originNodeURI", "destinationNodeURI")
    ]
    return json_response(
        200, {"CFItem": item, "CFAssociations": call.session.find(ASSOCIATIONS, any_of(ends))}
    )
