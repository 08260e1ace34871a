"""A test's document stays as it was posted; an edit changes what it edits, and not a letter more."""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from timeback import AsyncQtiClient, BadRequestError
from timeback.qti import convert_qti2, grade_test, parse_item

POSTED = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<qti-assessment-test xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="T" title='A "test"' tool-name="x">
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="4">
    <qti-default-value><qti-value>0</qti-value></qti-default-value>
  </qti-outcome-declaration>
  <qti-time-limits max-time="3600" allow-late-submission="true"/>
  <qti-test-part identifier="P" navigation-mode="linear" submission-mode="individual">
    <qti-item-session-control max-attempts="0"/>
    <qti-assessment-section identifier="S" title="S" visible="true">
      <!-- two of three -->
      <qti-rubric-block view="candidate">
        <qti-content-body><p>1 &lt; 2 &#38; so on</p></qti-content-body>
      </qti-rubric-block>
      <qti-selection select="2"/>
      <qti-ordering shuffle="true"/>
      <qti-assessment-item-ref identifier="a" href="a.xml" category="x">
        <qti-weight identifier="W" value="2"/>
      </qti-assessment-item-ref>
      <qti-assessment-item-ref identifier="b" href="b.xml"   fixed='true' />
      <qti-assessment-section identifier="S-1" title="Inside" visible="false">
        <qti-assessment-item-ref identifier="d" href="d.xml"/>
      </qti-assessment-section>
    </qti-assessment-section>
  </qti-test-part>
  <qti-outcome-processing>
    <qti-set-outcome-value identifier="SCORE">
      <qti-sum><qti-test-variables variable-identifier="SCORE" weight-identifier="W"/></qti-sum>
    </qti-set-outcome-value>
  </qti-outcome-processing>
  <qti-test-feedback outcome-identifier="SCORE" show-hide="show" identifier="x" access="atEnd">
    <qti-content-body>done</qti-content-body>
  </qti-test-feedback>
</qti-assessment-test>
"""
ITEM = (
    '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="{}" title="t"'
    ' adaptive="false" time-dependent="false"><qti-item-body><p>x</p></qti-item-body></qti-assessment-item>'
)


def changes(before: str, after: str) -> list[str]:
    """The lines that an edit took away and put in."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:3] not in ("---", "+++") and not line.startswith("@@")]


@pytest.fixture
async def posted(qti: AsyncQtiClient) -> AsyncQtiClient:
    for name in "abcd":
        await qti.assessment_items.create_from_xml(ITEM.format(name))
    assert (await qti.assessment_tests.create_from_xml(POSTED)).raw_xml == POSTED
    return qti


async def xml_of(qti: AsyncQtiClient) -> str:
    return (await qti.assessment_tests.get("T")).raw_xml


async def test_a_document_stays_until_something_in_it_is_edited(posted: AsyncQtiClient) -> None:
    made = await posted.assessment_tests.update_metadata("T", {"subject": "Math"})
    assert made.raw_xml == await xml_of(posted) == POSTED
    assert (made.time_limit, (made.qti_outcome_declaration or [])[0].normal_maximum) == (3600, 4)
    questions = await posted.assessment_tests.get_questions("T")
    assert [(each.reference.section, each.question.identifier) for each in questions.questions] == [
        ("S", "a"), ("S", "b"), ("S-1", "d"),
    ]  # fmt: skip
    other = POSTED.replace("two of three", "three of three")
    assert (await posted.assessment_tests.update_from_xml("T", other)).raw_xml == other


