"""The modules that do no I/O: retrying, paths, paging, decoding, bodies and models."""

from __future__ import annotations

import enum
import importlib
import pickle
import re
import string
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from timeback import ConfigurationError, IncompleteListError, InvalidInputError
from timeback._codec.decode import DecodedRows, decode_list, decode_one, read_count, repair
from timeback._codec.envelopes import caseless
from timeback._config.platforms import SERVICES
from timeback._http.retry import RetryBudget, RetryPolicy, parse_retry_after
from timeback._pages import PageResult, Span, Walk, page_of
from timeback._patterns import pattern
from timeback._query.encode import to_wire
from timeback._query.shapes import shape_of
from timeback._query.urls import check_id, query_pairs, render_path, shown_path
from timeback._query.writeback import body_for_update
from timeback.models.base import UNSET, InputModel, OpenEnum
from timeback.models.oneroster import (
    Class,
    ClassUpdateInput,
    Ref,
    Status,
    User,
    UserInput,
    UserRoleInput,
    UserRoleName,
)

from . import samples

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
PREFIXES = {"rostering": "/ims/oneroster/rostering/v1p2"}


# Retrying


@given(st.integers(0, 10**9))
def test_retry_after_in_seconds(seconds: int) -> None:
    assert parse_retry_after(f" {seconds} ") == seconds


@given(st.integers(-(10**6), 10**6))
def test_retry_after_as_a_date_is_never_negative(seconds: int) -> None:
    moment = NOW + timedelta(seconds=seconds)
    for text in (format_datetime(moment, usegmt=True), format_datetime(moment)):
        assert parse_retry_after(text, NOW) == max(0, seconds)


@given(st.one_of(st.none(), st.text(), st.text(string.digits + "-+:,. GMTSepMon", max_size=40)))
@example("-5")
@example("1.5")
@example("٣")
@example("²")
@example("9" * 400)
@example("Tue, 01 Sep 0000 12:00:00 GMT")
@example("Tue, 01 Sep 2026 12:00:00 +9999")
@example("Tue, 01 Sep 2026 12:00:00 -99999999999999999999")
def test_any_other_retry_after_is_none_or_a_wait(value: str | None) -> None:
    wait = parse_retry_after(value, NOW)
    assert wait is None or wait >= 0


@pytest.mark.parametrize("value", [None, "", "soon", "-5", "1,5", "nan", "٣", "²", "2026-09-01T12:00:00Z"])
def test_an_unreadable_retry_after_is_none(value: str | None) -> None:
    assert parse_retry_after(value, NOW) is None


@given(st.integers(1, 10**6), st.floats(0, 60), st.floats(0, 60), st.floats(0, 1, exclude_max=True))
def test_backoff_stays_within_its_bounds(attempt: int, first: float, most: float, luck: float) -> None:
    policy = RetryPolicy(initial_delay=first, max_delay=most)
    ceiling = policy.backoff(attempt, lambda: 1.0)
    assert 0 <= policy.backoff(attempt, lambda: luck) <= ceiling <= most
    assert ceiling <= policy.backoff(attempt + 1, lambda: 1.0)


def test_backoff_doubles_up_to_its_ceiling() -> None:
    policy = RetryPolicy(initial_delay=0.5, max_delay=3)
    assert [policy.backoff(attempt, lambda: 1.0) for attempt in range(1, 6)] == [0.5, 1, 2, 3, 3]


@given(st.lists(st.booleans(), max_size=200), st.integers(0, 10))
def test_a_retry_budget_never_gives_more_than_it_took_in(calls: list[bool], reserve: int) -> None:
    budget = RetryBudget(RetryPolicy(budget_ratio=0.5, budget_reserve=reserve))
    earned = given_out = 0
    for is_retry in calls:
        if is_retry:
            given_out += budget.spend()
        else:
            budget.earn()
            earned += 1
        assert given_out <= reserve + earned / 2


def test_a_retry_budget_fills_to_its_reserve_only() -> None:
    budget = RetryBudget(RetryPolicy(budget_ratio=0.5, budget_reserve=2))
    for _ in range(100):
        budget.earn()
    assert [budget.spend() for _ in range(4)] == [True, True, False, False]
    budget.earn()
    assert not budget.spend()
    budget.earn()
    assert budget.spend()


# Paths

