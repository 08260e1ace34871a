"""Lists: paging, sorting, filters, fields, search."""

from __future__ import annotations

from typing import Any

import pytest

from timeback.sandbox.core import SandboxCore

from .conftest import ROSTERING, Caller, user_body


def test_pages_cover_the_whole_list_once(call: Caller) -> None:
    whole = call.ids("/users", limit=3000)
    first = call("GET", "/users", limit=30)
    total = first.json()["totalCount"]
    assert total == len(whole) > 60
    assert first.json()["pageCount"] == -(-total // 30)
    assert first.json()["pageNumber"] == 1
    assert first.header("X-Total-Count") == str(total)
    paged = [
        record_id
        for offset in range(0, total, 30)
        for record_id in call.ids("/users", limit=30, offset=offset)
    ]
    assert paged == whole


def test_next_link_keeps_the_other_parameters(call: Caller) -> None:
    link = call("GET", "/users", limit=5, filter="role='student'", sort="email").header("link")
    assert link is not None
    assert link.endswith('; rel="next"')
    assert f"https://sandbox.invalid{ROSTERING}/users?" in link
    assert all(part in link for part in ("limit=5", "offset=5", "sort=email", "filter=role%3D%27student%27"))


def test_the_last_page_has_no_next_link(call: Caller) -> None:
    assert call("GET", "/users", limit=3000).header("link") is None
    past = call("GET", "/users", offset=100_000)
    assert past.header("link") is None
    assert past.json()["users"] == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"limit": 0}, 422),
        ({"limit": "ten"}, 422),
        ({"offset": -1}, 422),
        ({"orderBy": "up"}, 422),
        ({"sort": "shoeSize"}, 400),
        ({"sort": "roles"}, 400),
        ({"fields": "sourcedId,shoeSize"}, 400),
        ({"filter": ""}, 400),
        ({"filter": "shoeSize='1'"}, 400),
        ({"filter": "roles='student'"}, 400),
        ({"filter": "metadata.a.b='x'"}, 400),
        ({"filter": "primaryOrg.parent.sourcedId='x'"}, 400),
        ({"filter": "dateLastModified>'soon'"}, 400),
    ],
)
def test_bad_parameters_are_refused(call: Caller, query: dict[str, Any], status: int) -> None:
    response = call("GET", "/users", **query)
    assert response.status == status
    minor = response.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0]
    assert minor == {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "invaliddata"}
    assert response.json()["imsx_error_details"][0]["path"] == next(iter(query))


def test_a_limit_beyond_the_highest_is_taken_as_the_highest(call: Caller) -> None:
    page = call("GET", "/users", limit=100_000).json()
    assert page["limit"] == 3000
    assert len(page["users"]) == page["totalCount"]


def test_sort_is_by_code_point_and_stable(call: Caller) -> None:
    rows = call.rows("/users", sort="familyName", limit=3000)
    assert [row["familyName"] for row in rows] == sorted(row["familyName"] for row in rows)
    down = call.rows("/users", sort="familyName", orderBy="desc", limit=3000)
    assert [row["familyName"] for row in down] == sorted((row["familyName"] for row in rows), reverse=True)
    assert call.ids("/users", orderBy="desc", limit=1) == call.ids("/users", limit=3000)[-1:]


def test_fields_leave_only_what_was_asked_for(call: Caller) -> None:
    assert set(call.rows("/users", fields="sourcedId, email")[0]) == {"sourcedId", "email"}
    single = call("GET", "/users/student-00001", fields="givenName")
    assert set(single.json()["user"]) == {"givenName"}


def _where(call: Caller, path: str, text: str) -> list[dict[str, Any]]:
    return call.rows(path, filter=text, limit=3000)


def test_text_filters(call: Caller) -> None:
    everyone = call.rows("/users", limit=3000)
    brien = [row for row in everyone if row["familyName"] == "O'Brien"]
    assert brien
    assert _where(call, "/users", "familyName='O''Brien'") == brien
    assert _where(call, "/users", "familyName~'o''BRI'") == brien
    assert len(_where(call, "/users", "familyName!='O''Brien'")) == len(everyone) - len(brien)
    assert [row for row in everyone if row["familyName"] >= "S"] == _where(call, "/users", "familyName>='S'")
    two = "familyName@'O''Brien, Smith'"
    assert _where(call, "/users", two) == [
        row for row in everyone if row["familyName"] in ("O'Brien", "Smith")
    ]
    assert _where(call, "/users", "familyName~'100%'") == []


def test_contains_ignores_case_beyond_ascii(empty: Caller) -> None:
    empty("POST", "/users", {"user": user_body(familyName="NÚÑEZ_1")})
    assert empty.ids("/users", filter="familyName~'úñe'") == ["u"]
    assert empty.ids("/users", filter="familyName~'z_'") == ["u"]
    assert empty.ids("/users", filter="familyName~'z%'") == []


def test_an_absent_field_is_different_from_any_value(empty: Caller) -> None:
    empty("POST", "/users", {"user": user_body()})
    assert empty.ids("/users", filter="username!='ada'") == ["u"]
    assert empty.ids("/users", filter="username='ada'") == []


def test_people_are_found_by_role_and_school(call: Caller) -> None:
    teachers = _where(call, "/users", "role='teacher'")
    assert teachers == call.rows("/teachers", limit=3000)
    assert all(row["roles"][0]["role"] == "teacher" for row in teachers)
    here = _where(call, "/users", "role='student' AND org.sourcedId='school-01'")
    assert here == call.rows("/schools/school-01/students", limit=3000)
    assert len(_where(call, "/users", "role!='student'")) + len(call.ids("/students", limit=3000)) == len(
        call.ids("/users", limit=3000)
    )