async def test_an_edit_changes_what_it_edits(posted: AsyncQtiClient) -> None:
    sections = posted.assessment_tests("T").parts("P").sections
    items = sections("S").items
    await items.add({"identifier": "c"})
    added = await xml_of(posted)
    c = '      <qti-assessment-item-ref identifier="c" href="assessment-items/c"/>'
    assert changes(POSTED, added) == [f"+{c}"]
    await items.remove("b")
    removed = await xml_of(posted)
    b = '      <qti-assessment-item-ref identifier="b" href="b.xml"   fixed=\'true\' />'
    assert changes(added, removed) == [f"-{b}"]
    await items.reorder([{"identifier": "c"}, {"identifier": "a"}])
    assert sorted(changes(removed, await xml_of(posted))) == sorted([f"+{c}", f"-{c}"])
    await sections.update("S", {"identifier": "S", "title": "New & better", "visible": True,
                                "qti-assessment-item-ref": [{"identifier": "a"}]})  # fmt: skip
    renamed = await xml_of(posted)
    assert 'title="New &amp; better"' in renamed
    for kept in ('<qti-weight identifier="W" value="2"/>', '<qti-selection select="2"/>', "1 &lt; 2 &#38; so on",
                 "<!-- two of three -->", 'href="a.xml" category="x"', 'identifier="S-1"'):  # fmt: skip
        assert kept in renamed
    assert c not in renamed


async def test_sections_and_parts_come_and_go_and_leave_the_rest_alone(posted: AsyncQtiClient) -> None:
    parts = posted.assessment_tests("T").parts
    sections = parts("P").sections
    await sections.create({"identifier": "S2", "title": "More", "visible": False})
    section = '    <qti-assessment-section identifier="S2" title="More" visible="false"/>'
    assert changes(POSTED, await xml_of(posted)) == [f"+{section}"]
    await sections.delete("S2")
    assert await xml_of(posted) == POSTED
    part: dict[str, Any] = {
        "identifier": "P2", "navigationMode": "nonlinear", "submissionMode": "individual",
        "qti-assessment-section": [],
    }  # fmt: skip
    await parts.create(part)
    xml = await xml_of(posted)
    assert changes(POSTED, xml) == [
        '+  <qti-test-part identifier="P2" navigation-mode="nonlinear" submission-mode="individual"/>'
    ]
    assert xml.index("P2") < xml.index("<qti-outcome-processing>")
    await parts.delete("P2")
    assert await xml_of(posted) == POSTED


async def test_a_test_put_as_json_keeps_what_json_cannot_say(posted: AsyncQtiClient) -> None:
    references = [{"identifier": "a"}, {"identifier": "b"}]
    section = {"identifier": "S", "title": "S", "visible": True, "qti-assessment-item-ref": references}
    part = {
        "identifier": "P", "navigationMode": "linear", "submissionMode": "simultaneous",
        "qti-assessment-section": [section],
    }  # fmt: skip
    await posted.assessment_tests.update(
        "T", {"identifier": "T", "title": "Another", "qti-test-part": [part]}
    )
    assert changes(POSTED, await xml_of(posted)) == [
        line
        for old, new in (("title='A \"test\"'", 'title="Another"'), ("individual", "simultaneous"))
        for line in changes(POSTED, POSTED.replace(old, new))
    ]


async def test_a_converted_document_is_taken_and_scored(qti: AsyncQtiClient) -> None:
    old = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
    item = (
        f'<assessmentItem {old} identifier="one" title="t" adaptive="false" timeDependent="false">'
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse>'
        '<value>A</value></correctResponse></responseDeclaration><outcomeDeclaration identifier="SCORE"'
        ' cardinality="single" baseType="float"/><itemBody><choiceInteraction responseIdentifier="RESPONSE"'
        ' shuffle="false" maxChoices="1"><simpleChoice identifier="A">a</simpleChoice></choiceInteraction></itemBody>'
        '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
        "</assessmentItem>"
    )
    made = await qti.assessment_items.create_from_xml(convert_qti2(item))
    assert (await qti.assessment_items.process_response("one", "A")).is_correct
    assert grade_test(POSTED, {"a": parse_item(made.raw_xml)}, {"a": "A"}).score == 2.0


