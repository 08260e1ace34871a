# Generated from tests/_async/test_odd_answers.py by setup_unasync.py; do not edit.
"""Answers in odd clothes, over sockets: other charsets, packed in parts, without content, counted and linked oddly."""

from __future__ import annotations

import gzip
import json
import operator
import re
from functools import partial
from typing import Any

import pytest

from tests.samples import user_input, user_page, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    APIResponseError,
    APIStatusError,
    ClrClient,
    EduBridgeClient,
    OneRosterClient,
    IncompleteListError,
    NotFoundError,
    PermissionDeniedError,
)

ROWS = 7


def served(
    *, rows: int = ROWS, cap: int = 3000, total: Any = None, link: str = "", ignores: tuple[str, ...] = ()
) -> Any:
    """A script of a server whose users are not sorted, and which knows no filter."""

    def answer(request: Received) -> Answer:
        limit = cap if "limit" in ignores else min(int(request.query["limit"]), cap)
        offset = 0 if "offset" in ignores else int(request.query["offset"])
        page = [user_row(number) for number in range(offset, min(rows, offset + limit))]
        named = total(len(page)) if callable(total) else total
        body = {"users": page, **({} if named is None else {"totalCount": named})}
        return Answer(body=body, headers={"Link": link} if link else {})

    return answer


def expected(rows: int = ROWS) -> list[str]:
    return [f"u-{number}" for number in range(rows)]


# -- bodies -----------------------------------------------------------------------------------------

TEXT = json.dumps(user_page(user_row(1, givenName="Zoë", familyName="Müller")), ensure_ascii=False)


@pytest.mark.parametrize("charset", ["ISO-8859-1", '"windows-1252"', "utf-16"])
def test_a_declared_charset_is_kept_to_and_told(charset: str) -> None:
    headers = {"Content-Type": f"application/json; charset={charset}"}
    with ScriptedServer(Answer(body=TEXT.encode(charset.strip('"')), headers=headers)) as server:
        with OneRosterClient(**server.open) as client:
            (user,) = client.users.list()
            assert (user.given_name, user.family_name) == ("Zoë", "Müller")
            assert [(each.model, each.field, each.kind) for each in client.deviations] == [
                ("User", "", "repaired")
            ]
            assert (client.request("GET", "/users")).json()["users"][0]["givenName"] == "Zoë"
            with pytest.raises(APIResponseError, match="expected JSON in UTF-8"):
                client.with_options(strict=True).users.list()


def test_modify_writes_back_what_another_charset_held() -> None:
    body = json.dumps({"user": user_row(1, familyName="Müller")}, ensure_ascii=False).encode("latin-1")
    headers = {"Content-Type": "application/json; charset=iso-8859-1"}
    with ScriptedServer(Answer(body=body, headers=headers), Answer(body={})) as server:
        with OneRosterClient(**server.open) as client:
            client.users.modify("u-1", given_name="Zoë")
        sent = server.requests[-1].json["user"]
    assert (sent["givenName"], sent["familyName"]) == ("Zoë", "Müller")


def test_the_words_of_an_error_may_be_in_another_charset() -> None:
    headers = {"Content-Type": "application/json; charset=iso-8859-1"}
    body = '{"message": "ungültig"}'.encode("latin-1")
    with ScriptedServer(Answer(status=400, body=body, headers=headers)) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(Exception, match="400 ungültig"):
                client.users.list()


def test_a_packed_body_may_come_in_members() -> None:
    content = TEXT.encode()
    packed = gzip.compress(content[:40]) + gzip.compress(content[40:])
    with ScriptedServer(Answer(body=packed, headers={"Content-Encoding": "gzip"})) as server:
        with OneRosterClient(**server.open) as client:
            assert [user.given_name for user in client.users.list()] == ["Zoë"]


def test_no_content_is_no_rows_and_an_empty_body_is_an_error() -> None:
    with ScriptedServer(Answer(status=204)) as server:
        with OneRosterClient(**server.open) as client:
            assert list(client.users.list()) == client.users.list_all() == []
            assert client.users.first() is None
            assert [(each.model, each.kind) for each in client.deviations] == [("User", "absent")]
    with ScriptedServer(Answer(body=b"")) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError, match="the body is empty"):
                client.users.list()


