"""Scores in OneRoster's gradebook: a line item for a lesson, one below it for each question, a result an attempt."""

from __future__ import annotations

from typing import Any

from .. import instants
from ..context import RequestContext
from ..errors import ApiError
from ..oneroster import tables
from ..oneroster.tables import reference
from ..records import Doc, part
from ..sql import Clause
from .lesson_questions import questions_of
from .lessons import Lesson
from .questions import Question

__all__ = [
    "GRADED",
    "answers",
    "attempts",
    "change",
    "current_attempt",
    "ensure_line_item",
    "is_closed",
    "line_item",
    "number_of",
    "open_attempt",
    "record_answer",
    "start_attempt",
]

GRADED = "fully graded"
_FLAGS: Doc = {"inProgress": "false", "incomplete": "false", "late": "false", "missing": "false"}


def line_item(call: RequestContext, lesson_id: str) -> Doc | None:
    """The line item of a lesson, once there is one."""
    of_lesson = Clause(
        '"componentResource.sourcedId" = ? AND "parentAssessmentLineItem.sourcedId" IS NULL '
        "AND status <> 'tobedeleted'",
        (lesson_id,),
    )
    found = call.session.find(tables.ASSESSMENT_LINE_ITEMS, of_lesson)
    return found[0] if found else None


def ensure_line_item(call: RequestContext, lesson: Lesson) -> Doc:
    """The line item of a lesson, made if need be."""
    found = line_item(call, lesson.id)
    if found is None:
        about: Doc = {"lessonType": lesson.kind} if lesson.kind else {}
        if lesson.is_bank:
            about["isAssessmentBank"] = True
        found = _line_item(call, f"powerpath-{lesson.id}", lesson, about, None)
    return found


def _line_item(call: RequestContext, item_id: str, lesson: Lesson, metadata: Doc, parent: str | None) -> Doc:
    doc: Doc = {
        "sourcedId": item_id,
        "status": "active",
        "dateLastModified": call.now,
        "metadata": metadata,
        "title": lesson.title,
        "resultValueMin": 0,
        "resultValueMax": 1 if parent else 100,
        "parentAssessmentLineItem": reference("assessment_line_items", parent) if parent else None,
        "course": reference("courses", lesson.course_id) if lesson.course_id else None,
        "componentResource": reference("component_resources", lesson.id),
    }
    call.session.insert(tables.ASSESSMENT_LINE_ITEMS, item_id, doc)
    return doc


def number_of(result: Doc) -> int:
    """The number of the attempt that a result belongs to."""
    return int(part(result, "metadata").get("attempt") or 1)


def is_closed(result: Doc) -> bool:
    """Whether an attempt is completed."""
    return bool(result["scoreStatus"] == GRADED)


def attempts(call: RequestContext, lesson: Lesson, student_id: str) -> list[Doc]:
    """A student's attempts at a lesson, by number."""
    item = line_item(call, lesson.id)
    if item is None:
        return []
    theirs = Clause(
        '"assessmentLineItem.sourcedId" = ? AND "student.sourcedId" = ? AND status <> \'tobedeleted\'',
        (item["sourcedId"], student_id),
    )
    found = call.session.find(tables.ASSESSMENT_RESULTS, theirs)
    # A result that was written through OneRoster may lack what ours have.
    whole = [each | {"metadata": part(each, "metadata"), "score": each.get("score") or 0} for each in found]
    return sorted(whole, key=number_of)


def current_attempt(call: RequestContext, lesson: Lesson, student_id: str) -> Doc | None:
    """The last attempt; none before the first."""
    found = attempts(call, lesson, student_id)
    return found[-1] if found else None


def open_attempt(call: RequestContext, lesson: Lesson, student_id: str) -> Doc:
    """The attempt under way, begun if there is none.

    Raises:
        ApiError: 400, the last attempt is completed.
    """
    found = current_attempt(call, lesson, student_id)
    if found is None:
        return start_attempt(call, lesson, student_id, 1)
    if is_closed(found):
        raise ApiError(400, "The attempt is completed; create a new one.")
    return found


