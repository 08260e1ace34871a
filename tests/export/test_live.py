"""An export of a district at work: rows come, change and go while it reads, and between a kill and its resume."""

from __future__ import annotations

import csv
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live_district import FORMATS, LiveDistrict, exported, in_pieces
from tests.live_list import LiveList, churn
from tests.scripted import Answer, Received, ScriptedServer
from timeback import OneRosterClient
from timeback.errors import IncompleteListError, ServerError
from timeback.export import Format, export_oneroster, partitions
from timeback.sandbox import Sandbox

KEPT = [f"k{number:06}" for number in range(0, 10**6, 2000)]


def ids(folder: Path, name: str = "orgs") -> Counter[str]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return Counter(row["sourced_id"] for row in csv.DictReader(file))


def export(client: OneRosterClient, to: Path, **options: Any) -> Counter[str]:
    asked: dict[str, Any] = {"format": "csv", "resources": ["orgs"], "page_size": 40, "checkpoint_rows": 80}
    manifest = export_oneroster(client, to=to, **asked | options)
    found = ids(to)
    assert manifest.tables["orgs"].rows == found.total()
    return found


@pytest.mark.parametrize("filters", ["honored", "ignored", "refused"])
@pytest.mark.parametrize(("seed", "rate"), [(1, 1), (2, 6)])
def test_rows_that_exist_all_the_while_are_there_once(
    tmp_path: Path, filters: str, seed: int, rate: float
) -> None:
    live = LiveList([*KEPT], change=churn(seed, rate, KEPT), filters=filters)
    with ScriptedServer(script=live) as server, OneRosterClient(**server.open) as client:
        found = export(client, tmp_path)
    assert set(KEPT) <= set(found)
    assert set(found.values()) == {1}


@pytest.mark.parametrize("filters", ["honored", "ignored"])
@pytest.mark.parametrize("gone", [range(10, 12), range(150), range(158, 162)], ids=repr)
def test_rows_that_vanish_between_a_failure_and_the_resume_take_no_others_along(
    tmp_path: Path, filters: str, gone: range
) -> None:
    live, is_down = LiveList([*KEPT], filters=filters), False

    def script(request: Received) -> Answer:
        return Answer(500, {}) if is_down else live(request)

    def fail_after(rows: int) -> Any:
        def listen(progress: Any) -> None:
            nonlocal is_down
            is_down = progress.rows >= rows

        return listen

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open, max_retries=0) as client:
        with pytest.raises(ServerError):
            export(client, tmp_path, concurrency=1, progress=fail_after(160))
        is_down = False
        for key in [KEPT[index] for index in gone]:
            live.drop(key)
        live.add("k0000005")  # at the same total, for a range of one
        found = export(client, tmp_path, concurrency=1)
    assert {*KEPT} - {KEPT[index] for index in gone} <= set(found)
    assert set(found.values()) == {1}


@pytest.mark.parametrize("filters", ["honored", "ignored"])
def test_the_pieces_of_a_live_resource_hold_every_row_that_stays(filters: str) -> None:
    live = LiveList([*KEPT], filters=filters)
    with ScriptedServer(script=live) as server:
        pieces = partitions("orgs", rows=60, page_size=25, **server.open)
        assert len(pieces) == (9 if filters == "honored" else 1)
        live.change = churn(3, 2, KEPT)
        found = Counter(row.sourced_id for piece in reversed(pieces) for row in piece.read())
    assert set(KEPT) <= set(found)
    assert set(found.values()) == {1}


@pytest.mark.parametrize("filters", ["honored", "ignored"])
def test_a_list_that_ends_too_early_is_no_success(tmp_path: Path, filters: str) -> None:
    """8,000 rows are announced and 2,000 come, in whatever way the server is asked."""
    live = LiveList([f"k{number:04}" for number in range(8000)], filters=filters)

    def script(request: Received) -> Answer:
        answer = live(request)
        answer.body["orgs"] = [row for row in answer.body["orgs"] if row["sourcedId"] < "k2000"]
        return answer

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        for _ in range(2):
            with pytest.raises(IncompleteListError) as raised:
                export(client, tmp_path, page_size=1000)
            assert (raised.value.received, raised.value.total) == (2000, 8000)
    assert not (tmp_path / "manifest.json").exists()


