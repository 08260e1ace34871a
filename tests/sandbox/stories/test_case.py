"""CASE: a framework is uploaded, read as a tree, replaced."""

from __future__ import annotations

from typing import Any

from .conftest import Wire

BASE = "/ims/case/v1p1"
DOCUMENT = "1d0f7a5e-5b5d-4d38-8f0a-000000000001"
TOP, BELOW, LINK = (f"1d0f7a5e-5b5d-4d38-8f0a-00000000000{number}" for number in (2, 3, 4))
CHANGED = {"lastChangeDateTime": "2026-01-05T00:00:00Z"}


def named(identifier: str) -> dict[str, str]:
    return {"identifier": identifier, "uri": f"https://standards.example/{identifier}"}


def item(identifier: str, statement: str) -> dict[str, Any]:
    return {**named(identifier), **CHANGED, "fullStatement": statement, "CFItemType": "Standard"}


def package(**document: Any) -> dict[str, Any]:
    link = {
        **named(LINK), **CHANGED, "associationType": "isChildOf", "sequenceNumber": 1,
        "originNodeURI": {"title": "Below", **named(BELOW)}, "destinationNodeURI": {"title": "Top", **named(TOP)},
    }  # fmt: skip
    root = {
        **named("1d0f7a5e-5b5d-4d38-8f0a-000000000005"), **CHANGED, "associationType": "isChildOf",
        "originNodeURI": {"title": "Top", **named(TOP)}, "destinationNodeURI": {"title": "F", **named(DOCUMENT)},
    }  # fmt: skip
    return {
        "CFDocument": {**named(DOCUMENT), **CHANGED, "title": "Fractions", "creator": "Hillside", **document},
        "CFItems": [item(TOP, "Knows fractions"), item(BELOW, "Adds fractions")],
        "CFAssociations": [root, link],
    }


def test_a_framework_is_uploaded_read_and_replaced(wire: Wire) -> None:
    made = wire("POST", f"{BASE}/CFPackages", package(), expect=201).json()
    assert made["result"]["stats"] == {"documents": 1, "items": 2, "associations": 2}
    wire("POST", f"{BASE}/CFPackages", {"CFDocument": {}}, expect=422)
    whole = wire.get(f"{BASE}/CFPackages/{DOCUMENT}")["CFPackage"]
    assert [each["sourcedId"] for each in whole["CFItems"]] == [TOP, BELOW]
    tree = wire.get(f"{BASE}/CFPackages/{DOCUMENT}/groups")["CFPackageWithGroups"]["structuredContent"]
    (top,) = tree["Standard"]
    assert [each["sourcedId"] for each in top["childGroups"]["Standard"]] == [BELOW]
    linked = wire.get(f"{BASE}/CFItemAssociations/{BELOW}")
    assert LINK in str(linked)
    wire("PUT", f"{BASE}/CFPackages/{DOCUMENT}", package(title="Fractions, again"))
    assert wire.get(f"{BASE}/CFDocuments/{DOCUMENT}")["CFDocument"]["title"] == "Fractions, again"
    titles = [each["title"] for each in wire.get(f"{BASE}/CFDocuments", limit=50)["CFDocuments"]]
    assert "Fractions, again" in titles
    wire("GET", f"{BASE}/CFItems/1d0f7a5e-5b5d-4d38-8f0a-999999999999", expect=404)
