"""A package taken apart into records as they are answered. What came as `identifier` is answered as `sourcedId`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from ..._json_types import is_object
from ..records import Doc
from .tables import ASSOCIATIONS, BASE, DEFINED, DEFINITIONS, DOCUMENTS, ITEMS

__all__ = ["Parts", "parts_of"]

Parts = dict[str, list[tuple[str, Doc]]]

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


def parts_of(package: Doc, base_url: str) -> Parts:
    """The records that an upload becomes, by table, in the form of answers."""
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
