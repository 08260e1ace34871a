"""XML Schema's regular expressions: what they match, and that none of them takes long."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.qti.xsd_pattern import PatternError, matches


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        ("", [""], ["a"]),
        ("abc", ["abc"], ["", "ab", "abcd", "xabc"]),
        ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
        ("(ab)*c", ["c", "abc", "ababc"], ["ab", "ac"]),
        ("a?b+", ["b", "ab", "abbb"], ["a", "aab"]),
        ("a{2}", ["aa"], ["a", "aaa"]),
        ("a{2,}", ["aa", "aaaa"], ["a"]),
        ("a{1,2}b{0,1}", ["a", "aa", "aab"], ["", "aaa", "abb"]),
        ("a{0}", [""], ["a"]),
        ("(a|b){2}(){3}", ["ab", "ba"], ["a"]),
        ("^a$", ["^a$"], ["a"]),
        ("(?:ab)+", ["ab", "abab"], ["a"]),
        (".", ["a", "é", "🙂"], ["\n", "\r", ""]),
        (r"\.\*\(\)\\", [".*()\\"], ["a*()\\"]),
        (r"\d+", ["12", "٣"], ["1.2", "²"]),
        (r"\D", ["a"], ["1"]),
        (r"\s\S", [" a", "\ta"], ["\xa0a", "  "]),
        (r"\w+", ["añ9", "a+"], ["a b", "a-", "a_"]),
        (r"\W", [" ", "-"], ["a"]),
        (r"\i\c*", ["a1", "_x", ":a", "é.1-b"], ["1a", "-a", "a b"]),
        (r"\I\C", ["1 ", "- "], ["a "]),
        (r"[abc]+", ["cab"], ["d", ""]),
        (r"[^abc]", ["d", "^"], ["a", "dd"]),
        (r"[a-cx-z]+", ["abz"], ["d"]),
        (r"[a-z-[aeiou]]+", ["xyz"], ["xaz"]),
        (r"[^0-9-[x]]+", ["abc"], ["x", "1"]),
        (r"[a-z-[b-y-[m]]]+", ["amz"], ["b"]),
        (r"[\d.,]+", ["1,200.5"], ["a"]),
        (r"[+\-]?\d", ["+1", "-1", "1"], ["*1"]),
        (r"[-a]+", ["-a"], ["b"]),
        (r"[a-]+", ["-a"], ["b"]),
        (r"[\[\]]+", ["[]"], ["a"]),
        (r"\p{Lu}\p{Ll}*", ["Ab", "Éa"], ["ab", "AB"]),
        (r"\P{L}+", ["12"], ["1a"]),
        (r"\p{IsGreek}+", ["αβγ"], ["abc"]),
        (r"\P{IsBasicLatin}", ["é"], ["e"]),
        (r"[\p{L}\s]+", ["ab c"], ["a1"]),
        (r"a\nb\t", ["a\nb\t"], ["anbt"]),
        (r"\$\d", ["$5"], ["5"]),
    ],
)
def test_a_pattern_stands_for_the_whole_text(pattern: str, accepted: list[str], refused: list[str]) -> None:
    assert [text for text in accepted if not matches(pattern, text)] == []
    assert [text for text in refused if matches(pattern, text)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        "(", ")", "a)", "(a", "[", "[]", "[a", "*", "+a", "?", "{2}", "a**", "a{", "a{x}", "a{2,1}", "a{,2}", "[b-a]",
        r"\p", r"\p{", r"\p{Xx}", r"\p{IsNowhere}", r"\p{Is-}", "\\", r"\b", r"\1", r"\A", "(?i)a", "(?=a)",
        "[a-z-[b]c]", "(" * 500 + ")" * 500, "a{99999}", "((a{99}){99}){99}", "a{" + "9" * 5000 + "}",
    ],
)  # fmt: skip
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        matches(pattern, "a")


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(a*)*b", "(a|aa)+b", "((a+)+)+b", "(.*)*b", "(a?){50}a{50}b", "((a*)*)*"],
)
def test_patterns_that_ruin_other_engines_are_ordinary(pattern: str) -> None:
    assert matches(pattern, "a" * 2_000 + "c") is False


def test_a_pattern_that_is_too_much_for_a_text_says_so() -> None:
    with pytest.raises(PatternError, match="too large for this text"):
        matches("(a?){5000}", "a" * 5_000)


SIMPLE = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]}|{parts[1]})"),
        inner.map(lambda part: f"({part})*"),
        inner.map(lambda part: f"({part}){{1,2}}"),
    ),
    max_leaves=6,
)


@given(SIMPLE, st.text("ab1", max_size=6))
def test_simple_patterns_agree_with_pythons(pattern: str, text: str) -> None:
    assert matches(pattern, text) is bool(re.fullmatch(pattern, text))


@given(st.text(max_size=12), st.text(max_size=4))
def test_any_pattern_is_matched_or_refused(pattern: str, text: str) -> None:
    with contextlib.suppress(PatternError):
        assert matches(pattern, text) in (True, False)