IDS = st.text(min_size=1).filter(lambda text: text.strip() and text not in (".", ".."))


@given(IDS)
@example("a/../../orgs/o1")
@example("u1?x=1#y")
@example("%2e%2e")
@example("{rostering}")
@example("...")
@example("Ü /\\\n;:@")
def test_b08_any_id_is_one_segment(sourced_id: str) -> None:
    assume(_is_unicode(sourced_id))
    path = render_path("{rostering}/users/{sourced_id}", PREFIXES, {"sourced_id": sourced_id})
    segment = path.removeprefix(f"{PREFIXES['rostering']}/users/")
    assert segment.isascii()
    assert not set(segment) & set("/?#{}\\ ;:@")
    assert unquote(segment) == sourced_id


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= each <= "\udfff" for each in text)


@pytest.mark.parametrize("bad", ["", " ", "\t\n", ".", "..", "\ud800", 5, None, b"u-1", True])
def test_b08_what_is_no_segment_is_refused_by_name(bad: Any) -> None:
    with pytest.raises(InvalidInputError, match="user_id"):
        check_id("user_id", bad)
    with pytest.raises(InvalidInputError, match="user_id"):
        render_path("/users/{user_id}", {}, {"user_id": bad})


def test_a_path_is_shown_with_its_prefix_even_where_that_is_empty() -> None:
    assert shown_path("{base}/assessment-tests/{test_id}", {"base": ""}) == "/assessment-tests/{test_id}"
    assert shown_path("{rostering}/users", {"rostering": "/ims"}) == "/ims/users"


def test_a_path_that_the_server_lacks_is_named() -> None:
    with pytest.raises(ConfigurationError, match="gradebook"):
        render_path("{gradebook}/results", PREFIXES, {})


def test_an_id_beats_no_prefix_of_another_name() -> None:
    assert render_path("{rostering}/{a}/{b}", PREFIXES, {"a": "{b}", "b": "2"}).endswith("/%7Bb%7D/2")


# Paging


def walk(total: int, size: int, offset: int, max_items: int | None, cap: int, told: str) -> list[int]:
    """The rows that paging gives, from a server that caps the page size and tells the total, or not."""

    def fetch(span: Span) -> PageResult[int]:
        end = min(total, span.offset + min(span.size, cap))
        rows = list(range(span.offset, end))
        headers = {"x-total-count": str(total)} if told == "header" else {}
        if told == "link":
            headers["link"] = '</x>; rel="first"' + (', </y>; rel="next"' if end < total else "")
        body_total = total if told == "body" else None
        return page_of(DecodedRows(rows, body_total, min(span.size, cap)), span, headers)

    return walked(fetch, offset, size, max_items)


def walked(
    fetch: Callable[[Span], PageResult[int]], offset: int, size: int, max_items: int | None = None
) -> list[int]:
    """The rows of a list, and never more requests than there can be pages."""
    walk, rows = Walk(offset, size, max_items), list[int]()
    for _ in range(1_000):
        if walk.is_done:
            return rows
        span = walk.span()
        page = fetch(span)
        if walk.is_gap(page):
            raise walk.incomplete(page)
        rows += walk.take(page, span) or []
    raise AssertionError("the walk has no end")


@given(
    st.integers(0, 300),
    st.integers(1, 120),
    st.integers(0, 320),
    st.one_of(st.none(), st.integers(1, 320)),
    st.integers(1, 120),
    st.sampled_from(["body", "header", "link", "nothing"]),
)
def test_b05_every_row_comes_once_and_in_order(
    total: int, size: int, offset: int, max_items: int | None, cap: int, told: str
) -> None:
    wanted = list(range(offset, total))
    assert walk(total, size, offset, max_items, cap, told) == (
        wanted if max_items is None else wanted[:max_items]
    )


@given(
    st.integers(0, 300),
    st.integers(1, 120),
    st.integers(1, 120),
    st.lists(st.none() | st.integers(-5, 400) | st.just(10**9), min_size=1, max_size=4),
)
def test_whatever_totals_a_server_names_every_row_comes_or_an_error_says_how_many(
    count: int, size: int, cap: int, totals: list[int | None]
) -> None:
    asked = 0

    def fetch(span: Span) -> PageResult[int]:
        nonlocal asked
        asked += 1
        rows = list(range(span.offset, min(count, span.offset + min(span.size, cap))))
        total = read_count(totals[asked % len(totals)])
        return page_of(DecodedRows(rows, total, None), span, {})

    try:
        rows = walked(fetch, 0, size)
    except IncompleteListError as error:
        assert error.received == count
        assert error.total is not None
        assert error.total > count
    else:
        # A total that is too low and met exactly cannot be told from the truth.
        assert rows == list(range(count)) or len(rows) in totals


