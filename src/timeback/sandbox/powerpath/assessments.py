"""Lessons as students take them: the next question, answers, progress, attempts."""

from __future__ import annotations

import random
from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import (
    Field,
    Fields,
    Kind,
    array,
    check_body,
    is_object,
    mapping,
    nonblank,
    text,
)
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import tables
from timeback.sandbox.powerpath import marks, scoring
from timeback.sandbox.powerpath.completion import close_attempt
from timeback.sandbox.powerpath.lessons import Lesson, find_student, lesson_of, required_query
from timeback.sandbox.powerpath.questions import Question
from timeback.sandbox.powerpath.tables import TEST_ASSIGNMENTS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc
from timeback.sandbox.writes import checking, refuse_issues

__all__ = ["begin_assignment", "checked", "register_assessments", "student_and_lesson"]


def _check_response(value: Any, at: str, checking: Any) -> Any:
    kind = text if isinstance(value, str) else array(text)
    return kind.check(value, at, checking)


_response = Kind(_check_response)
_STUDENT_LESSON: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "lesson": Field(nonblank, required=True),
}
_ANSWER: dict[str, Field] = _STUDENT_LESSON | {
    "question": Field(nonblank, required=True),
    "response": Field(_response),
    "responses": Field(mapping(_response)),
}


def register_assessments(router: Router, base: str) -> None:
    """Serve lessons."""
    router.add("GET", f"{base}/getAssessmentProgress", _progress)
    router.add("GET", f"{base}/getNextQuestion", _next_question)
    router.add("PUT", f"{base}/updateStudentQuestionResponse", _answer)
    router.add("POST", f"{base}/finalStudentAssessmentResponse", _finalize)
    router.add("GET", f"{base}/getAttempts", _attempts)
    router.add("POST", f"{base}/createNewAttempt", _new_attempt)
    router.add("POST", f"{base}/resetAttempt", _reset)


def checked(call: RequestContext, fields: Fields, *, closed: bool = False) -> Doc:
    """The body of a call, checked against its fields."""
    check = checking(call)
    doc = check_body(call.body(), fields, check, closed=closed)
    refuse_issues(check)
    return doc


def student_and_lesson(call: RequestContext) -> tuple[str, Lesson]:
    """The student and the lesson that a call names, in its query or its body."""
    if call.request.method in ("GET", "HEAD"):
        student_id, lesson_id = required_query(call, "student", "lesson")
    else:
        body = checked(call, _STUDENT_LESSON)
        student_id, lesson_id = body["student"], body["lesson"]
    find_student(call, student_id)
    return student_id, lesson_of(call, lesson_id)


# Progress.


