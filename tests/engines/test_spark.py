"""The Python data source of Spark, on Spark itself in local mode."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

pytestmark = [
    pytest.mark.engines,
    pytest.mark.needs("java"),
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("default"),
]

from timeback import OneRosterClient  # noqa: E402
from timeback.sandbox import Sandbox  # noqa: E402


@pytest.fixture(scope="module")
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


def load(spark: Any, sandbox: Sandbox, resource: str, **options: str) -> Any:
    return spark.read.format("timeback").options(resource=resource, **sandbox.credentials, **options).load()


def test_every_row_arrives_once_in_partitions(spark: Any, sandbox: Sandbox) -> None:
    table = load(spark, sandbox, "users", rows="100")
    with OneRosterClient(**sandbox.credentials) as client:
        users = client.users.list_all(limit=1000)
    assert table.rdd.getNumPartitions() == -(-len(users) // 100)
    rows = {row["sourced_id"]: row for row in table.collect()}
    assert len(rows) == table.count() == len(users)
    for user in users:
        row = rows[user.sourced_id]
        assert [role["org_sourced_id"] for role in row["roles"]] == [r.org.sourced_id for r in user.roles]
        assert row["enabled_user"] == user.enabled_user
        assert row["grades"] == (None if user.grades is None else [str(grade) for grade in user.grades])


def test_a_query_sees_the_types_that_the_model_says(spark: Any, sandbox: Sandbox) -> None:
    table = load(spark, sandbox, "enrollments", rows="1000")
    kinds = dict(table.dtypes)
    assert (kinds["begin_date"], kinds["date_last_modified"]) == ("date", "timestamp")
    assert kinds["primary"] == "boolean"
    with OneRosterClient(**sandbox.credentials) as client:
        enrollments = client.enrollments.list_all(limit=1000)
    counted = {row["role"]: row["count"] for row in table.groupBy("role").count().collect()}
    assert counted == Counter(str(each.role) for each in enrollments)
    first = table.orderBy("sourced_id").first()
    assert isinstance(first["begin_date"], date)
    assert str(first["begin_date"]) == min(enrollments, key=lambda each: each.sourced_id).begin_date


def test_conditions_narrow(spark: Any, sandbox: Sandbox) -> None:
    table = load(spark, sandbox, "enrollments", where=json.dumps({"role": "teacher"}))
    assert {row["role"] for row in table.select("role").distinct().collect()} == {"teacher"}
    assert load(spark, sandbox, "users", where=json.dumps({"given_name": "Nobody at all"})).count() == 0


def test_nested_records_are_kept_by_choice(spark: Any, sandbox: Sandbox) -> None:
    table = load(spark, sandbox, "users", nested="keep")
    assert dict(table.dtypes)["primary_org"].startswith("struct<")
    assert table.where("primary_org.sourced_id is not null").count() > 0
