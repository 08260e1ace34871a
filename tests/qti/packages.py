"""Packages to read: made of texts, as a ZIP file or a folder."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["MANIFEST", "STIMULUS", "exam2", "item2", "item3", "manifest", "zipped"]

MANIFEST = "imsmanifest.xml"
_V3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_RULES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A ZIP file of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def manifest(*resources: str, more: str = "") -> str:
    """A manifest of resources, each `identifier type href` and the identifiers that it depends on."""
    rows: list[str] = []
    for identifier, kind, href, *needs in (each.split() for each in resources):
        inside = "".join(f'<dependency identifierref="{need}"/>' for need in needs)
        rows.append(
            f'<resource identifier="{identifier}" type="{kind}" href="{href}"><file href="{href}"/>{inside}</resource>'
        )
    return (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
        f"<resources>{''.join(rows)}{more}</resources></manifest>"
    )


def item2(identifier: str, body: str = "") -> str:
    """An item of QTI 2.1 whose key is A."""
    return (
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{identifier}" title="t"'
        ' adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="single"'
        ' baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f'<itemBody>{body}<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
        '<simpleChoice identifier="A">a</simpleChoice></choiceInteraction></itemBody>'
        f'<responseProcessing template="{_RULES}"/></assessmentItem>'
    )


def item3(identifier: str, references: str = "", body: str = "") -> str:
    """An item of QTI 3."""
    return (
        f'<qti-assessment-item xmlns="{_V3}" identifier="{identifier}" title="t" adaptive="false"'
        f' time-dependent="false">{references}<qti-item-body>{body}</qti-item-body></qti-assessment-item>'
    )


STIMULUS = (
    f'<qti-assessment-stimulus xmlns="{_V3}" identifier="story" title="A story" xml:lang="en">'
    "<qti-stimulus-body><p>Once</p></qti-stimulus-body></qti-assessment-stimulus>"
)


def exam2(*references: str, more: str = "") -> str:
    """A test of QTI 2.1 with one section of references, each `identifier href`."""
    rows = (each.split() for each in references)
    inside = "".join(f'<assessmentItemRef identifier="{name}" href="{href}"/>' for name, href in rows)
    return (
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="exam" title="Exam">'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><timeLimits maxTime="60"/>'
        '<testPart identifier="P" navigationMode="linear" submissionMode="individual">'
        f'<assessmentSection identifier="S" title="S" visible="true">{inside}</assessmentSection>{more}</testPart>'
        '<outcomeProcessing><setOutcomeValue identifier="SCORE"><variable identifier="one.SCORE"/>'
        "</setOutcomeValue></outcomeProcessing></assessmentTest>"
    )
