"""A district at work, read by Dask and Spark: each row that exists all the while is there once."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [pytest.mark.engines, pytest.mark.timeout(300), pytest.mark.filterwarnings("default")]

from tests.live_district import LiveDistrict  # noqa: E402
from tests.scripted import ScriptedServer  # noqa: E402
from timeback.integrations.dask import read  # noqa: E402


def test_dask_reads_a_district_at_work_whole() -> None:
    district = LiveDistrict(3_000, seed=7, rate=100)
    with ScriptedServer(script=district) as server, district.at_work():
        frame = read("orgs", rows=400, page_size=100, **server.credentials)
        assert frame.npartitions > 5
        assert district.misfits(frame.compute()["sourced_id"]) == []


@pytest.mark.needs("java")
def test_spark_reads_a_district_at_work_whole(spark: Any) -> None:
    district = LiveDistrict(3_000, seed=8, rate=100)
    with ScriptedServer(script=district) as server, district.at_work():
        asked = {"resource": "orgs", "rows": "400", "page_size": "100", **server.credentials}
        rows = spark.read.format("timeback").options(**asked).load().collect()
        assert district.misfits(row["sourced_id"] for row in rows) == []
