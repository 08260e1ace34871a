"""Creating, changing and deleting: what is answered, what is kept, what else changes."""

from __future__ import annotations

from typing import Any

import pytest

from timeback.sandbox import SandboxCore
from timeback.sandbox.sql import path_sql

from .conftest import ROSTERING, Caller, Clock, class_body, session_body, user_body


def _details(response: Any) -> dict[str, str]:
    assert response.status == 422, response.body
    return {entry["path"]: entry["message"] for entry in response.json()["imsx_error_details"]}


def _with_class(call: Caller) -> Caller:
    assert call("POST", "/users", {"user": user_body()}).status == 201
    assert call("POST", "/classes", {"class": class_body()}).status == 201
    return call


def _enroll(call: Caller, record_id: str = "e", **changes: Any) -> Any:
    body = {
        "sourcedId": record_id,
        "role": "student",
        "user": {"sourcedId": "u"},
        "class": {"sourcedId": "k"},
    }
    return call("POST", "/enrollments", {"enrollment": body | changes})


def test_a_user_is_read_back_as_the_platform_answers_it(empty: Caller) -> None:
    body = user_body(grades=[5, "-1"], primaryOrg={"sourcedId": "s"}, shoeSize={"eu": 36})
    created = empty("POST", "/users/", {"user": body})
    assert created.status == 201
    assert created.json() == {"sourcedIdPairs": {"suppliedSourcedId": "u", "allocatedSourcedId": "u"}}
    user = empty.one("/users/u")
    org = {"href": f"https://sandbox.invalid{ROSTERING}/orgs/s", "sourcedId": "s", "type": "org"}
    assert user["status"] == "active"
    assert user["enabledUser"] == "true"
    assert user["grades"] == ["5", "-1"]
    assert user["roles"][0]["org"] == org
    assert user["primaryOrg"] == org | {"name": "School"}
    assert (user["agents"], user["userProfiles"]) == ([], [])
    assert user["dateLastModified"] == "2026-01-20T15:00:00.000Z"
    assert user["shoeSize"] == {"eu": 36}


def test_an_id_is_allocated_where_none_is_given(empty: Caller) -> None:
    body = user_body()
    del body["sourcedId"]
    pair = empty("POST", "/users", {"user": body}).json()["sourcedIdPairs"]
    assert pair["suppliedSourcedId"] is None
    assert empty.one(f"/users/{pair['allocatedSourcedId']}")["givenName"] == "Ada"


@pytest.mark.parametrize("record_id", ["a/b", "a?b#c", "a b", "ü%2F", "..", "it's"])
def test_ids_of_any_characters(empty: Caller, record_id: str) -> None:
    from urllib.parse import quote

    assert empty("POST", "/users", {"user": user_body(record_id, email="x@y.example")}).status == 201
    assert empty.one(f"/users/{quote(record_id, safe='')}")["sourcedId"] == record_id
    assert empty.one(f"/users/{quote(record_id, safe='')}/")["sourcedId"] == record_id


def test_every_fault_of_a_body_is_named(empty: Caller) -> None:
    body = {
        "givenName": " ",
        "familyName": None,
        "enabledUser": "yes",
        "email": "nobody",
        "grades": ["14"],
        "roles": [{"role": "wizard", "roleType": "primary", "org": {"sourcedId": "elsewhere"}}],
    }
    details = _details(empty("POST", "/users", {"user": body}))
    assert set(details) == {
        "givenName",
        "familyName",
        "enabledUser",
        "email",
        "grades.0",
        "roles.0.role",
        "roles.0.org.sourcedId",
    }
    assert set(_details(empty("POST", "/users", {"student": body}))) == {"user"}
    assert set(_details(empty("POST", "/users", {"user": []}))) == {"(root)"}


def test_a_body_that_is_not_json_is_400(empty: Caller) -> None:
    from timeback.sandbox.messages import Request

    headers = {"authorization": f"Bearer {empty.token}"}
    for content in (b"", b"{", b"\xff", b"[" * 100_000):
        response = empty.core.handle(Request("POST", f"{ROSTERING}/users", "", headers, content))
        assert response.status == 400


