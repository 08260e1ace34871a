"""The names under which an answer may hold its rows or its entity."""

from __future__ import annotations

import functools

__all__ = ["BARE", "FOR_ANYTHING", "accepted_keys", "caseless", "other_forms"]

# Among the keys of an envelope: the body may also be the list itself.
BARE = ""
# The envelopes of servers that have one for everything: of JSON:API and JSend, of Spring, Django, OData.
FOR_ANYTHING = ("data", "content", "results", "items", "records", "value")

# The platform's name, and those of the standard and of other servers. OneRoster's terms and grading periods
# are academic sessions, its schools are orgs; a production probe of QTI saw `data` (2026-04).
_ALSO = {
    "term": ("academicSession",),
    "terms": ("academicSessions",),
    "gradingPeriod": ("academicSession",),
    "gradingPeriods": ("academicSessions",),
    "user": ("teacher", "student"),
    "users": ("teachers", "students"),
    "org": ("school",),
    "orgs": ("schools",),
    "demographics": ("demographic",),
    "items": ("data",),
}


def caseless(name: str) -> str:
    """A name as servers of every language spell it: `birthDate`, `BirthDate` and `birth_date` alike."""
    return name.lower().replace("_", "")


@functools.cache
def accepted_keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys, and after them the other names for the same."""
    return tuple(dict.fromkeys([*keys, *(also for key in keys for also in _ALSO.get(key, ()))]))


@functools.cache
def other_forms(keys: tuple[str, ...]) -> frozenset[str]:
    """The singulars and plurals of the keys that are accepted, in their caseless form."""
    words = [caseless(key) for key in accepted_keys(keys)]
    singular = {word.removesuffix("s") for word in words} | {word.removesuffix("es") for word in words}
    singular |= {word.removesuffix("ies") + "y" for word in words if word.endswith("ies")}
    plural = {f"{word}{end}" for word in words for end in ("s", "es")}
    return frozenset(
        singular | plural | {word.removesuffix("y") + "ies" for word in words if word.endswith("y")}
    )
