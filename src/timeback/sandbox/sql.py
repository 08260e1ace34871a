"""Tables of documents, and clauses over them: the SQL of the sandbox, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .records import Doc

__all__ = ["EVERYTHING", "Clause", "Table", "all_of", "any_of", "path_sql"]


class Clause(NamedTuple):
    """A piece of a WHERE clause and the values bound in it."""

    sql: str
    values: tuple[Any, ...] = ()


EVERYTHING = Clause("1")


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

    @property
    def schema(self) -> str:
        """The statements that make the table, without its indexes."""
        columns = "".join(f'"{path}" GENERATED ALWAYS AS ({path_sql(path)}) STORED, ' for path in self._kept)
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