def test_an_email_belongs_to_one_user(empty: Caller) -> None:
    assert empty("POST", "/users", {"user": user_body("a", email="x@y.example")}).status == 201
    assert empty("POST", "/users", {"user": user_body("b", email="X@Y.example")}).status == 409
    assert empty("POST", "/users", {"user": user_body("b")}).status == 201
    assert empty("PUT", "/users/b", {"user": user_body("b", email="x@y.example")}).status == 409
    assert empty("PUT", "/users/a", {"user": user_body("a", email="X@y.example")}).status == 200


def test_an_id_is_given_once(empty: Caller) -> None:
    assert empty("POST", "/users", {"user": user_body()}).status == 201
    assert empty("POST", "/users", {"user": user_body(email="o@y.example")}).status == 409


def test_put_replaces_the_whole_user(empty: Caller, clock: Clock) -> None:
    empty("POST", "/users", {"user": user_body(pronouns="she/her", shoeSize=36)})
    before = empty.one("/users/u")
    changed = empty("PUT", "/users/u", {"user": user_body(familyName="Lovelace")})
    assert changed.status == 200
    after = changed.json()["user"]
    assert after == empty.one("/users/u")
    assert after["familyName"] == "Lovelace"
    assert "pronouns" not in after
    assert "shoeSize" not in after
    assert after["dateLastModified"] > before["dateLastModified"]
    assert empty("PUT", "/users/nobody", {"user": user_body("nobody")}).status == 404
    assert set(_details(empty("PUT", "/users/u", {"user": user_body("other")}))) == {"sourcedId"}


def test_what_was_read_can_be_written_back(empty: Caller) -> None:
    _with_class(empty)
    _enroll(empty)
    for path, envelope in (("/users/u", "user"), ("/enrollments/e", "enrollment"), ("/orgs/s", "org")):
        before = empty.one(path)
        assert empty("PUT", path, {envelope: before}).status in (200, 201)
        after = empty.one(path)
        assert {**after, "dateLastModified": 0} == {**before, "dateLastModified": 0}


@pytest.mark.parametrize(
    ("path", "envelope", "change", "status", "answer"),
    [
        ("/orgs/d", "org", {"name": "New", "type": "district"}, 201, {}),
        ("/courses/c", "course", {"status": "active", "title": "New", "org": {"sourcedId": "d"}}, 201, {}),
        ("/schools/s", "org", {"name": "New", "type": "school"}, 200, "bare"),
        ("/academicSessions/t", "academicSession", session_body("t"), 200, "bare"),
        ("/classes/k", "class", {"title": "New"}, 200, "bare"),
        ("/users/u", "user", user_body(), 200, "user"),
    ],
)
def test_what_a_put_answers(
    empty: Caller, path: str, envelope: str, change: dict[str, Any], status: int, answer: Any
) -> None:
    _with_class(empty)
    response = empty("PUT", path, {envelope: change})
    assert response.status == status
    if answer == {}:
        assert response.json() == {}
    else:
        body = response.json() if answer == "bare" else response.json()[answer]
        assert body == empty.one(path)


def test_a_class_is_written_with_org_and_read_with_school(empty: Caller) -> None:
    _with_class(empty)
    taught = empty.one("/classes/k")
    assert "org" not in taught
    assert taught["school"]["sourcedId"] == "s"
    assert taught["classType"] == "scheduled"
    assert (taught["classCode"], taught["location"]) == (None, None)
    assert [term["sourcedId"] for term in taught["terms"]] == ["t"]
    assert empty.ids("/classes", filter="org.sourcedId='s'") == ["k"]
    changed = empty("PUT", "/classes/k", {"class": {"location": "Room 1"}}).json()
    assert changed["title"] == taught["title"]
    assert changed["location"] == "Room 1"
    assert changed["school"] == taught["school"]


