"""EduBridge: a student is enrolled, earns XP, has a goal, and leaves."""

from __future__ import annotations

from .conftest import Wire

STUDENT, COURSE = "student-00001", "course-mth-08"


def test_a_student_is_enrolled_earns_xp_and_leaves(wire: Wire) -> None:
    made = wire("POST", f"/edubridge/enrollments/enroll/{STUDENT}/{COURSE}", expect=201).json()["data"]
    again = wire("POST", f"/edubridge/enrollments/enroll/{STUDENT}/{COURSE}", expect=201).json()["data"]
    assert made["id"] == again["id"]
    listed = wire.get(f"/edubridge/enrollments/user/{STUDENT}")["data"]
    assert COURSE in [each["course"]["id"] for each in listed]

    (user,) = wire.get("/edubridge/users/", roles="student", filter=f"sourcedId='{STUDENT}'")["users"]
    event = {
        "id": "urn:uuid:3f1c2c0e-7a53-4c5a-8a57-0f6bb1b0a001", "type": "ActivityEvent", "action": "Completed",
        "profile": "TimebackProfile", "actor": {"id": "urn:uuid:1", "type": "TimebackUser", "email": user["email"]},
        "object": {
            "id": "urn:uuid:2", "type": "TimebackActivityContext", "subject": "Math", "app": {"name": "Reader"},
            "course": {"id": f"{wire.about['base_url']}/ims/oneroster/rostering/v1p2/courses/{COURSE}", "name": "M"},
        },
        "eventTime": "2026-01-20T10:00:00Z",
        "generated": {
            "id": "urn:uuid:3", "type": "TimebackActivityMetricsCollection",
            "items": [{"type": "xpEarned", "value": 12.5}, {"type": "totalQuestions", "value": 9},
                      {"type": "correctQuestions", "value": 8}],
        },
    }  # fmt: skip
    day = {"startDate": "2026-01-20T00:00:00Z", "endDate": "2026-01-20T23:59:59Z"}

    def xp() -> float:
        facts = wire.get("/edubridge/analytics/activity", studentId=STUDENT, **day)["facts"]
        cells = [each for subjects in facts.values() for each in subjects.values()]
        return float(sum(each["activityMetrics"]["xpEarned"] for each in cells))

    before = xp()
    envelope = {"sensor": "https://reader.example", "sendTime": "2026-01-20T10:00:01Z", "data": [event]}
    envelope["dataVersion"] = "http://purl.imsglobal.org/ctx/caliper/v1p2"
    wire("POST", "/caliper/event", envelope)
    assert xp() == before + 12.5

    wire("DELETE", f"/edubridge/enrollments/unenroll/{STUDENT}/{COURSE}", expect=204)
    left = wire.get(f"/edubridge/enrollments/user/{STUDENT}")["data"]
    assert COURSE not in [each["course"]["id"] for each in left]


def test_tracks_metrics_goals_and_jobs_are_kept(wire: Wire) -> None:
    track = {"subject": "Science", "grade": "12", "courseId": COURSE, "orgSourcedId": "school-01"}
    made = wire("PUT", "/edubridge/subject-track/", track).json()["subjectTrack"]
    assert made["course"]["sourcedId"] == COURSE
    assert made["id"] in [each["id"] for each in wire.get("/edubridge/subject-track/")["subjectTrack"]]
    goal = {
        "subject": "Math", "objective": {"type": "grade_mastery", "value": "8"},
        "pacing": {"mode": "by_date", "endDate": "2026-06-01"},
    }  # fmt: skip
    wire("POST", f"/goals/{STUDENT}/subjects", goal, expect=201)
    wire("POST", f"/edubridge/enrollments/enroll/{STUDENT}/{COURSE}", expect=201)
    target = {"courseId": COURSE, "target": {"metric": "pctComplete", "value": "100"}}
    wire("POST", f"/goals/{STUDENT}/courses", target, expect=201)
    subjects = wire.get(f"/goals/{STUDENT}/subjects")["subjects"]
    assert "Math" in [each["subject"] for each in subjects]
    job = {
        "assignmentId": 1, "studentTimebackId": STUDENT, "studentEmail": "s@lakeview.example", "subject": "Math",
        "grade": "8", "currentCourseSourcedId": COURSE, "flowType": "legacy",
    }  # fmt: skip
    assert wire("POST", "/edubridge/progression/enqueue", job).json()["messageId"]
