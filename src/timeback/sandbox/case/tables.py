"""The tables of CASE, and what may be asked of each."""

from __future__ import annotations

from ..conditions import Queryable
from ..sql import Table

__all__ = [
    "ASSOCIATIONS",
    "ASSOCIATION_LIST",
    "BASE",
    "DEFINED",
    "DEFINITIONS",
    "DOCUMENTS",
    "DOCUMENT_LIST",
    "ITEMS",
    "ITEM_LIST",
    "TABLES",
]

BASE = "/ims/case/v1p1"

DOCUMENTS = Table("case_documents", ("title",))
ITEMS = Table("case_items", ("humanCodingScheme", "CFDocumentURI.sourcedId"))
ASSOCIATIONS = Table(
    "case_associations",
    ("CFDocumentURI.sourcedId", "originNodeURI.sourcedId", "destinationNodeURI.sourcedId"),
)
# Of every kind, under `kind`; what is defined itself stands under `entity`.
DEFINITIONS = Table("case_definitions", ("kind", "document"))

TABLES = (DOCUMENTS, ITEMS, ASSOCIATIONS, DEFINITIONS)

DEFINED = ("CFItemTypes", "CFSubjects", "CFConcepts", "CFLicenses", "CFAssociationGroupings", "CFRubrics")

_SHARED = {"sourcedId": "text", "uri": "text", "lastChangeDateTime": "instant", "notes": "text"}
_DESCRIBED = {
    **_SHARED,
    **dict.fromkeys(("language", "adoptionStatus"), "text"),
    "subject": "list",
    **dict.fromkeys(("statusStartDate", "statusEndDate"), "date"),
    **dict.fromkeys(("subjectURI", "licenseURI", "extensions"), "none"),
}
DOCUMENT_LIST = Queryable(
    DOCUMENTS,
    _DESCRIBED
    | dict.fromkeys(
        (
            "title",
            "creator",
            "frameworkType",
            "caseVersion",
            "officialSourceURL",
            "publisher",
            "description",
            "version",
        ),
        "text",
    )
    | {"CFPackageURI": "none"},
)
ITEM_LIST = Queryable(
    ITEMS,
    _DESCRIBED
    | dict.fromkeys(
        (
            "fullStatement",
            "CFItemType",
            "alternativeLabel",
            "humanCodingScheme",
            "listEnumeration",
            "abbreviatedStatement",
        ),
        "text",
    )
    | {"conceptKeywords": "list", "educationLevel": "list"}
    | dict.fromkeys(("conceptKeywordsURI", "CFItemTypeURI", "CFDocumentURI"), "none"),
)
ASSOCIATION_LIST = Queryable(
    ASSOCIATIONS,
    _SHARED
    | {"associationType": "text", "sequenceNumber": "number"}
    | dict.fromkeys(
        ("originNodeURI", "destinationNodeURI", "CFAssociationGroupingURI", "CFDocumentURI", "extensions"),
        "none",
    ),
)
