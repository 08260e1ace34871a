"""A package as a tree: its order, several parents, orphans, circles, and the time that large ones take."""

from __future__ import annotations

import gc
import time
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import pytest

from tests.scripted import Answer, ScriptedServer
from timeback import CaseClient
from timeback.case import Framework
from timeback.models.case import CFAssociation, CFAssociationType, CFDocument, CFItem, CFPackage, LinkURI

NOW = datetime(2026, 1, 5, tzinfo=UTC)
URI = "https://x.example/1"


def link(name: str) -> LinkURI:
    return LinkURI(sourced_id=name, title=name, uri=URI)


def item(name: str, code: str | None = None) -> CFItem:
    return CFItem(
        sourced_id=name,
        full_statement=name,
        uri=URI,
        last_change_date_time=NOW,
        human_coding_scheme=code,
    )


def below(child: str, parent: str, number: int | None = None, kind: str = "isChildOf") -> CFAssociation:
    return CFAssociation(
        sourced_id=str(uuid.uuid4()),
        association_type=CFAssociationType(kind),
        uri=URI,
        origin_node_uri=link(child),
        destination_node_uri=link(parent),
        last_change_date_time=NOW,
        sequence_number=number,
    )


def package_of(names: Iterable[str], links: Sequence[CFAssociation]) -> CFPackage:
    document = CFDocument(
        sourced_id="doc",
        title="T",
        uri=URI,
        creator="A",
        last_change_date_time=NOW,
        cf_package_uri=link("doc"),
    )
    items = [item(name) for name in names]
    return CFPackage(cf_document=document, cf_items=items, cf_associations=list(links))


def framework(names: str, *links: CFAssociation) -> Framework:
    package = package_of(names.split(), links)
    assert package.sourced_id == "doc"
    made = Framework.of(package)
    assert drawn(Framework.of(package.to_dict("json"))) == drawn(made)
    return made


def drawn(tree: Framework) -> str:
    return " ".join(f"{'.' * depth}{node.id}" for depth, node in tree.walk())


def test_children_stand_in_the_order_of_their_numbers_and_then_of_the_package() -> None:
    tree = framework(
        "a b c d e",
        below("a", "doc"),
        below("b", "a"),
        below("c", "a", 2),
        below("d", "a", 1),
        below("e", "a"),
    )
    assert drawn(tree) == "a .d .c .b .e"
    assert ([node.id for node in tree.roots], tree.orphans, len(tree)) == (["a"], [], 5)


def test_an_item_with_several_parents_is_one_node_and_is_walked_once() -> None:
    tree = framework("a b c d", below("c", "a"), below("c", "b"), below("d", "c"), below("d", "c"))
    assert drawn(tree) == "a .c ..d b"
    shared = tree.get("c")
    assert shared is not None
    assert [parent.id for parent in shared.parents] == ["a", "b"]
    assert [child.id for child in shared.children] == ["d"]
    last = tree.get("d")
    assert last is not None
    assert [above.id for above in last.ancestors()] == ["c", "a", "b"]


def test_an_item_whose_parent_is_not_there_is_an_orphan_at_the_top() -> None:
    tree = framework("a b c", below("a", "doc"), below("b", "gone"), below("c", "b"), below("gone", "a"))
    assert drawn(tree) == "a b .c"
    assert [node.id for node in tree.orphans] == ["b"]
    known = framework("a b", below("b", "gone"), below("b", "a"))
    assert (drawn(known), known.orphans) == ("a .b", [])


@pytest.mark.parametrize(
    ("names", "links", "expected"),
    [
        ("a", [below("a", "a")], "a"),
        ("a b", [below("a", "b"), below("b", "a")], "a .b"),
        ("r a b c", [below("a", "r"), below("b", "a"), below("c", "b"), below("a", "c")], "r .a ..b ...c"),
        ("r a b", [below("a", "b"), below("b", "a")], "r a .b"),
        ("a", [below("b", "a"), below("a", "doc", kind="precedes")], "a"),
    ],
)
def test_circles_are_walked_once_and_lose_nothing(
    names: str, links: list[CFAssociation], expected: str
) -> None:
    tree = framework(names, *links)
    assert drawn(tree) == expected
    assert len(list(tree)) == len(tree)
    for node in tree:
        assert len(node.ancestors()) < len(tree)


