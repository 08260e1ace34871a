"""OneRoster: a class is founded, graded, listed and given up."""

from __future__ import annotations

from typing import Any

from .conftest import Wire

ROSTERING = "/ims/oneroster/rostering/v1p2"
GRADEBOOK = "/ims/oneroster/gradebook/v1p2"


def test_a_class_is_founded_graded_and_given_up(wire: Wire) -> None:
    org = {
        "sourcedId": "o-1",
        "name": "Hillside",
        "type": "school",
        "parent": {"sourcedId": "district-lakeview"},
    }
    assert "sourcedIdPairs" in wire("POST", f"{ROSTERING}/schools", {"org": org}, expect=201).json()
    session = {
        "sourcedId": "t-1", "status": "active", "title": "Spring", "type": "term", "startDate": "2026-01-05",
        "endDate": "2026-06-05", "schoolYear": "2026", "org": {"sourcedId": "o-1"},
    }  # fmt: skip
    wire("POST", f"{ROSTERING}/academicSessions", {"academicSession": session}, expect=201)
    ada = {
        "sourcedId": "u-1", "enabledUser": True, "givenName": "Ada", "familyName": "O'Brien",
        "email": "ada@hillside.example", "grades": ["4"],
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o-1"}}],
    }  # fmt: skip
    wire("POST", f"{ROSTERING}/users", {"user": ada}, expect=201)
    course = {"sourcedId": "c-1", "status": "active", "title": "Fractions", "org": {"sourcedId": "o-1"}}
    wire("POST", f"{ROSTERING}/courses", {"course": course}, expect=201)
    room = {
        "sourcedId": "k-1", "title": "Fractions, 1", "course": {"sourcedId": "c-1"},
        "org": {"sourcedId": "o-1"}, "terms": [{"sourcedId": "t-1"}],
    }  # fmt: skip
    wire("POST", f"{ROSTERING}/classes", {"class": room}, expect=201)
    place = {
        "sourcedId": "e-1", "role": "student", "primary": False, "beginDate": "2026-01-05",
        "user": {"sourcedId": "u-1"}, "class": {"sourcedId": "k-1"},
    }  # fmt: skip
    wire("POST", f"{ROSTERING}/enrollments", {"enrollment": place}, expect=201)
    assert [each["sourcedId"] for each in wire.get(f"{ROSTERING}/classes/k-1/students")["users"]] == ["u-1"]
    refused = wire("POST", f"{ROSTERING}/enrollments", {"enrollment": {"role": "student"}}, expect=422).json()
    assert refused["imsx_codeMajor"] == "failure" and "user" in str(refused)

    category = {"sourcedId": "g-1", "title": "Tests", "status": "active"}
    wire("POST", f"{GRADEBOOK}/categories", {"category": category}, expect=201)
    task = {
        "sourcedId": "l-1", "title": "Halves", "class": {"sourcedId": "k-1"}, "school": {"sourcedId": "o-1"},
        "category": {"sourcedId": "g-1"}, "assignDate": "2026-01-19T00:00:00Z",
        "dueDate": "2026-01-26T00:00:00Z", "status": "active",
    }  # fmt: skip
    wire("POST", f"{GRADEBOOK}/lineItems", {"lineItem": task}, expect=201)
    mark = {
        "status": "active", "lineItem": {"sourcedId": "l-1"}, "student": {"sourcedId": "u-1"}, "score": 92.5,
        "scoreStatus": "fully graded", "scoreDate": "2026-01-20T00:00:00Z",
    }  # fmt: skip
    wire("PUT", f"{GRADEBOOK}/results/r-1", {"result": mark}, expect=201)
    (seen,) = wire.get(f"{GRADEBOOK}/classes/k-1/students/u-1/results")["results"]
    assert (seen["sourcedId"], seen["score"], seen["student"]["sourcedId"]) == ("r-1", 92.5, "u-1")

    wire("DELETE", f"{ROSTERING}/users/u-1", expect=204)
    assert wire.get(f"{ROSTERING}/users/u-1")["user"]["status"] == "tobedeleted"
    missing = wire("GET", f"{ROSTERING}/users/nobody", expect=404).json()
    assert missing["imsx_codeMajor"] == "failure"


def test_a_list_is_paged_filtered_sorted_and_cut_to_fields(wire: Wire) -> None:
    asked: dict[str, Any] = {
        "filter": "role='student' AND familyName>='C'", "sort": "familyName", "orderBy": "desc", "limit": 4,
        "fields": "sourcedId,familyName",
    }  # fmt: skip
    first = wire("GET", f"{ROSTERING}/users", **asked)
    rows = list(first.json()["users"])
    assert all(row.keys() == {"sourcedId", "familyName"} for row in rows)
    while (after := first.links.get("next")) is not None:
        first = wire("GET", after["url"])
        rows += first.json()["users"]
    names = [row["familyName"] for row in rows]
    assert names == sorted(names, reverse=True) and min(names) >= "C"
    assert len(rows) == len({row["sourcedId"] for row in rows}) == int(first.headers["x-total-count"])