def test_rows_that_are_no_objects_are_named_in_every_list() -> None:
    with ScriptedServer(Answer(body={"data": [{"rgsCode": "x"}, "text"]})) as server:
        with EduBridgeClient(**server.open) as client:
            with pytest.raises(APIResponseError, match=r"data\[1\] is not an object but text"):
                client.learning_reports("u-1").map_profile.list()
    with ScriptedServer(Answer(body={"lessons": [{}, 5]})) as server:
        with EduBridgeClient(**server.open) as client:
            with pytest.raises(APIResponseError, match="lesson 1 of the catalog's answer is not an object"):
                client.progression.catalog.list()
    for body, message in (
        ({"credential": [7]}, r"credential\[0\] is not an object"),
        ({"credential": "text"}, "'credential' is not a list"),
        ({"compactJwsString": [{}]}, r"compactJwsString\[0\] is not text"),
    ):
        with ScriptedServer(Answer(body=body)) as server:
            with ClrClient(**server.open) as records:
                with pytest.raises(APIResponseError, match=message):
                    records.credentials.list()


# -- states beside the content ------------------------------------------------------------------------


def state(major: str, severity: str, code: str) -> dict[str, Any]:
    """The block that OneRoster 1.1 has beside the records, as Blackbaud and go-oneroster send it."""
    return {
        "imsx_codeMajor": major,
        "imsx_severity": severity,
        "imsx_description": "nobody knows shoeSize",
        "imsx_codeMinor": code,
    }


@pytest.mark.parametrize("key", ["statusInfoSet", "imsx_StatusInfo"])
def test_a_warning_beside_the_records_is_told(key: str) -> None:
    warning = state("success", "warning", "invalid_sort_field")
    bodies = (
        {"users": [user_row(number) for number in range(100)], key: [warning]},
        {key: warning, "user": user_row(1)},
    )
    with ScriptedServer(*(Answer(body=body) for body in (*bodies, *bodies))) as server:
        with OneRosterClient(**server.open) as client:
            assert len(client.users.list()) == 100
            assert (client.users.get("u-1")).sourced_id == "u-1"
            assert [(each.model, each.field, each.expected, each.count) for each in client.deviations] == [
                ("User", "", "an answer without the warning 'invalid_sort_field'", 2)
            ]
            with pytest.raises(APIResponseError, match="without the warning 'invalid_sort_field'"):
                client.with_options(strict=True).users.list()


def test_a_success_beside_the_records_is_none_of_a_reader_s_business() -> None:
    body = {"users": [user_row(1)], "statusInfoSet": [state("success", "status", "full success")]}
    with ScriptedServer(Answer(body=body)) as server:
        with OneRosterClient(**server.open) as client:
            assert len(client.with_options(strict=True).users.list()) == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("unknown object", NotFoundError),
        ("unknownobject", NotFoundError),
        ("forbidden", PermissionDeniedError),
        ("something of our own", APIStatusError),
    ],
)
@pytest.mark.parametrize(
    "beside", [{}, {"users": []}, {"users": None}, {"user": {}}, {"sourcedIdPairs": {}, "error_id": "7"}]
)
def test_a_failure_is_one_whatever_the_status(
    code: str, kind: type[APIStatusError], beside: dict[str, Any]
) -> None:
    failure = state("failure", "error", code)
    for body in ({**beside, "statusInfoSet": [failure]}, {**failure, **beside}):
        with ScriptedServer(Answer(body=body)) as server:
            with OneRosterClient(**server.open) as client:
                calls = (
                    client.users.list,
                    partial(client.users.get, "u-1"),
                    partial(client.users.create, user_input()),
                    partial(client.users.delete, "u-1"),
                )
                for call in calls:
                    with pytest.raises(APIStatusError, match=r"200 but the body .*nobody knows") as raised:
                        call()
                    assert (type(raised.value), raised.value.status) == (kind, 200)
                    assert [each.value for each in raised.value.minor_codes] == [code]


