"""An export against a served sandbox, read back by readers that are not ours."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from tests.raw_server import RawServer, reply
from tests.scripted import Answer, Received, ScriptedServer
from timeback import OneRosterClient
from timeback.errors import ConfigurationError, ExportError, InvalidInputError, NotFoundError, ServerError
from timeback.export import FORMATS, RESOURCES, Format, Progress, export_oneroster, read_manifest
from timeback.export.files import locked
from timeback.sandbox import Sandbox

Row = dict[str, Any]


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[OneRosterClient]:
    with OneRosterClient(**sandbox.credentials) as client:
        yield client


def raw(client: OneRosterClient, path: str, key: str) -> list[Row]:
    """All records of a list as the server sends them."""
    return client.request("GET", path, query={"limit": 3000, "sort": "sourcedId"}).json()[key]


def read_parquet(folder: Path, name: str) -> list[Row]:
    return parquet.read_table(folder / f"{name}.parquet").to_pylist()


def read_csv(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_ndjson(folder: Path, name: str) -> list[Row]:
    rows = [json.loads(line) for line in (folder / f"{name}.ndjson").read_text().splitlines()]
    return [row | {"sourced_id": row["sourcedId"]} for row in rows]


def read_duckdb(folder: Path, name: str) -> list[Row]:
    with contextlib.closing(duckdb.connect(str(folder / "oneroster.duckdb"), read_only=True)) as database:
        return database.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()


READERS: dict[str, Callable[[Path, str], list[Row]]] = {
    "parquet": read_parquet, "csv": read_csv, "ndjson": read_ndjson, "duckdb": read_duckdb,
}  # fmt: skip


@pytest.mark.parametrize("format", READERS)
def test_every_record_of_every_resource_is_there_once(
    client: OneRosterClient, tmp_path: Path, format: Format
) -> None:
    manifest = export_oneroster(client, to=tmp_path, format=format, page_size=200)
    assert list(manifest.tables) == list(RESOURCES)
    assert f"tables={len(RESOURCES)}, rows=" in repr(manifest) and len(repr(manifest)) < 300
    for name, resource in RESOURCES.items():
        ids = [row["sourced_id"] for row in READERS[format](tmp_path, name)]
        assert ids == [
            row.sourced_id for row in resource.listing(client).stream(limit=3000, sort="sourced_id")
        ]
        assert manifest.tables[name].rows == len(ids)


@pytest.mark.parametrize("format", READERS)
def test_values_survive_each_format(client: OneRosterClient, tmp_path: Path, format: Format) -> None:
    export_oneroster(client, to=tmp_path, format=format, resources=["enrollments"])
    sent = raw(client, "{rostering}/enrollments", "enrollments")
    rows = READERS[format](tmp_path, "enrollments")
    assert len(rows) == len(sent)
    for row, record in zip(rows, sent, strict=True):
        if format == "ndjson":
            assert (row["class"]["sourcedId"], row["beginDate"]) == (
                record["class"]["sourcedId"], record["beginDate"],
            )  # fmt: skip
            continue
        day, instant = row["begin_date"], row["date_last_modified"]
        assert row["class_sourced_id"] == record["class"]["sourcedId"]
        assert (str(day) or None) == (record["beginDate"] or "None")[:10]
        if format == "csv":
            instant = datetime.fromisoformat(instant)
        else:
            assert isinstance(day, date | None)
            assert isinstance(instant, datetime)
        assert instant == datetime.fromisoformat(record["dateLastModified"])


@pytest.mark.parametrize("format", FORMATS)
def test_the_manifest_tells_what_is_there(client: OneRosterClient, tmp_path: Path, format: Format) -> None:
    to = tmp_path / "new" / "folder"
    before = datetime.now(UTC)
    manifest = export_oneroster(client, to=to, format=format)
    assert manifest == read_manifest(to)
    assert {path.name for path in to.iterdir()} == {*manifest.files, "manifest.json"}
    for name, entry in manifest.files.items():
        data = (to / name).read_bytes()
        assert (entry.bytes, entry.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert before <= manifest.started_at <= manifest.finished_at <= datetime.now(UTC)
    assert manifest.next_since <= manifest.started_at - timedelta(minutes=5)
    assert (manifest.since, manifest.absent) == (None, ())


def test_the_embedded_sandbox_can_be_exported(tmp_path: Path) -> None:
    with OneRosterClient(env="sandbox") as client:
        manifest = export_oneroster(client, to=tmp_path)
        assert manifest.tables["users"].rows == client.users.list(limit=1).total


def test_changes_since_an_export_come_with_tombstones(
    client: OneRosterClient, sandbox: Sandbox, tmp_path: Path
) -> None:
    # The manifest's instants are this machine's.
    sandbox.clock.set(datetime.now(UTC))
    whole, changes = tmp_path / "whole", tmp_path / "changes"
    export_oneroster(client, to=whole)
    # Teachers have no agents, whom another test may have deleted.
    changed, gone = client.users.list(where={"status": "active", "role": "teacher"}, limit=2)
    client.users.modify(changed.sourced_id, middle_name="Changed")
    client.users.delete(gone.sourced_id)
    manifest = export_oneroster(client, to=changes, since=whole)
    rows = {row["sourced_id"]: row for row in read_parquet(changes, "users")}
    assert {changed.sourced_id, gone.sourced_id} == set(rows)
    assert rows[changed.sourced_id]["middle_name"] == "Changed"
    assert rows[gone.sourced_id]["status"] == "tobedeleted"
    assert (manifest.tables["users"].rows, manifest.tables["users"].deleted) == (2, 1)
    (tombstone,) = [row for row in read_parquet(changes, "tombstones") if row["resource"] == "users"]
    assert tombstone["sourced_id"] == gone.sourced_id
    assert tombstone["date_last_modified"] >= manifest.since
    assert read_parquet(changes, "orgs") == []


@pytest.mark.parametrize("ahead", [-2, 2, None])
def test_the_next_changes_are_asked_for_by_the_clock_of_the_server(tmp_path: Path, ahead: int | None) -> None:
    told = (
        {} if ahead is None else {"date": format_datetime(datetime.now(UTC) + timedelta(ahead), usegmt=True)}
    )
    answer = reply({"orgs": [org(1)], "totalCount": 1}, **told)
    with RawServer([answer]) as server, OneRosterClient(**server.open) as client:
        manifest = export_oneroster(client, to=tmp_path, format="csv", resources=["orgs"])
    expected = manifest.started_at + timedelta(days=ahead or 0, minutes=-5)
    assert abs(expected - manifest.next_since) < timedelta(minutes=1)


def test_parquet_says_what_it_is_sorted_by(client: OneRosterClient, tmp_path: Path) -> None:
    export_oneroster(client, to=tmp_path, resources=["users"])
    file = parquet.ParquetFile(tmp_path / "users.parquet")
    (sorting,) = file.metadata.row_group(0).sorting_columns
    column = file.metadata.row_group(0).column(sorting.column_index)
    assert (column.path_in_schema, sorting.descending, column.has_column_index) == ("sourced_id", False, True)
    ids = file.read(["sourced_id"])["sourced_id"].to_pylist()
    assert ids == sorted(ids)


def test_changes_do_not_overwrite_a_whole(client: OneRosterClient, tmp_path: Path) -> None:
    export_oneroster(client, to=tmp_path, resources=["orgs"])
    with pytest.raises(ConfigurationError, match="a folder of their own"):
        export_oneroster(client, to=tmp_path, resources=["orgs"], since="2026-01-01")


@pytest.mark.parametrize(
    ("since", "meant"),
    [
        ("2026-01-02", datetime(2026, 1, 2, tzinfo=UTC)),
        (date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC)),
        ("2026-01-02T03:04:05+01:00", datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC)),
        (datetime(2026, 1, 2, 3), datetime(2026, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_since_is_an_instant(client: OneRosterClient, tmp_path: Path, since: Any, meant: datetime) -> None:
    assert export_oneroster(client, to=tmp_path, resources=["orgs"], since=since).since == meant


def test_changes_that_are_still_to_come_are_not_asked_for(client: OneRosterClient, tmp_path: Path) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(InvalidInputError, match=r"since: .* is still to come: the server's clock says"):
        export_oneroster(client, to=tmp_path, resources=["orgs"], since=tomorrow)
    assert not (tmp_path / "manifest.json").exists()


def test_another_export_replaces_the_files_of_the_last(client: OneRosterClient, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not ours")
    export_oneroster(client, to=tmp_path, format="csv", resources=["orgs", "users"])
    client.orgs.create({"sourced_id": "new-org", "name": "New", "type": "school"})
    export_oneroster(client, to=tmp_path, format="ndjson", resources=["orgs"], allow_shrink="100%")
    assert {path.name for path in tmp_path.iterdir()} == {
        "notes.txt", "manifest.json", "orgs.ndjson", "tombstones.ndjson",
    }  # fmt: skip
    assert "new-org" in {row["sourced_id"] for row in read_ndjson(tmp_path, "orgs")}


def test_what_is_wrong_is_said_before_anything_is_sent(sandbox: Sandbox, tmp_path: Path) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        for wrong in (
            {"format": "xlsx"}, {"resources": ["pupils"]}, {"concurrency": 0}, {"page_size": 3001},
            {"since": "lately"}, {"checkpoint_rows": 0},
        ):  # fmt: skip
            with pytest.raises(InvalidInputError, match=next(iter(wrong))):
                export_oneroster(client, to=tmp_path / "to", **wrong)  # type: ignore[arg-type]
    assert sandbox.requests == []
    assert not (tmp_path / "to").exists()


def test_a_folder_takes_one_export_at_a_time(client: OneRosterClient, tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(ConfigurationError, match="another export"):
        export_oneroster(client, to=tmp_path)
    assert export_oneroster(client, to=tmp_path, resources=["orgs"]).tables["orgs"].rows == 4


def test_an_export_goes_on_after_an_error_without_fetching_again(sandbox: Sandbox, tmp_path: Path) -> None:
    def fail_later(progress: Progress) -> None:
        if progress.resource == "courses":
            sandbox.faults.add(status=500, path="*/classes")

    with OneRosterClient(**sandbox.credentials, max_retries=0) as client:
        with pytest.raises(ServerError):
            export_oneroster(client, to=tmp_path, progress=fail_later)
        working = tmp_path / ".timeback-export"
        assert stat.S_IMODE(working.stat().st_mode) == 0o700
        assert [path.name for path in tmp_path.iterdir()] == [working.name]
        sandbox.faults.clear()
        fetched_before = len([each for each in sandbox.requests if each.path.endswith("/courses/")])
        manifest = export_oneroster(client, to=tmp_path)
    fetched = [each for each in sandbox.requests if each.path.endswith("/courses/")]
    assert fetched_before == 2
    assert len(fetched) == 3  # one more learns the total, none fetches the rows
    assert manifest.tables["courses"].rows == 65


def lists(script: Callable[[str, int, int], Answer | None]) -> Callable[[Received], Answer]:
    """Serve lists by name, offset and limit; what is None is not served."""

    def answer(request: Received) -> Answer:
        name = request.path.rsplit("/", 1)[-1]
        found = script(name, int(request.query["offset"]), int(request.query["limit"]))
        return found or Answer(404, {})

    return answer


def org(number: int) -> Row:
    return {
        "sourcedId": f"org-{number:03}", "status": "active", "name": f"Org {number}", "type": "school",
        "identifier": str(number),
    }  # fmt: skip


def test_what_a_server_does_not_serve_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    def script(name: str, offset: int, limit: int) -> Answer | None:
        return Answer(body={"orgs": [org(1)], "totalCount": 1}) if name == "orgs" else None

    with ScriptedServer(script=lists(script)) as server, OneRosterClient(**server.open) as client:
        manifest = export_oneroster(client, to=tmp_path, format="csv")
        assert set(manifest.tables) == {"orgs"}
        assert set(manifest.absent) == set(RESOURCES) - {"orgs"}
        with pytest.raises(NotFoundError):
            export_oneroster(client, to=tmp_path / "users", format="csv", resources=["users"])


def test_a_list_that_vanishes_from_the_server_is_not_removed(tmp_path: Path) -> None:
    served = ["orgs", "users"]

    def script(name: str, offset: int, limit: int) -> Answer | None:
        rows = [org(1)] if name == "orgs" else [{"sourcedId": "u-1", "status": "active"}]
        return Answer(body={name: rows, "totalCount": 1}) if name in served else None

    with ScriptedServer(script=lists(script)) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=tmp_path, format="csv")
        served.remove("users")
        with pytest.raises(ExportError, match="users: 0 rows, where the export that is there has 1"):
            export_oneroster(client, to=tmp_path, format="csv")
    assert (tmp_path / "users.csv").exists()


def test_an_export_goes_on_inside_a_list(tmp_path: Path) -> None:
    rows, broken = [org(number) for number in range(100)], True
    asked: list[int] = []

    def script(name: str, offset: int, limit: int) -> Answer | None:
        if broken and offset >= 50:
            return Answer(500, {})
        if limit > 1:
            asked.append(offset)
        return Answer(body={"orgs": rows[offset : offset + limit], "totalCount": len(rows)})

    def export(client: OneRosterClient) -> None:
        export_oneroster(
            client, to=tmp_path, format="csv", resources=["orgs"], page_size=10, checkpoint_rows=20,
            concurrency=1,
        )  # fmt: skip

    server = ScriptedServer(script=lists(script))
    with server, OneRosterClient(**server.open, max_retries=0) as client:
        with pytest.raises(ServerError):
            export(client)
        broken, before = False, len(asked)
        export(client)
    # The second page is asked for by key, which this server knows nothing of; then pages overlap by a row.
    assert asked[:before] == [0, 0, 9, 18, 27, 36, 45]
    # What was not committed yet, and whether it was all: that a page brings nothing new is the only proof.
    assert asked[before:] == [0, 54, 63, 72, 81, 90, 99]
    assert [row["sourced_id"] for row in read_csv(tmp_path, "orgs")] == [row["sourcedId"] for row in rows]


def test_a_list_that_grows_while_it_is_read_gives_each_row_once(tmp_path: Path) -> None:
    rows = [org(number) for number in range(1, 40)]

    def script(name: str, offset: int, limit: int) -> Answer | None:
        if offset >= 20 and rows[0]["sourcedId"] != "org-000":
            rows.insert(0, org(0))  # shifts what has been read by one
        return Answer(body={"orgs": rows[offset : offset + limit], "totalCount": len(rows)})

    with ScriptedServer(script=lists(script)) as server, OneRosterClient(**server.open) as client:
        manifest = export_oneroster(
            client, to=tmp_path, format="csv", resources=["orgs"], page_size=10, concurrency=1
        )
    ids = [row["sourced_id"] for row in read_csv(tmp_path, "orgs")]
    assert ids == [f"org-{number:03}" for number in range(1, 40)]
    assert manifest.tables["orgs"].rows == 39


def test_a_list_without_a_total_is_read_to_its_end(tmp_path: Path) -> None:
    rows = [org(number) for number in range(25)]

    def script(name: str, offset: int, limit: int) -> Answer | None:
        return Answer(body={"orgs": rows[offset : offset + limit]})

    with ScriptedServer(script=lists(script)) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=tmp_path, format="csv", resources=["orgs"], page_size=10)
    assert len(read_csv(tmp_path, "orgs")) == 25


def test_passwords_reach_no_file(tmp_path: Path) -> None:
    canary = "canary-pa55word"
    user = {
        "sourcedId": "u-1", "status": "active", "enabledUser": True, "givenName": "A", "familyName": "B",
        "password": canary,
        "userProfiles": [
            {
                "profileId": "p-1", "profileType": "x", "vendorId": "v", "applicationId": "a",
                "app": {"sourcedId": "a", "name": "App", "domain": ["d"]},
                "credentials": [{"id": "c-1", "type": "basic", "username": "profile-login", "password": canary}],
            }
        ],
    }  # fmt: skip

    def script(name: str, offset: int, limit: int) -> Answer | None:
        return Answer(body={"users": [user], "totalCount": 1})

    with ScriptedServer(script=lists(script)) as server, OneRosterClient(**server.open) as client:
        for kind in FORMATS:
            export_oneroster(client, to=tmp_path / kind, format=kind, resources=["users"])
    for kind in FORMATS:
        written = b"".join(path.read_bytes() for path in (tmp_path / kind).iterdir())
        assert b"profile-login" in written
        assert canary.encode() not in written


def test_csv_for_a_spreadsheet_runs_nothing(client: OneRosterClient, tmp_path: Path) -> None:
    body = {"sourcedId": "o-x", "name": "=HYPERLINK(1)", "type": "department", "status": "active"}
    client.orgs.create(body)
    for safe, name in ((False, "=HYPERLINK(1)"), (True, "'=HYPERLINK(1)")):
        export_oneroster(
            client, to=tmp_path / str(safe), format="csv", resources=["orgs"], spreadsheet_safe=safe
        )
        rows = {row["sourced_id"]: row["name"] for row in read_csv(tmp_path / str(safe), "orgs")}
        assert rows["o-x"] == name
    for other in ("parquet", "oneroster-csv"):
        with pytest.raises(InvalidInputError, match="spreadsheet_safe"):
            export_oneroster(client, to=tmp_path, format=other, spreadsheet_safe=True)  # type: ignore[arg-type]
