"""The operations of CASE."""

from __future__ import annotations

from functools import partial

from ..service import Route
from . import definitions, frameworks, packages
from .tables import ASSOCIATION_LIST, BASE, DOCUMENT_LIST, ITEM_LIST

__all__ = ["ROUTES"]

_BY_HIERARCHY = ("CFConcepts", "CFSubjects", "CFItemTypes")

_ALONE = ("CFLicenses", "CFAssociationGroupings", "CFRubrics")

_DOCUMENTS = f"{BASE}/CFDocuments"
_PACKAGES = f"{BASE}/CFPackages"

ROUTES = (
    Route("GET", _DOCUMENTS, frameworks.search_documents),
    Route("GET", f"{_DOCUMENTS}/{{record_id}}", partial(frameworks.get_one, "CFDocument", DOCUMENT_LIST)),
    Route(
        "GET", f"{_DOCUMENTS}/{{record_id}}/CFItems", partial(frameworks.list_within, "CFItems", ITEM_LIST)
    ),
    Route(
        "GET",
        f"{_DOCUMENTS}/{{record_id}}/CFAssociations",
        partial(frameworks.list_within, "CFAssociations", ASSOCIATION_LIST),
    ),
    Route("GET", f"{BASE}/CFItems", partial(frameworks.list_all, "CFItems", ITEM_LIST)),
    Route("GET", f"{BASE}/CFItems/{{record_id}}", partial(frameworks.get_one, "CFItem", ITEM_LIST)),
    Route(
        "GET",
        f"{BASE}/CFAssociations/{{record_id}}",
        partial(frameworks.get_one, "CFAssociation", ASSOCIATION_LIST),
    ),
    Route("GET", f"{BASE}/CFItemAssociations/{{record_id}}", frameworks.list_item_associations),
    Route("POST", _PACKAGES, packages.create_package),
    Route("GET", f"{_PACKAGES}/{{record_id}}", packages.get_package),
    Route("PUT", f"{_PACKAGES}/{{record_id}}", packages.replace_package),
    Route("GET", f"{_PACKAGES}/{{record_id}}/groups", packages.get_groups),
    *(
        Route("GET", f"{BASE}/{kind}/{{record_id}}", partial(definitions.list_definitions, kind))
        for kind in _BY_HIERARCHY
    ),
    *(
        Route("GET", f"{BASE}/{kind}/{{record_id}}", partial(definitions.get_definition, kind))
        for kind in _ALONE
    ),
)
