"""Every expression of QTI: what it makes of its values, and of NULL."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.qti.processing import NULL, UNKNOWN, base, container, declare, evaluate, var
from timeback.qti.expressions.registry import _EXPRESSIONS

N, T, F = "<qti-null/>", base("boolean", "true"), base("boolean", "false")
CUSTOM = '<qti-custom-operator class="x.y"/>'
EMPTY = "<qti-multiple/>"


def op(name: str, /, *inside: str, **attributes: object) -> str:
    written = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<qti-{name}{written}>{''.join(inside)}</qti-{name}>"


def i(value: object) -> str:
    return base("integer", value)


def f(value: object) -> str:
    return base("float", value)


def s(value: object) -> str:
    return base("string", value)


def d(value: object) -> str:
    return base("identifier", value)


def many(*values: object, base_type: str = "integer") -> str:
    return container("multiple", base_type, *values)


def row(*values: object, base_type: str = "integer") -> str:
    return container("ordered", base_type, *values)


LOGIC = [
    (op("and", T, T), "true"),
    (op("and", T, F), "false"),
    (op("and", T, N), NULL),
    (op("and", F, N), "false"),
    (op("and", N, F), "false"),
    (op("and", CUSTOM, F), "false"),
    (op("and", CUSTOM, T), UNKNOWN),
    (op("or", F, F), "false"),
    (op("or", F, T), "true"),
    (op("or", F, N), NULL),
    (op("or", N, T), "true"),
    (op("or", CUSTOM, T), "true"),
    (op("or", CUSTOM, F), UNKNOWN),
    (op("not", T), "false"),
    (op("not", F), "true"),
    (op("not", N), NULL),
    (op("not", op("match", N, i(3))), NULL),
    (op("any-n", T, T, F, min=1, max=2), "true"),
    (op("any-n", T, T, T, min=1, max=2), "false"),
    (op("any-n", F, F, T, min=2, max=3), "false"),
    (op("any-n", T, F, N, min=1, max=1), NULL),
    (op("any-n", T, N, N, min=1, max=3), "true"),
    (op("any-n", F, F, N, min=2, max=3), "false"),
    (op("is-null", N), "true"),
    (op("is-null", EMPTY), "true"),
    (op("is-null", s("")), "true"),
    (op("is-null", i(0)), "false"),
    (op("is-null", F), "false"),
]
COMPARISONS = [
    (op("match", i(2), f("2.0")), "true"),
    (op("match", f("2.50"), f("2.5")), "true"),
    (op("match", op("sum", f("0.1"), f("0.2")), f("0.3")), "true"),
    (op("match", i(1000), s("1_000")), "false"),
    (op("match", i(12), s("12")), "true"),
    (op("match", T, base("boolean", "1")), "true"),
    (op("match", F, base("boolean", "0")), "true"),
    (op("match", T, i(1)), "false"),
    (op("match", d("a"), d("A")), "false"),
    (op("match", d("a"), s("a")), "true"),
    (op("match", base("pair", "A B"), base("pair", "B A")), "true"),
    (op("match", base("directedPair", "A B"), base("directedPair", "B A")), "false"),
    (op("match", base("point", "3 4"), base("point", "3 4")), "true"),
    (op("match", base("point", "3 4"), base("point", "4 3")), "false"),
    (op("match", many(1, 2, 2), many(2, 1, 2)), "true"),
    (op("match", many(1, 2, 2), many(1, 1, 2)), "false"),
    (op("match", many(1, 2), many(1, 2, 3)), "false"),
    (op("match", row(1, 2), row(1, 2)), "true"),
    (op("match", row(1, 2), row(2, 1)), "false"),
    (op("match", many(1), i(1)), "true"),
    (op("match", N, N), NULL),
    (op("match", i(1), N), NULL),
    (op("match", i(1), EMPTY), NULL),
    (op("match", i(1)), UNKNOWN),
    (op("equal", i(2), f("2.0")), "true"),
    (op("equal", f("2.0"), f("2.1")), "false"),
    (op("equal", f(10), f("10.1"), tolerance_mode="absolute", tolerance="0.1"), "true"),
    (op("equal", f(10), f("10.2"), tolerance_mode="absolute", tolerance="0.1"), "false"),
    (op("equal", f(10), f("9.5"), tolerance_mode="absolute", tolerance="0.5 0"), "true"),
    (op("equal", f(10), f("10.5"), tolerance_mode="absolute", tolerance="0.5 0"), "false"),
    (
        op("equal", f(10), f("9.5"), tolerance_mode="absolute", tolerance="0.5", include_lower_bound="false"),
        "false",
    ),
    (
        op(
            "equal", f(10), f("10.5"), tolerance_mode="absolute", tolerance="0.5", include_upper_bound="false"
        ),
        "false",
    ),
    (op("equal", f(200), f(210), tolerance_mode="relative", tolerance="5"), "true"),
    (op("equal", f(200), f(211), tolerance_mode="relative", tolerance="5"), "false"),
    (op("equal", f(-200), f(-210), tolerance_mode="relative", tolerance="5"), "true"),
    (op("equal", f(10), f(11), tolerance_mode="absolute"), UNKNOWN),
    (op("equal", f(10), f(11), tolerance_mode="around", tolerance="1"), UNKNOWN),
    (op("equal", f(10), N), NULL),
    (op("equal-rounded", f("1.56"), f("1.6"), rounding_mode="significantFigures", figures=2), "true"),
    (op("equal-rounded", f("1.56"), f("1.6"), rounding_mode="decimalPlaces", figures=2), "false"),
    (op("equal-rounded", f("3.175"), f("3.183"), rounding_mode="decimalPlaces", figures=2), "true"),
    (op("equal-rounded", f("3.175"), f("3.1749"), rounding_mode="decimalPlaces", figures=2), "false"),
    (op("equal-rounded", f("3.175"), N, figures=2), NULL),
    (op("lt", i(1), f("1.5")), "true"),
    (op("lt", i(2), i(2)), "false"),
    (op("lt", N, i(2)), NULL),
    (op("lt", op("subtract", N, i(1)), i(5)), NULL),
    (op("lte", i(2), i(2)), "true"),
    (op("lte", op("sum", f("0.1"), f("0.2")), f("0.3")), "true"),
    (op("lte", i(3), i(2)), "false"),
    (op("lte", i(3), N), NULL),
    (op("gt", i(3), i(2)), "true"),
    (op("gt", i(2), i(2)), "false"),
    (op("gt", N, N), NULL),
    (op("gte", i(2), i(2)), "true"),
    (op("gte", i(1), i(2)), "false"),
    (op("gte", N, i(2)), NULL),
    (op("gt", d("b"), d("a")), UNKNOWN),
    (op("lt", s("12"), i(13)), "true"),
    (op("equal", s("twelve"), i(12)), UNKNOWN),
    (op("gt", T, i(0)), UNKNOWN),
    (op("duration-lt", base("duration", "1.5"), base("duration", "2")), "true"),
    (op("duration-lt", base("duration", "2"), N), NULL),
    (op("duration-gte", base("duration", "2"), base("duration", "2")), "true"),
    (op("duration-gte", N, base("duration", "2")), NULL),
    (op("inside", base("point", "5 5"), shape="rect", coords="0,0,10,10"), "true"),
    (op("inside", base("point", "10 10"), shape="rect", coords="0,0,10,10"), "true"),
    (op("inside", base("point", "11 5"), shape="rect", coords="0,0,10,10"), "false"),
    (op("inside", base("point", "3 4"), shape="circle", coords="0,0,5"), "true"),
    (op("inside", base("point", "4 4"), shape="circle", coords="0, 0, 5"), "false"),
    (op("inside", base("point", "8 0"), shape="ellipse", coords="0,0,8,2"), "true"),
    (op("inside", base("point", "0 3"), shape="ellipse", coords="0,0,8,2"), "false"),
    (op("inside", base("point", "2 2"), shape="poly", coords="0,0,10,0,0,10"), "true"),
    (op("inside", base("point", "5 5"), shape="poly", coords="0,0,10,0,0,10"), "true"),
    (op("inside", base("point", "8 8"), shape="poly", coords="0,0,10,0,0,10"), "false"),
    (op("inside", base("point", "8 8"), shape="default"), "true"),
    (op("inside", many("99 99", "5 5", base_type="point"), shape="rect", coords="0,0,10,10"), "true"),
    (op("inside", many("99 99", "88 88", base_type="point"), shape="rect", coords="0,0,10,10"), "false"),
    (op("inside", N, shape="rect", coords="0,0,10,10"), NULL),
    (op("inside", base("point", "5 5"), shape="rect", coords="0,0,10"), UNKNOWN),
    (op("inside", base("point", "5 5"), shape="star", coords="0,0,10"), UNKNOWN),
]
CONTAINERS = [
    (op("multiple", i(1), N, i(2)), ["1", "2"]),
    (op("multiple", many(1, 2), i(3)), ["1", "2", "3"]),
    (op("multiple", N, N), NULL),
    (EMPTY, NULL),
    (op("multiple", i(1), f("2.5")), ["1", "2.5"]),
    (op("multiple", i(1), d("A")), UNKNOWN),
    (op("ordered", d("A"), N, d("B")), ["A", "B"]),
    (op("ordered", row(1, 2), i(3)), ["1", "2", "3"]),
    (op("ordered", N), NULL),
    (op("container-size", many(1, 2, 2)), "3"),
    (op("container-size", EMPTY), "0"),
    (op("container-size", N), "0"),
    (op("index", row("A", "B", base_type="identifier"), n=2), "B"),
    (op("index", row(1, 2), n=3), NULL),
    (op("index", row(1, 2), n=0), NULL),
    (op("index", N, n=1), NULL),
    (op("index", row(1, 2), n="x"), UNKNOWN),
    (op("member", i(2), many(1, 2)), "true"),
    (op("member", f("2.0"), many(1, 2)), "true"),
    (op("member", i(3), row(1, 2)), "false"),
    (op("member", base("pair", "B A"), many("A B", base_type="pair")), "true"),
    (op("member", N, many(1)), NULL),
    (op("member", i(1), N), NULL),
    (op("contains", many(1, 2, 3), many(3, 1)), "true"),
    (op("contains", many(1, 2, 3), many(2, 2)), "false"),
    (op("contains", many(1, 2, 2, 3), many(2, 2)), "true"),
    (op("contains", row(1, 2, 3), row(2, 3)), "true"),
    (op("contains", row(1, 2, 3), row(3, 1)), "false"),
    (op("contains", row(1, 2, 3), row(1, 3)), "false"),
    (op("contains", row(1, 1, 2), row(1, 2)), "true"),
    (op("contains", many(1), N), NULL),
    (op("contains", N, many(1)), NULL),
    (op("delete", i(2), many(1, 2, 3, 2)), ["1", "3"]),
    (op("delete", i(2), row(3, 2, 1)), ["3", "1"]),
    (op("delete", i(2), many(2, 2)), NULL),
    (op("delete", N, many(2)), NULL),
    (op("delete", i(2), N), NULL),
    (op("repeat", i(1), i(2), number_repeats=2), ["1", "2", "1", "2"]),
    (op("repeat", row(1, 2), N, number_repeats=2), ["1", "2", "1", "2"]),
    (op("repeat", i(1), number_repeats=0), NULL),
    (op("repeat", N, number_repeats=3), NULL),
    (op("repeat", i(1), number_repeats=10**9), UNKNOWN),
    (op("field-value", N, field_identifier="a"), NULL),
    (op("field-value", i(1), field_identifier="a"), UNKNOWN),
    (op("random", many(7, 7, 7)), "7"),
    (op("random", row(7)), "7"),
    (op("random", N), NULL),
    (op("random-integer", min=3, max=3), "3"),
    (op("random-integer", min=5, max=1), UNKNOWN),
    (op("random-float", min="2.5", max="2.5"), "2.5"),
    (op("random-float", min="2.5", max="1"), UNKNOWN),
]
NUMBERS = [
    (op("sum", i(1), i(2), i(3)), "6"),
    (op("sum", i(1), f("2.5")), "3.5"),
    (op("sum", many(1, 2), i(3)), "6"),
    (op("sum", i(1), N), NULL),
    (op("sum", i(1), d("A")), UNKNOWN),
    (op("sum", i(1), T), UNKNOWN),
    (op("product", i(2), i(3), f("0.5")), "3.0"),
    (op("product", row(2, 3)), "6"),
    (op("product", N), NULL),
    (op("subtract", i(5), i(7)), "-2"),
    (op("subtract", i(5), f("0.5")), "4.5"),
    (op("subtract", N, i(1)), NULL),
    (op("divide", i(7), i(2)), "3.5"),
    (op("divide", i(6), i(2)), "3.0"),
    (op("divide", i(7), i(0)), NULL),
    (op("divide", i(7), N), NULL),
    (op("power", i(2), i(10)), "1024.0"),
    (op("power", f("0.25"), f("0.5")), "0.5"),
    (op("power", i(-8), f("0.5")), NULL),
    (op("power", i(0), i(-1)), NULL),
    (op("power", i(10), i(999)), NULL),
    (op("power", N, i(2)), NULL),
    (op("integer-divide", i(7), i(2)), "3"),
    (op("integer-divide", i(-7), i(2)), "-4"),
    (op("integer-divide", i(7), i(0)), NULL),
    (op("integer-divide", N, i(2)), NULL),
    (op("integer-modulus", i(7), i(3)), "1"),
    (op("integer-modulus", i(-7), i(3)), "2"),
    (op("integer-modulus", i(7), i(0)), NULL),
    (op("integer-modulus", i(7), N), NULL),
    (op("integer-modulus", f("7.5"), i(2)), UNKNOWN),
    (op("integer-to-float", i(7)), "7.0"),
    (op("integer-to-float", N), NULL),
    (op("round", f("6.5")), "7"),
    (op("round", f("-6.5")), "-6"),
    (op("round", f("6.49")), "6"),
    (op("round", f("0.49999999999999994")), "0"),
    (op("round", f("INF")), "INF"),
    (op("round", f("NaN")), NULL),
    (op("round", N), NULL),
    (op("truncate", f("6.8")), "6"),
    (op("truncate", f("-6.8")), "-6"),
    (op("truncate", f("-INF")), "-INF"),
    (op("truncate", f("NaN")), NULL),
    (op("truncate", N), NULL),
    (op("round-to", f("1.005"), rounding_mode="decimalPlaces", figures=2), "1.01"),
    (op("round-to", f("-1.005"), rounding_mode="decimalPlaces", figures=2), "-1.01"),
    (op("round-to", f("1234.5"), rounding_mode="decimalPlaces", figures=0), "1235.0"),
    (op("round-to", f("1234.5"), rounding_mode="significantFigures", figures=2), "1200.0"),
    (op("round-to", f("0.0012345"), rounding_mode="significantFigures", figures=3), "0.00123"),
    (op("round-to", f("5.75"), figures=2), "5.8"),
    (op("round-to", f("INF"), figures=2), "INF"),
    (op("round-to", N, figures=2), NULL),
    (op("round-to", f("1"), rounding_mode="significantFigures", figures=0), UNKNOWN),
    (op("round-to", f("1"), rounding_mode="up", figures=1), UNKNOWN),
    (op("min", i(3), f("2.5"), i(7)), "2.5"),
    (op("min", many(3, 2)), "2"),
    (op("min", i(3), N), NULL),
    (op("max", i(3), f("2.5"), i(7)), "7"),
    (op("max", N), NULL),
    (op("gcd", i(12), i(18), i(27)), "3"),
    (op("gcd", i(0), i(-5)), "5"),
    (op("gcd", i(0), i(0)), "0"),
    (op("gcd", i(12), N), NULL),
    (op("lcm", i(4), i(6)), "12"),
    (op("lcm", i(4), i(0)), "0"),
    (op("lcm", N, i(4)), NULL),
    (op("lcm", f("1.5"), i(4)), UNKNOWN),
    (op("math-constant", name="pi"), repr(math.pi)),
    (op("math-constant", name="e"), repr(math.e)),
    (op("math-constant", name="phi"), UNKNOWN),
    (op("stats-operator", many(2, 4, 4, 4, 5, 5, 7, 9), name="mean"), "5.0"),
    (op("stats-operator", many(2, 4, 4, 4, 5, 5, 7, 9), name="popSD"), "2.0"),
    (op("stats-operator", many(2, 4, 4, 4, 5, 5, 7, 9), name="popVariance"), "4.0"),
    (op("stats-operator", row(1, 2, 3), name="sampleVariance"), "1.0"),
    (op("stats-operator", row(1, 2, 3), name="sampleSD"), "1.0"),
    (op("stats-operator", row(1), name="sampleSD"), NULL),
    (op("stats-operator", N, name="mean"), NULL),
    (op("stats-operator", row(1), name="mode"), UNKNOWN),
]
TEXTS = [
    (op("string-match", s("York"), s("York"), case_sensitive="true"), "true"),
    (op("string-match", s("York"), s("york"), case_sensitive="true"), "false"),
    (op("string-match", s("York"), s("york"), case_sensitive="false"), "true"),
    (op("string-match", s("Straße"), s("STRASSE"), case_sensitive="false"), "true"),
    (op("string-match", s("New York"), s("york"), case_sensitive="false", substring="true"), "true"),
    (op("string-match", s("York"), N, case_sensitive="true"), NULL),
    (op("string-match", s("York"), s(""), case_sensitive="true"), NULL),
    (op("substring", s("hell"), s("Shell"), case_sensitive="true"), "true"),
    (op("substring", s("Hell"), s("Shell"), case_sensitive="true"), "false"),
    (op("substring", s("Hell"), s("Shell"), case_sensitive="false"), "true"),
    (op("substring", s("Shell"), s("hell"), case_sensitive="true"), "false"),
    (op("substring", N, s("Shell"), case_sensitive="true"), NULL),
    (op("pattern-match", s("2024-05-01"), pattern=r"\d{4}-\d\d-\d\d"), "true"),
    (op("pattern-match", s("x2024"), pattern=r"\d{4}"), "false"),
    (op("pattern-match", N, pattern=r"\d"), NULL),
    (op("pattern-match", s("a"), pattern="("), UNKNOWN),
]
AS_THEY_ARE = [
    (N, NULL),
    (i("+7"), "7"),
    (i("1_000"), UNKNOWN),
    (i("1.0"), "1"),
    (i("1.5"), UNKNOWN),
    (f("nan"), UNKNOWN),
    (f("1e3"), "1000.0"),
    (f("INF"), "INF"),
    (base("boolean", "yes"), UNKNOWN),
    (base("boolean", "TRUE"), "true"),
    (base("pair", "A"), UNKNOWN),
    (s(" York "), "York"),
    (var("NOWHERE"), UNKNOWN),
    (op("correct", identifier="NOWHERE"), UNKNOWN),
    (op("default", identifier="NOWHERE"), UNKNOWN),
    (CUSTOM, UNKNOWN),
    ("<qti-guess/>", UNKNOWN),
    ("", UNKNOWN),
]
EVERY = [*LOGIC, *COMPARISONS, *CONTAINERS, *NUMBERS, *TEXTS, *AS_THEY_ARE]


@pytest.mark.parametrize(("expression", "expected"), EVERY)
def test_the_value_of(expression: str, expected: Any) -> None:
    assert evaluate(expression) == expected


MATHS = {
    "sin": (0.5, math.sin(0.5)), "cos": (0.5, math.cos(0.5)), "tan": (0.5, math.tan(0.5)),
    "sec": (0.5, 1 / math.cos(0.5)), "csc": (0.5, 1 / math.sin(0.5)), "cot": (0.5, 1 / math.tan(0.5)),
    "asin": (0.5, math.asin(0.5)), "acos": (0.5, math.acos(0.5)), "atan": (0.5, math.atan(0.5)),
    "asec": (2, math.acos(0.5)), "acsc": (2, math.asin(0.5)), "acot": (2, math.atan(0.5)),
    "sinh": (0.5, math.sinh(0.5)), "cosh": (0.5, math.cosh(0.5)), "tanh": (0.5, math.tanh(0.5)),
    "sech": (0.5, 1 / math.cosh(0.5)), "csch": (0.5, 1 / math.sinh(0.5)), "coth": (0.5, 1 / math.tanh(0.5)),
    "log": (1000, 3.0), "ln": (math.e, 1.0), "exp": (1, math.e), "abs": (-2.5, 2.5), "signum": (-2.5, -1),
    "floor": (-2.5, -3), "ceil": (2.5, 3), "toDegrees": (math.pi, 180.0), "toRadians": (180, math.pi),
}  # fmt: skip


@pytest.mark.parametrize("name", MATHS)
def test_the_functions_of_the_math_operator(name: str) -> None:
    given, expected = MATHS[name]
    found = evaluate(op("math-operator", f(given), name=name))
    assert float(found) == pytest.approx(expected)
    assert ("." in found) is isinstance(expected, float)
    assert evaluate(op("math-operator", N, name=name)) == NULL


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("asin", ["2"], NULL),
        ("acos", ["-2"], NULL),
        ("asec", ["0.5"], NULL),
        ("csc", ["0"], NULL),
        ("cot", ["0"], NULL),
        ("coth", ["0"], NULL),
        ("csch", ["0"], NULL),
        ("ln", ["-1"], NULL),
        ("log", ["0"], "-INF"),
        ("sin", ["INF"], NULL),
        ("exp", ["-INF"], "0.0"),
        ("exp", ["9999"], "INF"),
        ("floor", ["INF"], "INF"),
        ("acot", ["0"], repr(math.pi / 2)),
        ("atan2", ["1", "1"], repr(math.pi / 4)),
        ("atan2", ["0", "-1"], repr(math.pi)),
        ("atan2", ["1"], UNKNOWN),
        ("sin", ["1", "1"], UNKNOWN),
        ("sinc", ["1"], UNKNOWN),
    ],
)
def test_the_math_operator_at_its_limits(name: str, given: list[str], expected: str) -> None:
    assert evaluate(op("math-operator", *map(f, given), name=name)) == expected


MAPPING = (
    "<qti-correct-response><qti-value>A</qti-value><qti-value>B</qti-value></qti-correct-response>"
    '<qti-mapping default-value="-1" lower-bound="-2" upper-bound="3"><qti-map-entry map-key="A" mapped-value="2"/>'
    '<qti-map-entry map-key="B" mapped-value="2"/></qti-mapping>'
)
AREAS = (
    '<qti-area-mapping default-value="-1"><qti-area-map-entry shape="rect" coords="0,0,9,9" mapped-value="2"/>'
    '<qti-area-map-entry shape="circle" coords="50,50,5" mapped-value="3"/></qti-area-mapping>'
)
VARIABLES = (
    declare("response", "R", "identifier", "multiple", MAPPING)
    + declare("response", "P", "point", "multiple", AREAS)
    + declare("outcome", "O", "identifier", "multiple",
              "<qti-default-value><qti-value>X</qti-value><qti-value>Y</qti-value></qti-default-value>")
    + declare("outcome", "ZERO", "float")
    + declare("outcome", "NONE", "identifier")
    + declare("template", "T", "integer", inside="<qti-default-value><qti-value>2</qti-value></qti-default-value>")
    + declare("response", "REC", None, "record")
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (var("R"), ["A", "C"]),
        (op("correct", identifier="R"), ["A", "B"]),
        (op("correct", identifier="P"), NULL),
        (op("default", identifier="O"), ["X", "Y"]),
        (op("default", identifier="R"), NULL),
        (var("O"), ["X", "Y"]),
        (var("ZERO"), "0.0"),
        (var("NONE"), NULL),
        (var("T"), "2"),
        (var("numAttempts"), "2"),
        (var("duration"), "12.5"),
        (var("completionStatus"), "unknown"),
        (op("map-response", identifier="R"), "1.0"),
        (op("map-response", identifier="T"), UNKNOWN),
        (op("map-response-point", identifier="P"), "1.0"),
        (op("map-response-point", identifier="NOWHERE"), UNKNOWN),
        (op("field-value", var("REC"), field_identifier="whole"), "3"),
        (op("field-value", var("REC"), field_identifier="none"), NULL),
        (op("index", row(7, 8, 9), n="T"), "8"),
        (op("index", row(7, 8, 9), n="{T}"), "8"),
        (op("repeat", i(1), number_repeats="T"), ["1", "1"]),
        (op("any-n", T, T, min="T", max="T"), "true"),
        (op("round-to", f("1.239"), rounding_mode="decimalPlaces", figures="T"), "1.24"),
        (op("equal", f(10), f(12), tolerance_mode="absolute", tolerance="T"), "true"),
        (op("random-integer", min="T", max="T"), "2"),
    ],
)
def test_the_value_of_variables(expression: str, expected: Any) -> None:
    responses = {"R": ["A", "C"], "P": ["5 5", "6 6", "70 70"], "REC": {"whole": 3}}
    assert evaluate(expression, VARIABLES, responses, attempts=2, duration=12.5) == expected


def test_random_numbers_stay_in_their_range_and_come_again_with_their_seed() -> None:
    drawn = op("random-integer", min=4, max=12, step=4)
    found = {evaluate(drawn, seed=seed) for seed in range(30)}
    assert found == {"4", "8", "12"}
    real = op("random-float", min="1.5", max="2.5")
    assert all(1.5 <= float(evaluate(real, seed=seed)) <= 2.5 for seed in range(20))
    assert evaluate(real, seed=3) == evaluate(real, seed=3)
    assert {evaluate(op("random", many(1, 2, 3)), seed=seed) for seed in range(30)} == {"1", "2", "3"}


def test_every_expression_is_in_a_table() -> None:
    written = " ".join(expression for expression, _ in EVERY) + var("R") + op("math-operator")
    written += op("map-response") + op("map-response-point") + op("field-value")
    missing = {name.removeprefix("qti-") for name in _EXPRESSIONS if f"<{name}" not in written}
    # A test's own are in the table of its outcome processing, a template's key in the tests of templates.
    assert missing == {"value"} | {
        "test-variables", "outcome-maximum", "outcome-minimum", "number-selected", "number-presented",
        "number-responded", "number-correct", "number-incorrect",
    }  # fmt: skip
