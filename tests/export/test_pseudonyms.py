"""Pseudonyms: what names a person reaches no file, and joins hold."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from tests.export.test_current import rows_of, vanish
from tests.scripted import Answer, ScriptedServer
from timeback import OneRosterClient
from timeback.cli import main
from timeback.errors import APIConnectionError, InvalidInputError, ServerError
from timeback.export import Format, Progress, export_districts, export_oneroster
from timeback.export.pseudonyms import Pseudonyms
from timeback.sandbox import Sandbox

KEY = "a key that is long and random"
PEOPLE = ["users", "demographics", "enrollments", "results", "assessment_results"]


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[OneRosterClient]:
    with OneRosterClient(**sandbox.credentials) as client:
        yield client


def texts_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The contents of files, of Parquet uncompressed."""
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            yield path.name, json.dumps(parquet.read_table(path).to_pylist(), default=str).encode()
        elif path.is_file():
            yield path.name, path.read_bytes()


@pytest.mark.parametrize("format", ["parquet", "ndjson", "oneroster-csv"])
def test_no_person_reaches_a_file(client: OneRosterClient, tmp_path: Path, format: Format) -> None:
    told = set[str]()
    for user in client.users.stream(limit=3000):
        told |= {user.sourced_id, *map(str, (user.email, user.username, user.identifier, user.phone))}
    days = {str(each.birth_date) for each in client.demographics.stream(limit=3000)}
    assert len(told) > 1000
    assert len(days) > 100
    export_oneroster(client, to=tmp_path, format=format, resources=[*PEOPLE, "classes"], pseudonymize=KEY)
    for name, content in texts_of(tmp_path):
        assert KEY.encode() not in content
        words = set(re.split(r"[^\w@.+-]+", content.decode()))
        assert not words & (told - {"None"}), name
        if name.startswith("demographics"):
            assert not words & (days - {"None"})


def test_joins_hold_across_tables_and_runs(client: OneRosterClient, tmp_path: Path) -> None:
    for name, key in (("one", KEY), ("two", KEY.encode()), ("other", "another")):
        manifest = export_oneroster(client, to=tmp_path / name, resources=PEOPLE, pseudonymize=key)
    one, two, other = (
        {table: rows_of(tmp_path / name, table) for table in PEOPLE} for name in ("one", "two", "other")
    )
    assert one == two
    users = {row["sourced_id"]: row for row in one["users"]}
    assert len(users) == manifest.tables["users"].rows
    assert not users.keys() & {row["sourced_id"] for row in other["users"]}
    assert {row["user_sourced_id"] for row in one["enrollments"]} <= users.keys()
    assert {row["student_sourced_id"] for row in one["results"]} <= users.keys()
    assert {row["sourced_id"] for row in one["demographics"]} <= users.keys()
    links = [row["user_href"] for row in one["enrollments"]]
    assert all(
        link.endswith(f"/{row['user_sourced_id']}")
        for link, row in zip(links, one["enrollments"], strict=True)
    )
    raw = {row.sourced_id: row for row in client.users.stream(limit=3000)}
    by_id = {Pseudonyms(KEY).of(each): row for each, row in raw.items()}
    for key, row in users.items():
        assert row["email"] is None or row["email"].endswith("@pseudonym.invalid")
        assert row["grades"] == (None if by_id[key].grades is None else list(by_id[key].grades))
        assert (row["metadata"], row["pronouns"], row["extra"]) == (None, None, None)
    assert len({row["given_name"] for row in one["users"]}) == len({row.given_name for row in raw.values()})
    ids = [row["sourced_id"] for row in one["users"]]
    assert ids != sorted(ids)
    assert parquet.ParquetFile(tmp_path / "one" / "users.parquet").metadata.row_group(0).sorting_columns in (
        (),
        None,
    )


