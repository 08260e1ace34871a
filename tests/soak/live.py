"""A soak of exports: a district of 60,000 rows that is worked at all the while, read in each format, and in pieces.

`python -m tests.soak.live --runs 20` fails where a row that exists all the while is lost, or is there twice. With
Dask and Spark in the environment, as in that of `make soak`, these read it, too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.live_district import FORMATS, LiveDistrict, exported, in_pieces
from tests.scripted import ScriptedServer
from timeback import OneRosterClient


def ways(spark: Any) -> Iterator[tuple[str, Callable[[dict[str, Any], Path], list[str]]]]:
    """The ways to read a list: their names, and what gives the ids that they find."""

    def to_files(kind: Any) -> Callable[[dict[str, Any], Path], list[str]]:
        def read(connection: dict[str, Any], to: Path) -> list[str]:
            with OneRosterClient(**connection) as client:
                return exported(client, to, kind)

        return read

    for kind in FORMATS:
        yield kind, to_files(kind)
    yield "partitions", lambda connection, _: in_pieces(5_000, **connection)
    if find_spec("dask"):
        from timeback.integrations.dask import read

        yield "Dask", lambda connection, _: [*read("orgs", rows=5_000, **connection).compute()["sourced_id"]]
    if spark is not None:
        yield "Spark", lambda connection, _: ids_by_spark(spark, connection)


def ids_by_spark(spark: Any, connection: dict[str, Any]) -> list[str]:
    table = spark.read.format("timeback").options(resource="orgs", rows="5000", **connection).load()
    return [row["sourced_id"] for row in table.collect()]


def spark_session() -> Any:
    """A session of Spark; None where it is not installed, or has no Java."""
    if not find_spec("pyspark") or not shutil.which("java"):
        return None
    from timeback.integrations.spark import TimebackDataSource

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    for name, value in {
        "ui.enabled": "false",
        "ui.showConsoleProgress": "false",
        "driver.bindAddress": "127.0.0.1",
        "driver.host": "127.0.0.1",
    }.items():
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    session.dataSource.register(TimebackDataSource)
    return session


def main() -> int:
    """Read it as often as asked for; the number of misfits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--rows", type=int, default=60_000)
    asked, misfits, spark = parser.parse_args(), 0, spark_session()
    for run in range(asked.runs):
        for name, read in ways(spark):
            district = LiveDistrict(asked.rows, seed=run)
            began = time.monotonic()
            with (
                tempfile.TemporaryDirectory() as folder,
                ScriptedServer(script=district) as server,
                district.at_work(),
            ):
                found = district.misfits(read(server.credentials, Path(folder)))
            misfits += len(found)
            said = ", ".join(found[:5]) or "every row is there once"
            seconds = time.monotonic() - began
            print(f"run {run + 1}, {name}: {seconds:.0f} s, {dict(district.changes)}: {said}", flush=True)
    return misfits


if __name__ == "__main__":
    sys.exit(min(main(), 1))
