"""The recipes for Airflow and Dagster, run with stand-ins for these on a served sandbox."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pyarrow.parquet as parquet
import pytest

from timeback.sandbox import Sandbox

PAGE = Path(__file__).parents[2] / "docs" / "pipelines.md"


def recipe(heading: str, to: Path) -> str:
    """The program of a section, which writes below a folder of the test."""
    section = PAGE.read_text().split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    (program,) = re.findall(r"```py\n(.*?)```", section, re.DOTALL)
    return program.replace("/data/timeback", str(to))


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A platform that the environment names, as that of a worker does."""
    with Sandbox(students=5) as served:
        for name, value in served.credentials.items():
            monkeypatch.setenv(f"TIMEBACK_{name.upper()}", value)
        yield served


def decorated(function: Callable[..., Any] | None = None, **_: Any) -> Any:
    """What a decorator of theirs gives, with or without arguments: the function itself."""
    return function if function is not None else decorated


def test_the_dag_of_airflow_exports_and_checks(
    district: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sdk = ModuleType("airflow.sdk")
    sdk.__dict__.update(dag=decorated, task=decorated)
    monkeypatch.setitem(sys.modules, "airflow", ModuleType("airflow"))
    monkeypatch.setitem(sys.modules, "airflow.sdk", sdk)
    program = compile(recipe("Airflow", tmp_path), "airflow", "exec")
    for _ in range(2):  # the second night merges
        exec(program, {})
    users = parquet.read_table(tmp_path / "roster" / "current" / "users.parquet")
    assert users.num_rows > 5


def test_the_assets_of_dagster_are_made(
    district: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dagster = ModuleType("dagster")
    names = "RetryPolicy WeeklyPartitionsDefinition MaterializeResult Definitions ScheduleDefinition"
    dagster.__dict__.update(dict.fromkeys(names.split(), SimpleNamespace))
    dagster.__dict__.update(asset=decorated, AssetExecutionContext=object)
    monkeypatch.setitem(sys.modules, "dagster", dagster)
    module: dict[str, Any] = {}
    exec(compile(recipe("Dagster", tmp_path), "dagster", "exec"), module)
    assert module["roster"]().metadata["users"] > 5
    start = datetime(2025, 12, 14, tzinfo=UTC)
    window = SimpleNamespace(start=start, end=start + timedelta(days=7))
    made = module["weekly_facts"](SimpleNamespace(partition_time_window=window, partition_key="2025-12-14"))
    assert made.metadata["students"] == 5
    facts = parquet.read_table(tmp_path / "facts" / "2025-12-14" / "weekly_facts.parquet")
    assert facts.num_rows == made.metadata["rows"] > 0
    assert module["defs"].assets == [module["roster"], module["weekly_facts"]]
