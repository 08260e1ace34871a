"""A caller's mistake is an error that says what is known, never a pupil's 0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.qti.processing import SCORE, base, declare, item, var
from timeback.errors import InvalidInputError
from timeback.qti import grade, grade_test, instantiate, parse_item
from timeback.sandbox import Sandbox

KEY = "<qti-correct-response><qti-value>A</qti-value></qti-correct-response>"
CHOICE = declare("response", "RESPONSE", "identifier", inside=KEY)
MATCH = f'<qti-match>{var("RESPONSE")}<qti-correct identifier="RESPONSE"/></qti-match>'
SETS = f'<qti-set-outcome-value identifier="SCORE">{base("float", 1)}</qti-set-outcome-value>'
RULES = f"<qti-response-condition><qti-response-if>{MATCH}{SETS}</qti-response-if></qti-response-condition>"
SINGLE = item(CHOICE + SCORE, RULES)
TEXT = '<qti-text-entry-interaction response-identifier="{}"/>'
DOUBLE = item(
    CHOICE + declare("response", "REASON", "string") + SCORE,
    RULES,
    body=TEXT.format("RESPONSE") + TEXT.format("REASON"),
)
TEMPLATE = item(
    CHOICE
    + declare("template", "WIDTH", "integer")
    + declare("template", "SIDES", "float", "ordered")
    + SCORE,
    RULES,
)


def refused(xml: str, responses: Any, **more: Any) -> str:
    with pytest.raises(InvalidInputError) as error:
        grade(parse_item(xml), responses, **more)
    return str(error.value)


@pytest.mark.parametrize(
    ("xml", "responses", "said"),
    [
        (SINGLE, {"RESPONS": "A"}, "responses.RESPONS: is no response of the item: it has RESPONSE; did you mean 'R"),
        (SINGLE, {"response": "A"}, "it has RESPONSE"),
        (SINGLE, {"RESPONSE": "A", "Q2": "B"}, "responses.Q2: is no response of the item"),
        (SINGLE, {"SCORE": 1}, "responses.SCORE: is no response"),
        (SINGLE, {"RESPONSE": {"value": "A"}}, "responses.RESPONSE: must be a text, a number"),
        (SINGLE, {"RESPONSE": ["A", {"value": "A"}]}, "responses.RESPONSE: must be a text, a number"),
        (SINGLE, {"RESPONSE": b"A"}, "responses.RESPONSE: must be a text, a number"),
        (DOUBLE, "A", "name the response that is meant: it has RESPONSE, REASON"),
        (item(SCORE, SETS), {"RESPONSE": "A"}, "is no response of the item: it has none"),
        (item(SCORE, SETS), "A", "name the response that is meant: it has none"),
    ],
)  # fmt: skip
def test_a_response_that_no_item_asks_for_is_refused(xml: str, responses: Any, said: str) -> None:
    assert said in refused(xml, responses)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidInputError) as error:
        grade(parse_item(DOUBLE), {"RESPONS": "A", "REASONS": "x", "REASON": "y"})
    assert [path for path, _ in error.value.issues] == ["responses.RESPONS", "responses.REASONS"]


@pytest.mark.parametrize("responses", [None, {}, {"RESPONSE": None}, {"RESPONSE": ""}, {"REASON": "x"}])
def test_a_response_that_is_not_given_is_none(responses: Any) -> None:
    assert (grade(DOUBLE, responses).score, grade(DOUBLE, responses).scored) == (0.0, True)


def test_one_response_alone_is_that_of_the_only_interaction() -> None:
    hint = '<qti-end-attempt-interaction response-identifier="HINT" title="Hint"/>'
    declared = declare("response", "HINT", "boolean") + CHOICE + SCORE
    with_hint = item(declared, RULES, body=hint + TEXT.format("RESPONSE"))
    assert grade(with_hint, "A").score == 1.0
    # Where no interaction says it, the name that the standard's templates judge does.
    assert grade(item(declare("response", "OTHER", "identifier") + CHOICE + SCORE, RULES), "A").score == 1.0


def test_an_interaction_whose_declaration_is_missing_may_be_answered() -> None:
    undeclared = item(SCORE, SETS, body=TEXT.format("ANSWER"))
    assert grade(undeclared, {"ANSWER": "x"}).score == 1.0
    assert grade(undeclared, "x").score == 1.0


def test_a_record_of_responses_may_hold_the_built_in_variables() -> None:
    rule = f'<qti-set-outcome-value identifier="SCORE"><qti-product>{var("numAttempts")}{var("duration")}</qti-product>'
    xml = item(CHOICE + SCORE, f"{rule}</qti-set-outcome-value>")
    given = {"RESPONSE": "A", "numAttempts": 3, "duration": 2.5, "completionStatus": "incomplete"}
    assert grade(xml, given).score == 7.5
    assert grade(xml, given).outcomes["completionStatus"] == "incomplete"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"WIDHT": 3},
            "template_values.WIDHT: is no template variable of the item: it has WIDTH, SIDES; did you mean",
        ),
        ({"WIDTH": "three"}, "template_values.WIDTH: must be an integer"),
        ({"WIDTH": 2.5}, "template_values.WIDTH: must be an integer"),
        ({"WIDTH": [1, 2]}, "template_values.WIDTH: must be an integer"),
        ({"WIDTH": {"a": 1}}, "template_values.WIDTH: must be a text, a number"),
        ({"SIDES": [1, "x"]}, "template_values.SIDES: must be a list, each of the type float"),
    ],
)
def test_values_that_no_template_variable_has_are_refused(values: dict[str, Any], said: str) -> None:
    assert said in refused(TEMPLATE, "A", template_values=values)


def test_values_of_template_variables_are_taken() -> None:
    values = {"WIDTH": 3, "SIDES": ["1.5", 2]}
    assert grade(TEMPLATE, "A", template_values=values).score == 1.0
    assert "it has none" in refused(SINGLE, "A", template_values={"WIDTH": 3})


def test_an_outcome_that_the_item_does_not_have_is_refused() -> None:
    assert "outcomes.SCOR: is no outcome of the item: it has SCORE" in refused(
        SINGLE, "A", outcomes={"SCOR": "1"}
    )
    assert grade(SINGLE, "A", outcomes=grade(SINGLE, "B").outcomes).score == 1.0


def test_an_item_may_be_its_xml() -> None:
    assert grade(SINGLE, "A").score == 1.0
    assert grade(SINGLE.encode(), "A").score == 1.0
    assert instantiate(SINGLE).identifier == "i"


@pytest.mark.parametrize("wrong", [None, {"rawXml": SINGLE}, 3])
def test_what_is_no_item_says_what_is_needed(wrong: Any) -> None:
    for call in (lambda: grade(wrong, "A"), lambda: instantiate(wrong)):
        with pytest.raises(
            InvalidInputError, match=r"item: must be what parse_item\(\) gives, or an item's XML"
        ):
            call()


TEST = (
    '<qti-assessment-test identifier="t"><qti-test-part identifier="p"><qti-assessment-section identifier="s">'
    '<qti-assessment-item-ref identifier="Q1" href="q"/><qti-assessment-item-ref identifier="Q2" href="q"/>'
    "</qti-assessment-section></qti-test-part></qti-assessment-test>"
)


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        ({"QQ1": "A"}, "responses.QQ1: is no reference of the test: it has Q1, Q2; did you mean 'Q1'"),
        ({"Q2": "A"}, "responses.Q2: is to an item that is not among items"),
        ({"Q1": {"RESPONS": "A"}}, "responses.Q1.RESPONS: is no response of the item"),
    ],
)
def test_responses_of_a_test_are_to_its_items(responses: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        grade_test(TEST, {"Q1": parse_item(SINGLE)}, responses)
    assert said in str(error.value)


def test_the_sandbox_refuses_what_no_item_asks_for() -> None:
    from timeback import QtiClient
    from timeback.errors import BadRequestError

    xml = SINGLE.replace(
        "<qti-assessment-item ", '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" '
    )
    with Sandbox(empty=True) as sandbox, QtiClient(**sandbox.credentials) as client:
        client.assessment_items.create_from_xml(xml)
        body = {"responses": {"RESPONS": "A"}}
        with pytest.raises(BadRequestError, match="RESPONS"):
            client.request("POST", "/assessment-items/i/process-response", json=body)