def test_odd_records_of_people_are_told_nothing_of(tmp_path: Path) -> None:
    odd: list[Any] = [
        {"sourcedId": "canary-1", "givenName": 5, "familyName": ["canary-2"], "Email": "canary-3", "agents": "canary-4",
         "roles": [{"userProfile": "canary-5"}, "canary-6"], "enabledUser": True, "status": "active",
         "userIds": {"identifier": "canary-7"}},
        {"givenName": "canary-8"}, "canary-9", ["canary-10"], 12,
        {"sourcedId": "é/x canary", "agents": [{"sourcedId": "a b", "href": "http://x/y/a%20b", "name": "canary"}]},
        {"sourcedId": "\ud800canary", "agents": [{"href": "http://x/canary-11", "sourcedId": None}, None]},
    ]  # fmt: skip
    body = Answer(body={"users": odd, "totalCount": len(odd)})
    with ScriptedServer(script=lambda _: body) as server, OneRosterClient(**server.open) as client:
        manifest = export_oneroster(
            client, to=tmp_path, format="ndjson", resources=["users"], pseudonymize=KEY, concurrency=1
        )
    assert manifest.tables["users"].rows + manifest.tables["users"].quarantined == len(odd)
    for name, content in texts_of(tmp_path):
        assert b"canary" not in content, name


@pytest.mark.parametrize(
    "user",
    [
        {"user": "u-1"},
        {"user": [{"sourcedId": "u-1"}]},
        {"user": '{"sourcedId": "u-1"}'},
        {"userSourcedId": "u-1"},
        {"user_sourced_id": "u-1"},
    ],
)
def test_joins_hold_where_references_have_another_form(user: dict[str, Any], tmp_path: Path) -> None:
    body = Answer(body={"enrollments": [{"sourcedId": "e-1", "role": "student", **user}]})
    with ScriptedServer(script=lambda _: body) as server, OneRosterClient(**server.open) as client:
        export_oneroster(client, to=tmp_path, resources=["enrollments"], pseudonymize=KEY)
    (row,) = rows_of(tmp_path, "enrollments")
    assert row["user_sourced_id"] == Pseudonyms(KEY).of("u-1")


@pytest.mark.parametrize("as_sent", [list[Any], json.dumps, lambda items: items[0]])
def test_lists_of_people_may_have_another_form(as_sent: Callable[[list[Any]], Any], tmp_path: Path) -> None:
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "s-1"}}
    lists = {
        "agents": [{"sourcedId": "u-2"}],
        "roles": [role],
        "userIds": [{"type": "SIS", "identifier": "7"}],
    }
    user = {"sourcedId": "u-1", "status": "active"} | {name: as_sent(each) for name, each in lists.items()}
    with (
        ScriptedServer(script=lambda _: Answer(body={"users": [user]})) as server,
        OneRosterClient(**server.open) as client,
    ):
        export_oneroster(client, to=tmp_path, resources=["users"], pseudonymize=KEY)
    (row,) = rows_of(tmp_path, "users")
    names = Pseudonyms(KEY)
    assert [each["sourced_id"] for each in row["agents"]] == [names.of("u-2")]
    assert [(each["role"], each["org_sourced_id"]) for each in row["roles"]] == [("student", "s-1")]
    assert row["user_ids"] == [{"type": "SIS", "identifier": names.of("7")}]


def test_an_export_with_pseudonyms_goes_on_by_the_ids_of_the_server(sandbox: Sandbox, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"format": "csv", "resources": ["users"], "page_size": 20, "checkpoint_rows": 40}

    def fail_later(progress: Progress) -> None:
        if progress.stage == "fetch" and progress.rows == 200:
            sandbox.faults.add(status=500, path="*/users/")

    with OneRosterClient(**sandbox.credentials, max_retries=0) as client:
        export_oneroster(client, to=tmp_path / "whole", pseudonymize=KEY, **asked)
        cut = tmp_path / "cut"
        with pytest.raises(ServerError):
            export_oneroster(client, to=cut, pseudonymize=KEY, progress=fail_later, concurrency=1, **asked)
        sandbox.faults.clear()
        sandbox.core.log.clear()
        export_oneroster(client, to=cut, pseudonymize=KEY, concurrency=1, **asked)
        pages = [each for each in sandbox.requests if each.path.endswith("/users/")]
        assert 12 <= len(pages) <= 16  # of 23
        assert (cut / "users.csv").read_bytes() == (tmp_path / "whole" / "users.csv").read_bytes()
        for other in ("another", None):
            sandbox.core.log.clear()
            export_oneroster(client, to=cut, pseudonymize=other, **asked)
            assert len([each for each in sandbox.requests if each.path.endswith("/users/")]) > 20


