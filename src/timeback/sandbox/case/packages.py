"""Packages: frameworks uploaded whole, and read whole or as a tree."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..messages import Response, json_response
from ..records import Doc
from .documents import parts_of
from .rules import refuse_taken, require_text, within
from .schemas import PACKAGE
from .tables import ASSOCIATIONS, DEFINITIONS, DOCUMENTS, ITEMS

__all__ = ["create_package", "get_groups", "get_package", "replace_package"]


def create_package(call: RequestContext) -> Response:
    """Store a package of a document that is not there yet."""
    package = checked_body(call, PACKAGE)
    if call.session.exists(DOCUMENTS, package["CFDocument"]["identifier"]):
        issue = ("CFDocument.identifier", "There is a package of this document: replace it with PUT.")
        raise invalid_body(issue)
    return _store(call, package, 201)


def replace_package(call: RequestContext) -> Response:
    """Put a package in the place of the one with its document."""
    package, document_id = checked_body(call, PACKAGE), call.params["record_id"]
    if not call.session.exists(DOCUMENTS, document_id):
        raise ApiError(404, "There is no package with this id.")
    if package["CFDocument"]["identifier"] != document_id:
        issue = ("CFDocument.identifier", "Must be the id in the path.")
        raise invalid_body(issue)
    call.session.remove(DOCUMENTS, document_id)
    for table in (ITEMS, ASSOCIATIONS):
        call.session.execute(f"DELETE FROM {table.name} WHERE {within(document_id).sql}", (document_id,))
    return _store(call, package, 200)


def _store(call: RequestContext, package: Doc, status: int) -> Response:
    parts = parts_of(package, call.base_url)
    # Frameworks share what they refer to; the latest word on it holds.
    for record_id, each in parts.pop(DEFINITIONS.name):
        call.session.remove(DEFINITIONS, record_id)
        call.session.insert(DEFINITIONS, record_id, each)
    for name, records in parts.items():
        refuse_taken(call, name, [record_id for record_id, _ in records])
        call.session.insert_many(call.session.tables[name], records)
    document_id = package["CFDocument"]["identifier"]
    stats = {
        "documents": 1,
        "items": len(package["CFItems"]),
        "associations": len(package["CFAssociations"]),
    }
    result = {"documentId": document_id, "stats": stats, "success": True}
    return json_response(status, {"success": True, "message": "The package is stored.", "result": result})


def _chosen(call: RequestContext, whole: Doc) -> Doc:
    """Only the fields that were asked for; an unknown one gives the whole, by the standard."""
    if "fields" not in call.query:
        return whole
    names = [name.strip() for name in call.query["fields"].split(",")]
    if "" in names:
        raise ApiError(400, "Error in fields parameter", [("fields", "A name is empty.")])
    return {name: whole[name] for name in names} if whole.keys() >= set(names) else whole


def _parts(call: RequestContext) -> tuple[Doc, list[Doc], list[Doc]]:
    """A framework's document, items and associations."""
    document = msgspec.json.decode(require_text(call, DOCUMENTS), type=Doc)
    mine = within(document["sourcedId"])
    return document, call.session.find(ITEMS, mine), call.session.find(ASSOCIATIONS, mine)


def get_package(call: RequestContext) -> Response:
    """Answer a framework whole."""
    document, items, associations = _parts(call)
    package: Doc = {
        "sourcedId": document["sourcedId"],
        "CFDocument": document,
        "CFItems": items,
        "CFAssociations": associations,
    }
    return json_response(200, {"CFPackage": _chosen(call, package)})


def get_groups(call: RequestContext) -> Response:
    """Answer a framework as a tree, the children of each item by their type."""
    document, items, associations = _parts(call)
    below: dict[str, list[str]] = {}
    links = [link for link in associations if link["associationType"] == "isChildOf"]
    for link in sorted(links, key=lambda link: link["sequenceNumber"] or 0):
        below.setdefault(link["destinationNodeURI"]["sourcedId"], []).append(
            link["originNodeURI"]["sourcedId"]
        )
    known = {item["sourcedId"]: item for item in items}
    package: Doc = {
        "sourcedId": document["sourcedId"],
        "CFDocument": document,
        "structuredContent": _grouped(document["sourcedId"], known, below, ()),
    }
    return json_response(200, {"CFPackageWithGroups": _chosen(call, package)})


def _grouped(parent: str, known: dict[str, Doc], below: dict[str, list[str]], path: Sequence[str]) -> Doc:
    """The children of a node by their type; one that stands above itself is left out."""
    groups: dict[str, list[Doc]] = {}
    for child in below.get(parent, ()):
        if child in known and child not in path:
            inner = _grouped(child, known, below, (*path, child))
            groups.setdefault(known[child]["CFItemType"] or "", []).append(
                known[child] | {"childGroups": inner or None}
            )
    return groups
