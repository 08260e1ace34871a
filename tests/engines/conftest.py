"""The engines have an environment of their own: elsewhere their tests are not collected."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

HERE = all(find_spec(name) for name in ("dask", "pyspark"))
collect_ignore_glob = [] if HERE else ["test_*.py"]


@pytest.fixture(scope="package")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    from timeback.integrations.spark import TimebackDataSource

    builder = SparkSession.builder.master("local[2]").appName("timeback")
    settings = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC"}
    settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = builder.getOrCreate()
        session.dataSource.register(TimebackDataSource)
        yield session
        session.stop()
