"""QTI 2 is turned into QTI 3 and scored like it; what has no equivalent is named, nothing is expanded."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.qti.items import SAMPLES, Sample
from timeback.models.qti import UnknownInteraction
from timeback.qti import (
    QtiXmlError,
    convert_qti2,
    extract_choices,
    extract_prompt,
    grade,
    grade_test,
    parse_item,
)
from timeback.qti.expressions.registry import _EXPRESSIONS
from timeback.qti.qti2 import NAMESPACE
from timeback.qti.qti2_names import QTI2_NAMES
from timeback.qti.rules import _CONDITIONS, _RULES

V21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
MATHML = "http://www.w3.org/1998/Math/MathML"
OLD_NAMES = {new: old for old, new in QTI2_NAMES.items()}
CORRECT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def item(inside: str, namespace: str = V21, more: str = "") -> str:
    declared = f'xmlns="{namespace}"' if namespace else ""
    return (
        f'<assessmentItem {declared} {more} identifier="i" title="t" adaptive="false" timeDependent="false">'
        f"{inside}</assessmentItem>"
    )


def declared(base_type: str = "string", inside: str = "") -> str:
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="{base_type}">{inside}'
        '</responseDeclaration><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    )


def older(xml: str, namespace: str) -> str:
    """A sample as QTI 2 would have it."""
    xml = re.sub(r"</?qti-content-body>", "", xml).replace(NAMESPACE, namespace)
    xml = re.sub(r"(?<=[</])(qti-[a-z-]+)", lambda name: OLD_NAMES[name[1]], xml)
    xml = re.sub(r"\s([a-z]+(?:-[a-z]+)+)=", lambda name: f" {camel(name[1])}=", xml)
    return re.sub(r"https://purl.imsglobal.org/spec/qti/v3p0/(rptemplates/\w+).xml",
                  r"http://www.imsglobal.org/question/qti_v2p1/\1", xml)  # fmt: skip


def camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda letter: letter[1].upper(), name)


@pytest.mark.parametrize("namespace", [V21, "http://www.imsglobal.org/xsd/imsqti_item_v2p0"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_scores_in_qti_2_as_in_qti_3(sample: Sample, namespace: str) -> None:
    xml = older(sample.xml, namespace)
    assert "<assessmentItem" in xml
    old, new = parse_item(xml), parse_item(sample.xml)
    assert old.interactions == new.interactions
    assert old.modal_feedback == new.modal_feedback
    for response in (sample.right, sample.wrong, sample.partly):
        assert grade(old, response) == grade(new, response)


def test_every_rule_and_expression_has_its_name_in_qti_2() -> None:
    ours = {*_EXPRESSIONS, *_RULES, *_CONDITIONS} - {"include"}
    assert ours <= QTI2_NAMES.keys() | set(QTI2_NAMES.values())


@pytest.mark.parametrize(
    "namespace",
    ["", V21, "http://www.imsglobal.org/xsd/imsqti_v2p0", "http://www.imsglobal.org/xsd/imsqti_v2p2",
     "http://www.imsglobal.org/xsd/apip/apipv1p0/qtiitem/imsqti_v2p1", "http://example.org/mistaken"],
)  # fmt: skip
def test_any_namespace_of_qti_2_and_none_is_read(namespace: str) -> None:
    correct = "<correctResponse><value>A</value></correctResponse>"
    found = parse_item(
        item(
            declared("identifier", correct) + f'<itemBody/><responseProcessing template="{CORRECT}"/>',
            namespace,
        )
    )
    assert grade(found, "A").score == 1.0
    assert grade(found, "B").score == 0.0
    assert found.notes == ()


def test_a_prefix_and_a_foreign_default_namespace_are_read() -> None:
    xml = (
        f'<q:assessmentItem xmlns:q="{V21}" xmlns="http://www.w3.org/1999/xhtml" q:identifier="i" title="t">'
        '<q:itemBody><p>Which?</p><q:choiceInteraction responseIdentifier="R"><q:prompt>Pick <b>one</b></q:prompt>'
        '<q:simpleChoice identifier="A">a</q:simpleChoice></q:choiceInteraction></q:itemBody></q:assessmentItem>'
    )
    converted = convert_qti2(xml)
    assert {each.tag.partition("}")[0] for each in fromstring(converted).iter()} == {f"{{{NAMESPACE}"}
    assert parse_item(xml).identifier == "i"
    assert extract_prompt(xml) == "Pick <b>one</b>"
    assert [each.content for each in extract_choices(xml)] == ["a"]


@pytest.mark.parametrize(
    ("entry", "response", "score"),
    [
        ("", "York", 1.0),
        ("", "york", 0.0),
        ('caseSensitive="true"', "york", 0.0),
        ('caseSensitive="false"', "york", 1.0),
    ],
)
def test_keys_of_a_mapping_are_compared_by_case_unless_they_say_otherwise(
    entry: str, response: str, score: float
) -> None:
    mapping = f'<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1" {entry}/></mapping>'
    found = parse_item(
        item(
            declared("string", mapping)
            + '<itemBody/><responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response"/>'
        )
    )
    assert grade(found, response).score == score


def test_mathematics_keeps_its_names_and_its_namespace() -> None:
    body = (
        f'<itemBody><p><m:math xmlns:m="{MATHML}"><m:max/><m:or/></m:math><math><max/></math></p></itemBody>'
    )
    converted = convert_qti2(item(body))
    found = [each.tag for each in fromstring(converted).iter() if MATHML in each.tag]
    assert found == [f"{{{MATHML}}}{name}" for name in ("math", "max", "or", "math", "max")]


def test_what_is_not_qti_stays_letter_by_letter() -> None:
    markup = "<p class='a'>1 &lt; 2<br/><!-- why --><img src='a.png'   alt=\"\"/></p>"
    assert markup in convert_qti2(item(f"<itemBody>{markup}</itemBody>"))


def test_feedback_and_rubrics_get_a_body() -> None:
    feedback = (
        '<modalFeedback outcomeIdentifier="F" identifier="x" showHide="show">Well <b>done</b></modalFeedback>'
    )
    rubric = (
        '<rubricBlock view="scorer"><stylesheet href="a.css" type="text/css"/><p>Two points</p></rubricBlock>'
    )
    converted = convert_qti2(item(f"<itemBody>{rubric}</itemBody>{feedback}"))
    assert "<qti-content-body>Well <b>done</b></qti-content-body></qti-modal-feedback>" in converted
    assert '<qti-stylesheet href="a.css" type="text/css"/><qti-content-body><p>Two points</p>' in converted
    assert parse_item(converted).modal_feedback[0].content == "Well <b>done</b>"


def test_template_addresses_are_those_of_qti_3() -> None:
    for version in ("v2p0", "v2p1", "v2p2"):
        for name in ("match_correct", "map_response", "map_response_point"):
            address = f"http://www.imsglobal.org/question/qti_{version}/rptemplates/{name}"
            converted = convert_qti2(item(f'<responseProcessing template="{address}"/>'))
            assert f'template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml"' in converted
    other = "http://example.org/rptemplates/mine"
    assert f'template="{other}"' in convert_qti2(item(f'<responseProcessing template="{other}"/>'))


PCI_1 = """<customInteraction responseIdentifier="R"><portableCustomInteraction data-version="1.2"
  customInteractionTypeIdentifier="urn:pie" xmlns="http://www.imsglobal.org/xsd/portableCustomInteraction_v1">
  <modules primaryConfiguration="a.json"><module id="pie" primaryPath="pie.js" fallbackPath="old/pie.js"/></modules>
  <interactionMarkup><div class="pie"/></interactionMarkup></portableCustomInteraction></customInteraction>"""
PCI_0 = """<customInteraction responseIdentifier="R"><pci:portableCustomInteraction
  xmlns:pci="http://www.imsglobal.org/xsd/portableCustomInteraction" customInteractionTypeIdentifier="urn:pie"
  hook="pie.js" version="0.1"><pci:resources><pci:libraries><pci:lib id="jquery"/></pci:libraries></pci:resources>
  <pci:properties><pci:property key="slices">4</pci:property><pci:properties key="color">
  <pci:property key="hue">3</pci:property></pci:properties></pci:properties>
  <pci:markup xmlns="http://www.w3.org/1999/xhtml"><div class="pie"/></pci:markup>
  </pci:portableCustomInteraction></customInteraction>"""


def portable(markup: str) -> dict[str, Any]:
    (found,) = parse_item(item(f"<itemBody>{markup}</itemBody>")).interactions
    assert isinstance(found, UnknownInteraction)
    assert '<div class="pie" />' in found.data["markup"]
    return found.data


def test_portable_custom_interactions_of_both_kinds_have_the_new_form() -> None:
    new, old = portable(PCI_1), portable(PCI_0)
    assert (new["type"], new["responseIdentifier"]) == ("portable-custom", "R")
    assert new["customInteractionTypeIdentifier"] == old["customInteractionTypeIdentifier"] == "urn:pie"
    assert new["modules"] == [{"id": "pie", "primaryPath": "pie.js", "fallbackPath": "old/pie.js"}]
    assert new["data"] == {"data-version": "1.2"}
    assert [each["id"] for each in old["modules"]] == ["jquery", "pie"]
    assert old["module"] == "pie"
    assert old["data"] == {"data-slices": "4", "data-color__hue": "3"}


def test_any_other_custom_interaction_stays_one() -> None:
    found = parse_item(
        item('<itemBody><customInteraction responseIdentifier="R"><x/></customInteraction></itemBody>')
    )
    assert found.interactions[0].data["type"] == "custom"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("inside", "note", "kept"),
    [
        ('<itemBody><infoControl title="Hint"><p>x</p></infoControl></itemBody>', "infoControl",
         "<details><summary>Hint</summary><p>x</p></details>"),
        ('<x:apipAccessibility xmlns:x="http://www.imsglobal.org/xsd/apip/apipv1p0/imsapip_qtiv1p0"/>',
         "apipAccessibility", None),
        ('<itemBody><fancyThing a="1"/></itemBody>', "fancyThing", '<fancyThing a="1"/>'),
        ('<itemBody><v:note xmlns:v="urn:vendor">x</v:note></itemBody>', "urn:vendor", ">x</v:note>"),
        ("<itemBody><m:math><m:or/></m:math></itemBody>", "m:", "<m:or/>"),
        ("<itemBody><p>a&nbsp;b</p></itemBody>", "&nbsp;", "a\u00a0b"),
    ],
)  # fmt: skip
def test_what_has_no_equivalent_or_was_mended_is_noted(inside: str, note: str, kept: str | None) -> None:
    converted = convert_qti2(item(inside))
    assert any(note in each for each in converted.notes)
    assert parse_item(item(inside)).notes == converted.notes
    fromstring(converted)
    if kept is None:
        assert note not in converted
    else:
        assert kept in converted.replace("&#160;", "\u00a0")


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + item("<itemBody/>"),
        "\n\n  <?xml version='1.0' encoding='utf-16'?>" + item("<itemBody/>"),
        b"\xef\xbb\xbf" + item("<itemBody/>").encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + item("<itemBody/>")).encode("utf-16"),
        ('<?xml version="1.0" encoding="UTF-16"?>' + item("<itemBody/>")).encode(),
        ('<?xml version="1.1" encoding="windows-1252"?>' + item("<itemBody/>").replace('"t"', '"€"')).encode("cp1252"),
        "<!DOCTYPE assessmentItem PUBLIC '-//x' 'http://example.org/x.dtd'>" + item("<itemBody/>"),
        "<!-- <qti-assessment-item/> -->" + item("<itemBody/>"),
    ],
    ids=["bom", "blanks", "utf-8 bom", "utf-16", "mistaken utf-16", "cp1252", "doctype", "comment"],
)  # fmt: skip
def test_what_stands_before_the_root_is_read_past(content: bytes | str) -> None:
    found = parse_item(content)
    assert found.identifier == "i"
    assert found.title in ("t", "€")
    fromstring(convert_qti2(content))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ('<!DOCTYPE assessmentItem [<!ENTITY a "ha">]>' + item("&a;"), "document type or an entity"),
        ('<!DOCTYPE assessmentItem SYSTEM "x.dtd">' + item("&unknown;"), "not well-formed"),
        ("<questestinterop/>", "QTI 1"),
        ("<html/>", "html is no element of QTI 2"),
        ("<assessmentItem>" * 300, "nested more than"),
        (b'<?xml version="1.0" encoding="no-such"?><assessmentItem/>', "cannot be read as no-such"),
        ("<assessmentItem>\xe9".encode("latin-1"), "cannot be read as utf-8"),
    ],
)
def test_what_cannot_be_converted_says_why(xml: bytes | str, message: str) -> None:
    with pytest.raises(QtiXmlError, match=message):
        convert_qti2(xml)


def test_qti_3_is_given_back() -> None:
    converted = convert_qti2(SAMPLES[0].xml)
    assert converted == SAMPLES[0].xml
    assert converted.notes == ("the document is QTI 3 already",)
    once = convert_qti2(item("<itemBody/>"))
    assert convert_qti2(once) == once


TEST = f"""<assessmentTest xmlns="{V21}" identifier="T" title="t">
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><timeLimits maxTime="60"/>
  <testPart identifier="P" navigationMode="linear" submissionMode="individual">
    <preCondition><baseValue baseType="boolean">true</baseValue></preCondition>
    <itemSessionControl maxAttempts="1" showFeedback="true"/>
    <assessmentSection identifier="S" title="S" visible="true"><selection select="1" withReplacement="false"/>
      <ordering shuffle="true"/><assessmentItemRef identifier="one" href="i.xml" category="c">
        <branchRule target="EXIT_TEST"><baseValue baseType="boolean">true</baseValue></branchRule>
        <weight identifier="W" value="3"/></assessmentItemRef></assessmentSection></testPart>
  <outcomeProcessing><setOutcomeValue identifier="SCORE"><sum>
    <testVariables variableIdentifier="SCORE" weightIdentifier="W"/></sum></setOutcomeValue></outcomeProcessing>
  <testFeedback access="atEnd" outcomeIdentifier="SCORE" showHide="show" identifier="3">Three</testFeedback>