@pytest.mark.parametrize("code", ["Ada Lovelace, 5", "Ada Lovelace"])
def test_a_failure_beside_records_leaves_them_readable(code: str) -> None:
    body = {"users": [user_row(1)], "statusInfoSet": [state("failure", "error", code)]}
    with ScriptedServer(Answer(body=body)) as server:
        with OneRosterClient(**server.open) as client:
            assert len(client.users.list()) == 1
            assert [each.expected for each in client.deviations] == [
                "an answer without the warning 'unnamed'"
            ]


# -- pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["<https://x.test/a.css>; rel=preload", '<https://x.test/>; rel="self"'])
def test_a_link_that_names_no_page_ends_no_list(link: str) -> None:
    with ScriptedServer(script=served(cap=3, link=link)) as server:
        with OneRosterClient(**server.open) as client:
            assert [user.sourced_id for user in client.users.list_all()] == expected()


@pytest.mark.parametrize("prefetch", [0, 6])
def test_a_total_that_was_refuted_proves_nothing_in_later_lists(prefetch: int) -> None:
    with ScriptedServer(script=served(cap=4, total=4)) as server:
        with OneRosterClient(**server.open) as client:
            for _ in range(3):
                found = client.users.list_all(prefetch=prefetch)
                assert [user.sourced_id for user in found] == expected()


@pytest.mark.parametrize("cap", [1, 2, 3000])
@pytest.mark.parametrize("total", [None, "7", 7, 0, lambda length: length])
def test_by_key_all_rows_come_however_few_at_a_time(cap: int, total: Any) -> None:
    with ScriptedServer(script=served(rows=12, cap=cap, total=12 if total in (7, "7") else total)) as server:
        with OneRosterClient(**server.open) as client:
            found = [user.sourced_id for user in client.users.stream(by_key=True)]
    assert found == expected(12)


@pytest.mark.parametrize("by_key", [False, True])
@pytest.mark.parametrize("rows", [1, 7, 12])
@pytest.mark.parametrize("total", [None, 5, lambda length: length])
def test_a_server_that_sends_all_at_once_has_sent_all(by_key: bool, rows: int, total: Any) -> None:
    with ScriptedServer(script=served(rows=rows, total=total, ignores=("limit", "offset"))) as server:
        with OneRosterClient(**server.open) as client:
            found = [user.sourced_id for user in client.users.stream(limit=10, by_key=by_key)]
    assert found == expected(rows)


@pytest.mark.parametrize("by_key", [False, True])
def test_a_server_that_sends_the_first_page_forever_is_an_error(by_key: bool) -> None:
    with ScriptedServer(script=served(ignores=("offset",))) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError, match="the same page again"):
                for _ in client.users.stream(limit=3, by_key=by_key):
                    pass


# -- totals that count what a filter leaves out -----------------------------------------------------


def counting_all(
    *, rows: int = ROWS, cap: int = 3000, pages_first: bool = False, lost: int = 0, counts: bool = False
) -> Any:
    """A script of a server whose total counts all rows, as that of FINT's OneRoster provider.

    With `pages_first` it filters the rows of a page, with `lost` it never sends the last rows, and with `counts`
    it counts those that pass.
    """
    everybody = [user_row(number, familyName="Even" if number % 2 == 0 else "Odd") for number in range(rows)]

    def answer(request: Received) -> Answer:
        offset, limit = int(request.query["offset"]), min(int(request.query["limit"]), cap)
        filters = re.findall(r"(\w+)(!=|<=|>|=)'(.*?)'", request.query.get("filter", ""))

        def passing(users: list[Any]) -> list[Any]:
            return [
                user
                for user in users
                if all(OPERATORS[sign](user[name], value) for name, sign, value in filters)
            ]

        found = passing(everybody)
        is_by_name = any(name == "familyName" for name, _, _ in filters)
        sent = found[: len(found) - lost] if is_by_name else found
        page = passing(everybody[offset : offset + limit]) if pages_first else sent[offset : offset + limit]
        return Answer(body={"users": page}, headers={"X-Total-Count": str(len(found) if counts else rows)})

    return answer


OPERATORS = {"=": operator.eq, "!=": operator.ne, ">": operator.gt, "<=": operator.le}


def unordered(script: Any) -> Any:
    """The script of a server that refuses to filter by the order of ids."""

    def answer(request: Received) -> Answer:
        is_range = any(each in request.query.get("filter", "") for each in "<>")
        return Answer(400, {"message": "no such filter"}) if is_range else script(request)

    return answer


