"""Items with faults of their own: what they mean beyond doubt is scored, and nothing else is guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.qti.packages import MANIFEST, STIMULUS, exam2, item2, item3, manifest, zipped
from tests.qti.processing import (
    RIGHT,
    SCORE,
    UNKNOWN,
    base,
    declare,
    evaluate,
    item,
    key,
    mapping,
    points,
    run,
    var,
    when,
)
from timeback.qti import convert_qti2, grade, grade_test, parse_item, read_package

CHOICE = declare("response", "RESPONSE", "identifier", inside=key("A")) + SCORE
IS_B = f"<qti-match>{var('RESPONSE')}{base('identifier', 'B')}</qti-match>"


# -- rules that nobody knows --------------------------------------------------------------------

REWRITE = f'<qti-set-response-value identifier="RESPONSE">{base("identifier", "A")}</qti-set-response-value>'
ELSEWHERE = '<include href="more-rules.xml"/>'


@pytest.mark.parametrize(
    ("rules", "score"),
    [
        (when(IS_B, REWRITE) + when(RIGHT, points(1)), None),
        (when(RIGHT, points(1)) + ELSEWHERE, None),
        (when(RIGHT, points(1)) + "<qti-scale-scores/>", None),
        (when(RIGHT, points(1)) + when(IS_B, ELSEWHERE), None),
        (f"<qti-response-processing-fragment>{ELSEWHERE}</qti-response-processing-fragment>", None),
        (ELSEWHERE + points(1), 1.0),
        ('<qti-scale-scores identifier="OTHER"/>' + points(1), 1.0),
        (points(1) + '<qti-scale-scores identifier="OTHER"/>', 1.0),
        (points(1) + when(RIGHT, ELSEWHERE), 1.0),
        (points(1) + '<include href="rptemplates/match_correct.xml"/>', 0.0),
    ],
)
def test_what_an_unknown_rule_may_set_is_not_known(rules: str, score: float | None) -> None:
    graded = run(CHOICE, rules, "B")
    assert (graded.score if graded.scored else None) == score
    assert graded.scored or any("is no rule" in each or "is not read" in each for each in graded.reasons)


def test_what_is_not_run_may_hold_an_unknown_rule() -> None:
    unknown = when('<qti-custom-operator class="x"/>', ELSEWHERE)
    assert run(CHOICE, points(1) + unknown, "A").scored is False
    assert run(CHOICE, unknown + points(1), "A").score == 1.0


@pytest.mark.parametrize(
    "expression",
    [
        "<qti-number-correct/>",
        "<qti-number-presented/>",
        '<qti-sum><qti-test-variables variable-identifier="SCORE"/></qti-sum>',
        '<qti-outcome-maximum outcome-identifier="SCORE"/>',
    ],
)
def test_an_item_knows_nothing_of_its_test(expression: str) -> None:
    assert evaluate(expression) == UNKNOWN
    graded = run(CHOICE, when(RIGHT, points(1).replace(base("float", 1), expression)), "A")
    assert (graded.scored, graded.is_correct) == (False, None)
    assert "is about the items of a test" in graded.reasons[0]


def test_an_item_that_was_not_attempted_has_no_attempts() -> None:
    made = parse_item(item(CHOICE, when(RIGHT, points(1))))
    references = "".join(f'<qti-assessment-item-ref identifier="{each}" href="q"/>' for each in "AB")
    rules = "".join(
        f'<qti-set-outcome-value identifier="{name}{each}">{var(f"{each}.{name}")}</qti-set-outcome-value>'
        for each in "AB"
        for name in ("numAttempts", "completionStatus")
    )
    xml = (
        '<qti-assessment-test identifier="t" title="T"><qti-test-part identifier="p">'
        f'<qti-assessment-section identifier="s" title="s" visible="true">{references}</qti-assessment-section>'
        f"</qti-test-part><qti-outcome-processing>{rules}</qti-outcome-processing></qti-assessment-test>"
    )
    outcomes = grade_test(xml, {"A": made, "B": made}, {"A": "A"}).outcomes
    assert [outcomes[f"numAttempts{each}"] for each in "AB"] == ["1", "0"]
    assert [outcomes[f"completionStatus{each}"] for each in "AB"] == ["unknown", "not_attempted"]


# -- nothing to compare with --------------------------------------------------------------------

MATCHLESS = ("the response 'RESPONSE' has no key, so no answer matches it",)


@pytest.mark.parametrize("inside", ["", "<qti-correct-response/>", key("")])
@pytest.mark.parametrize("answer", ["A", None])
def test_where_the_key_was_left_out_every_answer_is_wrong_for_a_reason(
    inside: str, answer: str | None
) -> None:
    declared = declare("response", "RESPONSE", "identifier", inside=inside) + SCORE
    graded = run(declared, when(RIGHT, points(1)), answer)
    assert (graded.score, graded.scored, graded.is_correct, graded.reasons) == (0.0, True, None, MATCHLESS)


@pytest.mark.parametrize(
    ("inside", "rules"),
    [
        (key("A"), when(RIGHT, points(1))),
        (key("Z"), when(RIGHT, points(1))),
        ("", when(IS_B, points(1))),
        ("", when('<qti-is-null><qti-correct identifier="RESPONSE"/></qti-is-null>', points(1))),
        ("", when(RIGHT.replace("RESPONSE", "OTHER"), points(1))),
    ],
)
def test_rules_that_need_no_key_have_no_reason(inside: str, rules: str) -> None:
    declared = declare("response", "RESPONSE", "identifier", inside=inside) + SCORE
    other = declare("response", "OTHER", "identifier", inside=key("A"))
    assert run(declared + other, rules, "A").reasons == ()


def test_a_key_that_the_templates_set_is_one() -> None:
    declared = declare("response", "RESPONSE", "identifier") + SCORE
    keyed = f'<qti-set-correct-response identifier="RESPONSE">{base("identifier", "A")}</qti-set-correct-response>'
    graded = grade(parse_item(item(declared, when(RIGHT, points(1)), keyed)), "A")
    assert (graded.score, graded.reasons) == (1.0, ())


@pytest.mark.parametrize(
    ("kind", "choices", "base_type", "keys", "missing"),
    [
        ("choice", ("simple-choice A", "simple-choice B"), "identifier", ("B",), ()),
        ("choice", ("simple-choice iA", "simple-choice iB"), "identifier", ("A", "iB"), ("A",)),
        ("inline-choice", ("inline-choice A",), "identifier", ("a",), ("a",)),
        ("hottext", ("hottext A",), "identifier", ("B", "A", "B"), ("B",)),
        ("graphic-order", ("hotspot-choice A",), "identifier", ("A",), ()),
        ("gap-match", ("gap-text A", "gap-img B", "gap G"), "directedPair", ("A G", "B G"), ()),
        (
            "match",
            ("simple-associable-choice A", "simple-associable-choice B"),
            "pair",
            ("A B", "A C"),
            ("C",),
        ),
        ("choice", (), "identifier", ("A",), ()),
        ("choice", ("simple-choice A",), "string", ("two words",), ()),
        ("select-point", ("hotspot-choice A",), "point", ("1 2",), ()),
    ],
)
def test_a_key_that_is_no_choice_is_noted(
    kind: str, choices: tuple[str, ...], base_type: str, keys: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    named = (each.split() for each in choices)
    inside = "".join(f'<qti-{name} identifier="{identifier}"/>' for name, identifier in named)
    body = f'<qti-{kind}-interaction response-identifier="RESPONSE"><p>{inside}</p></qti-{kind}-interaction>'
    declared = declare("response", "RESPONSE", base_type, "multiple", key(*keys))
    assert parse_item(item(declared, body=body)).notes == tuple(
        f"the key of 'RESPONSE' has '{each}', which is no choice of its interaction" for each in missing
    )


# -- several values where one is declared -------------------------------------------------------

GAPS = ("W G1", "S G2", "A G3")


@pytest.mark.parametrize("base_type", ["pair", "directedPair"])
def test_a_key_of_several_pairs_is_of_a_response_of_several(base_type: str) -> None:
    declared = declare("response", "RESPONSE", base_type, inside=key(*GAPS)) + SCORE
    members = "".join(f"<qti-member>{base(base_type, each)}{var('RESPONSE')}</qti-member>" for each in GAPS)
    for rules in (when(RIGHT, points(1)), when(f"<qti-and>{members}</qti-and>", points(1))):
        graded = [run(declared, rules, each) for each in ([*reversed(GAPS)], GAPS[:2], [])]
        assert [(each.score, each.scored) for each in graded] == [(1.0, True), (0.0, True), (0.0, True)]
    (note,) = parse_item(item(declared)).notes
    assert "its key has 3, though its cardinality is single" in note


def test_pairs_that_exclude_each_other_are_no_key_of_one() -> None:
    declared = declare("response", "RESPONSE", "directedPair", inside=key("W G1", "S G1")) + SCORE
    assert run(declared, when(RIGHT, points(1)), "W G1").scored is False
    assert parse_item(item(declared)).notes == ()


@pytest.mark.parametrize(
    ("inside", "body", "scored"),
    [
        ("", '<qti-choice-interaction response-identifier="RESPONSE" max-choices="0"/>', False),
        ("", '<qti-hotspot-interaction response-identifier="RESPONSE" max-choices="2"/>', False),
        ("", '<qti-match-interaction response-identifier="RESPONSE" max-associations="2"/>', False),
        (key("A", "B"), "", False),
        ("", '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1"/>', True),
        ("", '<qti-choice-interaction response-identifier="RESPONSE"/>', True),
        ("", '<qti-choice-interaction response-identifier="OTHER" max-choices="2"/>', True),
    ],
)
def test_several_values_that_the_item_asks_for_but_does_not_declare_score_nobody(
    inside: str, body: str, scored: bool
) -> None:
    declared = declare("response", "RESPONSE", "identifier", inside=inside) + SCORE
    xml = item(declared, when(IS_B, points(1)), body=body)
    several = grade(xml, {"RESPONSE": ["A", "B"]})
    assert (several.score, several.scored) == (0.0, scored)
    assert scored or "has 2 values, but is declared as a single one" in several.reasons[0]
    for response in ("B", ["B"], ["", "B"]):
        assert (grade(xml, {"RESPONSE": response}).score, grade(xml, {"RESPONSE": []}).score) == (1.0, 0.0)


# -- any of several keys ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base_type", "keys", "comparison", "right", "wrong"),
    [
        ("string", ("grey", "gray"), 'string-match case-sensitive="false"', ["GRAY", "Grey"], ["green"]),
        ("float", ("3.141", "2.5"), 'equal-rounded figures="2"', ["3.13", "2.504"], ["2.41", "x"]),
        ("float", ("10", "20"), 'equal tolerance-mode="absolute" tolerance="1"', [9.5, 20.5], [12, 18]),
    ],
)
def test_any_of_several_keys_is_right_by_every_comparison(
    base_type: str, keys: tuple[str, ...], comparison: str, right: list[Any], wrong: list[Any]
) -> None:
    inside = key(*keys) + mapping(dict.fromkeys(keys, 1))
    declared = declare("response", "RESPONSE", base_type, inside=inside) + SCORE
    name = comparison.partition(" ")[0]
    compared = f'<qti-{comparison}>{var("RESPONSE")}<qti-correct identifier="RESPONSE"/></qti-{name}>'
    assert [run(declared, when(compared, points(1)), each).score for each in right] == [1.0] * len(right)
    assert [run(declared, when(compared, points(1)), each).score for each in wrong] == [0.0] * len(wrong)


# -- words and files ----------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["True", "TRUE", " true "])
def test_truth_in_a_document_is_read_in_any_case(written: str) -> None:
    declared = declare("response", "RESPONSE", "boolean", inside=key(written)) + SCORE
    assert [run(declared, when(RIGHT, points(1)), each).score for each in (True, False)] == [1.0, 0.0]
    assert evaluate(base("boolean", written)) == "true"


@pytest.mark.parametrize(("documents", "found"), [(("one",), 1), (("one", "two"), 0), ((), 0)])
def test_a_resource_that_does_not_name_its_document_has_one(
    tmp_path: Path, documents: tuple[str, ...], found: int
) -> None:
    names = (*(f"items/{each}.xml" for each in documents), "a.png", "b.png")
    files = "".join(f'<file href="{each}"/>' for each in names)
    resource = f'<resource identifier="r" type="imsqti_item_xmlv3p0">{files}</resource>'
    content = dict.fromkeys(names, item3("one"))
    read = read_package(zipped(tmp_path / "p.zip", {MANIFEST: manifest(more=resource), **content}))
    assert len(read.items) == found
    unread = [each.message for each in read.problems if each.unread]
    assert ["has no file" in each for each in unread] == [True] * (1 - found)


def test_documents_that_the_manifest_does_not_name_are_a_problem(tmp_path: Path) -> None:
    unnamed = {"deep/old.xml": item2("old"), "story.xml": STIMULUS, "exam.XML": exam2("one old.xml")}
    others = {"notes.xml": "<notes/>", "broken.xml": "<qti-assessment-item", "page.html": item3("page")}
    listed = manifest("r1 imsqti_item_xmlv3p0 one.xml", "r2 imsqti_item_xmlv3p0 other/old.xml")
    content = {MANIFEST: listed, "one.xml": item3("one")} | unnamed | others
    read = read_package(zipped(tmp_path / "p.zip", content))
    assert ([each.identifier for each in read.items], read.tests, read.stimuli) == (["one"], (), ())
    assert read.files.keys() == unnamed.keys() | others.keys()
    missing, *rest = read.problems
    assert (missing.path, missing.unread) == ("other/old.xml", True)
    said = "it is {}, but no resource of the manifest, so it is not read"
    assert {each.path: (each.message, each.unread) for each in rest} == {
        "deep/old.xml": (said.format("an item"), False),
        "story.xml": (said.format("a stimulus"), False),
        "exam.XML": (said.format("a test"), False),
    }


def test_an_unknown_rule_of_qti_2_is_kept_and_scores_nobody() -> None:
    old = """
    <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="t">
      <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"/>
      <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody/>
      <responseProcessing>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
        <setResponseValue identifier="SCORE"><null/></setResponseValue>
      </responseProcessing>
    </assessmentItem>
    """
    graded = grade(old.strip(), "A")
    assert (graded.scored, graded.reasons) == (False, ("setResponseValue is no rule of QTI",))
    assert "setResponseValue" in convert_qti2(old.strip())


# -- attributes of others, and operators of nothing ----------------------------------------------


@pytest.mark.parametrize(
    ("ignored", "right", "wrong"),
    [
        (" ", ["new york", "NewYork", "n e w york"], ["new-york", "newyor"]),
        (" .", ["N.e.w.York."], ["New-York"]),
        ("", ["new york"], ["newyork"]),
    ],
)
def test_inspera_says_which_characters_a_comparison_ignores(
    ignored: str, right: list[str], wrong: list[str]
) -> None:
    old = f"""
    <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="t"
        xmlns:inspera="http://www.inspera.no/qti">
      <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/>
      <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody/>
      <responseProcessing><responseCondition><responseIf>
        <stringMatch caseSensitive="false" inspera:ignoredCharacters="{ignored}">
          <baseValue baseType="string">New York</baseValue><variable identifier="RESPONSE"/>
        </stringMatch>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
      </responseIf></responseCondition></responseProcessing>
    </assessmentItem>
    """.strip()
    for xml in (old, convert_qti2(old)):
        assert [grade(xml, each).score for each in right] == [1.0] * len(right)
        assert [grade(xml, each).score for each in wrong] == [0.0] * len(wrong)


@pytest.mark.parametrize(
    "operator",
    ["and", "or", "any-n min='0' max='1'", "sum", "product", "max", "gcd", "repeat number-repeats='2'"],
)
def test_an_operator_of_nothing_scores_nobody(operator: str) -> None:
    graded = run(CHOICE, when(f"<qti-{operator}/>", points(1)) + points(1), "A")
    assert graded.scored
    graded = run(CHOICE, when(f"<qti-is-null><qti-{operator}/></qti-is-null>", points(1)), "A")
    assert (graded.scored, graded.is_correct) == (False, None)
    assert graded.reasons[0].endswith("has no sub-expression")
