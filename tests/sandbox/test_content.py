"""Course components, their resources, exports, and courses built in one request."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from timeback.sandbox.oneroster.tables import RESOURCES_PREFIX

from .conftest import Caller, class_body, user_body

R = f"{RESOURCES_PREFIX}/resources"


def ref(record_id: str) -> dict[str, str]:
    return {"sourcedId": record_id}


def component(call: Caller, record_id: str, parent: str | None = None, **changes: Any) -> Any:
    body = {
        "sourcedId": record_id,
        "status": "active",
        "title": record_id,
        "course": ref("c"),
        "parent": parent and ref(parent),
        **changes,
    }
    return call("POST", "/courses/components", {"courseComponent": body})


@pytest.fixture
def library(empty: Caller) -> Caller:
    """A course of one unit with one lesson, which shows one resource."""
    assert component(empty, "unit").status == 201
    assert component(empty, "lesson", "unit").status == 201
    resource = {"sourcedId": "res", "title": "Fractions & more", "vendorResourceId": "v"}
    assert empty("POST", R, {"resource": resource}).status == 201
    link = {
        "sourcedId": "link",
        "status": "active",
        "title": "Film",
        "courseComponent": ref("lesson"),
        "resource": ref("res"),
        "lessonType": "quiz",
    }
    assert empty("POST", "/courses/component-resources", {"componentResource": link}).status == 201
    return empty


def put_component(call: Caller, record_id: str, **changes: Any) -> Any:
    body = call.one(f"/courses/components/{record_id}") | changes
    return call("PUT", f"/courses/components/{record_id}", {"courseComponent": body})


def path_of(response: Any) -> str:
    (detail,) = response.json()["imsx_error_details"]
    return str(detail["path"])


def test_components_form_a_tree(library: Caller) -> None:
    assert put_component(library, "lesson", title="Halves").json() == {}
    loop = put_component(library, "unit", parent=ref("lesson"))
    assert (loop.status, path_of(loop)) == (422, "parent.sourcedId")
    assert path_of(put_component(library, "unit", parent=ref("unit"))) == "parent.sourcedId"
    other = {"sourcedId": "c2", "status": "active", "title": "Art", "org": ref("d")}
    library("POST", "/courses", {"course": other})
    assert path_of(component(library, "x", "unit", course=ref("c2"))) == "parent.sourcedId"
    assert path_of(put_component(library, "unit", course=ref("c2"))) == "course.sourcedId"
    assert library.ids("/courses/components", filter="parent.sourcedId='unit'") == ["lesson"]
    assert library("PUT", "/courses/components/none", {"courseComponent": {}}).status == 404


def test_component_fields(library: Caller) -> None:
    made = component(
        library, "x", prerequisites=["unit"], prerequisiteCriteria="any", unlockDate="2026-01-05"
    )
    assert made.status == 201
    found = library.one("/courses/components/x")
    assert found["unlockDate"] == "2026-01-05T00:00:00.000Z"
    assert path_of(component(library, "y", prerequisiteCriteria="some")) == "prerequisiteCriteria"
    bare = library("POST", "/courses/component-resources", {"componentResource": {"status": "active"}})
    assert {detail["path"] for detail in bare.json()["imsx_error_details"]} == {
        *("sourcedId", "title", "courseComponent", "resource"),
    }


@pytest.mark.parametrize("path", ["/courses/components/unit", "/courses/c", f"{R}/res"])
def test_a_delete_leaves_what_refers_to_the_record(library: Caller, path: str) -> None:
    assert library("DELETE", path).status == 204
    assert library("DELETE", path).status == 204
    assert library.one(path)["status"] == "tobedeleted"
    for other in ("/courses/components/lesson", "/courses/component-resources/link"):
        assert library.one(other)["status"] == "active"


def test_resources_change_in_part(library: Caller) -> None:
    metadata = {"type": "video", "format": "mp4", "grades": [3], "extra": [1]}
    answer = library("PUT", f"{R}/res", {"resource": {"metadata": metadata}})
    assert (answer.status, answer.json()) == (200, {})
    found = library.one(f"{R}/res")
    assert found["title"] == "Fractions & more"
    assert found["metadata"] == metadata | {"grades": ["3"]}
    assert library.ids(R, filter="metadata.type='video'") == ["res"]
    assert library("PUT", f"{R}/none", {"resource": {}}).status == 404
    assert library("PATCH", f"{R}/res", {"resource": {}}).status == 405


@pytest.mark.parametrize(
    ("metadata", "path"),
    [
        ({"type": "film"}, "metadata.type"),
        ({"type": "video"}, "metadata.format"),
        ({"type": "qti", "subType": "qti"}, "metadata.subType"),
        ({"type": "audio", "format": "mp3", "duration": "5 min"}, "metadata.duration"),
        ({"type": "interactive", "launchUrl": "here"}, "metadata.launchUrl"),
        (
            {"type": "interactive", "fail_fast": {"stagnation_limit": 0}},
            "metadata.fail_fast.stagnation_limit",
        ),
        ({"type": "assessment-bank"}, "metadata.resources"),
        ({"grades": ["14"]}, "metadata.grades.0"),
        ("free", "metadata"),
    ],
)
def test_resource_metadata_is_checked_by_its_type(library: Caller, metadata: Any, path: str) -> None:
    refused = library("PUT", f"{R}/res", {"resource": {"metadata": metadata}})
    assert (refused.status, path_of(refused)) == (422, path)


def test_resources_of_courses_classes_and_users(library: Caller) -> None:
    for record_id in ("course", "class"):
        library("POST", R, {"resource": {"sourcedId": record_id, "title": "T", "vendorResourceId": "v"}})
    course = library.one("/courses/c")
    assert library("PUT", "/courses/c", {"course": course | {"resources": [ref("course")]}}).status == 201
    library("POST", "/classes", {"class": class_body(resources=[ref("class")])})
    library("POST", "/users", {"user": user_body()})
    assert library.rows(f"{R}/users/u/resources") == []
    enrolled = {"user": ref("u"), "role": "student", "class": ref("k")}
    assert library("POST", "/enrollments", {"enrollment": enrolled}).status == 201
    assert library.ids(f"{R}/courses/c/resources") == ["res", "course"]
    for path in ("classes/k", "users/u"):
        assert library.ids(f"{R}/{path}/resources") == ["res", "course", "class"]
    library("DELETE", "/courses/component-resources/link")
    assert library.ids(f"{R}/courses/c/resources") == ["course"]
    for path in ("courses", "classes", "users"):
        assert library("GET", f"{R}/{path}/none/resources").status == 404


def test_an_export_is_a_zip_file(library: Caller) -> None:
    response = library("POST", f"{R}/export/res")
    assert response.status == 200
    assert response.header("content-type") == "application/zip"
    assert response.header("content-disposition") == 'attachment; filename="res.imscc"'
    with zipfile.ZipFile(io.BytesIO(response.body)) as archive:
        assert archive.namelist() == ["imsmanifest.xml", "resource.json"]
        assert b"Fractions &amp; more" in archive.read("imsmanifest.xml")
    assert library("POST", f"{R}/export/res").body == response.body
    assert library("POST", f"{R}/export/none").status == 404


def entry(title: str, unit: str, **more: Any) -> dict[str, Any]:
    return {
        "url": f"https://qti.example/{title}",
        "skillCode": "S1",
        "lessonCode": f"L-{title}",
        "title": title,
        "unit-title": unit,
        "status": "active",
        "xp": 12,
        **more,
    }


def test_a_course_structure(empty: Caller) -> None:
    video = {"url": "https://video.example/1", "title": "Film"}
    body = {
        "course": {"sourcedId": "new", "status": "active", "title": "Algebra", "org": ref("d")},
        "courseStructure": {
            "1": entry("One", "Unit A", video=video),
            "2": entry("Two", "Unit A", stimulus={"title": "Text", "identifier": "st-1"}),
            "3": entry("Three", "Unit B"),
        },
    }
    made = empty("POST", "/courses/structure", body)
    assert made.status == 201
    assert made.json()["sourcedIdPairs"]["allocatedSourcedId"] == "new"
    components = empty.rows("/courses/components", filter="course.sourcedId='new'")
    titles = {row["sourcedId"]: row["title"] for row in components}
    tree = [(row["title"], row["parent"] and titles[row["parent"]["sourcedId"]]) for row in components]
    assert tree == [
        ("Unit A", None),
        ("One", "Unit A"),
        ("Two", "Unit A"),
        ("Unit B", None),
        ("Three", "Unit B"),
    ]
    shown = [row["title"] for row in empty.rows(f"{R}/courses/new/resources")]
    assert shown == ["Film", "One", "Text", "Two", "Three"]
    assert empty("POST", "/courses/structure", body).status == 404
    fault = empty("POST", "/courses/structure", {"course": {}, "courseStructure": {"1": {}}})
    assert fault.status == 422
    assert "courseStructure.1.unit-title" in fault.body.decode()


def test_the_seeded_courses_have_content(call: Caller) -> None:
    for path in ("/courses/components", "/courses/component-resources", R):
        assert call.rows(path)
    assert len({row["metadata"]["type"] for row in call.rows(R, limit=3000)}) == 8
    assert len(call.rows(f"{R}/courses/course-mth-05/resources")) == 9
    assert call.rows(f"{R}/classes/class-00001/resources")
    parent = call.rows("/courses/components", filter="course.sourcedId='course-mth-05'")[1]["parent"]
    assert call.one(f"/courses/components/{parent['sourcedId']}")["parent"] is None
