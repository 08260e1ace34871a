"""A Python data source for Spark 4: `spark.read.format("timeback")`.

    from timeback.integrations.spark import TimebackDataSource

    spark.dataSource.register(TimebackDataSource)
    users = spark.read.format("timeback").option("resource", "users").option("env", "staging").load()

It needs `pip install 'timeback-clients[spark]'` where the driver and where the executors run, and a Java
runtime for Spark itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from .._extras import require_extra
from .._query.filters import Where
from .._tables.columns import Nested
from .._tables.frames import arrow_schema
from ..errors import InvalidInputError
from ..export.catalog import chosen
from ..export.pieces import Partition, partitions
from ..export.resources import Resource

if TYPE_CHECKING:
    # As much of Spark as is used here: checking types needs no Spark.
    class DataSource:
        options: Mapping[str, str]

    class DataSourceReader: ...

    class InputPartition:
        value: Any

        def __init__(self, value: Any) -> None: ...

else:
    _spark = require_extra("pyspark.sql.datasource", extra="spark", purpose="a Spark data source")
    DataSource, DataSourceReader = _spark.DataSource, _spark.DataSourceReader
    InputPartition = _spark.InputPartition

__all__ = ["TimebackDataSource"]

_CONNECTION = ("env", "platform", "base_url", "auth_url", "client_id", "client_secret", "scope")
_NESTED: dict[str, Nested] = {"flatten": "flatten", "keep": "keep", "json": "json"}


class TimebackDataSource(DataSource):
    """A OneRoster resource as a table.

    Options:
        resource: A name out of `timeback.export.RESOURCES`, such as `users`.
        rows: Rows a partition; 10,000 without it.
        where: Conditions as JSON, such as `{"status": "active"}`.
        since: Only what changed since: ISO 8601 text of an instant or a day.
        nested: `flatten`, `keep` or `json`; see `PageResult.to_dicts()`.
        env, platform, base_url, auth_url, client_id, client_secret, scope: As `OneRosterClient` takes
            them. Leave credentials to environment variables of the executors.
    """

    @classmethod
    def name(cls) -> str:
        """The format's name."""
        return "timeback"

    def schema(self) -> Any:
        """The table's columns, as a `StructType`; the resource's model decides them."""
        types = require_extra("pyspark.sql.pandas.types", extra="spark", purpose="a Spark data source")
        return types.from_arrow_schema(arrow_schema(_resource(self.options).model, _nested(self.options)))

    def reader(self, schema: Any) -> DataSourceReader:
        """A reader of the whole resource; `schema` is the table's own."""
        return _Reader(dict(self.options.items()))


class _Reader(DataSourceReader):
    def __init__(self, options: Mapping[str, str]) -> None:
        self._options = {name.lower(): value for name, value in options.items()}

    def partitions(self) -> list[InputPartition]:
        """The pieces to read, for one request to the platform."""
        options = self._options
        where: Where | None = json.loads(options["where"]) if "where" in options else None
        connection: dict[str, Any] = {name: options[name] for name in _CONNECTION if name in options}
        pieces = partitions(
            _resource(options).name,
            rows=int(options.get("rows", "10000")),
            where=where,
            since=options.get("since"),
            **connection,
        )
        return [InputPartition(piece) for piece in pieces]

    def read(self, partition: InputPartition) -> Iterator[Any]:
        """The rows of a piece, as Arrow's record batches."""
        # Where there are no pieces, Spark asks for one that holds nothing.
        piece = cast("Partition | None", partition.value)
        if piece is not None:
            yield from piece.to_arrow(_nested(self._options)).to_batches()


def _resource(options: Mapping[str, str]) -> Resource:
    name = options.get("resource")
    if name is None:
        raise InvalidInputError.of("resource", "is missing: .option('resource', 'users')")
    (resource,) = chosen([name])
    return resource


def _nested(options: Mapping[str, str]) -> Nested:
    nested = _NESTED.get(options.get("nested", "flatten"))
    if nested is None:
        raise InvalidInputError.of("nested", "must be flatten, keep or json")
    return nested
