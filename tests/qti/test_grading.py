"""Responses are scored as the item says: templates, mappings, areas, records, and its own rules."""

from __future__ import annotations

from typing import Any

import pytest

from timeback.qti import Grade, grade, parse_item


def scored(declarations: str, response: Any, processing: str = "", outcomes: str = "") -> Grade:
    return grade(parse_item(item(declarations, processing, outcomes)), response)


def item(declarations: str, processing: str = "", outcomes: str = "") -> str:
    return (
        f'<qti-assessment-item identifier="i" title="t">{declarations}{outcomes}'
        f"<qti-item-body/>{processing}</qti-assessment-item>"
    )


def declared(
    base_type: str,
    *correct: str,
    cardinality: str = "single",
    mapping: str = "",
    identifier: str = "RESPONSE",
) -> str:
    values = "".join(f"<qti-value>{each}</qti-value>" for each in correct)
    right = f"<qti-correct-response>{values}</qti-correct-response>" if correct else ""
    return (
        f'<qti-response-declaration identifier="{identifier}" cardinality="{cardinality}"'
        f' base-type="{base_type}">{right}{mapping}</qti-response-declaration>'
    )


def mapping(attributes: str = "", case: str = "", **worth: float) -> str:
    entries = "".join(
        f'<qti-map-entry map-key="{key}" mapped-value="{value}" {case}/>' for key, value in worth.items()
    )
    return f"<qti-mapping {attributes}>{entries}</qti-mapping>"


def template(name: str) -> str:
    address = f"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml"
    return f'<qti-response-processing template="{address}"/>'


def rules(*each: str) -> str:
    return f"<qti-response-processing>{''.join(each)}</qti-response-processing>"


def score(value: str) -> str:
    return f'<qti-set-outcome-value identifier="SCORE">{value}</qti-set-outcome-value>'


def points(value: float) -> str:
    return score(f'<qti-base-value base-type="float">{value}</qti-base-value>')


def when(test: str, then: str, otherwise: str = "") -> str:
    last = f"<qti-response-else>{otherwise}</qti-response-else>" if otherwise else ""
    return f"<qti-response-condition><qti-response-if>{test}{then}</qti-response-if>{last}</qti-response-condition>"


VARIABLE, CORRECT = '<qti-variable identifier="RESPONSE"/>', '<qti-correct identifier="RESPONSE"/>'


@pytest.mark.parametrize(
    ("base_type", "cardinality", "correct", "response", "expected"),
    [
        ("identifier", "single", ["A"], "A", 1.0),
        ("identifier", "single", ["A"], ["A"], 1.0),
        ("identifier", "single", ["A"], "a", 0.0),
        ("identifier", "single", ["A"], None, 0.0),
        ("identifier", "single", ["A"], ["A", "B"], 0.0),
        ("identifier", "multiple", ["A", "B"], ["B", "A"], 1.0),
        ("identifier", "multiple", ["A", "B"], ["A"], 0.0),
        ("identifier", "multiple", ["A", "B"], ["A", "B", "B"], 0.0),
        ("identifier", "ordered", ["A", "B"], ["B", "A"], 0.0),
        ("identifier", "ordered", ["A", "B"], ["A", "B"], 1.0),
        ("pair", "multiple", ["A B", "C D"], ["D C", "B A"], 1.0),
        ("directedPair", "multiple", ["A B"], ["B A"], 0.0),
        ("directedPair", "multiple", ["A B"], [["A", "B"]], 1.0),
        ("float", "single", ["2.50"], "2.5", 1.0),
        ("float", "single", ["2.5"], "nan", 0.0),
        ("integer", "single", ["7"], 7, 1.0),
        ("boolean", "single", ["true"], "1", 1.0),
        ("boolean", "single", ["true"], "TRUE", 0.0),
        ("boolean", "single", ["true"], True, 1.0),
        ("string", "single", ["York"], " York ", 1.0),
        ("string", "single", ["York"], "york", 0.0),
        ("point", "single", ["10 20"], "10.0 20", 1.0),
    ],
)
def test_the_correct_response_is_all_or_nothing(
    base_type: str, cardinality: str, correct: list[str], response: Any, expected: float
) -> None:
    graded = scored(
        declared(base_type, *correct, cardinality=cardinality), response, template("match_correct")
    )
    assert (graded.score, graded.max_score) == (expected, 1.0)
    assert graded.correct == {"RESPONSE": expected == 1.0}
    assert graded.is_correct is (expected == 1.0)


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (["A", "B"], 3.0),
        (["A"], 2.0),
        (["A", "A"], 2.0),
        (["B", "X"], 0.5),
        (["X", "Y", "Z"], -1.0),
        ([], 0.0),
    ],
)
def test_a_mapping_gives_part_of_the_score_within_its_bounds(response: list[str], expected: float) -> None:
    worth = mapping('default-value="-0.5" lower-bound="-1" upper-bound="3"', A=2, B=1, C=1)
    right = declared("identifier", "A", "B", cardinality="multiple", mapping=worth)
    graded = scored(right, response, template("map_response"))
    assert (graded.score, graded.max_score) == (expected, 3.0)


