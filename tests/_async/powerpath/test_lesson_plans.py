"""Lesson plans: operations are logged, a sync applies them, and a plan made anew has them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from timeback import AsyncPowerPathClient, BadRequestError, InvalidInputError, NotFoundError
from timeback.models import powerpath as pp

from .taking import take

STUDENT = "student-00001"
COURSE = "course-mth-04"
UNITS = ["component-mth-04-u1", "component-mth-04-u2", "component-mth-04-u3"]
SEEDED = [*UNITS, "component-test-out-mth-04", "component-quiz-mth-04"]


@pytest.fixture
async def plan(powerpath: AsyncPowerPathClient) -> str:
    made = await powerpath.lesson_plans.create({"course_id": COURSE, "user_id": STUDENT})
    return made.lesson_plan_id


async def log(client: AsyncPowerPathClient, plan: str, kind: str, **payload: Any) -> None:
    """Log one operation; a target is given as `(type, id)`."""
    if "target" in payload:
        payload["target"] = dict(zip(("type", "id"), payload["target"], strict=True))
    logged = await client.lesson_plans(plan).operations.create(
        {"operation": {"type": kind, "payload": payload}, "reason": "as the tutor asked"}
    )
    assert logged.success


async def units(client: AsyncPowerPathClient, plan: str) -> list[str]:
    tree = (await client.lesson_plans.get_tree(plan)).lesson_plan
    return [each.sourced_id for each in tree.sub_components]


def nodes(found: list[pp.LessonPlanStructureNode]) -> Iterator[pp.LessonPlanStructureNode]:
    for each in found:
        yield each
        yield from nodes(each.component_resources or [])
        yield from nodes(each.sub_components or [])


async def test_a_plan_begins_as_its_course(powerpath: AsyncPowerPathClient, plan: str) -> None:
    again = await powerpath.lesson_plans.create({"course_id": COURSE, "user_id": STUDENT})
    assert again.lesson_plan_id == plan
    tree = (await powerpath.lesson_plans.get(course_id=COURSE, user_id=STUDENT)).lesson_plan
    assert tree.course.sourced_id == COURSE
    assert [each.sourced_id for each in tree.sub_components] == SEEDED
    keys = [each.sort_order for each in tree.sub_components]
    assert keys == sorted(keys, key=str)
    unit = tree.sub_components[0]
    assert unit.component_resources is not None
    assert unit.component_resources[0].resource.sourced_id == "resource-mth-04-u1"
    assert [each.sourced_id for each in unit.sub_components or ()] == [f"{UNITS[0]}-l1", f"{UNITS[0]}-l2"]
    syllabus = await powerpath.syllabus.get(COURSE)
    assert [each["sourcedId"] for each in syllabus["subComponents"]] == await units(powerpath, plan)


async def test_operations_wait_for_a_sync(powerpath: AsyncPowerPathClient, plan: str) -> None:
    before = await units(powerpath, plan)
    await log(powerpath, plan, "move-item-to-end", target=("component", UNITS[0]))
    await log(powerpath, plan, "set-skipped", target=("component", UNITS[1]), value=True)
    await log(powerpath, plan, "set-skipped", target=("component", "gone"), value=True)
    assert await units(powerpath, plan) == before

    synced = await powerpath.lesson_plans(plan).operations.sync()
    assert synced.operation_count == 3
    # A missing target is skipped over, not fatal.
    assert [each.success for each in synced.operation_results] == [True, True, False]
    assert synced.operation_results[2].errors
    assert await units(powerpath, plan) == [each for each in before if each not in UNITS[:2]] + [UNITS[0]]
    assert (await powerpath.lesson_plans(plan).operations.sync()).operation_count == 0

    logged = await powerpath.lesson_plans(plan).operations.list()
    assert [each.sequence_number for each in logged] == [1, 2, 3]
    assert logged[0].type == "move-item-to-end"
    assert logged[1].payload == {"target": {"type": "component", "id": UNITS[1]}, "value": True}
    assert logged[0].reason == "as the tutor asked"


async def test_every_operation_does_what_it_says(powerpath: AsyncPowerPathClient, plan: str) -> None:
    first, second, third = UNITS
    await log(powerpath, plan, "move-item-before", target=("component", third), reference_id=first)
    await log(powerpath, plan, "move-item-after", target=("component", first), reference_id=second)
    await powerpath.lesson_plans(plan).operations.sync()
    assert (await units(powerpath, plan))[:3] == [third, second, first]

    lesson = f"{first}-l1"
    await log(powerpath, plan, "move-item-to-start", target=("component", first))
    await log(
        powerpath,
        plan,
        "change-item-parent",
        target=("component", lesson),
        new_parent_id=second,
        position="start",
    )
    await log(
        powerpath, plan, "add-custom-resource", resource_id="link-rdg-04-u1-l1", parent_component_id=second
    )
    synced = await powerpath.lesson_plans(plan).operations.sync()
    assert all(each.success for each in synced.operation_results)
    tree = (await powerpath.lesson_plans.get_tree(plan)).lesson_plan.sub_components
    assert [each.sourced_id for each in tree[:3]] == [first, third, second]
    moved = tree[2]
    assert [each.sourced_id for each in moved.sub_components or ()] == [
        lesson,
        f"{second}-l1",
        f"{second}-l2",
    ]
    held = [each.resource.sourced_id for each in moved.component_resources or ()]
    assert held == ["resource-mth-04-u2", "resource-rdg-04-u1-l1"]

    await log(powerpath, plan, "change-item-parent", target=("component", second), new_parent_id=lesson)
    (refused,) = (await powerpath.lesson_plans(plan).operations.sync()).operation_results
    assert not refused.success


async def test_a_plan_made_anew_keeps_the_log_and_loses_direct_changes(
    powerpath: AsyncPowerPathClient, plan: str
) -> None:
    await log(powerpath, plan, "move-item-to-start", target=("component", UNITS[2]))
    await powerpath.lesson_plans(plan).operations.sync()
    structure = (await powerpath.lesson_plans.get_structure(plan)).lesson_plan
    assert (structure.id, structure.course_id) == (plan, COURSE)
    item = structure.structure[0]
    assert item.component_id == UNITS[2]
    await powerpath.lesson_plans.delete_item(item.item_id)
    assert UNITS[2] not in await units(powerpath, plan)
    assert (await powerpath.lesson_plans.get_structure(plan)).lesson_plan.structure[0].skipped
    await powerpath.lesson_plans.update_item(
        item.item_id, {"lesson_plan_id": plan, "type": "component", "skipped": False, "order": 1}
    )
    assert (await units(powerpath, plan))[1] == UNITS[2]

    recreated = await powerpath.lesson_plans.recreate(plan)
    assert recreated.operation_count == 1
    assert (await units(powerpath, plan))[0] == UNITS[2]
    after = (await powerpath.lesson_plans.get_structure(plan)).lesson_plan.structure
    assert not {each.item_id for each in nodes(structure.structure)} & {each.item_id for each in nodes(after)}


async def test_a_course_syncs_and_deletes_all_its_plans(powerpath: AsyncPowerPathClient, plan: str) -> None:
    other = await powerpath.lesson_plans.create({"course_id": COURSE, "user_id": "student-00002"})
    await log(powerpath, plan, "set-skipped", target=("component", UNITS[0]), value=True)
    synced = await powerpath.lesson_plans.sync_course(COURSE)
    assert synced.lesson_plans_affected == [plan, other.lesson_plan_id]
    assert UNITS[0] not in await units(powerpath, plan)
    assert UNITS[0] in await units(powerpath, other.lesson_plan_id)
    await powerpath.lesson_plans.delete(other.lesson_plan_id)
    await powerpath.lesson_plans.delete_all(COURSE)
    with pytest.raises(NotFoundError):
        await powerpath.lesson_plans.get(course_id=COURSE, user_id=STUDENT)
    with pytest.raises(NotFoundError):
        await powerpath.lesson_plans.delete_all("no-course")


async def test_a_wrong_operation_is_refused_before_it_is_sent(
    powerpath: AsyncPowerPathClient, plan: str
) -> None:
    with pytest.raises(InvalidInputError, match="type"):
        await log(powerpath, plan, "set-fire", target=("component", UNITS[0]))
    with pytest.raises(InvalidInputError, match="value"):
        await log(powerpath, plan, "set-skipped", target=("component", UNITS[0]))
    assert not await powerpath.lesson_plans(plan).operations.list()


async def test_results_show_in_the_progress_of_the_course(powerpath: AsyncPowerPathClient) -> None:
    quiz = "link-quiz-mth-04"
    await take(powerpath, STUDENT, quiz, right=6)
    written = await powerpath.lesson_plans.update_student_item_response(
        {
            "student_id": STUDENT,
            "component_resource_id": "link-mth-04-u1-l1",
            "result": {
                "status": "active",
                "score": 88,
                "score_date": "2026-01-05T10:00:00Z",
                "score_status": "fully graded",
            },
        }
    )
    assert written.component_resource_result is not None
    assert written.component_resource_result.score == 88
    (attempt,) = await powerpath.assessments.attempts.list(student_id=STUDENT, lesson_id="link-mth-04-u1-l1")
    assert (attempt.score, attempt.attempt, attempt.started_at) == (88, 1, None)
    found = await powerpath.lesson_plans.get_course_progress(course_id=COURSE, student_id=STUDENT)
    scores = {
        each.course_component_resource_sourced_id: [result.score for result in each.results]
        for each in found.line_items
        if isinstance(each, pp.ResourceLineItem)
    }
    assert (scores[quiz], scores["link-mth-04-u1-l1"]) == ([50], [88])
    only = await powerpath.lesson_plans.get_course_progress(
        course_id=COURSE, student_id=STUDENT, lesson_id=quiz
    )
    assert len(only.line_items) == 1
    assert isinstance(found.test_out, pp.TestOutNotEligible)


async def test_a_test_out_is_started_taken_and_done(powerpath: AsyncPowerPathClient) -> None:
    course = "course-mth-01"
    with pytest.raises(BadRequestError):
        await powerpath.lesson_plans.start_test_out({"course_id": course, "student_id": STUDENT})
    # A failed placement test enrols the student in the course.
    await take(powerpath, STUDENT, "link-placement-mth-01", right=0)
    found = await powerpath.lesson_plans.get_course_progress(course_id=course, student_id=STUDENT)
    assert isinstance(found.test_out, pp.TestOutAvailable)
    wanted = {"course_id": course, "student_id": STUDENT}
    begun = await powerpath.lesson_plans.start_test_out(wanted)
    assert begun.status == "created"
    again = await powerpath.lesson_plans.start_test_out(wanted)
    assert (again.status, again.assignment_id) == ("existing", begun.assignment_id)
    pair = {"student_id": STUDENT, "lesson_id": begun.lesson_id}
    given = await powerpath.assessments.assign_external_test(pair)
    assert (await powerpath.test_assignments.get(begun.assignment_id)).assignment_status == "in_progress"
    await powerpath.request("PUT", f"/powerpath/external-tests/{given.assignment_id}", json={"score": 95})
    await powerpath.assessments.import_external_results(**pair)
    found = await powerpath.lesson_plans.get_course_progress(course_id=course, student_id=STUDENT)
    assert isinstance(found.test_out, pp.TestOutCompleted)
    assert found.test_out.lesson_id == begun.lesson_id