def test_nodes_are_found_by_id_and_by_code() -> None:
    document = framework("").document
    items = [item("1", "3.OA.A.1"), item("2", "3.oa.a.1"), item("3"), item("1", "other")]
    tree = Framework(document, items, ())
    first = tree.find(" 3.oa.A.1 ")
    assert first is not None
    assert (first.id, first.code) == ("1", "3.OA.A.1")
    assert [node.id for node in tree.find_all("3.OA.A.1")] == ["1", "2"]
    assert (tree.find("other"), tree.find(""), tree.get("9"), tree.find_all("x")) == (None, None, None, [])


@pytest.mark.parametrize("shape", ["chain", "star", "pairs"])
def test_twenty_thousand_items_take_no_longer_each(shape: str) -> None:
    def seconds(count: int, times: int) -> float:
        numbers = range(1, count)
        parents = {
            "chain": [number - 1 for number in numbers],
            "star": [0 for _ in numbers],
            "pairs": [number ^ 1 for number in numbers],
        }[shape]
        links = [below(str(child), str(parent)) for child, parent in zip(numbers, parents, strict=True)]
        package = package_of(map(str, range(count)), links)
        taken: list[float] = []
        for _ in range(times):
            started = time.process_time()
            tree = Framework.of(package)
            assert sum(1 for _ in tree.walk()) == count
            taken.append(time.process_time() - started)
        return min(taken)

    gc.disable()
    try:
        # Ten times as many; a quadratic way would take a hundred times as long.
        assert seconds(20_000, times=2) < 50 * seconds(2_000, times=4)
    finally:
        gc.enable()


def test_the_top_level_follows_the_numbers_of_the_associations_to_the_document() -> None:
    tree = framework(
        "x a b c",
        below("a", "doc", 3),
        below("b", "doc", 1),
        below("c", "doc", 2),
    )
    assert [node.id for node in tree.roots] == ["b", "c", "a", "x"]
    tree = framework("a b c", below("a", "doc"), below("b", "doc", 2), below("c", "doc", 1))
    assert [node.id for node in tree.roots] == ["c", "b", "a"]
    assert tree.orphans == []


def test_an_item_below_the_document_and_below_another_is_at_the_top_too() -> None:
    tree = framework("a b", below("a", "doc", 1), below("b", "doc", 2), below("b", "a", 1))
    assert [node.id for node in tree.roots] == ["a", "b"]
    assert drawn(tree) == "a .b"


# -- packages of other servers ----------------------------------------------------------------------


def test_a_link_may_be_its_identifier_or_its_address() -> None:
    package = {
        "CFDocument": {"identifier": "doc", "title": "T"},
        "CFItems": [{"identifier": name, "fullStatement": name} for name in "ab"],
        "CFAssociations": [
            {
                "associationType": "IsChildOf",
                "originNodeURI": "a",
                "destinationNodeURI": {"identifier": "doc"},
            },
            {
                "associationType": "is_child_of",
                "originNodeURI": {"identifier": "b"},
                "destinationNodeURI": "https://x.example/ims/case/v1p1/CFItems/a/",
            },
            {"associationType": "isChildOf", "originNodeURI": {"identifier": "b"}},
            {"associationType": "isChildOf", "destinationNodeURI": None},
        ],
    }
    made = Framework.of(package)
    assert [(depth, node.id) for depth, node in made.walk()] == [(0, "a"), (1, "b")]


@pytest.mark.parametrize(
    "body",
    [
        {"CFDocumentSet": {"CFDocuments": [{"identifier": "doc", "title": "T"}]}, "total": 1},
        {"CFDocuments": [{"identifier": "doc", "title": "T"}], "total": 1},
    ],
)
def test_a_list_may_stand_in_a_set(body: object) -> None:
    with ScriptedServer(Answer(body=body)) as server, CaseClient(**server.open) as client:
        page = client.documents.list()
        assert ([each.sourced_id for each in page], page.total) == (["doc"], 1)
        assert any(each.field == "" for each in client.deviations) is ("CFDocumentSet" in str(body))
