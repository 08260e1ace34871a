"""A test's outcomes are made of its items, as its outcome processing says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.qti.processing import base, declare, item, setting, var
from timeback.errors import InvalidInputError
from timeback.qti import AssessmentGrade, QtiXmlError, grade_test, parse_item

N = "<qti-null/>"
KEY = "<qti-correct-response><qti-value>A</qti-value></qti-correct-response>"
MATCH = f'<qti-match>{var("RESPONSE")}<qti-correct identifier="RESPONSE"/></qti-match>'
SETS = f'<qti-set-outcome-value identifier="SCORE">{base("float", 2)}</qti-set-outcome-value>'
RIGHT = f"<qti-response-condition><qti-response-if>{MATCH}{SETS}</qti-response-if></qti-response-condition>"
SCORE = declare("outcome", "SCORE", "float", attributes='normal-maximum="2" normal-minimum="-1"')
ITEM = parse_item(item(declare("response", "RESPONSE", "identifier", inside=KEY) + SCORE, RIGHT))
ESSAY = parse_item(item(declare("response", "RESPONSE", "string") + declare("outcome", "SCORE", "float")))
ITEMS = {"Q1": ITEM, "Q2": ITEM, "Q3": ITEM}


def whole_test(rules: str, extra: str = "") -> str:
    return (
        f'<qti-assessment-test identifier="t" title="T">{declare("outcome", "SCORE", "float")}'
        '<qti-test-part identifier="p" navigation-mode="linear" submission-mode="individual">'
        '<qti-assessment-section identifier="S1" title="one" visible="true">'
        '<qti-assessment-item-ref identifier="Q1" href="q" category="easy math">'
        '<qti-weight identifier="W" value="3"/></qti-assessment-item-ref>'
        '<qti-assessment-section identifier="S2" title="two" visible="true">'
        '<qti-assessment-item-ref identifier="Q2" href="q" category="hard math"/>'
        '<qti-assessment-item-ref identifier="Q3" href="q" category="hard">'
        '<qti-variable-mapping source-identifier="SCORE" target-identifier="POINTS"/></qti-assessment-item-ref>'
        '<qti-assessment-item-ref identifier="Q4" href="q"/></qti-assessment-section>'
        "</qti-assessment-section></qti-test-part>"
        f"<qti-outcome-processing>{rules}</qti-outcome-processing>{extra}</qti-assessment-test>"
    )


RESPONSES: dict[str, Any] = {"Q1": "A", "Q2": "B"}


def graded(
    rules: str, responses: dict[str, Any] = RESPONSES, items: Any = ITEMS, extra: str = ""
) -> AssessmentGrade:
    return grade_test(whole_test(rules, extra), items, responses)


def of(name: str, **attributes: str) -> str:
    written = " ".join(f"{key.replace('_', '-')}='{value}'" for key, value in attributes.items())
    return f"<qti-{name} {written}/>"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (of("number-selected"), "3"),
        (of("number-selected", section_identifier="S2"), "2"),
        (of("number-selected", include_category="math"), "2"),
        (of("number-selected", include_category="math", exclude_category="hard"), "1"),
        (of("number-selected", section_identifier="none"), "0"),
        (of("number-presented"), "2"),
        (of("number-responded"), "2"),
        (of("number-correct"), "1"),
        (of("number-incorrect"), "1"),
        (of("outcome-maximum", outcome_identifier="SCORE"), ["2.0", "2.0", "2.0"]),
        (of("outcome-maximum", outcome_identifier="SCORE", weight_identifier="W"), ["6.0", "2.0", "2.0"]),
        (of("outcome-minimum", outcome_identifier="SCORE", include_category="easy"), ["-1.0"]),
        (of("test-variables", variable_identifier="SCORE"), ["2.0", "0.0", "0.0"]),
        (of("test-variables", variable_identifier="SCORE", weight_identifier="W"), ["6.0", "0.0", "0.0"]),
        (of("test-variables", variable_identifier="SCORE", base_type="integer"), None),
        (of("test-variables", variable_identifier="POINTS", include_category="hard"), ["0.0"]),
        (of("test-variables", variable_identifier="NOWHERE"), None),
        (var("Q1.SCORE"), "2.0"),
        ('<qti-variable identifier="Q1.SCORE" weight-identifier="W"/>', "6.0"),
        (var("Q3.POINTS"), "0.0"),
        (var("Q1.RESPONSE"), "A"),
        (f"<qti-sum>{of('test-variables', variable_identifier='SCORE')}</qti-sum>", "2.0"),
        (f"<qti-sum>{of('test-variables', variable_identifier='NOWHERE')}</qti-sum>", None),
    ],
)
def test_what_outcome_processing_sees(expression: str, expected: Any) -> None:
    found = graded(setting("SCORE", base("float", 1)) + setting("IT", expression))
    assert (found.outcomes["IT"], found.reasons) == (expected, ())


def test_a_test_has_a_score_and_feedback_by_its_conditions() -> None:
    total = setting("SCORE", f"<qti-sum>{of('test-variables', variable_identifier='SCORE')}</qti-sum>")
    passed = f"<qti-gte>{var('SCORE')}{base('float', 2)}</qti-gte>"
    condition = (
        f"<qti-outcome-condition><qti-outcome-if>{passed}{setting('F', base('identifier', 'passed'))}<qti-exit-test/>"
        f"</qti-outcome-if><qti-outcome-else>{setting('F', base('identifier', 'failed'))}</qti-outcome-else>"
        f"</qti-outcome-condition>{setting('F', base('identifier', 'later'))}"
    )
    feedback = "".join(
        f'<qti-test-feedback access="atEnd" outcome-identifier="F" identifier="{name}" show-hide="show"/>'
        for name in ("passed", "later")
    )
    right = graded(total + condition, extra=feedback)
    assert (right.score, right.scored, right.feedback) == (2.0, True, ("passed",))
    assert {name: each.score for name, each in right.items.items()} == {"Q1": 2.0, "Q2": 0.0}
    assert graded(total + condition, {"Q2": "B"}, extra=feedback).feedback == ("later",)


def test_feedback_at_the_end_of_a_part_is_shown_too() -> None:
    def feedback(name: str, access: str) -> str:
        return f'<qti-test-feedback access="{access}" outcome-identifier="F" identifier="{name}" show-hide="hide"/>'

    xml = f"""
    <qti-assessment-test identifier="t" title="t">
      {declare("outcome", "F", "identifier")}
      <qti-test-part identifier="P" navigation-mode="linear" submission-mode="individual">
        <qti-assessment-section identifier="S" title="s" visible="true"/>
        {feedback("part", "atEnd")}{feedback("meanwhile", "during")}
      </qti-test-part>
      {feedback("whole", "atEnd")}
    </qti-assessment-test>
    """
    assert grade_test(xml.strip(), {}, {}).feedback == ("part", "whole")


def test_without_a_base_type_the_numbers_are_meant() -> None:
    grades = declare(
        "outcome",
        "NOTE",
        "identifier",
        inside="<qti-default-value><qti-value>x</qti-value></qti-default-value>",
    )
    points = declare(
        "outcome", "NOTE", "integer", inside="<qti-default-value><qti-value>4</qti-value></qti-default-value>"
    )
    response = declare("response", "RESPONSE", "identifier", inside=KEY) + SCORE
    items = {
        "Q1": parse_item(item(response + grades, RIGHT)),
        "Q2": parse_item(item(response + points, RIGHT)),
    }
    rules = setting("SCORE", f"<qti-sum>{of('test-variables', variable_identifier='NOTE')}</qti-sum>")
    assert (graded(rules, items=items).score, graded(rules, items=items).reasons) == (4.0, ())


def test_an_item_that_is_not_scored_leaves_the_total_open() -> None:
    total = setting("SCORE", f"<qti-sum>{of('test-variables', variable_identifier='SCORE')}</qti-sum>")
    found = graded(total, {"Q1": "A", "Q2": "Dear friend"}, {"Q1": ITEM, "Q2": ESSAY})
    assert (found.score, found.scored) == (None, False)
    assert found.reasons == ("Q2: the item has no response processing",)
    easy = total.replace("variable-identifier", "include-category='easy' variable-identifier")
    assert graded(easy, {"Q1": "A", "Q2": "Dear friend"}, {"Q1": ITEM, "Q2": ESSAY}).score == 2.0


def test_a_test_without_outcome_processing_has_no_score() -> None:
    found = graded("")
    assert (found.score, found.scored) == (None, False)


def test_a_test_may_set_the_template_variables_of_its_items() -> None:
    key = f'<qti-set-correct-response identifier="RESPONSE">{var("T")}</qti-set-correct-response>'
    drawn = '<qti-set-template-value identifier="T"><qti-random-integer min="1" max="9"/></qti-set-template-value>'
    declared = declare("template", "T", "integer") + declare("response", "RESPONSE", "integer") + SCORE
    made = parse_item(item(declared, RIGHT, drawn + key))
    default = f'<qti-template-default template-identifier="T">{base("integer", 12)}</qti-template-default>'
    xml = whole_test(setting("SCORE", var("Q1.SCORE"))).replace('value="3"/>', f'value="3"/>{default}')
    assert grade_test(xml, {"Q1": made}, {"Q1": 12}).score == 2.0


def test_what_is_no_test_is_refused() -> None:
    with pytest.raises(QtiXmlError, match="qti-assessment-test"):
        grade_test("<qti-assessment-item/>", {}, {})


@pytest.mark.parametrize(
    ("items", "responses", "name"), [([ITEM], {"Q1": "A"}, "items"), (ITEMS, ["A"], "responses")]
)
def test_what_is_no_mapping_is_refused_by_name(items: Any, responses: Any, name: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        grade_test(whole_test(""), items, responses)
    assert [issue.path for issue in refused.value.issues] == [name]