def test_references_must_exist(empty: Caller) -> None:
    missing = {"sourcedId": "none"}
    body = class_body(course=missing, org=missing, terms=[{"sourcedId": "t"}, missing])
    details = _details(empty("POST", "/classes", {"class": body}))
    assert set(details) == {"course.sourcedId", "org.sourcedId", "terms.1.sourcedId"}
    details = _details(_enroll(empty))
    assert set(details) == {"user.sourcedId", "class.sourcedId"}
    assert "status" in _details(
        empty("POST", "/courses", {"course": {"title": "x", "org": {"sourcedId": "d"}}})
    )


def test_sessions_go_in_as_text_and_come_back_as_numbers_and_datetimes(empty: Caller) -> None:
    session = empty.one("/academicSessions/t")
    assert session["schoolYear"] == 2026
    assert session["startDate"] == "2025-08-18T00:00:00.000Z"
    assert session["parent"]["sourcedId"] == "y"
    assert [child["sourcedId"] for child in empty.one("/academicSessions/y")["children"]] == ["t"]
    number = session_body("z") | {"schoolYear": 2026}
    assert set(_details(empty("POST", "/academicSessions", {"academicSession": number}))) == {"schoolYear"}


def test_moving_a_session_moves_it_between_its_parents(empty: Caller) -> None:
    body = session_body("y2", "schoolYear")
    empty("POST", "/academicSessions", {"academicSession": body})
    moved = session_body("t") | {"parent": {"sourcedId": "y2"}}
    assert empty("PUT", "/academicSessions/t", {"academicSession": moved}).status == 200
    assert empty.one("/academicSessions/y")["children"] == []
    assert [child["sourcedId"] for child in empty.one("/academicSessions/y2")["children"]] == ["t"]


def test_grading_periods_are_written_as_sessions(empty: Caller) -> None:
    body = session_body("g", "gradingPeriod")
    assert set(_details(empty("POST", "/gradingPeriods", {"gradingPeriod": body}))) == {"academicSession"}
    assert set(_details(empty("POST", "/gradingPeriods", {"academicSession": session_body("g")}))) == {"type"}
    assert empty("POST", "/gradingPeriods", {"academicSession": body}).status == 201
    changed = empty("PUT", "/gradingPeriods/g", {"academicSession": body | {"title": "GP"}})
    assert (changed.status, changed.json()) == (201, {})
    assert empty("GET", "/gradingPeriods/g").json()["gradingPeriod"]["title"] == "GP"
    below = empty("POST", "/terms/t/gradingPeriods", {"academicSession": session_body("h", "gradingPeriod")})
    assert below.status == 201
    assert below.json()["academicSession"]["parent"]["sourcedId"] == "t"
    assert empty.ids("/terms/t/gradingPeriods") == ["h"]


def test_terms_are_read_only(empty: Caller) -> None:
    for method, path in (
        ("POST", "/terms"),
        ("PUT", "/terms/t"),
        ("PATCH", "/terms/t"),
        ("DELETE", "/terms/t"),
    ):
        response = empty(method, path, {"term": session_body("t")})
        assert response.status == 405
        assert response.header("allow") == "GET, HEAD"


def test_an_enrollment_takes_school_and_course_from_its_class(empty: Caller) -> None:
    _with_class(empty)
    assert _enroll(empty, primary=True).status == 201
    enrollment = empty.one("/enrollments/e")
    assert enrollment["user"]["name"] == "Ada O'Brien"
    assert enrollment["class"]["name"] == "Math, Section 1"
    assert (enrollment["school"]["sourcedId"], enrollment["school"]["name"]) == ("s", "School")
    assert (enrollment["course"]["sourcedId"], enrollment["course"]["name"]) == ("c", "Math")
    assert enrollment["primary"] == "true"
    assert enrollment["beginDate"] is None