def test_a_state_is_kept_with_pseudonyms_of_one_key(
    client: OneRosterClient, sandbox: Sandbox, tmp_path: Path
) -> None:
    asked: dict[str, Any] = {"to": tmp_path, "resources": ["users"], "mode": "merge", "sweep": True}
    first = export_oneroster(client, pseudonymize=KEY, **asked)
    gone = client.users.list(where={"status": "active"}, limit=1)[0].sourced_id
    vanish(sandbox, "users", gone)
    second = export_oneroster(client, pseudonymize=KEY, **asked)
    assert (second.tables["users"].rows, second.tables["users"].removed) == (
        first.tables["users"].rows - 1,
        1,
    )
    (stone,) = [row for row in rows_of(tmp_path / "current", "tombstones") if not row["date_last_modified"]]
    assert stone["sourced_id"] == Pseudonyms(KEY).of(gone)
    for other in ("another", None):
        with pytest.raises(InvalidInputError, match="since: is an export with pseudonyms of the key"):
            export_oneroster(client, pseudonymize=other, **asked)


@pytest.mark.parametrize("wrong", ["", b"", 5])
def test_a_key_is_a_text(client: OneRosterClient, tmp_path: Path, wrong: Any) -> None:
    with pytest.raises(InvalidInputError, match="pseudonymize"):
        export_oneroster(client, to=tmp_path, pseudonymize=wrong)


def test_the_command_line_names_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["--env", "sandbox", "export", "oneroster", "--format", "csv", "--resources", "users"]
    monkeypatch.setenv("ROSTER_KEY", KEY)
    assert main([*command, "--to", str(tmp_path / "env"), "--pseudonymize", "env:ROSTER_KEY"]) == 0
    assert "others on this machine" not in capsys.readouterr().err
    assert main([*command, "--to", str(tmp_path / "plain"), "--pseudonymize", KEY]) == 0
    assert "others on this machine can see the key: name it as env:VARIABLE" in capsys.readouterr().err
    assert (tmp_path / "env" / "users.csv").read_bytes() == (tmp_path / "plain" / "users.csv").read_bytes()
    monkeypatch.delenv("ROSTER_KEY")
    assert main([*command, "--to", str(tmp_path / "no"), "--pseudonymize", "env:ROSTER_KEY"]) == 3
    assert KEY not in capsys.readouterr().err


def test_no_traceback_shows_a_key(tmp_path: Path) -> None:
    def locals_of(error: BaseException) -> str:
        here = traceback.walk_tb(error.__traceback__)
        ours = [frame for frame, _ in here if "src/timeback" in frame.f_code.co_filename]
        assert ours
        return repr([list(frame.f_locals.items()) for frame in ours])

    nowhere: dict[str, Any] = {"base_url": "http://127.0.0.1:1", "auth": None, "max_retries": 0}
    secret: dict[str, Any] = {"pseudonymize": "canary", "storage_options": {"skip_instance_cache": "canary"}}
    with OneRosterClient(**nowhere) as client, pytest.raises(APIConnectionError) as caught:
        export_oneroster(client, to="memory://x", working=tmp_path, resources=["orgs"], **secret)
    assert "canary" not in locals_of(caught.value)

    def stop(name: str, progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as interrupted:
        export_districts(
            {"one": {"env": "sandbox"}},
            to="memory://x",
            working=tmp_path,
            resources=["orgs"],
            progress=stop,
            **secret,
        )
    assert "canary" not in locals_of(interrupted.value)