</assessmentTest>"""


def test_a_whole_test_is_converted_and_scored() -> None:
    converted = convert_qti2(TEST)
    names = {each.tag.partition("}")[2] for each in fromstring(converted).iter()}
    assert {name for name in names if not name.startswith("qti-")} == set()
    assert 'max-time="60"' in converted
    assert 'with-replacement="false"' in converted
    correct = "<correctResponse><value>A</value></correctResponse>"
    one = parse_item(item(declared("identifier", correct) + f'<responseProcessing template="{CORRECT}"/>'))
    graded = grade_test(TEST, {"one": one}, {"one": "A"})
    assert graded.score == 3.0


WORDS = st.sampled_from(
    [*QTI2_NAMES, "p", "b", "math", "m:math", "x:y", "customInteraction", "portableCustomInteraction"]
)
TREES = st.recursive(
    st.sampled_from(["", "A", "&nbsp;", "&lt;", "<!-- c -->", "<![CDATA[<x>]]>"]),
    lambda inner: st.builds(
        lambda name, attribute, inside: f'<{name} {attribute}="1">{"".join(inside)}</{name}>',
        WORDS,
        st.sampled_from(["responseIdentifier", "xml:lang", "m:x", "y:z", "data-a", "title", "xmlns"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4))
def test_whatever_is_inside_the_conversion_is_xml_and_can_be_converted_no_further(parts: list[str]) -> None:
    converted = convert_qti2(item("".join(parts)))
    root = fromstring(converted)
    assert root.tag == f"{{{NAMESPACE}}}qti-assessment-item"
    assert {each.tag for each in root.iter() if isinstance(each.tag, str)}.isdisjoint(
        f"{{{NAMESPACE}}}{name}" for name in QTI2_NAMES
    )
