"""Tests: built, edited part by part, listed by page, validated, taken."""

from __future__ import annotations

import warnings
from typing import Any

import httpx
import pytest

from tests.qti.items import SAMPLES
from tests.raw_server import RawServer, reply
from timeback import (
    AsyncQtiClient,
    AsyncTimebackClient,
    BadRequestError,
    ConflictError,
    NotFoundError,
    SharedHostWarning,
)
from timeback.sandbox import Sandbox


def body_of(identifier: str, *items: str) -> dict[str, Any]:
    references = [{"identifier": each, "href": f"assessment-items/{each}"} for each in items]
    section = {
        "identifier": "s-1", "title": "Section", "visible": True, "qti-assessment-item-ref": references,
    }  # fmt: skip
    part = {
        "identifier": "p-1", "navigationMode": "linear", "submissionMode": "individual",
        "qti-assessment-section": [section],
    }  # fmt: skip
    return {"identifier": identifier, "title": f"Test {identifier}", "qti-test-part": [part]}


async def test_a_test_is_built_taken_and_read(qti: AsyncQtiClient) -> None:
    names = [sample.name for sample in SAMPLES[:5]]
    for sample in SAMPLES[:5]:
        await qti.assessment_items.create_from_xml(sample.xml)
    made = await qti.assessment_tests.create(body_of("five", *names))
    assert made.is_valid_xml
    questions = await qti.assessment_tests.get_questions("five")
    assert [each.question.identifier for each in questions.questions] == names
    score = 0.0
    for sample in SAMPLES[:5]:
        result = await qti.assessment_items.process_response(sample.name, sample.right)
        score += result.score or 0.0
    # The letter waits for its grader.
    assert score == 4.0


async def test_parts_sections_and_references_are_edited_and_the_xml_follows(qti: AsyncQtiClient) -> None:
    for sample in SAMPLES[:3]:
        await qti.assessment_items.create_from_xml(sample.xml)
    await qti.assessment_tests.create(body_of("t", "choice"))
    parts = qti.assessment_tests("t").parts
    part = await parts.create(body_of("x")["qti-test-part"][0] | {"identifier": "p-2"})
    assert 'identifier="p-2"' in part.raw_xml
    with pytest.raises(ConflictError):
        await parts.create(body_of("x")["qti-test-part"][0] | {"identifier": "p-2"})
    sections = parts("p-2").sections
    await sections.create({"identifier": "s-2", "title": "More", "visible": True})
    items = sections("s-2").items
    for name in ("choice", "choice-multiple", "text-entry"):
        await items.add({"identifier": name})
    with pytest.raises(BadRequestError):
        await items.add({"identifier": "choice"})
    with pytest.raises(NotFoundError):
        await items.add({"identifier": "nothing"})
    ordered = await items.reorder([{"identifier": "text-entry"}, {"identifier": "choice"}])
    assert [each.identifier for each in ordered.qti_assessment_item_ref or []] == [
        "text-entry", "choice", "choice-multiple",
    ]  # fmt: skip
    await items.remove("choice-multiple")
    assert (await qti.assessment_tests.get("t")).raw_xml.count("<qti-assessment-item-ref") == 3
    assert (await sections.get("s-2")).title == "More"
    await sections.update("s-2", {"identifier": "s-2", "title": "Renamed", "visible": True})
    assert [each.title async for each in sections.stream()] == ["Section", "Renamed"]
    await sections.delete("s-2")
    await parts.delete("p-2")
    assert [each.identifier for each in await parts.list()] == ["p-1"]
    await qti.assessment_tests.delete("t")
    assert (await qti.assessment_items.get("choice")).title == "Boiling point"


async def test_a_test_made_of_a_document_and_given_metadata(qti: AsyncQtiClient) -> None:
    made = await qti.assessment_tests.create(body_of("a", "choice"))
    document = made.raw_xml.replace('identifier="a"', 'identifier="b"')
    other = await qti.assessment_tests.create_from_xml(document)
    assert other.qti_test_part == made.qti_test_part
    assert (await qti.assessment_tests.update_from_xml("b", document.encode())).identifier == "b"
    marked = await qti.assessment_tests.update_metadata("b", {"subject": "Science"})
    assert marked.metadata == {"subject": "Science"}
    assert (await qti.assessment_tests.upsert("c", body_of("c", "choice"))).identifier == "c"


async def test_lists_are_searched_filtered_and_sorted(qti: AsyncQtiClient) -> None:
    for sample in SAMPLES:
        await qti.assessment_items.create_from_xml(sample.xml)
    page = await qti.assessment_items.list(offset=7, limit=7, sort="identifier", order_by="asc")
    assert (page.total, len(page), page.has_more) == (24, 7, True)
    found = await qti.assessment_items.list(where={"type": "order"})
    assert [each.identifier for each in found] == ["order"]
    assert [each.identifier for each in await qti.assessment_items.list(search="Boiling")] == ["choice"]
    names = [
        each.identifier
        async for each in qti.assessment_items.stream(limit=5, sort="identifier", order_by="asc")
    ]
    assert names == sorted(names)
    assert len(names) == 24
    assert not await qti.assessment_items.list(where={"type": {"in": []}})


