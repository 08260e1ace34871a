"""The filter parameter: what is read, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.sandbox.query_language import (
    And,
    Condition,
    FilterSyntaxError,
    Node,
    Or,
    Value,
    parse_filter,
)

names = st.from_regex(r"\A[A-Za-z_][A-Za-z0-9_-]{0,8}(\.[A-Za-z_][A-Za-z0-9_-]{0,8}){0,2}\Z")
operators = st.sampled_from(["=", "!=", "~", ">", ">=", "<", "<=", "@"])
bare = st.one_of(
    st.booleans().map(lambda value: "true" if value else "false"),
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
)
values = st.one_of(st.text().map(Value), bare.map(lambda text: Value(text, quoted=False)))
conditions = st.builds(Condition, names, operators, values)


def _combined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
    # A group of its own kind is read as one longer group, so it is left out here.
    no_and = parts.filter(lambda items: not any(isinstance(item, And) for item in items))
    no_or = parts.filter(lambda items: not any(isinstance(item, Or) for item in items))
    return st.one_of(no_and.map(And), no_or.map(Or))


trees: st.SearchStrategy[Node] = st.recursive(conditions, _combined, max_leaves=12)


def _text(node: Node, *, inside_and: bool = False) -> str:
    match node:
        case Condition(field, operator, Value(text, quoted)):
            literal = "'" + text.replace("'", "''") + "'" if quoted else text
            return f"{field}{operator}{literal}"
        case And(parts):
            return " AND ".join(_text(part, inside_and=True) for part in parts)
        case Or(parts):
            joined = " OR ".join(_text(part) for part in parts)
            return f"({joined})" if inside_and else joined


@given(trees)
def test_a_tree_written_and_read_is_the_same(tree: Node) -> None:
    assert parse_filter(_text(tree)) == tree


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_filter(text)
    except FilterSyntaxError as error:
        assert 0 <= error.at <= len(text)


def test_and_binds_tighter_than_or() -> None:
    a, b, c = (Condition(name, "=", Value("1", quoted=False)) for name in "abc")
    assert parse_filter("a=1 AND b=1 OR c=1") == Or((And((a, b)), c))
    assert parse_filter("a=1 OR b=1 AND c=1") == Or((a, And((b, c))))
    assert parse_filter("(a=1 OR b=1) AND c=1") == And((Or((a, b)), c))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a=",
        "a='x",
        "a=x",
        "a=None",
        "a=nan",
        "a==1",
        "a='x' and b='y'",
        "a='x' AND",
        "a='x' b='y'",
        "(a='x'",
        "a='x')",
        "a=1.2.3",
        "'a'='x'",
        "a..b=1",
        'a="x"',
        "(" * 60 + "a=1" + ")" * 60,
    ],
)
def test_what_is_not_a_filter_is_refused(text: str) -> None:
    with pytest.raises(FilterSyntaxError):
        parse_filter(text)
