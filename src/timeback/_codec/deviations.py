"""Differences of answers from the catalog: noted while a body is read, counted for a client, told once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

import msgspec

from .._facade import of_root
from .names import NamesSeen
from .types import codec_lock

__all__ = [
    "SEEN",
    "Deviated",
    "Deviation",
    "DeviationKind",
    "DeviationLog",
    "Expectation",
    "Notes",
    "Observer",
]

logger = logging.getLogger("timeback.decoding")

DeviationKind: TypeAlias = Literal["absent", "null", "repaired", "kept"]

SEEN: dict[DeviationKind, str] = {
    "absent": "the server left it out",
    "null": "the server sent null",
    "repaired": "the server sent another form of it, which could be read",
    "kept": "the server sent something else, which stays as it came",
}
# A server may have fields without end, in a map that is read as a record.
_MAX_ENTRIES = 1_000
_QUIET = 64


class Expectation(msgspec.Struct, frozen=True, eq=False):
    """A field, and what the catalog says of it. Compared by identity, as notes are many."""

    model: str
    field: str
    expected: str


@of_root
class Deviation(msgspec.Struct, frozen=True):
    """A difference between a field in the API catalog and in a server's answer.

    Attributes:
        model: The name of the model, such as `"User"`.
        field: The field in Python's spelling; empty for the body as a whole.
        kind: `"absent"` and `"null"`: it is required, but reads as None or as an empty list or map;
            `"repaired"`: it came in another form, which was converted; `"kept"`: it was left as it came.
        expected: What the catalog says, in words.
        count: How often it occurred.
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
        self.message = f"expected {expectation.expected}: {SEEN[kind]}"
        super().__init__(self.message)

    def below(self, step: str) -> Deviated:
        """The same, seen from one level above."""
        self.path = step + self.path
        return self


class Notes:
    """The deviations of one body while it is read. `strict` notes raise `Deviated` at the first.

    `charset` is what the body is declared in; `names` knows what its server calls fields.
    """

    __slots__ = ("charset", "counts", "names", "quiet", "strict", "suspects", "taken")

    def __init__(self, *, strict: bool = False, charset: str = "", names: NamesSeen | None = None) -> None:
        self.strict = strict
        self.charset = charset
        self.names = names
        self.taken = 0
        self.counts: dict[DeviationKind, dict[Expectation, int]] = {}
        # By the reader of a model: the way to read records of which the fields deviate that did so before.
        self.suspects: dict[Any, Any] = {}
        self.quiet = 0

    def add(self, expectation: Expectation, kind: DeviationKind) -> None:
        """Note a deviation."""
        if self.strict:
            raise Deviated(expectation, kind)
        self.taken += 1
        counts = self.counts.setdefault(kind, {})
        counts[expectation] = counts.get(expectation, 0) + 1

    def rest(self) -> None:
        """Count a record that does not deviate though it was suspected to; after many, none is."""
        self.quiet += 1
        if self.quiet == _QUIET:
            self.quiet = 0
            self.suspects.clear()

    def names_differ(self, content: bytes, model: Any, keys: tuple[str, ...] = ()) -> bool:
        """Whether the records of a body have other names than their model's, by what its server has shown."""
        return self.names is not None and self.names.differ(content, model, keys)

    def noted(self) -> Iterator[tuple[Expectation, DeviationKind, int]]:
        """The notes, with counts."""
        for kind, counts in self.counts.items():
            for owner, count in counts.items():
                yield owner, kind, count


class Observer(Protocol):
    """Is told of every answer that a channel reads."""

    def answered(
        self, content: bytes, model: Any, keys: tuple[str, ...], notes: Notes, error: BaseException | None, /
    ) -> None:
        """A body was read as `model`, or as a list of these, from the envelope `keys` or bare.

        `notes` are the deviations; `error` is why it could not be read at all.
        """
        ...


class _Entry(NamedTuple):
    model: str
    field: str
    kind: DeviationKind
    expected: str


class DeviationLog:
    """The notes of a client, its views and its services.

    Attributes:
        names: What its servers call fields.
    """

    def __init__(self) -> None:
        self._counts: dict[_Entry, int] = {}
        self.names = NamesSeen()

    def take(self, notes: Notes) -> None:
        """Add the notes of a body, and warn of each field that deviates for the first time."""
        if not notes.taken:
            return
        fresh: dict[tuple[str, str], _Entry] = {}
        with codec_lock():
            known = {(entry.model, entry.field) for entry in self._counts}
            for owner, kind, count in notes.noted():
                entry = _Entry(owner.model, owner.field, kind, owner.expected)
                if entry not in self._counts and len(self._counts) >= _MAX_ENTRIES:
                    continue
                self._counts[entry] = self._counts.get(entry, 0) + count
                place = entry.model, entry.field
                if place not in known:
                    fresh.setdefault(place, entry)
        for entry in fresh.values():
            name = f"{entry.model}.{entry.field}".rstrip(".")
            logger.warning("%s: expected %s; %s", name, entry.expected, SEEN[entry.kind])

    def entries(self) -> tuple[Deviation, ...]:
        """The notes so far, in the order in which each was first seen."""
        with codec_lock():
            counts = dict(self._counts)
        return tuple(Deviation(*entry, count) for entry, count in counts.items())
