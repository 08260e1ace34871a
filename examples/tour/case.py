"""CASE: a framework is read as a tree, and a standard is found by its code."""

from __future__ import annotations

from timeback import TimebackClient
from timeback.case import Framework

from .steps import say, step


def tour(timeback: TimebackClient) -> None:
    """Read the district's framework, find a standard, and see what it builds on."""
    case = timeback.case

    with step("CASE: the frameworks"):
        documents = case.documents.list(where={"subject": {"contains": "Math"}})
        for document in documents:
            say(f"{document.title}, version {document.version}, by {document.creator}")

    with step("CASE: one of them whole, as a tree"):
        framework = Framework.of(case.packages.get(documents[0].sourced_id))
        say(f"{len(framework)} items below {len(framework.roots)} grades")
        for depth, node in framework.roots[0].walk():
            say(f"{'  ' * depth}{node.code}  {node.item.full_statement}")

    with step("CASE: a standard by its code, where it stands, and what it has to do with"):
        standard = framework.find("4.nf.a.1")
        if standard is not None:
            say(standard.item.full_statement)
            say("in: " + " < ".join(node.item.full_statement for node in standard.ancestors()))
            for link in case.item_associations.get(standard.id).cf_associations:
                say(
                    f"{link.origin_node_uri.title!r} {link.association_type} {link.destination_node_uri.title!r}"
                )