async def test_b05_a_server_that_caps_the_page_loses_nothing() -> None:
    rows = [
        {"identifier": f"s-{number}", "title": "t", "catalogInfo": [], "rawXml": "", "content": {},
         "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}
        for number in range(95)
    ]  # fmt: skip

    def answer(seen: Any) -> Any:
        query = dict(part.split("=") for part in seen.target.partition("?")[2].split("&"))
        limit, page = min(int(query["limit"]), 30), int(query["page"])
        held = rows[(page - 1) * limit : page * limit]
        return reply({"items": held, "total": 95, "page": page, "pages": 4, "limit": limit})

    with RawServer(script=answer) as server:
        async with AsyncQtiClient(**server.open) as client:
            for prefetch in (0, 4):
                found = [each.identifier async for each in client.stimuli.stream(limit=50, prefetch=prefetch)]
                assert found == [row["identifier"] for row in rows]


async def test_stimuli_and_validation(qti: AsyncQtiClient) -> None:
    await qti.stimuli.create({"identifier": "s", "title": "A text", "content": "<p>Once upon a time</p>"})
    stimulus = await qti.stimuli.get("s")
    assert "Once upon a time" in stimulus.raw_xml
    document = stimulus.raw_xml.replace('identifier="s"', 'identifier="s2"')
    assert (await qti.stimuli.create_from_xml(document)).raw_xml == document
    body = {"identifier": "s", "title": "Another", "content": "<p>The end</p>"}
    assert (await qti.stimuli.update("s", body)).title == "Another"
    assert (await qti.stimuli.upsert("s3", body | {"identifier": "s3"})).identifier == "s3"
    with pytest.raises(BadRequestError):
        await qti.stimuli.create({"identifier": "bad", "title": "t", "content": "<p>open"})
    good = await qti.validation.check({"schema": "stimulus", "entityId": "s"})
    bad = await qti.validation.check({"schema": "item", "xml": "<x/>"})
    assert (good.success, bad.success) == (True, False)
    assert bad.validation_errors
    both = await qti.validation.check_batch({"schema": "item", "xml": [SAMPLES[0].xml, "<x/>"]})
    assert [each.success for each in both.results] == [True, False]
    with pytest.raises(NotFoundError):
        await qti.validation.check({"schema": "test", "entityId": "nothing"})
    await qti.stimuli.delete("s3")


async def test_feedback_of_students(qti: AsyncQtiClient) -> None:
    said = {"userId": "u", "feedback": "Too long", "lessonId": "l-1"}
    assert (await qti.feedback.create_for_lesson(said)).type == "LESSON"
    assert (await qti.feedback.create_for_question(said | {"questionId": "q"})).type == "QUESTION"
    assert [each.type for each in await qti.feedback.list("l-1")] == ["LESSON", "QUESTION"]
    first, second = (await qti.request("GET", "{base}/lesson/l-1")).json()
    await qti.feedback.delete(first["id"])
    assert (await qti.request("GET", "{base}/lesson/l-1")).json() == [second]
    with pytest.raises(NotFoundError):
        await qti.feedback.delete("nothing")


async def test_every_section_has_a_sequence(qti: AsyncQtiClient) -> None:
    (part,) = (await qti.request("GET", "{base}/assessment-tests/sampler")).json()["qti-test-part"]
    assert [section["sequence"] for section in part["qti-assessment-section"]] == [1]


async def test_one_feedback_in_place_of_a_list_is_read_as_a_list() -> None:
    one = {"userId": "u", "feedback": "f", "lessonId": "l", "type": "LESSON"}
    with RawServer([reply(one)]) as server:
        async with AsyncQtiClient(**server.open) as client:
            assert len(await client.feedback.list("l")) == 1


@pytest.mark.parametrize(("success", "read"), [("true", True), ("false", False), (True, True)])
async def test_success_is_read_in_either_form(success: Any, read: bool) -> None:
    body = {"success": success, "entityId": "e", "xmlContent": "", "validationErrors": [], "message": ""}
    with RawServer([reply(body)]) as server:
        async with AsyncQtiClient(**server.open) as client:
            assert (await client.validation.check({"schema": "item", "xml": "<x/>"})).success is read


async def test_b53_a_staging_write_that_production_sees_is_warned_of() -> None:
    answering = httpx.MockTransport(lambda request: httpx.Response(204))
    options: Any = {"env": "staging", "auth": None, "transport": answering}
    async with AsyncQtiClient(**options) as client:
        with pytest.warns(SharedHostWarning, match="allow_shared_qti"):
            await client.stimuli.delete("x")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with AsyncQtiClient(**options, allow_shared_qti=True) as client:
            await client.with_options(timeout=5).stimuli.delete("x")
        async with AsyncTimebackClient(**options, allow_shared_qti=True) as timeback:
            await timeback.qti.stimuli.delete("x")


async def test_b09_the_unified_client_reaches_the_same_host(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        assert (await timeback.qti.assessment_tests.get("sampler")).title