async def test_a_map_response_in_json_gives_no_points_without_a_key(qti: AsyncQtiClient) -> None:
    processing = {
        "templateType": "map_response", "responseDeclarationIdentifier": "RESPONSE", "outcomeIdentifier": "FEEDBACK",
        "correctResponseIdentifier": "right", "incorrectResponseIdentifier": "wrong",
    }  # fmt: skip
    structure = {"prompt": "?", "choices": [{"identifier": each, "content": each} for each in "AB"]}
    body: dict[str, Any] = {
        "title": "t", "type": "choice", "outcomeDeclarations": [
            {"identifier": "FEEDBACK", "cardinality": "single", "baseType": "identifier"}],
        "interaction": {"type": "choice", "responseIdentifier": "RESPONSE", "questionStructure": structure},
    }  # fmt: skip
    declared = {"identifier": "RESPONSE", "cardinality": "single", "baseType": "identifier"}
    for feedback in (True, False):
        for key, scores in (([], {"A": 0.0, "B": 0.0}), (["A"], {"A": 1.0, "B": 0.0})):
            identifier = f"i{len(key)}{feedback}"
            used = processing if feedback else {**processing, "correctResponseIdentifier": ""}
            await qti.assessment_items.create(
                body | {"identifier": identifier, "responseProcessing": used,
                        "responseDeclarations": [declared | {"correctResponse": {"value": key}}]}
            )  # fmt: skip
            for response, score in scores.items():
                result = await qti.assessment_items.process_response(identifier, response)
                assert (result.score or 0.0) == score


CONDITION = {
    "qti-match": {
        "qti-variable": {"_attributes": {"identifier": "choice.SCORE"}},
        "qti-base-value": {"_attributes": {"base-type": "float"}, "_text": "1"},
    }
}
BRANCH = {"_attributes": {"target": "EXIT_TEST"}, **CONDITION}


async def test_conditions_and_branches_go_into_the_document_and_come_out_of_it(qti: AsyncQtiClient) -> None:
    section = {
        "identifier": "s", "title": "S", "visible": True, "qti-assessment-item-ref": [{"identifier": "choice"}],
        "qti-pre-condition": [CONDITION],
    }  # fmt: skip
    part = {
        "identifier": "p", "navigationMode": "linear", "submissionMode": "individual",
        "qti-assessment-section": [section], "qti-pre-condition": [CONDITION], "qti-branch-rule": [BRANCH, BRANCH],
    }  # fmt: skip
    made = await qti.assessment_tests.create({"identifier": "t", "title": "T", "qti-test-part": [part]})
    condition = '<qti-match><qti-variable identifier="choice.SCORE"'
    assert made.raw_xml.count(f"<qti-pre-condition>{condition}") == 2
    assert made.raw_xml.count(f'<qti-branch-rule target="EXIT_TEST">{condition}') == 2
    first, last = made.raw_xml.index("<qti-pre-condition"), made.raw_xml.index("<qti-assessment-section")
    assert first < made.raw_xml.index("<qti-branch-rule") < last
    await qti.assessment_tests.delete("t")
    read = await qti.assessment_tests.create_from_xml(made.raw_xml)
    (found,) = read.qti_test_part
    assert (found.qti_pre_condition, found.qti_branch_rule) == ([CONDITION], [BRANCH, BRANCH])
    assert found.qti_assessment_section[0].qti_pre_condition == [CONDITION]
    changed = part | {"qti-branch-rule": [BRANCH], "qti-pre-condition": []}
    put = await qti.assessment_tests.update(
        "t", {"identifier": "t", "title": "T", "qti-test-part": [changed]}
    )
    assert (put.raw_xml.count("<qti-branch-rule"), put.raw_xml.count("<qti-pre-condition")) == (1, 1)
    wrong = part | {"qti-pre-condition": [{"a b": "c"}]}
    with pytest.raises(BadRequestError, match="no name"):
        await qti.assessment_tests.update("t", {"identifier": "t", "title": "T", "qti-test-part": [wrong]})