def _progress(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    attempt = _asked_attempt(call, lesson, student_id)
    number = marks.number_of(attempt) if attempt else 1
    given = marks.answers(call, lesson, student_id, number)
    if lesson.is_adaptive:
        return json_response(200, _adaptive_progress(call, lesson, attempt, number, given))
    if lesson.is_quiz_like:
        return json_response(200, _standard_progress(call, lesson, attempt, number, given))
    raise ApiError(400, f"There is no progress in a lesson of type {lesson.kind}.")


def _asked_attempt(call: RequestContext, lesson: Lesson, student_id: str) -> Doc | None:
    asked = call.query.get("attempt")
    if asked is None:
        return marks.current_attempt(call, lesson, student_id)
    for each in marks.attempts(call, lesson, student_id):
        if str(marks.number_of(each)) == asked:
            return each
    raise ApiError(404, "Attempt not found.")


def _counts(attempt: Doc | None) -> Doc:
    """What both kinds of progress say of an attempt."""
    metadata: Doc = attempt["metadata"] if attempt else {}
    return {
        "testResultId": attempt["sourcedId"] if attempt else None,
        "attempt": marks.number_of(attempt) if attempt else 1,
        "xp": metadata.get("xp"),
        "multiplier": metadata.get("multiplier"),
        "accuracy": metadata.get("accuracy", 0),
        "correctQuestions": metadata.get("correctQuestions") or 0,
        "totalQuestions": metadata.get("totalQuestions") or 0,
    }


def _adaptive_progress(
    call: RequestContext, lesson: Lesson, attempt: Doc | None, number: int, given: dict[str, Doc]
) -> Doc:
    questions = {each.id: each for each in lesson.questions(number)}
    unseen = [each.difficulty for each in questions.values() if each.id not in given]
    return {
        "lessonType": lesson.kind,
        "remainingQuestionsPerDifficulty": {name: unseen.count(name) for name in scoring.DIFFICULTIES},
        "score": attempt["score"] if attempt else 0,
        "seenQuestions": [
            _shown(call, questions[name], each, judged=True)
            for name, each in given.items()
            if name in questions
        ],
        **_counts(attempt),
    }


def _standard_progress(
    call: RequestContext, lesson: Lesson, attempt: Doc | None, number: int, given: dict[str, Doc]
) -> Doc:
    finalized = attempt is not None and marks.is_closed(attempt)
    questions = () if lesson.tool else lesson.questions(number)
    body = {
        "lessonType": lesson.kind,
        "finalized": finalized,
        "questions": [_shown(call, each, given.get(each.id), judged=finalized) for each in questions],
        "toolProvider": lesson.tool,
        **_counts(attempt),
    }
    if not finalized:
        body |= {"totalQuestions": len(questions), "correctQuestions": 0, "accuracy": 0}
    else:
        body["score"] = attempt["score"] if attempt else 0
        if attempt and "enrollmentFailed" in attempt["metadata"]:
            body["enrollmentFailed"] = attempt["metadata"]["enrollmentFailed"]
    return body


def _shown(call: RequestContext, question: Question, answer: Doc | None, *, judged: bool) -> Doc:
    """A question as students see it, with their answer; judged, with what came of it."""
    shown: Doc = {
        "id": question.id,
        "index": question.index,
        "title": f"Question {question.index + 1}",
        "url": f"{call.base_url}/api/assessment-items/{question.id}",
        "difficulty": question.difficulty,
        "humanApproved": True,
        "content": {"type": "choice", "rawXml": question.xml},
        "learningObjectives": [],
    }
    if answer is not None:
        responses = answer["metadata"]["responses"]
        shown |= {"responses": responses, "resultId": answer["sourcedId"]}
        if "RESPONSE" in responses:
            shown["response"] = responses["RESPONSE"]
    if judged:
        score = answer["score"] if answer else 0
        shown |= {
            "correct": score == 1,
            "result": {"score": score, "feedback": "", "outcomes": {"SCORE": str(score)}},
        }
    return shown


# Questions and answers.


def _adaptive(lesson: Lesson) -> None:
    if not lesson.is_adaptive:
        raise ApiError(400, f"Questions are chosen in powerpath-100 lessons only, not in {lesson.kind}.")


def _next_question(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    _adaptive(lesson)
    attempt = marks.current_attempt(call, lesson, student_id)
    if attempt is not None and marks.is_closed(attempt):
        raise ApiError(400, "The lesson is completed; create a new attempt.")
    number = marks.number_of(attempt) if attempt else 1
    score = attempt["score"] if attempt else 0
    given = marks.answers(call, lesson, student_id, number)
    open_questions = _open_questions(lesson, number, given)
    # The same question until it is answered, however often it is asked for.
    draw = random.Random(f"{student_id} {lesson.id} {number} {len(given)}")
    wanted = scoring.difficulty_to_serve(score, [each.difficulty for each in open_questions], draw)
    question = next(each for each in open_questions if each.difficulty == wanted)
    return json_response(200, {"score": score, "question": _shown(call, question, None, judged=False)})


def _open_questions(lesson: Lesson, number: int, given: dict[str, Doc]) -> list[Question]:
    """The questions that may be served: the unseen; once all were seen, those answered wrong."""
    questions = lesson.questions(number)
    unseen = [each for each in questions if each.id not in given]
    return unseen or [each for each in questions if given[each.id]["score"] != 1] or list(questions)


def _answer(call: RequestContext) -> Response:
    body = checked(call, _ANSWER)
    if "responses" not in body and "response" not in body:
        raise ApiError(422, "The request body is invalid.", [("responses", "Required.")])
    find_student(call, body["student"])
    lesson = lesson_of(call, body["lesson"])
    if lesson.tool or not (lesson.is_adaptive or lesson.is_quiz_like):
        raise ApiError(400, "The questions of this lesson are not answered here.")
    attempt = marks.open_attempt(call, lesson, body["student"])
    number = marks.number_of(attempt)
    question = next((each for each in lesson.questions(number) if each.id == body["question"]), None)
    if question is None:
        raise ApiError(404, "Question not found.")
    responses = body.get("responses") or {"RESPONSE": body["response"]}
    begin_assignment(call, lesson, body["student"])
    if lesson.is_adaptive:
        return _answer_adaptively(call, lesson, attempt, question, responses)
    result = marks.record_answer(call, lesson, attempt, question, responses, graded=False)
    if attempt["scoreStatus"] == "not submitted":
        marks.change(call, attempt, {}, scoreStatus="partially graded")
    return json_response(200, {"lessonType": lesson.kind, "questionResult": _bare(result)})


def begin_assignment(call: RequestContext, lesson: Lesson, student_id: str) -> None:
    """Note that the student has begun the test that was assigned."""
    given = Clause(
        '"componentResourceSourcedId" = ? AND "studentSourcedId" = ? AND "assignmentStatus" = \'assigned\'',
        (lesson.id, student_id),
    )
    for assignment in call.session.find(TEST_ASSIGNMENTS, given):
        begun = assignment | {"assignmentStatus": "in_progress"}
        call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], begun)


