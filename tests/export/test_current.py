"""Tables that are kept current: changes merged into them or added, what is deleted taken out."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from tests.export.power import Power, PowerCut
from timeback import OneRosterClient
from timeback.cli import main
from timeback.errors import ConfigurationError, ExportError, IncompleteListError, InvalidInputError
from timeback.export import Format, Manifest, export_oneroster, read_manifest
from timeback.sandbox import Sandbox

Row = dict[str, Any]
ASKED: dict[str, Any] = {"resources": ["orgs", "users"], "page_size": 100}


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[OneRosterClient]:
    sandbox.clock.set(datetime.now(UTC))
    with OneRosterClient(**sandbox.credentials) as client:
        yield client


@pytest.fixture(params=[200_000, 150])
def ranges(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are merged as one range of their ids, and as several."""
    monkeypatch.setattr("timeback.export.merging._RANGE", request.param)


def rows_of(folder: Path, name: str) -> list[Row]:
    """The rows of a table, in whichever format it is there."""
    if (folder / f"{name}.parquet").exists():
        return parquet.read_table(folder / f"{name}.parquet").to_pylist()
    with contextlib.closing(duckdb.connect(str(folder / "oneroster.duckdb"), read_only=True)) as database:
        return database.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow_table().to_pylist()


def living(client: OneRosterClient, folder: Path, name: str, format: Format) -> list[Row]:
    """What a whole export would have of the records that are not deleted."""
    shutil.rmtree(folder, ignore_errors=True)
    export_oneroster(client, to=folder, format=format, **ASKED)
    return [row for row in rows_of(folder, name) if row["status"] == "active"]


def vanish(sandbox: Sandbox, table: str, *ids: str) -> None:
    """Remove records from the platform without a trace."""
    store = sandbox.core.store
    with store.transaction(write=True) as session:
        for each in ids:
            assert session.remove(store.tables[table], each)


@pytest.mark.usefixtures("ranges")
@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_a_state_that_is_kept_is_what_a_whole_export_has(
    client: OneRosterClient, sandbox: Sandbox, tmp_path: Path, format: Format
) -> None:
    to = tmp_path / "district=x" / "it's [1] of *"
    current = to / "current"

    def pull(**more: Any) -> Manifest:
        return export_oneroster(client, to=to, format=format, mode="merge", **ASKED, **more)

    first = pull()
    assert first.since is None
    assert rows_of(current, "users") == living(client, tmp_path / "whole", "users", format)
    changed, gone, back, *_ = client.users.list(where={"status": "active"}, limit=9)
    client.users.modify(changed.sourced_id, middle_name="Changed")
    client.users.delete(gone.sourced_id)
    client.users.delete(back.sourced_id)
    client.orgs.create({"sourced_id": "new-org", "name": "New", "type": "school"})
    second = pull()
    assert second.since == first.next_since
    assert rows_of(current, "users") == living(client, tmp_path / "whole", "users", format)
    assert rows_of(current, "orgs") == living(client, tmp_path / "whole", "orgs", format)
    users = second.tables["users"]
    assert (users.changed, users.removed, users.deleted) == (3, 2, 0)
    assert users.rows == first.tables["users"].rows - 2 == len(rows_of(current, "users"))
    deleted = {row["sourced_id"] for row in rows_of(current, "tombstones")}
    assert {gone.sourced_id, back.sourced_id} <= deleted
    client.users.modify(back.sourced_id, status="active")
    third = pull()
    assert rows_of(current, "users") == living(client, tmp_path / "whole", "users", format)
    assert third.tables["users"].rows == second.tables["users"].rows + 1
    assert back.sourced_id not in {row["sourced_id"] for row in rows_of(current, "tombstones")}
    assert {path.name for path in to.iterdir()} == {"current"}
    assert {path.name for path in current.iterdir()} == {"manifest.json", *third.files}
    assert read_manifest(current) == third


