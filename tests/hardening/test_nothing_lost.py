"""Nothing is lost: what an interrupted export has staged is gone on with only as far as it is sound."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.export.power import PowerCut
from tests.live_list import LiveList
from tests.scripted import ScriptedServer
from timeback import OneRosterClient
from timeback.errors import ConfigurationError, InvalidInputError
from timeback.export import Progress, export_oneroster
from timeback.export.staging import FOLDER

KEYS = [f"k{number:04}" for number in range(400)]


def export(server: ScriptedServer, to: Path, *, stop_after: int | None = None) -> list[str]:
    """The ids of an export in parts of 80 rows; or it is cut off."""

    def listen(progress: Progress) -> None:
        if progress.rows == stop_after:
            raise PowerCut

    with OneRosterClient(**server.open) as client:
        export_oneroster(
            client, to=to, format="ndjson", resources=["orgs"], page_size=40, checkpoint_rows=80,
            concurrency=1, progress=listen,
        )  # fmt: skip
    return [json.loads(line)["sourcedId"] for line in (to / "orgs.ndjson").read_text().splitlines()]


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def cut_between_rows(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def altered(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"school", b"scnool", 1))


def garbage(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").write_text("")


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


DAMAGE: list[Callable[[Path], None]] = [
    emptied, truncated, cut_between_rows, altered, garbage, linked, a_folder, Path.unlink,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("part", [0, 1, -1])
@pytest.mark.parametrize("is_fetched", [True, False])
def test_a_damaged_part_is_fetched_again(
    tmp_path: Path, damage: Callable[[Path], None], part: int, is_fetched: bool
) -> None:
    with ScriptedServer(script=LiveList([*KEYS])) as server:
        stop_while_writing(server, tmp_path) if is_fetched else stop_while_fetching(server, tmp_path)
        parts = sorted((tmp_path / FOLDER / "orgs").glob("*.ndjson"))
        assert len(parts) >= 3
        damage(parts[part])
        assert export(server, tmp_path) == KEYS


def test_sound_parts_are_not_fetched_again(tmp_path: Path) -> None:
    live = LiveList([*KEYS])
    with ScriptedServer(script=live) as server:
        stop_while_fetching(server, tmp_path)
        before = len(live.requests)
        assert export(server, tmp_path) == KEYS
    first_page = live.requests[before + 1]
    assert first_page["filter"] == f"sourcedId>'{KEYS[239]}'"
    assert len(live.requests) - before == 1 + 4


@pytest.mark.parametrize("place", ["in its own folder", "in another's"])
def test_a_part_cannot_stand_in_the_place_of_another(tmp_path: Path, place: str) -> None:
    """It is sound by its own name, and by one that says that it is what comes next."""
    to, other = tmp_path / "to", tmp_path / "other"
    with ScriptedServer(script=LiveList([*KEYS])) as server:
        stop_while_fetching(server, to)
        stop_while_fetching(server, other)
        parts = sorted((to / FOLDER / "orgs").glob("*.ndjson"))
        source = (to if place == "in its own folder" else other) / FOLDER / "orgs"
        first = min(source.glob("*.ndjson"))
        _, rows, size, digest = first.stem.split("-")
        end = sum(int(part.stem.split("-")[1]) for part in parts)
        copy = to / FOLDER / "orgs" / f"{end:012}-{rows}-{size}-{digest}.ndjson"
        copy.write_bytes(first.read_bytes())
        assert export(server, to) == KEYS


@pytest.mark.parametrize("name", ["plan.json", "orgs/complete"])
@pytest.mark.parametrize("content", [b"", b"{", b"null", b'{"rows":3}', b'{"rows":' * 50_000])
def test_damaged_notes_of_the_staging_begin_it_anew(tmp_path: Path, name: str, content: bytes) -> None:
    live = LiveList([*KEYS])
    with ScriptedServer(script=live) as server:
        stop_while_writing(server, tmp_path)
        (tmp_path / FOLDER / name).write_bytes(content)
        assert export(server, tmp_path) == KEYS


@pytest.mark.parametrize("damage", [a_folder, a_pipe])
@pytest.mark.parametrize(
    "name",
    ["plan.json", ".plan.json.tmp", "begun.json", "orgs/complete", "orgs/.part.tmp", "out/orgs.ndjson"],
)
def test_what_is_no_file_at_all_is_made_anew(
    tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    with ScriptedServer(script=LiveList([*KEYS])) as server:
        stop_while_fetching(server, tmp_path)
        place = tmp_path / FOLDER / name
        place.parent.mkdir(exist_ok=True)
        place.touch()
        damage(place)
        assert export(server, tmp_path) == KEYS


@pytest.mark.parametrize("damage", [a_folder, a_pipe])
def test_a_manifest_that_is_no_file_is_refused(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    with ScriptedServer(script=LiveList([*KEYS])) as server:
        export(server, tmp_path)
        damage(tmp_path / "manifest.json")
        with pytest.raises(InvalidInputError, match="no manifest"):
            export(server, tmp_path)


@pytest.mark.parametrize("damage", [emptied, truncated, altered])
def test_a_damaged_result_is_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    live = LiveList([*KEYS])
    with ScriptedServer(script=live) as server:
        stop_at("timeback.export.staging.Staging.release", server, tmp_path)
        damage(tmp_path / FOLDER / "out" / "orgs.ndjson")
        assert export(server, tmp_path) == KEYS


def test_damage_while_it_runs_is_said_in_our_words(tmp_path: Path) -> None:
    def damage(progress: Progress) -> None:
        if progress.stage == "fetch" and progress.rows == len(KEYS):
            truncated(min((tmp_path / FOLDER / "orgs").glob("*.ndjson")))

    with (
        ScriptedServer(script=LiveList([*KEYS])) as server,
        OneRosterClient(**server.open) as client,
        pytest.raises(ConfigurationError, match="was damaged while the export ran"),
    ):
        export_oneroster(
            client, to=tmp_path, format="oneroster-csv", resources=["orgs"], page_size=40, checkpoint_rows=80,
            progress=damage,
        )  # fmt: skip


def stop_while_fetching(server: ScriptedServer, to: Path) -> None:
    with pytest.raises(PowerCut):
        export(server, to, stop_after=280)


def stop_while_writing(server: ScriptedServer, to: Path) -> None:
    stop_at("timeback.export.ledger.Ledger.close", server, to)


def stop_at(call: str, server: ScriptedServer, to: Path) -> None:
    def cut_off(*args: object) -> None:
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(call, cut_off)
        with pytest.raises(PowerCut):
            export(server, to)