def _answer_adaptively(
    call: RequestContext, lesson: Lesson, attempt: Doc, question: Question, responses: Doc
) -> Response:
    student_id, number = attempt["student"]["sourcedId"], marks.number_of(attempt)
    given = marks.answers(call, lesson, student_id, number)
    score = int(attempt["score"])
    result = given.get(question.id)
    # A question counts when it is served: the same answer sent twice moves the score once.
    if result is None or question in _open_questions(lesson, number, given):
        result = marks.record_answer(call, lesson, attempt, question, responses, graded=True)
        score = scoring.score_after(score, correct=result["score"] == 1)
        given[question.id] = result
    correct = sum(each["score"] == 1 for each in given.values())
    if score >= scoring.MASTERY:
        attempt = close_attempt(call, lesson, attempt, correct=correct, total=len(given), score=score)
    else:
        counts = {
            "correctQuestions": correct,
            "totalQuestions": len(given),
            "accuracy": scoring.accuracy_of(correct, len(given)),
        }
        attempt = marks.change(call, attempt, counts, score=score, scoreStatus="partially graded")
    counted = _counts(attempt)
    return json_response(
        200,
        {
            "lessonType": lesson.kind,
            "powerpathScore": score,
            "responseResult": {
                "isCorrect": result["score"] == 1,
                "score": result["score"],
                "feedback": {"identifier": "correct" if result["score"] == 1 else "incorrect", "value": None},
            },
            "questionResult": _bare(result),
            "testResult": _bare(attempt),
            **{name: counted[name] for name in ("accuracy", "correctQuestions", "totalQuestions")},
            **{name: counted[name] for name in ("xp", "multiplier")},
        },
    )


def _bare(result: Doc) -> Doc:
    """A result with its references by id alone."""
    return {
        name: {"sourcedId": each["sourcedId"]} if is_object(each) and "href" in each else each
        for name, each in result.items()
    }


# Attempts.


def _finalize(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    if not lesson.is_quiz_like or lesson.tool:
        raise ApiError(400, "This lesson is not finalized here.")
    attempt = marks.current_attempt(call, lesson, student_id)
    if attempt is None:
        attempt = marks.start_attempt(call, lesson, student_id, 1)
    number = marks.number_of(attempt)
    if not marks.is_closed(attempt):
        correct, questions = 0, lesson.questions(number)
        given = marks.answers(call, lesson, student_id, number)
        for question in questions:
            if answer := given.get(question.id):
                score = int(question.judge(answer["metadata"]["responses"]))
                marks.change(call, answer, {}, score=score, scoreStatus=marks.GRADED)
                correct += score
        score = round(100 * correct / len(questions))
        close_attempt(call, lesson, attempt, correct=correct, total=len(questions), score=score)
    return json_response(200, {"lessonType": lesson.kind, "finalized": True, "attempt": number})


def _attempts(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    found = marks.attempts(call, lesson, student_id)
    return json_response(200, {"attempts": [_attempt(each) for each in found]})


def _attempt(result: Doc) -> Doc:
    metadata = result["metadata"]
    return {
        "attempt": marks.number_of(result),
        "score": result["score"] or 0,
        "scoreStatus": result["scoreStatus"],
        "xp": metadata.get("xp"),
        "startedAt": metadata.get("startedAt"),
        "completedAt": metadata.get("completedAt"),
    }


def _new_attempt(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    current = marks.current_attempt(call, lesson, student_id)
    if current is None or marks.is_closed(current):
        number = marks.number_of(current) + 1 if current else 1
        current = marks.start_attempt(call, lesson, student_id, number)
    return json_response(200, {"attempt": _attempt(current)})


def _reset(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    attempt = marks.current_attempt(call, lesson, student_id)
    if attempt is None:
        raise ApiError(404, "There is no attempt to reset.")
    if lesson.tool:
        marks.change(call, attempt, {}, score=0)
        return json_response(200, {"success": True, "score": 0})
    for answer in marks.answers(call, lesson, student_id, marks.number_of(attempt)).values():
        deleted = answer | {"status": "tobedeleted", "dateLastModified": call.now}
        call.session.replace(tables.ASSESSMENT_RESULTS, answer["sourcedId"], deleted)
    cleared = {
        name: value
        for name, value in attempt["metadata"].items()
        if name not in ("xp", "multiplier", "completedAt")
    }
    counts = {"correctQuestions": 0, "accuracy": 0}
    if lesson.is_adaptive:
        counts["totalQuestions"] = 0
    marks.change(call, attempt | {"metadata": cleared}, counts, score=0, scoreStatus="not submitted")
    return json_response(200, {"success": True, "score": 0})