@pytest.mark.usefixtures("ranges")
@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_a_sweep_finds_what_was_deleted_without_a_mark(
    client: OneRosterClient, sandbox: Sandbox, tmp_path: Path, format: Format
) -> None:
    pull: Callable[..., Manifest] = lambda **more: export_oneroster(  # noqa: E731
        client, to=tmp_path, format=format, mode="merge", **ASKED, **more
    )
    first = pull()
    one, other, changed, *_ = (
        row.sourced_id for row in client.users.list(where={"status": "active"}, limit=9)
    )
    client.users.modify(changed, middle_name="Changed")
    vanish(sandbox, "users", one, other)
    unswept = pull()
    assert unswept.tables["users"].rows == first.tables["users"].rows
    swept = pull(sweep=True)
    assert (swept.tables["users"].rows, swept.tables["users"].removed) == (first.tables["users"].rows - 2, 2)
    assert swept.tables["orgs"].removed == 0
    ids = {row["sourced_id"] for row in rows_of(tmp_path / "current", "users")}
    assert not {one, other} & ids
    assert changed in ids
    stones = {row["sourced_id"]: row for row in rows_of(tmp_path / "current", "tombstones")}
    assert stones[one] == {"resource": "users", "sourced_id": one, "date_last_modified": None}
    assert pull(sweep=True).tables["users"].removed == 0
    assert one in {row["sourced_id"] for row in rows_of(tmp_path / "current", "tombstones")}


@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_a_history_has_each_version_of_a_record(
    client: OneRosterClient, tmp_path: Path, format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2026, 2, 1, tzinfo=UTC)  # both begin in one second

    def pull() -> Manifest:
        return export_oneroster(client, to=tmp_path, format=format, mode="append", **ASKED)

    monkeypatch.setattr("timeback.export.run.datetime", Then)
    first = pull()
    user = client.users.list(where={"status": "active"}, limit=1)[0]
    client.users.modify(user.sourced_id, middle_name="Changed")
    second = pull()
    history = tmp_path / "history"
    assert (second.tables["users"].rows, second.tables["users"].changed) == (
        first.tables["users"].rows + 1,
        1,
    )
    if format == "parquet":
        assert any(name.startswith("users-20260201T000000Z-") for name in first.files)
        assert set(second.files) > set(first.files)
        rows = parquet.read_table(sorted(history.glob("users-*.parquet"))).to_pylist()
    else:
        rows = rows_of(history, "users")
    assert len(rows) == second.tables["users"].rows
    versions = [row["middle_name"] for row in rows if row["sourced_id"] == user.sourced_id]
    assert sorted(versions, key=str) == sorted([user.middle_name, "Changed"], key=str)


def test_a_whole_export_is_a_base(client: OneRosterClient, tmp_path: Path) -> None:
    base = export_oneroster(client, to=tmp_path, **ASKED)
    user = client.users.list(where={"status": "active"}, limit=1)[0]
    client.users.delete(user.sourced_id)
    merged = export_oneroster(client, to=tmp_path, since=tmp_path, mode="merge", **ASKED)
    assert (merged.since, merged.tables["users"].changed) == (base.next_since, 1)
    assert rows_of(tmp_path / "current", "users") == living(client, tmp_path / "w", "users", "parquet")
    assert read_manifest(tmp_path) == base
    export_oneroster(client, to=tmp_path, since=tmp_path, mode="merge", **ASKED)
    for other in ({"nested": "json"}, {"tables": "normalized"}):
        to = tmp_path / next(iter(other))
        export_oneroster(client, to=to, resources=["orgs"], **other)  # type: ignore[arg-type]
        with pytest.raises(InvalidInputError, match=f"since: is an export with {to.name}="):
            export_oneroster(client, to=to, since=to, mode="merge", resources=["orgs"])


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"resources": ["orgs"]}, "is an export of users too"),
        ({"resources": ["orgs", "users", "classes"]}, "is an export without classes"),
        ({"names": "wire"}, "is an export with names=python, not wire"),
        ({"without": ["email"]}, "is an export with without=None, not email"),
        ({"format": "duckdb"}, "is an export with format=parquet, not duckdb"),
    ],
)
def test_only_an_export_of_the_same_kind_is_a_base(
    client: OneRosterClient, tmp_path: Path, other: Row, words: str
) -> None:
    asked = {"format": "parquet", "mode": "merge", **ASKED}
    export_oneroster(client, to=tmp_path, **asked)
    with pytest.raises(InvalidInputError, match=f"since: {words}"):
        export_oneroster(client, to=tmp_path, **asked | other)
    if not other.keys() & {"resources", "format"}:
        with pytest.raises(InvalidInputError, match=f"since: {words}"):
            export_oneroster(client, to=tmp_path / "x", since=tmp_path / "current", **ASKED | other)


