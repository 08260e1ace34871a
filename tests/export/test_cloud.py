"""Exports into the cloud: to an S3 server that is not ours, and to fsspec's memory."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as parquet
import pytest
from moto.server import ThreadedMotoServer

from tests.export.power import PowerCut
from timeback import OneRosterClient
from timeback.cli import main
from timeback.errors import ConfigurationError, ExportError, InvalidInputError
from timeback.export import Manifest, Progress, export_oneroster, read_manifest
from timeback.export.cloud import Store
from timeback.sandbox import Sandbox

pytestmark = pytest.mark.xdist_group("s3")  # one server for all

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, Any]]:
    """What fsspec takes for a served S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield {"key": "any", "secret": "any", "endpoint_url": f"http://{host}:{port}"}
    server.stop()


@pytest.fixture
def bucket(s3: dict[str, Any]) -> str:
    """The URL of an empty bucket."""
    name = f"bucket-{next(NUMBERS)}"
    fsspec.filesystem("s3", **s3).mkdir(name)
    return f"s3://{name}"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[OneRosterClient]:
    with OneRosterClient(**sandbox.credentials) as client:
        yield client


def names(url: str, s3: dict[str, Any]) -> set[str]:
    """All there is at a URL."""
    files = fsspec.filesystem("s3", skip_instance_cache=True, **s3)
    path = url.removeprefix("s3://")
    return {found.removeprefix(path).lstrip("/") for found in files.find(path)}


def test_an_export_to_s3_is_that_to_a_folder(
    client: OneRosterClient, bucket: str, s3: dict[str, Any], tmp_path: Path, cache: Path
) -> None:
    to, told = f"{bucket}/rosters/lakeview", list[Progress]()
    manifest = export_oneroster(
        client, to=to, resources=["orgs", "users"], storage_options=s3, progress=told.append
    )
    export_oneroster(client, to=tmp_path / "folder", resources=["orgs", "users"])
    assert read_manifest(to, storage_options=s3) == manifest
    assert names(to, s3) == {"manifest.json", *manifest.files}
    with fsspec.open(f"{to}/users.parquet", **s3) as file:
        assert parquet.read_table(file).equals(parquet.read_table(tmp_path / "folder" / "users.parquet"))
    (last,) = told[-1:]
    assert (last.stage, last.unit) == ("upload", "bytes")
    assert last.rows == last.total == sum(each.bytes for each in manifest.files.values())
    assert [path for path in cache.rglob("*") if path.is_file()] == []


