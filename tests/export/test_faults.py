"""Records at fault: none ends an export, each is told of, and nothing of them is lost."""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from tests.scripted import Answer, Received, ScriptedServer
from timeback import AsyncOneRosterClient, OneRosterClient, TimebackClient
from timeback.errors import APITimeoutError, ConfigurationError, ExportError, InvalidInputError
from timeback.export import Format, Manifest, Progress, export_oneroster, export_service, load_bundle

Row = dict[str, Any]
HUGE = 2**53 + 1


def result(number: int, **fields: Any) -> Row:
    return {
        "sourcedId": f"r-{number:02}", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z",
        "lineItem": {"href": "h", "sourcedId": "l-1", "type": "lineItem"},
        "student": {"href": "h", "sourcedId": "u-1", "type": "user"},
        "scoreStatus": "fully graded", "scoreDate": "2026-01-02T00:00:00Z", "score": 1,
    } | fields  # fmt: skip


def session(number: int, **fields: Any) -> Row:
    return {
        "sourcedId": f"s-{number:02}", "status": "active", "dateLastModified": "2026-01-02T03:04:05Z",
        "title": "Fall", "type": "term", "startDate": "2026-08-15", "endDate": "2026-12-20",
        "schoolYear": 2026,
    } | fields  # fmt: skip


def serving(**lists: list[Any]) -> ScriptedServer:
    def script(request: Received) -> Answer:
        name = request.path.rsplit("/", 1)[-1]
        if name not in lists:
            return Answer(404, {})
        start, size = int(request.query["offset"]), int(request.query["limit"])
        rows = lists[name]
        return Answer(body={name: rows[start : start + size], "totalCount": len(rows)})

    return ScriptedServer(script=script)


def export(to: Path, *, format: Format = "parquet", page_size: int = 4, **options: Any) -> Manifest:
    """What `lists` hold, exported with no filter that a server would honor."""
    lists = options.pop("lists")
    with serving(**lists) as server, OneRosterClient(**server.open, max_retries=0) as client:
        return export_oneroster(client, to=to, format=format, page_size=page_size, **options)


def quarantined(to: Path) -> list[Row]:
    path = to / "quarantine.ndjson"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def read(to: Path, name: str, format: Format) -> list[Row]:
    if format == "parquet":
        return parquet.read_table(to / f"{name}.parquet").to_pylist()
    with contextlib.closing(duckdb.connect(str(to / "oneroster.duckdb"), read_only=True)) as database:
        return database.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()


@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_values_that_fit_no_column_are_kept_and_told(tmp_path: Path, format: Format) -> None:
    results = [
        result(0), result(1, score=HUGE), result(2, score="ten"), result(3, metadata="text"),
        result(4, scoreDate=1_767_312_000_000), result(5, scoreDate="soon"), result(6, score=10**400),
    ]  # fmt: skip
    sessions = [session(0), session(1, startDate="08/15/2026"), session(2, schoolYear=2**70)]
    manifest = export(
        tmp_path, format=format, lists={"results": results, "academicSessions": sessions},
        resources=["results", "academic_sessions"],
    )  # fmt: skip
    rows = {
        row["sourced_id"]: row
        for name in ("results", "academic_sessions")
        for row in read(tmp_path, name, format)
    }
    assert len(rows) == 10
    assert rows["r-01"]["score"] == float(2**53)
    assert rows["r-02"]["score"] is rows["r-06"]["score"] is rows["r-05"]["score_date"] is None
    assert rows["r-03"]["metadata"] == '"text"'
    assert rows["r-04"]["score_date"] == datetime(2026, 1, 2, tzinfo=UTC)
    assert rows["s-00"]["start_date"] == date(2026, 8, 15)
    assert rows["s-01"]["start_date"] is None
    extra = {key: json.loads(row["extra"]) for key, row in rows.items() if row["extra"]}
    assert extra == {
        "r-01": {"score": HUGE}, "r-02": {"score": "ten"}, "r-05": {"scoreDate": "soon"},
        "r-06": {"score": 10**400}, "s-01": {"startDate": "08/15/2026"}, "s-02": {"schoolYear": 2**70},
    }  # fmt: skip
    told = {
        (each["resource"], each["sourcedId"], each["offset"], each["isExported"])
        for each in quarantined(tmp_path)
    }
    assert told == {
        ("results", "r-01", 1, True), ("results", "r-02", 2, True), ("results", "r-05", 5, True),
        ("results", "r-06", 6, True), ("academic_sessions", "s-01", 1, True),
        ("academic_sessions", "s-02", 2, True),
    }  # fmt: skip
    entry = next(each for each in quarantined(tmp_path) if each["sourcedId"] == "s-01")
    assert (entry["reason"], entry["record"]) == ("startDate is not a day such as 2026-08-15", sessions[1])
    assert "quarantine.ndjson" in manifest.files
    assert (manifest.tables["results"].faulty, manifest.tables["academic_sessions"].faulty) == (4, 2)


