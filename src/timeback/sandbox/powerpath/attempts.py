"""Attempts at lessons: begun, finalized, listed and reset."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..oneroster import tables
from ..records import Doc
from . import gradebook
from .completion import close_attempt
from .lesson_questions import questions_of
from .lessons import student_and_lesson

__all__ = ["create_attempt", "finalize_attempt", "list_attempts", "reset_attempt"]


def finalize_attempt(call: RequestContext) -> Response:
    """Judge the answers of an attempt and close it."""
    student_id, lesson = student_and_lesson(call)
    if not lesson.is_quiz_like or lesson.tool:
        raise ApiError(400, "This lesson is not finalized here.")
    attempt = gradebook.current_attempt(call, lesson, student_id)
    if attempt is None:
        attempt = gradebook.start_attempt(call, lesson, student_id, 1)
    number = gradebook.number_of(attempt)
    if not gradebook.is_closed(attempt):
        correct, questions = 0, questions_of(call, lesson, number)
        given = gradebook.answers(call, lesson, student_id, number)
        for question in questions:
            if answer := given.get(question.id):
                score = int(question.judge(answer["metadata"]["responses"]))
                gradebook.change(call, answer, {}, score=score, scoreStatus=gradebook.GRADED)
                correct += score
        score = round(100 * correct / len(questions))
        close_attempt(call, lesson, attempt, correct=correct, total=len(questions), score=score)
    return json_response(200, {"lessonType": lesson.kind, "finalized": True, "attempt": number})


def list_attempts(call: RequestContext) -> Response:
    """Answer the attempts of a student at a lesson."""
    student_id, lesson = student_and_lesson(call)
    found = gradebook.attempts(call, lesson, student_id)
    return json_response(200, {"attempts": [_attempt(each) for each in found]})


def _attempt(result: Doc) -> Doc:
    metadata = result["metadata"]
    return {
        "attempt": gradebook.number_of(result),
        "score": result["score"] or 0,
        "scoreStatus": result["scoreStatus"],
        "xp": metadata.get("xp"),
        "startedAt": metadata.get("startedAt"),
        "completedAt": metadata.get("completedAt"),
    }


def create_attempt(call: RequestContext) -> Response:
    """Begin another attempt, unless one is under way."""
    student_id, lesson = student_and_lesson(call)
    current = gradebook.current_attempt(call, lesson, student_id)
    if current is None or gradebook.is_closed(current):
        number = gradebook.number_of(current) + 1 if current else 1
        current = gradebook.start_attempt(call, lesson, student_id, number)
    return json_response(200, {"attempt": _attempt(current)})


def reset_attempt(call: RequestContext) -> Response:
    """Begin the attempt under way anew."""
    student_id, lesson = student_and_lesson(call)
    attempt = gradebook.current_attempt(call, lesson, student_id)
    if attempt is None:
        raise ApiError(404, "There is no attempt to reset.")
    if lesson.tool:
        gradebook.change(call, attempt, {}, score=0)
        return json_response(200, {"success": True, "score": 0})
    for answer in gradebook.answers(call, lesson, student_id, gradebook.number_of(attempt)).values():
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
    gradebook.change(call, attempt | {"metadata": cleared}, counts, score=0, scoreStatus="not submitted")
    return json_response(200, {"success": True, "score": 0})
