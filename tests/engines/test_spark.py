"""The Python data source of Spark, on Spark itself in local mode."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.engines,
    pytest.mark.needs("java"),
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("default"),
]

from tests.engines.counting import Counting, counting  # noqa: E402
from timeback import OneRosterClient  # noqa: E402
from timeback.sandbox import Sandbox  # noqa: E402


def load(spark: Any, sandbox: Sandbox | Counting, resource: str, **options: str) -> Any:
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


def test_a_schema_and_columns_say_what_is_fetched(spark: Any, sandbox: Sandbox) -> None:
    with counting(sandbox) as counted:
        table = (
            spark.read.format("timeback").schema("role string, sourced_id string, begin_date string")
            .options(resource="enrollments", rows="1000", **counted.credentials).load()
        )  # fmt: skip
        assert table.columns == ["role", "sourced_id", "begin_date"]
        rows = table.collect()
        assert counted.asked("fields")[-1] == "sourcedId,beginDate,role"
    with OneRosterClient(**sandbox.credentials) as client:
        enrollments = {each.sourced_id: each for each in client.enrollments.list_all(limit=1000)}
    assert {row["sourced_id"]: (row["role"], row["begin_date"]) for row in rows} == {
        name: (str(each.role), each.begin_date) for name, each in enrollments.items()
    }
    narrow = load(spark, sandbox, "users", columns="email, sourced_id")
    assert narrow.columns == ["email", "sourced_id"]
    assert narrow.count() > 0


def test_filters_of_a_query_go_to_the_server(spark: Any, sandbox: Sandbox) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        enrollments = client.enrollments.list_all(limit=1000)
    changed = sorted(each.date_last_modified for each in enrollments)[len(enrollments) // 2]
    expected = {
        "role = 'teacher'": [each for each in enrollments if each.role == "teacher"],
        "role IN ('teacher', 'administrator')": [
            each for each in enrollments if each.role in ("teacher", "administrator")
        ],
        f"date_last_modified >= timestamp'{changed.isoformat()}'": [
            each for each in enrollments if each.date_last_modified >= changed
        ],
        "role = 'teacher' AND begin_date >= date'2000-01-01'": [
            each for each in enrollments if each.role == "teacher"
        ],
        "role = 'astronaut'": [],
        "upper(role) = 'TEACHER'": [each for each in enrollments if each.role == "teacher"],
    }
    pushed = ["role='teacher'", "role='administrator'", "dateLastModified>=", "role='teacher'", None, None]
    spark.conf.set("spark.sql.python.filterPushdown.enabled", "true")
    for (condition, rows), part in zip(expected.items(), pushed, strict=True):
        with counting(sandbox) as counted:
            table = load(spark, counted, "enrollments", rows="1000", pushdown="true").where(condition)
            assert {row["sourced_id"] for row in table.collect()} == {each.sourced_id for each in rows}
            filters = counted.asked("filter")
            asked = (
                any(part in each for each in filters) if part else not any("role" in each for each in filters)
            )
            assert asked, (condition, filters)
    spark.conf.unset("spark.sql.python.filterPushdown.enabled")


def test_a_stream_reads_what_changes(spark: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    def batch() -> list[Any]:
        query = (
            spark.readStream.format("timeback")
            .options(resource="users", columns="sourced_id,middle_name", lag="0", rows="200", **sandbox.credentials)
            .load().writeStream.format("parquet").trigger(availableNow=True)
            .option("checkpointLocation", str(tmp_path / "checkpoint")).start(str(tmp_path / "users"))
        )  # fmt: skip
        assert query.awaitTermination(200)
        return spark.read.parquet(str(tmp_path / "users")).collect()

    with OneRosterClient(**sandbox.credentials) as client:
        users = client.users.list_all(limit=1000)
        assert Counter(row["sourced_id"] for row in batch()) == Counter(user.sourced_id for user in users)
        sandbox.clock.advance(timedelta(hours=1))
        client.users.modify(users[3].sourced_id, middle_name="Quinn")
        client.users.modify(users[5].sourced_id, middle_name="Reese")
        sandbox.clock.advance(timedelta(minutes=1))
        again = batch()
    assert len(again) == len(users) + 2
    assert {row["middle_name"] for row in again} >= {"Quinn", "Reese"}
    assert len(batch()) == len(users) + 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"colums": "email"}, "colums: is none of resource, rows"),
        ({"rows": "many"}, "rows: must be a whole number"),
        ({"where": "status=active"}, "where: must be conditions as JSON"),
        ({"columns": "shoe_size"}, "'shoe_size' is none of sourced_id"),
        ({"rate_limit": "fast"}, "rate_limit: must be requests a second"),
        ({"rate_limit": ",2", "processes": "3"}, "processes: must not be more than the 2"),
        ({"nested": "deep"}, "nested: must be flatten, keep or json"),
    ],
)
def test_what_cannot_be_read_is_refused(
    spark: Any, sandbox: Sandbox, options: dict[str, str], message: str
) -> None:
    with pytest.raises(Exception, match=message):
        load(spark, sandbox, "users", **options).count()


def test_a_schema_that_the_table_lacks_is_refused(spark: Any, sandbox: Sandbox) -> None:
    for schema, message in (
        ("shoe_size int", "'shoe_size' is none of"),
        ("roles int", "schema: roles: .* cannot be"),
    ):
        reader = spark.read.format("timeback").schema(schema)
        with pytest.raises(Exception, match=message):
            reader.options(resource="users", **sandbox.credentials).load().count()


def test_a_process_has_one_token(spark: Any, sandbox: Sandbox) -> None:
    with counting(sandbox) as counted:
        table = load(spark, counted, "enrollments", rows="60", rate_limit=",4", processes="2")
        assert table.rdd.getNumPartitions() >= 20
        counted.tokens = counted.most = 0
        assert table.count() > 0
        # The one that plans, and the two that read, at most; they live on.
        assert counted.tokens <= 3
        assert counted.most <= 4
