"""PowerPath and QTI share their items: a lesson of a QTI test serves its items, and made-up questions are items."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from timeback.sandbox.messages import Response

from ..conftest import Caller

STUDENT, COURSE = "student-00001", "course-mth-05"
HEAD = (
    '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="{id}" title="{title}" '
    'adaptive="false" time-dependent="false">'
)
# A response that is not called RESPONSE, with a key of its own; and one that a mapping scores.
NUMBER = HEAD.format(id="number", title="A number") + (
    '<qti-response-declaration identifier="SUM" cardinality="single" base-type="integer">'
    "<qti-correct-response><qti-value>7</qti-value></qti-correct-response></qti-response-declaration>"
    '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>'
    '<qti-item-body><div>3 + 4 = <qti-text-entry-interaction response-identifier="SUM"/></div></qti-item-body>'
    "<qti-response-processing><qti-response-condition><qti-response-if>"
    '<qti-match><qti-variable identifier="SUM"/><qti-correct identifier="SUM"/></qti-match>'
    '<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value>'
    "</qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>"
    "</qti-assessment-item>"
)
PAIR = HEAD.format(id="pair/of two", title="Two of three") + (
    '<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">'
    "<qti-correct-response><qti-value>A</qti-value><qti-value>C</qti-value></qti-correct-response>"
    "</qti-response-declaration>"
    '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>'
    '<qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="2">'
    + "".join(f'<qti-simple-choice identifier="{each}">{each}</qti-simple-choice>' for each in "ABC")
    + "</qti-choice-interaction></qti-item-body><qti-response-processing "
    'template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/></qti-assessment-item>'
)
RIGHT: dict[str, Any] = {"number": {"SUM": "7"}, "pair/of two": {"RESPONSE": ["C", "A"]}}
WRONG: dict[str, Any] = {"number": {"SUM": "8"}, "pair/of two": {"RESPONSE": ["A"]}}


def put_item(call: Caller, xml: str, **metadata: Any) -> None:
    body = {"format": "xml", "xml": xml, "metadata": metadata}
    response = call("POST", "/api/assessment-items", body)
    assert response.status == 201, response.body


def put_test(call: Caller, *items: str, name: str = "mine") -> None:
    references = [{"identifier": item, "href": f"{item}.xml"} for item in items]
    section = {"identifier": "s", "title": "S", "visible": True, "qti-assessment-item-ref": references}
    part: dict[str, Any] = {"identifier": "p", "navigationMode": "linear", "submissionMode": "individual"}
    part["qti-assessment-section"] = [section]
    made = call(
        "POST", "/api/assessment-tests", {"identifier": name, "title": "Mine", "qti-test-part": [part]}
    )
    assert made.status == 201, made.body


def lesson(call: Caller, kind: str = "quiz", **body: Any) -> str:
    given = {"testType": "qti", "qti": {"url": "https://qti.example/api/assessment-tests/mine"}, **body}
    response = call(
        "POST", "/powerpath/createInternalTest", {"courseId": COURSE, "lessonType": kind, **given}
    )
    assert response.status == 200, response.body
    return str(response.json()["lessonId"])


def progress(call: Caller, lesson_id: str) -> Response:
    return call("GET", "/powerpath/getAssessmentProgress", student=STUDENT, lesson=lesson_id)


def answer(call: Caller, lesson_id: str, question: str, **given: Any) -> Response:
    body = {"student": STUDENT, "lesson": lesson_id, "question": question, **given}
    return call("PUT", "/powerpath/updateStudentQuestionResponse", body)


def followed(call: Caller, question: dict[str, Any]) -> dict[str, Any]:
    """The item that a question's URL leads to."""
    response = call("GET", urlsplit(question["url"]).path)
    assert response.status == 200, response.body
    return dict(response.json())


@pytest.fixture
def store(call: Caller) -> Caller:
    put_item(call, NUMBER, difficulty="hard")
    put_item(call, PAIR)
    put_test(call, "number", "gone", "pair/of two")
    return call


@pytest.mark.parametrize("host", ["https://sandbox.invalid", "https://qti.alpha-1edtech.ai"])
def test_a_lesson_of_a_qti_test_serves_its_items(store: Caller, host: str) -> None:
    lesson_id = lesson(store, qti={"url": f"{host}/api/assessment-tests/mine"})
    questions = progress(store, lesson_id).json()["questions"]
    shown = [(each["id"], each["index"], each["title"], each["difficulty"]) for each in questions]
    assert shown == [("number", 0, "A number", "hard"), ("pair/of two", 1, "Two of three", "medium")]
    assert [each["content"]["type"] for each in questions] == ["text-entry", "choice"]
    for each in questions:
        item = followed(store, each)
        assert (item["identifier"], item["rawXml"]) == (each["id"], each["content"]["rawXml"])