def test_another_server_is_no_base(client: OneRosterClient, tmp_path: Path) -> None:
    export_oneroster(client, to=tmp_path, mode="merge", **ASKED)
    words = r"since: is an export of the server http://127\.0\.0\.1:\d+"
    with (
        Sandbox(empty=True) as other,
        OneRosterClient(**other.credentials) as second,
        pytest.raises(InvalidInputError, match=words),
    ):
        export_oneroster(second, to=tmp_path, mode="merge", **ASKED)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"mode": "upsert"}, "mode: must be one of replace, append, merge"),
        ({"mode": "merge", "format": "csv"}, "format: must be parquet or duckdb"),
        ({"mode": "append", "format": "oneroster-csv"}, "format: must be parquet or duckdb"),
        ({"mode": "merge", "layout": "date"}, "layout: has no date"),
        ({"sweep": True}, "sweep: goes with mode='merge'"),
        ({"mode": "merge", "since": "2026-01-01"}, "nothing is there to merge changes into"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    client: OneRosterClient, tmp_path: Path, wrong: Row, words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words):
        export_oneroster(client, to=tmp_path, **ASKED, **wrong)


def test_changes_are_no_base_and_leave_no_gap(client: OneRosterClient, tmp_path: Path) -> None:
    export_oneroster(client, to=tmp_path / "changes", since="2026-01-01", **ASKED)
    with pytest.raises(InvalidInputError, match="is an export of changes, to which no others can be merged"):
        export_oneroster(client, to=tmp_path, since=tmp_path / "changes", mode="merge", **ASKED)
    there = export_oneroster(client, to=tmp_path, mode="merge", **ASKED)
    with pytest.raises(InvalidInputError, match="since: leaves a gap: what is there is current up to"):
        export_oneroster(
            client, to=tmp_path, mode="merge", since=there.next_since + timedelta(seconds=1), **ASKED
        )
    export_oneroster(client, to=tmp_path, mode="merge", since="2026-01-01", **ASKED)
    (tmp_path / "current" / "users.parquet").write_bytes(b"mine")
    with pytest.raises(ConfigurationError, match=r"users\.parquet is not what an export made"):
        export_oneroster(client, to=tmp_path, mode="merge", **ASKED)


def test_a_state_that_shrinks_is_not_replaced(
    client: OneRosterClient, sandbox: Sandbox, tmp_path: Path
) -> None:
    first = export_oneroster(client, to=tmp_path, mode="merge", **ASKED)
    before = (tmp_path / "current" / "users.parquet").read_bytes()
    vanish(sandbox, "users", *(row.sourced_id for row in client.users.stream()))
    with pytest.raises(ExportError, match="users: 0 rows, where the export that is there has"):
        export_oneroster(client, to=tmp_path, mode="merge", sweep=True, **ASKED)
    assert (tmp_path / "current" / "users.parquet").read_bytes() == before
    assert read_manifest(tmp_path / "current") == first
    again = export_oneroster(client, to=tmp_path, mode="merge", sweep=True, allow_shrink="100%", **ASKED)
    assert again.tables["users"].rows == 0


