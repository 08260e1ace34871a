"""QTI: a test is written, asked for its questions, answered, and taken down."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Wire

ITEM: dict[str, Any] = {
    "identifier": "capital", "title": "Capital", "type": "choice",
    "interaction": {
        "type": "choice", "responseIdentifier": "RESPONSE", "shuffle": False, "maxChoices": 1,
        "questionStructure": {
            "prompt": "The capital of France?",
            "choices": [{"identifier": "A", "content": "Paris"}, {"identifier": "B", "content": "Lyon"}],
        },
    },
    "responseDeclarations": [
        {"identifier": "RESPONSE", "cardinality": "single", "baseType": "identifier",
         "correctResponse": {"value": ["A"]}},
    ],
}  # fmt: skip
PART: dict[str, Any] = {
    "identifier": "part", "navigationMode": "linear", "submissionMode": "individual",
    "qti-assessment-section": [
        {"identifier": "section", "title": "S", "visible": True, "required": True, "fixed": False, "sequence": 1,
         "qti-assessment-item-ref": [{"identifier": "capital", "href": "/assessment-items/capital"}]}
    ],
}  # fmt: skip


def test_a_test_is_written_answered_and_taken_down(wire: Wire) -> None:
    made = wire("POST", "/api/assessment-items", ITEM, expect=201).json()
    assert "<qti-assessment-item" in made["rawXml"]
    told = wire(
        "POST", "/api/assessment-items", {**ITEM, "identifier": "other", "max_choices": 1}, expect=400
    )
    assert "max_choices" in told.text
    test = {"identifier": "quiz", "title": "Quiz", "qti-test-part": [PART]}
    wire("POST", "/api/assessment-tests", test, expect=201)
    (question,) = wire.get("/api/assessment-tests/quiz/questions")["questions"]
    assert question["question"]["identifier"] == "capital"
    (section,) = wire.get("/api/assessment-tests/quiz/test-parts/part/sections")["items"]
    assert (section["identifier"], section["sequence"]) == ("section", 1)
    for response, score in (("A", 1), ("B", 0)):
        body = {"identifier": "capital", "response": response}
        given = wire("POST", "/api/assessment-items/capital/process-response", body, expect=200).json()
        assert given["score"] == score
    stimulus = {"identifier": "map", "title": "Map", "content": "<p>France</p>"}
    wire("POST", "/api/stimuli", stimulus, expect=201)
    feedback = {"userId": "student-00001", "feedback": "Fine", "lessonId": "quiz", "humanApproved": True}
    left = wire("POST", "/api/lesson", feedback, expect=201).json()
    assert [each["id"] for each in wire.get("/api/lesson/quiz")] == [left["id"]]

    found = wire.get("/api/assessment-items", query="Capital", limit=5)
    assert [each["identifier"] for each in found["items"]] == ["capital"]
    wire("DELETE", "/api/assessment-tests/quiz", expect=204)
    wire("GET", "/api/assessment-tests/quiz", expect=404)


NAMELESS, UNTYPED = (
    {"type": "choice", "questionStructure": each} for each in ({"choices": [{}]}, {"allowedTypes": 5})
)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/assessment-items", {**ITEM, "rubrics": [{}]}),
        ("/api/assessment-items", {**ITEM, "stimulus": [{}]}),
        ("/api/assessment-items", {**ITEM, "interaction": NAMELESS}),
        ("/api/assessment-items", {**ITEM, "interaction": UNTYPED}),
        ("/api/validate", {"schema": {}, "xml": "<a/>"}),
        ("/api/validate/batch", {"schema": "item", "entityIds": 1}),
        ("/api/validate/batch", {"schema": "item", "xml": True}),
    ],
)  # fmt: skip
def test_what_the_types_leave_open_is_refused_all_the_same(
    wire: Wire, path: str, body: dict[str, Any]
) -> None:
    wire("POST", path, body, expect=400)


def test_a_response_under_no_name_is_scored(wire: Wire) -> None:
    wire("POST", "/api/assessment-items", ITEM, expect=201)
    wire(
        "POST",
        "/api/assessment-items/capital/process-response",
        {"identifier": {}, "response": "A"},
        expect=200,
    )
