"""A framework as a tree: a package's items, with their parents and children."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ._codec.decode import read_value
from ._codec.further import FURTHER
from ._json_types import is_list, is_object
from .models.case import (
    CFAssociation,
    CFAssociationInput,
    CFAssociationType,
    CFDocument,
    CFDocumentInput,
    CFItem,
    CFItemInput,
    CFItemWithChildGroups,
    CFPackage,
    CFPackageWithGroups,
)

__all__ = ["Framework", "FrameworkNode", "PackageBody", "package_body"]


class PackageBody(dict[str, Any]):
    """A package ready for upload, with the names of the fields that an upload cannot have."""

    left_out: tuple[str, ...] = ()
    """Fields that are left out, such as `CFItems.CFDocumentURI`, each once."""


def package_body(package: CFPackage | Mapping[str, Any]) -> PackageBody:
    """A package ready for upload, from one that was read or from the standard's JSON.

    Fields that an upload cannot have, such as the document's link to its own package, are left out and named in
    `left_out`. In a JSON object, only the standard's fields are left out: any other stays, so that a misspelled
    one is refused.

    Args:
        package: The answer of `packages.get()`, whose fields may have been changed; or a JSON object.
    """
    read = isinstance(package, CFPackage)
    source: Any = _parts(package) if isinstance(package, CFPackage) else package
    gone: dict[str, None] = {}
    body = PackageBody()
    for name, each in source.items():
        kind = _KINDS.get(name)
        if read and each is None:
            continue
        if kind is None:
            if name == "sourcedId":  # the document's
                continue
            if not read or name in ("CFDefinitions", "CFRubrics", "extensions"):
                body[name] = _renamed(each) if read else each
            else:
                gone[name] = None
        elif is_list(each):
            body[name] = [_uploaded(row, name, kind, gone, read) for row in each]
        else:
            body[name] = _uploaded(each, name, kind, gone, read)
    if read:
        body.setdefault("CFItems", [])
        body.setdefault("CFAssociations", [])
    body.left_out = tuple(gone)
    return body


def _parts(package: CFPackage) -> dict[str, Any]:
    parts = {**msgspec.to_builtins(package), **package.further}
    parts.pop(FURTHER, None)
    return parts


_KINDS: Mapping[str, type[msgspec.Struct]] = {
    "CFDocument": CFDocumentInput,
    "CFItems": CFItemInput,
    "CFAssociations": CFAssociationInput,
}
# Fields of the standard that the platform takes no uploads of.
_LACKING = {
    "CFDocument": {"CFPackageURI", "subjectURI", "frameworkType"},
    "CFItems": {"CFDocumentURI", "subjectURI", "conceptKeywordsURI"},
    "CFAssociations": {"CFDocumentURI", "CFAssociationGroupingURI", "notes"},
}


def _uploaded(record: Any, where: str, model: type[msgspec.Struct], gone: dict[str, None], read: bool) -> Any:
    if not is_object(record):
        return record
    known, lacking = model.__struct_encode_fields__, _LACKING[where]
    kept: dict[str, Any] = {}
    for name, value in (_renamed(record) if read else _standard_id(record)).items():
        if name == "licenseURI" and where == "CFDocument":
            # So spelled, and text, in uploads only.
            kept.setdefault("licenseUri", value.get("uri") if is_object(value) else value)
        elif name in known or not (read or name in lacking):
            kept[name] = value
        else:
            gone[f"{where}.{name}"] = None
    return kept


def _standard_id(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record whose id has the standard's name, and each link's too: one in a server's form has no nulls then."""
    return record if "identifier" in record else _renamed(record)


def _renamed(value: Any) -> Any:
    """The value without nulls, with the standard's name of ids."""
    if is_list(value):
        return [_renamed(each) for each in value]
    if not is_object(value):
        return value
    return {
        "identifier" if name == "sourcedId" else name: _renamed(each)
        for name, each in value.items()
        if each is not None
    }


