"""Resources as Dask DataFrames, on Dask itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]

from tests.engines.counting import Counting, counting  # noqa: E402
from timeback import OneRosterClient  # noqa: E402
from timeback.errors import InvalidInputError  # noqa: E402
from timeback.integrations.dask import read  # noqa: E402
from timeback.sandbox import Sandbox  # noqa: E402


def listed(sandbox: Sandbox, resource: str) -> list[Any]:
    with OneRosterClient(**sandbox.credentials) as client:
        return getattr(client, resource).list_all(limit=1000)


@pytest.mark.parametrize("scheduler", ["synchronous", "threads", "processes"])
def test_every_row_arrives_once_from_any_scheduler(sandbox: Sandbox, scheduler: str) -> None:
    frame = read("users", rows=100, **sandbox.credentials)
    users = listed(sandbox, "users")
    assert frame.npartitions == -(-len(users) // 100)
    computed = frame.compute(scheduler=scheduler)
    assert Counter(computed["sourced_id"]) == Counter(user.sourced_id for user in users)


def test_a_computation_sees_the_types_that_the_model_says(sandbox: Sandbox) -> None:
    frame = read("enrollments", rows=500, **sandbox.credentials)
    assert {name: str(frame.dtypes[name]) for name in ("begin_date", "date_last_modified", "primary")} == {
        "begin_date": "date32[day][pyarrow]",
        "date_last_modified": "timestamp[us, tz=UTC][pyarrow]",
        "primary": "bool[pyarrow]",
    }
    expected = Counter(str(row.role) for row in listed(sandbox, "enrollments"))
    assert frame.groupby("role").size().compute().to_dict() == expected


def test_conditions_narrow_and_nothing_is_a_frame_too(sandbox: Sandbox) -> None:
    teachers = read("enrollments", where={"role": "teacher"}, **sandbox.credentials)
    assert set(teachers["role"].compute()) == {"teacher"}
    nobody = read("users", where={"given_name": "Nobody at all"}, **sandbox.credentials)
    assert len(nobody) == 0
    assert list(nobody.columns) == list(read("users", **sandbox.credentials).columns)


@pytest.fixture
def counted(sandbox: Sandbox) -> Iterator[Counting]:
    with counting(sandbox) as found:
        yield found


def test_only_the_columns_of_a_computation_are_fetched(sandbox: Sandbox, counted: Counting) -> None:
    frame = read("enrollments", rows=300, nested="flatten", **counted.credentials)
    counted.queries.clear()
    expected = Counter(str(row.role) for row in listed(sandbox, "enrollments"))
    assert frame["role"].value_counts().compute(scheduler="threads").to_dict() == expected
    assert set(counted.asked("fields")) == {"sourcedId,role"}
    counted.queries.clear()
    assert len(frame) == sum(expected.values())
    assert set(counted.asked("fields")) <= {"sourcedId", "sourcedId,role"}
    narrow = read("users", columns=["primary_org_sourced_id", "sourced_id"], **counted.credentials)
    assert list(narrow.columns) == ["primary_org_sourced_id", "sourced_id"]
    users = {user.sourced_id: user for user in listed(sandbox, "users")}
    for row in narrow.compute(scheduler="threads").itertuples():
        org = users[row.sourced_id].primary_org
        assert row.primary_org_sourced_id == (org.sourced_id if org else None)


@pytest.mark.parametrize(
    ("filters", "asked"),
    [
        ([("role", "==", "teacher")], "role='teacher'"),
        ([("role", "in", ["teacher", "administrator"])], "role='teacher' OR role='administrator'"),
        ([("role", "!=", "student")], None),
        ([("begin_date", ">=", date(2025, 9, 1))], None),
        ([("date_last_modified", ">=", datetime(2025, 8, 1, tzinfo=UTC))], "dateLastModified>='2025-08-01"),
        ([("role", "==", "astronaut")], None),
    ],
)
def test_filters_hold_for_every_row_and_go_to_the_server_where_it_sees_the_same(
    sandbox: Sandbox, counted: Counting, filters: list[Any], asked: str | None
) -> None:
    whole = read("enrollments", **sandbox.credentials).compute(scheduler="threads")
    ((name, operator, value),) = filters
    compare = {
        "==": whole[name].eq, "!=": whole[name].ne, ">=": whole[name].ge, "in": whole[name].isin,
    }  # fmt: skip
    expected = compare[operator](value)
    counted.queries.clear()
    frame = read("enrollments", filters=filters, columns=["sourced_id"], **counted.credentials)
    found = frame.compute(scheduler="threads")
    assert list(found.columns) == ["sourced_id"]
    assert sorted(found["sourced_id"]) == sorted(whole[expected.fillna(False)]["sourced_id"])
    assert any((asked or "role") in each for each in counted.asked("filter")) == (asked is not None)


def test_one_token_and_one_budget_serve_all_partitions(counted: Counting) -> None:
    frame = read("enrollments", rows=50, rate_limit=(None, 2), **counted.credentials)
    assert frame.npartitions >= 20
    frame.compute(scheduler="threads", num_workers=8)
    assert counted.tokens == 1
    assert counted.most <= 2


def test_other_processes_keep_to_their_share(counted: Counting) -> None:
    frame = read("enrollments", rows=100, rate_limit=(None, 2), processes=2, **counted.credentials)
    counted.most = 0
    frame.compute(scheduler="processes", num_workers=2)
    assert counted.most <= 2
    assert counted.tokens <= 3
    with pytest.raises(InvalidInputError, match="processes: must not be more than the 2 requests in flight"):
        read("enrollments", rate_limit=(None, 2), processes=3, **counted.credentials)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"resource": "pupils"}, "pupils"),
        ({"columns": ["sourced_id", "shoe_size"]}, "columns: 'shoe_size' is none of sourced_id"),
        ({"columns": "sourced_id"}, "columns: must be names of columns"),
        ({"colums": ["sourced_id"]}, "colums: is no option"),
        ({"nested": "deep"}, "nested: must be"),
        ({"filters": [("shoe_size", "==", 1)]}, "'shoe_size' is none of"),
        ({"filters": [("status", "like", "a")]}, "filters: must be comparisons"),
        ({"filters": ["status"]}, "filters: must be comparisons"),
    ],
)
def test_what_cannot_be_read_is_refused(sandbox: Sandbox, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        read(**{"resource": "users", **options, **sandbox.credentials})
