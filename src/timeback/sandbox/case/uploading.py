"""Frameworks are uploaded whole. What came as `identifier` is answered as `sourcedId`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.case.reading import within
from timeback.sandbox.case.tables import ASSOCIATIONS, BASE, DEFINED, DEFINITIONS, DOCUMENTS, ITEMS
from timeback.sandbox.fields import (
    Checking,
    Field,
    Kind,
    array,
    check_body,
    instant,
    is_object,
    nonblank,
    number,
    object_of,
    plain_date,
    text,
)
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc
from timeback.sandbox.writes import checking, refuse_issues

__all__ = ["Parts", "parts_of", "register_uploads"]

Parts = dict[str, list[tuple[str, Doc]]]


def _is_uuid(value: Any, at: str, check: Checking) -> Any:
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError):
        return check.fail(at, "Must be a UUID.")


_uuid = Kind(_is_uuid)
_needed, _text, _texts = Field(nonblank, required=True), Field(text), Field(array(text))
_head = {
    "identifier": Field(_uuid, required=True),
    "uri": _needed,
    "lastChangeDateTime": Field(instant, required=True),
}
_valid = {"statusStartDate": Field(plain_date), "statusEndDate": Field(plain_date)}
_link = Field(
    object_of({"title": _needed, "identifier": Field(_uuid, required=True), "uri": _needed}), required=True
)
_DOCUMENT = (
    _head
    | dict.fromkeys(("title", "creator"), _needed)
    | dict.fromkeys(
        (
            "officialSourceURL",
            "publisher",
            "description",
            "language",
            "version",
            "caseVersion",
            "adoptionStatus",
            "licenseUri",
            "notes",
        ),
        _text,
    )
    | _valid
    | {"subject": _texts}
)
_ITEM = (
    _head
    | {"fullStatement": _needed}
    | dict.fromkeys(
        (
            "alternativeLabel",
            "CFItemType",
            "cfItemType",
            "humanCodingScheme",
            "listEnumeration",
            "abbreviatedStatement",
            "notes",
            "language",
        ),
        _text,
    )
    | _valid
    | dict.fromkeys(("conceptKeywords", "subject", "educationLevel"), _texts)
)
_ASSOCIATION = _head | {
    "associationType": _needed,
    "originNodeURI": _link,
    "destinationNodeURI": _link,
    "sequenceNumber": Field(number),
}
_definitions = array(object_of({"identifier": Field(_uuid, required=True), "uri": _needed}))
_PACKAGE = {
    "CFDocument": Field(object_of(_DOCUMENT), required=True),
    "CFItems": Field(array(object_of(_ITEM)), required=True),
    "CFAssociations": Field(array(object_of(_ASSOCIATION)), required=True),
    "CFDefinitions": Field(object_of({kind: Field(_definitions) for kind in DEFINED if kind != "CFRubrics"})),
    "CFRubrics": Field(_definitions),
}

# What answers hold although it is absent from an upload.
_NO_DOCUMENT = dict.fromkeys(
    (
        "frameworkType",
        "caseVersion",
        "officialSourceURL",
        "publisher",
        "description",
        "subject",
        "subjectURI",
        "language",
        "version",
        "adoptionStatus",
        "statusStartDate",
        "statusEndDate",
        "licenseURI",
        "notes",
        "extensions",
    ),
)
_NO_ITEM = dict.fromkeys(
    (
        "CFItemType",
        "alternativeLabel",
        "humanCodingScheme",
        "listEnumeration",
        "abbreviatedStatement",
        "conceptKeywords",
        "conceptKeywordsURI",
        "notes",
        "subject",
        "subjectURI",
        "language",
        "educationLevel",
        "CFItemTypeURI",
        "licenseURI",
        "statusStartDate",
        "statusEndDate",
        "extensions",
    ),
)
_NO_ASSOCIATION = dict.fromkeys(("sequenceNumber", "CFAssociationGroupingURI", "notes", "extensions"))


def register_uploads(router: Router) -> None:
    """Serve the upload of packages."""
    router.add("POST", f"{BASE}/CFPackages", _create)
    router.add("PUT", f"{BASE}/CFPackages/{{record_id}}", _replace)


def parts_of(package: Doc, base_url: str) -> Parts:
    """What an upload becomes, by table: records in the form of answers."""
    definitions = [
        (kind, each) for kind in DEFINED for each in package.get("CFDefinitions", {}).get(kind, ()) or ()
    ] + [("CFRubrics", each) for each in package.get("CFRubrics", ())]
    document = _document(package["CFDocument"], definitions, base_url)
    link = {name: document[name] for name in ("sourcedId", "title", "uri")}
    items = [_item(each, link) for each in package["CFItems"]]
    associations = [_association(each, link) for each in package["CFAssociations"]]
    return {
        DOCUMENTS.name: [(document["sourcedId"], document)],
        ITEMS.name: [(each["sourcedId"], each) for each in items],
        ASSOCIATIONS.name: [(each["sourcedId"], each) for each in associations],
        DEFINITIONS.name: [
            (each["identifier"], {"kind": kind, "document": document["sourcedId"], "entity": each})
            for kind, each in definitions
        ],
    }


def _answered(sent: Doc) -> Doc:
    """A record or a link as answers have it."""
    return {("sourcedId" if name == "identifier" else name): value for name, value in sent.items()}


def _links(found: Doc, names: Iterable[str]) -> Doc:
    """The links of a record as answers have them; what is no link stays as it is."""
    return {name: _answered(found[name]) if is_object(found[name]) else found[name] for name in names}


def _document(sent: Doc, definitions: list[tuple[str, Doc]], base_url: str) -> Doc:
    found = _NO_DOCUMENT | _answered({name: value for name, value in sent.items() if name != "licenseUri"})
    if license_uri := sent.get("licenseUri"):
        known = next((each for _, each in definitions if each["uri"] == license_uri), None)
        found["licenseURI"] = {
            "sourcedId": known["identifier"] if known else str(uuid.uuid5(uuid.NAMESPACE_URL, license_uri)),
            "title": known["title"] if known else "License",
            "uri": license_uri,
        }
    found["CFPackageURI"] = {
        "sourcedId": found["sourcedId"],
        "title": found["title"],
        "uri": f"{base_url}{BASE}/CFPackages/{found['sourcedId']}",
    }
    return found


def _item(sent: Doc, document: Doc) -> Doc:
    kept = {name: value for name, value in sent.items() if name != "cfItemType"}
    found = _NO_ITEM | _answered(kept) | {"CFDocumentURI": document}
    found["CFItemType"] = found["CFItemType"] or sent.get("cfItemType")
    return found | _links(found, ("CFItemTypeURI", "licenseURI"))


def _association(sent: Doc, document: Doc) -> Doc:
    found = _NO_ASSOCIATION | _answered(sent) | {"CFDocumentURI": document}
    return found | _links(found, ("originNodeURI", "destinationNodeURI"))


def _checked(call: RequestContext) -> Doc:
    check = checking(call)
    package = check_body(call.body(), _PACKAGE, check)
    refuse_issues(check)
    return package


def _create(call: RequestContext) -> Response:
    package = _checked(call)
    if call.session.exists(DOCUMENTS, package["CFDocument"]["identifier"]):
        issue = ("CFDocument.identifier", "There is a package of this document: replace it with PUT.")
        raise ApiError(422, "The request body is invalid.", [issue])
    return _store(call, package, 201)


def _replace(call: RequestContext) -> Response:
    package, document_id = _checked(call), call.params["record_id"]
    if not call.session.exists(DOCUMENTS, document_id):
        raise ApiError(404, "There is no package with this id.")
    if package["CFDocument"]["identifier"] != document_id:
        issue = ("CFDocument.identifier", "Must be the id in the path.")
        raise ApiError(422, "The request body is invalid.", [issue])
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
        _refuse_taken(call, name, [record_id for record_id, _ in records])
        call.session.insert_many(call.session.tables[name], records)
    document_id = package["CFDocument"]["identifier"]
    stats = {
        "documents": 1,
        "items": len(package["CFItems"]),
        "associations": len(package["CFAssociations"]),
    }
    result = {"documentId": document_id, "stats": stats, "success": True}
    return json_response(status, {"success": True, "message": "The package is stored.", "result": result})


def _refuse_taken(call: RequestContext, name: str, ids: list[str]) -> None:
    """An id stands for one thing, in this package and beyond it."""
    table = call.session.tables[name]
    where = Clause("id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    if len(set(ids)) < len(ids) or call.session.find(table, where):
        raise ApiError(422, "The request body is invalid.", [("identifier", "An identifier is taken.")])
