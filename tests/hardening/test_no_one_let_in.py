"""No one is let in: what a file or a server names leads nowhere outside."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from timeback import OneRosterClient
from timeback.cli.profiles import profile
from timeback.errors import ConfigurationError, InvalidInputError
from timeback.export import export_oneroster, read_manifest
from timeback.export.files import sha256_of
from timeback.export.staging import FOLDER
from timeback.sandbox import Sandbox

OUTSIDE = "../outside.txt"


def export(sandbox: Sandbox, to: Path, **options: Any) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        export_oneroster(client, to=to, **{"format": "csv", "resources": ["orgs"]} | options)


def forge(folder: Path, name: str, content: Path) -> None:
    """Have the manifest name a file, with its right size and checksum."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"][name] = {"bytes": content.stat().st_size, "sha256": sha256_of(content)}
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt", "{absolute}", "..", ".", "", "a/../../outside.txt", "a/b.csv", "..\\outside.txt",
        "C:outside.txt", "outside.txt\0", ".timeback-export", "manifest.json", "con\nsole",
    ],
)  # fmt: skip
def test_a_manifest_names_nothing_outside_its_folder(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    to, outside = tmp_path / "to", tmp_path / "outside.txt"
    outside.write_text("precious")
    export(sandbox, to)
    forge(to, name.format(absolute=outside), outside)
    with pytest.raises(InvalidInputError, match="names"):
        export(sandbox, to, format="ndjson")
    with pytest.raises(InvalidInputError, match="names"):
        read_manifest(to)
    with pytest.raises(InvalidInputError, match="names"):
        export(sandbox, tmp_path / "changes", since=to)
    assert outside.read_text() == "precious"


def test_a_file_that_is_not_the_exports_is_neither_removed_nor_replaced(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    export(sandbox, tmp_path)
    (tmp_path / "orgs.csv").write_text("edited by hand")
    with pytest.raises(ConfigurationError, match=r"orgs\.csv is not what an export made"):
        export(sandbox, tmp_path)
    export(sandbox, tmp_path, format="ndjson")  # does not need its place, and leaves it
    assert (tmp_path / "orgs.csv").read_text() == "edited by hand"
    assert not (tmp_path / "tombstones.csv").exists()
    (tmp_path / "users.ndjson").write_text("mine")
    sandbox.core.log.clear()
    with pytest.raises(ConfigurationError, match=r"users\.ndjson is not what an export made"):
        export(sandbox, tmp_path, format="ndjson", resources=["orgs", "users"])
    assert sandbox.requests == []  # refused before anything is fetched


@pytest.mark.parametrize("name", ["orgs.csv", "tombstones.csv"])
def test_a_link_in_the_place_of_a_file_leads_nowhere(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    to, outside = tmp_path / "to", tmp_path / "outside.txt"
    export(sandbox, to)
    outside.write_bytes((to / name).read_bytes())
    (to / name).unlink()
    (to / name).symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(ConfigurationError, match="is not what an export made"):
        export(sandbox, to)
    assert outside.read_bytes() == before


@pytest.mark.parametrize("name", [FOLDER, f"{FOLDER}/orgs", f"{FOLDER}/out", f"{FOLDER}/out/.tmp"])
@pytest.mark.parametrize("resume", [True, False])
def test_a_link_in_the_staging_leads_nowhere(
    sandbox: Sandbox, tmp_path: Path, name: str, resume: bool
) -> None:
    to, outside = tmp_path / "to", tmp_path / "outside"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeback.export.staging.Staging.close", lambda self: None)
        patch.setattr("timeback.export.places.write_manifest", lambda *args: None)
        export(sandbox, to)
    place = to / name
    outside.mkdir()
    for kept in ("plan.json", "complete", "orgs.csv", ".part.tmp"):
        (outside / kept).write_text("precious")
    if place.exists():
        place.rename(tmp_path / "aside")
    place.symlink_to(outside, target_is_directory=True)
    try:
        export(sandbox, to, resume=resume)
    except ConfigurationError as error:
        assert "move it away" in str(error)
    assert {path.name: path.read_text() for path in outside.iterdir()} == dict.fromkeys(
        ("plan.json", "complete", "orgs.csv", ".part.tmp"), "precious"
    )


def test_a_link_in_the_place_of_a_part_is_not_written_through(sandbox: Sandbox, tmp_path: Path) -> None:
    to, outside = tmp_path / "to", tmp_path / "outside.txt"
    outside.write_text("precious")

    def stop(progress: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(sandbox, to, progress=stop)
    (to / FOLDER / "orgs" / ".part.tmp").symlink_to(outside)
    export(sandbox, to)
    assert outside.read_text() == "precious"


def test_a_profiles_file_of_someone_elses_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text('[theirs]\nbase_url = "https://example.com"\n')
    path.chmod(0o600)
    monkeypatch.setenv("TIMEBACK_PROFILES", str(path))
    assert profile("theirs") == {"base_url": "https://example.com"}
    if os.geteuid() == 0:
        os.chown(path, 65534, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 65534)
    with pytest.raises(ConfigurationError, match="is not a file of yours"):
        profile("theirs")
    monkeypatch.setenv("TIMEBACK_PROFILES", os.devnull)
    with pytest.raises(ConfigurationError, match="is not a file of yours"):
        profile("theirs")


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("to", 5),
        ("to", "a\0b"),
        ("to", "{file}"),
        ("to", "{file}/below"),
        ("resources", 5),
        ("resources", "users"),
        ("since", 5),
    ],
)
def test_an_export_refuses_what_it_cannot_use(sandbox: Sandbox, tmp_path: Path, name: str, odd: Any) -> None:
    (tmp_path / "file").write_text("mine")
    value = odd.format(file=tmp_path / "file") if isinstance(odd, str) else odd
    with OneRosterClient(**sandbox.credentials) as client, pytest.raises(InvalidInputError, match=name):
        export_oneroster(
            client, **{"to": tmp_path / "to", "format": "csv", "resources": ["orgs"], name: value}
        )