@dataclass(slots=True, eq=False)
class FrameworkNode:
    """An item of a framework, in its place in the tree.

    Attributes:
        item: The item.
        parents: The nodes above it; an item may be in several places.
        children: The nodes below it, in order.
    """

    item: CFItem
    parents: list[FrameworkNode] = field(default_factory=list["FrameworkNode"])
    children: list[FrameworkNode] = field(default_factory=list["FrameworkNode"])

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.sourced_id

    @property
    def code(self) -> str | None:
        """The item's human coding scheme, such as `3.OA.A.1`."""
        return self.item.human_coding_scheme

    def walk(self) -> Iterator[tuple[int, FrameworkNode]]:
        """This node and all nodes below it, depth first, each once, with its depth below this one."""
        return _walk([self], lambda node: node.children)

    def ancestors(self) -> list[FrameworkNode]:
        """All nodes above it, the nearest first, each once."""
        found: set[FrameworkNode] = {self}
        waiting: list[FrameworkNode] = [self]
        for node in waiting:
            above = [parent for parent in dict.fromkeys(node.parents) if parent not in found]
            found.update(above)
            waiting += above
        return waiting[1:]

    def __repr__(self) -> str:
        return f"FrameworkNode({self.code or self.id!r}, {len(self.children)} children)"


class Framework:
    """A framework's items as a tree, made from a package.

        framework = Framework.of(client.case.packages.get(document_id))
        for depth, node in framework.walk():
            print("  " * depth, node.code, node.item.full_statement)

    An item in several places is one node with several parents. Associations that form a circle are kept, and no
    walk follows them twice.

    Attributes:
        document: The framework's document.
        roots: The nodes at the top: those directly below the document, in the order of their associations'
            sequence numbers, then those without a known parent. If items form a circle without a parent
            outside it, the first of them is a root too.
        orphans: The roots whose parents are not in the package.
    """

    def __init__(self, document: CFDocument, items: Iterable[CFItem], links: Iterable[CFAssociation]) -> None:
        """Make the tree.

        Args:
            document: The framework's document.
            items: Its items; if two have the same id, the first is used.
            links: Its associations; those that are not `isChildOf` are ignored.
        """
        self.document = document
        self._nodes: dict[str, FrameworkNode] = {}
        for item in items:
            self._nodes.setdefault(item.sourced_id, FrameworkNode(item))
        lost, top = self._link(sorted(_child_links(links), key=_place))
        self.roots = self._find_roots(top)
        self.orphans = [node for node in self.roots if node.id in lost]
        self._codes: dict[str, list[FrameworkNode]] = {}
        for node in self._nodes.values():
            if node.code is not None:
                self._codes.setdefault(_folded(node.code), []).append(node)

    @classmethod
    def of(cls, package: CFPackage | CFPackageWithGroups | Mapping[str, Any]) -> Framework:
        """The framework of a package from `packages.get()` or `packages.get_groups()`, or from its JSON."""
        if not isinstance(package, CFPackage | CFPackageWithGroups):
            package = read_value(dict(package), CFPackage)
        if isinstance(package, CFPackage):
            return cls(package.cf_document, package.cf_items or (), package.cf_associations or ())
        items, pairs = _opened(package.structured_content)
        framework = cls(package.cf_document, items, ())
        framework._join(pairs)
        framework.roots = framework._find_roots()
        return framework

    def get(self, sourced_id: str) -> FrameworkNode | None:
        """The node of the item with this id."""
        return self._nodes.get(sourced_id)

    def find(self, code: str) -> FrameworkNode | None:
        """The first node with this human coding scheme, such as `3.OA.A.1`, in any case."""
        return next(iter(self.find_all(code)), None)

    def find_all(self, code: str) -> list[FrameworkNode]:
        """Every node with this human coding scheme; codes need not be unique."""
        return list(self._codes.get(_folded(code), ()))

    def walk(self) -> Iterator[tuple[int, FrameworkNode]]:
        """Every node, depth first, each once, with its depth; a root's is 0."""
        return _walk(self.roots, lambda node: node.children)

    def __iter__(self) -> Iterator[FrameworkNode]:
        return (node for _, node in self.walk())

    def __len__(self) -> int:
        return len(self._nodes)

    def __repr__(self) -> str:
        return f"Framework({self.document.title!r}, {len(self)} items)"

    def _link(self, links: Iterable[CFAssociation]) -> tuple[set[str], list[str]]:
        """Join children and parents; the ids below something that is not here, and those below the document."""
        lost: set[str] = set()
        top: list[str] = []
        pairs: list[tuple[str, str]] = []
        for link in links:
            child, parent = link.origin_node_uri.sourced_id, link.destination_node_uri.sourced_id
            if parent in self._nodes:
                pairs.append((parent, child))
            elif parent == self.document.sourced_id:
                top.append(child)
            else:
                lost.add(child)
        self._join(pairs)
        return lost, top

    def _join(self, pairs: Iterable[tuple[str, str]]) -> None:
        # A dict keeps the order, and each pair once.
        for parent_id, child_id in dict.fromkeys(pairs):
            parent, child = self._nodes[parent_id], self._nodes.get(child_id)
            if child is not None and child is not parent:
                parent.children.append(child)
                child.parents.append(parent)

    def _find_roots(self, top: Iterable[str] = ()) -> list[FrameworkNode]:
        """The nodes in `top`, in its order, then those without parents in the package's."""
        placed = {each: self._nodes[each] for each in top if each in self._nodes}
        alone = {each: node for each, node in self._nodes.items() if not node.parents}
        roots = list((placed | alone).values())
        reached = {node.id for _, node in _walk(roots, lambda node: node.children)}
        for node in self._nodes.values():
            if node.id not in reached:
                roots.append(node)
                for _ in _walk([node], lambda node: node.children, reached):
                    pass
        return roots


