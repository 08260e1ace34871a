"""Properties that hold for any input, across the parts: what one builds the other reads, what is asked for arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.samples import user_row
from timeback import AsyncOneRosterClient, InvalidInputError, OneRosterClient
from timeback._async.pager import AsyncPager
from timeback._codec.decode import DecodedRows
from timeback._config.filter_rules import FilterRules
from timeback._config.resolve import resolve
from timeback._http.retry import parse_retry_after
from timeback._pages import EncodedPage, PageResult, Span, page_of
from timeback._query.filters import NOTHING, Nothing, build_filter
from timeback._sync.pager import Pager
from timeback.errors import ConfigurationError
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.query_language import And, Condition, Node, Or, Value, parse_filter
from timeback.sandbox.transports import SandboxTransport

TEXT = st.text(st.characters(codec="utf-8"))


# -- filters ----------------------------------------------------------------------------------------

FIELDS = ("givenName", "email", "status", "metadata.some_key")
OPERATORS = {"eq": "=", "ne": "!=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "contains": "~"}
VALUES = TEXT | st.integers(-99, 99) | st.booleans()
FIELD = st.sampled_from(FIELDS)
LISTS = st.lists(VALUES, max_size=3)
OPERATIONS = st.fixed_dictionaries(
    {}, optional={**dict.fromkeys(OPERATORS, VALUES), "in_": LISTS, "not_in": LISTS}
).filter(bool)
PLAIN = st.dictionaries(FIELD, VALUES | OPERATIONS, max_size=2)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    groups = st.lists(inner.filter(bool), min_size=1, max_size=3)
    return st.tuples(PLAIN, st.fixed_dictionaries({}, optional={"OR": groups, "AND": groups})).map(
        lambda parts: {**parts[0], **parts[1]}
    )


CLAUSES = st.recursive(PLAIN, nested, max_leaves=6)
Row = dict[str, str]


def _compared(symbol: str, mine: str, theirs: str) -> bool:
    outcomes = {
        "=": mine == theirs, "!=": mine != theirs, ">": mine > theirs, ">=": mine >= theirs,
        "<": mine < theirs, "<=": mine <= theirs, "~": theirs in mine,
    }  # fmt: skip
    return outcomes[symbol]


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def meant(clause: Any, row: Row) -> bool:
    """What a clause says about a row, by its documented meaning."""
    for key, value in clause.items():
        if key == "OR":
            holds = any(meant(each, row) for each in value)
        elif key == "AND":
            holds = all(meant(each, row) for each in value)
        elif isinstance(value, dict):
            holds = all(_operation(operator, asked, row[key]) for operator, asked in value.items())
        else:
            holds = row[key] == _as_text(value)
        if not holds:
            return False
    return True


def _operation(operator: str, asked: Any, mine: str) -> bool:
    if operator == "in_":
        return mine in map(_as_text, asked)
    if operator == "not_in":
        return mine not in map(_as_text, asked)
    return _compared(OPERATORS[operator], mine, _as_text(asked))


def read(node: Node, row: Row) -> bool:
    """What a parsed filter says about a row."""
    if isinstance(node, Condition):
        return _compared(node.operator, row[node.field], node.value.text)
    return (all if isinstance(node, And) else any)(read(part, row) for part in node.parts)


def values_of(clause: Any) -> list[str]:
    if isinstance(clause, dict):
        return [value for each in clause.values() for value in values_of(each)]
    if isinstance(clause, list):
        return [value for each in clause for value in values_of(each)]
    return [_as_text(clause)]


@given(CLAUSES, st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_b02_the_platform_reads_a_filter_as_it_was_meant(clause: dict[str, Any], data: st.DataObject) -> None:
    built = build_filter(clause)
    near = st.sampled_from([*values_of(clause), "", "m"])
    row = {field: data.draw(near) for field in FIELDS}
    if built is None or isinstance(built, Nothing):
        assert meant(clause, row) is (built is not NOTHING)
    else:
        assert read(parse_filter(built), row) is meant(clause, row)


@given(TEXT, st.sampled_from([*OPERATORS, "in_", "not_in"]))
def test_b03_any_text_survives_and_stays_one_condition(text: str, operator: str) -> None:
    listed = operator in ("in_", "not_in")
    built = build_filter({"email": {operator: [text] if listed else text}})
    assert isinstance(built, str)
    symbol = OPERATORS.get(operator, "=" if operator == "in_" else "!=")
    assert parse_filter(built) == Condition("email", symbol, Value(text))


@given(st.lists(TEXT, min_size=2, max_size=5, unique=True))
def test_b01_a_list_of_texts_is_read_as_that_list(texts: list[str]) -> None:
    built = build_filter({"email": {"in_": texts}, "status": "active"})
    assert isinstance(built, str)
    tree = parse_filter(built)
    assert isinstance(tree, And)
    listed, status = tree.parts
    assert isinstance(listed, Or)
    assert [cast(Condition, part).value.text for part in listed.parts] == texts
    assert status == Condition("status", "=", Value("active"))


@given(
    st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-9999, 9999), st.booleans()
)
def test_a_number_survives(number: Any, quote_all: bool) -> None:
    try:
        built = build_filter({"score": number}, FilterRules(quote_all=quote_all))
    except InvalidInputError:
        assume(False)
    tree = parse_filter(cast(str, built))
    assert isinstance(tree, Condition)
    assert tree.value.quoted is quote_all
    assert type(number)(tree.value.text) == number


# -- paging -----------------------------------------------------------------------------------------


class Table:
    """A list on a server: some rows, at most `cap` a page, with the total or without."""

    def __init__(self, total: int, cap: int, tell: str) -> None:
        self.total, self.cap, self.tell = total, cap, tell
        self.asked: list[Span] = []

    def fetch(self, span: Span) -> EncodedPage[Any]:
        self.asked.append(span)
        return EncodedPage(lambda: self.page(span))

    def page(self, span: Span) -> PageResult[Any]:
        size = min(span.size, self.cap)
        rows = list(range(span.offset, min(span.offset + size, self.total)))
        listing = DecodedRows(rows, self.total if self.tell == "body" else None, self.cap)
        return page_of(listing, span, {"x-total-count": str(self.total)} if self.tell == "header" else {})


TABLES = st.builds(Table, st.integers(0, 120), st.integers(1, 40), st.sampled_from(["body", "header", "no"]))


@given(TABLES, st.integers(0, 130), st.integers(1, 50), st.none() | st.integers(1, 130), st.integers(0, 5))
@settings(deadline=None)
def test_b04_b05_b44_every_row_comes_once_and_in_order(
    table: Table, offset: int, page_size: int, max_items: int | None, prefetch: int
) -> None:
    arguments: dict[str, Any] = {
        "offset": offset, "page_size": page_size, "max_items": max_items, "prefetch": prefetch,
    }  # fmt: skip
    end = table.total if max_items is None else min(table.total, offset + max_items)
    expected = list(range(offset, end))

    async def fetch(span: Span) -> EncodedPage[Any]:
        await asyncio.sleep(0)
        return table.fetch(span)

    async def run() -> list[Any]:
        return [row async for row in AsyncPager(fetch, **arguments)]

    assert asyncio.run(run()) == expected
    for span in table.asked:
        assert 1 <= span.size <= page_size
        assert max_items is None or span.end <= offset + max_items
    asked, table.asked = sorted(table.asked, key=lambda span: span.offset), []
    assert list(Pager(table.fetch, **arguments)) == expected
    assert sorted(table.asked, key=lambda span: span.offset) == asked
    assert sum(min(span.size, table.cap) for span in asked) >= len(expected)


@given(TABLES, st.integers(0, 130), st.integers(1, 50), st.integers(1, 130))
@settings(deadline=None)
def test_b60_a_pager_gives_the_same_each_time(table: Table, offset: int, page_size: int, bound: int) -> None:
    pager = Pager(table.fetch, offset=offset, page_size=page_size, max_items=None, prefetch=2)
    once = pager.collect()
    assert pager.collect() == once == [row for page in pager.pages() for row in page]
    assert pager.collect(max_items=bound) == once[:bound]
    assert pager.first() == (once[0] if once else None)


# -- waits ------------------------------------------------------------------------------------------

MOMENT = datetime(2026, 9, 1, 12, tzinfo=UTC)


@given(st.integers(0, 10**9), st.sampled_from(["", " ", "\t "]))
def test_b30_a_wait_in_seconds_is_read(seconds: int, blank: str) -> None:
    assert parse_retry_after(f"{blank}{seconds}{blank}") == seconds


@given(st.integers(-(10**8), 10**8), st.sampled_from([0, 5.5, -8]))
def test_b30_a_wait_until_a_date_is_read_in_any_zone(seconds: int, zone: float) -> None:
    then = (MOMENT + timedelta(seconds=seconds)).astimezone(timezone(timedelta(hours=zone)))
    assert parse_retry_after(format_datetime(then), MOMENT) == max(0, seconds)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_b30_any_header_is_a_wait_or_nothing(value: str) -> None:
    wait = parse_retry_after(value)
    assert wait is None or wait >= 0


# -- paths ------------------------------------------------------------------------------------------

IDS = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: bool(text.strip()) and text not in (".", "..")
)


class Echo:
    """A server that takes any read; `path` is what it was asked for last, still encoded."""

    def __init__(self) -> None:
        self.path = b""
        self.transport = httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.path = request.url.raw_path.partition(b"?")[0]
        return httpx.Response(200, json={"user": user_row(), "results": [], "totalCount": 0})

    @property
    def segments(self) -> list[str]:
        return [unquote(part, errors="strict") for part in self.path.decode("ascii").split("/")[5:]]


@pytest.fixture(scope="module")
def echo() -> Echo:
    return Echo()


@pytest.fixture(scope="module")
def through(echo: Echo) -> Iterator[OneRosterClient]:
    with OneRosterClient(
        base_url="https://oneroster.invalid/", auth=None, transport=echo.transport
    ) as client:
        yield client


@given(one=IDS, other=IDS)
@settings(deadline=None)
def test_b08_any_id_reaches_the_server_as_itself(
    echo: Echo, through: OneRosterClient, one: str, other: str
) -> None:
    through.users.get(one)
    assert echo.segments == ["users", one]
    through.classes(one).students(other).results.list()
    assert echo.segments == ["classes", one, "students", other, "results"]


async def test_b08_the_async_world_encodes_ids_alike(echo: Echo, through: OneRosterClient) -> None:
    async with AsyncOneRosterClient(
        base_url="https://oneroster.invalid", auth=None, transport=echo.transport
    ) as client:
        for sourced_id in ("a/../é?#% ", "...", "%2e%2e", "a\nb", "{sourced_id}", "u;v=1"):
            await client.users.get(sourced_id)
            path = echo.path
            through.users.get(sourced_id)
            assert echo.path == path
            assert echo.segments == ["users", sourced_id]


@pytest.fixture(scope="module")
def core() -> SandboxCore:
    return SandboxCore(empty=True)


# SQLite's texts end at a NUL, so the sandbox, unlike the filter, cannot carry one.
WITHOUT_NUL = st.text(st.characters(codec="utf-8", exclude_characters="\0")).filter(str.strip)


@given(sourced_id=IDS, title=WITHOUT_NUL)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_b08_any_id_and_text_come_back_from_the_sandbox(
    core: SandboxCore, sourced_id: str, title: str
) -> None:
    body = {"name": title, "type": "school", "identifier": title}
    with OneRosterClient(env="sandbox", transport=SandboxTransport(core)) as client:
        try:
            client.orgs.upsert(sourced_id, cast(Any, body))
        except InvalidInputError:
            assume(False)
        read_back = client.orgs.get(sourced_id)
        found = client.orgs.list(where={"identifier": title})
        client.orgs.delete(sourced_id)
    assert (read_back.sourced_id, read_back.name) == (sourced_id, title)
    assert sourced_id in [org.sourced_id for org in found]


# -- settings ---------------------------------------------------------------------------------------

FAMILIES = ("ONEROSTER", "TIMEBACK_API", "TIMEBACK")
BLANK = st.sampled_from(["", "  "])


@st.composite
def environments(draw: st.DrawFn) -> dict[str, str]:
    environ: dict[str, str] = {}
    for family in FAMILIES:
        for name in ("BASE_URL", "AUTH_URL", "CLIENT_ID", "CLIENT_SECRET"):
            state = draw(st.sampled_from(["set", "unset", "blank"]))
            if state == "blank":
                environ[f"{family}_{name}"] = draw(BLANK)
            elif state == "set":
                value = f"{family}-{name}".lower().replace("_", "-")
                environ[f"{family}_{name}"] = f"https://{value}.test" if "URL" in name else value
    return environ


@given(environments(), st.fixed_dictionaries({}, optional={
    "base_url": st.just("https://argument.test"), "auth_url": st.just("https://argument.test/token"),
    "client_id": st.just("argument"), "client_secret": st.just("argument"),
}))  # fmt: skip
def test_b12_an_argument_beats_the_service_s_own_variable_which_beats_the_general_ones(
    environ: dict[str, str], given_: dict[str, str]
) -> None:
    def first(name: str, argument: str) -> str | None:
        listed = [given_.get(argument), *(environ.get(f"{family}_{name}", "").strip() for family in FAMILIES)]
        return next((value for value in listed if value), None)

    def pair() -> tuple[str | None, str | None]:
        found: tuple[str | None, str | None] = given_.get("client_id"), given_.get("client_secret")
        for family in FAMILIES:
            if not any(found):
                found = tuple(
                    environ.get(f"{family}_CLIENT_{n}", "").strip() or None for n in ("ID", "SECRET")
                )  # type: ignore[assignment]
        return found

    expected = first("BASE_URL", "base_url"), first("AUTH_URL", "auth_url"), *pair()
    try:
        settled = resolve("oneroster", environ=environ, **cast(Any, given_))
    except ConfigurationError:
        assert None in expected
        return
    assert settled.credentials is not None
    held = settled.credentials
    assert (settled.base_url, held.token_url, held.client_id, held.client_secret.reveal()) == expected


@given(environments())
def test_b14_an_environment_asked_for_is_not_moved_by_variables(environ: dict[str, str]) -> None:
    settled = resolve("oneroster", env="staging", client_id="i", client_secret="s", environ=environ)
    plain = resolve("oneroster", env="staging", client_id="i", client_secret="s", environ={})
    assert settled == plain
