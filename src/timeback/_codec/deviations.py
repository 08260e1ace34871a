"""Differences of answers from the catalog: noted while a body is read, counted for a client, told once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from .._facade import of_root
from .types import codec_lock

__all__ = ["Deviated", "Deviation", "DeviationKind", "DeviationLog", "Expectation", "Notes"]

logger = logging.getLogger("timeback.decoding")

DeviationKind: TypeAlias = Literal["absent", "null", "repaired", "kept"]

_SEEN: dict[DeviationKind, str] = {
    "absent": "the server left it out",
    "null": "the server sent null",
    "repaired": "the server sent another form of it, which could be read",
    "kept": "the server sent something else, which stays as it came",
}
# A server may have fields without end, in a map that is read as a record.
_MAX_ENTRIES = 1_000


class Expectation(NamedTuple):
    """A field, and what the catalog says of it."""

    model: str
    field: str
    expected: str


@of_root
@dataclass(frozen=True, slots=True)
class Deviation:
    """A difference between what the catalog says of a field and what a server sent.

    Attributes:
        model: The name of the model, such as `"User"`.
        field: The field in Python's spelling; empty for the body as a whole.
        kind: `"absent"` and `"null"`: it is required, and reads as None or as an empty list or map;
            `"repaired"`: it came in another form, which was read; `"kept"`: it stays as it came.
        expected: What the catalog says, in words.
        count: How often it was seen.
    """

    model: str
    field: str
    kind: DeviationKind
    expected: str
    count: int


class Deviated(Exception):
    """A body that is read strictly deviates; `path` leads to the place."""

    def __init__(self, expectation: Expectation, kind: DeviationKind) -> None:
        self.path = ""
        self.message = f"expected {expectation.expected}: {_SEEN[kind]}"
        super().__init__(self.message)

    def below(self, step: str) -> Deviated:
        """The same, seen from one level above."""
        self.path = step + self.path
        return self


class Notes:
    """The deviations of one body while it is read. `strict` notes raise `Deviated` at the first."""

    __slots__ = ("counts", "strict", "suspects", "taken")

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.taken = 0
        self.counts: dict[tuple[Expectation, DeviationKind], int] = {}
        # By the reader of a model: the fields that deviated in its last record, so probably in the next.
        self.suspects: dict[Any, list[str]] = {}

    def add(self, expectation: Expectation, kind: DeviationKind) -> None:
        """Note a deviation."""
        if self.strict:
            raise Deviated(expectation, kind)
        self.taken += 1
        key = expectation, kind
        self.counts[key] = self.counts.get(key, 0) + 1


class DeviationLog:
    """The notes of a client, its views and its services."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Expectation, DeviationKind], int] = {}

    def take(self, notes: Notes) -> None:
        """Add the notes of a body, and warn of each field that deviates for the first time."""
        if not notes.counts:
            return
        fresh: dict[tuple[str, str], tuple[Expectation, DeviationKind]] = {}
        with codec_lock():
            known = {(expectation.model, expectation.field) for expectation, _ in self._counts}
            for key, count in notes.counts.items():
                if key not in self._counts and len(self._counts) >= _MAX_ENTRIES:
                    continue
                self._counts[key] = self._counts.get(key, 0) + count
                place = key[0].model, key[0].field
                if place not in known:
                    fresh.setdefault(place, key)
        for expectation, kind in fresh.values():
            name = f"{expectation.model}.{expectation.field}".rstrip(".")
            logger.warning("%s: expected %s; %s", name, expectation.expected, _SEEN[kind])

    def entries(self) -> tuple[Deviation, ...]:
        """The notes so far, in the order in which each was first seen."""
        with codec_lock():
            counts = dict(self._counts)
        return tuple(
            Deviation(expectation.model, expectation.field, kind, expectation.expected, count)
            for (expectation, kind), count in counts.items()
        )
