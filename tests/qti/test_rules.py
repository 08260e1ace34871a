"""Rules run in their order; what cannot be evaluated makes unknown what hangs on it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.qti.processing import RIGHT, SCORE, base, declare, item, points, run, setting, var, when
from timeback.qti import grade, parse_item

KEY = "<qti-correct-response><qti-value>A</qti-value></qti-correct-response>"
CHOICE = declare("response", "RESPONSE", "identifier", inside=KEY)
CUSTOM = '<qti-custom-operator class="x.y"/>'


def template(name: str, inside: str = "", attribute: str = "template") -> str:
    return f'<qti-response-processing {attribute}="{name}">{inside}</qti-response-processing>'


def with_template(declarations: str, processing: str, response: Any) -> Any:
    return grade(
        parse_item(
            item(declarations).replace("</qti-assessment-item>", f"{processing}</qti-assessment-item>")
        ),
        response,
    )


def test_the_first_branch_that_is_true_is_run() -> None:
    rules = when(
        f"<qti-match>{var('RESPONSE')}{base('identifier', 'B')}</qti-match>", points(3),
        (RIGHT, points(2)), (RIGHT, points(9)), otherwise=points(1),
    )  # fmt: skip
    assert [run(CHOICE, rules, each).score for each in ("B", "A", "C", None)] == [3.0, 2.0, 1.0, 1.0]


def test_null_and_false_give_no_points_and_their_negation_differs() -> None:
    unless = when(f"<qti-not>{RIGHT}</qti-not>", points(1))
    assert [run(CHOICE, unless, each).score for each in ("A", "B", None)] == [0.0, 1.0, 0.0]


def test_fragments_and_exits() -> None:
    fragment = f"<qti-response-processing-fragment>{points(1)}<qti-exit-response/></qti-response-processing-fragment>"
    assert run(CHOICE, points(5) + fragment + points(9)).score == 1.0


def test_an_included_template_is_run_by_its_name() -> None:
    included = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../rptemplates/match_correct.xml"/>'
    )
    assert run(CHOICE + SCORE, included, "A").score == 1.0
    other = included.replace("match_correct", "own_rules")
    assert run(CHOICE + SCORE, other + points(1), "A").reasons == (
        "the file '../rptemplates/own_rules.xml' is not read",
    )


GRADES = declare(
    "outcome", "GRADE", "identifier", inside='<qti-interpolation-table default-value="F">'
    '<qti-interpolation-table-entry source-value="10" target-value="A" include-boundary="false"/>'
    '<qti-interpolation-table-entry source-value="5" target-value="B"/></qti-interpolation-table>',
)  # fmt: skip
LEVELS = declare(
    "outcome", "GRADE", "float", inside='<qti-match-table>'
    '<qti-match-table-entry source-value="1" target-value="0.5"/>'
    '<qti-match-table-entry source-value="2" target-value="0.75"/></qti-match-table>',
)  # fmt: skip


@pytest.mark.parametrize(
    ("table", "source", "expected"),
    [
        (GRADES, base("float", 11), "A"),
        (GRADES, base("float", 10), "B"),
        (GRADES, base("integer", 5), "B"),
        (GRADES, base("float", "4.9"), "F"),
        (GRADES, "<qti-null/>", "F"),
        (LEVELS, base("integer", 2), "0.75"),
        (LEVELS, base("float", "1.0"), "0.5"),
        (LEVELS, base("integer", 3), None),
        (LEVELS, "<qti-null/>", None),
    ],
)
def test_outcomes_are_looked_up_in_their_table(table: str, source: str, expected: str | None) -> None:
    rule = f'<qti-lookup-outcome-value identifier="GRADE">{source}</qti-lookup-outcome-value>'
    graded = run(table, points(1) + rule)
    assert (graded.outcomes["GRADE"], graded.reasons) == (expected, ())


def test_an_outcome_without_a_table_cannot_be_looked_up() -> None:
    rule = f'<qti-lookup-outcome-value identifier="SCORE">{base("integer", 1)}</qti-lookup-outcome-value>'
    graded = run(SCORE, rule)
    assert (graded.scored, graded.reasons) == (False, ("'SCORE' has no lookup table",))


def test_containers_stay_containers_and_all_defaults_are_read() -> None:
    many = "<qti-default-value><qti-value>X</qti-value><qti-value>Y</qti-value></qti-default-value>"
    declared = declare("outcome", "M", "identifier", "multiple", many) + declare(
        "outcome", "N", "float", "ordered"
    )
    rules = points(1) + setting("N", f"<qti-ordered>{base('float', 2)}{base('float', 1)}</qti-ordered>")
    graded = run(declared, rules)
    assert graded.outcomes == {"M": ["X", "Y"], "N": ["2.0", "1.0"], "SCORE": "1.0"}


@pytest.mark.parametrize(
    ("rules", "score", "scored"),
    [
        (setting("SCORE", CUSTOM), 0.0, False),
        (points(1) + setting("SCORE", CUSTOM), 0.0, False),
        (setting("SCORE", f"<qti-sum>{base('float', 1)}{CUSTOM}</qti-sum>"), 0.0, False),
        (when(CUSTOM, points(1), otherwise=points(1)), 0.0, False),
        (when(CUSTOM, "<qti-exit-response/>") + points(1), 0.0, False),
        (setting("X", CUSTOM) + setting("SCORE", var("X")), 0.0, False),
        (setting("X", CUSTOM) + setting("X", base("float", 1)) + setting("SCORE", var("X")), 1.0, True),
        (setting("FEEDBACK", CUSTOM) + points(1), 1.0, True),
        (when(RIGHT, points(1), (CUSTOM, points(2))), 1.0, True),
        (
            when(f"<qti-and>{CUSTOM}{base('boolean', 'false')}</qti-and>", points(2), otherwise=points(1)),
            1.0,
            True,
        ),
    ],
)
def test_what_cannot_be_evaluated_spoils_only_what_hangs_on_it(
    rules: str, score: float, scored: bool
) -> None:
    graded = run(CHOICE, rules, "A")
    assert (graded.score, graded.scored) == (score, scored)
    assert graded.is_correct is (True if scored else None)
    if not scored:
        assert "custom operator x.y" in graded.reasons[0]
        assert graded.outcomes["SCORE"] is None


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("<qti-guess-score/>" + setting("SCORE", var("NOWHERE")), "NOWHERE"),
        (setting("SCORE", "<qti-guess/>"), "no expression of QTI"),
        (setting("SCORE", ""), "0 expressions"),
        (setting("SCORE", base("float", "INF")), "SCORE is no number: INF"),
        (setting("SCORE", base("string", "full")), "SCORE is no number: full"),
        (setting("SCORE", base("boolean", "true")), "SCORE is no number: true"),
        (
            setting("SCORE", f"<qti-sum>{base('integer', 1)}{base('string', 'x')}</qti-sum>"),
            "text that is none",
        ),
        (setting("OTHER", base("float", 1)), "does not set SCORE"),
    ],
)
def test_why_there_is_no_score_is_said(rules: str, reason: str) -> None:
    graded = run(CHOICE, rules, "A")
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
    assert any(reason in each for each in graded.reasons)


def test_an_item_without_processing_is_not_scored() -> None:
    graded = grade(parse_item(item(CHOICE)), "A")
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
    assert graded.reasons == ("the item has no response processing",)
    assert graded.correct == {"RESPONSE": True}


@pytest.mark.parametrize("kind", ["human", "externalMachine"])
def test_a_score_from_outside_is_none_of_ours(kind: str) -> None:
    outcome = declare("outcome", "SCORE", "float", attributes=f'external-scored="{kind}"')
    graded = run(CHOICE + outcome, when(RIGHT, points(1)), "A")
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)


ESSAY = '<qti-extended-text-interaction response-identifier="RESPONSE"/>'


@pytest.mark.parametrize("name", ["match_correct", "map_response"])
def test_an_essay_without_a_key_is_not_scored(name: str) -> None:
    text = declare("response", "RESPONSE", "string")
    xml = item(text + SCORE, body=ESSAY).replace(
        "</qti-assessment-item>", template(name) + "</qti-assessment-item>"
    )
    for response in ("Dear friend", None):
        graded = grade(parse_item(xml), response)
        assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
        assert "person" in graded.reasons[0]


@pytest.mark.parametrize(
    "name",
    [
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct",
        "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct",
        "http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct.xml",
        "rptemplates/match_correct.xml",
        "match_correct",
        "CC2_match",
        "https://www.imsglobal.org/question/qti_v3p0/rptemplates/CC2_match.xml",
    ],
)
def test_templates_are_known_by_the_name_that_ends_their_address(name: str) -> None:
    other = declare("response", "OTHER", "identifier")
    graded = with_template(CHOICE + other + SCORE, template(name), {"RESPONSE": "A", "OTHER": "Z"})
    assert (graded.score, graded.max_score, graded.is_correct, graded.scored) == (1.0, 1.0, True, True)
    assert with_template(CHOICE + other + SCORE, template(name), {"RESPONSE": "B"}).score == 0.0


@pytest.mark.parametrize(
    "name", ["https://example.org/my_match_correct", "match_correct2", "map_response_points", "rptemplates/"]
)
def test_an_unknown_template_is_not_taken_for_a_known_one(name: str) -> None:
    graded = with_template(CHOICE + SCORE, template(name), "A")
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
    assert "unknown" in graded.reasons[0]


def test_the_location_of_a_template_names_it_too() -> None:
    processing = template("urn:own", attribute='template-location="match_correct.xml" template')
    assert with_template(CHOICE + SCORE, processing, "A").score == 1.0


def test_rules_inside_win_over_the_template() -> None:
    graded = with_template(CHOICE + SCORE, template("match_correct", when(RIGHT, points(7))), "A")
    assert graded.score == 7.0


def test_templates_judge_response_and_nothing_else() -> None:
    lonely = declare("response", "ANSWER", "identifier", inside=KEY)
    graded = with_template(lonely + SCORE, template("match_correct"), "A")
    assert (graded.score, graded.scored) == (0.0, False)
    assert "'RESPONSE' is not declared" in graded.reasons[0]


def test_a_key_that_is_null_matches_nothing() -> None:
    graded = with_template(
        declare("response", "RESPONSE", "identifier") + SCORE, template("match_correct"), "A"
    )
    assert (graded.score, graded.scored, graded.is_correct, graded.correct) == (0.0, True, None, {})


MAXSCORE = declare(
    "outcome", "MAXSCORE", "float", inside="<qti-default-value><qti-value>5</qti-value></qti-default-value>"
)
FEEDBACKS = declare("outcome", "FEEDBACK", "identifier") + declare("outcome", "FEEDBACKBASIC", "identifier")
MAPPED = declare(
    "response", "RESPONSE", "identifier", inside=KEY + '<qti-mapping default-value="0">'
    '<qti-map-entry map-key="A" mapped-value="5"/><qti-map-entry map-key="B" mapped-value="1"/></qti-mapping>',
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "response", "score", "outcome", "feedback"),
    [
        ("CC2_match_basic", "A", 5.0, "FEEDBACKBASIC", "correct"),
        ("CC2_match_basic", "B", 0.0, "FEEDBACKBASIC", "incorrect"),
        ("CC2_match_basic", None, 0.0, "FEEDBACKBASIC", "incorrect"),
        ("CC2_map_response", "A", 5.0, "FEEDBACK", "correct"),
        ("CC2_map_response", "B", 1.0, "FEEDBACK", "incorrect"),
        ("CC2_map_response", None, 0.0, "FEEDBACK", "incorrect"),
        ("CC2_match", "A", 5.0, "FEEDBACK", "A"),
        ("CC2_match", "B", 0.0, "FEEDBACK", "B"),
        ("CC2_match", None, 0.0, "FEEDBACK", None),
        ("map_response", "B", 1.0, "FEEDBACK", None),
    ],
)
def test_the_templates_of_common_cartridge(
    name: str, response: str | None, score: float, outcome: str, feedback: str | None
) -> None:
    graded = with_template(MAPPED + SCORE + MAXSCORE + FEEDBACKS, template(name), response)
    assert (graded.score, graded.max_score, graded.outcomes[outcome]) == (score, 5.0, feedback)
    assert graded.is_correct is (response == "A")


@pytest.mark.parametrize("name", ["CC2_match", "CC2_match_basic"])
def test_without_a_maximum_the_right_answer_is_one_point(name: str) -> None:
    assert [with_template(CHOICE + SCORE, template(name), each).score for each in ("A", "B")] == [1.0, 0.0]


def test_the_choices_of_a_response_are_its_feedback() -> None:
    key = "<qti-correct-response><qti-value>A</qti-value><qti-value>B</qti-value></qti-correct-response>"
    several = declare("response", "RESPONSE", "identifier", "multiple", key)
    feedback = declare("outcome", "FEEDBACK", "identifier", "multiple")
    declared = several + SCORE + MAXSCORE.replace(">5<", ">100<") + feedback
    right = with_template(declared, template("CC2_match"), ["B", "A"])
    assert (right.score, right.max_score, right.is_correct, right.outcomes["FEEDBACK"]) == (
        100.0,
        100.0,
        True,
        ["B", "A"],
    )
    assert with_template(declared, template("CC2_match"), ["A"]).score == 0.0


def test_a_maximum_in_another_unit_does_not_make_the_right_answer_wrong() -> None:
    hundred = MAXSCORE.replace(">5<", ">100<")
    graded = with_template(CHOICE + SCORE + hundred, template("match_correct"), "A")
    assert (graded.score, graded.max_score, graded.is_correct) == (1.0, 100.0, True)
    assert with_template(CHOICE + SCORE + hundred, template("match_correct"), "B").is_correct is False


def test_the_most_is_what_the_key_scores_not_what_a_mapping_adds_up_to() -> None:
    graded = run(MAPPED + SCORE, when(RIGHT, points(2)), "A")
    assert (graded.score, graded.max_score) == (2.0, 2.0)


def test_without_a_key_or_a_maximum_nobody_can_say_what_is_right() -> None:
    declared = declare("response", "RESPONSE", "identifier") + SCORE
    rules = when(f"<qti-match>{var('RESPONSE')}{base('identifier', 'A')}</qti-match>", points(1))
    graded = [run(declared, rules, each) for each in ("A", "B")]
    assert [(each.score, each.max_score, each.scored, each.is_correct) for each in graded] == [
        (1.0, None, True, None),
        (0.0, None, True, None),
    ]
    most = SCORE.replace("<qti-outcome-declaration ", '<qti-outcome-declaration normal-maximum="1" ')
    graded = [run(declare("response", "RESPONSE", "identifier") + most, rules, each) for each in ("A", "B")]
    assert [(each.max_score, each.is_correct) for each in graded] == [(1.0, True), (1.0, False)]


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        (declare("response", "RESPONSE", "integer", inside=KEY), "the key of 'RESPONSE' has 'A', which is no integer"),
        (declare("response", "RESPONSE", "boolean", inside=KEY.replace("A", "yes")), "'yes', which is no boolean"),
        (declare("response", "RESPONSE", "pair", "multiple", KEY), "'A', which is no pair"),
        (
            declare("response", "RESPONSE", "identifier", inside=KEY.replace(
                "</qti-correct", "<qti-value>B</qti-value></qti-correct")),
            "has 2 values where the cardinality is single",
        ),
    ],
)  # fmt: skip
def test_a_key_that_cannot_be_read_scores_nobody(declared: str, reason: str) -> None:
    for response in ("A", None):
        graded = run(declared + SCORE, when(RIGHT, points(1)), response)
        assert (graded.score, graded.scored, graded.is_correct, graded.correct) == (0.0, False, None, {})
        assert any(reason in each for each in graded.reasons)


def test_a_default_that_cannot_be_read_is_not_known() -> None:
    outcome = declare("outcome", "SCORE", "integer",
                      inside="<qti-default-value><qti-value>1.5</qti-value></qti-default-value>")  # fmt: skip
    graded = run(CHOICE + outcome, when(RIGHT, points(1)), "B")
    assert (graded.scored, graded.reasons) == (
        False,
        ("the default of 'SCORE' has '1.5', which is no integer",),
    )
    assert run(CHOICE + outcome, when(RIGHT, points(1)), "A").score == 1.0


def test_text_that_is_no_number_is_not_scored_as_one() -> None:
    text = declare("response", "RESPONSE", "string") + SCORE
    rules = when(f"<qti-gt>{var('RESPONSE')}{base('integer', 3)}</qti-gt>", points(1))
    assert [run(text, rules, each).score for each in ("4", "3")] == [1.0, 0.0]
    graded = run(text, rules, "four")
    assert (graded.scored, graded.is_correct) == (False, None)
    assert "a number is needed where there is text" in graded.reasons[0]
    number = declare("response", "RESPONSE", "float") + SCORE
    assert run(number, rules, "four").scored, "a response that is no float is none"


def test_the_empty_key_of_a_mapping_is_for_no_response() -> None:
    entries = '<qti-map-entry map-key="" mapped-value="2"/><qti-map-entry map-key="a" mapped-value="1"/>'
    mapping = f'<qti-mapping default-value="5">{entries}</qti-mapping>'
    declared = declare("response", "RESPONSE", "string", inside=mapping) + SCORE
    rules = setting("SCORE", '<qti-map-response identifier="RESPONSE"/>')
    assert [run(declared, rules, each).score for each in ("", None, "a", "b")] == [2.0, 2.0, 1.0, 5.0]


def test_a_key_that_can_be_no_response_is_not_the_best_one() -> None:
    entries = '<qti-map-entry map-key="1" mapped-value="1"/><qti-map-entry map-key="x" mapped-value="2"/>'
    declared = (
        declare("response", "RESPONSE", "integer", inside=f"<qti-mapping>{entries}</qti-mapping>") + SCORE
    )
    graded = run(declared, setting("SCORE", '<qti-map-response identifier="RESPONSE"/>'), 1)
    assert (graded.score, graded.max_score, graded.is_correct) == (1.0, 1.0, True)


def test_the_outcomes_of_an_attempt_go_into_the_next() -> None:
    more = setting("SCORE", f"<qti-sum>{var('SCORE')}{base('float', 1)}</qti-sum>")
    first = run(CHOICE + SCORE, more, "A")
    again = run(CHOICE + SCORE, more, "A", outcomes=first.outcomes)
    assert (first.score, again.score) == (1.0, 2.0)


def test_the_order_of_a_response_does_not_cost_the_last_digit() -> None:
    values = "".join(f"<qti-value>{each}</qti-value>" for each in "ABC")
    worth = {"A": 0.1, "B": 0.2, "C": 0.3}
    entries = "".join(f'<qti-map-entry map-key="{key}" mapped-value="{worth[key]}"/>' for key in worth)
    inside = f"<qti-correct-response>{values}</qti-correct-response><qti-mapping>{entries}</qti-mapping>"
    declared = declare("response", "RESPONSE", "identifier", "multiple", inside)
    for response in ("ABC", "CBA", "BCA"):
        graded = run(
            declared + SCORE, setting("SCORE", '<qti-map-response identifier="RESPONSE"/>'), list(response)
        )
        assert (graded.score, graded.is_correct) == (0.6, True)


def test_an_area_that_cannot_be_read_is_said() -> None:
    area = '<qti-area-map-entry shape="rect" coords="0,0,50%,50%" mapped-value="1"/>'
    inside = f"<qti-area-mapping>{area}</qti-area-mapping>"
    declared = declare("response", "RESPONSE", "point", inside=inside)
    graded = run(declared + SCORE, setting("SCORE", '<qti-map-response-point identifier="RESPONSE"/>'), "1 1")
    assert (graded.scored, "cannot be read" in graded.reasons[0]) == (False, True)


def test_the_completion_of_an_adaptive_item_is_an_outcome() -> None:
    done = setting("completionStatus", base("identifier", "completed"))
    graded = run(CHOICE, points(1) + when(RIGHT, done), "A")
    assert graded.outcomes["completionStatus"] == "completed"
    assert "completionStatus" not in run(CHOICE, points(1) + when(RIGHT, done), "B").outcomes


def test_repetitions_within_repetitions_come_to_an_end() -> None:
    inner = base("integer", 1)
    for _ in range(4):
        inner = (
            f'<qti-repeat number-repeats="200"><qti-container-size>{inner}</qti-container-size></qti-repeat>'
        )
    graded = run(CHOICE, points(1) + setting("X", inner), "A")
    assert "expressions would be evaluated" in graded.reasons[0]
