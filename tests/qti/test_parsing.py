"""Item XML is read: every interaction, all correct responses, feedback; what is unsafe or broken is refused."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.qti.items import SAMPLES, Sample
from timeback.models.qti import AssessmentItemType, ChoiceInteraction, UnknownInteraction
from timeback.qti import QtiXmlError, extract_choices, grade, parse_item

ITEM = '<qti-assessment-item identifier="i" title="t">{}</qti-assessment-item>'
BY_NAME = {sample.name: sample for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_is_read_and_scored(sample: Sample) -> None:
    item = parse_item(sample.xml)
    assert item.identifier == sample.name
    assert len(item.interactions) == 1
    assert not isinstance(item.interactions[0], UnknownInteraction)
    assert item.interactions[0].response_identifier == "RESPONSE"
    right, wrong = grade(item, sample.right), grade(item, sample.wrong)
    assert (right.scored, wrong.scored) == (sample.scored, sample.scored)
    full = sample.full if sample.scored else None
    assert (right.score, right.max_score, wrong.score) == (full or 0.0, full, 0.0)
    assert right.is_correct is (True if sample.scored else None)
    if sample.partly is not None:
        assert grade(item, sample.partly).score == sample.part


def test_the_samples_cover_every_interaction() -> None:
    kinds = {type(parse_item(sample.xml).interactions[0]).__struct_config__.tag for sample in SAMPLES}
    assert kinds == {str(each) for each in AssessmentItemType} | {"gap-match"}


def test_prompt_choices_and_feedback_are_there() -> None:
    item = parse_item(BY_NAME["choice"].xml)
    assert item.prompt == "At how many degrees does <em>water</em> boil at sea level?"
    (interaction,) = item.interactions
    assert isinstance(interaction, ChoiceInteraction)
    choices = interaction.question_structure.choices
    assert choices is not None
    assert [(each.identifier, each.content) for each in choices] == [("A", "90"), ("B", "100"), ("C", "110")]
    assert choices[0].feedback_inline == "Too cool."
    assert [(each.identifier, each.title) for each in item.modal_feedback] == [
        ("right", "Yes"),
        ("wrong", None),
    ]
    assert item.inline_feedback[0].content == "Too cool."


def test_all_correct_values_are_there() -> None:
    assert parse_item(BY_NAME["match"].xml).correct_responses == {"RESPONSE": ("EG NILE", "BR AMAZON")}
    assert parse_item(BY_NAME["order"].xml).correct_responses == {"RESPONSE": ("CM", "M", "KM")}


def test_rubrics_and_stimuli_are_there() -> None:
    assert parse_item(BY_NAME["extended-text"].xml).rubrics[0].body == "<p>It has a greeting.</p>"
    reference = '<qti-assessment-stimulus-ref identifier="s-1" href="stimuli/s-1" title="S"/>'
    assert parse_item(ITEM.format(reference)).stimuli[0].identifier == "s-1"


def test_the_item_decides_about_feedback() -> None:
    item = parse_item(BY_NAME["choice"].xml)
    assert grade(item, "B").feedback == ("right",)
    assert grade(item, "C").feedback == ("wrong",)


def test_prefixed_names_and_bytes_in_another_encoding_are_read() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><q:qti-assessment-item xmlns:q="x" identifier="i" title="Ä"/>'
    assert parse_item(text.encode("latin-1")).title == "Ä"


def test_an_interaction_that_is_not_listed_keeps_its_markup() -> None:
    custom = '<qti-custom-interaction response-identifier="R"><x/></qti-custom-interaction>'
    (found,) = parse_item(ITEM.format(f"<qti-item-body>{custom}</qti-item-body>")).interactions
    assert isinstance(found, UnknownInteraction)
    assert found.data["type"] == "custom"
    assert found.data["markup"] == "<x />"


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "xml",
    [
        f"{LAUGHS}{ITEM.format('&b;')}",
        f"{EXTERNAL}{ITEM.format('&e;')}",
        f'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">{ITEM.format("")}',
    ],
    ids=["billion laughs", "external entity", "external subset"],
)
def test_entities_and_document_types_are_refused(xml: str) -> None:
    with pytest.raises(QtiXmlError, match="document type or an entity"):
        parse_item(xml)


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(QtiXmlError, match="nested more than"):
        parse_item("<a>" * 5000)


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("", "not well-formed"),
        ("<a>", "line 1"),
        ("<a/>", "the root is not qti-assessment-item"),
        (b"\xff\xfe\x00", "not well-formed"),
        ("<a>&undefined;</a>", "not well-formed"),
    ],
)
def test_what_is_no_item_says_so(xml: str | bytes, message: str) -> None:
    with pytest.raises(QtiXmlError, match=message):
        parse_item(xml)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_is_an_item_or_the_one_error(xml: bytes | str) -> None:
    with contextlib.suppress(QtiXmlError):
        parse_item(xml)


@given(
    st.sampled_from(SAMPLES),
    st.text(max_size=20)
    | st.lists(st.text(max_size=9) | st.lists(st.text(max_size=4), max_size=3), max_size=4),
)
def test_any_response_has_a_score_within_bounds(sample: Sample, response: object) -> None:
    graded = grade(parse_item(sample.xml), response)  # type: ignore[arg-type]
    assert -10 <= graded.score <= (graded.max_score or 0.0)


def interaction_of(markup: str) -> Any:
    (found,) = parse_item(ITEM.format(f"<qti-item-body>{markup}</qti-item-body>")).interactions
    return found


def test_a_portable_custom_interaction_keeps_what_loads_and_configures_it() -> None:
    found = interaction_of(
        '<qti-portable-custom-interaction response-identifier="R" custom-interaction-type-identifier="urn:fraction"'
        ' module="fraction" data-height="200" data-mode="pie"><qti-interaction-modules>'
        '<qti-interaction-module id="fraction" primary-path="fraction.js" fallback-path="old/fraction.js"/>'
        '</qti-interaction-modules><qti-interaction-markup><div class="pie"/></qti-interaction-markup>'
        "</qti-portable-custom-interaction>"
    )
    assert isinstance(found, UnknownInteraction)
    assert {key: found.data[key] for key in ("type", "responseIdentifier", "module", "data")} == {
        "type": "portable-custom",
        "responseIdentifier": "R",
        "module": "fraction",
        "data": {"data-height": "200", "data-mode": "pie"},
    }
    assert found.data["customInteractionTypeIdentifier"] == "urn:fraction"
    assert found.data["modules"] == [
        {"id": "fraction", "primaryPath": "fraction.js", "fallbackPath": "old/fraction.js"}
    ]
    assert '<qti-interaction-markup><div class="pie" /></qti-interaction-markup>' in found.data["markup"]


def test_the_end_of_an_attempt_has_its_title() -> None:
    found = interaction_of('<qti-end-attempt-interaction response-identifier="HINT" title="Show a hint"/>')
    assert (found.data["type"], found.data["title"]) == ("end-attempt", "Show a hint")
    assert found.data["responseIdentifier"] == "HINT"


PICTURE = (
    '<qti-gap-img identifier="P" match-max="1"><img src="p.png" width="9" height="8" alt="p"/></qti-gap-img>'
)
TEXT = '<qti-gap-text identifier="T" match-max="1">word</qti-gap-text>'


def test_texts_and_pictures_are_choices_in_both_gap_matches() -> None:
    for name in ("gap-match", "graphic-gap-match"):
        markup = f'<qti-{name}-interaction response-identifier="R">{TEXT}{PICTURE}</qti-{name}-interaction>'
        structure = interaction_of(markup).question_structure
        texts = [(each.identifier, each.content) for each in structure.source_choices]
        assert ("T", "word") in texts
        assert [(each.identifier, each.object.data, each.object.width) for each in structure.gap_imgs] == [
            ("P", "p.png", 9)
        ]
        assert [each.identifier for each in extract_choices(markup)] == ["T", "P"]
    assert [each.identifier for each in interaction_of(
        f'<qti-gap-match-interaction response-identifier="R">{TEXT}{PICTURE}</qti-gap-match-interaction>'
    ).question_structure.source_choices] == ["T", "P"]  # fmt: skip


@pytest.mark.parametrize("root", ['xmlns:ssml="http://www.w3.org/2001/10/synthesis"', ""])
def test_speech_markup_stays_what_it_is(root: str) -> None:
    water = '<ssml:sub alias="water" xml:lang="en">H<sub>2</sub>O</ssml:sub>'
    item = parse_item(ITEM.format(f"<qti-prompt {root}>Say {water}<ssml:break/></qti-prompt>"))
    assert item.prompt == f"Say {water}<ssml:break />"


def test_speech_markup_is_known_by_its_namespace() -> None:
    prompt = '<qti-prompt xmlns:s="http://www.w3.org/2001/10/synthesis"><s:break s:time="1s"/></qti-prompt>'
    assert parse_item(ITEM.format(prompt)).prompt == '<ssml:break ssml:time="1s" />'
