"""A create under the caller's id whose answer was lost: its record is looked for, and the error says what was found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.qti.items import SAMPLES
from timeback import APIConnectionError, AsyncTimebackClient
from timeback.sandbox import Sandbox

NOW = "2026-01-05T09:00:00Z"
UUID = "9a1d4a34-63ad-4c0d-8f0e-1d1f4c1f9d11"
PART = {"identifier": "p-2", "navigationMode": "linear", "submissionMode": "individual"}
SECTION = {"identifier": "s-2", "title": "Section", "visible": True}
TEST = {
    "identifier": "t-1", "title": "Test",
    "qti-test-part": [
        {**PART, "identifier": "p-1", "qti-assessment-section": [{**SECTION, "identifier": "s-1"}]}
    ],
}  # fmt: skip
STIMULUS = (
    '<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="st-2" title="S">'
    "<qti-stimulus-body><p>Text</p></qti-stimulus-body></qti-assessment-stimulus>"
)
TEST_XML = (
    '<qti-assessment-test xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="t-2" title="T">'
    '<qti-test-part identifier="p" navigation-mode="linear" submission-mode="individual">'
    '<qti-assessment-section identifier="s" title="S" visible="true"/></qti-test-part></qti-assessment-test>'
)
PACKAGE = {
    "CFDocument": {
        "identifier": UUID, "uri": "https://x.example/d", "creator": "Ada", "title": "D", "lastChangeDateTime": NOW,
    },
    "CFItems": [],
    "CFAssociations": [],
}  # fmt: skip


@pytest.fixture
async def timeback(sandbox: Sandbox) -> AsyncIterator[AsyncTimebackClient]:
    async with AsyncTimebackClient(**sandbox.credentials) as client:
        await client.qti.assessment_tests.create(TEST)
        yield client


async def made(client: AsyncTimebackClient, what: str) -> Any:
    tests, items = client.qti.assessment_tests, client.qti.assessment_items
    match what:
        case "item":
            return await items.create({"xml": SAMPLES[0].xml, "format": "xml"})
        case "item of XML":
            return await items.create_from_xml(SAMPLES[1].xml)
        case "upserted item":
            return await items.upsert(SAMPLES[2].name, {"xml": SAMPLES[2].xml, "format": "xml"})
        case "test":
            return await tests.create({**TEST, "identifier": "t-3"})
        case "test of XML":
            return await tests.create_from_xml(TEST_XML.encode())
        case "stimulus":
            return await client.qti.stimuli.create(identifier="st-1", title="S", content="<p>Text</p>")
        case "stimulus of XML":
            return await client.qti.stimuli.create_from_xml(STIMULUS)
        case "part":
            return await tests("t-1").parts.create({**PART, "qti-assessment-section": [SECTION]})
        case "section":
            return await tests("t-1").parts("p-1").sections.create(SECTION)
        case "package":
            return await client.case.packages.create(PACKAGE)
        case "grading period":
            term = await client.oneroster.terms.first()
            school = await client.oneroster.schools.first()
            assert term is not None and school is not None
            return await client.oneroster.terms(term.sourced_id or "").grading_periods.create(
                sourced_id="gp-lost", title="P", start_date="2026-01-01", end_date="2026-02-01", school_year="2026",
                org={"sourced_id": school.sourced_id or ""},
                parent={"sourced_id": term.sourced_id or ""}, type="gradingPeriod", status="active",
            )  # fmt: skip
        case "result":
            item = await client.oneroster.line_items.first()
            student = await client.oneroster.students.first()
            assert item is not None and student is not None
            return await client.oneroster.line_items(item.sourced_id or "").results.create(
                sourced_id="r-lost",
                status="active", student={"sourced_id": student.sourced_id or ""}, score=5,
                score_status="fully graded", score_date="2026-01-05",
            )  # fmt: skip
        case _:
            raise AssertionError(what)


CASES = (
    "item", "item of XML", "upserted item", "test", "test of XML", "stimulus", "stimulus of XML", "part", "section",
    "package", "grading period", "result",
)  # fmt: skip


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("what", CASES)
async def test_what_was_lost_is_looked_for(
    timeback: AsyncTimebackClient, sandbox: Sandbox, what: str, is_there: bool
) -> None:
    sandbox.faults.add(drop="after" if is_there else "before", method="POST")
    with pytest.raises(APIConnectionError) as caught:
        await made(timeback, what)
    assert caught.value.outcome_unknown
    assert caught.value.is_there is is_there
    assert ("is there now" if is_there else "no record with this id is there") in str(caught.value)