def _walk(
    start: Iterable[FrameworkNode],
    following: Callable[[FrameworkNode], list[FrameworkNode]],
    met: set[str] | None = None,
) -> Iterator[tuple[int, FrameworkNode]]:
    """Depth first, without recursion: real frameworks are shallow, broken ones need not be.

    Nodes in `met` are passed over; those that are walked are added to it.
    """
    met = set() if met is None else met
    waiting = [(0, node) for node in reversed(list(start))]
    while waiting:
        depth, node = waiting.pop()
        if node.id not in met:
            met.add(node.id)
            yield depth, node
            waiting += [(depth + 1, each) for each in reversed(following(node))]


def _child_links(links: Iterable[CFAssociation]) -> Iterator[CFAssociation]:
    """The links of children; one that a server sent without an end leads nowhere."""
    return (
        link
        for link in links
        if link.association_type is CFAssociationType.IS_CHILD_OF
        and hasattr(link.origin_node_uri, "sourced_id")
        and hasattr(link.destination_node_uri, "sourced_id")
    )


def _place(link: CFAssociation) -> tuple[bool, int]:
    """Children without a number come last, in the package's order."""
    return link.sequence_number is None, link.sequence_number or 0


def _folded(code: str) -> str:
    return code.strip().casefold()


def _opened(
    content: Mapping[str, list[CFItemWithChildGroups]],
) -> tuple[list[CFItem], list[tuple[str, str]]]:
    """The items of a grouped package, each before those below it, and the pairs of parents and children."""
    items: list[CFItem] = []
    pairs: list[tuple[str, str]] = []
    waiting = [item for group in content.values() for item in group][::-1]
    while waiting:
        item = waiting.pop()
        items.append(item)
        below = [child for group in (item.child_groups or {}).values() for child in group]
        pairs += [(item.sourced_id, child.sourced_id) for child in below]
        waiting += below[::-1]
    return items, pairs
