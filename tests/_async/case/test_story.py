"""A framework is found, read as a tree, uploaded, replaced and found again."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from timeback import (
    APIStatusError,
    AsyncCaseClient,
    InvalidInputError,
    NotFoundError,
    UnprocessableEntityError,
)
from timeback.case import Framework
from timeback.models.case import (
    CFAssociationInput,
    CFAssociationType,
    CFDefinitionsInput,
    CFDocumentInput,
    CFItemInput,
    CFLicense,
    CFPackageInput,
    InputNodeURI,
)
from timeback.sandbox import Sandbox

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOST = "https://standards.example"


def named(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def head(name: str) -> dict[str, Any]:
    return {"identifier": named(name), "uri": f"{HOST}/{name}", "last_change_date_time": NOW}


def link(name: str) -> InputNodeURI:
    return InputNodeURI(title=name, identifier=named(name), uri=f"{HOST}/{name}")


def child(name: str, parent: str, number: int) -> CFAssociationInput:
    return CFAssociationInput(
        **head(f"{name} of {parent}"),
        association_type=CFAssociationType.IS_CHILD_OF,
        origin_node_uri=link(name),
        destination_node_uri=link(parent),
        sequence_number=number,
    )


def package(*items: str) -> CFPackageInput:
    """A chain of items, each below the one before; the first below the document."""
    above = ("doc", *items)
    return CFPackageInput(
        cf_document=CFDocumentInput(
            **head("doc"), title="Chemistry", creator="Ada", license_uri=f"{HOST}/license"
        ),
        cf_items=[
            CFItemInput(**head(name), full_statement=f"About {name}", human_coding_scheme=name)
            for name in items
        ],
        cf_associations=[child(name, parent, 1) for parent, name in zip(above, items, strict=False)],
        cf_definitions=CFDefinitionsInput(
            cf_licenses=[
                CFLicense(
                    identifier=named("license"),
                    uri=f"{HOST}/license",
                    title="Free",
                    license_text="Use it.",
                    last_change_date_time=NOW,
                )
            ]
        ),
    )


async def test_the_framework_of_the_district_is_read_as_a_tree(case: AsyncCaseClient) -> None:
    (document,) = await case.documents.list(where={"title": {"contains": "Mathematics"}})
    assert document.cf_package_uri.sourced_id == document.sourced_id
    framework = Framework.of(await case.packages.get(document.sourced_id))
    assert [root.code for root in framework.roots] == ["3", "4", "5"]
    assert framework.orphans == []
    node = framework.find("3.nf.a.2")
    assert node is not None
    assert [each.code for each in node.ancestors()] == ["3.NF.A", "3.NF", "3"]
    assert [(depth, each.code) for depth, each in node.parents[0].walk()] == [
        (0, "3.NF.A"),
        (1, "3.NF.A.1"),
        (1, "3.NF.A.2"),
        (1, "3.NF.A.3"),
    ]
    grouped = await case.packages.get_groups(document.sourced_id)
    assert list(grouped.structured_content) == ["Grade Level"]
    assert [each.code for each in Framework.of(grouped)] == [each.code for each in framework]


async def test_items_are_listed_streamed_and_fetched(case: AsyncCaseClient) -> None:
    standards = await case.items.list(where={"CFItemType": "Standard"}, sort="human_coding_scheme", limit=5)
    assert (len(standards), standards.total, standards.has_more) == (5, 13, True)
    assert standards[0].human_coding_scheme == "3.NF.A.1"
    every = [item.sourced_id async for item in case.items.stream(limit=4)]
    assert len(every) == len(set(every)) == 26
    rest = [item.sourced_id async for item in case.items.stream(limit=4, offset=20)]
    assert rest == every[20:]
    item = await case.items.get(standards[0].sourced_id)
    assert item == standards[0]
    assert await case.items.exists(item.sourced_id)
    assert not await case.items.exists(named("nothing"))
    few = await case.items.get(item.sourced_id, fields=["human_coding_scheme"])
    assert few.human_coding_scheme == "3.NF.A.1"
    assert item.cf_document_uri is not None
    document = item.cf_document_uri.sourced_id
    links = (await case.packages.get(document)).cf_associations
    assert links is not None and len(links) == 29
    assert await case.associations.get(links[0].sourced_id) == links[0]
    mine = await case.item_associations.get(item.sourced_id)
    assert mine.cf_item == item
    assert {each.association_type for each in mine.cf_associations} == {
        CFAssociationType.IS_CHILD_OF,
        CFAssociationType.PRECEDES,
    }


async def test_what_frameworks_refer_to_is_fetched(case: AsyncCaseClient) -> None:
    item = (await case.items.list(where={"humanCodingScheme": "3.OA.A.1"}))[0]
    assert item.cf_item_type_uri is not None
    standards = await case.item_types(item.cf_item_type_uri.sourced_id).list()
    assert [each.title for each in standards] == ["Standard"]
    document = (await case.documents.list())[0]
    assert document.license_uri is not None
    assert (await case.licenses.get(document.license_uri.sourced_id)).title == "CC BY 4.0"
    for several in (case.concepts, case.subjects):
        with pytest.raises(NotFoundError):
            await several(document.sourced_id).list()
    for resource in (case.rubrics, case.association_groupings):
        with pytest.raises(NotFoundError):
            await resource.get(document.sourced_id)


async def test_a_framework_is_uploaded_and_replaced(case: AsyncCaseClient, sandbox: Sandbox) -> None:
    made = await case.packages.create(package("a", "b", "c"))
    assert (made.result.document_id, made.result.stats.items, made.result.stats.associations) == (
        named("doc"),
        3,
        3,
    )
    read = await case.packages.get(named("doc"))
    assert read.cf_document.license_uri is not None
    assert (read.cf_document.license_uri.title, read.cf_document.creator) == ("Free", "Ada")
    assert read.cf_document.last_change_date_time == NOW
    assert [(depth, node.code) for depth, node in Framework.of(read).walk()] == [(0, "a"), (1, "b"), (2, "c")]
    assert (await case.licenses.get(named("license"))).license_text == "Use it."

    with pytest.raises(UnprocessableEntityError):
        await case.packages.create(package("d"))
    await case.packages.update(named("doc"), package("b", "d"))
    framework = Framework.of(await case.packages.get(named("doc")))
    assert [(depth, node.code) for depth, node in framework.walk()] == [(0, "b"), (1, "d")]
    with pytest.raises(NotFoundError):
        await case.items.get(named("a"))
    assert len(await case.items.list(limit=100)) == 28


async def test_upsert_uploads_what_there_is_not(case: AsyncCaseClient, sandbox: Sandbox) -> None:
    for items in (("a",), ("a", "b")):
        done = await case.packages.upsert(named("doc"), package(*items))
        assert done.result.stats.items == len(items)
    writes = [(each.method, each.status) for each in sandbox.requests if each.method != "GET"]
    assert writes[-3:] == [("PUT", 404), ("POST", 201), ("PUT", 200)]
    sandbox.faults.add(status=422, times=1)
    with pytest.raises(UnprocessableEntityError):
        await case.packages.upsert(named("doc"), package("a"))


async def test_bad_packages_are_refused(case: AsyncCaseClient) -> None:
    with case.record() as exchanges, pytest.raises(InvalidInputError) as caught:
        await case.packages.create({"CFDocument": {"identifer": "x"}, "CFItems": [{}], "cf_associations": []})
    assert exchanges == []
    named_fields = {issue.path for issue in caught.value.issues}
    assert {"CFDocument.identifer", "CFDocument.title", "CFItems[0].full_statement"} <= named_fields
    faulty = package("a")
    faulty.cf_items[0].identifier = "no uuid"
    with pytest.raises(UnprocessableEntityError) as refused:
        await case.packages.create(faulty)
    assert "CFItems.0.identifier" in str(refused.value)
    with pytest.raises(NotFoundError):
        await case.packages.update(named("nothing"), package("a"))
    for bad in ("nothing", "documents/x"):
        with pytest.raises(APIStatusError):
            await case.packages.get_groups(bad)