def test_case_counts_only_where_the_entry_says_so() -> None:
    strict = declared("string", "York", mapping=mapping(case='case-sensitive="true"', York=1))
    lenient = declared("string", "York", mapping=mapping(case='case-sensitive="false"', York=1))
    unsaid = declared("string", "York", mapping=mapping(York=1))
    assert scored(strict, "york", template("map_response")).score == 0.0
    assert scored(lenient, "yORK", template("map_response")).score == 1.0
    assert scored(unsaid, "yORK", template("map_response")).score == 1.0


@pytest.mark.parametrize(
    ("shape", "coords", "inside", "outside"),
    [
        ("rect", "10,10,20,20", "20 10", "21 10"),
        ("circle", "10,10,5", "13 14", "14 14"),
        ("ellipse", "10,10,8,2", "18 10", "10 13"),
        ("poly", "0,0,10,0,0,10", "2 2", "8 8"),
        ("circle", "10,10,5", "10 10", "1e300 1e300"),
    ],
)
def test_points_count_in_their_area(shape: str, coords: str, inside: str, outside: str) -> None:
    area = f'<qti-area-map-entry shape="{shape}" coords="{coords}" mapped-value="2"/>'
    areas = f'<qti-area-mapping default-value="-1">{area}</qti-area-mapping>'
    right = declared("point", cardinality="multiple", mapping=areas)
    processing = template("map_response_point")
    assert scored(right, [inside], processing).score == 2.0
    assert scored(right, [inside, inside], processing).score == 2.0
    assert scored(right, [outside], processing).score == -1.0
    assert scored(right, [inside, outside], processing).score == 1.0
    assert scored(right, [inside], processing).max_score == 2.0


def test_a_record_is_compared_by_its_fields() -> None:
    values = "".join(
        f'<qti-value field-identifier="{name}" base-type="integer">{value}</qti-value>'
        for name, value in (("whole", 1), ("part", 2))
    )
    right = (
        '<qti-response-declaration identifier="RESPONSE" cardinality="record">'
        f"<qti-correct-response>{values}</qti-correct-response></qti-response-declaration>"
    )
    processing = template("match_correct")
    assert scored(right, {"RESPONSE": {"part": "2", "whole": "1"}}, processing).score == 1.0
    assert scored(right, {"part": 2, "whole": 1}, processing).score == 1.0
    assert scored(right, {"RESPONSE": {"part": "1", "whole": "2"}}, processing).score == 0.0
    assert scored(right, {"RESPONSE": {"whole": "1"}}, processing).score == 0.0


def test_rules_add_up_what_every_response_is_worth() -> None:
    both = declared("identifier", "A", mapping=mapping(A=1)) + declared(
        "identifier", "B", identifier="Q", mapping=mapping(B=3, C=1)
    )
    maps = '<qti-map-response identifier="RESPONSE"/><qti-map-response identifier="Q"/>'
    processing = rules(score(f"<qti-sum>{maps}</qti-sum>"))
    right = scored(both, {"RESPONSE": "A", "Q": "B"}, processing)
    assert (right.score, right.max_score, right.is_correct) == (4.0, 4.0, True)
    partly = scored(both, {"RESPONSE": "A", "Q": "C"}, processing)
    assert (partly.score, partly.is_correct, partly.correct) == (2.0, False, {"RESPONSE": True, "Q": False})


