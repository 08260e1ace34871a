"""What the entries of the reference leave out of their classes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import griffe

from tests.test_guide import ENTRIES, package

# Modules whose classes' members have no anchors of their own, and why.
ELSEWHERE = {
    "entities": "typed forms of the shared calls, whose entries the table of each page leads to",
    "bodies": "typed dicts, whose fields stand in tables; `test_guide.py` compares these",
}
# What is public without being told, and why.
UNTOLD = {
    "timeback.models.base.OpenModel.written": "how a record's instants were spelled, to write them back alike",
    "timeback.errors.FieldNotFetchedError.name": "Python's",
    "timeback._apps.errors.ConfigValidationError.args": "Python's",
    "timeback.server.django.apps.TimebackAppConfig.name": "Django's",
    "timeback.server.django.apps.TimebackAppConfig.label": "Django's",
    "timeback.server.django.apps.TimebackAppConfig.verbose_name": "Django's",
}
TELLING = (griffe.DocstringSectionKind.attributes, griffe.DocstringSectionKind.parameters)


def members_without_entry(anchors: set[str]) -> set[str]:
    """The public methods and fields of classes with an entry that have neither an anchor nor a line in a docstring."""
    members = [each for path in sorted(ENTRIES) for each in members_of(path)]
    told = {member for member, places, _ in members if places & anchors}
    return {member for member, _, in_docstring in members if not (in_docstring or member in told)}


@cache
def members_of(path: str) -> list[tuple[str, set[str], bool]]:
    """Of each public member of a class: where it is defined, its anchors, and whether a docstring lists it."""
    found = package()[path.partition(".")[2]] if "." in path else package()
    if not found.is_class:
        return []
    listed = {name for each in (found, *found.mro()) for name in listed_in(each)}
    return [
        (member, {f"{path}.{name}", member}, name in listed)
        for name, each in found.all_members.items()
        if not name.startswith("_")
        and (member := str(each.canonical_path)) not in UNTOLD
        and not ELSEWHERE.keys() & {*member.split(".")}
    ]


def listed_in(found: griffe.Object | griffe.Alias) -> Iterator[str]:
    """The names that a class's docstring tells as its attributes or its arguments."""
    sections = found.docstring.parse("google") if found.docstring is not None else []
    return (each.name for section in sections if section.kind in TELLING for each in section.value)
