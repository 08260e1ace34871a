"""What the parts of the seed hand on: records by table."""

from __future__ import annotations

from timeback.sandbox.store import Doc

__all__ = ["Records", "keyed"]

Records = dict[str, list[tuple[str, Doc]]]


def keyed(docs: list[Doc]) -> list[tuple[str, Doc]]:
    """Documents with their ids, as the store takes them."""
    return [(doc["sourcedId"], doc) for doc in docs]