@pytest.mark.parametrize("total", [None, 7, 100])
def test_a_server_that_ignores_the_offset_and_has_sent_all_is_at_its_end(total: int | None) -> None:
    rows = list(range(1, 8))
    assert walked(lambda span: page_of(DecodedRows(rows, total, None), span, {}), 0, 5) == rows
    assert walked(lambda span: page_of(DecodedRows(rows, total, None), span, {}), 0, 50) == rows


def test_a_server_that_ignores_the_offset_of_full_pages_is_found_out() -> None:
    rows = list(range(1, 8))
    with pytest.raises(IncompleteListError, match=r"7 of .* rows came; the server sends the same page again"):
        walked(lambda span: page_of(DecodedRows(rows, None, None), span, {}), 0, 7)


def test_the_size_asked_for_stands_until_two_pages_prove_a_cap() -> None:
    walk = Walk(0, 100)
    sizes: list[int] = []
    for received in (1, 100, 40, 40, 40):
        span = walk.span()
        sizes.append(span.size)
        walk.take(PageResult([walk.position + each for each in range(received)], total=1_000), span)
    assert sizes == [100, 100, 100, 100, 40]


@pytest.mark.parametrize(
    ("listing", "headers", "has_more", "total"),
    [
        (DecodedRows([], 500, None), {}, False, 500),
        (DecodedRows([1, 2], None, None), {"x-total-count": "50"}, True, 50),
        (DecodedRows([1, 2], 2, None), {"x-total-count": "5"}, False, 2),
        (DecodedRows([1, 2], None, None), {"x-total-count": "many"}, True, None),
        (DecodedRows([1], None, None), {}, True, None),
        (DecodedRows([1], None, 1), {}, True, None),
        (DecodedRows([1, 2], None, None), {"link": '<a>; rel="prev"'}, False, None),
        (DecodedRows([1], None, None), {"link": "<a>; REL=next"}, True, None),
        (DecodedRows([1], None, None), {"link": '<a?x=",">; title="y"; rel="last next"'}, True, None),
    ],
)
def test_when_more_follows(
    listing: DecodedRows, headers: dict[str, str], has_more: bool, total: int | None
) -> None:
    page = page_of(listing, Span(10, 2), headers)
    assert (page.has_more, page.total) == (has_more, total)
    assert page.next_offset == (10 + len(listing.rows) if has_more else None)


@pytest.mark.parametrize("count", ["9" * 5000, "²", "-1", "1e3", "", True, -1, [3], {"n": 3}])
def test_a_count_that_is_none_is_passed_over(count: Any) -> None:
    if isinstance(count, str):
        assert page_of(DecodedRows([1], None, None), Span(0, 1), {"x-total-count": count}).total is None
    page = msgspec.json.encode({"users": [], "totalCount": count})
    assert decode_list(page, User, ("users",)).total is None


def test_a_page_is_a_sequence() -> None:
    page = PageResult([1, 2, 3], True, 9, 3)
    assert (len(page), page[0], page[-1], page[:2], list(page)) == (3, 1, 3, [1, 2], [1, 2, 3])
    assert 2 in page
    assert page.index(3) == 2
    assert page.head(5) is page
    assert page.head(2) == PageResult([1, 2], False, 9, None)
    assert not PageResult([])
    assert repr(page) == "PageResult(3 of 9 rows)"
    assert pickle.loads(pickle.dumps(page)) == page


# Decoding


class Colour(enum.Enum):
    RED = "red"


class Odd(msgspec.Struct, rename="camel"):
    when: datetime | None = None
    day: date | None = None
    count: int | None = None
    name: str | None = None
    parts: list[str] | None = None
    inner: Odd | None = None
    colour: Colour | None = None


