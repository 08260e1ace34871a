"""The values of records, cell by cell against the JSON that came, as Dask and Spark have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.engines, pytest.mark.timeout(300), pytest.mark.filterwarnings("default")]

from tests.scripted import ScriptedServer  # noqa: E402
from tests.values import TABLES, Cells, misfits, serve, told  # noqa: E402
from timeback.integrations.dask import read  # noqa: E402


@pytest.fixture(scope="module")
def served() -> Iterator[ScriptedServer]:
    with ScriptedServer(script=serve) as server:
        yield server


@pytest.mark.parametrize("rows", [7, 10_000])
@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_dask_is_what_was_sent(served: ScriptedServer, name: str, rows: int) -> None:
    frame = read(name, rows=rows, **served.credentials)
    assert (frame.npartitions > 1) is (rows == 7)
    computed = frame.compute()
    cells: list[Cells] = [
        dict(zip(computed.columns, row, strict=True)) for row in computed.itertuples(index=False)
    ]
    assert misfits(name, cells, told) == []


@pytest.mark.needs("java")
@pytest.mark.parametrize("rows", ["7", "10000"])
@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_spark_is_what_was_sent(
    served: ScriptedServer, spark: Any, name: str, rows: str
) -> None:
    table = spark.read.format("timeback").options(resource=name, rows=rows, **served.credentials).load()
    assert (table.rdd.getNumPartitions() > 1) is (rows == "7")
    assert misfits(name, table.toArrow().to_pylist(), told) == []
    # PySpark's own rows cannot hold an instant of the first day of the year 1, whatever it comes from.
    late = table.where("score_date > timestamp'0001-01-02'") if name == "results" else table
    early = [row for row in table.toArrow().to_pylist() if name == "results" and row["score_date"].year == 1]
    assert len(early) == (name == "results")
    assert misfits(name, early + [row.asDict(recursive=True) for row in late.collect()], told) == []