def test_an_empty_page_that_fills_when_asked_again_is_no_end(tmp_path: Path) -> None:
    live, empty = LiveList([*KEPT]), {7, 9}

    def script(request: Received) -> Answer:
        answer = live(request)
        if len(live.requests) in empty:
            answer.body["orgs"] = []
        return answer

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        assert list(export(client, tmp_path, concurrency=1)) == KEPT


def test_rows_that_a_filter_leaves_out_are_found_by_counting(tmp_path: Path) -> None:
    """Its filter compares in another way than its sort: pages ascend, and lack rows."""
    live = LiveList([*KEPT])

    def script(request: Received) -> Answer:
        answer = live(request)
        if "filter" in request.query:
            rows = [row for row in answer.body["orgs"] if not row["sourcedId"].endswith("6000")]
            answer.body = {"orgs": rows, "totalCount": len(rows)}
        return answer

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        found = export(client, tmp_path, page_size=3000 // 6)
    assert set(found) == set(KEPT)
    assert set(found.values()) == {1}


@pytest.fixture(scope="module")
def large() -> Iterator[Sandbox]:
    with Sandbox(students=2100) as served:
        yield served


def test_a_district_of_three_thousand_that_is_written_to_meanwhile(large: Sandbox, tmp_path: Path) -> None:
    over, written = threading.Event(), list[str]()

    def write() -> None:
        with OneRosterClient(**large.credentials) as client:
            number = 0
            while not over.is_set():
                number += 1
                created = client.users.create(
                    {
                        "given_name": "New", "family_name": "Comer", "enabled_user": True,
                        "email": f"new{number}@d.example",
                        "roles": [{"role_type": "primary", "role": "student", "org": {"sourced_id": "school-01"}}],
                    }
                )  # fmt: skip
                pair = created.sourced_id_pairs
                assert not isinstance(pair, list)
                written.append(pair.allocated_sourced_id)
                client.users.modify(written[-1], middle_name="M")
                if number % 2:
                    client.users.delete(written[-1])

    with OneRosterClient(**large.credentials) as client:
        before = {row.sourced_id for row in client.users.stream(limit=3000, fields=["sourced_id"])}
        assert len(before) > 3000
        writer = threading.Thread(target=write)
        writer.start()
        try:
            export_oneroster(client, to=tmp_path, format="csv", resources=["users"], page_size=150)
        finally:
            over.set()
            writer.join()
    found = ids(tmp_path, "users")
    assert before <= set(found) <= before | set(written)
    assert set(found.values()) == {1}
    assert len(written) > 3


@pytest.mark.parametrize("format", FORMATS)
def test_a_district_at_work_is_whole_in_every_format(tmp_path: Path, format: Format) -> None:
    district = LiveDistrict(3_000, seed=5, rate=100)
    with ScriptedServer(script=district) as server, OneRosterClient(**server.open) as client:
        with district.at_work():
            found = exported(client, tmp_path, format, page_size=100)
        assert district.misfits(found) == []
    assert all(district.changes.values())


def test_a_district_at_work_is_whole_in_pieces() -> None:
    district = LiveDistrict(3_000, seed=6, rate=100)
    with ScriptedServer(script=district) as server, district.at_work():
        assert district.misfits(in_pieces(400, page_size=100, **server.open)) == []


def test_what_a_reader_of_a_district_loses_or_doubles_is_told() -> None:
    district = LiveDistrict(8, seed=1)
    found = sorted(district.lasting)
    assert district.misfits(found) == []
    assert district.misfits([*found[1:], found[2]]) == [f"{found[0]} is lost", f"{found[2]} is there twice"]
