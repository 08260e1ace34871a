"""`where` clauses: each gives the right filter, or is refused by name."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback._config.filter_rules import FilterRules
from timeback._config.platforms import PROFILES, Platform
from timeback._query.filters import NOTHING, build_filter
from timeback.errors import InvalidInputError
from timeback.sandbox.query_language import And, Condition, Node, parse_filter

BEYOND_AI = PROFILES[Platform.BEYOND_AI].filter_rules
LEARNWITH_AI = PROFILES[Platform.LEARNWITH_AI].filter_rules
ANY_ID = UUID("12345678-1234-5678-1234-567812345678")


class Role(str, enum.Enum):  # noqa: UP042 - the form whose str() is not its value
    TEACHER = "teacher"


class Status(enum.StrEnum):
    ACTIVE = "active"


class Level(enum.IntEnum):
    HIGH = 3


def refusal(where: Any, rules: FilterRules = BEYOND_AI) -> str:
    """The message of the refusal; that it names the part is for the caller to check."""
    with pytest.raises(InvalidInputError) as caught:
        build_filter(where, rules)
    (issue,) = caught.value.issues
    return f"{issue.path}: {issue.message}"


# What the platform's own table of `where` clauses turns into here; refusals are in the table below.
FILTERS: list[tuple[Mapping[str, Any] | None, Any]] = [
    (None, None),
    ({}, None),
    ({"a": "x"}, "a='x'"),
    ({"a": ""}, "a=''"),
    ({"a": "O'Brien"}, "a='O''Brien'"),
    ({"a": "back\\slash"}, "a='back\\slash'"),
    ({"a": 1}, "a=1"),
    ({"a": 1.5}, "a=1.5"),
    ({"a": 1e20}, "a=100000000000000000000"),
    ({"a": 1e-7}, "a=0.0000001"),
    ({"a": True}, "a=true"),
    ({"a": False}, "a=false"),
    ({"a": datetime(2025, 1, 2, 3, 4, 5)}, "a='2025-01-02T03:04:05'"),
    (
        {"a": datetime(2025, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)},
        "a='2025-01-02T03:04:05.678000+00:00'",
    ),
    ({"a": date(2025, 1, 2)}, "a='2025-01-02'"),
    ({"a": "x", "b": 2}, "a='x' AND b=2"),
    ({"a": {"ne": "x"}}, "a!='x'"),
    ({"a": {"eq": "x"}}, "a='x'"),
    ({"a": {"lte": 9, "gt": 1}}, "a>1 AND a<=9"),
    ({"a": {"lt": 9, "gte": 1}}, "a>=1 AND a<9"),
    ({"a": {"contains": "s"}}, "a~'s'"),
    ({"a": {"contains": 5}}, "a~5"),
    ({"a": {"in_": ["x"]}}, "a='x'"),
    ({"a": {"in_": ["x", "y"]}}, "(a='x' OR a='y')"),
    ({"a": {"in": ("x", "y")}}, "(a='x' OR a='y')"),
    ({"a": {"in": {"y", "x"}}}, "(a='x' OR a='y')"),
    ({"a": {"in": frozenset("x")}}, "a='x'"),
    ({"a": {"in": (each for each in "xyx")}}, "(a='x' OR a='y')"),
    ({"a": {"in_": []}}, NOTHING),
    ({"a": {"not_in": []}}, None),
    ({"a": {"not_in": ["x", "y"]}}, "a!='x' AND a!='y'"),
    ({"a": {"notIn": ["x"]}}, "a!='x'"),
    ({"a": {"ne": "z", "in_": ["x", "y"]}}, "a!='z' AND (a='x' OR a='y')"),
    ({"a": {"in_": ["x", "y"]}, "b": 2}, "(a='x' OR a='y') AND b=2"),
    ({"OR": [{"a": "x"}, {"b": 2}]}, "a='x' OR b=2"),
    ({"OR": ({"a": "x"}, {"b": 2})}, "a='x' OR b=2"),
    ({"OR": [{"a": "x"}]}, "a='x'"),
    ({"OR": [{"a": "x", "b": 2}, {"c": 3}]}, "(a='x' AND b=2) OR c=3"),
    ({"OR": [{"a": {"in_": ["x", "y"]}}, {"b": 2}]}, "(a='x' OR a='y') OR b=2"),
    ({"OR": [{"OR": [{"a": 1}, {"b": 2}]}, {"c": 3}]}, "a=1 OR b=2 OR c=3"),
    ({"s": "on", "OR": [{"a": "x"}, {"b": 2}]}, "s='on' AND (a='x' OR b=2)"),
    ({"AND": [{"a": 1}, {"b": 2}]}, "a=1 AND b=2"),
    ({"AND": [{"OR": [{"a": 1}, {"b": 2}]}, {"OR": [{"c": 1}, {"d": 2}]}]}, "(a=1 OR b=2) AND (c=1 OR d=2)"),
    ({"AND": [{}, {"a": 1}]}, "a=1"),
    ({"a": ANY_ID}, f"a='{ANY_ID}'"),
    ({"a": Decimal("1.50")}, "a=1.50"),
    ({"a": Decimal("1E+3")}, "a=1000"),
    ({"a": {"gt": Decimal("-0.5")}}, "a>-0.5"),
    ({"a": Role.TEACHER}, "a='teacher'"),
    ({"a": Status.ACTIVE}, "a='active'"),
    ({"a": Level.HIGH}, "a=3"),
    ({"a": {"in": Role}}, "a='teacher'"),
    ({"metadata.k": "v"}, "metadata.k='v'"),
    ({"metadata.some_key-2": "v"}, "metadata.some_key-2='v'"),
    ({"given_name": "Ada"}, "givenName='Ada'"),
    ({"givenName": "Ada"}, "givenName='Ada'"),
    ({"date_last_modified": {"gt": date(2025, 1, 2)}}, "dateLastModified>'2025-01-02'"),
    ({"org.sourced_id": "o"}, "org.sourcedId='o'"),
    ({"assessment_line_item.sourcedId": "o"}, "assessmentLineItem.sourcedId='o'"),
    ({"class_.sourced_id": "c"}, "class.sourcedId='c'"),
    ({"__v": 1}, "__v=1"),
]


@pytest.mark.parametrize(("where", "expected"), FILTERS)
def test_a_where_clause_becomes_this_filter(where: Mapping[str, Any] | None, expected: Any) -> None:
    assert build_filter(where) == expected


REFUSED: list[tuple[Any, str, str]] = [
    ([], "where", "mapping"),
    ("status='active'", "where", "mapping"),
    ({"a": None}, "where.a", "null"),
    ({"a": {"ne": None}}, "where.a.ne", "null"),
    ({"a": {"in_": [None, "x"]}}, "where.a.in_[0]", "null"),
    ({"a": float("nan")}, "where.a", "finite"),
    ({"a": float("-inf")}, "where.a", "finite"),
    ({"a": Decimal("NaN")}, "where.a", "finite"),
    ({"a": Decimal("1E+999999")}, "where.a", "finite"),
    ({"a": {}}, "where.a", "needs an operator: eq, ne, gt"),
    ({"a": {"like": "x"}}, "where.a", "'like'; known: eq, ne, gt, gte, lt, lte, contains, in, not_in"),
    ({"a": {1: "x"}}, "where.a", "unknown operator 1"),
    ({"a": ["x"]}, "where.a", "in_"),
    ({"a": ("x",)}, "where.a", "in_"),
    ({"a": {"in_": "xy"}}, "where.a.in_", "list of values, not str"),
    ({"a": {"in": b"xy"}}, "where.a.in", "list of values, not bytes"),
    ({"a": {"in": {"x": 1}}}, "where.a.in", "list of values, not dict"),
    ({"a": {"not_in": 5}}, "where.a.not_in", "list of values, not int"),
    ({"a": {"in": [["x"]]}}, "where.a.in[0]", "list"),
    ({"a": b"x"}, "where.a", "bytes"),
    ({"a": time(1, 2)}, "where.a", "time"),
    ({"a": object()}, "where.a", "object"),
    ({"a": "\ud800"}, "where.a", "Unicode"),
    ({"OR": []}, "where.OR", "empty"),
    ({"AND": []}, "where.AND", "empty"),
    ({"OR": {"a": 1}}, "where.OR", "list of mappings"),
    ({"OR": "a=1"}, "where.OR", "list of mappings"),
    ({"OR": [{"a": 1}, "b=2"]}, "where.OR[1]", "mapping"),
    ({"OR": [{"a": 1}, {}]}, "where.OR[1]", "every row"),
    ({"OR": [{"a": 1}, {"b": {"ne": None}}]}, "where.OR[1].b.ne", "null"),
    ({"or": [{"a": 1}]}, "where.or", "'OR'"),
    ({"And": [{"a": 1}]}, "where.And", "'AND'"),
    ({"NOT": {"a": 1}}, "where.NOT", "not_in"),
    ({"a.b.c": 1}, "where.a.b.c", "one level"),
    ({"metadata.a.b": 1}, "where.metadata.a.b", "one level"),
    ({1: "x"}, "where", "1 is not a field name"),
    ({"": "x"}, "where", "field name"),
    ({"a b": "x"}, "where", "field name"),
    ({"a\n": "x"}, "where", "field name"),
    ({"a-b": "x"}, "where", "field name"),
    ({"a.": "x"}, "where", "field name"),
    ({"1a": "x"}, "where", "field name"),
    ({"é": "x"}, "where", "field name"),
]


@pytest.mark.parametrize(("where", "path", "words"), REFUSED)
def test_what_is_no_filter_is_refused_by_name(where: Any, path: str, words: str) -> None:
    message = refusal(where)
    assert message.startswith(f"{path}: ")
    assert words in message


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"a": {"in_": []}}, NOTHING),
        ({"a": {"in_": []}, "b": 1}, NOTHING),
        ({"a": {"in_": [], "ne": "x"}}, NOTHING),
        ({"AND": [{"a": {"in_": ()}}, {"b": 1}]}, NOTHING),
        ({"OR": [{"a": {"in_": set()}}, {"b": 1}]}, "b=1"),
        ({"OR": [{"a": {"in_": []}}, {"b": {"in": []}}]}, NOTHING),
        ({"OR": [{"a": {"in_": []}}], "b": 1}, NOTHING),
        ({"a": {"not_in": []}, "b": 1}, "b=1"),
        ({"OR": [{"a": {"not_in": []}}, {"b": 1}]}, None),
        ({"OR": [{"a": {"not_in": []}}, {"b": 1}], "c": 2}, "c=2"),
        ({"OR": [{"a": {"in": []}}, {"b": {"not_in": []}}]}, None),
    ],
)
def test_b01_empty_lists_match_nothing_or_everything_and_never_widen(
    where: Mapping[str, Any], expected: Any
) -> None:
    assert build_filter(where) == expected


def test_b01_a_fault_is_told_even_beside_a_part_that_matches_nothing() -> None:
    assert refusal({"a": {"in": []}, "b": None}).startswith("where.b: ")


def test_b01_what_the_published_client_drops_is_translated_or_refused() -> None:
    assert build_filter({"id": {"eq": "x"}}) == "id='x'"
    assert build_filter({"id": ANY_ID}) == f"id='{ANY_ID}'"
    assert build_filter({"id": Decimal("2.5")}) == "id=2.5"
    assert build_filter({"AND": ({"a": 1},)}) == "a=1"
    assert "in_" in refusal({"id": ["x", "y"]})


def test_b02_conditions_beside_or_are_kept() -> None:
    where = {"status": "active", "OR": [{"role": "student"}, {"role": "teacher"}]}
    assert build_filter(where) == "status='active' AND (role='student' OR role='teacher')"


def test_b03_enums_go_by_their_value_and_names_cannot_inject() -> None:
    assert build_filter({"role": Role.TEACHER}) == "role='teacher'"
    for name in ("a='x' OR b", "a=", "a'", "a OR b", "a)", "a\u2028"):
        assert "not a field name" in refusal({name: "x"})
    for where in ({"a": {"ne": None}}, {"a": {"in_": "xy"}}):
        with pytest.raises(ValueError):
            build_filter(where)


def test_a_refusal_never_repeats_the_value() -> None:
    assert "ada@example.org" not in refusal({"email": [b"ada@example.org"]})
    assert "ada@example.org" not in refusal({"email": b"ada@example.org"})


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"a": 1}, "a='1'"),
        ({"a": True}, "a='true'"),
        ({"a": Decimal("1E+3")}, "a='1000'"),
        ({"a": "x", "b": 2}, "a='x' AND b='2'"),
        ({"OR": [{"a": "x"}, {"b": "y"}]}, "a='x' OR b='y'"),
        ({"a": {"in": ["x", "y"]}}, "(a='x' OR a='y')"),
        ({"a": {"in": ["x", "x", "y"]}}, "(a='x' OR a='y')"),
        ({"a": {"in": ["x"]}, "b": {"not_in": []}}, "a='x'"),
        ({"OR": [{"a": {"in": []}}, {"b": "x"}], "c": "y"}, "b='x' AND c='y'"),
    ],
)
def test_b70_what_learnwith_ai_takes(where: Mapping[str, Any], expected: str) -> None:
    assert build_filter(where, LEARNWITH_AI) == expected


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"a": 1, "b": 2, "c": 3}, "at most 2 conditions, and this makes 3"),
        ({"a": {"in": [1, 2, 3]}}, "at most 2"),
        ({"a": {"not_in": [1, 2]}, "b": 1}, "at most 2"),
        ({"student.sourcedId": "s"}, "where.student.sourcedId"),
        ({"metadata.k": "s"}, "where.metadata.k"),
    ],
)
def test_b70_what_learnwith_ai_refuses_is_not_sent(where: Mapping[str, Any], words: str) -> None:
    assert words in refusal(where, LEARNWITH_AI)


def test_b70_and_with_or_is_refused_where_the_platform_cannot_mix_them() -> None:
    rules = FilterRules(mix_and_or=False)
    assert "not both" in refusal({"a": 1, "OR": [{"b": 1}, {"c": 1}]}, rules)
    assert "not both" in refusal({"a": 1, "b": {"in": [1, 2]}}, rules)
    assert build_filter({"OR": [{"a": {"in": [1, 2]}}, {"b": 1}]}, rules) == "(a=1 OR a=2) OR b=1"


# --- properties: whatever is built means what the clause says, as the sandbox's own grammar reads it


def rows_pass(node: Node, row: Mapping[str, str]) -> bool:
    """Whether a row passes a parsed filter of equalities."""
    if isinstance(node, Condition):
        return (row[node.field] == node.value.text) is (node.operator == "=")
    return (all if isinstance(node, And) else any)(rows_pass(part, row) for part in node.parts)


def clause_passes(where: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    """What a clause means, said without a filter."""
    return all(entry_passes(key, value, row) for key, value in where.items())


def entry_passes(key: str, value: Any, row: Mapping[str, str]) -> bool:
    if key in ("AND", "OR"):
        return (all if key == "AND" else any)(clause_passes(each, row) for each in value)
    if not isinstance(value, Mapping):
        return bool(row[key] == value)
    checks: dict[str, Callable[[Any], bool]] = {
        "eq": lambda operand: row[key] == operand,
        "ne": lambda operand: row[key] != operand,
        "in": lambda operand: row[key] in operand,
        "not_in": lambda operand: row[key] not in operand,
    }
    return all(checks[operator](operand) for operator, operand in value.items())


texts = st.sampled_from(["", "x", "y'", "' OR a='x", "AND", "ü\\"])
names = st.sampled_from(["a", "b", "c"])
lists = st.lists(texts, max_size=3)
operators = st.dictionaries(st.sampled_from(["eq", "ne"]), texts, min_size=1) | st.fixed_dictionaries(
    {}, optional={"in": lists, "not_in": lists}
).filter(bool)
flat = st.dictionaries(names, texts | operators, min_size=1, max_size=3)


def _nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    groups = st.dictionaries(
        st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=1, max_size=3), min_size=1
    )
    return st.builds(lambda group, rest: {**rest, **group}, groups, flat | st.just({}))


clauses = st.recursive(flat, _nested, max_leaves=8)


@given(where=clauses, row=st.fixed_dictionaries({"a": texts, "b": texts, "c": texts}))
def test_a_filter_means_what_the_clause_says(where: dict[str, Any], row: dict[str, str]) -> None:
    built = build_filter(where)
    if built is None or built is NOTHING:
        assert clause_passes(where, row) is (built is None)
    else:
        assert isinstance(built, str)
        assert rows_pass(parse_filter(built), row) is clause_passes(where, row)


@given(
    value=st.text()
    | st.integers()
    | st.booleans()
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.datetimes()
)
def test_any_value_is_one_condition_or_a_refusal(value: Any) -> None:
    try:
        built = build_filter({"a": value})
    except InvalidInputError:
        return
    assert isinstance(built, str)
    parsed = parse_filter(built)
    assert isinstance(parsed, Condition)
    if isinstance(value, str):
        assert parsed.value.text == value
