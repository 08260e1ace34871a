# Generated from tests/_async/hardening/test_nothing_lost.py by setup_unasync.py; do not edit.
"""Lists read by key while others write: no row that exists all the while is lost, and none comes twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.live_list import LiveList, churn, org
from tests.scripted import Answer, ScriptedServer
from timeback import OneRosterClient
from timeback.errors import IncompleteListError, InvalidInputError

KEPT = [f"k{number:06}" for number in range(0, 10**6, 2500)]


def read(live: LiveList, **options: Any) -> list[str]:
    with ScriptedServer(script=live) as server:
        with OneRosterClient(**server.open) as client:
            rows = client.orgs.stream(by_key=True, **options)
            return [row.sourced_id for row in rows]


@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("filters", ["honored", "ignored", "refused"])
@pytest.mark.parametrize("seed", [1, 2])
def test_rows_that_exist_all_the_while_come_once(filters: str, prefetch: int, seed: int) -> None:
    live = LiveList([*KEPT], change=churn(seed, 3, KEPT), filters=filters)
    count = Counter(read(live, limit=40, prefetch=prefetch))
    assert set(KEPT) <= set(count)
    assert set(count.values()) == {1}


@pytest.mark.parametrize("filters", ["honored", "ignored"])
@pytest.mark.parametrize("has_total", [True, False])
@pytest.mark.parametrize("size_cap", [7, 3000])
@pytest.mark.parametrize("rows", [0, 1, 40, 80, 95])
def test_a_list_that_stands_still_comes_in_order(
    filters: str, has_total: bool, size_cap: int, rows: int
) -> None:
    live = LiveList(KEPT[:rows], filters=filters, has_total=has_total, size_cap=size_cap)
    assert read(live, limit=40, prefetch=2) == KEPT[:rows]


@pytest.mark.parametrize("filters", ["honored", "ignored"])
def test_ids_that_ascend_in_another_order_than_ours_lose_nothing(filters: str) -> None:
    keys = [f"{letter}{number:03}" for number in range(60) for letter in "aBcD"]
    live = LiveList([*keys], order=str.casefold, filters=filters)
    assert read(live, limit=25, prefetch=2) == sorted(keys, key=str.casefold)
    late = LiveList([*KEPT[:100], "Zoo"], order=str.casefold, filters=filters)
    assert read(late, limit=25, prefetch=2) == [*KEPT[:100], "Zoo"]


def test_where_offsets_must_do_every_neighbor_may_vanish_between_two_pages() -> None:
    def change(live: LiveList, number: int) -> None:
        if number == 4:
            live.keys = [key for key in live.keys if key > KEPT[150]]

    live = LiveList([*KEPT], change=change, filters="ignored")
    ids = read(live, limit=40, prefetch=0)
    assert [key for key in ids if key > KEPT[150]] == KEPT[151:]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("prefetch", [0, 3])
def test_a_page_that_stays_empty_is_said_with_both_numbers(prefetch: int) -> None:
    live = LiveList(KEPT[:80])

    def script(request: Any) -> Answer:
        answer = live(request)
        left = 0 if "filter" in request.query else max(20 - int(request.query["offset"]), 0)
        answer.body["orgs"] = answer.body["orgs"][:left]
        return answer

    with ScriptedServer(script=script) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError) as raised:
                client.orgs.stream(by_key=True, limit=20, prefetch=prefetch).collect()
    assert (raised.value.received, raised.value.total) == (20, 80)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("prefetch", [0, 3])
def test_pages_that_miss_each_other_again_and_again_link_up(seed: int, prefetch: int) -> None:
    lasting = KEPT[::2]
    live = LiveList([*KEPT], order=lambda key: key[::-1], filters="ignored", change=churn(seed, 3, lasting))
    # Four pages under way move the list by twelve rows: a page of as many could come twice as it was.
    count = Counter(read(live, limit=30 if prefetch else 12, prefetch=prefetch))
    assert set(lasting) <= set(count)
    assert set(count.values()) == {1}


def test_pages_that_never_link_up_end() -> None:
    def script(request: Any) -> Answer:
        start = int(request.query["offset"]) // 40 * 40  # only whole pages, whatever the offset
        return Answer(
            body={"orgs": [org(f"{key:03}") for key in range(start, start + 40)][::-1], "totalCount": 800}
        )

    with ScriptedServer(script=script) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError):
                client.orgs.stream(by_key=True, limit=40, prefetch=0).collect()


@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("total", ["whole", "page", "none", "low"])
@pytest.mark.parametrize("filters", ["empty", "ignored"])
@pytest.mark.parametrize("size_cap", [7, 40])
def test_an_empty_page_or_a_total_that_lies_ends_no_list(
    filters: str, total: str, prefetch: int, size_cap: int
) -> None:
    live = LiveList(KEPT[:96], filters="ignored", size_cap=size_cap)

    def script(request: Any) -> Answer:
        body = live(request).body
        if "filter" in request.query and filters == "empty":
            return Answer(body={"orgs": [], "totalCount": 0})
        totals = {"whole": 96, "page": len(body["orgs"]), "low": 61}
        return Answer(
            body={"orgs": body["orgs"]} | ({"totalCount": totals[total]} if total in totals else {})
        )

    with ScriptedServer(script=script) as server:
        with OneRosterClient(**server.open) as client:
            rows = client.orgs.stream(by_key=True, limit=40, prefetch=prefetch)
            assert [row.sourced_id for row in rows] == KEPT[:96]


def test_a_page_that_comes_again_and_again_ends() -> None:
    same = Answer(body={"orgs": [org("b"), org("a")], "totalCount": 80})
    with ScriptedServer(same) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError, match="same page"):
                client.orgs.stream(by_key=True, limit=2, prefetch=0).collect()


def test_bounds_are_learnt_by_probes_and_ranges_asked_for_by_id() -> None:
    live = LiveList(KEPT[:200])
    assert read(live, limit=50, prefetch=3) == KEPT[:200]
    probes = [each for each in live.requests if each["limit"] == "1"]
    assert [each["fields"] for each in probes] == ["sourcedId"] * len(probes)
    assert {each["sort"] for each in live.requests} == {"sourcedId"}
    assert all("filter" in each for each in live.requests[1:])


def test_bounds_of_the_caller_hold() -> None:
    live = LiveList([*KEPT])
    with ScriptedServer(script=live) as server:
        with OneRosterClient(**server.open) as client:
            rows = client.orgs.stream(by_key=True, limit=30, max_items=70)
            assert [row.sourced_id for row in rows.collect()] == KEPT[:70]
            assert len(rows.collect(max_items=33)) == 33
            above = client.orgs.stream(by_key=True, limit=30, where={"sourced_id": {"gt": KEPT[350]}})
            assert [row.sourced_id for row in above] == KEPT[351:]
            first = rows.first()
            assert first is not None
            assert first.sourced_id == KEPT[0]
            some = client.orgs.stream(by_key=True, limit=30, fields=["name"], max_items=40)
            assert [row.sourced_id for row in some] == KEPT[:40]


@pytest.mark.parametrize("wrong", [{"offset": 1}, {"sort": "name"}, {"order_by": "desc"}, {"limit": 0}])
def test_what_does_not_go_with_it_is_refused(
    embedded: OneRosterClient, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError):
        embedded.users.stream(by_key=True, **wrong)
