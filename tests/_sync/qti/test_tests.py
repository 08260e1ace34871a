# Generated from tests/_async/qti/test_tests.py by setup_unasync.py; do not edit.
"""Tests: built, edited part by part, listed by page, validated, taken."""

from __future__ import annotations

import warnings
from typing import Any

import httpx
import pytest

from tests.qti.items import SAMPLES
from tests.raw_server import RawServer, reply
from timeback import (
    QtiClient,
    TimebackClient,
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


def test_a_test_is_built_taken_and_read(qti: QtiClient) -> None:
    names = [sample.name for sample in SAMPLES[:5]]
    for sample in SAMPLES[:5]:
        qti.assessment_items.create_from_xml(sample.xml)
    made = qti.assessment_tests.create(body_of("five", *names))
    assert made.is_valid_xml
    questions = qti.assessment_tests.get_questions("five")
    assert [each.question.identifier for each in questions.questions] == names
    score = 0.0
    for sample in SAMPLES[:5]:
        result = qti.assessment_items.process_response(sample.name, sample.right)
        score += result.score or 0.0
    # The letter waits for its grader.
    assert score == 4.0


def test_parts_sections_and_references_are_edited_and_the_xml_follows(qti: QtiClient) -> None:
    for sample in SAMPLES[:3]:
        qti.assessment_items.create_from_xml(sample.xml)
    qti.assessment_tests.create(body_of("t", "choice"))
    parts = qti.assessment_tests("t").parts
    part = parts.create(body_of("x")["qti-test-part"][0] | {"identifier": "p-2"})
    assert 'identifier="p-2"' in part.raw_xml
    with pytest.raises(ConflictError):
        parts.create(body_of("x")["qti-test-part"][0] | {"identifier": "p-2"})
    sections = parts("p-2").sections
    sections.create({"identifier": "s-2", "title": "More", "visible": True})
    items = sections("s-2").items
    for name in ("choice", "choice-multiple", "text-entry"):
        items.add({"identifier": name})
    with pytest.raises(BadRequestError):
        items.add({"identifier": "choice"})
    with pytest.raises(NotFoundError):
        items.add({"identifier": "nothing"})
    ordered = items.reorder([{"identifier": "text-entry"}, {"identifier": "choice"}])
    assert [each.identifier for each in ordered.qti_assessment_item_ref or []] == [
        "text-entry", "choice", "choice-multiple",
    ]  # fmt: skip
    items.remove("choice-multiple")
    assert (qti.assessment_tests.get("t")).raw_xml.count("<qti-assessment-item-ref") == 3
    assert (sections.get("s-2")).title == "More"
    sections.update("s-2", {"identifier": "s-2", "title": "Renamed", "visible": True})
    assert [each.title for each in sections.stream()] == ["Section", "Renamed"]
    sections.delete("s-2")
    parts.delete("p-2")
    assert [each.identifier for each in parts.list()] == ["p-1"]
    qti.assessment_tests.delete("t")
    assert (qti.assessment_items.get("choice")).title == "Boiling point"


def test_a_test_made_of_a_document_and_given_metadata(qti: QtiClient) -> None:
    made = qti.assessment_tests.create(body_of("a", "choice"))
    document = made.raw_xml.replace('identifier="a"', 'identifier="b"')
    other = qti.assessment_tests.create_from_xml(document)
    assert other.qti_test_part == made.qti_test_part
    assert (qti.assessment_tests.update_from_xml("b", document.encode())).identifier == "b"
    marked = qti.assessment_tests.update_metadata("b", {"subject": "Science"})
    assert marked.metadata == {"subject": "Science"}
    assert (qti.assessment_tests.upsert("c", body_of("c", "choice"))).identifier == "c"


def test_lists_are_searched_filtered_and_sorted(qti: QtiClient) -> None:
    for sample in SAMPLES:
        qti.assessment_items.create_from_xml(sample.xml)
    page = qti.assessment_items.list(offset=7, limit=7, sort="identifier", order_by="asc")
    assert (page.total, len(page), page.has_more) == (24, 7, True)
    found = qti.assessment_items.list(where={"type": "order"})
    assert [each.identifier for each in found] == ["order"]
    assert [each.identifier for each in qti.assessment_items.list(search="Boiling")] == ["choice"]
    names = [
        each.identifier
        for each in qti.assessment_items.stream(limit=5, sort="identifier", order_by="asc")
    ]
    assert names == sorted(names)
    assert len(names) == 24
    assert not qti.assessment_items.list(where={"type": {"in": []}})


def test_b05_a_server_that_caps_the_page_loses_nothing() -> None:
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
        with QtiClient(**server.open) as client:
            for prefetch in (0, 4):
                found = [each.identifier for each in client.stimuli.stream(limit=50, prefetch=prefetch)]
                assert found == [row["identifier"] for row in rows]


def test_stimuli_and_validation(qti: QtiClient) -> None:
    qti.stimuli.create({"identifier": "s", "title": "A text", "content": "<p>Once upon a time</p>"})
    stimulus = qti.stimuli.get("s")
    assert "Once upon a time" in stimulus.raw_xml
    document = stimulus.raw_xml.replace('identifier="s"', 'identifier="s2"')
    assert (qti.stimuli.create_from_xml(document)).raw_xml == document
    body = {"identifier": "s", "title": "Another", "content": "<p>The end</p>"}
    assert (qti.stimuli.update("s", body)).title == "Another"
    assert (qti.stimuli.upsert("s3", body | {"identifier": "s3"})).identifier == "s3"
    with pytest.raises(BadRequestError):
        qti.stimuli.create({"identifier": "bad", "title": "t", "content": "<p>open"})
    good = qti.validation.check({"schema": "stimulus", "entityId": "s"})
    bad = qti.validation.check({"schema": "item", "xml": "<x/>"})
    assert (good.success, bad.success) == (True, False)
    assert bad.validation_errors
    both = qti.validation.check_batch({"schema": "item", "xml": [SAMPLES[0].xml, "<x/>"]})
    assert [each.success for each in both.results] == [True, False]
    with pytest.raises(NotFoundError):
        qti.validation.check({"schema": "test", "entityId": "nothing"})
    qti.stimuli.delete("s3")


def test_feedback_of_students(qti: QtiClient) -> None:
    said = {"userId": "u", "feedback": "Too long", "lessonId": "l-1"}
    assert (qti.feedback.create_for_lesson(said)).type == "LESSON"
    assert (qti.feedback.create_for_question(said | {"questionId": "q"})).type == "QUESTION"
    assert [each.type for each in qti.feedback.list("l-1")] == ["LESSON", "QUESTION"]
    first, second = (qti.request("GET", "{base}/lesson/l-1")).json()
    qti.feedback.delete(first["id"])
    assert (qti.request("GET", "{base}/lesson/l-1")).json() == [second]
    with pytest.raises(NotFoundError):
        qti.feedback.delete("nothing")


def test_every_section_has_a_sequence(qti: QtiClient) -> None:
    (part,) = (qti.request("GET", "{base}/assessment-tests/sampler")).json()["qti-test-part"]
    assert [section["sequence"] for section in part["qti-assessment-section"]] == [1]


def test_one_feedback_in_place_of_a_list_is_read_as_a_list() -> None:
    one = {"userId": "u", "feedback": "f", "lessonId": "l", "type": "LESSON"}
    with RawServer([reply(one)]) as server:
        with QtiClient(**server.open) as client:
            assert len(client.feedback.list("l")) == 1


@pytest.mark.parametrize(("success", "read"), [("true", True), ("false", False), (True, True)])
def test_success_is_read_in_either_form(success: Any, read: bool) -> None:
    body = {"success": success, "entityId": "e", "xmlContent": "", "validationErrors": [], "message": ""}
    with RawServer([reply(body)]) as server:
        with QtiClient(**server.open) as client:
            assert (client.validation.check({"schema": "item", "xml": "<x/>"})).success is read


def test_b53_a_staging_write_that_production_sees_is_warned_of() -> None:
    answering = httpx.MockTransport(lambda request: httpx.Response(204))
    options: Any = {"env": "staging", "auth": None, "transport": answering}
    with QtiClient(**options) as client:
        with pytest.warns(SharedHostWarning, match="allow_shared_qti"):
            client.stimuli.delete("x")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with QtiClient(**options, allow_shared_qti=True) as client:
            client.with_options(timeout=5).stimuli.delete("x")
        with TimebackClient(**options, allow_shared_qti=True) as timeback:
            timeback.qti.stimuli.delete("x")


def test_b09_the_unified_client_reaches_the_same_host(sandbox: Sandbox) -> None:
    with TimebackClient(**sandbox.credentials) as timeback:
        assert (timeback.qti.assessment_tests.get("sampler")).title
