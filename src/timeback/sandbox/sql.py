"""Tables of documents, and clauses over them: the SQL of the sandbox, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from .._json_types import is_object
from .records import Doc

__all__ = ["EVERYTHING", "Clause", "Table", "all_of", "any_of", "path_sql"]


class Clause(NamedTuple):
    """A piece of a WHERE clause and the values bound in it."""

    sql: str
    values: tuple[Any, ...] = ()


EVERYTHING = Clause("1")
_MOST_INTEGER = 2**63 - 1


@dataclass(frozen=True)
class Table:
    """A collection of documents.

    Attributes:
        name: The SQL name.
        columns: Dotted paths kept as columns of their own, each indexed: what is often asked for.
        folded: Of these, the ones also indexed without regard to case.
        tags: What a document is found under beside its columns, such as `role=student`.
    """

    name: str
    columns: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    tags: Callable[[Doc], Iterable[str]] | None = None

    def expression(self, path: str) -> str:
        """The SQL of a dotted path, which must be one that the code names, not one that a caller sent."""
        if path == "sourcedId":
            return "id"
        return f'"{path}"' if path in self._kept else path_sql(path)

    @property
    def _kept(self) -> Sequence[str]:
        return ("status", *self.columns)

    def tagged(self, tag: str) -> Clause:
        """The rows that carry a tag."""
        return Clause(f"seq IN (SELECT seq FROM {self.name}_tags WHERE tag = ?)", (tag,))

    @cached_property
    def row(self) -> Sequence[str]:
        """Its columns, in the order in which they are written."""
        return ("seq", "id", *(f'"{path}"' for path in self._kept), "doc")

    @cached_property
    def _places(self) -> Sequence[tuple[str, str]]:
        return [(head, rest) for head, _, rest in (path.partition(".") for path in self._kept)]

    def values(self, doc: Doc) -> list[Any]:
        """The values of a document for the columns: taken here, which is sooner done than in SQL."""
        found: list[Any] = []
        for head, rest in self._places:
            value = doc.get(head)
            if rest and value is not None:
                value = value.get(rest) if is_object(value) else None
            found.append(value if value is None or isinstance(value, str) else _as_sql(value))
        return found

    @property
    def schema(self) -> str:
        """The statements that make the table, without its indexes."""
        columns = "".join(f'"{path}", ' for path in self._kept)
        head = "seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
        table = f"CREATE TABLE IF NOT EXISTS {self.name} ({head}{columns}doc TEXT NOT NULL);"
        if not self.tags:
            return table
        return (
            f"{table}\nCREATE TABLE IF NOT EXISTS {self.name}_tags "
            "(tag TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tag, seq)) WITHOUT ROWID;"
        )

    @property
    def _indexed(self) -> Mapping[str, str]:
        found = {f"{self.name}_by_{path.replace('.', '_')}": f'{self.name}("{path}")' for path in self._kept}
        for path in self.folded:
            found[f"{self.name}_folded_{path}"] = f'{self.name}("{path}" COLLATE NOCASE)'
        if self.tags:
            found[f"{self.name}_tags_by_row"] = f"{self.name}_tags(seq)"
        return found

    @property
    def index_names(self) -> Sequence[str]:
        """The names of its indexes."""
        return list(self._indexed)

    @property
    def indexes(self) -> Sequence[str]:
        """The statements that make its indexes."""
        return [f"CREATE INDEX IF NOT EXISTS {name} ON {on}" for name, on in self._indexed.items()]


def _as_sql(value: Any) -> Any:
    """A value as `json_extract` gives it."""
    if isinstance(value, int):
        return int(value) if abs(value) <= _MOST_INTEGER else float(value)
    return value if isinstance(value, float) else msgspec.json.encode(value).decode()


def path_sql(path: str) -> str:
    """The SQL that reads a dotted path out of the document."""
    return f"json_extract(doc, '$.{path}')"


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Every clause holds."""
    return _joined("AND", clauses) if clauses else EVERYTHING


def any_of(clauses: Sequence[Clause]) -> Clause:
    """At least one clause holds."""
    return _joined("OR", clauses) if clauses else Clause("0")


def _joined(word: str, clauses: Sequence[Clause]) -> Clause:
    # In halves: SQLite refuses expressions deeper than 1000, and a flat chain is as deep as it is long.
    if len(clauses) == 1:
        return clauses[0]
    middle = len(clauses) // 2
    left, right = _joined(word, clauses[:middle]), _joined(word, clauses[middle:])
    return Clause(f"({left.sql} {word} {right.sql})", left.values + right.values)