def test_any_member_of_a_list_matches(call: Caller) -> None:
    fifth = _where(call, "/students", "grades='5'")
    assert fifth == [row for row in call.rows("/students", limit=3000) if row["grades"] == ["5"]]
    assert _where(call, "/students", "grades=5") == fifth
    assert len(_where(call, "/students", "grades!='5'")) == len(call.ids("/students", limit=3000)) - len(
        fifth
    )
    assert {row["subjects"][0] for row in _where(call, "/classes", "subjects~'math'")} == {"Math"}


def test_references_are_asked_one_level_down(call: Caller) -> None:
    rows = _where(call, "/enrollments", "class.sourcedId='class-00001' AND role='student'")
    assert rows
    assert {row["class"]["sourcedId"] for row in rows} == {"class-00001"}
    assert len(_where(call, "/enrollments", "class.sourcedId='class-00001'")) == len(rows) + 1
    assert call("GET", "/enrollments", filter="class.course.sourcedId='x'").status == 400
    terms = _where(call, "/classes", "terms.sourcedId='term-2026-1'")
    assert terms == call.rows("/terms/term-2026-1/classes", limit=3000)


def test_booleans_numbers_and_metadata(empty: Caller) -> None:
    for record_id, metadata in (("a", {"n": 5, "on": True}), ("b", {"n": "5"}), ("c", None)):
        assert empty("POST", "/users", {"user": user_body(record_id, metadata=metadata)}).status == 201
    assert empty.ids("/users", filter="enabledUser=true") == ["a", "b", "c"]
    assert empty.ids("/users", filter="metadata.n='5'") == ["a", "b"]
    assert empty.ids("/users", filter="metadata.n>=5") == ["a"]
    assert empty.ids("/users", filter="metadata.n!=5") == ["b", "c"]
    assert empty.ids("/users", filter="metadata.on=true") == ["a"]
    assert empty.ids("/academicSessions", filter="schoolYear='2026' AND type='term'") == ["t"]
    assert empty.ids("/academicSessions", filter="schoolYear>2026") == []
    assert empty("GET", "/academicSessions", filter="schoolYear='next'").status == 400


def test_instants_are_compared_as_instants(empty: Caller) -> None:
    # The clock stands at 2026-01-20T15:00:00Z.
    assert empty("POST", "/users", {"user": user_body()}).status == 201
    for text, found in (
        ("dateLastModified>'2026-01-20'", True),
        ("dateLastModified<'2026-01-20'", False),
        ("dateLastModified='2026-01-20T15:00:00Z'", True),
        ("dateLastModified='2026-01-20T17:00:00+02:00'", True),
        ("dateLastModified>='2026-01-20T15:00:00.000001Z'", False),
        ("dateLastModified>'2026-01-20T14:59:59.999999Z'", True),
        ("dateLastModified<='2026-01-20T15:00:00.000500+00:00'", True),
    ):
        assert bool(empty.ids("/users", filter=text)) is found, text


def test_sessions_are_found_by_date(call: Caller) -> None:
    assert call.ids("/terms", filter="startDate<='2025-09-01' AND endDate>'2025-09-01'") == ["term-2026-1"]


def test_a_very_long_filter_is_served(call: Caller) -> None:
    wanted = call.ids("/students", limit=3000)[:20]
    listed = wanted + [f"nobody-{number}" for number in range(3000)]
    text = " OR ".join(f"sourcedId='{record_id}'" for record_id in listed)
    assert call.ids("/students", filter=text) == wanted


def test_search_looks_into_the_described_fields(call: Caller) -> None:
    found = call.rows("/users", search="o'bri", limit=3000)
    assert found
    assert all("o'bri" in row["familyName"].lower() for row in found)
    assert call.ids("/enrollments", search="zzz") == call.ids("/enrollments")


def test_the_same_seed_gives_the_same_district() -> None:
    bodies: list[bytes] = []
    for seed in (5, 5, 6):
        core = SandboxCore(seed=seed, students=20)
        bodies.append(Caller(core)("GET", "/users", limit=3000).body)
        core.close()
    assert bodies[0] == bodies[1] != bodies[2]


def test_seeded_records_would_be_accepted_from_a_caller(call: Caller) -> None:
    for path, one, kept_as in (
        ("/orgs", "org", {}),
        ("/users", "user", {}),
        ("/courses", "course", {}),
        ("/classes", "class", {"school": "org"}),
        ("/enrollments", "enrollment", {}),
        ("/demographics", "demographics", {}),
    ):
        for row in call.rows(path, limit=40):
            body = {kept_as.get(name, name): value for name, value in row.items()}
            assert call("PUT", f"{path}/{row['sourcedId']}", {one: body}).status in (200, 201), row
    for row in call.rows("/academicSessions"):
        body = row | {"schoolYear": str(row["schoolYear"])}
        assert call("PUT", f"/academicSessions/{row['sourcedId']}", {"academicSession": body}).status == 200


@pytest.mark.parametrize("students", [0, 1])
def test_a_tiny_district_is_made(students: int) -> None:
    core = SandboxCore(students=students)
    assert len(Caller(core).ids("/students")) == students
    core.close()
