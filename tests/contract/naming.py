"""What is named otherwise than in the catalogue, and what is left out; each with its reason.

A call is spelled as it is written: `goals().by_subject.create` is `client.goals(id).by_subject.create`. Each `()`
takes the next id of the operation's path.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """Why a call is named otherwise than in the catalogue."""

    LIST = "what is a list is called list, and has first, list_all and stream beside it"
    SCOPE = (
        "what belongs to an entity is reached through it, and collections below it are called like any other"
    )
    STUTTER = "a name does not repeat the names that lead to it"
    WORDS = "one word for one thing in all services"
    ONE_WAY = "there is one way to do a thing"


class Named(NamedTuple):
    """How an operation is called, and the rule that named it."""

    call: str
    rule: Rule


NAMED: dict[str, dict[str, Named]] = {
    "oneroster": {
        "classes_scoped.enroll_user": Named("classes().enroll", Rule.ONE_WAY),
        "classes_scoped.add_student": Named("classes().enroll", Rule.ONE_WAY),
        "classes_scoped.add_teacher": Named("classes().enroll", Rule.ONE_WAY),
        "classes_academic_session_scoped.create_result": Named(
            "classes().academic_sessions().results.create", Rule.SCOPE
        ),
        "classes_line_item_scoped.results": Named("classes().line_items().results.list", Rule.SCOPE),
        "classes_line_item_scoped.stream_results": Named("classes().line_items().results.stream", Rule.SCOPE),
        "classes_student_scoped.results": Named("classes().students().results.list", Rule.SCOPE),
        "classes_student_scoped.stream_results": Named("classes().students().results.stream", Rule.SCOPE),
        **{
            f"schools_class_scoped.{verb}{name}": Named(f"schools().classes().{name}.{ours}", Rule.SCOPE)
            for name in ("enrollments", "students", "teachers")
            for verb, ours in (("", "list"), ("stream_", "stream"))
        },
        **{
            f"courses.{verb}{name}{plural}": Named(f"courses.{name}s.{ours}", Rule.SCOPE)
            for name in ("component", "component_resource")
            for verb, plural, ours in (
                ("", "s", "list"),
                ("stream_", "s", "stream"),
                *((f"{each}_", "", each) for each in ("get", "create", "update", "delete")),
            )
        },
        "users_scoped.agents": Named("users().agents.list", Rule.LIST),
        "users_scoped.agent_for": Named("users().agent_for.list", Rule.LIST),
        "users_scoped.demographics": Named("users().demographics.get", Rule.SCOPE),
        **{
            f"{scope}_scoped.{verb}{name}": Named(f"{scope}().{name}.{ours}", Rule.SCOPE)
            for scope, names in {
                "users": "classes resources",
                "students": "classes",
                "teachers": "classes",
                "schools": "classes students teachers courses enrollments terms line_items score_scales",
                "classes": "students teachers enrollments line_items results resources score_scales categories",
                "courses": "classes components resources",
                "terms": "classes grading_periods",
                "line_items": "results",
            }.items()
            for name in names.split()
            for verb, ours in (("", "list"), ("stream_", "stream"))
        },
        **{
            f"{scope}_scoped.{operation}": Named(f"{scope}().{name}.create", Rule.SCOPE)
            for scope, operation, name in (
                ("terms", "create_grading_period", "grading_periods"),
                ("schools", "create_line_item", "line_items"),
                ("classes", "create_line_item", "line_items"),
                ("line_items", "create_results", "results"),
            )
        },
    },
    "edubridge": {
        "applications.get_metrics": Named("applications().metrics.list", Rule.LIST),
        "applications.create_metric": Named("applications().metrics.create", Rule.SCOPE),
        "applications.delete_metric": Named("applications().metrics.delete", Rule.SCOPE),
        "goals.list_subjects": Named("goals().by_subject.list", Rule.LIST),
        "goals.create_subject": Named("goals().by_subject.create", Rule.WORDS),
        "goals.preview_subject": Named("goals().by_subject.preview", Rule.WORDS),
        "goals.update_subject": Named("goals().by_subject.update", Rule.WORDS),
        "goals.create_course": Named("goals().by_course.create", Rule.WORDS),
        "learning_reports.get_map_profile": Named("learning_reports().map_profile.list", Rule.LIST),
        "progression.list_catalog": Named("progression.catalog.list", Rule.LIST),
        "subject_tracks.list_groups": Named("subject_tracks.groups.list", Rule.LIST),
        "subject_tracks.create_group": Named("subject_tracks.groups.create", Rule.SCOPE),
        "subject_tracks.update_group": Named("subject_tracks.groups.update", Rule.SCOPE),
        "subject_tracks.delete_group": Named("subject_tracks.groups.delete", Rule.SCOPE),
        "users.list_students": Named("users.list", Rule.ONE_WAY),
        "users.list_teachers": Named("users.list", Rule.ONE_WAY),
        "users.search": Named("users.list", Rule.ONE_WAY),
    },
    "partner": {
        "insights.list_sessions": Named("insights.sessions.list", Rule.LIST),
        "insights.get_session": Named("insights.sessions.get_insights", Rule.SCOPE),
    },
    "learnwith": {
        "users_scoped.assign_profile": Named("users().profiles.assign", Rule.SCOPE),
        "insights.list_sessions": Named("insights.sessions.list", Rule.LIST),
        "insights.get_session": Named("insights.sessions.get_insights", Rule.SCOPE),
    },
    "caliper": {
        "timeback_events.create": Named("events.send_envelope", Rule.ONE_WAY),
        "timeback_events.validate": Named("events.validate", Rule.ONE_WAY),
    },
    "qti": {
        **{f"test_parts.{verb}": Named(f"assessment_tests().parts.{verb}", Rule.SCOPE)
           for verb in ("list", "get", "create", "update", "delete")},
        **{f"sections.{verb}": Named(f"assessment_tests().parts().sections.{verb}", Rule.SCOPE)
           for verb in ("list", "get", "create", "update", "delete")},
        **{f"section_items.{verb}": Named(f"assessment_tests().parts().sections().items.{verb}", Rule.SCOPE)
           for verb in ("add", "remove", "reorder")},
        "validate.validate": Named("validation.check", Rule.STUTTER),
        "validate.batch": Named("validation.check_batch", Rule.STUTTER),
        "lesson.get_lesson": Named("feedback.list", Rule.LIST),
        "lesson.submit_lesson": Named("feedback.create_for_lesson", Rule.STUTTER),
        "lesson.submit_question": Named("feedback.create_for_question", Rule.WORDS),
        "general.delete_by_id": Named("feedback.delete", Rule.WORDS),
    },
    "powerpath": {
        "assessments.create_new_attempt": Named("assessments.attempts.create", Rule.SCOPE),
        "assessments.get_attempts": Named("assessments.attempts.list", Rule.LIST),
        "assessments.reset_attempt": Named("assessments.attempts.reset", Rule.SCOPE),
        "assessments.final_student_assessment_response": Named("assessments.finalize", Rule.STUTTER),
        "assessments.get_assessment_progress": Named("assessments.get_progress", Rule.STUTTER),
        "assessments.import_external_test_assignment_results": Named(
            "assessments.import_external_results", Rule.WORDS
        ),
        "assessments.make_external_test_assignment": Named("assessments.assign_external_test", Rule.WORDS),
        "assessments.test_out": Named("assessments.get_test_out", Rule.WORDS),
        "lesson_plans.list_operations": Named("lesson_plans().operations.list", Rule.LIST),
        "lesson_plans.create_operations": Named("lesson_plans().operations.create", Rule.SCOPE),
        "lesson_plans.sync": Named("lesson_plans().operations.sync", Rule.SCOPE),
        "placement.get_placement": Named("placement.get", Rule.STUTTER),
        "placement.get_all_placement_tests": Named("placement.tests.list", Rule.LIST),
        "placement.get_next_placement_test": Named("placement.get_next_test", Rule.STUTTER),
        "placement.get_subject_progress": Named("placement.progress.list", Rule.LIST),
        "placement.reset_user_placement": Named("placement.reset", Rule.STUTTER),
        "test_assignments.admin": Named("test_assignments.admin.list", Rule.LIST),
        "test_assignments.admin_stream": Named("test_assignments.admin.stream", Rule.STUTTER),
        "test_assignments.admin_list_all": Named("test_assignments.admin.list_all", Rule.STUTTER),
        "test_assignments.bulk": Named("test_assignments.create_all", Rule.WORDS),
        "test_assignments.import_assignments": Named("test_assignments.import_sheet", Rule.STUTTER),
        "course_sequences.get_stages": Named("course_sequences().stages.list", Rule.LIST),
        "course_sequences.get_stage_after_assessment": Named(
            "course_sequences().stages.get_after_assessment", Rule.SCOPE
        ),
    },
    "case": {
        "concepts.get": Named("concepts().list", Rule.LIST),
        "subjects.get": Named("subjects().list", Rule.LIST),
        "item_types.get": Named("item_types().list", Rule.LIST),
    },
    "masterytrack": {"inventory.search": Named("inventory.list", Rule.LIST)},
    "webhooks": {
        **{
            f"webhooks.{verb}": Named(f"registrations.{verb}", Rule.STUTTER)
            for verb in ("list", "get", "create", "update", "delete", "activate", "deactivate")
        },
        **{
            f"webhook_filters.{verb}": Named(f"filters.{verb}", Rule.STUTTER)
            for verb in ("list", "get", "create", "update", "delete")
        },
        "webhook_filters.list_by_webhook": Named("filters.list", Rule.LIST),
    },
}  # fmt: skip

# Operations that no server is known to serve, with the words of the catalogue's note.
LEFT_OUT: dict[str, dict[str, str]] = {
    "oneroster": {
        **{
            f"{name}.patch": "peer only, undescribed"
            for name in [
                "users",
                "schools",
                "orgs",
                "classes",
                "courses",
                "academic_sessions",
                "grading_periods",
                "demographics",
                "line_items",
                "results",
                "categories",
                "score_scales",
                "resources",
            ]
        },
        **{
            f"terms.{verb}": "expect 404 or 405" for verb in ("create", "update", "patch", "delete", "upsert")
        },
        "users_scoped.create_credential": "so expect 400 or 422",
    },
    "case": {
        "documents.search": "no description mentions",
        "documents.list_items": "A server may answer 404",
        "documents.list_associations": "A server may answer 404",
    },
}

# Query parameters by their names on the wire; all others are spelled in snake case.
PARAMETERS: dict[str, dict[str, str]] = {
    "edubridge": {"filter": "where", "orgSourcedIds": "org_ids"},
    "powerpath": {"student": "student_id", "lesson": "lesson_id", "course": "course_id"},
    "qti": {"query": "search", "order": "order_by", "filter": "where"},
    "case": {"filter": "where"},
    "learnwith": {"filter": "where"},
    "partner": {"filter": "where"},
}

# Fields that hold an id, and are named after what it identifies.
FIELDS: dict[str, dict[str, str]] = {
    "powerpath": {
        f"{owner}.{name}": f"{name}_id"
        for owner, names in {
            "MakeExternalTestAssignmentInput": ("student", "lesson"),
            "NextPlacementTest": ("lesson",),
            "PlacementResetInput": ("student",),
            "StudentLessonInput": ("student", "lesson"),
            "TestAssignmentCreateInput": ("student",),
            "UpdateStudentQuestionResponseInput": ("student", "question", "lesson"),
        }.items()
        for name in names
    }
}

# Types by the names of our classes: one suffix each, Input for what is sent and Result for what a call answers;
# one class for one thing in all services.
CLASSES: dict[str, dict[str, str]] = {
    "oneroster": {
        "CreateResponse": "CreateResult",
        "CredentialCreateResponse": "CredentialCreateResult",
    },
    "edubridge": {
        "ActivityResponse": "ActivityResult",
        "EnrollmentFactsResponse": "EnrollmentFactsResult",
        "EnrollmentGoals": "Goals",
        "EnrollOptions": "EnrollInput",
        "SubjectGoalPatch": "SubjectGoalPatchInput",
        "UserApp": "UserProfileApp",
        "UserCredential": "UserProfileCredential",
        "WeeklyFactsResponse": "WeeklyFactsResult",
    },
    "qti": {"QuestionsResponse": "QuestionsResult"},
    "powerpath": {
        "GradeEnum": "Grade",
        "ImportExternalResults": "ImportExternalResult",
        "LegacyLessonPlanItemUpdate": "LegacyLessonPlanItemInput",
        "LessonPlanStructureWrapper": "LessonPlanStructureResult",
        "LessonPlanTreeWrapper": "LessonPlanTreeResult",
        "PlacementUpdateResponse": "PlacementUpdateResult",
        "PowerPath100UpdateResponse": "PowerPath100UpdateResult",
        "QuizUpdateResponse": "QuizUpdateResult",
        "StatusEnum": "Status",
        "StudentPlacementData": "StudentPlacementResult",
        "SubjectEnum": "Subject",
        "TestOutUpdateResponse": "TestOutUpdateResult",
        "UnitTestUpdateResponse": "UnitTestUpdateResult",
    },
    "clr": {"GetClrCredentialsResponse": "ClrCredentialsResult"},
    "masterytrack": {
        "AssignResponse": "AssignResult",
        "AuthorizerResponse": "AuthorizerResult",
        "InvalidateResponse": "InvalidateResult",
    },
}