def test_another_export_replaces_the_files_of_the_last(
    client: OneRosterClient, bucket: str, s3: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {"to": bucket, "storage_options": s3}
    fsspec.filesystem("s3", **s3).pipe_file(f"{bucket}/notes.txt", b"not ours")
    export_oneroster(client, format="csv", resources=["orgs", "users"], **asked)
    second = export_oneroster(client, format="ndjson", resources=["orgs"], allow_shrink="100%", **asked)
    assert names(bucket, s3) == {"notes.txt", "manifest.json", *second.files}
    changes = export_oneroster(
        client, to=f"{bucket}/changes", since=second.next_since, resources=["orgs"], storage_options=s3
    )
    assert changes.tables["orgs"].rows == 0


def test_what_no_export_made_is_not_replaced(
    client: OneRosterClient, bucket: str, s3: dict[str, Any]
) -> None:
    files = fsspec.filesystem("s3", **s3)
    files.pipe_file(f"{bucket}/orgs.csv", b"mine")
    asked: dict[str, Any] = {"to": bucket, "format": "csv", "resources": ["orgs"], "storage_options": s3}
    with pytest.raises(ConfigurationError, match=f"{bucket}/orgs.csv is not what an export made"):
        export_oneroster(client, **asked)
    assert files.cat_file(f"{bucket}/orgs.csv") == b"mine"
    files.rm_file(f"{bucket}/orgs.csv")
    export_oneroster(client, **asked)
    for name in ("manifest.json", ".timeback-export.json"):
        files.pipe_file(f"{bucket}/{name}", b"{}")
        with pytest.raises(InvalidInputError, match=f"{name} is no"):
            export_oneroster(client, **asked)


@pytest.mark.parametrize("store", ["memory", "s3"])
def test_a_death_at_every_step_of_an_upload_leaves_no_half_of_an_export(
    client: OneRosterClient,
    store: str,
    bucket: str,
    s3: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps, deadly = 0, 0

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == deadly:
                raise PowerCut
            found = real(*arguments)
            if steps == -deadly:
                raise PowerCut
            return found

        return step

    options, root = (s3, bucket) if store == "s3" else ({}, "memory://deaths")
    files = fsspec.filesystem(store, **options)  # the one that an export gets
    for name in ("put_file", "pipe_file", "rm_file"):
        monkeypatch.setattr(files, name, dying(getattr(files, name)))

    def export(to: str, *resources: str) -> Manifest:
        return export_oneroster(
            client, to=to, format="csv", resources=resources, allow_shrink="100%", storage_options=options
        )

    def there(to: str) -> dict[str, int]:
        files.invalidate_cache()
        return {each["name"].rpartition("/")[2]: each["size"] for each in files.ls(to, detail=True)}

    def visible(to: str) -> Manifest | None:
        """What a reader finds who goes by the manifest; its files have to be there as it says."""
        found = there(to)
        if "manifest.json" not in found:
            return None
        content = json.loads(files.cat_file(f"{to}/manifest.json"))
        assert all(found[name] == entry["bytes"] for name, entry in content["files"].items())
        return read_manifest(to, storage_options=options)

    export(f"{root}/count", "academic_sessions", "orgs")
    steps = 0
    export(f"{root}/count", "orgs", "courses")
    total = steps
    assert total >= 7
    points = range(1, total + 1) if store == "memory" else (3, total)
    for when in (each * sign for each in points for sign in (1, -1)):  # just before a step, just after it
        to, deadly = f"{root}/{when}", 0
        first = export(to, "academic_sessions", "orgs")
        steps, deadly = 0, when
        with pytest.raises(PowerCut):
            export(to, "orgs", "courses")
        deadly = 0
        found = visible(to)
        assert found is None or found == first or set(found.tables) == {"orgs", "courses"}
        second = export(to, "orgs", "courses")
        assert there(to).keys() == {"manifest.json", *second.files}
        assert visible(to) == second


def test_an_upload_goes_on_after_an_error_without_fetching_again(
    client: OneRosterClient,
    sandbox: Sandbox,
    bucket: str,
    s3: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {"to": f"{bucket}/x", "resources": ["orgs"], "storage_options": s3}
    broken: dict[str, Any] = {**asked, "to": "s3://no-such-bucket/x"}
    with pytest.raises(ExportError, match=r"no-such-bucket/x/.*kept, and the next call goes on"):
        export_oneroster(client, **broken)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_sizes", lambda self: {})  # as if it had not arrived
        with pytest.raises(ExportError, match="did not arrive whole"):
            export_oneroster(client, **asked)
    sandbox.core.log.clear()
    export_oneroster(client, **asked)
    assert len([each for each in sandbox.requests if each.path.endswith("/orgs/")]) == 1  # the total


def test_errors_hold_no_secret(client: OneRosterClient, bucket: str, s3: dict[str, Any]) -> None:
    wrong = s3 | {"secret": "canary", "endpoint_url": "http://127.0.0.1:1", "max_attempts": 1}
    wrong["config_kwargs"] = {"retries": {"max_attempts": 0}}
    for options in (wrong, {"canary": 1, "endpoint_url": 5}):
        with pytest.raises((ExportError, InvalidInputError)) as caught:
            export_oneroster(client, to=bucket, resources=["orgs"], storage_options=options)
        assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("layout", "named", "folder"),
    [
        ("date", None, "date=2026-02-03"),
        ("district", "north/1", "district=north%2F1"),
        ("district/date", "..", "district=../date=2026-02-03"),
    ],
)
def test_layouts(
    client: OneRosterClient,
    tmp_path: Path,
    layout: Any,
    named: str | None,
    folder: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from datetime import UTC, datetime

    class Then(datetime):
        """A clock that stands still."""

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2026, 2, 3, 23, 59, tzinfo=UTC)

    monkeypatch.setattr("timeback.export.run.datetime", Then)
    asked: dict[str, Any] = {"format": "csv", "resources": ["orgs"], "layout": layout, "district": named}
    manifest = export_oneroster(client, to=tmp_path / "to", **asked)
    assert read_manifest(tmp_path / "to" / folder) == manifest
    export_oneroster(client, to="memory://to", **asked)
    assert read_manifest(f"memory://to/{folder}") is not None
    fsspec.filesystem("memory").rm("/to", recursive=True)


def test_an_export_that_goes_on_after_midnight_keeps_its_date(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    class Clock(datetime):
        """A clock that is set."""

        day = 3

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2026, 2, cls.day, tzinfo=UTC)

    monkeypatch.setattr("timeback.export.run.datetime", Clock)
    asked: dict[str, Any] = {"to": tmp_path, "format": "csv", "resources": ["orgs"], "layout": "date"}
    with OneRosterClient(**sandbox.credentials, max_retries=0) as client:
        sandbox.faults.add(status=500, path="*/orgs/")
        with pytest.raises(Exception, match="500"):
            export_oneroster(client, **asked)
        sandbox.faults.clear()
        Clock.day = 4
        export_oneroster(client, **asked)
        export_oneroster(client, **asked)
    assert {path.name for path in tmp_path.iterdir()} == {"date=2026-02-03", "date=2026-02-04"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "ftp://x/y"}, {"to": "file:///tmp/x"}, {"to": "s3:/bucket"}, {"to": "s3://"},
        {"to": "s3://key:secret@bucket"}, {"to": Path("s3://bucket")}, {"to": "x", "storage_options": {"a": 1}},
        {"to": "x", "working": "y"}, {"to": "x", "layout": "year"}, {"to": "x", "layout": "district"},
        {"to": "x", "district": "north"},
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused(
    client: OneRosterClient, tmp_path: Path, wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidInputError, match="|".join(wrong)) as caught:
        export_oneroster(client, **wrong)
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_exports_to_s3(
    bucket: str, s3: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3["key"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3["secret"])
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3["endpoint_url"])
    command = ["--env", "sandbox", "-o", "json", "export", "oneroster", "--resources", "orgs", "--to"]
    assert main([*command, f"{bucket}/x", "--layout", "district", "--district", "north"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["table"] == "orgs"
    manifest = read_manifest(f"{bucket}/x/district=north", storage_options=s3)
    assert manifest is not None
    assert main([*command, "http://x"]) == 2
    assert "to: is a URL, but none of s3://, gs://, az://, memory://" in capsys.readouterr().err