def test_a_sweep_that_lacks_ids_takes_nothing_out(
    client: OneRosterClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_oneroster(client, to=tmp_path, mode="merge", **ASKED)
    monkeypatch.setattr("timeback.export.sweep._count", lambda *_: 3)
    with pytest.raises(IncompleteListError, match="the ids of orgs were read by ids and by offsets"):
        export_oneroster(client, to=tmp_path, mode="merge", sweep=True, **ASKED)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("format", "mode", "step"),
    [("parquet", "merge", 4), ("parquet", "append", 9), ("duckdb", "merge", 9), ("duckdb", "append", 9)],
)
def test_a_death_at_every_commit_changes_nothing(
    client: OneRosterClient,
    tmp_path: Path,
    format: Format,
    mode: Any,
    step: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def pull(to: Path) -> Manifest:
        return export_oneroster(
            client, to=to, format=format, mode=mode, sweep=mode == "merge", resources=["orgs", "courses"]
        )

    def state(to: Path) -> Any:
        """The tables and their counts, whatever the names of a history's files."""
        folder = to / ("current" if mode == "merge" else "history")
        manifest = read_manifest(folder)
        assert manifest is not None
        assert {path.name for path in folder.iterdir()} == {"manifest.json", *manifest.files}
        if format == "parquet":
            rows = [
                parquet.read_table(sorted(folder.glob(f"{name}*.parquet")))
                .sort_by([("sourced_id", "ascending"), ("date_last_modified", "ascending")])
                .to_pylist()
                for name in ("orgs", "courses", "tombstones")
            ]
        else:
            rows = [rows_of(folder, name) for name in ("orgs", "courses", "tombstones")]
        return rows, manifest.tables

    base = tmp_path / "base"
    pull(base)
    org, *_ = client.orgs.list(limit=1)
    client.orgs.modify(org.sourced_id, name="Changed")
    client.orgs.create({"sourced_id": "new-org", "name": "New", "type": "school"})
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    power = Power(tmp_path, monkeypatch)
    pull(whole)
    expected, total = state(whole), power.commits
    assert total >= 8
    # Before a commit is after the one before it; the last ones are where files are put in their place.
    for when in (-each for each in sorted({*range(1, total, step), total - 2, total - 1})):
        to = tmp_path / "cut"
        shutil.copytree(base, to)
        power.cut_at(when)
        with pytest.raises(PowerCut):
            pull(to)
        power.cut_at(0)
        if mode == "append" and read_manifest(to / "history") == read_manifest(base / "history"):
            pull(to)  # else it had finished: another pull would add the rows of the last minutes again
        elif mode == "merge":
            pull(to)
        else:
            shutil.rmtree(to / ".timeback-export", ignore_errors=True)
        rows, tables = state(to)
        assert rows == expected[0]
        assert {name: each.rows for name, each in tables.items()} == {
            name: each.rows for name, each in expected[1].items()
        }
        shutil.rmtree(to)


def test_the_command_line_keeps_a_state(
    client: OneRosterClient, sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings = sandbox.credentials
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", settings["client_id"])
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", settings["client_secret"])
    command = [
        "--base-url", settings["base_url"], "--auth-url", settings["auth_url"], "-o", "json", "export",
        "oneroster", "--to", str(tmp_path), "--mode", "merge", "--sweep", "--resources", "orgs",
    ]  # fmt: skip
    for removed in (0, 1):
        assert main(command) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["table"], row["removed"]) == ("orgs", removed)
        client.orgs.create({"sourced_id": "new-org", "name": "New", "type": "school"})
        main(command)
        capsys.readouterr()
        vanish(sandbox, "orgs", "new-org")
    assert main([*command, "--names", "wire"]) == 2
