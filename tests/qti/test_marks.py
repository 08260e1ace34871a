"""Marks by the letter of the standard, where a plausible reading of an item gives others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.qti import processing
from tests.qti.processing import (
    NULL,
    SCORE,
    UNKNOWN,
    base,
    declare,
    evaluate,
    item,
    key,
    mapping,
    run,
    setting,
    var,
)
from timeback.qti import convert_qti2, grade, grade_test, instantiate, parse_item

TEXT = declare("response", "RESPONSE", "string")
MAPPED = '<qti-map-response identifier="RESPONSE"/>'


def when(test: str, points: float = 1) -> str:
    return processing.when(test, processing.points(points))


def two(name: str, first: str, second: str, attributes: str = "") -> str:
    return f"<qti-{name} {attributes}>{first}{second}</qti-{name}>"


# -- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (two("equal", base("float", "1.602e-19"), base("float", "9.109e-31"), 'tolerance-mode="exact"'), "false"),
        (two("equal", base("float", "1.602e-19"), base("float", "0"), 'tolerance-mode="exact"'), "false"),
        (two("equal", base("float", "6.63e-34"), base("float", "6.6e-34"),
             'tolerance-mode="absolute" tolerance="1e-36"'), "false"),
        (two("equal", base("float", "6.63e-34"), base("float", "6.6e-34"),
             'tolerance-mode="relative" tolerance="1"'), "true"),
        (two("gt", base("float", "2e-15"), base("float", "0")), "true"),
        (two("lte", base("float", "2e-15"), base("float", "1e-15")), "false"),
        (two("equal-rounded", base("float", "2.44e-13"), base("float", "2.36e-13"), 'figures="2"'), "true"),
        (two("equal-rounded", base("float", "2.44e-13"), base("float", "2.36e-13"), 'figures="3"'), "false"),
    ],
)  # fmt: skip
def test_small_numbers_are_not_all_zero(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


@pytest.mark.parametrize("name", ["match", "equal"])
def test_whole_numbers_count_to_their_last_digit(name: str) -> None:
    def alike(first: str, second: str) -> Any:
        return evaluate(two(name, first, second, 'tolerance-mode="exact"'))

    population = "8123456789012"
    assert alike(base("integer", population), base("float", population)) == "true"
    assert alike(base("float", population), base("float", "8123456789013")) == "false"
    assert alike(base("string", population), base("integer", population)) == "true"
    assert alike(base("integer", 9007199254740993), base("integer", 9007199254740992)) == "false"
    third = two("divide", base("integer", 1), base("integer", 3))
    assert alike(two("product", third, base("integer", 3)), base("integer", 1)) == "true"
    assert alike(two("sum", base("float", "0.1"), base("float", "0.2")), base("float", "0.3")) == "true"


@pytest.mark.parametrize(
    ("second", "attributes", "expected"),
    [
        ("45.9", "", "true"),
        ("45.5", "", "true"),
        ("45.9", 'include-upper-bound="false"', "false"),
        ("45.5", 'include-lower-bound="false"', "false"),
        ("45.90001", "", "false"),
    ],
)
def test_a_bound_of_a_tolerance_is_where_its_digits_say(second: str, attributes: str, expected: str) -> None:
    given = f'tolerance-mode="absolute" tolerance="0.2" {attributes}'
    assert evaluate(two("equal", base("float", "45.7"), base("float", second), given)) == expected


def test_a_grade_begins_at_its_boundary_however_the_points_were_added_up() -> None:
    rows = (
        f'<qti-interpolation-table-entry source-value="{source}" target-value="{target}"{more}/>'
        for source, target, more in (
            (0.3, 2, ""), (0.2, 1, ' include-boundary="false"'), (0.1, 0, ""),
        )
    )  # fmt: skip
    table = f"<qti-interpolation-table>{''.join(rows)}</qti-interpolation-table>"
    for added, expected in (((0.1, 0.2), 2.0), ((0.1, 0.1), 0.0), ((0.1, 0.11), 1.0)):
        total = f"<qti-sum>{''.join(base('float', each) for each in added)}</qti-sum>"
        rule = f'<qti-lookup-outcome-value identifier="SCORE">{total}</qti-lookup-outcome-value>'
        assert run(declare("outcome", "SCORE", "float", inside=table), rule).score == expected


@pytest.mark.parametrize(
    ("period", "seconds"),
    [("PT9.5S", 9.5), ("PT1M30S", 90), ("PT2H", 7200), ("P1DT1S", 86401), ("12.5", 12.5), ("PT0S", 0)],
)
def test_a_period_is_its_seconds(period: str, seconds: float) -> None:
    assert evaluate(two("equal", base("duration", period), base("float", seconds))) == "true"
    in_time = when(two("lte", var("duration"), base("float", seconds)))
    graded = run(SCORE, in_time, {"duration": period})
    assert (graded.score, graded.scored) == (1.0, True)


@pytest.mark.parametrize("period", ["P", "PT", "P1Y", "P1M", "PT1", "1S", "-PT1S", "P1DT"])
def test_what_is_no_period_of_seconds_is_not_known(period: str) -> None:
    assert evaluate(two("duration-lt", base("duration", period), base("duration", 3))) == UNKNOWN


# -- texts --------------------------------------------------------------------------------------


def test_blanks_around_what_is_sought_count() -> None:
    for name, order in (("substring", 1), ("string-match", -1)):
        first, second = (base("string", " and "), var("RESPONSE"))[::order]
        attributes = 'case-sensitive="false"' + (' substring="true"' if name == "string-match" else "")
        sought = when(two(name, first, second, attributes))
        assert [run(TEXT + SCORE, sought, each).score for each in ("sand", "salt AND sand")] == [0.0, 1.0]
    spread = two("substring", base("string", "\n  and\n"), var("RESPONSE"), 'case-sensitive="true"')
    assert run(TEXT + SCORE, when(spread), "sand").score == 1.0, "lines are the document's layout"
    whole = two("string-match", base("string", " sand "), var("RESPONSE"), 'case-sensitive="true"')
    assert run(TEXT + SCORE, when(whole), "sand").score == 1.0


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        ("^[A-Z]{2}[0-9]{2}$", ["AB12", "^AB12$"], ["xAB12", "AB123", "AB1"]),
        ("^(yes|no)$", ["yes", "no"], ["yesno", "maybe"]),
        ("^yes$|^no$", ["yes", "no"], ["yesno"]),
        (r"^5\$", ["^5$"], ["5"]),
        ("[0-9]+$", ["5$"], ["5"]),
        ("^a", ["^a"], ["a"]),
    ],
)
def test_anchors_around_a_pattern_are_those_of_other_dialects(
    pattern: str, accepted: list[str], refused: list[str]
) -> None:
    rule = when(f'<qti-pattern-match pattern="{pattern}">{var("RESPONSE")}</qti-pattern-match>')
    assert [each for each in accepted if run(TEXT + SCORE, rule, each).score != 1] == []
    assert [each for each in refused if run(TEXT + SCORE, rule, each).score != 0] == []


COMPOSED, DECOMPOSED = "caf\u00e9 noir", "cafe\u0301 noir"


@pytest.mark.parametrize("written", [COMPOSED, DECOMPOSED, "\n  caf\u00e9\n  noir\n"])
@pytest.mark.parametrize("response", [COMPOSED, DECOMPOSED, " caf\u00e9 noir\n"])
def test_texts_are_alike_however_their_characters_and_lines_are_written(written: str, response: str) -> None:
    text, other = base("string", written), base("string", "cafe noir")
    for name in ("match", "string-match", "substring"):
        judged = [
            run(TEXT + SCORE, when(two(name, each, var("RESPONSE"))), response).score
            for each in (text, other)
        ]
        assert judged == [1.0, 0.0]
    keyed = declare("response", "RESPONSE", "string", inside=key(written))
    right = two("match", var("RESPONSE"), '<qti-correct identifier="RESPONSE"/>')
    assert run(keyed + SCORE, when(right), response).correct == {"RESPONSE": True}
    one_line = " ".join(written.split()).upper()
    mapped = declare("response", "RESPONSE", "string", inside=mapping({one_line: 2}))
    assert run(mapped + SCORE, setting("SCORE", MAPPED), response).score == 2.0


def test_a_pattern_sees_the_lines_of_a_text() -> None:
    lines = when(f'<qti-pattern-match pattern="a\\nb">{var("RESPONSE")}</qti-pattern-match>')
    assert [run(TEXT + SCORE, lines, each).score for each in ("a\nb", "a b")] == [1.0, 0.0]


def test_case_may_be_said_once_for_a_mapping() -> None:
    rule = setting("SCORE", MAPPED)
    for said, each, expected in (
        ("true", "", 0.0),
        ("false", "", 1.0),
        ("true", 'case-sensitive="false"', 1.0),
    ):
        inside = mapping({"York": 1}, f'case-sensitive="{said}"', each)
        graded = run(declare("response", "RESPONSE", "string", inside=inside) + SCORE, rule, "york")
        assert graded.score == expected
    old = '<mapping defaultValue="0" {}><mapEntry mapKey="York" mappedValue="1"/></mapping>'
    new = convert_qti2(old.format('caseSensitive="false"'))
    assert new.count('case-sensitive="false"') == 1
    assert 'map-key="York"' in new.partition('case-sensitive="false"')[0]
    assert any("caseSensitive" in note for note in new.notes)
    assert 'case-sensitive="true"' in convert_qti2(old.format(""))
    assert convert_qti2(old.format("")).notes == ()


def test_a_whole_number_among_the_keys_of_a_mapping_may_be_written_as_5_0() -> None:
    number = declare("response", "RESPONSE", "integer", inside=mapping({"5.0": 2, "6": 1}))
    assert [run(number + SCORE, setting("SCORE", MAPPED), each).score for each in (5, 6, 7)] == [
        2.0,
        1.0,
        0.0,
    ]


# -- who judges, and what is right --------------------------------------------------------------

ESSAY = '<qti-extended-text-interaction response-identifier="RESPONSE"/>'
WORD = base("string", "photosynthesis")


@pytest.mark.parametrize(
    "test",
    [
        two("substring", WORD, var("RESPONSE"), 'case-sensitive="false"'),
        two("string-match", var("RESPONSE"), WORD, 'case-sensitive="false"'),
        f'<qti-pattern-match pattern="[Pp]hotosynthesis.*">{var("RESPONSE")}</qti-pattern-match>',
        two("member", var("RESPONSE"), f"<qti-multiple>{WORD}</qti-multiple>"),
    ],
)
def test_rules_that_look_for_words_judge_an_essay(test: str) -> None:
    xml = item(TEXT + SCORE, when(test), body=ESSAY)
    for response, score in (("photosynthesis", 1.0), ("respiration", 0.0), (None, 0.0)):
        graded = grade(xml, response)
        assert (graded.score, graded.scored, graded.reasons) == (score, True, ())


def test_rules_that_ask_for_a_key_that_is_not_there_judge_no_essay() -> None:
    right = two("match", var("RESPONSE"), '<qti-correct identifier="RESPONSE"/>')
    said = f"<qti-not><qti-is-null>{var('RESPONSE')}</qti-is-null></qti-not>"
    for test in (right, said):
        assert grade(item(TEXT + SCORE, when(test), body=ESSAY), "anything").scored is False


def test_a_response_that_nobody_declared_has_no_key_that_it_could_miss() -> None:
    body = '<qti-text-entry-interaction response-identifier="RESPONSE"/>'
    right = two("match", var("RESPONSE"), '<qti-correct identifier="RESPONSE"/>')
    graded = grade(item(SCORE, when(right), body=body), "A")
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
    assert "not declared" in graded.reasons[0]


def test_several_spellings_in_a_key_are_judged_by_their_mapping() -> None:
    inside = key("largest", "biggest") + mapping({"largest": 0.6, "biggest": 0.6}, 'upper-bound="0.6"')
    declared = declare("response", "RESPONSE", "string", inside=inside)
    graded = [run(declared + SCORE, setting("SCORE", MAPPED), each) for each in ("biggest", "large")]
    assert [(each.score, each.max_score, each.is_correct) for each in graded] == [
        (0.6, 0.6, True),
        (0.0, 0.6, False),
    ]


@pytest.mark.parametrize(
    ("limit", "most"),
    [("", 3.0), ('max-choices="1"', 2.0), ('max-choices="0"', 3.0), ('max-choices="2"', 3.0)],
)
def test_the_most_that_a_mapping_gives_is_what_can_be_chosen(limit: str, most: float) -> None:
    inside = mapping({"A": 1, "B": 2, "C": 0})
    declared = declare("response", "RESPONSE", "identifier", "multiple", inside)
    choices = "".join(f'<qti-simple-choice identifier="{each}">{each}</qti-simple-choice>' for each in "ABC")
    body = (
        f'<qti-choice-interaction response-identifier="RESPONSE" {limit}>{choices}</qti-choice-interaction>'
    )
    graded = grade(item(declared + SCORE, setting("SCORE", MAPPED), body=body), ["B"])
    assert (graded.score, graded.max_score, graded.is_correct) == (2.0, most, most == 2.0)


def test_a_button_that_was_not_pressed_is_false() -> None:
    button = '<qti-end-attempt-interaction response-identifier="HINT" title="Hint"/>'
    declared = declare("response", "RESPONSE", "identifier", inside=key("A")) + declare(
        "response", "HINT", "boolean"
    )
    right = two("match", var("RESPONSE"), '<qti-correct identifier="RESPONSE"/>')
    alone = when(f"<qti-and>{right}<qti-not>{var('HINT')}</qti-not></qti-and>", 2)
    xml = item(declared + SCORE, alone, body=button)
    assert [grade(xml, each).score for each in ({"RESPONSE": "A"}, {"RESPONSE": "A", "HINT": True})] == [
        2.0,
        0.0,
    ]
    assert grade(xml, {"RESPONSE": "A"}).max_score == 2.0


def test_a_file_in_the_form_of_portable_interactions_is_a_response() -> None:
    declared = declare("response", "RESPONSE", "file")
    given = {"base": {"file": {"name": "plan.pdf", "mime": "application/pdf", "data": "QQ=="}}}
    there = f"<qti-is-null>{var('RESPONSE')}</qti-is-null>"
    assert [evaluate(there, declared, {"RESPONSE": each}) for each in (given, {"base": None})] == [
        "false",
        "true",
    ]
    assert evaluate(var("RESPONSE"), declared, {"RESPONSE": given}) == "plan.pdf"


@pytest.mark.parametrize(
    "expression",
    [
        f"<qti-container-size>{var('RECORD')}</qti-container-size>",
        f'<qti-index n="1">{var("RECORD")}</qti-index>',
        two("member", base("string", "x"), var("RECORD")),
        two("contains", var("RECORD"), base("string", "x")),
        two("delete", base("string", "x"), var("RECORD")),
        MAPPED.replace("RESPONSE", "RECORD"),
    ],
)
def test_a_record_is_no_container(expression: str) -> None:
    record = declare("response", "RECORD", None, "record", mapping({"x": 1}))
    assert evaluate(expression, record, {"RECORD": {"unit": "m", "value": 3}}) == UNKNOWN
    assert evaluate('<qti-field-value field-identifier="unit">' + var("RECORD") + "</qti-field-value>", record,
                    {"RECORD": {"unit": "m"}}) == "m"  # fmt: skip
    assert evaluate(var("RECORD"), record, {"RECORD": None}) == NULL


# -- tests --------------------------------------------------------------------------------------

RIGHT = when(two("match", var("RESPONSE"), '<qti-correct identifier="RESPONSE"/>'), 2)
KEYED = parse_item(item(declare("response", "RESPONSE", "identifier", inside=key("A")) + SCORE, RIGHT))
OPEN = parse_item(
    item(declare("response", "RESPONSE", "identifier") + SCORE, setting("SCORE", base("float", 1)))
)
PAGE = parse_item(item(""))


def exam(expression: str, *references: str, responses: dict[str, Any], items: dict[str, Any]) -> Any:
    inside = "".join(f'<qti-assessment-item-ref identifier="{each}" href="q"/>' for each in references)
    inside = inside.replace('"/>', '"><qti-weight identifier="W" value="3"/></qti-assessment-item-ref>')
    xml = (
        f'<qti-assessment-test identifier="t" title="T">{SCORE}'
        '<qti-test-part identifier="p"><qti-assessment-section identifier="s" title="s" visible="true">'
        f"{inside}</qti-assessment-section></qti-test-part><qti-outcome-processing>"
        f"{setting('SCORE', expression)}</qti-outcome-processing></qti-assessment-test>"
    )
    found = grade_test(xml, items, responses)
    return found.score if found.scored else found.reasons


def test_items_without_a_key_are_neither_right_nor_wrong() -> None:
    items = {"a": KEYED, "b": KEYED, "c": OPEN}
    responses = {"a": "A", "b": "B", "c": "A"}
    for name, count in (("number-correct", 1.0), ("number-incorrect", 1.0), ("number-presented", 3.0)):
        assert exam(f"<qti-{name}/>", "a", "b", "c", responses=responses, items=items) == count


def test_a_page_that_asks_nothing_leaves_the_total_alone() -> None:
    total = '<qti-sum><qti-test-variables variable-identifier="SCORE"/></qti-sum>'
    items = {"a": KEYED, "page": PAGE}
    assert exam(total, "page", "a", responses={"page": {}, "a": "A"}, items=items) == 2.0
    count = total.replace("qti-sum", "qti-container-size")
    assert exam(count, "page", "a", responses={"page": {}, "a": "A"}, items=items) == 1.0
    declared = items | {"page": parse_item(item(SCORE))}
    assert exam(total, "page", "a", responses={"page": {}, "a": "A"}, items=declared) == 2.0
    asked = items | {"page": parse_item(item(TEXT, body=ESSAY))}
    assert "page: " in exam(total, "page", "a", responses={"page": "Why?", "a": "A"}, items=asked)[0]


def test_references_may_have_dots_in_their_names() -> None:
    items = {"q": KEYED, "q.2": KEYED}
    for name, score in (("q.SCORE", 0.0), ("q.2.SCORE", 2.0)):
        assert exam(var(name), "q", "q.2", responses={"q": "B", "q.2": "A"}, items=items) == score


def test_a_weight_does_not_change_which_variables_are_meant() -> None:
    counted = declare("outcome", "POINTS", "integer") + SCORE
    made = parse_item(item(declare("response", "RESPONSE", "identifier") + counted,
                           setting("POINTS", base("integer", 2)) + setting("SCORE", base("float", 1))))  # fmt: skip
    named = 'variable-identifier="POINTS" base-type="integer" weight-identifier="W"'
    total = f"<qti-sum><qti-test-variables {named}/></qti-sum>"
    assert exam(total, "a", "b", responses={"a": "A", "b": "A"}, items={"a": made, "b": made}) == 12.0


def test_the_maxima_of_items_are_a_container() -> None:
    bounded = parse_item(
        item(declare("response", "RESPONSE", "identifier", inside=key("A"))
             + declare("outcome", "SCORE", "float", attributes='normal-maximum="2"'), RIGHT)
    )  # fmt: skip
    items, responses = {"a": bounded, "b": bounded}, {"a": "A", "b": "A"}
    maxima = '<qti-outcome-maximum outcome-identifier="SCORE"/>'
    for expression, expected in (
        (f"<qti-sum>{maxima}</qti-sum>", 4.0),
        (f"<qti-container-size>{maxima}</qti-container-size>", 2.0),
        (f"<qti-max>{maxima}</qti-max>", 2.0),
    ):
        assert exam(expression, "a", "b", responses=responses, items=items) == expected
    unknown = f"<qti-container-size>{maxima}</qti-container-size>"
    assert exam(unknown, "a", "b", responses=responses, items=items | {"b": KEYED}) == 0.0


# -- keys of several values ---------------------------------------------------------------------

CHECKED = f'<qti-match>{var("RESPONSE")}<qti-correct identifier="RESPONSE"/></qti-match>'
MANY = declare("response", "RESPONSE", "string", inside=key("grey", "gray") + mapping({"grey": 1, "gray": 1}))


def test_any_value_of_a_single_key_is_right_if_the_mapping_gives_points_for_each() -> None:
    for response, score in {"grey": 1.0, "gray": 1.0, "green": 0.0, "Gray": 0.0}.items():
        graded = run(MANY + SCORE, when(CHECKED), response)
        assert (graded.score, graded.max_score, graded.scored) == (score, 1.0, True)
        assert (graded.is_correct, graded.correct) == (score == 1, {"RESPONSE": score == 1})
    assert run(MANY + SCORE, when(CHECKED), None).correct == {"RESPONSE": False}
    mapped = run(MANY + SCORE, setting("SCORE", MAPPED), "gray")
    assert (mapped.score, mapped.is_correct, mapped.correct) == (1.0, True, {"RESPONSE": True})


def test_the_best_value_of_a_single_key_is_its_measure() -> None:
    worth = key("colour", "crimson") + mapping({"colour": 1, "crimson": 2})
    declared = declare("response", "RESPONSE", "string", inside=worth) + SCORE
    graded = [run(declared, setting("SCORE", MAPPED), each) for each in ("colour", "crimson")]
    assert [(each.score, each.max_score, each.is_correct) for each in graded] == [
        (1.0, 2.0, False),
        (2.0, 2.0, True),
    ]


@pytest.mark.parametrize("entries", [{"grey": 1}, {"grey": 1, "gray": 0}])
def test_several_values_are_no_single_key_if_the_mapping_gives_points_for_some(
    entries: dict[str, float],
) -> None:
    declared = (
        declare("response", "RESPONSE", "string", inside=key("grey", "gray") + mapping(entries)) + SCORE
    )
    graded = run(declared, when(CHECKED), "grey")
    assert (graded.scored, graded.score, graded.correct) == (False, 0.0, {})
    assert "2 values where the cardinality is single" in graded.reasons[0]


@pytest.mark.parametrize(
    ("base_type", "keys", "wrong"),
    [("string", ("grey", "gray"), "green"), ("integer", (7, 9), 8), ("float", (0.5, 1.5), 1.0)],
)
def test_any_of_several_values_to_type_in_is_right(base_type: str, keys: tuple[Any, ...], wrong: Any) -> None:
    declared = declare("response", "RESPONSE", base_type, inside=key(*keys)) + SCORE
    graded = [run(declared, when(CHECKED), each) for each in (*keys, wrong, None)]
    assert [(each.score, each.scored) for each in graded] == [(1, True), (1, True), (0, True), (0, True)]
    assert [each.correct["RESPONSE"] for each in graded] == [True, True, False, False]
    assert parse_item(item(declared, when(CHECKED))).notes == (
        "any of the 2 values of the key of 'RESPONSE' is right, as one is typed in",
    )


@pytest.mark.parametrize("base_type", ["identifier", "point", "boolean"])
def test_several_choices_are_no_single_key(base_type: str) -> None:
    keys = {"identifier": ("A", "B"), "point": ("1 2", "3 4"), "boolean": ("true", "false")}[base_type]
    declared = declare("response", "RESPONSE", base_type, inside=key(*keys)) + SCORE
    graded = run(declared, when(CHECKED), keys[0])
    assert (graded.scored, graded.score, graded.correct) == (False, 0.0, {})


def test_a_key_of_several_values_is_noted_and_kept() -> None:
    parsed = parse_item(item(MANY + SCORE, when(CHECKED)))
    assert parsed.notes == (
        "any of the 2 values of the key of 'RESPONSE' is right, as its mapping gives points for each",
    )
    assert parsed.correct_responses == {"RESPONSE": ("grey", "gray")}
    new = (
        f'<qti-set-correct-response identifier="RESPONSE">{base("string", "red")}</qti-set-correct-response>'
    )
    for rules, expected in {"<qti-exit-template/>": [1.0, 1.0, 0.0], new: [0.0, 0.0, 1.0]}.items():
        drawn = parse_item(item(MANY + SCORE, when(CHECKED), rules))
        for each in (drawn, instantiate(drawn, seed=1)):
            assert [grade(each, text).score for text in ("grey", "gray", "red")] == expected


# -- the best of pairs --------------------------------------------------------------------------


def paired(entries: dict[str, float], body: str, base_type: str = "directedPair") -> str:
    declared = declare("response", "RESPONSE", base_type, "multiple", mapping(entries)) + SCORE
    return item(declared, setting("SCORE", MAPPED), body=body)


GAPS = (
    '<qti-gap-match-interaction response-identifier="RESPONSE">'
    '<qti-gap-text identifier="A" match-max="1">a</qti-gap-text>'
    '<qti-gap-text identifier="B" match-max="1">b</qti-gap-text>'
    '<qti-gap-text identifier="C" match-max="0">c</qti-gap-text>'
    '<p><qti-gap identifier="G1"/> and <qti-gap identifier="G2"/></p></qti-gap-match-interaction>'
)


@pytest.mark.parametrize(
    ("entries", "most"),
    [
        # Two words that fit one gap.
        ({"A G1": 1, "B G1": 1, "C G2": 1}, 2.0),
        # One word, once, that fits both gaps.
        ({"A G1": 1, "A G2": 1}, 1.0),
        ({"C G1": 1, "C G2": 1}, 2.0),
        # The best pair is not among the best pairs.
        ({"A G1": 3, "A G2": 2, "B G1": 2}, 4.0),
        ({"A G1": 3, "A G2": 1, "B G1": 1, "B G2": -1}, 3.0),
    ],
)
def test_the_best_words_for_gaps_are_those_that_go_in_together(
    entries: dict[str, float], most: float
) -> None:
    graded = grade(parse_item(paired(entries, GAPS)), [next(iter(entries))])
    assert (graded.scored, graded.max_score) == (True, most)


def test_the_best_pairs_use_each_choice_as_often_as_it_may_be_used() -> None:
    def choice(name: str, most: int) -> str:
        return f'<qti-simple-associable-choice identifier="{name}" match-max="{most}">x</qti-simple-associable-choice>'

    def matching(kind: str, inside: str, limit: int) -> str:
        name = f"qti-{kind}-interaction"
        return f'<{name} response-identifier="RESPONSE" max-associations="{limit}">{inside}</{name}>'

    sets = [choice("A", 1) + choice("B", 2), choice("X", 0) + choice("Y", 0) + choice("Z", 0)]
    body = "".join(f"<qti-simple-match-set>{each}</qti-simple-match-set>" for each in sets)
    entries = {f"{left} {right}": 1.0 for left in "AB" for right in "XYZ"}
    for limit, most in ((0, 3.0), (2, 2.0)):
        right = grade(
            parse_item(paired(entries, matching("match", body, limit))), ["A X", "B Y", "B Z"][: int(most)]
        )
        assert (right.score, right.max_score, right.is_correct) == (most, most, True)
    ring = matching("associate", "".join(choice(each, 1) for each in "ABC"), 0)
    found = grade(parse_item(paired({"A B": 1, "B C": 1, "C A": 1}, ring, "pair")), ["C B"])
    assert (found.score, found.max_score, found.is_correct) == (1.0, 1.0, True)


def test_too_many_pairs_have_no_known_maximum() -> None:
    names = [f"N{each}" for each in range(40)]
    choices = "".join(f'<qti-simple-associable-choice identifier="{each}" match-max="1"/>' for each in names)
    body = f'<qti-associate-interaction response-identifier="RESPONSE">{choices}</qti-associate-interaction>'
    entries = {f"{left} {right}": 1.0 for left in names for right in names if left < right}
    graded = grade(parse_item(paired(entries, body, "pair")), [" ".join(names[:2])])
    assert (graded.score, graded.max_score, graded.is_correct) == (1.0, None, None)
