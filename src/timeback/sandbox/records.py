"""Records: JSON documents, in the form in which they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._json_types import is_object

__all__ = ["Doc", "Records", "Seeded", "keyed", "part"]

Doc = dict[str, Any]

# By table, each document with its id: as seeds hand them on and the store takes them.
Records = dict[str, list[tuple[str, Doc]]]

# The same as seeds make them: of what no other seed reads, records may be made as they are taken, once.
Seeded = Mapping[str, Iterable[tuple[str, Doc]]]


def keyed(docs: list[Doc]) -> list[tuple[str, Doc]]:
    """Documents with their `sourcedId`."""
    return [(doc["sourcedId"], doc) for doc in docs]


def part(doc: Doc | None, name: str) -> Doc:
    """An object inside a document; an empty one if it has none."""
    value = doc.get(name) if doc else None
    return value if is_object(value) else {}
