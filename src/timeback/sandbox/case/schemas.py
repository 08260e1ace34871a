"""The bodies of CASE, field by field: a package, which holds all else."""

from __future__ import annotations

import uuid
from typing import Any

from ..fields import Checking, Field, Kind, array, instant, nonblank, number, object_of, plain_date, text
from .tables import DEFINED

__all__ = ["PACKAGE"]


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

PACKAGE = {
    "CFDocument": Field(object_of(_DOCUMENT), required=True),
    "CFItems": Field(array(object_of(_ITEM)), required=True),
    "CFAssociations": Field(array(object_of(_ASSOCIATION)), required=True),
    "CFDefinitions": Field(object_of({kind: Field(_definitions) for kind in DEFINED if kind != "CFRubrics"})),
    "CFRubrics": Field(_definitions),
}
