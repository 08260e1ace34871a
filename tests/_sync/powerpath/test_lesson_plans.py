# Generated from tests/_async/powerpath/test_lesson_plans.py by setup_unasync.py; do not edit.
"""Lesson plans: operations are logged, a sync applies them, and a plan made anew has them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from timeback import PowerPathClient, BadRequestError, InvalidInputError, NotFoundError
from timeback.models import powerpath as pp

from .taking import take

STUDENT = "student-00001"
COURSE = "course-mth-04"
UNITS = ["component-mth-04-u1", "component-mth-04-u2", "component-mth-04-u3"]
SEEDED = [*UNITS, "component-test-out-mth-04", "component-quiz-mth-04"]


@pytest.fixture
def plan(powerpath: PowerPathClient) -> str:
    made = powerpath.lesson_plans.create({"course_id": COURSE, "user_id": STUDENT})
    return made.lesson_plan_id


def log(client: PowerPathClient, plan: str, kind: str, **payload: Any) -> None:
    """Log one operation; a target is given as `(type, id)`."""
    if "target" in payload:
        payload["target"] = dict(zip(("type", "id"), payload["target"], strict=True))
    logged = client.lesson_plans(plan).operations.create(
        {"operation": {"type": kind, "payload": payload}, "reason": "as the tutor asked"}
    )
    assert logged.success


def units(client: PowerPathClient, plan: str) -> list[str]:
    tree = (client.lesson_plans.get_tree(plan)).lesson_plan
    return [each.sourced_id for each in tree.sub_components]


def nodes(found: list[pp.LessonPlanStructureNode]) -> Iterator[pp.LessonPlanStructureNode]:
    for each in found:
        yield each
        yield from nodes(each.component_resources or [])
        yield from nodes(each.sub_components or [])


def test_a_plan_begins_as_its_course(powerpath: PowerPathClient, plan: str) -> None:
    again = powerpath.lesson_plans.create({"course_id": COURSE, "user_id": STUDENT})
    assert again.lesson_plan_id == plan
    tree = (powerpath.lesson_plans.get(course_id=COURSE, user_id=STUDENT)).lesson_plan
    assert tree.course.sourced_id == COURSE
    assert [each.sourced_id for each in tree.sub_components] == SEEDED
    keys = [each.sort_order for each in tree.sub_components]
    assert keys == sorted(keys, key=str)
    unit = tree.sub_components[0]
    assert unit.component_resources is not None
    assert unit.component_resources[0].resource.sourced_id == "resource-mth-04-u1"
    assert [each.sourced_id for each in unit.sub_components or ()] == [f"{UNITS[0]}-l1", f"{UNITS[0]}-l2"]
    syllabus = powerpath.syllabus.get(COURSE)
    assert [each["sourcedId"] for each in syllabus["subComponents"]] == units(powerpath, plan)


def test_operations_wait_for_a_sync(powerpath: PowerPathClient, plan: str) -> None:
    before = units(powerpath, plan)
    log(powerpath, plan, "move-item-to-end", target=("component", UNITS[0]))
    log(powerpath, plan, "set-skipped", target=("component", UNITS[1]), value=True)
    log(powerpath, plan, "set-skipped", target=("component", "gone"), value=True)
    assert units(powerpath, plan) == before

    synced = powerpath.lesson_plans(plan).operations.sync()
    assert synced.operation_count == 3
    # A missing target is skipped over, not fatal.
    assert [each.success for each in synced.operation_results] == [True, True, False]
    assert synced.operation_results[2].errors
    assert units(powerpath, plan) == [each for each in before if each not in UNITS[:2]] + [UNITS[0]]
    assert (powerpath.lesson_plans(plan).operations.sync()).operation_count == 0

    logged = powerpath.lesson_plans(plan).operations.list()
    assert [each.sequence_number for each in logged] == [1, 2, 3]
    assert logged[0].type == "move-item-to-end"
    assert logged[1].payload == {"target": {"type": "component", "id": UNITS[1]}, "value": True}
    assert logged[0].reason == "as the tutor asked"


def test_every_operation_does_what_it_says(powerpath: PowerPathClient, plan: str) -> None:
    first, second, third = UNITS
    log(powerpath, plan, "move-item-before", target=("component", third), reference_id=first)
    log(powerpath, plan, "move-item-after", target=("component", first), reference_id=second)
    powerpath.lesson_plans(plan).operations.sync()
    assert (units(powerpath, plan))[:3] == [third, second, first]

    lesson = f"{first}-l1"
    log(powerpath, plan, "move-item-to-start", target=("component", first))
    log(
        powerpath,
        plan,
        "change-item-parent",
        target=("component", lesson),
        new_parent_id=second,
        position="start",
    )
    log(
        powerpath, plan, "add-custom-resource", resource_id="link-rdg-04-u1-l1", parent_component_id=second
    )
    synced = powerpath.lesson_plans(plan).operations.sync()
    assert all(each.success for each in synced.operation_results)
    tree = (powerpath.lesson_plans.get_tree(plan)).lesson_plan.sub_components
    assert [each.sourced_id for each in tree[:3]] == [first, third, second]
    moved = tree[2]
    assert [each.sourced_id for each in moved.sub_components or ()] == [
        lesson,
        f"{second}-l1",
        f"{second}-l2",
    ]
    held = [each.resource.sourced_id for each in moved.component_resources or ()]
    assert held == ["resource-mth-04-u2", "resource-rdg-04-u1-l1"]

    log(powerpath, plan, "change-item-parent", target=("component", second), new_parent_id=lesson)
    (refused,) = (powerpath.lesson_plans(plan).operations.sync()).operation_results
    assert not refused.success


def test_a_plan_made_anew_keeps_the_log_and_loses_direct_changes(
    powerpath: PowerPathClient, plan: str
) -> None:
    log(powerpath, plan, "move-item-to-start", target=("component", UNITS[2]))
    powerpath.lesson_plans(plan).operations.sync()
    structure = (powerpath.lesson_plans.get_structure(plan)).lesson_plan
    assert (structure.id, structure.course_id) == (plan, COURSE)
    item = structure.structure[0]
    assert item.component_id == UNITS[2]
    powerpath.lesson_plans.delete_item(item.item_id)
    assert UNITS[2] not in units(powerpath, plan)
    assert (powerpath.lesson_plans.get_structure(plan)).lesson_plan.structure[0].skipped
    powerpath.lesson_plans.update_item(
        item.item_id, {"lesson_plan_id": plan, "type": "component", "skipped": False, "order": 1}
    )
    assert (units(powerpath, plan))[1] == UNITS[2]

    recreated = powerpath.lesson_plans.recreate(plan)
    assert recreated.operation_count == 1
    assert (units(powerpath, plan))[0] == UNITS[2]
    after = (powerpath.lesson_plans.get_structure(plan)).lesson_plan.structure
    assert not {each.item_id for each in nodes(structure.structure)} & {each.item_id for each in nodes(after)}


def test_a_course_syncs_and_deletes_all_its_plans(powerpath: PowerPathClient, plan: str) -> None:
    other = powerpath.lesson_plans.create({"course_id": COURSE, "user_id": "student-00002"})
    log(powerpath, plan, "set-skipped", target=("component", UNITS[0]), value=True)
    synced = powerpath.lesson_plans.sync_course(COURSE)
    assert synced.lesson_plans_affected == [plan, other.lesson_plan_id]
    assert UNITS[0] not in units(powerpath, plan)
    assert UNITS[0] in units(powerpath, other.lesson_plan_id)
    powerpath.lesson_plans.delete(other.lesson_plan_id)
    powerpath.lesson_plans.delete_all(COURSE)
    with pytest.raises(NotFoundError):
        powerpath.lesson_plans.get(course_id=COURSE, user_id=STUDENT)
    with pytest.raises(NotFoundError):
        powerpath.lesson_plans.delete_all("no-course")


def test_a_wrong_operation_is_refused_before_it_is_sent(
    powerpath: PowerPathClient, plan: str
) -> None:
    with pytest.raises(InvalidInputError, match="type"):
        log(powerpath, plan, "set-fire", target=("component", UNITS[0]))
    with pytest.raises(InvalidInputError, match="value"):
        log(powerpath, plan, "set-skipped", target=("component", UNITS[0]))
    assert not powerpath.lesson_plans(plan).operations.list()


def test_results_show_in_the_progress_of_the_course(powerpath: PowerPathClient) -> None:
    quiz = "link-quiz-mth-04"
    take(powerpath, STUDENT, quiz, right=6)
    written = powerpath.lesson_plans.update_student_item_response(
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
    (attempt,) = powerpath.assessments.attempts.list(student_id=STUDENT, lesson_id="link-mth-04-u1-l1")
    assert (attempt.score, attempt.attempt, attempt.started_at) == (88, 1, None)
    found = powerpath.lesson_plans.get_course_progress(course_id=COURSE, student_id=STUDENT)
    scores = {
        each.course_component_resource_sourced_id: [result.score for result in each.results]
        for each in found.line_items
        if isinstance(each, pp.ResourceLineItem)
    }
    assert (scores[quiz], scores["link-mth-04-u1-l1"]) == ([50], [88])
    only = powerpath.lesson_plans.get_course_progress(
        course_id=COURSE, student_id=STUDENT, lesson_id=quiz
    )
    assert len(only.line_items) == 1
    assert isinstance(found.test_out, pp.TestOutNotEligible)


def test_a_test_out_is_started_taken_and_done(powerpath: PowerPathClient) -> None:
    course = "course-mth-01"
    with pytest.raises(BadRequestError):
        powerpath.lesson_plans.start_test_out({"course_id": course, "student_id": STUDENT})
    # A failed placement test enrols the student in the course.
    take(powerpath, STUDENT, "link-placement-mth-01", right=0)
    found = powerpath.lesson_plans.get_course_progress(course_id=course, student_id=STUDENT)
    assert isinstance(found.test_out, pp.TestOutAvailable)
    wanted = {"course_id": course, "student_id": STUDENT}
    begun = powerpath.lesson_plans.start_test_out(wanted)
    assert begun.status == "created"
    again = powerpath.lesson_plans.start_test_out(wanted)
    assert (again.status, again.assignment_id) == ("existing", begun.assignment_id)
    pair = {"student_id": STUDENT, "lesson_id": begun.lesson_id}
    given = powerpath.assessments.assign_external_test(pair)
    assert (powerpath.test_assignments.get(begun.assignment_id)).assignment_status == "in_progress"
    powerpath.request("PUT", f"/powerpath/external-tests/{given.assignment_id}", json={"score": 95})
    powerpath.assessments.import_external_results(**pair)
    found = powerpath.lesson_plans.get_course_progress(course_id=course, student_id=STUDENT)
    assert isinstance(found.test_out, pp.TestOutCompleted)
    assert found.test_out.lesson_id == begun.lesson_id
