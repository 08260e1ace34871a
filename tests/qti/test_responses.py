"""Responses are read by their declaration, in every form that callers have them, and strictly by base type."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from tests.qti.processing import declare, evaluate, run, var

NUMBER = '<qti-field-value field-identifier="{}">' + var("RESPONSE") + "</qti-field-value>"


@pytest.mark.parametrize(
    ("base_type", "cardinality", "response", "expected"),
    [
        ("identifier", "single", "A", "A"),
        ("identifier", "single", ["A"], "A"),
        ("identifier", "single", {"RESPONSE": "A"}, "A"),
        ("identifier", "single", {"base": {"identifier": "A"}}, "A"),
        ("identifier", "single", {"RESPONSE": {"base": {"identifier": "A"}}}, "A"),
        ("identifier", "single", {"base": None}, "qti-null"),
        ("identifier", "single", ["A", "B"], "qti-null"),
        ("identifier", "single", "", "qti-null"),
        ("identifier", "single", " ", "qti-null"),
        ("identifier", "single", None, "qti-null"),
        ("identifier", "multiple", "A", ["A"]),
        ("identifier", "multiple", ["A", None, "", "B"], ["A", "B"]),
        ("identifier", "multiple", ("A", "B"), ["A", "B"]),
        ("identifier", "multiple", {"list": {"identifier": ["A", "B"]}}, ["A", "B"]),
        ("identifier", "multiple", [], "qti-null"),
        ("identifier", "ordered", ["B", "A"], ["B", "A"]),
        ("integer", "single", 7, "7"),
        ("integer", "single", 7.0, "7"),
        ("integer", "single", " +7 ", "7"),
        ("integer", "single", "7.0", "qti-null"),
        ("integer", "single", "1_000", "qti-null"),
        ("integer", "single", True, "qti-null"),
        ("integer", "single", "9" * 5000, "qti-null"),
        ("float", "single", "1_000", "qti-null"),
        ("float", "single", "1,5", "qti-null"),
        ("float", "single", "nan", "qti-null"),
        ("float", "single", "inf", "qti-null"),
        ("float", "single", "INF", "INF"),
        ("float", "single", "٣", "qti-null"),
        ("float", "single", "0x10", "qti-null"),
        ("float", "single", ".5", "0.5"),
        ("float", "single", "5.", "5.0"),
        ("float", "single", "-1e3", "-1000.0"),
        ("float", "single", 2, "2.0"),
        ("float", "multiple", ["1", "x"], ["1.0", "x"]),
        ("boolean", "single", True, "true"),
        ("boolean", "single", "1", "true"),
        ("boolean", "single", "0", "false"),
        ("boolean", "single", "True", "qti-null"),
        ("boolean", "single", "yes", "qti-null"),
        ("pair", "single", ["A", "B"], "A B"),
        ("pair", "single", "A  B", "A B"),
        ("pair", "single", "A", "qti-null"),
        ("pair", "multiple", [["A", "B"], "C D"], ["A B", "C D"]),
        ("directedPair", "multiple", ["A B"], ["A B"]),
        ("point", "single", "10 20", "10 20"),
        ("point", "single", [10, 20], "10 20"),
        ("point", "single", {"x": 10, "y": 20.5}, "10 20.5"),
        ("point", "single", {"RESPONSE": {"x": 1, "y": 2}}, "1 2"),
        ("point", "multiple", [[1, 2], {"x": 3, "y": 4}], ["1 2", "3 4"]),
        ("point", "single", "10", "qti-null"),
        ("string", "single", " York ", "York"),
        ("string", "single", 12, "12"),
        ("file", "single", "a.png", "a.png"),
        ("uri", "single", "urn:x", "urn:x"),
        ("duration", "single", "1.5", "1.5"),
        ("intOrIdentifier", "multiple", ["3", "A"], ["3", "A"]),
    ],
)  # fmt: skip
def test_a_response_is_read_by_its_type(
    base_type: str, cardinality: str, response: Any, expected: Any
) -> None:
    assert (
        evaluate(var("RESPONSE"), declare("response", "RESPONSE", base_type, cardinality), response)
        == expected
    )


@pytest.mark.parametrize(
    ("response", "field", "expected"),
    [
        ({"RESPONSE": {"a": 3}}, "a", "3"),
        ({"a": "x", "b": 2.5}, "b", "2.5"),
        ({"record": [{"name": "a", "base": {"integer": 3}}]}, "a", "3"),
        ({"a": None}, "a", "qti-null"),
        ("-1.250e2", "stringValue", "-1.250e2"),
        ("-1.250e2", "floatValue", "-125.0"),
        ("-1.250e2", "rightDigits", "3"),
        ("-1.250e2", "leftDigits", "1"),
        ("-1.250e2", "nsf", "4"),
        ("-1.250e2", "exponent", "2"),
        ("42", "integerValue", "42"),
        ("1.5", "integerValue", "qti-null"),
        ("0.050", "nsf", "2"),
        ("many", "floatValue", "qti-null"),
        ("many", "stringValue", "many"),
    ],
)
def test_a_record_has_the_fields_that_are_given_or_entered(response: Any, field: str, expected: str) -> None:
    assert (
        evaluate(NUMBER.format(field), declare("response", "RESPONSE", None, "record"), response) == expected
    )


def test_a_response_that_is_not_given_has_its_default() -> None:
    inside = "<qti-default-value><qti-value>5</qti-value></qti-default-value>"
    declared = declare("response", "RESPONSE", "integer", inside=inside)
    assert evaluate(var("RESPONSE"), declared, {}) == "5"
    assert evaluate(var("RESPONSE"), declared, {"RESPONSE": None}) == "qti-null"


def test_one_pair_given_both_ways_is_one_pair() -> None:
    mapping = '<qti-mapping default-value="0"><qti-map-entry map-key="A B" mapped-value="2"/></qti-mapping>'
    declared = declare("response", "RESPONSE", "pair", "multiple", mapping)
    rule = '<qti-set-outcome-value identifier="SCORE"><qti-map-response identifier="RESPONSE"/></qti-set-outcome-value>'
    assert run(declared, rule, ["A B", "B A"]).score == 2.0
    directed = declared.replace('"pair"', '"directedPair"')
    assert run(directed, rule, ["A B", "B A"]).score == 2.0


class Letter(str, Enum):  # noqa: UP042
    FIRST = "A"


class Count(int, Enum):
    THREE = 3


def test_the_members_of_enums_are_what_they_are_worth() -> None:
    for base_type, member, expected in (("identifier", Letter.FIRST, "A"), ("integer", Count.THREE, "3")):
        declared = declare("response", "RESPONSE", base_type)
        assert evaluate(var("RESPONSE"), declared, {"RESPONSE": member}) == expected
        several = declare("response", "RESPONSE", base_type, "multiple")
        assert evaluate(var("RESPONSE"), several, {"RESPONSE": [member]}) == [expected]
