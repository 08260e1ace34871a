"""Items as they are met in the world: odd spellings, types that do not fit, several attempts, several responses."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.qti.processing import (
    NULL,
    RIGHT,
    SCORE,
    UNKNOWN,
    base,
    declare,
    evaluate,
    item,
    key,
    points,
    run,
    setting,
    var,
    when,
)
from timeback.models.qti import read_interaction
from timeback.qti import Grade, grade, instantiate, parse_item


def values(name: str, *texts: object) -> str:
    return f"<qti-{name}>{''.join(f'<qti-value>{each}</qti-value>' for each in texts)}</qti-{name}>"


def templated(declarations: str, template: str, response: Any) -> Grade:
    processing = f'<qti-response-processing template="{template}"/></qti-assessment-item>'
    return grade(item(declarations + SCORE).replace("</qti-assessment-item>", processing), response)


# -- words in other spellings -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cardinality", "base_type", "right", "wrong"),
    [
        ("Ordered", "identifier", ["A B", "C D"], ["C D", "A B"]),
        ("ORDERED", "Identifier", ["A B", "C D"], ["C D", "A B"]),
        ("Multiple", "Pair", ["D C", "B A"], ["A C", "B D"]),
        ("multiple", "directed-pair", ["C D", "A B"], ["B A", "C D"]),
        ("multiple", "DirectedPair", ["C D", "A B"], ["B A", "C D"]),
    ],
)
def test_types_in_another_case_are_those_types(
    cardinality: str, base_type: str, right: list[str], wrong: list[str]
) -> None:
    declared = declare("response", "RESPONSE", base_type, cardinality, key("A B", "C D"))
    assert [templated(declared, "match_correct", each).score for each in (right, wrong)] == [1.0, 0.0]


@pytest.mark.parametrize(
    ("cardinality", "base_type", "said"),
    [("list", "identifier", "the cardinality 'list'"), ("single", "number", "the base type 'number'")],
)
def test_types_that_qti_does_not_have_score_nobody(cardinality: str, base_type: str, said: str) -> None:
    graded = templated(
        declare("response", "RESPONSE", base_type, cardinality, key("A")), "match_correct", "A"
    )
    assert (graded.scored, graded.is_correct) == (False, None)
    assert said in graded.reasons[0]


@pytest.mark.parametrize(
    "name",
    [
        "https://www.imsglobal.org/question/qti_v3p0/rptemplates/match_correct.xml",
        "HTTP://WWW.IMSGLOBAL.ORG/question/qti_v2p0/rptemplates/MATCH_CORRECT",
        "rptemplates\\match_correct.xml",
        "match-correct",
        "matchCorrect",
        "../rptemplates/match_correct.xml#whole",
    ],
)
def test_a_template_is_known_in_every_spelling_of_its_name(name: str) -> None:
    assert templated(declare("response", "RESPONSE", "identifier", inside=key("A")), name, "A").score == 1.0


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('<qti-round-to rounding-mode="decimal-places" figures="1">{}</qti-round-to>', "2.3"),
        ('<qti-round-to rounding-mode="SignificantFigures" figures="1">{}</qti-round-to>', "2.0"),
        ('<qti-equal tolerance-mode="Absolute" tolerance="1">{}' + base("Float", 3) + "</qti-equal>", "true"),
        ('<qti-math-operator name="todegrees">{}</qti-math-operator>', repr(math.degrees(2.25))),
        ('<qti-math-operator name="Floor">{}</qti-math-operator>', "2"),
        ('<qti-equal tolerance-mode="absolute" tolerance="0.75" include-upper-bound="FALSE">{}{}</qti-equal>', "true"),
        ('<qti-equal tolerance-mode="near" tolerance="1">{}{}</qti-equal>', UNKNOWN),
    ],
)  # fmt: skip
def test_attributes_are_words_in_any_case(expression: str, expected: str) -> None:
    assert evaluate(expression.replace("{}", base("float", 2.25))) == expected


def test_truth_in_attributes_is_read_in_any_case_or_not_at_all() -> None:
    match = (
        '<qti-string-match case-sensitive="{}">'
        + base("string", "A")
        + base("string", "a")
        + "</qti-string-match>"
    )
    assert [evaluate(match.format(each)) for each in ("False", "0", "TRUE", "maybe")] == [
        "true", "true", "false", UNKNOWN,
    ]  # fmt: skip
    entry = (
        '<qti-mapping><qti-map-entry map-key="York" mapped-value="1" case-sensitive="True"/></qti-mapping>'
    )
    declared = declare("response", "RESPONSE", "string", inside=entry)
    assert [templated(declared, "map_response", each).score for each in ("York", "york")] == [1.0, 0.0]


@pytest.mark.parametrize("shape", ["RECT", "Rect"])
def test_shapes_are_words_in_any_case(shape: str) -> None:
    area = f'<qti-area-map-entry shape="{shape}" coords="0, 0, 9, 9" mapped-value="2"/>'
    declared = declare("response", "RESPONSE", "point", inside=f"<qti-area-mapping>{area}</qti-area-mapping>")
    assert templated(declared, "map_response_point", "5 5").score == 2.0
    assert (
        evaluate(f'<qti-inside shape="{shape}" coords="0,0,9,9">{base("point", "5 5")}</qti-inside>')
        == "true"
    )


# -- values that do not fit ---------------------------------------------------------------------


def test_points_that_are_no_numbers_score_nobody() -> None:
    for attributes, entry in (
        ("", 'map-key="A" mapped-value="1,5"'),
        ('default-value="none"', 'map-key="A" mapped-value="1"'),
        ('upper-bound="1,0"', 'map-key="A" mapped-value="1"'),
    ):
        mapping = f"<qti-mapping {attributes}><qti-map-entry {entry}/></qti-mapping>"
        graded = templated(declare("response", "RESPONSE", "identifier", inside=mapping), "map_response", "A")
        assert (graded.score, graded.scored) == (0.0, False)
        assert "points or bounds that are no numbers" in graded.reasons[0]
    table = '<qti-match-table><qti-match-table-entry source-value="one" target-value="1"/></qti-match-table>'
    rule = f'<qti-lookup-outcome-value identifier="SCORE">{base("integer", 1)}</qti-lookup-outcome-value>'
    graded = run(declare("outcome", "SCORE", "float", inside=table), rule)
    assert "a source that is no number" in graded.reasons[0]


def test_integers_of_a_document_may_be_written_as_5_0() -> None:
    score = declare("outcome", "SCORE", "integer", inside=values("default-value", "0.0"))
    declared = declare("response", "RESPONSE", "integer", inside=key("5.0")) + score
    more = setting("SCORE", f"<qti-sum>{var('SCORE')}{base('integer', '1.0')}</qti-sum>")
    graded = run(declared, when(RIGHT, more), 5)
    assert (graded.score, graded.scored, graded.outcomes["SCORE"]) == (1.0, True, "1")


def test_pairs_that_are_declared_as_identifiers_match_as_they_are_written() -> None:
    declared = declare("response", "RESPONSE", "identifier", "multiple", key("A1 B1", "A2 B2"))
    for response in (["A2 B2", "A1 B1"], [["A1", "B1"], ["A2", "B2"]]):
        assert templated(declared, "match_correct", response).score == 1.0
    assert templated(declared, "match_correct", ["B1 A1", "A2 B2"]).score == 0.0


def test_a_container_of_one_may_be_put_into_a_single_outcome() -> None:
    most = declare("outcome", "MOST", "float", "multiple", values("default-value", 3))
    declared = declare("response", "RESPONSE", "identifier", inside=key("A")) + most + SCORE
    assert run(declared, when(RIGHT, setting("SCORE", var("MOST"))), "A").score == 3.0


def test_numbers_that_are_written_as_text_are_added_up() -> None:
    part = declare("outcome", "PART", "integer")
    rules = setting("PART", base("string", 2)) + setting(
        "SCORE", f"<qti-sum>{var('PART')}{base('integer', 1)}</qti-sum>"
    )
    assert run(part + SCORE, rules).score == 3.0


def test_a_truth_value_shows_the_feedback_that_is_named_after_it() -> None:
    outcome = declare("outcome", "FB", "boolean", inside=values("default-value", "false"))
    declared = declare("response", "RESPONSE", "identifier", inside=key("A")) + outcome + SCORE
    rules = when(RIGHT, points(1)) + setting("FB", f"<qti-and>{RIGHT}</qti-and>")
    feedback = '<qti-modal-feedback identifier="true" outcome-identifier="FB" show-hide="Show">Yes</qti-modal-feedback>'
    xml = item(declared, rules).replace("</qti-assessment-item>", f"{feedback}</qti-assessment-item>")
    assert [grade(xml, each).feedback for each in ("A", "B", None)] == [("true",), (), ()]


# -- documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["A", "\n   A\n  ", "<![CDATA[A]]>", "<!-- the key -->A", "&#65;"])
def test_a_key_is_its_text_however_it_is_written(value: str) -> None:
    declared = declare("response", "RESPONSE", "identifier", inside=key(value))
    assert templated(declared, "match_correct", "A").score == 1.0


def test_comments_stand_among_expressions_and_rules() -> None:
    declared = declare("response", "RESPONSE", "identifier", inside=key("A")) + SCORE
    branch = f"<qti-response-if><!-- t -->{RIGHT}<!-- r -->{points(1)}</qti-response-if>"
    rules = f"<!-- all --><qti-response-condition><!-- if -->{branch}</qti-response-condition>"
    assert run(declared, rules, "A").score == 1.0


def test_prefixes_mean_nothing() -> None:
    inner = declare("response", "RESPONSE", "identifier", inside=key("A")) + SCORE
    xml = item(inner, when(RIGHT, points(1)))
    prefixed = xml.replace("<qti-", "<q:qti-").replace("</qti-", "</q:qti-").replace(
        "<q:qti-assessment-item ", '<q:qti-assessment-item xmlns:q="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" '
    )  # fmt: skip
    assert (grade(prefixed, "A").score, grade(prefixed, "B").score) == (1.0, 0.0)


# -- several responses, several attempts --------------------------------------------------------

CHOICE = declare("response", "RESPONSE", "identifier", inside=key("A"))
ESSAY = declare("response", "WHY", "string")
BODY = '<qti-extended-text-interaction response-identifier="WHY"/>'


def test_an_essay_beside_a_choice_spoils_only_what_hangs_on_it() -> None:
    said = declare("outcome", "SAID", "boolean")
    told = setting("SAID", f"<qti-not><qti-is-null>{var('WHY')}</qti-is-null></qti-not>")
    graded = grade(
        item(CHOICE + ESSAY + SCORE + said, when(RIGHT, points(1)) + told, body=BODY), {"RESPONSE": "A"}
    )
    assert (graded.score, graded.max_score, graded.is_correct, graded.scored) == (1.0, 1.0, True, True)
    assert graded.outcomes["SAID"] is None
    assert "WHY has no key: a person has to score it" in graded.reasons[0]
    effort = when(f"<qti-is-null>{var('WHY')}</qti-is-null>", points(0), otherwise=points(1))
    assert grade(item(CHOICE + ESSAY + SCORE, effort, body=BODY), {"WHY": "x"}).scored is False


def test_an_adaptive_item_goes_on_where_it_was() -> None:
    shown = declare("outcome", "BODY", "identifier", "multiple", values("default-value", "part1"))
    first = f"<qti-member>{base('identifier', 'part1')}{var('BODY')}</qti-member>"
    second = setting("BODY", f"<qti-multiple>{base('identifier', 'part2')}</qti-multiple>")
    done = setting("completionStatus", base("identifier", "completed"))
    tries = f"<qti-gt>{var('numAttempts')}{base('integer', 1)}</qti-gt>"
    rules = when(first, second, otherwise=when(RIGHT, points(1)) + when(tries, done))
    xml = item(CHOICE + shown + declare("outcome", "SCORE", "float", attributes='normal-maximum="1"'), rules)
    start = grade(xml, "A")
    assert (start.score, start.is_correct, start.outcomes["BODY"]) == (0.0, False, ["part2"])
    end = grade(xml, {"RESPONSE": "A", "numAttempts": 2}, outcomes=start.outcomes)
    assert (end.score, end.is_correct, end.outcomes["completionStatus"]) == (1.0, True, "completed")
    assert grade(xml, "A", attempts=2, outcomes=start.outcomes) == end


def test_values_are_drawn_again_until_they_fit() -> None:
    declared = declare("template", "A", "integer") + declare("template", "B", "integer")
    draw = '<qti-set-template-value identifier="{}"><qti-random-integer min="{}" max="{}"/></qti-set-template-value>'
    one = base("integer", 1)
    common = f"<qti-equal tolerance-mode='exact'><qti-gcd>{var('A')}{var('B')}</qti-gcd>{one}</qti-equal>"
    rest = f"<qti-integer-modulus>{var('A')}{var('B')}</qti-integer-modulus>"
    constraints = "".join(
        f"<qti-template-constraint>{each}</qti-template-constraint>"
        for each in (
            common,
            f"<qti-lt>{var('B')}{var('A')}</qti-lt>",
            f"<qti-match>{rest}{one}</qti-match>",
        )
    )
    made = parse_item(item(declared, "", draw.format("A", 2, 30) + draw.format("B", 2, 20) + constraints))
    for seed in range(50):
        first, second = (int(instantiate(made, seed=seed).template_values[name]) for name in "AB")
        assert (math.gcd(first, second), first % second) == (1, 1)


def test_null_goes_through_arithmetic_into_no_points() -> None:
    number = declare("response", "RESPONSE", "integer")
    small = f"<qti-lt><qti-subtract>{var('RESPONSE')}{base('integer', 1)}</qti-subtract>{base('integer', 5)}</qti-lt>"
    assert [run(number + SCORE, when(small, points(1)), each).score for each in (3, 9, None, "x")] == [
        1.0,
        0.0,
        0.0,
        0.0,
    ]
    assert evaluate(small, number) == NULL


# -- what the standard says in passing ----------------------------------------------------------


def test_points_and_values_have_mappings_of_their_own() -> None:
    entry = '<qti-map-entry map-key="5 5" mapped-value="3"/>'
    mapping = f'<qti-mapping default-value="-1" upper-bound="2">{entry}</qti-mapping>'
    entry = '<qti-area-map-entry shape="rect" coords="0,0,9,9" mapped-value="7"/>'
    areas = f'<qti-area-mapping default-value="-2">{entry}</qti-area-mapping>'
    both = declare("response", "RESPONSE", "point", inside=mapping + areas)
    expected = {"map_response": (2.0, -1.0), "map_response_point": (7.0, -2.0)}
    for name, scores in expected.items():
        assert tuple(templated(both, name, each).score for each in ("5 5", "50 50")) == scores
    for name, only in (("map_response", areas), ("map_response_point", mapping)):
        graded = templated(declare("response", "RESPONSE", "point", inside=only), name, "5 5")
        assert (graded.scored, "no response with a mapping" in graded.reasons[0]) == (False, True)


def test_overlapping_areas_count_in_their_order_and_once() -> None:
    areas = "".join(
        f'<qti-area-map-entry shape="{shape}" coords="{coords}" mapped-value="{worth}"/>'
        for shape, coords, worth in (("rect", "0,0,20,20", 1), ("rect", "0,0,99,99", 2), ("default", "", 4))
    )
    mapping = f'<qti-area-mapping default-value="-1">{areas}</qti-area-mapping>'
    declared = declare("response", "RESPONSE", "point", "multiple", mapping)
    found = [templated(declared, "map_response_point", each).score for each in (
        ["10 10"], ["10 10", "11 11"], ["10 10", "50 50"], ["200 200", "300 300"],
    )]  # fmt: skip
    assert found == [1.0, 1.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("target", "base_type", "scored"),
    [("2", "float", True), ("two", "float", False), ("two", "identifier", True)],
)
def test_a_table_gives_values_of_its_outcome(target: str, base_type: str, scored: bool) -> None:
    table = f'<qti-match-table><qti-match-table-entry source-value="1" target-value="{target}"/></qti-match-table>'
    rule = f'<qti-lookup-outcome-value identifier="LEVEL">{base("integer", 1)}</qti-lookup-outcome-value>'
    graded = run(SCORE + declare("outcome", "LEVEL", base_type, inside=table), points(1) + rule)
    assert (graded.outcomes["LEVEL"] is not None, not graded.reasons) == (scored, scored)


@pytest.mark.parametrize("name", ["sampleVariance", "sampleSD", "popVariance", "popSD"])
def test_one_value_has_no_spread(name: str) -> None:
    one = f"<qti-multiple>{base('float', 5)}</qti-multiple>"
    assert evaluate(f'<qti-stats-operator name="{name}">{one}</qti-stats-operator>') == NULL
    assert evaluate(f'<qti-stats-operator name="mean">{one}</qti-stats-operator>') == "5.0"


def test_a_pattern_may_be_the_value_of_a_variable() -> None:
    pattern = declare("template", "PATTERN", "string", inside=values("default-value", "[0-9]+"))
    match = '<qti-pattern-match pattern="{}">' + base("string", "12") + "</qti-pattern-match>"
    assert evaluate(match.replace("{}", "{PATTERN}"), pattern) == "true"
    assert evaluate(match.replace("{}", "PATTERN"), pattern) == "false"
    assert evaluate(match.replace("{}", "{PATTERN}"), declare("template", "PATTERN", "string")) == NULL
    assert evaluate(match.replace("{}", "{NOWHERE}"), pattern) == UNKNOWN


def test_a_tolerance_is_not_below_zero() -> None:
    near = f'<qti-equal tolerance-mode="absolute" tolerance="-1">{base("float", 1)}{base("float", 1)}</qti-equal>'
    assert evaluate(near) == UNKNOWN


def test_what_depends_on_a_duration_that_nobody_gives_is_not_known() -> None:
    fast = f"<qti-duration-lt>{var('duration')}{base('duration', 60)}</qti-duration-lt>"
    rules = when(RIGHT, points(1)) + when(fast, setting("BONUS", base("float", 1)))
    xml = item(CHOICE + SCORE + declare("outcome", "BONUS", "float"), rules)
    unknown = grade(xml, "A")
    assert (unknown.score, unknown.outcomes["BONUS"]) == (1.0, None)
    assert "the built-in duration is not known" in unknown.reasons[0]
    assert [grade(xml, "A", duration=each).outcomes["BONUS"] for each in (12, 90.5)] == ["1.0", "0.0"]
    assert grade(xml, {"RESPONSE": "A", "duration": 12}).outcomes["BONUS"] == "1.0"


@pytest.mark.parametrize(
    "declared", ["", '<qti-context-declaration identifier="QTI_CONTEXT" cardinality="record"/>']
)
def test_the_context_counts_where_it_is_given(declared: str) -> None:
    place = (
        f'<qti-field-value field-identifier="environmentIdentifier">{var("QTI_CONTEXT")}</qti-field-value>'
    )
    rules = when(f"<qti-match>{place}{base('string', 'exam')}</qti-match>", points(2), otherwise=points(1))
    xml = item(declared + CHOICE + SCORE, rules)
    assert (grade(xml, "A").scored, "QTI_CONTEXT is not known" in grade(xml, "A").reasons[0]) == (False, True)
    context = {"QTI_CONTEXT": {"environmentIdentifier": "exam"}}
    assert grade(xml, "A", template_values=context).score == 2.0
    assert (
        grade(instantiate(xml), "A", template_values={"QTI_CONTEXT": {"environmentIdentifier": "x"}}).score
        == 1.0
    )


ENTRY = '<qti-text-entry-interaction response-identifier="RESPONSE" base="7" string-identifier="RAW"/>'


@pytest.mark.parametrize(("entry", "score"), [("12", 1.0), ("9", 0.0), (9, 1.0), ("8", 0.0), ("", 0.0)])
def test_a_number_is_entered_in_the_base_of_its_interaction(entry: Any, score: float) -> None:
    declared = declare("response", "RESPONSE", "integer", inside=key(9)) + declare(
        "response", "RAW", "string"
    )
    xml = item(declared + SCORE, when(RIGHT, points(1)), body=ENTRY)
    assert grade(xml, entry).score == score


def test_the_text_of_an_entry_is_another_response() -> None:
    declared = declare("response", "RESPONSE", "integer") + declare("response", "RAW", "string")
    same = (
        f'<qti-string-match case-sensitive="true">{var("RAW")}{base("string", "twelve")}</qti-string-match>'
    )
    xml = item(declared + SCORE, when(same, points(1)), body=ENTRY)
    assert [grade(xml, each).score for each in ("twelve", "12", None, {"RESPONSE": "12", "RAW": "twelve"})] == [
        1.0, 0.0, 0.0, 1.0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "digits"), [("-1.250e2", "1"), ("001.20e-2", "4"), ("1.25", "2"), ("125e3", "0"), ("7", "0")]
)
def test_the_fraction_of_an_entry_is_counted_with_its_exponent(entry: str, digits: str) -> None:
    field = f'<qti-field-value field-identifier="ndp">{var("RESPONSE")}</qti-field-value>'
    assert evaluate(field, declare("response", "RESPONSE", None, "record"), entry) == digits


# -- bounds on what may be chosen ---------------------------------------------------------------

WORDS = "".join(f'<qti-hottext identifier="{each}">{each}</qti-hottext> ' for each in "ABC")
MAPPED = (
    '<qti-mapping default-value="0"><qti-map-entry map-key="A" mapped-value="1"/>'
    '<qti-map-entry map-key="B" mapped-value="1"/></qti-mapping>'
)


@pytest.mark.parametrize(("bounds", "most", "least", "maximum"), [
    ('max-choices="1" min-choices="1"', 1, 1, 1.0),
    ('max-choices="2"', 2, None, 2.0),
    ('max-choices="0"', 0, None, 2.0),
    ("", None, None, 2.0),
])  # fmt: skip
def test_no_more_words_score_than_may_be_chosen(
    bounds: str, most: int | None, least: int | None, maximum: float
) -> None:
    body = f'<qti-hottext-interaction response-identifier="RESPONSE" {bounds}><p>{WORDS}</p></qti-hottext-interaction>'
    body = f"<qti-item-body>{body}</qti-item-body>"
    found = item(declare("response", "RESPONSE", "identifier", "multiple", MAPPED) + SCORE + body).replace(
        "</qti-assessment-item>", '<qti-response-processing template="map_response"/></qti-assessment-item>'
    )
    (words,) = parse_item(found).interactions
    assert (words.max_choices, words.min_choices) == (most, least)  # type: ignore[union-attr]
    assert grade(found, ["A"]).max_score == maximum


@pytest.mark.parametrize("kind", ["choice", "hotspot", "hottext", "order", "graphic-order"])
def test_bounds_are_read_of_every_kind_with_choices(kind: str) -> None:
    bounds = 'response-identifier="RESPONSE" max-choices="3" min-choices="2"'
    body = f"<qti-item-body><qti-{kind}-interaction {bounds}/></qti-item-body>"
    (found,) = parse_item(item(body)).interactions
    assert (found.max_choices, found.min_choices) == (3, 2)  # type: ignore[union-attr]
    sent = {
        "type": kind,
        "responseIdentifier": "RESPONSE",
        "questionStructure": {},
        "maxChoices": 3,
        "minChoices": 2,
    }
    read = read_interaction(sent)
    assert (read.max_choices, read.min_choices) == (3, 2)  # type: ignore[union-attr]
    assert {"maxChoices": 3, "minChoices": 2}.items() <= read.to_dict("json").items()
