"""Items of every interaction: created in both forms, got back, answered right, wrong and partly."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.qti.items import SAMPLES, Sample
from timeback import AsyncQtiClient, BadRequestError, ConflictError, InvalidInputError, NotFoundError
from timeback.models.qti import AssessmentItemInput, ChoiceInteraction, QuestionStructure, read_interaction
from timeback.qti import Declaration, parse_item
from timeback.sandbox import Sandbox

JSON_SAMPLES = [sample for sample in SAMPLES if sample.name != "gap-match"]


def json_form(sample: Sample) -> dict[str, Any]:
    """The JSON form of a sample; it has no mappings, so a partly right response counts nothing there."""
    item = parse_item(sample.xml)
    interaction = msgspec.to_builtins(item.interactions[0])
    return {
        "identifier": f"{sample.name}-json",
        "title": item.title,
        "type": interaction["type"],
        "interaction": interaction,
        "responseDeclarations": [declared(each) for each in item.responses.values()],
        "metadata": {"subject": "Science", "grade": "4", "anything": {"of": "yours"}},
    }


def declared(declaration: Declaration) -> dict[str, Any]:
    found: dict[str, Any] = {"identifier": declaration.identifier, "cardinality": declaration.cardinality}
    return found | {
        "baseType": declaration.base_type,
        "correctResponse": {"value": list(declaration.correct)},
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
async def test_an_item_made_of_xml_comes_back_byte_for_byte_and_scores(
    qti: AsyncQtiClient, sample: Sample
) -> None:
    made = await qti.assessment_items.create_from_xml(sample.xml, metadata={"subject": "Science"})
    item = await qti.assessment_items.get(sample.name)
    assert item == made
    assert item.raw_xml == sample.xml
    assert item.metadata == {"subject": "Science"}
    assert parse_item(item.raw_xml).correct_responses == parse_item(sample.xml).correct_responses
    right = await qti.assessment_items.process_response(sample.name, sample.right)
    wrong = await qti.assessment_items.process_response(sample.name, sample.wrong)
    if not sample.scored:
        assert (right.score, right.is_correct, right.requires_async_grading) == (None, None, True)
        return
    assert (right.score, right.is_correct) == (1.0, True)
    assert (wrong.score, wrong.is_correct) == (0.0, False)
    if sample.partly is not None:
        part = await qti.assessment_items.process_response(sample.name, sample.partly)
        assert (part.score, part.is_correct) == (sample.part / sample.full, False)


@pytest.mark.parametrize("sample", JSON_SAMPLES, ids=lambda sample: sample.name)
async def test_an_item_made_of_json_comes_back_and_scores(qti: AsyncQtiClient, sample: Sample) -> None:
    body = json_form(sample)
    await qti.assessment_items.create(body)
    item = await qti.assessment_items.get(body["identifier"])
    assert item.interaction == parse_item(sample.xml).interactions[0]
    assert item.metadata == body["metadata"]
    assert read_interaction(body["interaction"]) == item.interaction
    read = parse_item(item.raw_xml)
    assert read.correct_responses == parse_item(sample.xml).correct_responses
    if not sample.scored:
        open_score = await qti.assessment_items.process_response(item.identifier, sample.wrong)
        assert (open_score.score, open_score.requires_async_grading) == (None, True)
        return
    if sample.name != "select-point":
        right = await qti.assessment_items.process_response(item.identifier, sample_right(sample))
        assert (right.score, right.is_correct) == (1.0, True)
    wrong = await qti.assessment_items.process_response(item.identifier, sample.wrong)
    assert (wrong.score, wrong.is_correct) == (0.0, False)


def sample_right(sample: Sample) -> Any:
    return "Ottawa" if sample.name == "text-entry" else sample.right


async def test_feedback_is_the_items_own(qti: AsyncQtiClient) -> None:
    await qti.assessment_items.create_from_xml(next(each.xml for each in SAMPLES if each.name == "choice"))
    wrong = await qti.assessment_items.process_response("choice", "A")
    assert (wrong.feedback.identifier, wrong.feedback.value) == ("wrong", "<p>Look at a kettle.</p>")


async def test_structs_may_be_sent_and_unknown_keys_survive(qti: AsyncQtiClient) -> None:
    choice = {"identifier": "A", "content": "yes", "vendorKey": {"kept": True}}
    interaction = ChoiceInteraction(
        question_structure=QuestionStructure(prompt="Really?"), shuffle=False, max_choices=1
    )
    given = msgspec.to_builtins(interaction)
    given["questionStructure"]["choices"] = [choice]
    for identifier, sent in (("struct", interaction), ("mapping", given)):
        await qti.assessment_items.create(
            AssessmentItemInput(
                identifier=identifier, title="t", type="choice", interaction=sent,
                response_declarations=[{"identifier": "RESPONSE", "cardinality": "single"}],  # type: ignore[list-item]
            )
        )  # fmt: skip
    item = await qti.assessment_items.get("mapping")
    assert isinstance(item.interaction, ChoiceInteraction)
    (kept,) = item.interaction.question_structure.choices or []
    assert (kept.identifier, kept.further) == ("A", {"vendorKey": {"kept": True}})
    await qti.assessment_items.update(
        "mapping",
        {"identifier": "mapping", "title": "t", "type": "choice", "interaction": item.interaction,
         "responseDeclarations": [{"identifier": "RESPONSE", "cardinality": "single"}]},
    )  # fmt: skip
    assert (await qti.assessment_items.get("mapping")).interaction == item.interaction


async def test_an_item_is_replaced_in_either_form(qti: AsyncQtiClient) -> None:
    sample = next(each for each in SAMPLES if each.name == "slider")
    await qti.assessment_items.create_from_xml(sample.xml)
    renamed = sample.xml.replace("Half of eighty", "Forty")
    assert (await qti.assessment_items.update_from_xml("slider", renamed)).title == "Forty"
    body = json_form(sample) | {"identifier": "slider", "title": "Again", "metadata": None}
    body.pop("metadata")
    item = await qti.assessment_items.update("slider", body)
    assert (item.title, item.metadata) == ("Again", None)
    fresh = await qti.assessment_items.upsert("slider-2", body | {"identifier": "slider-2", "rawXml": "<x/>"})
    assert fresh.identifier == "slider-2"
    await qti.assessment_items.delete("slider-2")
    with pytest.raises(NotFoundError):
        await qti.assessment_items.get("slider-2")


async def test_what_the_service_refuses_says_why(qti: AsyncQtiClient) -> None:
    sample = SAMPLES[0]
    await qti.assessment_items.create_from_xml(sample.xml)
    with pytest.raises(ConflictError):
        await qti.assessment_items.create_from_xml(sample.xml)
    with pytest.raises(BadRequestError):
        await qti.assessment_items.create_from_xml("<not-an-item/>")
    body = json_form(sample) | {"stimulus": {"identifier": "nothing"}}
    with pytest.raises(BadRequestError):
        await qti.assessment_items.create(body)
    with pytest.raises(InvalidInputError, match="title"):
        await qti.assessment_items.create({"identifier": "x", "type": "choice"})


async def test_b17_null_is_sent_when_it_is_set(qti: AsyncQtiClient, sandbox: Sandbox) -> None:
    with qti.record() as exchanges, pytest.raises(NotFoundError):
        await qti.assessment_tests.update_metadata("nothing", {"reviewer": None})
    assert exchanges[0].request_content == b'{"metadata":{"reviewer":null}}'


async def test_b17_a_field_is_cleared_by_none(qti: AsyncQtiClient) -> None:
    item = {"identifier": "nothing", "title": "t", "type": "choice", "metadata": None}
    with qti.record() as exchanges, pytest.raises(NotFoundError):
        await qti.assessment_items.update("nothing", item)
    assert b'"metadata":null' in (exchanges[0].request_content or b"")


NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
DECLARED = '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>'
BODY = "<qti-item-body><p>Q</p></qti-item-body>"


def document(*parts: str) -> str:
    inside = "".join(parts)
    return (
        f'<qti-assessment-item xmlns="{NAMESPACE}" identifier="own" title="T">{inside}</qti-assessment-item>'
    )


async def test_a_score_that_is_left_to_a_grader_elsewhere_stays_open(qti: AsyncQtiClient) -> None:
    operator = (
        '<qti-custom-operator class="com.alpha-1edtech.ExternalApiScore" definition="https://grader.example/x">'
        '<qti-variable identifier="RESPONSE"/></qti-custom-operator>'
    )
    rules = f'<qti-set-outcome-value identifier="SCORE">{operator}</qti-set-outcome-value>'
    await qti.assessment_items.create_from_xml(
        document(DECLARED, BODY, f"<qti-response-processing>{rules}</qti-response-processing>")
    )
    result = await qti.assessment_items.process_response("own", {"response": "an essay"})
    assert (result.score, result.is_correct) == (None, None)
    assert (result.requires_async_grading, result.grader_url) == (True, "https://grader.example/x")


@pytest.mark.parametrize(
    "xml",
    [
        document(BODY, DECLARED),
        document(DECLARED, BODY, "<qti-whatever/>"),
        document(DECLARED.replace("single", "few"), BODY),
        document(DECLARED.replace("string", "text"), BODY),
    ],
    ids=["order", "unknown", "cardinality", "base-type"],
)
async def test_a_document_that_does_not_conform_is_refused(qti: AsyncQtiClient, xml: str) -> None:
    with pytest.raises(BadRequestError):
        await qti.assessment_items.create_from_xml(xml)


async def test_either_form_is_created_and_put_and_a_body_is_used_again(qti: AsyncQtiClient) -> None:
    items = qti.assessment_items
    made = await items.create({"format": "xml", "xml": document(DECLARED, BODY)})
    assert (await items.upsert("own", {"xml": made.raw_xml})).raw_xml == made.raw_xml
    again = AssessmentItemInput(identifier="own-2", title="Two", type="extended-text")
    assert (await items.upsert("own-2", again)).title == "Two"
    assert (await items.update("own-2", again)).title == "Two"


async def test_an_interaction_is_checked_before_it_is_sent(qti: AsyncQtiClient) -> None:
    item: dict[str, Any] = {"identifier": "i", "title": "t", "type": "choice"}
    untyped = {"responseIdentifier": "RESPONSE", "questionStructure": {}}
    with pytest.raises(InvalidInputError, match=r"interaction\.type"):
        await qti.assessment_items.create(item | {"interaction": untyped})
    wrong = untyped | {"type": "choice", "maxChoices": "many"}
    with pytest.raises(InvalidInputError, match=r"interaction\.maxChoices"):
        await qti.assessment_items.create(item | {"interaction": wrong})


async def test_lists_take_pythons_names_and_refuse_an_unknown_order(qti: AsyncQtiClient) -> None:
    rows = await qti.assessment_items.list(sort="created_at", order_by="asc")
    assert [each.created_at for each in rows] == sorted(each.created_at for each in rows)
    with pytest.raises(InvalidInputError, match="order_by"):
        await qti.assessment_items.list(order_by="up")  # type: ignore[arg-type]


async def test_feedback_inside_a_choice_is_told_too(qti: AsyncQtiClient) -> None:
    choices = "".join(
        f'<qti-simple-choice identifier="{name}">{name}<qti-feedback-inline outcome-identifier="FEEDBACK" '
        f'identifier="{name}" show-hide="show">About {name}.</qti-feedback-inline></qti-simple-choice>'
        for name in ("A", "B")
    )
    copied = (
        '<qti-response-processing><qti-set-outcome-value identifier="FEEDBACK">'
        '<qti-variable identifier="RESPONSE"/></qti-set-outcome-value></qti-response-processing>'
    )
    body = f'<qti-choice-interaction response-identifier="RESPONSE">{choices}</qti-choice-interaction>'
    outcome = '<qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>'
    declared = DECLARED.replace("string", "identifier")
    await qti.assessment_items.create_from_xml(
        document(declared, outcome, f"<qti-item-body>{body}</qti-item-body>", copied)
    )
    result = await qti.assessment_items.process_response("own", "B")
    assert result.feedback is not None
    assert (result.feedback.identifier, result.feedback.value) == ("B", "About B.")


@pytest.mark.parametrize("wrong", [None, 5])
async def test_what_is_no_response_is_refused(qti: AsyncQtiClient, wrong: Any) -> None:
    with pytest.raises(InvalidInputError, match="response: must be a text or a list of texts"):
        await qti.assessment_items.process_response("own", wrong)
    with pytest.raises(InvalidInputError, match="responses: must be a mapping"):
        await qti.assessment_items.process_responses("own", wrong)
