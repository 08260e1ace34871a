# Generated from tests/_async/test_reading.py by setup_unasync.py; do not edit.
"""Lists, streams and single reads: what comes back, and what was asked for."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest

from tests.samples import user_page, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    APIResponseError,
    OneRosterClient,
    FieldNotFetchedError,
    InvalidInputError,
    PageResult,
    ResultTooLargeError,
)
from timeback.sandbox import Sandbox


def paged(total: int, *, cap: int = 3000, in_body: bool = True, in_header: bool = False) -> Any:
    """A script that serves `total` users and at most `cap` a page."""

    def answer(request: Received) -> Answer:
        offset, limit = int(request.query["offset"]), min(int(request.query["limit"]), cap)
        rows = [user_row(number) for number in range(offset, min(offset + limit, total))]
        body: dict[str, Any] = {"users": rows}
        if in_body:
            body["totalCount"] = total
        return Answer(body=body, headers={"X-Total-Count": str(total)} if in_header else {})

    return answer


def test_list_gives_a_page(client: OneRosterClient) -> None:
    page = client.students.list(limit=10, offset=5)
    assert isinstance(page, PageResult)
    assert (len(page), page.total, page.has_more, page.next_offset) == (10, 300, True, 15)


def test_the_last_page_says_so(client: OneRosterClient) -> None:
    page = client.students.list(limit=10, offset=295)
    assert (len(page), page.has_more, page.next_offset) == (5, False, None)


def test_b04_a_stream_begins_at_its_offset(client: OneRosterClient) -> None:
    everyone = [user.sourced_id for user in client.students.list_all(limit=100)]
    assert len(everyone) == 300
    assert [user.sourced_id for user in client.students.stream(offset=150, limit=40)] == everyone[150:]
    assert [user.sourced_id for user in client.students.list_all(offset=150, limit=40)] == everyone[
        150:
    ]


@pytest.mark.parametrize(("in_body", "in_header"), [(True, False), (False, True)])
def test_b05_a_capped_page_is_not_the_end(in_body: bool, in_header: bool) -> None:
    with ScriptedServer(script=paged(500, cap=50, in_body=in_body, in_header=in_header)) as server:
        with OneRosterClient(**server.open) as client:
            page = client.users.list(limit=100)
            assert (page.total, page.has_more, page.next_offset) == (500, True, 50)
            rows = [user.sourced_id for user in client.users.stream(limit=100)]
    assert rows == [f"u-{number}" for number in range(500)]


def test_a_short_page_in_the_middle_is_not_the_end() -> None:
    whole = paged(100)

    def answer(request: Received) -> Answer:
        if request.query["offset"] == "40" and request.query["limit"] == "20":
            request.query["limit"] = "7"
        return whole(request)

    with ScriptedServer(script=answer) as server:
        with OneRosterClient(**server.open) as client:
            rows = [user.sourced_id for user in client.users.stream(limit=20)]
    assert rows == [f"u-{number}" for number in range(100)]


def test_without_a_total_a_list_ends_with_an_empty_page() -> None:
    with ScriptedServer(script=paged(25, in_body=False)) as server:
        with OneRosterClient(**server.open) as client:
            assert len(client.users.list_all(limit=10)) == 25
    assert [request.query["offset"] for request in server.requests] == ["0", "10", "20", "25"]


def test_a_link_header_says_whether_more_follows() -> None:
    first = Answer(body={"users": [user_row(1)]}, headers={"Link": '<https://x.test/?o=1>; rel="next"'})
    second = Answer(body={"users": [user_row(2)]}, headers={"Link": '<https://x.test/>; rel="first"'})
    with ScriptedServer(first, second) as server:
        with OneRosterClient(**server.open) as client:
            assert len(client.users.list_all(limit=1)) == 2


@pytest.mark.parametrize("body", [{"people": []}, [user_row(1)], {"users": {"a": 1}}, {}])
def test_b07_a_body_without_the_envelope_is_an_error_that_names_it(body: Any) -> None:
    with ScriptedServer(Answer(body=body)) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError) as caught:
                client.users.list()
    assert "users" in str(caught.value) or "not an object" in str(caught.value)
    assert caught.value.path == "/ims/oneroster/rostering/v1p2/users"


def test_b07_a_single_entity_without_its_envelope() -> None:
    with ScriptedServer(Answer(body=user_row())) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError, match="'user'"):
                client.users.get("u-1")


@pytest.mark.parametrize(
    ("sourced_id", "sent"),
    [
        ("u1/../u2", "u1%2F..%2Fu2"),
        ("a?b#c", "a%3Fb%23c"),
        ("a b%2F", "a%20b%252F"),
        ("é/🎓", "%C3%A9%2F%F0%9F%8E%93"),
    ],
)
def test_b08_ids_are_percent_encoded(sourced_id: str, sent: str) -> None:
    with ScriptedServer(Answer(body={"user": user_row()})) as server:
        with OneRosterClient(**server.open) as client:
            client.users.get(sourced_id)
            client.users.delete(sourced_id)
            client.users(sourced_id).demographics.get()
    paths = [request.path.removeprefix("/ims/oneroster/rostering/v1p2/users/") for request in server.requests]
    assert paths == [sent, sent, f"{sent}/demographics"]


@pytest.mark.parametrize("sourced_id", ["", "  ", ".", "..", None, 7])
def test_b08_ids_that_cannot_be_a_segment_are_refused(sourced_id: Any) -> None:
    with ScriptedServer(Answer()) as server:
        with OneRosterClient(**server.open) as client:
            for call in (client.users.get, client.users.exists, client.users.delete):
                with pytest.raises(InvalidInputError, match="user_id"):
                    call(sourced_id)
            with pytest.raises(InvalidInputError, match="class_id"):
                client.classes(sourced_id)
    assert server.requests == []


def test_b33_unknown_roles_missing_optionals_and_extras_decode() -> None:
    rows = [user_row(number) for number in range(1000)]
    rows[3]["roles"][0]["role"] = "astronaut"
    rows[5].pop("dateLastModified")
    rows[7]["shoeSize"] = 38
    with ScriptedServer(Answer(body=user_page(*rows))) as server:
        with OneRosterClient(**server.open) as client:
            page = client.users.list(limit=1000)
    assert len(page) == 1000
    assert page[3].roles[0].role == "astronaut"
    assert not page[3].roles[0].role.is_known
    assert page[5].date_last_modified is None


def test_b33_sparse_rows_decode(client: OneRosterClient) -> None:
    page = client.users.list(fields=["sourced_id", "givenName"], limit=2)
    assert page[0].given_name
    with pytest.raises(FieldNotFetchedError, match="family_name was not fetched: add it to fields="):
        _ = page[0].family_name
    one = client.users.get(page[0].sourced_id, fields=["email"])
    assert one.email
    assert not hasattr(one, "roles")
    assert repr(one) == f"User(email={one.email!r})"
    assert pickle.loads(pickle.dumps(one)) == one


def test_lenient_rows_cost_no_data() -> None:
    odd = user_row(2, grades=[9, "10"], enabledUser=False, dateLastModified="2026-03-13T14:30:00")
    with ScriptedServer(Answer(body=user_page(user_row(1), odd))) as server:
        with OneRosterClient(**server.open) as client:
            page = client.users.list()
    assert page[1].grades == ["9", "10"]
    assert page[1].enabled_user is False
    assert page[1].date_last_modified is not None
    assert page[1].date_last_modified.isoformat() == "2026-03-13T14:30:00+00:00"


def test_a_row_that_cannot_be_read_is_named() -> None:
    with ScriptedServer(Answer(body={"users": [user_row(1), 7]})) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError, match=r"users\[1\] is not an object but a number"):
                client.users.list()


def test_b44_max_items_asks_for_no_more(client: OneRosterClient, sandbox: Sandbox) -> None:
    rows = [user for user in client.users.stream(max_items=5)]
    assert len(rows) == 5
    (request,) = [each for each in sandbox.requests if each.path.endswith("/users/")]
    assert "limit=5" in request.query


def test_max_items_ends_inside_a_later_page(client: OneRosterClient) -> None:
    assert len(client.users.list_all(max_items=25, limit=10)) == 25
    assert len(client.users.stream(limit=10).collect(max_items=25)) == 25


def test_b49_a_bound_is_known_before_everything_is_fetched() -> None:
    with ScriptedServer(script=paged(10_001)) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(ResultTooLargeError, match="10001"):
                client.users.list_all()
            assert len(server.requests) == 1
            assert len(client.users.list_all(max_items=150)) == 150


def test_b59_a_page_is_a_sequence(client: OneRosterClient) -> None:
    page = client.users.list(limit=3)
    assert [user.sourced_id for user in page] == [user.sourced_id for user in page.data]
    assert len(page) == 3
    assert page[0] in page
    assert page[-1] is page.data[2]
    assert page[:2] == page.data[:2]


def test_b60_a_pager_can_be_iterated_again(client: OneRosterClient) -> None:
    pager = client.students.stream(limit=120)
    once = [user.sourced_id for user in pager]
    again = [user.sourced_id for user in pager]
    assert len(once) == 300
    assert once == again
    assert [len(page) for page in pager.pages()] == [120, 120, 60]
    first = pager.first()
    assert first is not None
    assert first.sourced_id == once[0]


def test_a_stream_can_be_left_early(client: OneRosterClient) -> None:
    for _ in client.students.stream(limit=10):
        break
    assert (client.students.list(limit=1)).total == 300


def test_prefetch_zero_is_sequential(client: OneRosterClient, sandbox: Sandbox) -> None:
    seen = 0
    for _ in client.students.stream(limit=100, prefetch=0):
        seen += 1
        if seen == 150:
            break
    assert len([each for each in sandbox.requests if each.path.endswith("/students/")]) == 2


def test_first_asks_for_one_row(client: OneRosterClient, sandbox: Sandbox) -> None:
    user = client.users.first(where={"given_name": "no one has this name"})
    assert user is None
    assert "limit=1" in sandbox.requests[-1].query


def test_b01_an_empty_in_sends_nothing(client: OneRosterClient, sandbox: Sandbox) -> None:
    page = client.users.list(where={"sourced_id": {"in": []}})
    assert (list(page), page.total, page.has_more) == ([], 0, False)
    assert client.users.list_all(where={"sourced_id": {"in": []}}) == []
    assert [each for each in sandbox.requests if each.path.endswith("/users/")] == []


@pytest.mark.parametrize(
    "arguments",
    [
        {"limit": True},
        {"limit": 0},
        {"limit": 3001},
        {"limit": "10"},
        {"offset": -1},
        {"offset": 1.5},
        {"order_by": "down"},
        {"sort": ""},
        {"sort": "a b"},
        {"fields": "email"},
        {"fields": []},
        {"fields": ["email", " "]},
        {"where": {"status": {"like": "x"}}},
        {"where": {"status": None}},
        {"search": 5},
    ],
)
def test_b69_arguments_are_checked(arguments: dict[str, Any]) -> None:
    name = next(iter(arguments))
    with ScriptedServer(Answer(body=user_page())) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(InvalidInputError, match=name):
                client.users.list(**arguments)
            with pytest.raises(InvalidInputError, match=name):
                client.users.stream(**arguments)
    assert server.requests == []


@pytest.mark.parametrize("sort", ["-family_name", "family_name desc", "family_name:ASC"])
def test_a_direction_in_a_sort_is_refused_with_the_argument_for_it(
    client: OneRosterClient, sort: str
) -> None:
    with pytest.raises(InvalidInputError, match=r"sort: .*; order_by= sets the direction, asc or desc"):
        client.users.list(sort=sort)


def test_a_field_within_a_record_is_named_to_whoever_names_a_column(
    client: OneRosterClient,
) -> None:
    # `sourced_id` would be the id of something else, and a filter by it right and empty.
    for wrong, meant in (
        ({"student_sourced_id": "x"}, "'student.sourced_id'"),
        ({"classSourcedId": "x"}, "'class.sourced_id'"),
        ({"student": {"sourced_id": "x"}}, "'student.sourced_id'"),
    ):
        with pytest.raises(InvalidInputError, match=re.escape(meant)):
            client.results.list(where=wrong)
    with pytest.raises(InvalidInputError, match="did you mean 'student'"):
        client.results.list(fields=["student_sourced_id"])


def test_b69_the_bound_is_the_platform_s() -> None:
    with ScriptedServer(Answer(body=user_page())) as server:
        with OneRosterClient(**server.open, platform="learnwith_ai") as client:
            client.users.list(limit=100)
            with pytest.raises(InvalidInputError, match="limit"):
                client.users.list(limit=101)
    assert [request.path for request in server.requests] == ["/rostering/1.0/users"]


def test_sort_fields_and_search_are_sent_under_their_wire_names() -> None:
    with ScriptedServer(Answer(body=user_page())) as server:
        with OneRosterClient(**server.open) as client:
            client.users.list(
                sort="family_name",
                order_by="desc",
                fields=["sourced_id", "metadata.k"],
                search="ada",
                offset=3,
            )
    assert server.requests[0].query == {
        "limit": "100",
        "offset": "3",
        "sort": "familyName",
        "orderBy": "desc",
        "fields": "sourcedId,metadata.k",
        "search": "ada",
    }


def test_b48_exists_sends_head(client: OneRosterClient, sandbox: Sandbox) -> None:
    user = client.users.first()
    assert user is not None
    assert client.users.exists(user.sourced_id) is True
    assert client.users.exists("no-such-user") is False
    assert [each.method for each in sandbox.requests[-2:]] == ["HEAD", "HEAD"]


def test_b48_where_head_is_not_served_the_smallest_get_is_sent_and_remembered() -> None:
    def answer(request: Received) -> Answer:
        if request.method == "HEAD":
            return Answer(status=405)
        return Answer(body={"user": {"sourcedId": "u-1"}})

    with ScriptedServer(script=answer) as server:
        with OneRosterClient(**server.open) as client:
            assert client.users.exists("u-1") is True
            assert client.users.exists("u-2") is True
    assert [request.method for request in server.requests] == ["HEAD", "GET", "GET"]
    assert server.requests[1].query == {"fields": "sourcedId"}


def test_classes_students_are_read_under_either_envelope() -> None:
    for key in ("users", "students"):
        with ScriptedServer(Answer(body={key: [user_row()], "totalCount": 1})) as server:
            with OneRosterClient(**server.open) as client:
                assert len(client.classes("c-1").students.list()) == 1


def test_a_request_of_ones_own_repeats_lists_and_writes_flags_as_json_does(
    client: OneRosterClient, sandbox: Sandbox
) -> None:
    query = {"roles": ["student", "teacher"], "active": True, "limit": 1, "search": None}
    client.request("GET", "{rostering}/users", query=query)
    assert sandbox.requests[-1].query == "roles=student&roles=teacher&active=true&limit=1"
