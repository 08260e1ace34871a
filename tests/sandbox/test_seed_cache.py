"""The first state of the sandbox of a process is kept in a file, and is the same as one that is made."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from timeback._config.platforms import Platform
from timeback.sandbox import embedded, seed_cache
from timeback.sandbox.core import SandboxCore

from .conftest import ROSTERING, Caller, user_body


def made() -> contextlib.closing[SandboxCore]:
    return contextlib.closing(embedded._made(Platform.BEYOND_AI))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(seed_cache, "_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_what_is_read_is_what_was_made_and_is_reset_to(folder: Path) -> None:
    with made() as first:
        (file,) = folder.iterdir()
        written = file.stat().st_mtime_ns
        with made() as second:
            one, two = Caller(first), Caller(second)
            org = {"sourcedId": "school-01"}
            roles = [{"roleType": "primary", "role": "student", "org": org}]
            body = user_body(metadata={"href": f"~/{ROSTERING}/x"}, roles=roles)
            for path in ("/users", "/classes", "/enrollments", "/ims/oneroster/gradebook/v1p2/results"):
                assert one("GET", path, limit="500").body == two("GET", path, limit="500").body
            assert two("POST", "/users", {"user": body}).status == 201
            assert two.one("/users/u")["metadata"] == {"href": f"~/{ROSTERING}/x"}
            second.reset()
            assert two("GET", "/users/u").status == 404
    assert file.stat().st_mtime_ns == written


def test_a_file_that_is_broken_is_made_anew(folder: Path) -> None:
    with made():
        (file,) = folder.iterdir()
    for content in (b"", b"nonsense", file.read_bytes()[:50_000]):
        file.write_bytes(content)
        with made() as core:
            assert Caller(core)("GET", "/users", limit="1").status == 200
    assert file.stat().st_size > 1_000_000


def test_a_state_of_another_version_is_not_read_and_goes(folder: Path) -> None:
    with made():
        (file,) = folder.iterdir()
    other = file.rename(folder / "sandbox-beyond_ai-0123456789abcdef.db")
    with made():
        assert [*folder.iterdir()] == [file]
    assert not other.exists()


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(seed_cache, "_folder", lambda: tmp_path / "file" / "cache")
    with made() as core:
        assert Caller(core)("GET", "/users", limit="1").status == 200
