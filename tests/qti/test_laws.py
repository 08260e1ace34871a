"""The standard's laws hold whatever the values: NULL, mappings' bounds, pairs, containers."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tests.qti.processing import NULL, base, container, declare, evaluate, item, run
from timeback.qti import grade, parse_item

TRUTHS = st.sampled_from(["true", "false", NULL])
IDENTIFIERS = st.sampled_from("ABCD")
PAIRS = st.tuples(IDENTIFIERS, IDENTIFIERS).map(" ".join)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-100, 100)


def truth(value: str) -> str:
    return "<qti-null/>" if value == NULL else base("boolean", value)


def of(name: str, *parts: str) -> str:
    return evaluate(f"<qti-{name}>{''.join(parts)}</qti-{name}>")


def number(value: float) -> str:
    return base("integer" if isinstance(value, int) else "float", value)


@given(st.lists(TRUTHS, min_size=1, max_size=4))
def test_and_and_or_are_one_under_negation(values: list[str]) -> None:
    every = [truth(each) for each in values]
    negated = [f"<qti-not>{each}</qti-not>" for each in every]
    assert of("not", f"<qti-and>{''.join(every)}</qti-and>") == of("or", *negated)
    assert of("and", *every) == of("and", *reversed(every))
    assert of("or", *every) == of("or", *every, *every)


@given(st.lists(TRUTHS, min_size=1, max_size=4))
def test_and_and_or_are_kinds_of_any_n(values: list[str]) -> None:
    every, count = "".join(map(truth, values)), len(values)
    assert evaluate(f'<qti-any-n min="{count}" max="{count}">{every}</qti-any-n>') == of("and", every)
    assert evaluate(f'<qti-any-n min="1" max="{count}">{every}</qti-any-n>') == of("or", every)


@given(
    st.sampled_from(
        ["match", "equal", "lt", "lte", "gt", "gte", "sum", "product", "subtract", "divide", "power", "min", "max",
         "integer-divide", "integer-modulus", "gcd", "lcm", "string-match", "substring", "member", "contains",
         "delete", "duration-lt", "duration-gte"]
    ),
    st.integers(1, 50), st.booleans(),
)  # fmt: skip
def test_null_makes_null(name: str, value: int, first: bool) -> None:
    operands = ["<qti-null/>", base("integer", value)]
    assert of(name, *(operands if first else reversed(operands))) == NULL


@given(NUMBERS, NUMBERS)
def test_comparisons_agree(first: float, second: float) -> None:
    left, right = number(first), number(second)
    assert of("lt", left, right) == of("gt", right, left)
    assert of("lte", left, right) == of("gte", right, left)
    assert of("lt", left, right) != of("gte", left, right)
    assert of("equal", left, right) == of("equal", right, left)


@given(PAIRS, PAIRS)
def test_pairs_have_no_direction_and_directed_ones_do(first: str, second: str) -> None:
    turned = " ".join(reversed(first.split()))
    assert of("match", base("pair", first), base("pair", turned)) == "true"
    assert of("match", base("pair", first), base("pair", second)) == of(
        "match", base("pair", turned), base("pair", second)
    )
    same = "true" if first == turned else "false"
    assert of("match", base("directedPair", first), base("directedPair", turned)) == same


@given(st.lists(IDENTIFIERS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_order_counts_in_ordered_containers_only(values: list[str], chance: object) -> None:
    shuffled = list(values)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    many = [container("multiple", "identifier", *each) for each in (values, shuffled)]
    rows = [container("ordered", "identifier", *each) for each in (values, shuffled)]
    assert of("match", *many) == "true"
    assert of("contains", *many) == "true"
    assert of("match", *rows) == ("true" if values == shuffled else "false")


@given(st.lists(IDENTIFIERS, min_size=1, max_size=5), IDENTIFIERS)
def test_what_is_deleted_is_no_member(values: list[str], gone: str) -> None:
    held = container("multiple", "identifier", *values)
    deleted = f"<qti-delete>{base('identifier', gone)}{held}</qti-delete>"
    left = [each for each in values if each != gone]
    assert evaluate(deleted) == (left or NULL)
    assert of("member", base("identifier", gone), deleted) == ("false" if left else NULL)


WORTH = st.floats(-100, 100).map(lambda value: round(value, 3))


@given(
    st.dictionaries(IDENTIFIERS, WORTH, min_size=1), WORTH, st.tuples(WORTH, WORTH).map(sorted),
    st.lists(IDENTIFIERS, max_size=6), st.booleans(),
)  # fmt: skip
def test_a_mapping_counts_each_value_once_within_its_bounds(
    worth: dict[str, float], default: float, bounds: list[float], response: list[str], paired: bool
) -> None:
    def key(name: str) -> str:
        return f"{name} X" if paired else name

    entries = "".join(
        f'<qti-map-entry map-key="{key(name)}" mapped-value="{value}"/>' for name, value in worth.items()
    )
    limits = f'default-value="{default}" lower-bound="{bounds[0]}" upper-bound="{bounds[1]}"'
    mapping = f"<qti-mapping {limits}>{entries}</qti-mapping>"
    declared = declare("response", "RESPONSE", "pair" if paired else "identifier", "multiple", mapping)
    rule = '<qti-set-outcome-value identifier="SCORE"><qti-map-response identifier="RESPONSE"/></qti-set-outcome-value>'
    given_pairs = [f"X {each}" if place % 2 else f"{each} X" for place, each in enumerate(response)]
    graded = run(declared, rule, given_pairs if paired else response)
    total = sum(worth.get(each, default) for each in dict.fromkeys(response)) if response else default
    assert math.isclose(graded.score, min(max(total, bounds[0]), bounds[1]), abs_tol=1e-9)
    assert bounds[0] <= graded.score <= bounds[1]


@given(st.lists(IDENTIFIERS, min_size=1, max_size=4), st.lists(IDENTIFIERS, max_size=4))
def test_full_marks_need_the_key(key: list[str], response: list[str]) -> None:
    values = "".join(f"<qti-value>{each}</qti-value>" for each in key)
    correct = f"<qti-correct-response>{values}</qti-correct-response>"
    declared = declare("response", "RESPONSE", "identifier", "multiple", correct)
    processing = '<qti-response-processing template="match_correct"/></qti-assessment-item>'
    graded = grade(parse_item(item(declared).replace("</qti-assessment-item>", processing)), response)
    right = sorted(key) == sorted(response)
    assert (graded.score, graded.is_correct, graded.scored) == (float(right), right, True)