def test_names_in_enrollments_follow_the_records(empty: Caller) -> None:
    _with_class(empty)
    _enroll(empty)
    empty("PUT", "/users/u", {"user": user_body(familyName="Lovelace")})
    empty("PUT", "/classes/k", {"class": {"title": "Algebra"}})
    enrollment = empty.one("/enrollments/e")
    assert (enrollment["user"]["name"], enrollment["class"]["name"]) == ("Ada Lovelace", "Algebra")


def test_patching_an_enrollment_merges_metadata(empty: Caller) -> None:
    _with_class(empty)
    _enroll(empty, metadata={"goals": {"dailyXp": 5}, "note": 1})
    patched = empty("PATCH", "/enrollments/e", {"enrollment": {"metadata": {"note": 2, "more": 3}}})
    assert (patched.status, patched.json()) == (200, {})
    enrollment = empty.one("/enrollments/e")
    assert enrollment["metadata"] == {"goals": {"dailyXp": 5}, "note": 2, "more": 3}
    assert enrollment["role"] == "student"
    bad = empty("PATCH", "/enrollments/e", {"enrollment": {"metadata": {"goals": {"dailyPizza": 5}}}})
    assert set(_details(bad)) == {"metadata.goals.dailyPizza"}
    body = {"role": "teacher", "user": {"sourcedId": "u"}, "class": {"sourcedId": "k"}, "metadata": {"x": 1}}
    assert empty("PUT", "/enrollments/e", {"enrollment": body}).status == 201
    assert empty.one("/enrollments/e")["metadata"] == {"x": 1}


def test_enrolling_below_a_class(empty: Caller) -> None:
    _with_class(empty)
    body = {"enrollment": {"user": {"sourcedId": "u"}, "primary": False, "beginDate": "2025-09-01"}}
    for role in ("student", "teacher"):
        response = empty("POST", f"/classes/k/{role}s", body)
        assert response.status == 201
        enrollment = empty.one(f"/enrollments/{response.json()['sourcedIdPairs']['allocatedSourcedId']}")
        assert (enrollment["role"], enrollment["class"]["sourcedId"]) == (role, "k")
    assert empty("POST", "/classes/none/students", body).status == 404
    late = {"enrollment": {"user": {"sourcedId": "u"}, "beginDate": "2025-09-02", "endDate": "2025-09-01"}}
    assert set(_details(empty("POST", "/classes/k/students", late))) == {"endDate"}


def test_deleting_marks_the_record(empty: Caller, clock: Clock) -> None:
    _with_class(empty)
    before = empty.one("/users/u")
    clock.now += 60
    deleted = empty("DELETE", "/users/u")
    assert (deleted.status, deleted.body) == (204, b"")
    after = empty.one("/users/u")
    assert after["status"] == "tobedeleted"
    assert after["dateLastModified"] > before["dateLastModified"]
    assert empty.ids("/users") == ["u"]
    assert empty.ids("/users", filter="status='active'") == []
    assert empty("DELETE", "/users/nobody").status == 404
    assert empty("PUT", "/users/u", {"user": user_body()}).json()["user"]["status"] == "active"


def test_deleting_a_class_deletes_its_enrollments(empty: Caller) -> None:
    _with_class(empty)
    _enroll(empty)
    assert empty("DELETE", "/classes/k").status == 204
    assert empty.one("/enrollments/e")["status"] == "tobedeleted"
    # The platform was seen to list such people still.
    assert empty.ids("/classes/k/students") == ["u"]


def test_demographics_belong_to_a_user(empty: Caller) -> None:
    empty("POST", "/users", {"user": user_body()})
    body = {"sourcedId": "u", "birthDate": "2015-03-01", "sex": "female", "asian": "true"}
    assert set(_details(empty("POST", "/demographics", {"demographics": body | {"sourcedId": "x"}}))) == {
        "sourcedId"
    }
    wrong = body | {"birthDate": "2015-02-30", "asian": True}
    assert set(_details(empty("POST", "/demographics", {"demographics": wrong}))) == {"birthDate", "asian"}
    assert empty("POST", "/demographics", {"demographics": body}).status == 201
    record = empty.one("/demographics/u")
    assert record["white"] is None
    changed = empty("PUT", "/demographics/u", {"demographics": body | {"sex": None}})
    assert changed.status == 200
    assert changed.json() == empty.one("/demographics/u")


