"""The progress of a student in a lesson: an attempt, its questions and its figures."""

from __future__ import annotations

from urllib.parse import quote

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..records import Doc
from . import gradebook, rules
from .lesson_questions import ITEMS_PATH, publish, questions_of
from .lessons import Lesson, student_and_lesson
from .questions import Question

__all__ = ["counts_of", "get_progress", "question_view"]


def get_progress(call: RequestContext) -> Response:
    """Answer the progress of a student in a lesson, in the last attempt or the one that is asked for."""
    student_id, lesson = student_and_lesson(call)
    attempt = _asked_attempt(call, lesson, student_id)
    number = gradebook.number_of(attempt) if attempt else 1
    given = gradebook.answers(call, lesson, student_id, number)
    if lesson.is_adaptive:
        return json_response(200, _adaptive_progress(call, lesson, attempt, number, given))
    if lesson.is_quiz_like:
        return json_response(200, _standard_progress(call, lesson, attempt, number, given))
    raise ApiError(400, f"There is no progress in a lesson of type {lesson.kind}.")


def _asked_attempt(call: RequestContext, lesson: Lesson, student_id: str) -> Doc | None:
    asked = call.query.get("attempt")
    if asked is None:
        return gradebook.current_attempt(call, lesson, student_id)
    for each in gradebook.attempts(call, lesson, student_id):
        if str(gradebook.number_of(each)) == asked:
            return each
    raise ApiError(404, "Attempt not found.")


def counts_of(attempt: Doc | None) -> Doc:
    """The figures of an attempt that both kinds of progress hold."""
    metadata: Doc = attempt["metadata"] if attempt else {}
    return {
        "testResultId": attempt["sourcedId"] if attempt else None,
        "attempt": gradebook.number_of(attempt) if attempt else 1,
        "xp": metadata.get("xp"),
        "multiplier": metadata.get("multiplier"),
        "accuracy": metadata.get("accuracy", 0),
        "correctQuestions": metadata.get("correctQuestions") or 0,
        "totalQuestions": metadata.get("totalQuestions") or 0,
    }


def _adaptive_progress(
    call: RequestContext, lesson: Lesson, attempt: Doc | None, number: int, given: dict[str, Doc]
) -> Doc:
    questions = {each.id: each for each in questions_of(call, lesson, number)}
    unseen = [each.difficulty for each in questions.values() if each.id not in given]
    return {
        "lessonType": lesson.kind,
        "remainingQuestionsPerDifficulty": {name: unseen.count(name) for name in rules.DIFFICULTIES},
        "score": attempt["score"] if attempt else 0,
        "seenQuestions": [
            question_view(call, questions[name], each, judged=True)
            for name, each in given.items()
            if name in questions
        ],
        **counts_of(attempt),
    }


def _standard_progress(
    call: RequestContext, lesson: Lesson, attempt: Doc | None, number: int, given: dict[str, Doc]
) -> Doc:
    finalized = attempt is not None and gradebook.is_closed(attempt)
    questions = () if lesson.tool else questions_of(call, lesson, number)
    body = {
        "lessonType": lesson.kind,
        "finalized": finalized,
        "questions": [question_view(call, each, given.get(each.id), judged=finalized) for each in questions],
        "toolProvider": lesson.tool,
        **counts_of(attempt),
    }
    if not finalized:
        body |= {"totalQuestions": len(questions), "correctQuestions": 0, "accuracy": 0}
    else:
        body["score"] = attempt["score"] if attempt else 0
        if attempt and "enrollmentFailed" in attempt["metadata"]:
            body["enrollmentFailed"] = attempt["metadata"]["enrollmentFailed"]
    return body


def question_view(call: RequestContext, question: Question, answer: Doc | None, *, judged: bool) -> Doc:
    """A question as students see it, with their answer; judged, with what came of it."""
    publish(call, question)
    shown: Doc = {
        "id": question.id,
        "index": question.index,
        "title": question.title,
        "url": f"{call.base_url}{ITEMS_PATH}/{quote(question.id, safe='')}",
        "difficulty": question.difficulty,
        "humanApproved": True,
        "content": {"type": question.kind, "rawXml": question.xml},
        "learningObjectives": [],
    }
    if answer is not None:
        responses = answer["metadata"]["responses"]
        shown |= {"responses": responses, "resultId": answer["sourcedId"]}
        if len(responses) == 1:
            (shown["response"],) = responses.values()
    if judged:
        score = answer["score"] if answer else 0
        shown |= {
            "correct": score == 1,
            "result": {"score": score, "feedback": "", "outcomes": {"SCORE": str(score)}},
        }
    return shown
