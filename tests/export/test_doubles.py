"""Servers that give a row twice under one id, and count it twice: each id is exported once, and the rest is told."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.live_list import LiveList, churn, org
from tests.scripted import Answer, Received, ScriptedServer
from timeback import OneRosterClient
from timeback.errors import IncompleteListError, ServerError
from timeback.export import Manifest, export_oneroster, partitions
from timeback.export.doubles import Doubles

KEYS = [f"k{number:04}" for number in range(500)]
# In one page of 40, over the border of two, three times, and at the end.
TWICE = ["k0010", "k0039", "k0039", "k0240", "k0499"]


class Fixed:
    """The script of a server that gives rows in an order of its own, whatever it is asked to sort or filter by."""

    def __init__(self, keys: Sequence[str], total: int | None = None) -> None:
        self.keys, self.total = [*keys], total

    def __call__(self, request: Received) -> Answer:
        if not request.path.endswith("/orgs"):
            return Answer(404, {})
        start = int(request.query["offset"])
        rows = [org(key) for key in self.keys[start : start + int(request.query["limit"])]]
        total = len(self.keys) if self.total is None else self.total
        return Answer(body={"orgs": rows, "totalCount": total})


def export(client: OneRosterClient, to: Path, **options: Any) -> Manifest:
    asked: dict[str, Any] = {"format": "csv", "resources": ["orgs"], "page_size": 40, "checkpoint_rows": 80}
    return export_oneroster(client, to=to, **asked | options)


def ids(folder: Path) -> Counter[str]:
    with (folder / "orgs.csv").open(encoding="utf-8", newline="") as file:
        return Counter(row["sourced_id"] for row in csv.DictReader(file))


def scattered(keys: Sequence[str]) -> list[str]:
    """The same in another order, in which copies of one are far apart."""
    return [keys[index * 7 % len(keys)] for index in range(len(keys))]


@pytest.mark.parametrize(
    "script",
    [
        LiveList([*KEYS, *TWICE]),
        LiveList([*KEYS, *TWICE], filters="ignored"),
        LiveList([*KEYS, *TWICE], filters="refused"),
        LiveList([*KEYS, *TWICE], order=lambda key: key[::-1], filters="ignored"),
        Fixed([*KEYS[:250], *TWICE, *KEYS[250:]]),
        Fixed(scattered([*KEYS, *TWICE, "k0001"])[:-1]),
    ],
    ids=["by key", "by offset", "no filters", "sorted otherwise", "unsorted", "scattered"],
)
def test_rows_that_the_total_counts_twice_are_there_once(
    script: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        manifest = export(client, tmp_path)
    found, served = ids(tmp_path), Counter[str](script.keys)
    assert found == Counter(set(served))
    table = manifest.tables["orgs"]
    assert (table.rows, table.doubled) == (len(served), served.total() - len(served))
    assert (
        caplog.messages[-1] == f"orgs: {table.doubled} rows have the id of another one, which stands for both"
    )


@pytest.mark.parametrize("filters", ["honored", "ignored"])
@pytest.mark.parametrize("rows", [40, 160, 480])
def test_an_export_that_goes_on_knows_rows_that_came_twice(tmp_path: Path, filters: str, rows: int) -> None:
    live, is_down = LiveList([*KEYS, *TWICE], filters=filters), False

    def script(request: Received) -> Answer:
        return Answer(500, {}) if is_down else live(request)

    def fail(progress: Any) -> None:
        nonlocal is_down
        is_down = progress.rows >= rows

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open, max_retries=0) as client:
        with pytest.raises(ServerError):
            export(client, tmp_path, concurrency=1, progress=fail)
        is_down = False
        manifest = export(client, tmp_path, concurrency=1)
    assert ids(tmp_path) == Counter(KEYS)
    assert manifest.tables["orgs"].doubled == len(TWICE)


def test_a_total_that_counts_ids_is_met_by_them(tmp_path: Path) -> None:
    script = Fixed([*KEYS, "k0499"], total=len(KEYS))
    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        manifest = export(client, tmp_path)
    assert ids(tmp_path) == Counter(KEYS)
    assert manifest.tables["orgs"].rows == 500


def test_a_row_that_is_missing_is_an_error_beside_rows_that_come_twice(tmp_path: Path) -> None:
    script = Fixed([*KEYS, *TWICE], total=len(KEYS) + len(TWICE) + 1)
    with (
        ScriptedServer(script=script) as server,
        OneRosterClient(**server.open) as client,
        pytest.raises(IncompleteListError) as raised,
    ):
        export(client, tmp_path)
    assert raised.value.total == 506
    assert not (tmp_path / "manifest.json").exists()


def rows_of(*readings: list[list[str]]) -> int:
    doubles = Doubles[str]()
    for pages in readings:
        for _ in doubles.once((page, page) for page in pages):
            pass
    return doubles.rows


def test_a_row_that_has_moved_to_another_page_is_no_double() -> None:
    assert rows_of([["a", "b"], ["b", "c"]]) == 0
    assert rows_of([["a", "b"], ["b", "c"]], [["a"], ["c"], ["c"]]) == 0
    assert rows_of([["a", "b"], ["b", "c"]], [["a"], ["b"], ["b"]]) == 1


def test_a_row_that_comes_twice_in_one_answer_is_a_double() -> None:
    assert rows_of([["a", "b", "b"], ["b", "c"]]) == 1
    assert rows_of([["a", "b", "b"], ["b", "c"]], [["a", "b"], ["b", "b", "c"]]) == 2


@pytest.mark.parametrize("filters", ["honored", "ignored"])
def test_a_list_at_work_that_has_rows_twice_loses_none(tmp_path: Path, filters: str) -> None:
    kept = [f"k{number:06}" for number in range(0, 10**6, 2000)]
    live = LiveList([*kept, *kept[::50]], change=churn(7, 2, kept), filters=filters)
    with ScriptedServer(script=live) as server, OneRosterClient(**server.open) as client:
        manifest = export(client, tmp_path)
    found = ids(tmp_path)
    assert set(kept) <= set(found)
    assert set(found.values()) == {1}
    assert manifest.tables["orgs"].rows == found.total()


@pytest.mark.parametrize("filters", ["honored", "ignored"])
def test_pieces_have_each_row_once(filters: str) -> None:
    with ScriptedServer(script=LiveList([*KEYS, *TWICE], filters=filters)) as server:
        pieces = partitions("orgs", rows=60, page_size=25, **server.open)
        found = Counter(row.sourced_id for piece in pieces for row in piece.read())
    assert found == Counter(KEYS)


@pytest.mark.parametrize("script", [LiveList([*KEYS, *TWICE]), Fixed([*KEYS[:250], *TWICE, *KEYS[250:]])])
def test_a_sweep_counts_them_too(script: Any, tmp_path: Path) -> None:
    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        for rows in (500, 499):
            manifest = export(client, tmp_path, format="parquet", mode="merge", sweep=True)
            assert manifest.tables["orgs"].rows == rows
            script.keys[:] = [key for key in script.keys if key != "k0100"]
