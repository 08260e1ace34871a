"""Placement, an adaptive lesson, a lesson plan, and tests assigned in bulk."""

from __future__ import annotations

import re

from timeback import PowerPathClient, TimebackClient
from timeback.models import powerpath as models

from .steps import say, step


def correct(question: models.PowerPathTestQuestion) -> str:
    """The answer that a question's QTI calls correct; a student would have to think."""
    found = re.search(r"<qti-value>(\w+)</qti-value>", question.content.raw_xml if question.content else "")
    return found[1] if found else "A"


def tour(timeback: TimebackClient) -> None:
    """Places a student, takes a lesson to mastery, changes a plan, assigns tests."""
    client = timeback.powerpath
    student = timeback.oneroster.students.list(limit=1)[0].sourced_id
    _place(client, student)
    _master(client, student)
    _plan(client, student)
    _assign(client, student)


def _place(client: PowerPathClient, student: str) -> None:
    with step("PowerPath places a student: tests grade by grade, until one is not passed"):
        while lesson := client.placement.get_next_test(student_id=student, subject="Math").lesson_id:
            test = client.assessments.get_progress(student_id=student, lesson_id=lesson)
            assert isinstance(test, models.StandardProgress)
            missed = 0 if lesson.endswith("00") else 3
            for question in test.questions[missed:]:
                client.assessments.update_student_question_response(
                    {
                        "student": student,
                        "lesson": lesson,
                        "question": question.id,
                        "response": correct(question),
                    }
                )
            client.assessments.finalize({"student": student, "lesson": lesson})
            done = client.assessments.get_progress(student_id=student, lesson_id=lesson)
            assert isinstance(done, models.StandardProgress)
            say(f"{lesson}: {done.score} of 100")
        level = client.placement.get_current_level(student_id=student, subject="Math")
        say(f"placed in grade {level.grade_level}")


def _master(client: PowerPathClient, student: str) -> None:
    lesson = "link-mth-04-u1-l1"
    with step("It teaches adaptively: a PowerPath-100 lesson, question by question, to mastery"):
        score, path = 0.0, list[str]()
        while score < 100:
            served = client.assessments.get_next_question(student_id=student, lesson_id=lesson)
            right = len(path) != 4
            answered = client.assessments.update_student_question_response(
                {
                    "student": student,
                    "lesson": lesson,
                    "question": served.question.id,
                    "response": correct(served.question) if right else "none of these",
                }
            )
            assert isinstance(answered, models.PowerPath100UpdateResult)
            score = answered.powerpath_score
            path.append(f"{served.question.difficulty[0]}{score:.0f}")
        say("difficulty and score:", " ".join(path))
        done = client.assessments.get_progress(student_id=student, lesson_id=lesson)
        assert isinstance(done, models.PowerPath100Progress)
        say(f"accuracy {done.accuracy:.0f} %, {done.xp:g} XP")


def _plan(client: PowerPathClient, student: str) -> None:
    with step("It plans: operations are logged, a sync applies them"):
        plan = client.lesson_plans.create({"course_id": "course-mth-04", "user_id": student}).lesson_plan_id
        target = models.LessonPlanTarget(type="component", id="component-mth-04-u3")
        client.lesson_plans(plan).operations.create(
            models.LessonPlanOperationInput(
                operation=models.MoveItemToStartOperation(payload=models.MoveItemPayload(target=target)),
                reason="Data first",
            ),
        )
        titles = [each.title for each in client.lesson_plans.get_tree(plan).lesson_plan.sub_components]
        say("logged:", ", ".join(titles[:3]))
        client.lesson_plans(plan).operations.sync()
        titles = [each.title for each in client.lesson_plans.get_tree(plan).lesson_plan.sub_components]
        say("synced:", ", ".join(titles[:3]))


def _assign(client: PowerPathClient, student: str) -> None:
    with step("It assigns: 120 tests in one call, streamed back in pages of 50"):
        rows = [
            models.TestAssignmentCreateInput(student_id=student, subject="Math", grade=str(1 + number % 5))
            for number in range(120)
        ]
        made = client.test_assignments.create_all(models.TestAssignmentBulkInput(items=rows))
        found = client.test_assignments.stream(student_id=student, limit=50).collect()
        say(f"{len(made.results)} assigned, {len(found)} streamed, the last for grade {found[-1].grade}")
