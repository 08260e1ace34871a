"""How the tests take lessons: the QTI of a question says which answer is right."""

from __future__ import annotations

import re

from timeback import AsyncPowerPathClient
from timeback.models import powerpath as pp


def key(question: pp.PowerPathTestQuestion) -> str:
    """The correct answer of a question."""
    assert question.content is not None
    found = re.search(r"<qti-correct-response><qti-value>(\w+)<", question.content.raw_xml)
    assert found
    return found[1]


def wrong(question: pp.PowerPathTestQuestion) -> str:
    """An answer that is not correct."""
    return "A" if key(question) != "A" else "B"


async def answer(
    client: AsyncPowerPathClient,
    student: str,
    lesson: str,
    question: pp.PowerPathTestQuestion,
    *,
    right: bool,
) -> pp.UpdateResult:
    """Answer a question."""
    chosen = key(question) if right else wrong(question)
    return await client.assessments.update_student_question_response(
        {"student": student, "lesson": lesson, "question": question.id, "responses": {"RESPONSE": chosen}}
    )


async def take(client: AsyncPowerPathClient, student: str, lesson: str, *, right: int) -> pp.StandardProgress:
    """Take a quiz-like lesson as a whole, its first `right` questions correctly; the progress afterwards."""
    progress = await client.assessments.get_progress(student_id=student, lesson_id=lesson)
    assert isinstance(progress, pp.StandardProgress)
    for number, question in enumerate(progress.questions):
        await answer(client, student, lesson, question, right=number < right)
    await client.assessments.finalize({"student": student, "lesson": lesson})
    progress = await client.assessments.get_progress(student_id=student, lesson_id=lesson)
    assert isinstance(progress, pp.StandardProgress)
    return progress