@pytest.mark.parametrize(
    ("number", "pair", "score"), [(RIGHT, RIGHT, 100), (WRONG, RIGHT, 50), (WRONG, WRONG, 0)]
)
def test_answers_are_judged_by_the_items_themselves(
    store: Caller, number: dict[str, Any], pair: dict[str, Any], score: int
) -> None:
    lesson_id = lesson(store)
    assert answer(store, lesson_id, "number", responses=number["number"]).status == 200
    assert answer(store, lesson_id, "pair/of two", responses=pair["pair/of two"]).status == 200
    final = {"student": STUDENT, "lesson": lesson_id}
    assert store("POST", "/powerpath/finalStudentAssessmentResponse", final).status == 200
    done = progress(store, lesson_id).json()
    assert done["score"] == score
    assert [each["correct"] for each in done["questions"]] == [number is RIGHT, pair is RIGHT]


def test_a_response_alone_is_that_of_the_item(store: Caller) -> None:
    lesson_id = lesson(store, "powerpath-100")
    taken = answer(store, lesson_id, "number", response="7").json()
    assert taken["responseResult"]["isCorrect"] is True
    (seen,) = progress(store, lesson_id).json()["seenQuestions"]
    assert (seen["responses"], seen["response"]) == ({"SUM": "7"}, "7")
    nonsense: list[Any] = [{"RESPONSE": {"a": [1]}}, {"OTHER": 1}, {"RESPONSE": [[[]]]}, {"RESPONSE": None}]
    for responses in nonsense:
        again = answer(store, lesson_id, "pair/of two", responses=responses)
        assert again.status == 422 or again.json()["responseResult"]["isCorrect"] is False


def test_an_adaptive_lesson_serves_the_items_by_their_difficulty(store: Caller) -> None:
    lesson_id = lesson(store, "powerpath-100")
    counts = progress(store, lesson_id).json()["remainingQuestionsPerDifficulty"]
    assert counts == {"easy": 0, "medium": 1, "hard": 1}
    asked = store("GET", "/powerpath/getNextQuestion", student=STUDENT, lesson=lesson_id).json()["question"]
    assert (asked["id"], followed(store, asked)["identifier"]) == ("pair/of two", "pair/of two")


def test_a_lesson_of_one_item_and_a_bank_of_tests(store: Caller) -> None:
    put_test(store, "pair/of two", name="second")
    one = lesson(store, qti={"url": "https://sandbox.invalid/api/assessment-items/number"})
    assert [each["id"] for each in progress(store, one).json()["questions"]] == ["number"]
    urls = [{"url": f"https://sandbox.invalid/api/assessment-tests/{name}"} for name in ("mine", "second")]
    bank = {"testType": "assessment-bank", "assessmentBank": {"resources": urls}}
    body = {"courseId": COURSE, "lessonType": "unit-test", **bank}
    made = store("POST", "/powerpath/createInternalTest", body).json()["lessonId"]
    pair = {"student": STUDENT, "lesson": made}
    assert len(progress(store, made).json()["questions"]) == 2
    store("POST", "/powerpath/finalStudentAssessmentResponse", pair)
    store("POST", "/powerpath/createNewAttempt", pair)
    assert [each["id"] for each in progress(store, made).json()["questions"]] == ["pair/of two"]


def test_what_qti_changes_powerpath_serves(store: Caller) -> None:
    lesson_id = lesson(store, "powerpath-100")
    changed = NUMBER.replace("<qti-value>7<", "<qti-value>8<")
    assert store("PUT", "/api/assessment-items/number", {"format": "xml", "xml": changed}).status == 200
    assert answer(store, lesson_id, "number", response="8").json()["responseResult"]["isCorrect"] is True
    assert store("DELETE", "/api/assessment-items/pair%2Fof%20two").status == 204
    assert progress(store, lesson_id).json()["remainingQuestionsPerDifficulty"]["medium"] == 0


@pytest.mark.parametrize("items", [None, (), ("gone",)])
def test_a_test_that_is_missing_or_empty_is_said_to_be(call: Caller, items: tuple[str, ...] | None) -> None:
    if items is not None:
        put_test(call, *items)
    lesson_id = lesson(call, qti={"url": "https://sandbox.invalid/api/assessment-tests/mine"})
    refused = progress(call, lesson_id)
    assert refused.status == 404
    assert "QTI test" in refused.json()["imsx_description"]


def test_made_up_questions_are_items_of_qti_once_they_were_shown(call: Caller) -> None:
    quiz = lesson(call, qti={"url": "https://content.example/test"})
    questions = progress(call, quiz).json()["questions"]
    assert len(questions) == 12
    for each in questions:
        item = followed(call, each)
        assert (item["rawXml"], item["type"]) == (each["content"]["rawXml"], "choice")
        assert item["metadata"]["difficulty"] == each["difficulty"]
    first = questions[0]["id"]
    scored = call("POST", f"/api/assessment-items/{first}/process-response", {"responses": {"RESPONSE": "A"}})
    taken = answer(call, quiz, first, responses={"RESPONSE": "A"})
    final = {"student": STUDENT, "lesson": quiz}
    assert taken.status == call("POST", "/powerpath/finalStudentAssessmentResponse", final).status == 200
    judged = progress(call, quiz).json()["questions"][0]["correct"]
    assert judged is scored.json()["isCorrect"]
    # The same question for the next student is the same item.
    again = call("GET", "/powerpath/getAssessmentProgress", student="student-00002", lesson=quiz)
    assert [each["url"] for each in again.json()["questions"]] == [each["url"] for each in questions]
