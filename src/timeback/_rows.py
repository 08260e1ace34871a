"""Records in a row: the list that calls give, and the tables that it and pages turn into. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, cast, overload

from ._facade import of_root

if TYPE_CHECKING:
    from ._tables.columns import Mode, Names, Nested

__all__ = ["Rows", "Tabular"]

T = TypeVar("T")


class Tabular:
    """Rows that can be turned into dicts, JSON and data frames, and that a notebook displays as a table."""

    __slots__ = ()

    def _table(self) -> tuple[Sequence[Any], Any]:
        """The rows, and the type of one, so that a table without rows has its columns too."""
        raise NotImplementedError

    def to_dicts(
        self, *, mode: Mode = "python", nested: Nested = "flatten", names: Names = "python"
    ) -> list[dict[str, Any]]:
        """Each row as a dict of plain values.

        Args:
            mode: `"python"`: days are dates and instants are datetimes. `"json"`: all values are those of JSON, so that
                `json.dumps()` accepts them.
            nested: `"flatten"` gives a record inside a row a column for each of its fields
                (`primary_org_sourced_id`), `"keep"` keeps it whole, `"json"` makes it JSON text.
            names: `"python"` spells columns like attributes, `"wire"` like the server
                (`primaryOrg.sourcedId`).

        Raises:
            InvalidInputError: An argument is none of these.
        """
        from ._tables.frames import rows_to_dicts

        return rows_to_dicts(self._table()[0], nested, names, mode)

    def to_json(self) -> str:
        """The rows as a JSON array, with wire names."""
        from ._codec.plain import json_text

        return json_text(self._table()[0])

    def to_arrow(self, *, nested: Nested = "flatten", names: Names = "python") -> Any:
        """A `pyarrow.Table` of the rows, days as dates and instants as timestamps; see `to_dicts()`.

        Raises:
            ConfigurationError: The extra `notebook` is not installed.
        """
        from ._tables.frames import rows_to_arrow

        return rows_to_arrow(*self._table(), nested, names)

    def to_polars(self, *, nested: Nested = "flatten", names: Names = "python") -> Any:
        """A `polars.DataFrame` of the rows; see `to_arrow()`."""
        from ._tables.frames import rows_to_polars

        return rows_to_polars(*self._table(), nested, names)

    def to_pandas(self, *, nested: Nested = "flatten", names: Names = "python") -> Any:
        """A `pandas.DataFrame` of the rows. Days become midnights, since pandas has no days; see `to_arrow()`."""
        from ._tables.frames import rows_to_pandas

        return rows_to_pandas(*self._table(), nested, names)

    def _repr_html_(self) -> str:
        from ._tables.frames import rows_to_dicts
        from ._tables.html import SHOWN_ROWS, html_of_rows

        rows, _ = self._table()
        return html_of_rows(rows_to_dicts(rows[:SHOWN_ROWS]), len(rows), repr(self))


@of_root
class Rows(Tabular, list[T]):
    """A list of records that can be turned into tables. `list_all()`, `collect()` and slices of a page return it.

    It is a list in every way, and equal to a list with the same records; a slice of it is `Rows` again. Its `repr`
    counts the records and shows none.

    Args:
        rows: The records.
        model: The type of a record; by default that of the records in it.

    Attributes:
        model: The type of a record, so that a table without rows has its columns too.
    """

    __slots__ = ("model",)

    def __init__(self, rows: Iterable[T] = (), model: Any = None) -> None:
        super().__init__(rows)
        self.model = model

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, index: slice, /) -> Rows[T]: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> T | Rows[T]:
        """The record at a place, or those of a slice."""
        found = super().__getitem__(index)
        return Rows(cast("list[T]", found), self.model) if isinstance(index, slice) else cast("T", found)

    def copy(self) -> Rows[T]:
        """The same records in another list."""
        return Rows(self, self.model)

    def _table(self) -> tuple[Sequence[Any], Any]:
        return self, self.model

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from ._pydantic import schema_of_page

        return schema_of_page(source, handler)

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> tuple[Any, ...]:
        from ._codec.sparse import name_of_model

        return type(self), (), name_of_model(self.model), iter(self)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        from ._codec.sparse import model_named

        self.model = model_named(*state)

    def __repr__(self) -> str:
        kinds = {type(row).__name__ for row in self} or {getattr(self.model, "__name__", "any type")}
        of = f" of {kinds.pop()}" if len(kinds) == 1 else ""
        return f"Rows({len(self):,} rows{of})"
