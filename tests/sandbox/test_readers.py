"""Reads run beside each other, and no question costs more than its answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.conftest import Caller
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.oneroster.collections import GRADEBOOK_COLLECTIONS, ROSTERING_COLLECTIONS
from timeback.sandbox.sql import Clause
from timeback.sandbox.turns import Turns

COLLECTIONS = {each.entity.table.name: each for each in (*ROSTERING_COLLECTIONS, *GRADEBOOK_COLLECTIONS)}


@pytest.fixture(params=["memory", "file"])
def call(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Caller]:
    core = SandboxCore(students=30, data=tmp_path / "x.db" if request.param == "file" else None)
    yield Caller(core)
    core.close()


def test_a_read_goes_on_beside_another(call: Caller) -> None:
    with call.core.store.transaction(write=False):
        answers: list[int] = []
        thread = threading.Thread(target=lambda: answers.append(call("GET", "/users").status))
        thread.start()
        thread.join(20)
        assert answers == [200]


def test_a_reader_writes_nothing(call: Caller) -> None:
    with call.core.store.transaction(write=False) as session, pytest.raises(Exception, match="readonly"):
        session.execute("DELETE FROM users")


def test_what_was_written_is_read_by_everyone(call: Caller) -> None:
    ids = [f"o-{number}" for number in range(40)]

    def write(own: list[str]) -> None:
        for each in own:
            body = {"org": {"sourcedId": each, "name": each, "type": "district"}}
            assert call("POST", "/orgs", body).status == 201
            assert call("GET", f"/orgs/{each}").status == 200

    threads = [threading.Thread(target=write, args=(ids[place::4],)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(ids) <= set(call.ids("/orgs", limit=3000))


def test_a_writer_goes_before_readers_that_come_later() -> None:
    turns, order = Turns(apart=True), list[str]()

    def write() -> None:
        with turns.write():
            order.append("write")

    def read() -> None:
        with turns.read():
            order.append("read")

    with turns.read():
        writer = threading.Thread(target=write)
        writer.start()
        while not turns._waiting:
            pass
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(0.05)
        assert order == []
    writer.join()
    reader.join()
    assert order == ["write", "read"]


def plan_of(core: SandboxCore, table: str, where: Clause) -> str:
    with core.store.transaction(write=False) as session:
        rows = session.execute(f"EXPLAIN QUERY PLAN SELECT seq FROM {table} WHERE {where.sql}", where.values)
    return " | ".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("table", COLLECTIONS)
def test_ids_and_references_are_found_by_a_key_or_an_index(core: SandboxCore, table: str) -> None:
    asked = COLLECTIONS[table].entity.queryable
    names = ["sourcedId", *(f"{name}.sourcedId" for name, kind in asked.fields.items() if kind == "ref")]
    for name in [*names, *asked.tagged]:
        many = " OR ".join(f"{name}='x{number}'" for number in range(500))
        for text in (f"{name}='x'", many, f"{name}@'x,y'"):
            plan = plan_of(core, table, asked.where(text))
            assert f"SEARCH {table} USING" in plan, f"{name}: {plan}"
            assert f"SCAN {table}" not in plan, f"{name}: {plan}"


def test_a_filter_of_many_values_is_one_condition(call: Caller) -> None:
    ids = call.ids("/users", limit=20)
    listed = " OR ".join(f"sourcedId='{each}'" for each in ids)
    assert call.ids("/users", filter=listed, limit=50) == ids
    none_of = " AND ".join(f"sourcedId!='{each}'" for each in ids)
    assert not set(call.ids("/users", filter=none_of, limit=3000)) & set(ids)
    by_name = " OR ".join(f"preferredFirstName='x{number}'" for number in range(5000))
    assert call("GET", "/users", filter=by_name).json()["totalCount"] == 0


@pytest.mark.parametrize("field", ["preferredFirstName", "agents.sourcedId", "grades"])
def test_rows_without_a_value_are_none_of_the_values(call: Caller, field: str) -> None:
    total = call("GET", "/users").json()["totalCount"]
    none_of = " AND ".join(f"{field}!='x{number}'" for number in range(3))
    assert call("GET", "/users", filter=none_of).json()["totalCount"] == total


@pytest.mark.parametrize(("field", "one", "other"), [("role", "student", "teacher"), ("grades", "5", "6")])
def test_to_lack_one_of_two_values_is_not_to_lack_both(
    call: Caller, field: str, one: str, other: str
) -> None:
    lacks = [set(call.ids("/users", filter=f"{field}!='{each}'", limit=3000)) for each in (one, other)]
    either = call.ids("/users", filter=f"{field}!='{one}' OR {field}!='{other}'", limit=3000)
    assert set(either) == lacks[0] | lacks[1]


def test_a_filter_of_too_many_conditions_is_refused(call: Caller) -> None:
    refused = call("GET", "/users", filter=" OR ".join(f"familyName~'x{number}'" for number in range(400)))
    assert refused.status == 400
    assert "more than 300" in str(refused.json()["imsx_error_details"])


def test_a_page_of_large_records_ends_early(empty: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.sandbox.session._MOST_OF_A_PAGE", 10_000)
    for number in range(5):
        body: dict[str, Any] = {"sourcedId": f"o{number}", "name": "x" * 6000, "type": "district"}
        assert empty("POST", "/orgs", {"org": body}).status == 201
    large = "name~'xxx'"
    first = empty("GET", "/orgs", filter=large).json()
    assert (len(first["orgs"]), first["totalCount"]) == (2, 5)
    rest = [*first["orgs"]]
    while len(rest) < 5:
        rest += empty.rows("/orgs", filter=large, offset=len(rest))
    assert [each["sourcedId"] for each in rest] == [f"o{number}" for number in range(5)]
