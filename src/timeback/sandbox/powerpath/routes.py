"""The operations of PowerPath; `external-tests` is the sandbox's own, the tool in which its students take them."""

from __future__ import annotations

from ..service import Route
from . import (
    answers,
    assignments,
    attempts,
    course_progress,
    course_sequences,
    course_tests,
    elected_test_outs,
    external_tests,
    lesson_plans,
    lesson_progress,
    placement,
    plan_edits,
    plan_operations,
    render_configs,
    screening,
    syllabus,
)
from .tables import BASE

__all__ = ["ROUTES"]

_PLANS = f"{BASE}/lessonPlans"
_PLAN = f"{_PLANS}/{{plan_id}}"
_PLACEMENT = f"{BASE}/placement"
_SCREENING = f"{BASE}/screening"
_ASSIGNMENTS = f"{BASE}/test-assignments"
_SEQUENCE = f"{BASE}/course-sequence/{{id}}"

_LESSONS = (
    Route("GET", f"{BASE}/getAssessmentProgress", lesson_progress.get_progress, writes=True),
    Route("GET", f"{BASE}/getNextQuestion", answers.get_next_question, writes=True),
    Route("PUT", f"{BASE}/updateStudentQuestionResponse", answers.answer_question),
    Route("POST", f"{BASE}/finalStudentAssessmentResponse", attempts.finalize_attempt),
    Route("GET", f"{BASE}/getAttempts", attempts.list_attempts),
    Route("POST", f"{BASE}/createNewAttempt", attempts.create_attempt),
    Route("POST", f"{BASE}/resetAttempt", attempts.reset_attempt),
    Route("POST", f"{BASE}/createExternalPlacementTest", course_tests.create_placement_test),
    Route("POST", f"{BASE}/createExternalTestOut", course_tests.create_test_out),
    Route("POST", f"{BASE}/createInternalTest", course_tests.create_internal_test),
    Route("POST", f"{BASE}/makeExternalTestAssignment", external_tests.assign_external_test),
    Route("GET", f"{BASE}/importExternalTestAssignmentResults", external_tests.import_results, writes=True),
    Route("GET", f"{BASE}/testOut", external_tests.get_test_out),
    Route("PUT", f"{BASE}/external-tests/{{assignment_id}}", external_tests.take_external_test),
)

_LESSON_PLANS = (
    Route("POST", f"{_PLANS}/", lesson_plans.create_plan),
    Route("GET", f"{_PLANS}/{{plan_id}}/{{user_id}}", lesson_plans.get_plan),
    Route("DELETE", f"{_PLAN}/deleteAll", lesson_plans.delete_plans_of_course),
    Route("DELETE", _PLAN, lesson_plans.delete_plan),
    Route("GET", f"{_PLANS}/tree/{{plan_id}}", lesson_plans.get_tree),
    Route("GET", f"{_PLANS}/tree/{{plan_id}}/structure", lesson_plans.get_structure),
    Route("GET", f"{_PLAN}/operations", plan_operations.list_operations),
    Route("POST", f"{_PLAN}/operations", plan_operations.log_operation),
    Route("POST", f"{_PLAN}/operations/sync", plan_operations.sync_plan),
    Route("POST", f"{_PLANS}/course/{{course_id}}/sync", plan_operations.sync_course),
    Route("POST", f"{_PLAN}/recreate", plan_operations.recreate_plan),
    Route("PATCH", f"{_PLANS}/items/{{item_id}}", plan_edits.update_item),
    Route("DELETE", f"{_PLANS}/items/{{item_id}}", plan_edits.delete_item),
    Route("POST", f"{_PLAN}/component", plan_edits.add_component),
    Route("POST", f"{_PLAN}/resource", plan_edits.add_resource),
    Route(
        "GET",
        f"{_PLANS}/getCourseProgress/{{course_id}}/student/{{student_id}}",
        course_progress.get_course_progress,
    ),
    Route("POST", f"{_PLANS}/updateStudentItemResponse", course_progress.update_item_response),
    Route("POST", f"{_PLANS}/startTestOut", course_progress.start_test_out),
)

_LEVELS = (
    Route("GET", f"{_PLACEMENT}/{{student_id}}", placement.get_placement),
    Route("GET", f"{_PLACEMENT}/getAllPlacementTests", placement.list_placement_tests),
    Route("GET", f"{_PLACEMENT}/getCurrentLevel", placement.get_current_level),
    Route("GET", f"{_PLACEMENT}/getNextPlacementTest", placement.get_next_test),
    Route("GET", f"{_PLACEMENT}/getSubjectProgress", placement.get_subject_progress),
    Route("POST", f"{_PLACEMENT}/resetUserPlacement", placement.reset_placement),
    Route("GET", f"{_SCREENING}/results/{{user_id}}", screening.get_results),
    Route("GET", f"{_SCREENING}/session/{{user_id}}", screening.get_session),
    Route("POST", f"{_SCREENING}/session/reset", screening.reset_session),
    Route("POST", f"{_SCREENING}/tests/assign", screening.assign_screening_test),
    Route(
        "GET",
        f"{BASE}/test-out/getTestOutEligibility/{{student_id}}/{{subject}}",
        elected_test_outs.get_eligibility,
    ),
    Route("POST", f"{BASE}/test-out/makeExternalStudentTestOutAssignment", elected_test_outs.elect_test_out),
)

_TEST_ASSIGNMENTS = (
    Route("GET", _ASSIGNMENTS, assignments.list_assignments),
    Route("POST", _ASSIGNMENTS, assignments.create_assignment),
    Route("GET", f"{_ASSIGNMENTS}/admin", assignments.list_all_assignments),
    Route("POST", f"{_ASSIGNMENTS}/bulk", assignments.create_assignments),
    Route("POST", f"{_ASSIGNMENTS}/import", assignments.import_assignments),
    Route("GET", f"{_ASSIGNMENTS}/{{id}}", assignments.get_assignment),
    Route("PUT", f"{_ASSIGNMENTS}/{{id}}", assignments.update_assignment),
    Route("DELETE", f"{_ASSIGNMENTS}/{{id}}", assignments.delete_assignment),
)

_COURSES = (
    Route("GET", f"{BASE}/syllabus/{{course_id}}", syllabus.get_syllabus),
    Route("PUT", f"{BASE}/render-config/", render_configs.upsert_render_config),
    Route("GET", f"{BASE}/render-config/{{course_id}}", render_configs.get_render_config),
    Route("DELETE", f"{BASE}/render-config/{{course_id}}", render_configs.delete_render_config),
    Route("GET", _SEQUENCE, course_sequences.get_sequence),
    Route("GET", f"{_SEQUENCE}/stages", course_sequences.list_stages),
    Route("GET", f"{_SEQUENCE}/stages/after/assessment", course_sequences.get_stage_after_assessment),
)

ROUTES = (*_LESSONS, *_LESSON_PLANS, *_LEVELS, *_TEST_ASSIGNMENTS, *_COURSES)
