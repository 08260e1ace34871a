"""The records of a platform that a bundle is whole about: those of its organizations.

What a whole (`bulk`) file no longer has is deleted, but a platform has more than one district: records of
organizations that the bundle does not speak of are none of its business, nor are those of no organization.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .cells import roles_in, text_in

__all__ = ["Scope"]

_Record = Mapping[str, Any]


def _id(record: _Record, name: str) -> Iterator[str]:
    reference = text_in(record.get(name), "sourcedId")
    if reference:
        yield reference


def _of_roles(record: _Record) -> Iterator[str]:
    for role in roles_in(record):
        yield from _id(role, "org")


# By file: the file of the records that decide about one, and the ids of those.
_DECIDED_BY: dict[str, tuple[str, Callable[[_Record], Iterator[str]]]] = {
    "academicSessions": ("orgs", lambda record: _id(record, "org")),
    "courses": ("orgs", lambda record: _id(record, "org")),
    "classes": ("orgs", lambda record: _id(record, "school")),
    "users": ("orgs", _of_roles),
    "demographics": ("users", lambda record: iter((record["sourcedId"],))),
    "enrollments": ("orgs", lambda record: _id(record, "school")),
    "scoreScales": ("classes", lambda record: _id(record, "class")),
    "lineItems": ("orgs", lambda record: _id(record, "school")),
    "results": ("lineItems", lambda record: _id(record, "lineItem")),
}
_DECIDING = frozenset(by for by, _ in _DECIDED_BY.values())


class Scope:
    """Decides which records a bundle speaks of."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {}

    def orgs(self, named: Iterable[str], records: Mapping[str, _Record]) -> None:
        """Take the organizations of the bundle, and those below them."""
        found = set(named)
        children: dict[str, list[str]] = {}
        for sourced_id, record in records.items():
            for parent in _id(record, "parent"):
                children.setdefault(parent, []).append(sourced_id)
        waiting = list(found)
        while waiting:
            below = [each for each in children.get(waiting.pop(), ()) if each not in found]
            found.update(below)
            waiting += below
        self._ids["orgs"] = found

    def take(self, file: str, record: _Record) -> bool:
        """Whether the bundle speaks of a record; those of later files may depend on it."""
        if file == "orgs":
            return record["sourcedId"] in self._ids.get("orgs", ())
        if file not in _DECIDED_BY:
            return False
        by, ids_of = _DECIDED_BY[file]
        deciding, ids = self._ids.get(by, set()), list(ids_of(record))
        # A user of two districts is no single one's to delete.
        is_in = bool(ids) and all(each in deciding for each in ids)
        if is_in and file in _DECIDING:
            self._ids.setdefault(file, set()).add(record["sourcedId"])
        return is_in
