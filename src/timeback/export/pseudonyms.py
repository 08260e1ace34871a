"""Pseudonyms: who a record is about is replaced on its way in, alike wherever it stands.

Of the records of people only fields that are known to hold nothing else of a person are kept; those that name
one, and references to them, are replaced; the rest is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import msgspec

from .._codec.repair import as_json
from .._json_types import is_list, is_object
from ..errors import InvalidInputError

__all__ = ["Pseudonyms"]

_Part = Callable[["Pseudonyms", Any], Any]

_ENTITY = ("status", "dateLastModified")
_MARKS = ("inProgress", "incomplete", "late", "missing")
_RACES = (
    "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander", "white",
    "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rules:
    """The fields of a record: those that are kept, those that are replaced, and those that have a rule of their own."""

    kept: tuple[str, ...]
    replaced: tuple[str, ...]
    parts: Mapping[str, _Part] = field(default_factory=dict[str, _Part])


class Pseudonyms:
    """Replaces what names a person; the same value by the same key is always the same pseudonym.

    Args:
        key: A secret of the caller's. Whoever has it can check a guess.

    Raises:
        InvalidInputError: It is no text or bytes, or empty.
    """

    def __init__(self, key: str | bytes) -> None:
        if not isinstance(key, str | bytes) or not key:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidInputError.of("pseudonymize", "must be a secret key, as text or bytes")
        content = key.encode() if isinstance(key, str) else key
        self._digest = hashlib.blake2b(digest_size=16, key=hashlib.sha256(content).digest())

    @classmethod
    def by(cls, key: str | bytes | Pseudonyms | None) -> Pseudonyms | None:
        """Those by a key; None without one."""
        return key if key is None or isinstance(key, Pseudonyms) else cls(key)

    @property
    def mark(self) -> str:
        """A text by which another key is told."""
        return self.of("timeback")[:12]

    def of(self, value: str) -> str:
        """The pseudonym of a text."""
        digest = self._digest.copy()
        digest.update(value.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def replaces(self, resource: str) -> bool:
        """Whether the records of a resource are of people."""
        return resource in _RULES

    def row(self, resource: str, content: bytes) -> bytes:
        """A record in JSON, with pseudonyms in it."""
        try:
            value = _record(self, msgspec.json.decode(content), _RULES[resource])
        except (msgspec.MsgspecError, RecursionError):
            value = None
        # What is no record stays apart from other such.
        return msgspec.json.encode(self.of(content.decode("utf-8", "replace")) if value is None else value)

    def text(self, value: Any) -> Any:
        """The pseudonym of a value; an address of mail has the form of one."""
        if value is None or value == "":
            return value
        if not isinstance(value, str):
            return self.of(msgspec.json.encode(value).decode())
        return f"{self.of(value.lower())}@pseudonym.invalid" if "@" in value else self.of(value)


def _record(pseudonyms: Pseudonyms, value: Any, rules: _Rules) -> Any:
    value = as_json(value)
    if not is_object(value):
        return None
    found: dict[str, Any] = {}
    for name, each in value.items():
        if name in rules.kept:
            found[name] = each
        elif name in rules.replaced:
            found[name] = pseudonyms.text(each)
        elif name in rules.parts:
            found[name] = rules.parts[name](pseudonyms, each)
    return found


def _person(pseudonyms: Pseudonyms, value: Any) -> Any:
    """A reference to a person, whose link ends with the id."""
    value = _alone(value, "sourcedId")
    if not is_object(value):
        return None
    found = _record(pseudonyms, value, _Rules(("type",), ("sourcedId",)))
    known, link = value.get("sourcedId"), value.get("href")
    if isinstance(link, str):
        place, slash, last = link.rstrip("/").rpartition("/")
        is_of_it = isinstance(known, str) and last in (known, quote(known, safe="")) and known not in place
        found["href"] = f"{place}{slash}{found['sourcedId']}" if is_of_it else ""
    return found


def _alone(value: Any, identity: str) -> Any:
    """An object, also for what stands in its place: one in a list or as text in JSON, or its identifier alone."""
    value = as_json(value)
    if is_list(value) and len(value) == 1:
        value = as_json(value[0])
    return {identity: value} if value and value.__class__ in (str, int) else value


def _each(rule: _Part) -> _Part:
    def part(pseudonyms: Pseudonyms, value: Any) -> Any:
        value = as_json(value)
        if is_list(value):
            return [rule(pseudonyms, each) for each in value]
        found = rule(pseudonyms, value)
        return None if found is None else [found]

    return part


def _by(rules: _Rules, identity: str | None = None) -> _Part:
    def part(pseudonyms: Pseudonyms, value: Any) -> Any:
        return _record(pseudonyms, _alone(value, identity) if identity else value, rules)

    return part


_RESULT = _Rules(
    (*_ENTITY, *_MARKS, "lineItem", "assessmentLineItem", "class", "scoreScale", "scoreStatus", "score",
     "scorePercentile", "scoreDate", "learningObjectiveSet"),
    ("sourcedId", "textScore"),
    {"student": _person},
)  # fmt: skip
_RULES: Mapping[str, _Rules] = {
    "users": _Rules(
        (*_ENTITY, "enabledUser", "grades", "primaryOrg", "role", "orgs"),
        ("sourcedId", "userMasterIdentifier", "username", "givenName", "familyName", "middleName", "identifier",
         "email", "sms", "phone", "preferredFirstName", "preferredMiddleName", "preferredLastName"),
        {
            "agents": _each(_person),
            "roles": _each(_by(_Rules(("roleType", "role", "org", "beginDate", "endDate"), ()))),
            "userIds": _each(_by(_Rules(("type",), ("identifier",)), "identifier")),
        },
    ),
    "demographics": _Rules(
        (*_ENTITY, *_RACES, "sex", "countryOfBirthCode", "stateOfBirthAbbreviation", "publicSchoolResidenceStatus"),
        ("sourcedId",),
    ),
    "enrollments": _Rules(
        (*_ENTITY, "role", "primary", "beginDate", "endDate", "class", "school"),
        ("sourcedId",),
        {"user": _person},
    ),
    "results": _RESULT,
    "assessment_results": _RESULT,
}  # fmt: skip