@pytest.mark.parametrize(
    ("tolerance", "response", "expected"),
    [
        ('tolerance-mode="exact"', "10", 1.0),
        ('tolerance-mode="exact"', "10.1", 0.0),
        ('tolerance-mode="absolute" tolerance="0.1"', "10.1", 1.0),
        ('tolerance-mode="absolute" tolerance="0.1"', "9.9", 1.0),
        ('tolerance-mode="absolute" tolerance="0.1"', "10.2", 0.0),
        ('tolerance-mode="absolute" tolerance="0.1" include-lower-bound="false"', "10.1", 0.0),
        ('tolerance-mode="absolute" tolerance="0 0.5"', "9.5", 1.0),
        ('tolerance-mode="absolute" tolerance="0 0.5"', "10.5", 0.0),
        ('tolerance-mode="relative" tolerance="10"', "9.5", 1.0),
        ('tolerance-mode="relative" tolerance="10"', "8", 0.0),
        ('tolerance-mode="exact"', "ten", 0.0),
    ],
)
def test_numbers_are_equal_within_their_tolerance(tolerance: str, response: str, expected: float) -> None:
    test = f"<qti-equal {tolerance}>{VARIABLE}{CORRECT}</qti-equal>"
    assert (
        scored(declared("float", "10"), response, rules(when(test, points(1), points(0)))).score == expected
    )


def test_text_may_be_matched_in_any_case() -> None:
    test = f'<qti-string-match case-sensitive="false">{VARIABLE}{CORRECT}</qti-string-match>'
    assert scored(declared("string", "York"), "yORK", rules(when(test, points(1)))).score == 1.0


def test_rules_can_give_part_of_the_score() -> None:
    one = '<qti-base-value base-type="identifier">A</qti-base-value>'
    processing = rules(
        when(
            f"<qti-match>{VARIABLE}{CORRECT}</qti-match>", points(2),
            when(f"<qti-member>{one}{VARIABLE}</qti-member>", points(1), points(0)),
        )
    )  # fmt: skip
    right = declared("identifier", "A", "B", cardinality="multiple")
    found = [scored(right, each, processing) for each in (["B", "A"], ["A"], ["C"])]
    assert [(each.score, each.max_score, each.is_correct) for each in found] == [
        (2.0, 2.0, True),
        (1.0, 2.0, False),
        (0.0, 2.0, False),
    ]


def test_rules_add_up_from_nothing() -> None:
    more = '<qti-sum><qti-variable identifier="SCORE"/><qti-map-response identifier="RESPONSE"/></qti-sum>'
    outcome = '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>'
    right = declared("identifier", "A", mapping=mapping(A=2))
    graded = scored(right, "A", rules(score(more), score(more)), outcome)
    assert (graded.score, graded.max_score) == (4.0, 4.0)


def test_nothing_is_done_after_the_exit() -> None:
    assert (
        scored(declared("identifier", "A"), "A", rules(points(1), "<qti-exit-response/>", points(0))).score
        == 1.0
    )


@pytest.mark.parametrize(
    "outcome",
    [
        '<qti-outcome-declaration identifier="SCORE" normal-maximum="5" cardinality="single" base-type="float"/>',
        '<qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float">'
        "<qti-default-value><qti-value>5</qti-value></qti-default-value></qti-outcome-declaration>",
    ],
    ids=["normal maximum", "MAXSCORE"],
)
def test_the_item_may_declare_its_most(outcome: str) -> None:
    graded = scored(declared("identifier"), "A", rules(points(3)), outcome)
    assert (graded.score, graded.max_score, graded.is_correct) == (3.0, 5.0, False)
    # Whoever answers as the key does is right, whatever the unit of the most is.
    keyed = scored(declared("identifier", "A"), "A", rules(points(3)), outcome)
    assert (keyed.score, keyed.max_score, keyed.is_correct) == (3.0, 5.0, True)


def test_null_leaves_an_outcome_without_a_value() -> None:
    nothing = '<qti-set-outcome-value identifier="NOTE"><qti-null/></qti-set-outcome-value>'
    assert scored(declared("identifier", "A"), "A", rules(points(1), nothing)).outcomes["NOTE"] is None


def test_a_number_without_end_is_no_score() -> None:
    right = declared("identifier", "A", mapping=mapping(A=float("inf"), B=float("nan")))
    assert scored(right, "A", template("map_response")).score == 0.0
    assert scored(right, "B", template("map_response")).score == 0.0