@pytest.mark.parametrize("format", ["parquet", "csv", "ndjson", "duckdb", "oneroster-csv"])
def test_rows_that_are_no_records_are_set_aside(tmp_path: Path, format: Format) -> None:
    odd: list[Any] = ["text", None, {"status": "active"}, session(7, sourcedId=None), [1]]
    rows = [session(0), *odd[:2], session(1), session(2), *odd[2:], session(3)]
    lists: dict[str, list[Any]] = {"academicSessions": rows}
    progress: list[Progress] = []
    manifest = export(
        tmp_path, format=format, lists=lists, resources=["academic_sessions"], progress=progress.append
    )
    table = manifest.tables["academic_sessions"]
    assert (table.rows, table.quarantined) == (4, 5)
    written = [each for each in progress if each.stage == "write"]
    assert (written[-1].rows, written[-1].total) == (9, 9)
    told = quarantined(tmp_path)
    assert [each["record"] for each in told] == odd
    assert [each["offset"] for each in told] == [1, 2, 5, 6, 7]
    assert not any(each["isExported"] for each in told)
    if format == "ndjson":
        lines = (tmp_path / "academic_sessions.ndjson").read_text().splitlines()
        assert [json.loads(line) for line in lines] == [row for row in rows if row not in odd]


@pytest.mark.parametrize("format", ["parquet", "ndjson"])
def test_a_record_that_is_nested_too_deeply_is_set_aside_alone(tmp_path: Path, format: Format) -> None:
    deep = b'{"sourcedId":"r-1","note":"] \\" {","metadata":%b1%b}' % (b'{"a":' * 100_000, b"}" * 100_000)
    lines = [json.dumps(result(0)).encode(), deep, json.dumps(result(2)).encode()]
    body = b'{"results":[%b],"totalCount":3}' % b",\n".join(lines)

    def script(request: Received) -> Answer:
        return Answer(body=body) if request.path.endswith("/results") else Answer(404, {})

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open, max_retries=0) as client:
        manifest = export_oneroster(client, to=tmp_path, format=format, resources=["results"])
    table = manifest.tables["results"]
    assert (table.rows, table.quarantined) == (2, 1)
    assert deep in (tmp_path / "quarantine.ndjson").read_bytes()


@pytest.mark.parametrize("format", ["parquet", "ndjson", "oneroster-csv"])
@pytest.mark.parametrize("key", ["password", "passWord", "PassWord", "ownPASSword", "own_passworD"])
def test_a_password_is_kept_out_in_whatever_spelling(tmp_path: Path, format: Format, key: str) -> None:
    user = {"sourcedId": "u-1", "status": "active", "enabledUser": True, "givenName": "A", "familyName": "B"}
    export(tmp_path, format=format, lists={"users": [user | {key: "canary"}]}, resources=["users"])
    for path in tmp_path.iterdir():
        assert b"canary" not in path.read_bytes(), path.name


@pytest.mark.parametrize("format", ["parquet", "oneroster-csv"])
def test_a_deviation_is_counted_once(tmp_path: Path, format: Format) -> None:
    rows: list[Any] = [session(0), session(1, title=None)]
    with serving(academicSessions=rows) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=tmp_path, format=format, resources=["academic_sessions"], page_size=4)
        assert [each.count for each in client.deviations if each.field == "title"] == [1]


