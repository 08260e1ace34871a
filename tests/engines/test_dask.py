"""Resources as Dask DataFrames, on Dask itself."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]

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


def test_an_unknown_resource_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(InvalidInputError, match="pupils"):
        read("pupils", **sandbox.credentials)