def test_agents(empty: Caller) -> None:
    guardian = [{"roleType": "primary", "role": "guardian", "org": {"sourcedId": "s"}}]
    empty("POST", "/users", {"user": user_body()})
    empty("POST", "/users", {"user": user_body("g", roles=guardian)})
    assert empty("POST", "/users/u/agents", {"agentSourcedId": "g"}).status == 200
    assert empty.ids("/users/u/agents") == ["g"]
    assert "agents" in empty("GET", "/users/u/agents").json()
    assert empty("GET", "/users/g/agentFor").json()["users"][0]["sourcedId"] == "u"
    assert empty.one("/users/u")["agents"][0]["type"] == "user"
    assert set(_details(empty("POST", "/users/u/agents", {"agentSourcedId": "none"}))) == {"agentSourcedId"}
    assert empty("DELETE", "/users/u/agents/g").status == 200
    assert empty("DELETE", "/users/u/agents/g").status == 404
    assert empty.ids("/users/g/agentFor") == []


def test_credentials(empty: Caller) -> None:
    empty("POST", "/users", {"user": user_body()})
    body = {"applicationName": "Reading App", "credentials": {"username": "ada", "password": "pw-1"}}
    first = empty("POST", "/users/u/credentials", body)
    assert first.status == 201
    body["credentials"] = {"username": "ada", "password": "pw-2"}
    second = empty("POST", "/users/u/credentials", body)
    assert second.status == 200
    assert second.json()["credentialId"] == first.json()["credentialId"]
    (profile,) = empty.one("/users/u")["userProfiles"]
    assert profile["app"]["name"] == "Reading App"
    assert b"pw-" not in empty("GET", "/users/u").body
    credential = first.json()["credentialId"]
    assert empty("POST", f"/users/u/credentials/{credential}/decrypt", {}).json() == {"password": "pw-2"}
    assert empty("POST", f"/users/u/credentials/{credential}/decrypt").status == 200
    assert empty("POST", "/users/u/credentials/none/decrypt").status == 404
    assert empty("POST", "/users/u/credentials", {"credential": body}).status == 422
    # The profiles are the platform's: a whole replacement of the user leaves them.
    assert empty("PUT", "/users/u", {"user": user_body()}).json()["user"]["userProfiles"] == [profile]


def test_nothing_is_kept_of_a_refused_write(empty: Caller) -> None:
    _with_class(empty)
    before = empty("GET", "/users").body
    assert empty("POST", "/users", {"user": user_body("w", email="u@lakeview.example")}).status == 409
    assert empty("GET", "/users").body == before


def test_columns_hold_what_the_documents_hold() -> None:
    core = SandboxCore(students=40, clock="2027-03-01T09:00:00Z")
    odd = [
        {"type": 2**70, "parent": "text"},
        {"type": [1, {"a": "é"}], "parent": {"sourcedId": True}},
        {"type": 1.5},
    ]
    with core.store.transaction(write=True) as session:
        tables = core.store.tables
        for number, doc in enumerate(odd):
            session.insert(tables["orgs"], f"odd-{number}", doc)
            session.replace(tables["orgs"], f"odd-{number}", {**doc, "status": number == 1})
        for table in tables.values():
            paths = ("status", *table.columns)
            differ = " OR ".join(f"{table.expression(path)} IS NOT {path_sql(path)}" for path in paths)
            assert session.execute(f"SELECT id FROM {table.name} WHERE {differ}") == []
        assert session.execute("SELECT count(*) FROM orgs WHERE id LIKE 'odd-%'") == [(3,)]
    core.close()