def test_strictly_the_first_record_at_fault_ends_it(tmp_path: Path) -> None:
    rows = [result(number) for number in range(30)]
    rows[17]["score"] = "my secret"
    lists: dict[str, list[Any]] = {"results": rows}
    for run in range(2):  # a second run goes on, and comes to the same end
        with pytest.raises(
            ExportError, match="results: 'r-17' at offset 17: score is not a number"
        ) as caught:
            export(tmp_path, lists=lists, resources=["results"], strict=True)
        error = caught.value
        assert (error.resource, error.column, error.sourced_id, error.offset) == (
            "results",
            "score",
            "r-17",
            17,
        )
        assert "secret" not in str(error), run
    assert export(tmp_path, lists=lists, resources=["results"]).tables["results"].faulty == 1
    with pytest.raises(ExportError, match="a record without an id at offset 0: has no sourcedId"):
        export(tmp_path / "other", lists={"results": [{}]}, resources=["results"], strict=True)


def test_a_faulty_record_is_found_strictly_in_what_an_earlier_run_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists: dict[str, list[Any]] = {"results": [result(0), result(1, score="x")]}
    with monkeypatch.context() as patch:
        patch.setattr("timeback.export.run.write", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            export(tmp_path, lists=lists, resources=["results"])
    with pytest.raises(ExportError, match="'r-01' at offset 1"):
        export(tmp_path, lists=lists, resources=["results"], strict=True)


@pytest.mark.parametrize("format", ["parquet", "csv", "duckdb"])
def test_fields_that_the_library_does_not_know_have_a_column(tmp_path: Path, format: Format) -> None:
    rows = [
        session(0, color="red"),
        session(1),
        session(2, color=None, deep={"a": [1, ""]}),
        session(3, schoolYear="x", color=""),
        session(4, **{'say "a\\b"\n': 1, "\u00e9": 2}),
    ]
    export(tmp_path, format=format, lists={"academicSessions": rows}, resources=["academic_sessions"])
    if format == "csv":
        with (tmp_path / "academic_sessions.csv").open(newline="") as file:
            found = [row["extra"] or None for row in csv.DictReader(file)]
    else:
        found = [row["extra"] for row in read(tmp_path, "academic_sessions", format)]
    assert [each and json.loads(each) for each in found] == [
        {"color": "red"}, None, {"color": None, "deep": {"a": [1, ""]}}, {"schoolYear": "x", "color": ""},
        {'say "a\\b"\n': 1, "\u00e9": 2},
    ]  # fmt: skip


def test_ndjson_keeps_null_empty_and_absent_apart(tmp_path: Path) -> None:
    rows = [session(0, parent=None, children=[], metadata={}), session(1, title="")]
    export(tmp_path, format="ndjson", lists={"academicSessions": rows}, resources=["academic_sessions"])
    lines = (tmp_path / "academic_sessions.ndjson").read_text().splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_columns_that_nothing_fills_are_left_out_and_names_may_be_the_wires(tmp_path: Path) -> None:
    user = {
        "sourcedId": "u-1", "status": "active", "enabledUser": True, "givenName": "A", "familyName": "B",
        "primaryOrg": {"href": "h", "sourcedId": "o-1", "type": "org"},
    }  # fmt: skip
    export(tmp_path / "python", lists={"users": [user]}, resources=["users"])
    export(tmp_path / "wire", lists={"users": [user]}, resources=["users"], names="wire")
    python, wire = (
        parquet.read_schema(tmp_path / kind / "users.parquet").names for kind in ("python", "wire")
    )
    assert {"primary_org_sourced_id", "given_name", "extra"} <= set(python)
    assert {"primaryOrg.sourcedId", "givenName", "extra"} <= set(wire)
    assert not [name for name in python + wire if "password" in name or name.startswith("demographics")]


def test_a_database_knows_its_keys_and_what_its_columns_mean(tmp_path: Path) -> None:
    lists: dict[str, list[Any]] = {"academicSessions": [session(0)]}
    export(tmp_path, format="duckdb", lists=lists, resources=["academic_sessions"])
    with contextlib.closing(duckdb.connect(str(tmp_path / "oneroster.duckdb"))) as database:
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO academic_sessions (sourced_id) VALUES ('s-00')")
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO academic_sessions (title) VALUES ('no id')")
        comments = dict(
            database.sql(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'academic_sessions'"
            ).fetchall()
        )
    assert comments["sourced_id"].startswith("Identifier that every reference")
    assert all(comments.values())


def test_a_large_table_of_a_database_has_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.export.writers._MOST_INDEXED", 1)
    rows: list[Any] = [session(0), session(1)]
    export(tmp_path, format="duckdb", lists={"academicSessions": rows}, resources=["academic_sessions"])
    with contextlib.closing(duckdb.connect(str(tmp_path / "oneroster.duckdb"))) as database:
        kinds = database.sql("SELECT constraint_type FROM duckdb_constraints() ORDER BY ALL").fetchall()
        assert kinds == [("NOT NULL",)]


# A limit of the system for the size of files is met in the same calls as a full disk.
FULL = """
import resource, signal, sys
from timeback import OneRosterClient
from timeback.errors import ExportError
from timeback.export import export_oneroster
url, to, format, limit = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # the limit would cut it off
with OneRosterClient(base_url=url, auth=None) as client:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    try:
        export_oneroster(client, to=to, format=format, resources=["results"])
    except ExportError as error:
        print(error.resource, error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(export_oneroster(client, to=to, format=format, resources=["results"]).tables["results"].rows)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no limits for files")
@pytest.mark.parametrize(
    ("format", "limit"), [("parquet", 1_000), ("csv", 100_000), ("csv", 700_000), ("duckdb", 100_000)]
)
def test_a_full_disk_is_told_in_our_words_and_the_next_call_goes_on(
    tmp_path: Path, format: Format, limit: int
) -> None:
    rows: list[Any] = [result(number, comment="x" * 200) for number in range(1_500)]
    with serving(results=rows) as server:
        command = [sys.executable, "-c", FULL, server.base_url, str(tmp_path), format, str(limit)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    told, rows_then = done.stdout.splitlines()
    assert (
        told
        == f"results results: {os.strerror(errno.EFBIG)}; what was fetched is kept, and the next call goes on"
    )
    assert rows_then == "1500"


def test_what_duckdb_refuses_is_told_without_a_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise duckdb.OutOfMemoryException("failed at 'student data'")

    monkeypatch.setattr("timeback.export.formats.into_table", fail)
    with pytest.raises(ExportError, match="academic_sessions: duckdb could not") as caught:
        export(
            tmp_path,
            format="duckdb",
            lists={"academicSessions": [session(0)]},
            resources=["academic_sessions"],
        )
    assert "student data" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("format", ["parquet", "csv", "ndjson", "duckdb", "oneroster-csv"])
def test_fields_that_are_left_out_reach_no_file(tmp_path: Path, format: Format) -> None:
    user = {
        "sourcedId": "u-1", "status": "active", "enabledUser": True, "givenName": "canary-1", "familyName": "B",
        "email": "canary-2", "score": "x",
    }  # fmt: skip
    rows = [user, user | {"sourcedId": None}]
    manifest = export(
        tmp_path, format=format, lists={"users": rows}, resources=["users"], without=["given_name", "email"]
    )
    assert (manifest.tables["users"].rows, manifest.tables["users"].quarantined) == (1, 1)
    for path in tmp_path.iterdir():
        assert b"canary" not in path.read_bytes(), path.name
    if format == "parquet":
        assert not {"given_name", "email"} & set(parquet.read_schema(tmp_path / "users.parquet").names)


@pytest.mark.parametrize("wrong", [["sourced_id"], ["shoe_size"], "email"])
def test_only_fields_that_are_there_can_be_left_out(tmp_path: Path, wrong: Any) -> None:
    with pytest.raises(InvalidInputError, match="without"):
        export(tmp_path, lists={"users": []}, resources=["users"], without=wrong)


def test_a_table_that_shrank_does_not_replace_the_one_that_is_there(tmp_path: Path) -> None:
    rows: list[Any] = [session(number) for number in range(100)]
    path = tmp_path / "academic_sessions.parquet"
    asked: dict[str, Any] = {"resources": ["academic_sessions"]}
    with serving(academicSessions=rows) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=tmp_path, **asked)
        before = path.read_bytes()
        for remaining in (79, 0):
            del rows[remaining:]
            with pytest.raises(
                ExportError, match=f"{remaining} rows, where the export that is there has 100"
            ):
                export_oneroster(client, to=tmp_path, **asked)
            assert path.read_bytes() == before
            asked["resume"] = False
        wrongs: list[Any] = ["120%", "x", 0.2]
        for wrong in wrongs:
            with pytest.raises(InvalidInputError, match="allow_shrink"):
                export_oneroster(client, to=tmp_path, allow_shrink=wrong, **asked)
        manifest = export_oneroster(client, to=tmp_path, allow_shrink="100%", **asked)
    assert manifest.tables["academic_sessions"].rows == 0


def test_a_table_may_lose_a_fifth_of_its_rows(tmp_path: Path) -> None:
    rows: list[Any] = [session(number) for number in range(100)]
    with serving(academicSessions=rows) as server, OneRosterClient(**server.open) as client:
        for remaining in (100, 80, 60):  # below a hundred a table may lose more
            del rows[remaining:]
            manifest = export_oneroster(client, to=tmp_path, resources=["academic_sessions"])
            assert manifest.tables["academic_sessions"].rows == remaining


def test_an_export_of_less_does_not_remove_what_is_there(tmp_path: Path) -> None:
    lists: dict[str, list[Any]] = {"academicSessions": [session(0)], "results": [result(0)]}
    export(tmp_path, lists=lists, resources=["academic_sessions", "results"])
    with pytest.raises(ConfigurationError, match="also holds results, which this export would remove"):
        export(tmp_path, lists=lists, resources=["academic_sessions"], format="csv")
    other = pytest.raises(
        ConfigurationError, match="holds an export of oneroster: give case a folder of its own"
    )
    with TimebackClient(env="sandbox") as client, other:
        export_service(client, "case", to=tmp_path, resources=["documents"])
    assert (tmp_path / "results.parquet").exists()
    export(tmp_path, lists=lists, resources=["academic_sessions"], allow_shrink="100%")
    assert not (tmp_path / "results.parquet").exists()


def test_a_deadline_that_passes_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    passed = pytest.raises(APITimeoutError, match="the deadline of 1e-06 s passed")
    with serving(results=[result(0)]) as server, OneRosterClient(**server.open) as client, passed:
        export_oneroster(client.with_options(timeout=1e-6), to=tmp_path, resources=["results"])


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_folder_without_a_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blank: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with OneRosterClient(env="sandbox") as client, pytest.raises(InvalidInputError, match="to: is blank"):
        export_oneroster(client, to=blank, resources=["orgs"], format="ndjson")
    assert list(tmp_path.iterdir()) == []


def test_a_tilde_is_the_home_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    with serving(results=[result(0)]) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to="~/roster", resources=["results"], format="ndjson")
    assert (tmp_path / "roster" / "results.ndjson").exists()


def test_a_folder_that_cannot_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(InvalidInputError, match=r"to: is no folder that can be written to: .*denied"):
        export(tmp_path, lists={"results": []}, resources=["results"])


def test_a_client_of_another_kind_is_refused_with_the_one_to_pass(tmp_path: Path) -> None:
    wrong: list[tuple[Any, str]] = [
        (OneRosterClient, "must be a OneRosterClient, not the class OneRosterClient"),
        (TimebackClient(env="sandbox"), "not TimebackClient; pass its .oneroster"),
        (AsyncOneRosterClient(env="sandbox"), "not AsyncOneRosterClient; .* asyncio.to_thread"),
    ]
    for client, message in wrong:
        with pytest.raises(InvalidInputError, match=message):
            export_oneroster(client, to=tmp_path)
        with pytest.raises(InvalidInputError, match=message):
            load_bundle(tmp_path, client)
    one: Any = OneRosterClient(env="sandbox")
    with pytest.raises(InvalidInputError, match="must be a TimebackClient, not OneRosterClient"):
        export_service(one, "case", to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_changes_are_asked_for_since_an_export_of_the_same_lists_of_the_same_server(tmp_path: Path) -> None:
    base, changes = tmp_path / "base", tmp_path / "changes"
    lists: dict[str, list[Any]] = {"academicSessions": [session(0)], "results": [result(0)]}
    with serving(**lists) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=base, resources=["results"])
        export_oneroster(client, to=changes, resources=["results"], since=base)
        with pytest.raises(InvalidInputError, match="since: is an export without academic_sessions"):
            export_oneroster(client, to=changes, resources=["results", "academic_sessions"], since=base)
    with pytest.raises(InvalidInputError, match="since: is an export of the server http"):
        export(changes, lists=lists, resources=["results"], since=base)
