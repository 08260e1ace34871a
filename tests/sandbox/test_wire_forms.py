"""What clients in other languages need of the sandbox: the names of the wire alone, both spellings, empty lists."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest

from timeback.models.webhooks import FilterOperator

from .conftest import Caller, user_body

HOOK = {"name": "n", "targetUrl": "http://127.0.0.1:1/", "secret": "s", "active": True}
TIMES = {"createdAt": "created_at", "updatedAt": "updated_at", "deletedAt": "deleted_at"}
ITEM = {
    "identifier": "one",
    "title": "One",
    "type": "choice",
    "interaction": {
        "type": "choice",
        "responseIdentifier": "RESPONSE",
        "shuffle": False,
        "maxChoices": 1,
        "questionStructure": {"prompt": "?", "choices": [{"identifier": "A", "content": "a"}]},
    },
    "responseDeclarations": [
        {
            "identifier": "RESPONSE",
            "cardinality": "single",
            "baseType": "identifier",
            "correctResponse": {"value": ["A"]},
        }
    ],
}


def hook_of(call: Caller) -> str:
    return str(call("POST", "/webhooks/", HOOK).json()["webhook"]["id"])


def filter_body(call: Caller, **changes: Any) -> dict[str, Any]:
    head = {"webhookId": hook_of(call), "filterKey": "type", "filterValue": "a", "filterType": "string"}
    return head | {"active": True, **changes}


@pytest.mark.parametrize("operator", [each.value for each in FilterOperator])
@pytest.mark.parametrize("name", ["filterOperator", "filterOperation"])
def test_a_filter_is_taken_and_answered_by_both_names_of_its_operator(
    empty: Caller, name: str, operator: str
) -> None:
    made = empty("POST", "/webhook-filters/", filter_body(empty, **{name: operator})).json()["filter"]
    path = f"/webhook-filters/{made['id']}"
    answers = [
        made,
        empty("GET", path).json()["filter"],
        empty("GET", f"/webhook-filters/webhook/{made['webhookId']}").json()["filters"][0],
        empty("GET", "/webhook-filters/").json()["filters"][0],
        empty("PUT", path, filter_body(empty, **{name: operator})).json()["filter"],
    ]
    for answer in answers:
        assert answer["filterOperator"] == answer["filterOperation"] == operator
        assert all(answer[one] == answer[other] for one, other in TIMES.items())


def test_a_webhook_is_answered_with_both_spellings_of_its_times(empty: Caller) -> None:
    path = f"/webhooks/{hook_of(empty)}"
    answers = [
        empty("GET", path).json()["webhook"],
        empty("GET", "/webhooks/").json()["webhooks"][0],
        empty("PUT", path, HOOK).json()["webhook"],
        empty("PUT", f"{path}/deactivate").json()["webhook"],
    ]
    for answer in answers:
        assert answer["created_at"] == answer["createdAt"] is not None
        assert all(answer[one] == answer[other] for one, other in TIMES.items())


def faults(call: Caller, path: str, body: dict[str, Any]) -> str:
    response = call("POST", path, body)
    assert response.status == 400, response.body
    return response.body.decode()


def test_names_of_python_are_refused_and_those_of_the_wire_named(empty: Caller) -> None:
    wrong = {"target_url" if name == "targetUrl" else name: value for name, value in HOOK.items()}
    told = faults(empty, "/webhooks/", wrong)
    assert "target_url" in told
    assert "targetUrl" in told
    told = faults(empty, "/webhooks/", {})
    assert "targetUrl" in told
    assert "target_url" not in told
    told = faults(empty, "/webhook-filters/", filter_body(empty, filter_operator="eq"))
    assert "filterOperator" in told
    told = faults(empty, "/webhook-filters/", {"active": True})
    assert "filterKey" in told
    assert "filter_key" not in told


def test_names_of_python_are_refused_inside_qti(empty: Caller) -> None:
    assert empty("POST", "/api/assessment-items", ITEM).status == 201
    declarations = [{"identifier": "RESPONSE", "cardinality": "single", "base_type": "identifier"}]
    told = faults(empty, "/api/assessment-items", ITEM | {"responseDeclarations": declarations})
    assert "responseDeclarations[0].base_type" in told
    assert "baseType" in told
    section = {"identifier": "s", "title": "S", "visible": True, "qti-assessment-item-ref": []}
    part: dict[str, Any] = {"identifier": "p", "navigation_mode": "linear", "submissionMode": "individual"}
    test = {"identifier": "t", "title": "T"}
    told = faults(empty, "/api/assessment-tests", test | {"qti_test_parts": [part]})
    assert "qti-test-part" in told
    told = faults(empty, "/api/assessment-tests", test | {"qti-test-part": [part]})
    assert "navigation_mode" in told
    told = faults(
        empty,
        "/api/assessment-tests",
        test | {"qti-test-part": [{"identifier": "p", "qti-assessment-section": [section]}]},
    )
    assert "navigationMode" in told
    assert "navigation_mode" not in told


def test_edubridge_users_have_lists_where_a_user_has_none(empty: Caller) -> None:
    assert empty("POST", "/users", {"user": user_body()}).status == 201
    (user,) = empty("GET", "/edubridge/users/", roles="student").json()["users"]
    assert [user[name] for name in ("userIds", "agents", "userProfiles", "grades")] == [[], [], [], []]
    (user,) = empty("GET", "/edubridge/users/", roles="student", fields="email").json()["users"]
    assert set(user) == {"email"}


def test_a_plain_resource_of_a_plan_is_completed(call: Caller) -> None:
    resource = {"sourcedId": "film", "title": "Film", "vendorResourceId": "v", "metadata": {"xp": 5}}
    assert call("POST", "/ims/oneroster/resources/v1p2/resources/", {"resource": resource}).status == 201
    link = {"sourcedId": "place", "status": "active", "title": "Film", "resource": {"sourcedId": "film"}}
    component = call.ids("/courses/components", filter="course.sourcedId='course-mth-04'")[0]
    link["courseComponent"] = {"sourcedId": component}
    assert call("POST", "/courses/component-resources", {"componentResource": link}).status == 201
    result = {
        "status": "active",
        "score": 100,
        "scoreDate": "2026-01-20T15:00:00Z",
        "scoreStatus": "fully graded",
    }
    body = {"studentId": "student-00001", "componentResourceId": "place", "result": result}
    done = call("POST", "/powerpath/lessonPlans/updateStudentItemResponse", body)
    assert done.status == 201, done.body
    progress = call(
        "GET", "/powerpath/lessonPlans/getCourseProgress/course-mth-04/student/student-00001"
    ).json()
    (item,) = [
        each for each in progress["lineItems"] if each.get("courseComponentResourceSourcedId") == "place"
    ]
    assert item["results"][0]["score"] == 100
    # It is no lesson for all that.
    query = {"student": "student-00001", "lesson": "place"}
    assert call("GET", "/powerpath/getAssessmentProgress", **query).status == 422


@pytest.fixture
def sheets() -> Iterator[str]:
    """A server of spreadsheets on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/tests.csv"
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(b"student,subject,grade\nstudent-00001,Math,4\n" if found else b"")

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_test_assignments_are_imported_from_this_machine_alone(call: Caller, sheets: str) -> None:
    def send(url: str) -> int:
        body = {"spreadsheetUrl": url, "sheet": "Tests"}
        return call("POST", "/powerpath/test-assignments/import", body).status

    assert send(f"{sheets}/tests.csv") == 200
    listed = call("GET", "/powerpath/test-assignments", student="student-00001").json()["testAssignments"]
    assert [(each["subject"], each["grade"]) for each in listed] == [("Math", "4")]
    for url in (f"{sheets}/none.csv", "http://127.0.0.1:1/", "https://sheets.example/1"):
        assert send(url) == 400
    content = quote("student,subject,grade\nstudent-00002,Math,4\n")
    assert send(f"data:text/csv;name=Tests,{content}") == 200
