"""What surprises in CASE's answers: each form decodes, and each is sent."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from timeback import AsyncCaseClient, InvalidInputError, NotFoundError
from timeback.case import package_body
from timeback.models.case import CFAssociationType, CFConcept, CFDefinitionsInput, CFPackageInput

ID = "9a1d4a34-63ad-4c0d-8f0e-1d1f4c1f9d11"
NOW = "2025-05-12T08:00:00Z"


def either(name: str) -> dict[str, Any]:
    return {name: ID, "title": "T", "uri": "https://x.example/1"}


def document(name: str = "sourcedId") -> dict[str, Any]:
    return {**either(name), "creator": "Ada", "lastChangeDateTime": NOW, "CFPackageURI": either(name)}


def item(name: str = "sourcedId", **further: Any) -> dict[str, Any]:
    return {
        name: ID,
        "fullStatement": "S",
        "CFItemType": "Standard",
        "uri": "https://x.example/1",
        "lastChangeDateTime": NOW,
        **further,
    }


async def answered(resource: str, body: Any, verb: str = "get", **headers: Any) -> Any:
    with RawServer([reply(body, **headers)]) as server:
        async with AsyncCaseClient(**server.open) as client:
            arguments = [ID] if verb != "list" else []
            return await getattr(getattr(client, resource), verb)(*arguments)


@pytest.mark.parametrize("name", ["sourcedId", "identifier"])
@pytest.mark.parametrize("wrapped", [True, False])
async def test_entities_come_in_an_envelope_or_bare_with_either_id(name: str, wrapped: bool) -> None:
    link = {
        name: ID,
        "associationType": "isChildOf",
        "uri": "https://x.example/1",
        "originNodeURI": either(name),
        "destinationNodeURI": either(name),
        "lastChangeDateTime": NOW,
    }
    package = {
        "CFDocument": document(name),
        "CFItems": [item(name)],
        "CFAssociations": [link],
    } | ({name: ID} if wrapped else {})
    groups = {name: ID, "CFDocument": document(name), "structuredContent": {"Standard": [item(name)]}}
    for resource, envelope, body, verb in (
        ("documents", "CFDocument", document(name), "get"),
        ("items", "CFItem", item(name), "get"),
        ("associations", "CFAssociation", link, "get"),
        ("packages", "CFPackage", package, "get"),
        ("packages", "CFPackageWithGroups", groups, "get_groups"),
    ):
        found = await answered(resource, {envelope: body} if wrapped else body, verb)
        assert found.sourced_id == ID
    assert (await answered("packages", package)).cf_items[0].sourced_id == ID


@pytest.mark.parametrize("name", ["sourcedId", "identifier"])
async def test_definitions_have_either_id(name: str) -> None:
    concept = {**either(name), "hierarchyCode": "1", "lastChangeDateTime": NOW}
    with RawServer([reply({"CFConcepts": [concept]})]) as server:
        async with AsyncCaseClient(**server.open) as client:
            found = await client.concepts(ID).list()
    assert found[0].identifier == ID


@pytest.mark.parametrize("empty", [{}, {"CFItems": None, "CFAssociations": None}])
async def test_lists_of_a_package_may_be_null_or_absent(empty: dict[str, Any]) -> None:
    package = await answered("packages", {"CFPackage": {"sourcedId": ID, "CFDocument": document(), **empty}})
    assert (package.cf_items, package.cf_associations) == (None, None)
    groups = await answered("packages", {"sourcedId": ID, "CFDocument": document()}, "get_groups")
    assert groups.structured_content == {}


async def test_optional_fields_may_be_null_and_types_missing() -> None:
    bare = item(subject=None, CFItemTypeURI=None, statusStartDate="2025-07-01")
    del bare["CFItemType"]
    found = await answered("items", {"CFItem": bare})
    assert (found.cf_item_type, found.subject, found.status_start_date) == (None, None, date(2025, 7, 1))


async def test_association_types_are_open() -> None:
    body = {
        "sourcedId": ID,
        "associationType": "ext:cousinOf",
        "uri": "https://x.example/1",
        "originNodeURI": either("sourcedId"),
        "destinationNodeURI": either("sourcedId"),
        "lastChangeDateTime": NOW,
    }
    found = await answered("associations", {"CFAssociation": body})
    assert found.association_type == CFAssociationType("ext:cousinOf")
    assert not found.association_type.is_known


async def test_b58_lists_know_their_total_from_body_or_header() -> None:
    for body, headers in (({"totalCount": 9}, {}), ({}, {"x_total_count": "9"})):
        page = await answered("items", {"CFItems": [item()], **body}, "list", **headers)
        assert (page.total, page.has_more, page.next_offset) == (9, True, 1)
    page = await answered("items", {"CFItems": [item()]}, "list")
    assert (page.total, page.has_more) == (None, True)  # the server may cap the size of a page
    page = await answered("items", {"CFItems": []}, "list")
    assert (page.total, page.has_more) == (None, False)


@pytest.mark.parametrize("rows", [[item()], []])
async def test_a_list_may_come_without_its_envelope(rows: list[Any]) -> None:
    page = await answered("items", rows, "list")
    assert [each.full_statement for each in page] == [each["fullStatement"] for each in rows]


def sent(**item_fields: Any) -> dict[str, Any]:
    head = {"identifier": ID, "uri": "https://x.example/1", "lastChangeDateTime": NOW}
    return {
        "CFDocument": {**head, "title": "T", "creator": "Ada"},
        "CFItems": [{**head, "fullStatement": "S", **item_fields}],
        "CFAssociations": [],
    }


async def uploaded(body: Any, status: int = 200) -> Any:
    stats = {"documents": 1, "items": 1, "associations": 0}
    done = {
        "success": True,
        "message": "done",
        "result": {"documentId": ID, "stats": stats, "success": True},
    }
    with RawServer([reply(done, status)]) as server:
        async with AsyncCaseClient(**server.open) as client:
            await client.packages.update(ID, body)
    return json.loads(server.seen[0].body)


@pytest.mark.parametrize("status", [200, 201])
async def test_uploads_take_both_spellings_of_the_item_type(status: int) -> None:
    for fields in ({"CFItemType": "Standard"}, {"cfItemType": "Standard"}):
        assert (await uploaded(sent(**fields), status))["CFItems"][0].items() >= fields.items()
    python = sent(cf_item_type="Standard", cf_item_type_lower="Standard")
    names = (await uploaded(python))["CFItems"][0]
    assert (names["CFItemType"], names["cfItemType"]) == ("Standard", "Standard")


async def test_b17_untyped_fields_take_anything_and_null() -> None:
    body = sent(CFItemTypeURI={"free": 1}, licenseURI=None, extensions={"x": None})
    concept = CFConcept(
        identifier=ID,
        uri="https://x.example/1",
        title="T",
        hierarchy_code="1",
        last_change_date_time=NOW,  # type: ignore[arg-type]
    )
    body["cf_definitions"] = CFDefinitionsInput(cf_concepts=[concept, {"own": True}], cf_licenses=None)
    wire = await uploaded(body)
    assert wire["CFItems"][0].items() >= {"CFItemTypeURI": {"free": 1}, "licenseURI": None}.items()
    assert wire["CFItems"][0]["extensions"] == {"x": None}
    assert wire["CFDefinitions"]["CFLicenses"] is None
    assert wire["CFDefinitions"]["CFConcepts"] == [
        {**either("identifier"), "hierarchyCode": "1", "lastChangeDateTime": NOW},
        {"own": True},
    ]


async def test_a_platform_without_an_endpoint_of_the_standard_answers_404() -> None:
    with RawServer([reply({}, 404)]) as server:
        async with AsyncCaseClient(**server.open, platform="learnwith_ai") as client:
            with pytest.raises(NotFoundError):
                await client.rubrics.get(ID)
    assert server.seen[0].target == f"/case/1.1/CFRubrics/{ID}"


async def test_an_upload_is_the_struct_or_a_mapping() -> None:
    package = CFPackageInput(**_python(sent()))
    assert await uploaded(package) == await uploaded(sent())


async def test_a_package_of_the_standard_is_uploaded_without_what_the_platform_lacks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = either("identifier")
    body = sent(CFDocumentURI=link, subjectURI=[link], CFItemTypeURI=link)
    body["CFDocument"] |= {"CFPackageURI": link, "licenseURI": link, "frameworkType": "x"}
    wire = await uploaded(body)
    assert wire["CFDocument"]["licenseUri"] == link["uri"]
    assert wire["CFDocument"].keys().isdisjoint({"CFPackageURI", "frameworkType"})
    assert wire["CFItems"][0]["CFItemTypeURI"] == link
    for name in ("CFDocument.CFPackageURI", "CFItems.CFDocumentURI", "CFItems.subjectURI"):
        assert name in caplog.text
    with pytest.raises(InvalidInputError) as caught:
        await uploaded(sent(humanCodingSchema="A.1"))
    assert [issue.path for issue in caught.value.issues] == ["CFItems[0].humanCodingSchema"]


async def test_a_package_as_the_server_sent_it_is_uploaded() -> None:
    parts = {"CFDocument": document(), "CFItems": [item(notes=None)], "CFAssociations": []}
    wire = await uploaded({"sourcedId": ID, **parts})
    assert "sourcedId" not in wire
    assert "notes" not in wire["CFItems"][0]
    assert wire["CFDocument"]["identifier"] == wire["CFItems"][0]["identifier"] == ID


async def test_a_package_that_was_read_names_what_goes_lost(caplog: pytest.LogCaptureFixture) -> None:
    read = await answered(
        "packages", {"CFDocument": document(), "CFItems": [item(own=1)], "CFAssociations": []}
    )
    wire = await uploaded(read)
    assert (wire["CFDocument"]["identifier"], len(wire["CFItems"])) == (ID, 1)
    assert package_body(read).left_out[0] == "CFDocument.CFPackageURI"
    assert "CFDocument.CFPackageURI" in caplog.text


def _python(body: dict[str, Any]) -> dict[str, Any]:
    return {f"cf_{name[2:].lower()}": value for name, value in body.items()}
