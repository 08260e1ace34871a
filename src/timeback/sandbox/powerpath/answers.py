"""Questions of lessons, served one by one or answered as a whole."""

from __future__ import annotations

import random

from ..._json_types import is_object
from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..messages import Response, json_response
from ..records import Doc
from . import gradebook, rules
from .assignment_records import begin_assignment
from .completion import close_attempt
from .lesson_progress import counts_of, question_view
from .lesson_questions import questions_of
from .lessons import Lesson, find_student, lesson_of, student_and_lesson
from .questions import Question
from .schemas import ANSWER

__all__ = ["answer_question", "get_next_question"]


def _adaptive(lesson: Lesson) -> None:
    if not lesson.is_adaptive:
        raise ApiError(400, f"Questions are chosen in powerpath-100 lessons only, not in {lesson.kind}.")


def get_next_question(call: RequestContext) -> Response:
    """Answer the question that a student shall be asked next."""
    student_id, lesson = student_and_lesson(call)
    _adaptive(lesson)
    attempt = gradebook.current_attempt(call, lesson, student_id)
    if attempt is not None and gradebook.is_closed(attempt):
        raise ApiError(400, "The lesson is completed; create a new attempt.")
    number = gradebook.number_of(attempt) if attempt else 1
    score = attempt["score"] if attempt else 0
    given = gradebook.answers(call, lesson, student_id, number)
    open_questions = _open_questions(call, lesson, number, given)
    # The same question until it is answered, however often it is asked for.
    draw = random.Random(f"{student_id} {lesson.id} {number} {len(given)}")
    wanted = rules.difficulty_to_serve(score, [each.difficulty for each in open_questions], draw)
    question = next(each for each in open_questions if each.difficulty == wanted)
    return json_response(200, {"score": score, "question": question_view(call, question, None, judged=False)})


def _open_questions(
    call: RequestContext, lesson: Lesson, number: int, given: dict[str, Doc]
) -> list[Question]:
    """The questions that may be served: the unseen; once all were seen, those answered wrong."""
    questions = questions_of(call, lesson, number)
    unseen = [each for each in questions if each.id not in given]
    return unseen or [each for each in questions if given[each.id]["score"] != 1] or list(questions)


def answer_question(call: RequestContext) -> Response:
    """Take the answer to a question: judged at once in an adaptive lesson, else at the end."""
    body = checked_body(call, ANSWER)
    if "responses" not in body and "response" not in body:
        raise invalid_body(("responses", "Required."))
    find_student(call, body["student"])
    lesson = lesson_of(call, body["lesson"])
    if lesson.tool or not (lesson.is_adaptive or lesson.is_quiz_like):
        raise ApiError(400, "The questions of this lesson are not answered here.")
    attempt = gradebook.open_attempt(call, lesson, body["student"])
    number = gradebook.number_of(attempt)
    question = next(
        (each for each in questions_of(call, lesson, number) if each.id == body["question"]), None
    )
    if question is None:
        raise ApiError(404, "Question not found.")
    responses = body.get("responses") or question.named(body.get("response"))
    begin_assignment(call, lesson, body["student"])
    if lesson.is_adaptive:
        return _answer_adaptively(call, lesson, attempt, question, responses)
    result = gradebook.record_answer(call, lesson, attempt, question, responses, graded=False)
    if attempt["scoreStatus"] == "not submitted":
        gradebook.change(call, attempt, {}, scoreStatus="partially graded")
    return json_response(200, {"lessonType": lesson.kind, "questionResult": _bare(result)})


def _answer_adaptively(
    call: RequestContext, lesson: Lesson, attempt: Doc, question: Question, responses: Doc
) -> Response:
    student_id, number = attempt["student"]["sourcedId"], gradebook.number_of(attempt)
    given = gradebook.answers(call, lesson, student_id, number)
    score = int(attempt["score"])
    result = given.get(question.id)
    # A question counts when it is served: the same answer sent twice moves the score once.
    if result is None or question in _open_questions(call, lesson, number, given):
        result = gradebook.record_answer(call, lesson, attempt, question, responses, graded=True)
        score = rules.score_after(score, correct=result["score"] == 1)
        given[question.id] = result
    correct = sum(each["score"] == 1 for each in given.values())
    if score >= rules.MASTERY:
        attempt = close_attempt(call, lesson, attempt, correct=correct, total=len(given), score=score)
    else:
        counts = {
            "correctQuestions": correct,
            "totalQuestions": len(given),
            "accuracy": rules.accuracy_of(correct, len(given)),
        }
        attempt = gradebook.change(call, attempt, counts, score=score, scoreStatus="partially graded")
    counted = counts_of(attempt)
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