@pytest.mark.parametrize("prefetch", [0, 6])
@pytest.mark.parametrize("cap", [2, 3000])
@pytest.mark.parametrize("way", ["offset", "key", "overlap"])
def test_a_total_that_counts_what_a_filter_leaves_out_ends_no_list(
    way: str, cap: int, prefetch: int
) -> None:
    script = counting_all(cap=cap)
    script = unordered(script) if way == "overlap" else script
    with ScriptedServer(script=script) as server:
        with OneRosterClient(**server.open) as client:
            for _ in range(2):
                rows = client.users.stream(
                    where={"family_name": "Even"}, limit=3, prefetch=prefetch, by_key=way != "offset"
                )
                assert [user.sourced_id for user in rows] == ["u-0", "u-2", "u-4", "u-6"]
            page = client.users.list(where={"family_name": "Even"})
            assert (len(page), page.total) == (min(4, cap), None)
            assert (client.users.list()).total == ROWS
            assert [(each.model, each.expected, each.kind) for each in client.deviations] == [
                ("User", "a total of the rows that pass the filter", "absent")
            ]


@pytest.mark.parametrize("rows", [1, 2, 12_000])
def test_a_filter_that_nothing_passes_gives_no_rows_whatever_the_total(rows: int) -> None:
    with ScriptedServer(script=counting_all(rows=rows)) as server:
        with OneRosterClient(**server.open) as client:
            assert client.users.first(where={"family_name": "Nobody"}) is None
            page = client.users.list(where={"family_name": "Nobody"})
            assert (list(page), page.total, page.has_more) == ([], None, False)
            assert client.users.list_all(where={"family_name": "Nobody"}) == []


def test_rows_that_pass_a_filter_are_collected_however_many_there_are_besides() -> None:
    with ScriptedServer(script=counting_all(rows=12_000)) as server:
        with OneRosterClient(**server.open) as client:
            assert len(client.users.list_all(where={"family_name": "Even"}, limit=3000)) == 6000


@pytest.mark.parametrize("lost", [1, 3])
def test_rows_that_are_missing_behind_a_filter_are_missing(lost: int) -> None:
    with ScriptedServer(script=counting_all(lost=lost, counts=True)) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError, match="4"):
                client.users.list_all(where={"family_name": "Even"}, limit=3)
            assert client.deviations == ()


def test_a_server_that_filters_the_rows_of_a_page_loses_none_silently() -> None:
    with ScriptedServer(script=counting_all(rows=40, pages_first=True)) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError):
                client.users.list_all(where={"family_name": "Nobody"}, limit=3)


def test_where_reading_is_strict_such_a_total_is_held_to() -> None:
    with ScriptedServer(script=counting_all()) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(IncompleteListError):
                client.with_options(strict=True).users.list_all(where={"family_name": "Even"})


# -- no page behind the last ------------------------------------------------------------------------


def without_a_page_behind(*, total: Any = None, from_offset: int = ROWS, gone: bool = False) -> Any:
    """A script of a server that has no page from an offset on, or no list any more."""
    give = served(total=total)

    def answer(request: Received) -> Answer:
        offset = int(request.query["offset"])
        is_there = offset < from_offset and not (gone and request.query["limit"] == "1")
        return give(request) if is_there else Answer(404, {"message": "no data"})

    return answer


def test_a_list_without_a_page_behind_its_last_is_at_its_end() -> None:
    with ScriptedServer(script=without_a_page_behind()) as server:
        with OneRosterClient(**server.open) as client:
            found = client.users.list_all(limit=3)
            assert [user.sourced_id for user in found] == expected()
            assert [(each.model, each.expected, each.kind) for each in client.deviations] == [
                ("User", "a page without rows", "absent")
            ]
            with pytest.raises(NotFoundError):
                client.with_options(strict=True).users.list_all(limit=3)


@pytest.mark.parametrize("odd", [{"total": ROWS, "from_offset": 3}, {"gone": True}])
def test_a_page_that_is_missing_before_the_end_is_an_error(odd: dict[str, Any]) -> None:
    with ScriptedServer(script=without_a_page_behind(**odd)) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError):
                client.users.list_all(limit=3)