KIND = msgspec.inspect.type_info(Odd)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"when": "2026-09-01"}, {"when": "2026-09-01T00:00:00Z"}),
        ({"when": "2026-09-01T08:30"}, {"when": "2026-09-01T08:30:00Z"}),
        ({"when": " 2026-09-01 08:30:15.5 "}, {"when": "2026-09-01T08:30:15.5Z"}),
        ({"when": "2026-09-01T08:30:15+02:00"}, {"when": "2026-09-01T08:30:15+02:00"}),
        ({"when": "tomorrow"}, {"when": "tomorrow"}),
        ({"when": ""}, {"when": None}),
        ({"day": "2026-09-01T00:00:00.000Z"}, {"day": "2026-09-01"}),
        ({"count": "3"}, {"count": 3}),
        ({"count": 3.0}, {"count": 3}),
        ({"count": "3.5"}, {"count": "3.5"}),
        ({"count": "x"}, {"count": "x"}),
        ({"name": 5}, {"name": "5"}),
        ({"name": True}, {"name": "true"}),
        ({"name": ""}, {"name": ""}),
        ({"parts": "one"}, {"parts": ["one"]}),
        ({"parts": [1, "b"]}, {"parts": ["1", "b"]}),
        ({"inner": {"count": "3", "new": "3"}}, {"inner": {"count": 3, "new": "3"}}),
        ({"new": {"deep": [1]}}, {"new": {"deep": [1]}}),
    ],
)
def test_what_differs_is_brought_nearer(sent: dict[str, Any], read: dict[str, Any]) -> None:
    assert repair(sent, KIND) == read
    assert repair(read, KIND) == read


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["when", "day", "count", "name", "parts", "inner", "colour"]), JSON))
def test_repairing_never_fails(sent: dict[str, Any]) -> None:
    repair(sent, KIND)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))
def test_an_instant_without_a_zone_is_utc(moment: datetime) -> None:
    row = samples.user_row(dateLastModified=moment.isoformat())
    user = decode_one(msgspec.json.encode({"user": row}), User, ("user",))
    assert user.date_last_modified == moment.replace(tzinfo=UTC)


def test_one_odd_row_does_not_change_the_others() -> None:
    odd = samples.user_row(sourcedId="odd", identifier=7, roles=None)
    page = {"users": [samples.user_row(), odd], "totalCount": "2"}
    listing = decode_list(msgspec.json.encode(page), User, ("users",))
    plain = decode_list(msgspec.json.encode({"users": [samples.user_row()]}), User, ("users",))
    assert listing.rows[0] == plain.rows[0]
    assert (listing.rows[1].identifier, listing.rows[1].roles, listing.total) == ("7", [], 2)


# Bodies


@given(
    st.fixed_dictionaries(
        {"given_name": IDS, "family_name": IDS, "enabled_user": st.booleans(), "email": st.emails()},
        optional={
            "middle_name": st.none() | st.text(),
            "preferred_first_name": st.none() | st.text(),
            "metadata": st.dictionaries(st.text(), st.integers(), max_size=2),
        },
    )
)
def test_a_body_is_the_same_in_each_spelling(body: dict[str, Any]) -> None:
    role = {"role_type": "primary", "role": "student", "org": {"sourced_id": "s-1"}}
    wire_role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "s-1"}}
    wire_names = {each.name: each.encode_name for each in msgspec.structs.fields(UserInput)}
    in_wire = {wire_names[name]: value for name, value in body.items()}
    model_role = UserRoleInput(role_type="primary", role="student", org=Ref(sourced_id="s-1"))
    expected = to_wire({**in_wire, "roles": [wire_role]}, UserInput)
    assert to_wire({**body, "roles": [role]}, UserInput) == expected
    assert to_wire(UserInput(**body, roles=[model_role]), UserInput) == expected
    assert expected["roles"][0].items() >= wire_role.items()
    assert {name: expected[name] for name in in_wire if name != "enabledUser"} == {
        name: value for name, value in in_wire.items() if name != "enabledUser"
    }


def test_every_fault_of_a_body_is_named_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        to_wire(
            {
                "givenName": " ",
                "family_name": ["x"],
                "shoeSize": 38,
                "enabledUser": True,
                "roles": [{"role": "jester"}],
            },
            UserInput,
        )
    assert {issue.path for issue in caught.value.issues} >= {
        "givenName",
        "family_name",
        "shoeSize",
        "roles[0].role",
        "roles[0].org",
    }


