"""The meaning of what the sandbox keeps in a form of its own: fields that no model has, by table."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KEPT"]

_CHANGED = "Time of the last change."
_STUDENT = "OneRoster id of the student."
_COURSE = "OneRoster id of the course."
_APPLICATION = "Identifier of the application."

KEPT: Mapping[str, Mapping[str, str]] = {
    "credentials": {
        "sourcedId": "Identifier of the login.",
        "userId": "OneRoster id of the user whose login it is.",
        "application": "Name of the application that is signed in to.",
        "profileId": "Profile of the user that shows the login.",
        "username": "Name to sign in with.",
        "password": "Password to sign in with, as `decrypt` answers it.",
    },
    "caliper_events": {
        "actorId": "IRI of the actor, by which `actorId` finds events; no answer shows it.",
        "studentId": "OneRoster id of the student whom the event is about, where it names one; no answer shows it.",
    },
    "caliper_jobs": {
        "begun": "Second since 1970 at which the job came, by the machine's clock.",
        "failure": "Why nothing was stored; null where all was.",
        "results": "Number of each event that was stored, beside its own id.",
    },
    "edubridge_subject_tracks": {
        "courseId": "OneRoster id of the course that is taken; answers hold the course itself.",
        "orgSourcedId": "Organization that the track is for; null for a global one.",
    },
    "edubridge_subject_goals": {
        "studentId": _STUDENT,
        "subject": "Subject of the goal; a student has one goal in each.",
        "courseIds": "Courses that lead to the goal, as they were when it was set.",
    },
    "edubridge_course_goals": {"studentId": _STUDENT, "courseId": _COURSE},
    "edubridge_map_reports": {"sourcedId": "Identifier of the report, under which it is kept."},
    "edubridge_progression_jobs": {
        "messageId": "Identifier of the job, as it was answered.",
        "queuedAt": "Time when it was queued.",
    },
    "qti_feedback": {"id": "Identifier of the feedback, by which it is deleted."},
    "powerpath_lesson_plans": {
        "id": "Identifier of the plan.",
        "courseId": "OneRoster id of the course that it was made from.",
        "userId": "OneRoster id of the student whose plan it is.",
        "classId": "OneRoster id of the student's class; null without one.",
        "items": "Components and resources of the plan, with what was changed in it.",
    },
    "powerpath_operations": {
        "lessonPlanId": "Plan that the operation changes.",
        "applied": "Whether a sync has applied it.",
    },
    "powerpath_test_assignments": {"status": "`active`, or `tobedeleted` once the assignment was deleted."},
    "powerpath_screenings": {
        "userId": _STUDENT,
        "session": "Session at the test provider; null without one.",
        "results": "Result of each subject that was screened.",
    },
    "case_definitions": {
        "kind": "Kind of the definition, such as `CFItemTypes`.",
        "document": "Identifier of the framework that it came with.",
        "entity": "The definition itself.",
    },
    "clr_records": {
        "changed": _CHANGED,
        "credential": "The learner record as it was sent, with the platform's proof.",
    },
    "badge_credentials": {
        "credential": "The credential as it was sent or issued, with the platform's proof."
    },
    "masterytrack_assignments": {
        "test": "`timeback_id` of the test.",
        "subject": "Subject of the test.",
        "grade_rank": "Grade level of the test as a number.",
        "back": "Gradebook records that the score is written to: AssessmentLineItem and AssessmentResult.",
    },
    "learnwith_drafts": {
        "clientId": "Client id under which the application fetches tokens.",
        "secretDigest": "Digest of its secret, which itself is not kept.",
        "launchUrl": "URL at which the application is opened.",
        "applicationType": "Kind of the application.",
        "publisherId": "Publisher that it was registered for.",
        "dateCreated": "Time when it was registered.",
    },
    "learnwith_subscriptions": {"applicationId": _APPLICATION},
}
