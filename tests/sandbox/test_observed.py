"""Where production was seen to differ from its description: as observed by default, as described on demand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from timeback.sandbox.core import SandboxCore
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster.tables import GRADEBOOK, RESOURCES_PREFIX, ROSTERING
from timeback.sandbox.services import SERVICES

from .conftest import Caller, Clock, class_body, user_body

PREFIXES = (ROSTERING, GRADEBOOK, RESOURCES_PREFIX)
RESOURCES = f"{RESOURCES_PREFIX}/resources"
COURSE = {"sourcedId": "c", "status": "active", "title": "Math", "org": {"sourcedId": "d"}}
UNIT = {"sourcedId": "unit", "status": "active", "title": "Unit", "course": {"sourcedId": "c"}}
RESOURCE = {"sourcedId": "res", "title": "Film", "vendorResourceId": "v"}
LINK = {
    "sourcedId": "link",
    "status": "active",
    "title": "Film",
    "courseComponent": {"sourcedId": "unit"},
    "resource": {"sourcedId": "res"},
}


@pytest.fixture(params=[False, True], ids=["as observed", "as described"])
def either(request: pytest.FixtureRequest) -> tuple[Caller, bool]:
    """A sandbox of each kind, and whether it keeps to the description."""
    return request.getfixturevalue("described" if request.param else "empty"), request.param


def create(call: Caller, path: str, envelope: str, body: dict[str, Any]) -> Response:
    return call("POST", path, {envelope: body})


def fill(call: Caller) -> None:
    """A component, a resource and their link."""
    for path, envelope, body in (
        ("/courses/components", "courseComponent", UNIT),
        (RESOURCES, "resource", RESOURCE),
        ("/courses/component-resources", "componentResource", LINK),
    ):
        assert create(call, path, envelope, body).status == 201


def text_of(response: Response) -> str:
    return str(response.json()["imsx_description"])


def test_an_open_enrollment_has_no_end_date(either: tuple[Caller, bool]) -> None:
    call, described = either
    create(call, "/users", "user", user_body())
    create(call, "/classes", "class", class_body())
    seat = {"sourcedId": "e", "role": "student", "user": {"sourcedId": "u"}, "class": {"sourcedId": "k"}}
    for sent in ({}, {"endDate": None}):
        assert (
            call(
                "PUT" if sent else "POST",
                "/enrollments/e" if sent else "/enrollments",
                {"enrollment": seat | sent},
            ).status
            == 201
        )
        assert call.one("/enrollments/e").get("endDate", "left out") == (None if described else "left out")
    assert call("PUT", "/enrollments/e", {"enrollment": seat | {"endDate": "2026-06-05"}}).status == 201
    assert call.one("/enrollments/e")["endDate"] == "2026-06-05"


def test_seeded_enrollments_are_open_here_and_there() -> None:
    for described in (False, True):
        core = SandboxCore(students=30, as_described=described)
        rows = Caller(core).rows("/enrollments", limit=3000)
        assert {"2026-06-05"} < {row.get("endDate") for row in rows}
        assert all("endDate" in row for row in rows) is described
        core.close()


def test_edubridge_leaves_null_fields_out() -> None:
    for described in (False, True):
        core = SandboxCore(students=30, as_described=described)
        call = Caller(core)
        student = call.ids("/students", filter="status='active'")[0]
        teacher = call.ids("/teachers")[0]
        rows = [
            *call.rows(f"/edubridge/enrollments/user/{student}"),
            *call.rows(f"/edubridge/enrollments/user/{teacher}"),
            *call.rows("/edubridge/applications/"),
            *call.rows("/edubridge/subject-track/"),
        ]
        assert rows
        assert _holds_null(rows) is described
        assert not call.rows("/edubridge/enrollments/user/" + teacher)[0].keys() & {"endDate"} or described
        # The envelope of nothing is still an envelope.
        track = call.rows("/edubridge/subject-track/")[0]["id"]
        assert call("DELETE", f"/edubridge/subject-track/{track}").json() == {"data": None}
        core.close()


def _holds_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_null(each) for each in value.values())
    return any(_holds_null(each) for each in value) if isinstance(value, list) else value is None


def test_edubridge_users_have_no_null_fields(either: tuple[Caller, bool]) -> None:
    call, described = either
    create(call, "/users", "user", user_body(middleName=None))
    page = call("GET", "/edubridge/users", roles="student").json()
    assert ("middleName" in page["users"][0]) is described
    assert page["totalCount"] == 1


def test_a_changed_course_is_answered_by_201_and_keeps_its_metadata(either: tuple[Caller, bool]) -> None:
    call, described = either
    call("PUT", "/courses/c", {"course": COURSE | {"metadata": {"mine": 1, "shared": 1}}})
    changed = call("PUT", "/courses/c", {"course": COURSE | {"metadata": {"shared": 2}}})
    assert (changed.status, changed.json()) == (200 if described else 201, {})
    assert call.one("/courses/c")["metadata"] == ({"shared": 2} if described else {"mine": 1, "shared": 2})
    call("PUT", "/courses/c", {"course": COURSE})
    assert call.one("/courses/c").get("metadata") == (None if described else {"mine": 1, "shared": 2})


@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize(
    ("path", "envelope", "body", "status"),
    [
        ("/courses", "course", COURSE, 404),
        ("/courses/components", "courseComponent", UNIT, 404),
        (RESOURCES, "resource", RESOURCE, 404),
        ("/courses/component-resources", "componentResource", LINK, 500),
    ],
)
def test_an_id_that_is_taken(
    either: tuple[Caller, bool], path: str, envelope: str, body: dict[str, Any], status: int, deleted: bool
) -> None:
    call, described = either
    fill(call)
    if deleted:
        assert call("DELETE", f"{path}/{body['sourcedId']}").status == 204
    again = create(call, path, envelope, body)
    assert again.status == (409 if described else status)
    assert "already exists" in text_of(again)


@pytest.mark.parametrize(
    ("path", "envelope", "body", "field", "status"),
    [
        ("/courses", "course", COURSE | {"sourcedId": "n"}, "org", 404),
        ("/courses/component-resources", "componentResource", LINK, "courseComponent", 404),
        ("/courses/component-resources", "componentResource", LINK, "resource", 500),
    ],
)
def test_a_reference_to_nothing(
    either: tuple[Caller, bool], path: str, envelope: str, body: dict[str, Any], field: str, status: int
) -> None:
    call, described = either
    fill(call)
    wrong = body | {"sourcedId": "new", field: {"sourcedId": "none"}}
    answer = create(call, path, envelope, wrong)
    assert answer.status == (422 if described else status)
    assert answer.json()["imsx_error_details"][0]["path"] == f"{field}.sourcedId"
    # What is wrong beside it is told first, and so is a reference without an id.
    assert create(call, path, envelope, wrong | {"status": "gone"}).status == 422
    assert create(call, path, envelope, wrong | {field: {}}).status == 422
    assert call("GET", f"{path}/new").status == 404


@pytest.mark.parametrize("value", [None, "", " "])
def test_an_owning_application_is_never_blank(either: tuple[Caller, bool], value: str | None) -> None:
    call, described = either
    answer = call("PUT", "/courses/c", {"course": COURSE | {"primaryApp": value}})
    assert answer.status == (200 if described else 422)
    if not described:
        assert answer.json()["imsx_error_details"][0]["path"] == "primaryApp"
    assert call("PUT", "/courses/c", {"course": COURSE | {"primaryApp": "app"}}).status < 300
    assert call.one("/courses/c")["primaryApp"] == "app"


def test_the_parent_of_a_component_and_its_older_name(either: tuple[Caller, bool]) -> None:
    call, described = either
    create(call, "/courses/components", "courseComponent", UNIT)
    for record_id, field in (("new", "parent"), ("old", "courseComponent")):
        body = UNIT | {"sourcedId": record_id, field: {"sourcedId": "unit"}}
        assert create(call, "/courses/components", "courseComponent", body).status == 201
    below = call.ids("/courses/components", filter="parent.sourcedId='unit'")
    assert below == (["new", "old"] if described else ["new"])
    new = call.one("/courses/components/new")
    assert new.get("courseComponent") == (None if described else new["parent"])


def test_a_place_among_others_may_be_missing(either: tuple[Caller, bool]) -> None:
    call, described = either
    fill(call)
    for path in ("/courses/components/unit", "/courses/component-resources/link"):
        assert call.one(path).get("sortOrder") == (0 if described else None)


def test_an_address_beside_the_metadata_is_dropped(empty: Caller) -> None:
    assert create(empty, RESOURCES, "resource", RESOURCE | {"url": "https://x.example"}).status == 201
    assert "url" not in empty.one(f"{RESOURCES}/res")


def test_subjects_of_placement_are_found_in_any_case(call: Caller) -> None:
    student = call.ids("/students", filter="status='active'")[0]
    paths = ("getCurrentLevel", "getNextPlacementTest", "getAllPlacementTests", "getSubjectProgress")
    for path in paths:
        answers = [
            call("GET", f"/powerpath/placement/{path}", student=student, subject=subject).body
            for subject in ("Math", "math", "MATH")
        ]
        assert len(set(answers)) == 1
        unknown = call("GET", f"/powerpath/placement/{path}", student=student, subject="Juggling")
        assert unknown.status in (200, 404)


def test_a_short_page_on_demand(call: Caller) -> None:
    call.core.faults.add(rows=3)
    page = call("GET", "/users", limit=10)
    assert len(page.json()["users"]) == 3
    assert page.json()["totalCount"] > 10
    assert page.header("content-length") == str(len(page.body))
    assert len(call.rows("/users", limit=10)) == 10


@pytest.fixture(scope="module")
def strict() -> Iterator[Caller]:
    core = SandboxCore(clock=Clock(), students=5, strict_slash=True)
    yield Caller(core)
    core.close()


def test_both_slashes_are_served(call: Caller) -> None:
    for path in ("/users", "/users/", "/courses/components", "/courses/components/", "/users/student-00001/"):
        assert call("GET", path).status == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{ROSTERING}/users/",
        f"{ROSTERING}/academicSessions/",
        f"{ROSTERING}/courses/components",
        f"{ROSTERING}/users/student-00001",
        f"{ROSTERING}/users/student-00001/classes",
        f"{GRADEBOOK}/assessmentResults/",
        f"{RESOURCES_PREFIX}/resources/",
        "/edubridge/applications/",
        "/edubridge/subject-track/groups",
        "/powerpath/test-assignments/admin",
        "/ims/clr/v2p0/discovery/",
        "/webhooks/",
    ],
)
def test_a_strict_sandbox_serves_a_path_as_it_is_described(strict: Caller, path: str) -> None:
    other = path.removesuffix("/") if path.endswith("/") else path + "/"
    for method in ("GET", "HEAD"):
        assert strict(method, path).status == 200
        assert strict(method, other).status == 404
    assert "slash" in strict("GET", other).body.decode()


def test_a_strict_sandbox_refuses_a_bare_collection_on_create(strict: Caller) -> None:
    assert create(strict, RESOURCES, "resource", RESOURCE).status == 404
    assert create(strict, f"{RESOURCES}/", "resource", RESOURCE).status == 201


def test_every_root_collection_is_described_with_a_slash() -> None:
    (oneroster,) = (service for service in SERVICES if service.name == "oneroster")
    for route in oneroster.routes:
        prefix = next(each for each in PREFIXES if route.path.startswith(each))
        at_root = route.path.removeprefix(prefix).strip("/").count("/") == 0
        assert route.path.endswith("/") is at_root, route.path
