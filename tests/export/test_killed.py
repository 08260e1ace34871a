"""An export that dies, at any point, and the one after it."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.export.power import Power, PowerCut
from timeback import OneRosterClient
from timeback.errors import ServerError
from timeback.export import Format, export_oneroster, read_manifest
from timeback.export.staging import FOLDER, Staging
from timeback.sandbox import Sandbox

EXPORT = """
import json, sys
from timeback import OneRosterClient
from timeback.export import export_oneroster
credentials, to, format = json.loads(sys.argv[1]), *sys.argv[2:]
import pyarrow.parquet
with OneRosterClient(**credentials) as client:
    client.orgs.list(limit=1)
    print("ready", flush=True)
    export_oneroster(client, to=to, format=format, page_size=50, checkpoint_rows=100)
"""


DYING_DATABASE = """
import duckdb, os, sys
database = duckdb.connect(sys.argv[1])
database.execute("CREATE TABLE orgs AS SELECT 'nobody' AS name")
os._exit(9)
"""


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a finished export, but for the manifest, whose times differ."""
    return {path.name: content(path) for path in folder.iterdir() if path.name != "manifest.json"}


def content(path: Path) -> bytes:
    """What a file holds; of a database its rows, since the same rows can lie in it in another way."""
    if path.suffix != ".duckdb":
        return path.read_bytes()
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as database:
        names = [name for (name,) in database.sql("SHOW TABLES").fetchall()]
        tables = {name: database.sql(f"SELECT * FROM {name}").to_arrow_table() for name in names}
    return repr({name: table.to_pylist() for name, table in tables.items()}).encode()


def start(sandbox: Sandbox, to: Path, format: Format) -> subprocess.Popen[bytes]:
    """An export in a process of its own, which is about to ask for its first row."""
    import json

    command = [sys.executable, "-c", EXPORT, json.dumps(sandbox.credentials), str(to), format]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def _parts(folder: Path) -> int:
    return len(list((folder / FOLDER).rglob("*.ndjson.zst")))


@pytest.mark.timeout(240)
def test_ten_kills_at_random_points_change_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    chance = random.Random(9)
    with start(sandbox, whole, "parquet") as child:
        began = time.monotonic()
        assert child.wait() == 0
    duration = time.monotonic() - began
    kills, points = 0, set[tuple[int, int]]()
    while kills < 10:
        parts = _parts(killed)
        with start(sandbox, killed, "parquet") as child:
            if kills < 5:  # while rows are fetched, and then at any time
                while child.poll() is None and _parts(killed) <= parts + chance.randrange(3):
                    time.sleep(0.001)
            else:
                time.sleep(chance.uniform(0, duration / 4))
            child.send_signal(signal.SIGKILL)
            if child.wait() == -signal.SIGKILL:
                kills += 1
                points.add((_parts(killed), len(list((killed / FOLDER).glob("out/*.parquet")))))
        for path in killed.glob("*.parquet"):
            assert path.read_bytes() == (whole / path.name).read_bytes()
    with start(sandbox, killed, "parquet") as child:
        assert child.wait() == 0
    assert len(points) > 3, points  # the kills came at different ones
    assert contents(killed) == contents(whole)
    one, other = read_manifest(whole), read_manifest(killed)
    assert one is not None and other is not None
    assert (one.files, one.tables) == (other.files, other.tables)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("format", ["parquet", "ndjson", "duckdb", "oneroster-csv"])
def test_a_death_at_every_commit_changes_nothing(
    sandbox: Sandbox, tmp_path: Path, format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export(to: Path) -> None:
        with OneRosterClient(**sandbox.credentials) as client:
            export_oneroster(
                client, to=to, format=format, resources=["orgs", "classes"], page_size=20,
                checkpoint_rows=40,
            )  # fmt: skip

    power = Power(tmp_path, monkeypatch)
    export(tmp_path / "whole")
    expected, total = contents(tmp_path / "whole"), power.commits
    assert total >= 10
    for point in range(1, total + 1):
        for when in (point, -point):  # just before the rename, just after it
            to = tmp_path / "cut"
            power.cut_at(when)
            with pytest.raises(PowerCut):
                export(to)
            assert {name: expected[name] for name in contents_so_far(to)} == contents_so_far(to)
            power.cut_at(0)
            export(to)
            assert contents(to) == expected
            shutil.rmtree(to)


def contents_so_far(folder: Path) -> dict[str, bytes]:
    """The files that a reader sees while an export is not finished."""
    seen = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return {path.name: content(path) for path in seen if path.name != "manifest.json"}


def test_what_a_killed_run_left_aside_does_not_mix_with_the_new(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def left(staging: Staging, *rest: Any) -> None:
        with staging.output("oneroster.duckdb") as path:
            assert path is not None
            subprocess.run([sys.executable, "-c", DYING_DATABASE, str(path)], check=False)
            assert path.with_name(f"{path.name}.wal").exists()
            raise PowerCut

    asked: dict[str, Any] = {"to": tmp_path, "format": "duckdb", "resources": ["orgs"]}
    with OneRosterClient(**sandbox.credentials) as client:
        with monkeypatch.context() as patch:
            patch.setattr("timeback.export.run.write", left)
            with pytest.raises(PowerCut):
                export_oneroster(client, **asked)
        export_oneroster(client, **asked)
        names = {row.name for row in client.orgs.list()}
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", "oneroster.duckdb"}
    with contextlib.closing(duckdb.connect(str(tmp_path / "oneroster.duckdb"))) as database:
        assert {name for (name,) in database.sql("SELECT name FROM orgs").fetchall()} == names


def test_a_finished_export_is_not_gone_on_with(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It died after its manifest, before its working folder was gone; the next sees what is new."""
    with OneRosterClient(**sandbox.credentials) as client:
        with monkeypatch.context() as patch:
            patch.setattr("timeback.export.staging.Staging.close", lambda self: None)
            first = export_oneroster(client, to=tmp_path, format="csv", resources=["orgs"])
        assert (tmp_path / FOLDER).exists()
        client.orgs.create({"sourced_id": "new-org", "name": "New", "type": "school"})
        second = export_oneroster(client, to=tmp_path, format="csv", resources=["orgs"])
    assert second.tables["orgs"].rows == first.tables["orgs"].rows + 1
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize(
    "other", [{"format": "ndjson"}, {"resources": ["orgs"]}, {"page_size": 70}, {"resume": False}]
)
def test_only_the_same_export_is_gone_on_with(
    sandbox: Sandbox, tmp_path: Path, other: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {"format": "csv", "resources": ["orgs", "classes"], "page_size": 50}
    with OneRosterClient(**sandbox.credentials, max_retries=0) as client:
        with pytest.raises(ServerError):
            export_oneroster(
                client, to=tmp_path, **asked,
                progress=lambda _: sandbox.faults.add(status=500, path="*/classes"),
            )  # fmt: skip
        sandbox.faults.clear()
        sandbox.core.log.clear()
        manifest = export_oneroster(client, to=tmp_path, **(asked | other))
    rows_asked = [each for each in sandbox.requests if each.path.endswith("/orgs/")]
    assert len(rows_asked) == 2  # the total, then the rows: nothing was taken over
    assert manifest.tables["orgs"].rows == 4
