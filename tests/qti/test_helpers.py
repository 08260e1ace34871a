"""Single things are taken out of an item's XML, as `parse_item` reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.qti.items import SAMPLES, Sample
from timeback.models.qti import ChoiceInteraction
from timeback.qti import (
    QtiXmlError,
    extract_choices,
    extract_correct_response,
    extract_correct_responses,
    extract_feedback,
    extract_interactions,
    extract_modal_feedback,
    extract_prompt,
    extract_response_declarations,
    parse_item,
)

BY_NAME = {sample.name: sample.xml for sample in SAMPLES}
EVERY: list[Callable[[bytes | str], Any]] = [
    extract_choices,
    extract_correct_response,
    extract_correct_responses,
    extract_feedback,
    extract_interactions,
    extract_modal_feedback,
    extract_prompt,
    extract_response_declarations,
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_they_agree_with_the_whole_item(sample: Sample) -> None:
    item = parse_item(sample.xml)
    assert extract_prompt(sample.xml) == item.prompt
    assert extract_correct_responses(sample.xml) == item.correct_responses
    assert extract_response_declarations(sample.xml) == list(item.responses.values())
    assert extract_interactions(sample.xml) == list(item.interactions)
    assert extract_feedback(sample.xml) == list(item.inline_feedback)
    assert extract_modal_feedback(sample.xml) == list(item.modal_feedback)


@pytest.mark.parametrize(
    ("name", "identifiers"),
    [
        ("choice", ["A", "B", "C"]),
        ("order", ["M", "CM", "KM"]),
        ("match", ["EG", "BR", "NILE", "AMAZON"]),
    ],
)
def test_choices_of_every_kind_are_found(name: str, identifiers: list[str]) -> None:
    assert sorted(each.identifier for each in extract_choices(BY_NAME[name])) == sorted(identifiers)


def test_feedback_is_cut_out_of_a_choice_however_deep_it_stands() -> None:
    feedback = '<qti-feedback-inline outcome-identifier="F" identifier="A">No.</qti-feedback-inline>'
    (choice,) = extract_choices(
        f'<qti-simple-choice identifier="A"><p>one{feedback} <b>two</b>{feedback} three</p></qti-simple-choice>'
    )
    assert choice.content == "<p>one <b>two</b> three</p>"
    assert (choice.feedback_inline, choice.feedback_outcome_identifier) == ("No.", "F")


def test_the_first_correct_value_and_all_of_them() -> None:
    assert extract_correct_response(BY_NAME["order"]) == "CM"
    assert extract_correct_responses(BY_NAME["order"]) == {"RESPONSE": ("CM", "M", "KM")}
    assert extract_correct_response("<qti-assessment-item/>") is None


def test_what_regular_expressions_miss_is_read() -> None:
    xml = """
    <q:qti-choice-interaction xmlns:q='urn:q' response-identifier='R' max-choices='many'>
      <q:qti-prompt/>
      <!-- <q:qti-simple-choice identifier="OFF">commented out</q:qti-simple-choice> -->
      <q:qti-simple-choice identifier='A'>a &lt; b &amp; c</q:qti-simple-choice>
      <q:qti-simple-choice identifier='B'><![CDATA[x < y]]></q:qti-simple-choice>
    </q:qti-choice-interaction>
    """
    assert extract_prompt(xml.strip()) == ""
    found = [(each.identifier, each.content) for each in extract_choices(xml.strip())]
    assert found == [("A", "a &lt; b &amp; c"), ("B", "x &lt; y")]
    (interaction,) = extract_interactions(xml.strip())
    assert isinstance(interaction, ChoiceInteraction)
    assert interaction.max_choices is None


@pytest.mark.parametrize("extract", EVERY, ids=lambda each: each.__name__)
def test_blank_xml_has_nothing_in_it_and_bad_xml_is_refused(extract: Callable[[bytes | str], Any]) -> None:
    assert not extract("")
    assert not extract(b" \n")
    with pytest.raises(QtiXmlError, match="not well-formed"):
        extract("<qti-prompt>open")
    with pytest.raises(QtiXmlError, match="document type or an entity"):
        extract('<!DOCTYPE x [<!ENTITY e "ha">]><qti-prompt>&e;</qti-prompt>')
