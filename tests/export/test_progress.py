"""What is told of an export while it runs, and how it looks."""

from __future__ import annotations

import io
import logging
import re

import pytest

from timeback import OneRosterClient
from timeback.export import LogProgress, Progress, export_oneroster, show_progress
from timeback.export.progress import Tally
from timeback.sandbox import Sandbox


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_rate_and_time_left_count_what_this_run_did() -> None:
    told: list[Progress] = []
    times = iter([100.0, 110.0, 120.0])
    tally = Tally("fetch", {"users": 1000, "orgs": None}, told.append, lambda: next(times))
    tally.skip("users", 400)
    tally.add("users", 100)
    assert (told[0].rows, told[0].rate, told[0].total, told[0].seconds_left) == (500, 10.0, None, None)
    tally.add("orgs", 100, 500)
    assert (told[1].rows, told[1].rate, told[1].total, told[1].seconds_left) == (600, 10.0, 1500, 90.0)
    assert (told[1].resource_rows, told[1].resource_total) == (100, 500)


def test_an_export_tells_each_page_up_to_the_whole(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told: list[Progress] = []
    with OneRosterClient(**sandbox.credentials) as client:
        manifest = export_oneroster(
            client, to=tmp_path_factory.mktemp("to"), format="csv", page_size=100, progress=told.append
        )
    rows = sum(table.rows for table in manifest.tables.values())
    for stage in ("fetch", "write"):
        of_stage = [each for each in told if each.stage == stage]
        assert [each.rows for each in of_stage] == sorted(each.rows for each in of_stage)
        assert (of_stage[-1].rows, of_stage[-1].total, of_stage[-1].seconds_left) == (rows, rows, 0.0)
    assert len([each for each in told if each.stage == "fetch" and each.resource == "users"]) == 5


def test_off_a_terminal_there_is_a_line_every_few_seconds(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    listener = LogProgress(every=5.0, clock=lambda: now)
    with caplog.at_level(logging.INFO, "timeback.export"):
        for second in range(12):
            now = float(second)
            listener(Progress("fetch", "users", 100 * second, 10_000, 100.0, now, 88.0, 100, None))
    assert [record.getMessage() for record in caplog.records] == [
        "fetch users: 0 of 10000 rows, 100 rows/s, 88 s left",
        "fetch users: 500 of 10000 rows, 100 rows/s, 88 s left",
        "fetch users: 1000 of 10000 rows, 100 rows/s, 88 s left",
    ]
    caplog.clear()
    with caplog.at_level(logging.INFO, "timeback.export"):
        listener(Progress("fetch", "users", 10_000, 10_000, 100.0, now, 0.0, 100, None))
        listener(Progress("import", "items", 2, 3, 4.0, now, 0.0, 2, 2, "items, tests"))
    assert [record.getMessage() for record in caplog.records] == [
        "fetch users: 10000 of 10000 rows, 100 rows/s, 0 s left",
        "import items: 2 of 3 items, tests, 4/s, 0 s left",
    ]
    stream = io.StringIO()
    with show_progress(stream) as plain:
        plain(Progress("fetch", "users", 5, None, 100.0, 1.0, None, 5, None))
    assert re.fullmatch(r"\d\d:\d\d:\d\d fetch users: 5 rows, 100 rows/s\n", stream.getvalue())


def test_on_a_terminal_there_are_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    screen = Terminal()
    with show_progress(screen) as listener:
        listener(Progress("fetch", "users", 2_500, 10_000, 1234.0, 2.0, 6.0, 2_500, 10_000))
        listener(Progress("write", "results", 40, 40, 80.0, 0.5, 0.0, 40, 40))
    text = screen.getvalue()
    for part in ("fetch", "2500/10000", "1,234 rows/s", "users", "write", "40/40", "results"):
        assert part in text