def start_attempt(call: RequestContext, lesson: Lesson, student_id: str, number: int) -> Doc:
    """Begin an attempt."""
    item = ensure_line_item(call, lesson)
    metadata = {
        "attempt": number,
        "startedAt": call.now,
        "accuracy": 0,
        "correctQuestions": 0,
        "totalQuestions": 0 if lesson.is_adaptive else len(questions_of(call, lesson, number)),
        "testResourceId": lesson.test_of(number),
    }
    return _result(call, item["sourcedId"], student_id, metadata, score=0, status="not submitted")


def _result(
    call: RequestContext, item_id: str, student_id: str, metadata: Doc, *, score: float | None, status: str
) -> Doc:
    result_id = f"{item_id}-{student_id}-{metadata['attempt']}"
    # A result that was deleted still holds its id.
    number = 1
    while call.session.exists(tables.ASSESSMENT_RESULTS, result_id):
        number += 1
        result_id = f"{item_id}-{student_id}-{metadata['attempt']}.{number}"
    doc: Doc = {
        "sourcedId": result_id,
        "status": "active",
        "dateLastModified": call.now,
        "metadata": metadata,
        "assessmentLineItem": reference("assessment_line_items", item_id),
        "student": reference("users", student_id),
        "score": score,
        "scoreDate": call.now,
        "scoreStatus": status,
        **_FLAGS,
    }
    call.session.insert(tables.ASSESSMENT_RESULTS, result_id, doc)
    return doc


def change(call: RequestContext, result: Doc, metadata: Doc, **fields: Any) -> Doc:
    """Write fields of a result, and keys of its metadata."""
    modified = instants.after(call.now, result.get("dateLastModified"))
    doc = result | fields | {"metadata": result["metadata"] | metadata, "dateLastModified": modified}
    call.session.replace(tables.ASSESSMENT_RESULTS, result["sourcedId"], doc)
    return doc


def answers(call: RequestContext, lesson: Lesson, student_id: str, attempt: int) -> dict[str, Doc]:
    """The results of an attempt's questions by question, in the order in which they were first answered."""
    item = line_item(call, lesson.id)
    if item is None:
        return {}
    below = Clause(
        '"student.sourcedId" = ? AND status <> \'tobedeleted\' AND "assessmentLineItem.sourcedId" IN '
        '(SELECT id FROM assessment_line_items WHERE "parentAssessmentLineItem.sourcedId" = ?)',
        (student_id, item["sourcedId"]),
    )
    found = call.session.find(tables.ASSESSMENT_RESULTS, below)
    return {
        each["metadata"]["question"]: each
        for each in found
        if "question" in part(each, "metadata") and number_of(each) == attempt
    }


def record_answer(
    call: RequestContext, lesson: Lesson, attempt: Doc, question: Question, responses: Doc, *, graded: bool
) -> Doc:
    """Store the answer to a question, in place of an earlier one; with its score, if it is judged at once."""
    item = ensure_line_item(call, lesson)
    item_id = f"{item['sourcedId']}-{question.id}"
    number, student_id = number_of(attempt), attempt["student"]["sourcedId"]
    if not call.session.exists(tables.ASSESSMENT_LINE_ITEMS, item_id):
        about = {"question": question.id, "testResourceId": lesson.test_of(number)}
        _line_item(call, item_id, lesson, about, item["sourcedId"])
    correct = question.judge(responses)
    score = int(correct) if graded else None
    status = GRADED if graded else "submitted"
    earlier = answers(call, lesson, student_id, number).get(question.id)
    metadata = {"attempt": number, "question": question.id, "responses": responses}
    if earlier is None:
        return _result(call, item_id, student_id, metadata, score=score, status=status)
    return change(call, earlier, metadata, score=score, scoreStatus=status, scoreDate=call.now)
