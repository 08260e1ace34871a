"""Many districts in one run: outcomes, order, pace, deadlines, and the report."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec
import pytest

from timeback import Hooks, OneRosterClient
from timeback.cli import main
from timeback.errors import InvalidInputError
from timeback.export import DistrictsReport, Progress, export_districts, export_oneroster, read_manifest
from timeback.sandbox import Sandbox

ASKED: dict[str, Any] = {"format": "csv", "resources": ["orgs", "courses"]}
NOWHERE = {"base_url": "http://127.0.0.1:1", "auth_url": "http://127.0.0.1:1/token", "client_id": "a",
           "client_secret": "canary", "max_retries": 0}  # fmt: skip


def outcomes(report: DistrictsReport) -> dict[str, str]:
    return {each.district: each.outcome for each in report.districts}


@pytest.mark.parametrize("side_by_side", [1, 3])
def test_a_district_that_fails_keeps_no_other_from_its_export(
    sandbox: Sandbox, tmp_path: Path, side_by_side: int
) -> None:
    def broken() -> dict[str, Any]:
        raise OSError("canary")

    (tmp_path / "district=spoilt").mkdir()
    (tmp_path / "district=spoilt" / "orgs.csv").write_text("mine")
    districts: dict[str, Any] = {
        "north": sandbox.credentials, "nowhere": NOWHERE, "spoilt": sandbox.credentials, "broken": broken,
        "south/1": lambda: sandbox.credentials,
    }  # fmt: skip
    told = set[str]()
    path = tmp_path / "run.json"
    report = export_districts(
        districts, to=tmp_path, side_by_side=side_by_side, report=path, progress=lambda name, _: told.add(name),
        **ASKED,
    )  # fmt: skip
    assert outcomes(report) == {
        "north": "done", "nowhere": "failed", "spoilt": "failed", "broken": "failed", "south/1": "done",
    }  # fmt: skip
    assert report.counts == {"done": 2, "failed": 3, "interrupted": 0, "left": 0}
    assert not report.is_complete
    rows = sum(each.rows for each in report.districts)
    assert re.fullmatch(
        rf"DistrictsReport\(districts=5, done=2, failed=3, rows={rows}, seconds=[\d.]+\)", repr(report)
    )
    found = {each.district: each for each in report.districts}
    assert found["nowhere"].error is not None and found["nowhere"].error.startswith("APIConnectionError: ")
    assert found["broken"].error == "OSError"
    assert repr(found["north"]).startswith("DistrictExport(district='north', outcome='done', rows=")
    assert repr(found["broken"]).endswith("error='OSError')")
    assert all(len(repr(each)) < 600 for each in found.values())
    assert (
        found["spoilt"].error is not None and "orgs.csv is not what an export made" in found["spoilt"].error
    )
    manifest = read_manifest(tmp_path / "district=south%2F1")
    assert manifest is not None
    south = found["south/1"]
    assert (south.rows, south.tables, south.current_to) == (4 + 65, manifest.tables, manifest.next_since)
    assert told == {"north", "south/1"}
    text = path.read_text()
    assert "canary" not in text
    written = json.loads(text)
    assert [each["district"] for each in written["districts"]] == list(districts)
    assert written["finished_at"]


def test_the_oldest_come_first_and_a_deadline_ends_the_run(sandbox: Sandbox, tmp_path: Path) -> None:
    names = ["old", "new", "fresh"]
    with OneRosterClient(**sandbox.credentials) as client:
        for day, name in enumerate(("old", "new"), start=1):
            sandbox.clock.set(datetime(2026, 3, day, tzinfo=UTC))
            export_oneroster(client, to=tmp_path, layout="district", district=name, **ASKED)
    before = {name: read_manifest(tmp_path / f"district={name}") for name in ("old", "new")}

    def slow(name: str, progress: Progress) -> None:
        if name == "old":
            time.sleep(1.0)

    sandbox.clock.set(datetime(2026, 3, 5, tzinfo=UTC))
    districts = dict.fromkeys(reversed(names), sandbox.credentials)
    report = export_districts(districts, to=tmp_path, deadline=0.9, progress=slow, **ASKED)
    assert list(outcomes(report)) == ["fresh", "old", "new"]
    assert outcomes(report) == {"fresh": "done", "old": "interrupted", "new": "left"}
    for each in report.districts[1:]:
        earlier = before[each.district]
        assert earlier is not None
        assert (each.current_to, each.rows, each.error) == (earlier.next_since, 0, None)
    sandbox.core.log.clear()
    again = export_districts(districts, to=tmp_path, **ASKED)
    assert list(outcomes(again)) == ["old", "new", "fresh"]
    assert again.is_complete


def test_all_districts_of_a_platform_share_one_budget(sandbox: Sandbox, tmp_path: Path) -> None:
    lock, under_way, most = threading.Lock(), 0, 0

    def count(step: int) -> None:
        nonlocal under_way, most
        with lock:
            under_way += step
            most = max(most, under_way)
        time.sleep(0.005)

    hooks = Hooks(on_request=lambda _: count(1), on_response=lambda _: count(-1))
    settings = {**sandbox.credentials, "hooks": hooks}
    districts = {f"district {number}": settings for number in range(5)}
    report = export_districts(districts, to=tmp_path, budget=3, side_by_side=3, concurrency=3, **ASKED)
    assert report.is_complete
    assert most == 3


def test_districts_go_to_the_cloud(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    districts = {"north": sandbox.credentials, "south": sandbox.credentials}
    for working in (None, tmp_path / "working"):
        report = export_districts(
            districts, to="memory://many", layout="district/date", side_by_side=2, working=working, **ASKED
        )
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        assert report.is_complete
    assert [each.place for each in report.districts] == [
        f"memory://many/district={n}/date={day}" for n in districts
    ]
    assert read_manifest(f"memory://many/district=south/date={day}") is not None
    fsspec.filesystem("memory").rm("/many", recursive=True)


def test_ctrl_c_ends_the_run_and_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    def interrupt(name: str, progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_districts(
            {"one": sandbox.credentials, "two": sandbox.credentials}, to=tmp_path, report=tmp_path / "run.json",
            progress=interrupt, **ASKED,
        )  # fmt: skip
    written = json.loads((tmp_path / "run.json").read_text())
    assert [each["outcome"] for each in written["districts"]] == ["interrupted", "left"]
    assert written["finished_at"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": 0}, {"side_by_side": 11}, {"deadline": 0}, {"layout": "date"}, {"districts": ["north"]},
        {"to": "ftp://x"},
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_run_is_said_before_it_begins(tmp_path: Path, wrong: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"districts": {"north": {"env": "sandbox"}}, "to": tmp_path / "to", **wrong}
    with pytest.raises(InvalidInputError, match=next(iter(wrong))):
        export_districts(asked.pop("districts"), **asked)
    with pytest.raises(TypeError, match="colour"):
        export_districts({"north": {"env": "sandbox"}}, to=tmp_path / "to", colour="red")
    assert not (tmp_path / "to").exists()


def test_the_command_line_exports_every_profile(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = sandbox.credentials
    profiles = tmp_path / "profiles.toml"
    lines = [
        f'{name} = "{settings[name]}"' for name in ("base_url", "auth_url", "client_id", "client_secret")
    ]
    nowhere = [*lines[:3], 'client_secret = "env:NO_SUCH"']
    profiles.write_text("\n".join(["[north]", *lines, "[south]", *lines, "[nowhere]", *nowhere]))
    profiles.chmod(0o600)
    monkeypatch.setenv("TIMEBACK_PROFILES", str(profiles))
    to, report = tmp_path / "to", tmp_path / "run.json"
    command = ["-o", "json", "export", "--to", str(to), "--resources", "orgs", "--report", str(report)]
    more = ["--budget", "10", "--deadline", "4h", "--mode", "merge", "--page-size", "500"]
    assert main([*command, "--profiles", "north,south", *more]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["district"], row["outcome"], row["rows"]) for row in rows] == [
        ("north", "done", 4),
        ("south", "done", 4),
    ]
    assert read_manifest(to / "district=south" / "current") is not None
    assert json.loads(report.read_text())["districts"][0]["tables"]["orgs"]["rows"] == 4
    sandbox.core.log.clear()
    assert main([*command, "--profiles", "all", *more]) == 11
    assert any("limit=500" in each.query for each in sandbox.requests)
    rows = json.loads(capsys.readouterr().out)
    assert [(row["district"], row["outcome"]) for row in rows] == [
        ("nowhere", "failed"), ("north", "done"), ("south", "done"),
    ]  # fmt: skip
    assert "NO_SUCH" in rows[0]["error"]
    assert main([*command, "--profiles", "north", "--deadline", "0.000001s"]) == 12
    for wrong in (["--profiles", "west"], ["--profiles", "north", "--deadline", "soon"]):
        with contextlib.suppress(SystemExit):
            assert main([*command, *wrong]) in (2, 3)
    assert "no profile 'west'; there are: north, south, nowhere" in capsys.readouterr().err


def test_an_interruption_says_what_is_kept_of_districts_side_by_side(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted, join = threading.Event(), threading.Thread.join

    def told(district: str, progress: Progress) -> None:
        if progress.stage == "fetch":
            interrupted.wait()

    def joined(thread: threading.Thread, timeout: float | None = None) -> None:
        if not interrupted.is_set() and thread.name.endswith("(_work)"):
            interrupted.set()
            raise KeyboardInterrupt
        join(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", joined)
    districts = {"north": sandbox.credentials, "south": sandbox.credentials}
    with pytest.raises(KeyboardInterrupt) as raised:
        export_districts(districts, to=tmp_path, side_by_side=2, progress=told, **ASKED)
    notes = sorted(raised.value.__notes__)
    assert [re.sub("[0-9]+ rows", "N rows", note) for note in notes] == [
        f"N rows are kept in {tmp_path / f'district={name}' / '.timeback-export'}" for name in districts
    ]
