"""A Python data source for Spark 4: `spark.read.format("timeback")` and `spark.readStream.format("timeback")`.

    from timeback.integrations.spark import TimebackDataSource

    spark.dataSource.register(TimebackDataSource)
    users = spark.read.format("timeback").option("resource", "users").option("env", "staging").load()

It needs the extra `spark` where the driver and where the executors run, and a Java
runtime for Spark itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .._extras import require_extra
from .._query.filters import Where, all_of
from .._tables.arrays import schema_of
from ..errors import InvalidInputError
from ..export.pieces import Partition, columns_named
from ._conditions import condition_of
from ._spark_options import Asked, asked_by

if TYPE_CHECKING:
    # As much of Spark as is used here: checking types needs no Spark.
    class DataSource:
        options: dict[str, str]

    class DataSourceReader: ...

    class DataSourceStreamReader: ...

    class InputPartition:
        value: Any

        def __init__(self, value: Any) -> None: ...

else:
    _spark = require_extra("pyspark.sql.datasource", extra="spark", purpose="a Spark data source")
    DataSource, DataSourceReader = _spark.DataSource, _spark.DataSourceReader
    DataSourceStreamReader, InputPartition = _spark.DataSourceStreamReader, _spark.InputPartition

__all__ = ["TimebackDataSource"]

_OPERATORS = {
    "EqualTo": "=",
    "In": "in",
    "GreaterThan": ">",
    "GreaterThanOrEqual": ">=",
    "LessThan": "<",
    "LessThanOrEqual": "<=",
}


class TimebackDataSource(DataSource):
    """A OneRoster resource as a table.

    The reader's schema, or `columns`, determines which columns are fetched. With `pushdown`, a query's comparisons
    (`=`, `IN`, `>=` of instants and numbers) go to the server. A stream reads changes by `date_last_modified`: a
    changed record comes again, in its new state.

    Options:
        resource: One of `timeback.export.RESOURCES`, such as `users`.
        rows: Rows per partition; 10,000 by default.
        columns: Names of columns, separated by commas.
        where: Conditions as JSON, such as `{"status": "active"}`.
        since: Only records changed since then: ISO 8601 text of an instant or a day. A stream starts there.
        nested: `flatten`, `keep` or `json`; see `PageResult.to_dicts()`.
        pushdown: `true`, from Spark 4.1 on, if `spark.sql.python.filterPushdown.enabled` is true; otherwise Spark
            rejects a source that can do this.
        page_size: Rows per page; by default as many as the platform allows.
        lag: Seconds that a stream stays behind the server's clock, so that it misses no change that is stored a
            little later than its timestamp; 60 by default.
        rate_limit: Requests per second, or these and requests in flight (`20,10`), or `platform`.
        processes: How many tasks run at the same time: each has its share of `rate_limit`.
        env, platform, base_url, auth_url, client_id, client_secret, scope: As in `OneRosterClient`. Leave
            credentials to environment variables of the executors.
    """

    @classmethod
    def name(cls) -> str:
        """The format's name."""
        return "timeback"

    def schema(self) -> Any:
        """The table's columns, as a `StructType`; they follow from the resource's model."""
        asked = asked_by(self.options)
        found = columns_named(asked.resource.model, asked.nested, asked.columns)
        return _types().from_arrow_schema(schema_of(found))

    def reader(self, schema: Any) -> DataSourceReader:
        """A reader of the columns in `schema`."""
        asked = asked_by(self.options)
        return _PushingReader(asked, schema) if asked.pushdown else _Reader(asked, schema)

    def streamReader(self, schema: Any) -> DataSourceStreamReader:  # noqa: N802
        """A reader of changes, with the columns in `schema`."""
        return _StreamReader(asked_by(self.options), schema)


class _Rows:
    """The rows of pieces as batches of Arrow, in the columns and types of a schema."""

    def __init__(self, asked: Asked, schema: Any) -> None:
        self._asked = asked
        self._wanted = _arrow_schema(schema)
        self._names: list[str] = list(self._wanted.names)
        found = columns_named(asked.resource.model, asked.nested, self._names)
        self._in_form(schema_of(found).empty_table())

    def read(self, partition: InputPartition) -> Iterator[Any]:
        """The rows of a piece, as Arrow's record batches."""
        # Where there are no pieces, Spark asks for one that holds nothing.
        piece: Partition | None = partition.value
        if piece is not None:
            yield from self._in_form(piece.to_arrow(self._asked.nested, self._names)).to_batches()

    def _in_form(self, table: Any) -> Any:
        arrow = require_extra("pyarrow", extra="spark", purpose="a Spark data source")
        for place, field in enumerate(self._wanted):
            column = table.column(place)
            try:
                table = table.set_column(place, field, column.cast(field.type))
            except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError) as error:
                kinds = f"{column.type} cannot be {field.type}"
                raise InvalidInputError.of("schema", f"{field.name}: {kinds}") from error
        return table


class _Reader(_Rows, DataSourceReader):
    def __init__(self, asked: Asked, schema: Any) -> None:
        super().__init__(asked, schema)
        self._pushed: Where | None = None

    def partitions(self) -> list[InputPartition]:
        """The pieces to read."""
        return [InputPartition(piece) for piece in self._asked.pieces(self._pushed)]


class _PushingReader(_Reader):
    def pushFilters(self, filters: Sequence[Any]) -> Sequence[Any]:  # noqa: N802
        """Ask the server for rows that hold these; Spark looks at them again, since its rules decide."""
        for each in filters:
            operator = _OPERATORS.get(type(each).__name__)
            if operator is not None and len(each.attribute) == 1:
                condition = condition_of(self._asked.resource.model, each.attribute[0], operator, each.value)
                self._pushed = all_of(self._pushed, condition)
        return filters


class _StreamReader(_Rows, DataSourceStreamReader):
    """Reads records by the instant of their last change: those after one, up to another."""

    def initialOffset(self) -> dict[str, str]:  # noqa: N802
        """The beginning: everything, or what changed since."""
        return {"after": self._asked.beginning()}

    def latestOffset(self, start: dict[str, str] | None = None, limit: object = None) -> dict[str, str]:  # noqa: N802
        """The last change that there is, as far as it is old enough to be sure of those before it."""
        newest = self._asked.newest()
        return start or self.initialOffset() if newest is None else {"after": newest.isoformat()}

    def partitions(self, start: dict[str, str], end: dict[str, str]) -> list[InputPartition]:
        """The pieces of what changed in between."""
        if start["after"] >= end["after"]:
            return []
        changed: dict[str, Any] = {"lte": datetime.fromisoformat(end["after"])}
        if start["after"]:
            changed["gt"] = datetime.fromisoformat(start["after"])
        condition: Any = {"date_last_modified": changed}
        return [InputPartition(piece) for piece in self._asked.pieces(condition)]


def _arrow_schema(schema: Any) -> Any:
    """Spark's schema as Arrow's. Instants travel in UTC, which versions say in different ways."""
    to_arrow_schema = _types().to_arrow_schema
    names_zone = "timezone" in inspect.signature(to_arrow_schema).parameters
    return to_arrow_schema(schema, timezone="UTC") if names_zone else to_arrow_schema(schema)


def _types() -> Any:
    return require_extra("pyspark.sql.pandas.types", extra="spark", purpose="a Spark data source")