def test_a_field_in_both_spellings_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="given twice"):
        to_wire({"givenName": "Ada", "given_name": "Eda"}, UserInput, partial=True)


# Models


@given(st.text())
@example("student")
@example("RED")
@example("mro")
@example("")
def test_b33_an_open_enum_keeps_any_text(value: str) -> None:
    assume(_is_unicode(value))
    member = msgspec.json.decode(msgspec.json.encode(value), type=UserRoleName)
    assert isinstance(member, UserRoleName)
    assert member == value == str(member) == member.value
    assert hash(member) == hash(value)
    assert msgspec.json.encode(member) == msgspec.json.encode(value)
    assert pickle.loads(pickle.dumps(member)) == value
    assert member.is_known == (value in set(UserRoleName))
    assert UserRoleName(value) == member
    repr(member)


def test_an_unlisted_value_adds_no_member() -> None:
    before = list(Status)
    assert Status("brand-new") == "brand-new"
    assert list(Status) == before
    assert isinstance(Status("brand-new"), OpenEnum)
    with pytest.raises(ValueError):
        Status(5)  # type: ignore[arg-type]


KNOWN = {caseless(each.encode_name) for kind in (User, UserInput) for each in msgspec.structs.fields(kind)}


@given(
    st.dictionaries(st.text(min_size=1).filter(lambda name: caseless(name) not in KNOWN), JSON, max_size=4)
)
def test_b15_what_the_library_does_not_know_is_written_back(extra: dict[str, Any]) -> None:
    record = samples.user_row(**extra)
    before = repr(record)
    body = body_for_update(record, User, UserInput, {})
    assert repr(record) == before
    assert {name: repr(body[name]) for name in extra} == {name: repr(each) for name, each in extra.items()}
    assert body["givenName"] == record["givenName"]


def test_b15_unknown_keys_of_nested_records_are_kept() -> None:
    record = samples.user_row()
    record["roles"][0]["shoeSize"] = 38
    record["roles"][0]["org"]["colour"] = "red"
    (role,) = body_for_update(record, User, UserInput, {})["roles"]
    assert (role["shoeSize"], role["org"]["colour"]) == (38, "red")


def cleared(service: str) -> Iterator[tuple[type[InputModel], msgspec.structs.FieldInfo]]:
    """The fields of a service's bodies that may hold nothing."""
    models = importlib.import_module(f"timeback.models.{service}")
    for name in models.__all__:
        model = getattr(models, name)
        if isinstance(model, type) and issubclass(model, InputModel):
            yield from (
                (model, each) for each in msgspec.structs.fields(model) if shape_of(each.type).nullable
            )


@pytest.mark.parametrize("service", [name for name in SERVICES if name not in ("caliper", "masterytrack")])
def test_b17_whatever_can_be_cleared_is_sent_as_null(service: str) -> None:
    found = list(cleared(service))
    assert found
    for model, each in found:
        unset = dict.fromkeys(model.__struct_fields__, UNSET)
        for data in (model(**{**unset, each.name: None}), {each.name: None}, {each.encode_name: None}):
            sent = to_wire(data, model, partial=True)
            sent.pop(model.__struct_config__.tag_field, None)  # which says of what kind it is
            assert sent == {each.encode_name: None}, (model, each.name)


def test_what_reads_and_writes_under_two_names_is_renamed() -> None:
    record = {"title": "Algebra", "school": {"sourcedId": "s-1"}, "dateLastModified": "2026-09-01T00:00:00Z"}
    body = body_for_update(record, Class, ClassUpdateInput, {"school": "org"})
    assert body == {
        "title": "Algebra",
        "org": {"sourcedId": "s-1"},
        "dateLastModified": "2026-09-01T00:00:00Z",
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, []),
        (True, ["true"]),
        (False, ["false"]),
        (3, ["3"]),
        ("", [""]),
        ("True", ["True"]),
        (["a", None, "b"], ["a", "b"]),
        ((True, 1), ["true", "1"]),
        ([], []),
    ],
)
def test_query_values_are_written_as_servers_read_them(value: object, written: list[str]) -> None:
    assert query_pairs({"name": value}) == [("name", each) for each in written]


def test_a_pattern_that_waits_for_its_first_use_pickles_as_others_do() -> None:
    found = pickle.loads(pickle.dumps(pattern("a", re.IGNORECASE)))
    assert found.fullmatch("A")
