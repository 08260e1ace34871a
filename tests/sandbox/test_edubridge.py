"""EduBridge inside the sandbox: what it refuses, which terms it takes, and which events count."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from timeback.sandbox.caliper.tables import EVENTS
from timeback.sandbox.messages import Request, Response

from .conftest import Caller, Clock

STUDENT, MATH = "student-00001", "course-mth-03"
ACTIVITY = "/edubridge/analytics/activity"


class Bridge:
    """Calls EduBridge as an authorised client would."""

    def __init__(self, call: Caller) -> None:
        self.call = call

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Response:
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {self.call.token}"}
        return self.call.core.handle(Request(method, path, urlencode(query, doseq=True), headers, content))

    def enroll(self, student: str = STUDENT, course: str = MATH) -> dict[str, Any]:
        answer = self("POST", f"/edubridge/enrollments/enroll/{student}/{course}")
        assert answer.status == 201, answer.body
        return dict(answer.json()["data"])

    def send(self, *events: dict[str, Any]) -> Response:
        envelope = {"sensor": "https://app.example", "sendTime": "2025-09-10T00:00:00Z", "data": events}
        return self("POST", "/edubridge/caliper/event", envelope)

    def xp(self, student: str) -> float:
        span = {"startDate": "2027-01-01T00:00:00Z", "endDate": "2027-12-31T00:00:00Z"}
        facts = self("GET", ACTIVITY, studentId=student, **span).json()["facts"]
        cells = [cell for day in facts.values() for cell in day.values()]
        return float(sum(cell["activityMetrics"]["xpEarned"] for cell in cells))


@pytest.fixture
def bridge(call: Caller) -> Bridge:
    return Bridge(call)


def event(number: int, actor: Any, xp: Any = 10, **context: Any) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{number}",
        "type": "ActivityEvent",
        "action": "Completed",
        "actor": actor,
        "object": {"id": "https://app.example/1", "subject": "Math", "app": {"name": "App"}, **context},
        "eventTime": "2027-02-01T10:00:00Z",
        "generated": {"items": [{"type": "xpEarned", "value": xp}]},
    }


def set_clock(clock: Clock, day: str) -> None:
    clock.now = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


# -- terms and classes ---------------------------------------------------------------------------------


def test_a_running_term_is_taken_and_a_missing_one_is_made(bridge: Bridge, clock: Clock) -> None:
    set_clock(clock, "2025-10-20")
    bridge.call.token = bridge.call.fetch_token()
    now = bridge("GET", f"/edubridge/enrollments/defaultClass/{MATH}").json()["data"]
    assert now["periods"] == ["term-2026-1"]
    set_clock(clock, "2026-09-20")
    bridge.call.token = bridge.call.fetch_token()
    later = bridge("GET", f"/edubridge/enrollments/defaultClass/{MATH}").json()["data"]
    (term,) = later["periods"]
    made = bridge.call.one(f"/terms/{term}")
    assert (made["schoolYear"], made["startDate"][:10], made["endDate"][:10]) == (
        2027,
        "2026-08-01",
        "2027-07-31",
    )
    year = bridge.call.one(f"/academicSessions/{made['parent']['sourcedId']}")
    assert (year["type"], [child["sourcedId"] for child in year["children"]]) == ("schoolYear", [term])
    assert later["id"] != now["id"]


def test_an_ended_enrolment_does_not_stand_for_a_new_one(bridge: Bridge, clock: Clock) -> None:
    set_clock(clock, "2025-10-20")
    bridge.call.token = bridge.call.fetch_token()
    grade = bridge.call.one(f"/users/{STUDENT}")["grades"][0]
    course = f"course-mth-{int(grade):02d}"
    assert bridge.enroll(course=course)["id"].startswith("enrollment-")
    set_clock(clock, "2026-09-20")
    bridge.call.token = bridge.call.fetch_token()
    assert not bridge.enroll(course=course)["id"].startswith("enrollment-")


def test_an_enrolment_takes_an_id_of_the_callers_own_once(bridge: Bridge) -> None:
    path = f"/edubridge/enrollments/enroll/{STUDENT}/{MATH}"
    made = bridge("POST", path, {"sourcedId": "mine", "role": "student"})
    assert (made.status, made.json()["data"]["id"]) == (201, "mine")
    assert bridge("POST", path, {"sourcedId": "mine"}).json()["data"]["id"] == "mine"
    other = f"/edubridge/enrollments/enroll/student-00002/{MATH}"
    assert bridge("POST", other, {"sourcedId": "mine"}).status == 409


# -- events --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "actor",
    [
        {"id": "https://x.example/ims/oneroster/rostering/v1p2/users/pupil_1", "email": "other@x.example"},
        {"id": "https://app.example/u/9", "email": "PUPIL@x.example"},
        "urn:uuid:pupil_1",
        "pupil_1",
    ],
)
def test_events_are_found_by_their_actor(bridge: Bridge, actor: Any) -> None:
    org = {"sourcedId": "school-01"}
    for user_id, email in (("pupil_1", "pupil@x.example"), ("pupilX1", "x1@x.example")):
        body = {
            "sourcedId": user_id,
            "enabledUser": True,
            "givenName": "P",
            "familyName": "U",
            "email": email,
            "roles": [{"roleType": "primary", "role": "student", "org": org}],
        }
        assert bridge.call("POST", "/users", {"user": body}).status == 201
    assert bridge.send(event(1, actor), event(2, actor, 2.5)).status == 200
    assert bridge.send(event(2, actor, 2.5)).status == 200
    assert (bridge.xp("pupil_1"), bridge.xp("pupilX1")) == (12.5, 0)


def test_what_is_no_figure_counts_nothing(bridge: Bridge) -> None:
    odd = event(1, STUDENT, "ten") | {"object": "https://app.example/1"}
    empty = event(2, STUDENT) | {"generated": None}
    other = event(3, STUDENT) | {"type": "ViewEvent"}
    before = bridge.xp(STUDENT)
    assert bridge.send(odd, empty, other, event(4, STUDENT, 3)).status == 200
    assert bridge.xp(STUDENT) == before + 3
    with bridge.call.core.store.transaction(write=True) as session:
        stored = session.get(EVENTS, "urn:uuid:4")
        assert stored is not None
        session.replace(EVENTS, "urn:uuid:4", stored | {"deleted_at": "2027-02-02T00:00:00.000Z"})
    assert bridge.xp(STUDENT) == before


def test_a_processed_event_and_its_result_count_once(bridge: Bridge) -> None:
    result = {
        "status": "active",
        "assessmentLineItem": {"sourcedId": "assessment-mth-03-u1"},
        "student": {"sourcedId": STUDENT},
        "score": 90,
        "scoreStatus": "fully graded",
        "scoreDate": "2027-02-01T10:00:00Z",
        "metadata": {"xp": 10},
    }
    path = "/ims/oneroster/gradebook/v1p2/assessmentResults"
    assert bridge.call("POST", path, {"assessmentResult": result}).status == 201
    assert bridge.xp(STUDENT) == 10
    link = "https://x.example/courses/component-resources/link-mth-03-u1"
    assert bridge.send(event(1, STUDENT, id=link, process=True)).status == 200
    assert bridge.xp(STUDENT) == 10


@pytest.mark.parametrize(("status", "days"), [("not submitted", 0), ("partially graded", 1), ("exempt", 1)])
def test_a_test_that_is_not_handed_in_is_no_activity(bridge: Bridge, status: str, days: int) -> None:
    for unit in (1, 2, 3):
        result: dict[str, Any] = {
            "status": "active",
            "assessmentLineItem": {"sourcedId": f"assessment-mth-03-u{unit}"},
            "student": {"sourcedId": STUDENT},
            "score": 95,
            "scoreStatus": status,
            "scoreDate": "2027-02-01T10:00:00Z",
            "metadata": {"totalQuestions": 20},
        }
        path = "/ims/oneroster/gradebook/v1p2/assessmentResults"
        assert bridge.call("POST", path, {"assessmentResult": result}).status == 201
    span = {"startDate": "2027-01-01T00:00:00Z", "endDate": "2027-12-31T00:00:00Z"}
    assert len(bridge("GET", ACTIVITY, studentId=STUDENT, **span).json()["facts"]) == days
    mastered = bridge("GET", f"/edubridge/analytics/highestGradeMastered/{STUDENT}/Math").json()["grades"]
    assert "edulasticGrade" not in mastered


def test_content_names_the_course_of_an_event(bridge: Bridge) -> None:
    enrollment = bridge.enroll()["id"]
    parts: list[dict[str, Any]] = [
        {"course": {"id": f"https://x.example/v1p2/courses/{MATH}"}},
        {"id": "https://x.example/courses/component-resources/link-mth-03-u1-l1"},
        {"activity": {"id": "https://x.example/courses/components/component-mth-03-u2"}},
        {"course": {"id": "https://x.example/v1p2/courses/course-rdg-03"}},
        {},
    ]
    for number, part in enumerate(parts):
        assert bridge.send(event(number, STUDENT, 1, **part)).status == 200
    facts = bridge("GET", f"/edubridge/analytics/enrollment/{enrollment}").json()["facts"]
    assert facts["2027-02-01"]["Math"]["activityMetrics"]["xpEarned"] == 3


# -- refusals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", f"/edubridge/enrollments/enroll/{STUDENT}/{MATH}", {"role": "guest"}, "role"),
        ("POST", f"/edubridge/enrollments/enroll/{STUDENT}/{MATH}", {"beginDate": "soon"}, "beginDate"),
        ("PUT", "/edubridge/subject-track/", {"grade": "3", "courseId": MATH}, "subject"),
        ("PUT", "/edubridge/subject-track/", {"subject": "Math", "grade": "3", "courseId": "x"}, "courseId"),
        ("POST", "/edubridge/applicationMetrics/lakeview-learn", {"metric": "xp"}, "applicationMetric"),
        ("POST", "/edubridge/caliper/event", {"sensor": "s", "data": []}, "sendTime"),
        ("POST", f"/goals/{STUDENT}/subjects", {"subject": "Math"}, "objective"),
        ("POST", "/edubridge/progression/enqueue", {"flowType": "guess"}, "flowType"),
    ],
)
def test_a_bad_body_is_refused_by_field(
    bridge: Bridge, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    answer = bridge(method, path, body)
    assert answer.status == 422
    refused = answer.json()
    assert refused["imsx_codeMajor"] == "failure"
    assert field in {issue["path"] for issue in refused["imsx_error_details"]}


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/edubridge/users/", {}, "roles"),
        ("/edubridge/users/", {"roles": ["student", "pupil"]}, "roles"),
        (ACTIVITY, {"startDate": "2025-01-01T00:00:00Z"}, "endDate"),
        (ACTIVITY, {"startDate": "2025-01-01T00:00:00Z", "endDate": "2025-02-01T00:00:00Z"}, "studentId"),
        ("/edubridge/analytics/facts/weekly", {"weekDate": "0001-01-01T00:00:00Z"}, "weekDate"),
        ("/edubridge/analytics/facts/weekly", {"weekDate": "9999-12-31"}, "weekDate"),
        ("/edubridge/progression/catalog", {"limit": 501}, "limit"),
        ("/edubridge/progression/catalog", {"page": 0}, "page"),
    ],
)
def test_a_bad_query_is_refused_by_name(bridge: Bridge, path: str, query: dict[str, Any], field: str) -> None:
    answer = bridge("GET", path, **query)
    assert answer.status == 422
    assert [issue["path"] for issue in answer.json()["imsx_error_details"]] == [field]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/edubridge/enrollments/user/nobody", 404),
        ("POST", f"/edubridge/enrollments/enroll/{STUDENT}/no-course", 404),
        ("POST", f"/edubridge/enrollments/enroll/{STUDENT}/{MATH}/no-school", 404),
        ("GET", "/edubridge/analytics/enrollment/nothing", 404),
        ("GET", "/edubridge/applicationMetrics/nothing", 404),
        ("GET", "/edubridge/time-saved/user/nobody", 404),
        ("GET", "/goals/nobody/subjects", 404),
        ("GET", "/edubridge/nothing", 404),
        ("PATCH", "/edubridge/subject-track/", 405),
    ],
)
def test_what_is_not_there_is_refused(bridge: Bridge, method: str, path: str, status: int) -> None:
    assert bridge(method, path).status == status


def test_a_token_is_asked_for(bridge: Bridge) -> None:
    bridge.call.token = "forged"
    assert bridge("GET", "/edubridge/applications/").status == 401
    assert bridge("GET", f"/goals/{STUDENT}/subjects").status == 401
