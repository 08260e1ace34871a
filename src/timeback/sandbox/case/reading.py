"""Frameworks are read: lists, single entities, packages, and a package's tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.case.tables import (
    ASSOCIATION_LIST,
    ASSOCIATIONS,
    BASE,
    DEFINITIONS,
    DOCUMENT_LIST,
    DOCUMENTS,
    ITEM_LIST,
    ITEMS,
)
from timeback.sandbox.conditions import Queryable, contains
from timeback.sandbox.listing import answer_list, answer_one
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import EVERYTHING, Clause, Doc, Table, all_of, any_of

__all__ = ["register_reading", "within"]

# The loose parameters of a search in documents, and where each looks.
_SEARCHED = {
    "q": ("title", "creator", "publisher", "description"),
    "title": ("title",),
    "subject": ("subject",),
    "creator": ("creator",),
    "publisher": ("publisher",),
}
_BY_HIERARCHY = ("CFConcepts", "CFSubjects", "CFItemTypes")
_ALONE = ("CFLicenses", "CFAssociationGroupings", "CFRubrics")


def register_reading(router: Router) -> None:
    """Serve what frameworks hold."""
    documents, packages = f"{BASE}/CFDocuments", f"{BASE}/CFPackages"
    router.add("GET", documents, _search_documents)
    router.add("GET", f"{BASE}/CFItems", partial(_list, "CFItems", ITEM_LIST))
    for path, envelope, asked in (
        (documents, "CFDocument", DOCUMENT_LIST),
        (f"{BASE}/CFItems", "CFItem", ITEM_LIST),
        (f"{BASE}/CFAssociations", "CFAssociation", ASSOCIATION_LIST),
    ):
        router.add("GET", f"{path}/{{record_id}}", partial(_get, envelope, asked))
    router.add("GET", f"{documents}/{{record_id}}/CFItems", partial(_list_within, "CFItems", ITEM_LIST))
    router.add(
        "GET",
        f"{documents}/{{record_id}}/CFAssociations",
        partial(_list_within, "CFAssociations", ASSOCIATION_LIST),
    )
    router.add("GET", f"{packages}/{{record_id}}", _package)
    router.add("GET", f"{packages}/{{record_id}}/groups", _groups)
    router.add("GET", f"{BASE}/CFItemAssociations/{{record_id}}", _item_associations)
    for kind in _BY_HIERARCHY:
        router.add("GET", f"{BASE}/{kind}/{{record_id}}", partial(_definitions, kind))
    for kind in _ALONE:
        router.add("GET", f"{BASE}/{kind}/{{record_id}}", partial(_definition, kind))


def within(document_id: str) -> Clause:
    """The rows that belong to a document."""
    return Clause('"CFDocumentURI.sourcedId" = ?', (document_id,))


def _text(call: RequestContext, table: Table) -> str:
    found = call.session.get_text(table, call.params["record_id"])
    if found is None:
        raise ApiError(404, "There is nothing with this id.")
    return found


def _list(envelope: str, asked: Queryable, call: RequestContext) -> Response:
    return answer_list(call, envelope, asked, EVERYTHING)


def _search_documents(call: RequestContext) -> Response:
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


def _list_within(envelope: str, asked: Queryable, call: RequestContext) -> Response:
    _text(call, DOCUMENTS)
    return answer_list(call, envelope, asked, within(call.params["record_id"]))


def _get(envelope: str, asked: Queryable, call: RequestContext) -> Response:
    return answer_one(call, envelope, asked, _text(call, asked.table))


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
    document = msgspec.json.decode(_text(call, DOCUMENTS), type=Doc)
    mine = within(document["sourcedId"])
    return document, call.session.find(ITEMS, mine), call.session.find(ASSOCIATIONS, mine)


def _package(call: RequestContext) -> Response:
    document, items, associations = _parts(call)
    package: Doc = {
        "sourcedId": document["sourcedId"],
        "CFDocument": document,
        "CFItems": items,
        "CFAssociations": associations,
    }
    return json_response(200, {"CFPackage": _chosen(call, package)})


def _groups(call: RequestContext) -> Response:
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


def _item_associations(call: RequestContext) -> Response:
    item = msgspec.json.decode(_text(call, ITEMS), type=Doc)
    ends = [
        Clause(f'"{end}.sourcedId" = ?', (item["sourcedId"],))
        for end in ("originNodeURI", "destinationNodeURI")
    ]
    return json_response(
        200, {"CFItem": item, "CFAssociations": call.session.find(ASSOCIATIONS, any_of(ends))}
    )


def _defined(call: RequestContext, kind: str) -> Doc:
    found = call.session.get(DEFINITIONS, call.params["record_id"])
    if found is None or found["kind"] != kind:
        raise ApiError(404, "There is nothing with this id.")
    return found


def _definitions(kind: str, call: RequestContext) -> Response:
    """What is asked for, and what stands below it by its hierarchy code."""
    found = _defined(call, kind)
    code: str = found["entity"]["hierarchyCode"]
    alike = call.session.find(DEFINITIONS, Clause('"kind" = ? AND "document" = ?', (kind, found["document"])))
    return json_response(200, {kind: [found["entity"], *_below(code, (each["entity"] for each in alike))]})


def _below(code: str, entities: Iterator[Any]) -> list[Any]:
    return [each for each in entities if each["hierarchyCode"].startswith(f"{code}.")]


def _definition(kind: str, call: RequestContext) -> Response:
    return json_response(200, _defined(call, kind)["entity"])
