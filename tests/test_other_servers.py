"""Answers in the forms of OneRoster servers that are not the platform: what can be recognized is read, and told."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from tests.samples import user_row
from tests.scripted import Answer, ScriptedServer
from timeback import APIResponseError, InvalidInputError, OneRosterClient
from timeback._codec.decode import DecodedRows, decode_list, decode_one
from timeback._codec.deviations import Notes
from timeback._codec.names import NamesSeen
from timeback.models.oneroster import (
    AcademicSession,
    Class,
    Demographics,
    Enrollment,
    LineItem,
    Result,
    ScoreStatus,
    Status,
    User,
    UserRoleName,
)
from timeback.models.powerpath import LessonPlanTreeComponent

Told = set[tuple[str, str, str]]


def told(notes: Notes) -> Told:
    return {(who.model, who.field, kind) for who, kind, _ in notes.noted()}


def page(body: Any, model: type[Any], key: str = "rows") -> tuple[DecodedRows, Told]:
    notes = Notes()
    found = decode_list(json.dumps(body).encode(), model, (key,), notes)
    return found, told(notes)


def rows(*sent: dict[str, Any], model: type[Any]) -> tuple[list[Any], Told]:
    found, noted = page({"rows": sent}, model)
    return found.rows, noted


# -- envelopes --------------------------------------------------------------------------------------

STUDENT = {"sourcedId": "u-1", "status": "active"}


@pytest.mark.parametrize("key", ["demographic", "Demographics", "data"])
def test_an_envelope_may_be_called_otherwise(key: str) -> None:
    found, noted = page({key: [STUDENT]}, Demographics, "demographics")
    assert [each.sourced_id for each in found.rows] == ["u-1"]
    notes = Notes()
    one = decode_one(json.dumps({key: STUDENT}).encode(), Demographics, ("demographics",), notes)
    assert one.sourced_id == "u-1"
    named = key == "demographic"  # one of the names of the standard
    assert noted == told(notes) == (set() if named else {("Demographics", "", "repaired")})


@pytest.mark.parametrize("key", ["data", "content", "results", "items", "records", "value"])
def test_the_envelope_for_everything_may_hold_no_rows(key: str) -> None:
    assert page({key: []}, User, "users") == (DecodedRows([], None, None), {("User", "", "repaired")})


@pytest.mark.parametrize(
    ("body", "key", "total"),
    [
        ({"content": [STUDENT], "totalElements": 7, "totalPages": 7, "size": 1, "last": False}, "users", 7),
        ({"status": "success", "data": {"users": [STUDENT], "totalRecords": "7"}}, "users", 7),
        ({"count": 7, "next": None, "results": [STUDENT]}, "users", None),
        ({"user": [STUDENT]}, "users", None),
        ({"Class": [STUDENT], "total": 7}, "classes", 7),
        ({"category": [STUDENT]}, "categories", None),
    ],
)
def test_rows_may_stand_in_the_envelopes_of_common_frameworks(body: Any, key: str, total: int | None) -> None:
    found, noted = page(body, User, key)
    assert ([each.sourced_id for each in found.rows], found.total) == (["u-1"], total)
    assert ("User", "", "repaired") in noted
    with pytest.raises(APIResponseError, match=f"expected the key '{key}'"):
        decode_list(json.dumps(body).encode(), User, (key,), Notes(strict=True))


@pytest.mark.parametrize("body", [{"data": {"user": STUDENT}}, {"content": STUDENT}, {"users": [STUDENT]}])
def test_so_may_a_single_record(body: Any) -> None:
    notes = Notes()
    assert decode_one(json.dumps(body).encode(), User, ("user",), notes).sourced_id == "u-1"
    assert ("User", "", "repaired") in told(notes)


def test_totals_have_several_names() -> None:
    for name in ("total", "totalCount", "totalElements", "totalRecords"):
        assert page({"users": [user_row(1)], name: 7}, User, "users")[0].total == 7


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"nobody": "knows"}]},
        {"data": [user_row(1), {"nobody": "knows"}]},
        {"data": None, "error": "failed"},
        {"data": {}},
        {"data": "none"},
    ],
)
def test_an_envelope_that_holds_something_else_is_an_error(body: Any) -> None:
    with pytest.raises(APIResponseError, match="the body has no 'users'"):
        page(body, User, "users")


@pytest.mark.parametrize("where", ["meta", "_meta", "pagination"])
def test_the_counters_may_stand_in_an_object_of_their_own(where: str) -> None:
    found, noted = page({"users": [user_row(1)], where: {"totalCount": "7", "limit": 1}}, User, "users")
    assert (found.total, found.limit, noted) == (7, 1, set())
    found, _ = page({"users": [user_row(1, phone=5)], where: {"total": 7}}, User, "users")
    assert found.total == 7


def test_a_list_is_read_to_its_end_by_what_such_a_server_says() -> None:
    def script(request: Any) -> Answer:
        start, limit = int(request.query["offset"]), int(request.query["limit"])
        found = [user_row(number) for number in range(start, min(start + limit, 5))]
        return Answer(body={"data": found, "meta": {"total": 5}})

    with ScriptedServer(script=script) as server, OneRosterClient(**server.open) as client:
        assert len(client.users.list_all(limit=2, prefetch=0)) == 5
        assert len(server.requests) == 3
        assert {(each.model, each.field, each.kind) for each in client.deviations} == {
            ("User", "", "repaired")
        }


# -- names ------------------------------------------------------------------------------------------


def test_references_may_be_columns() -> None:
    sent = {"sourcedId": "r", "status": "active", "lineItemSourcedId": "li", "studentSourcedId": "u"}
    (first, second), noted = rows(sent, {**sent, "studentSourcedId": ""}, model=Result)
    assert (first.line_item.sourced_id, first.student.sourced_id) == ("li", "u")
    assert (second.line_item.sourced_id, second.student) == ("li", None)
    assert {("Result", "line_item", "repaired"), ("Result", "student", "absent")} <= noted
    sent = {"sourcedId": "k", "title": "t", "courseSourcedId": "c", "termSourcedIds": ["t-1", "t-2"]}
    (found, again), _ = rows(sent, sent, model=Class)
    assert found == again
    assert (found.course.sourced_id, [each.sourced_id for each in found.terms]) == ("c", ["t-1", "t-2"])


def test_records_inside_may_have_columns_too() -> None:
    role = {"role": "student", "roleType": "primary", "orgSourcedId": "s"}
    found, noted = rows(*[user_row(number, roles=[role, role]) for number in range(3)], model=User)
    assert [[each.org.sourced_id for each in user.roles] for user in found] == [["s", "s"]] * 3
    assert ("UserRole", "org", "repaired") in noted


def test_names_may_be_in_another_case() -> None:
    sent = {
        "SourcedId": "u", "Status": "active", "GivenName": "Ada", "FamilyName": "L", "EnabledUser": True,
        "OrgSourcedIds": ["s"], "Agents": [{"SourcedId": "p"}],
    }  # fmt: skip
    (found, again), noted = rows(sent, sent, model=User)
    assert found == again
    assert (found.sourced_id, found.given_name, found.enabled_user) == ("u", "Ada", True)
    assert ([each.sourced_id for each in found.orgs], found.agents[0].sourced_id) == (["s"], "p")
    assert {("User", "given_name", "repaired"), ("GuidRef", "sourced_id", "repaired")} <= noted
    (found,), _ = rows({"sourcedId": "u", "birthdate": "2010-01-02"}, model=Demographics)
    assert found.birth_date == date(2010, 1, 2)


def test_words_of_names_may_be_parted() -> None:
    sent = {
        "sourced_id": "u", "status": "active", "given_name": "Ada", "family_name": "L", "enabled_user": True,
        "org_sourced_ids": ["s"], "roles": [{"role_type": "primary", "role": "student", "org_sourced_id": "s"}],
    }  # fmt: skip
    (found, again), noted = rows(sent, sent, model=User)
    assert found == again
    assert (found.sourced_id, found.given_name, found.enabled_user) == ("u", "Ada", True)
    assert ([each.sourced_id for each in found.orgs], found.roles[0].org.sourced_id) == (["s"], "s")
    assert {("User", "given_name", "repaired"), ("UserRole", "role_type", "repaired")} <= noted
    body, told_of = page(
        {"academic_sessions": [{**STUDENT, "school_year": "2027"}]}, AcademicSession, "academicSessions"
    )
    assert body.rows[0].school_year == 2027
    assert ("AcademicSession", "", "repaired") in told_of


def test_a_field_is_what_comes_under_its_own_name() -> None:
    sent = {
        "sourcedId": "e",
        "user": {"sourcedId": "u"},
        "userSourcedId": "v",
        "USER": "w",
        "classSourcedId": "k",
    }
    (found,), _ = rows(sent, model=Enrollment)
    assert (found.user.sourced_id, found.class_.sourced_id) == ("u", "k")


def test_a_name_is_held_to_where_reading_is_strict() -> None:
    body = {"rows": [{"sourcedId": "e", "status": "active", "role": "student", "classSourcedId": "k"}]}
    with pytest.raises(APIResponseError, match=r"rows\[0\]\.class_: expected an object"):
        decode_list(json.dumps(body).encode(), Enrollment, ("rows",), Notes(strict=True))


def test_rows_that_lack_a_field_are_still_read_beside_such_that_call_it_otherwise() -> None:
    lacking = {"sourcedId": "a", "status": "active"}
    (first, second, third), _ = rows(
        lacking,
        {**lacking, "studentSourcedId": "u"},
        {**lacking, "student": {"sourcedId": "u"}},
        model=Result,
    )
    assert (first.student, third.student.sourced_id) == (None, "u")
    assert second.sourced_id == "a"


# -- values -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", ["u-1", {"sourcedId": "u-1"}])
def test_a_reference_of_the_gradebook_may_be_its_identifier_alone(sent: Any) -> None:
    (result,), _ = rows({"sourcedId": "r", "student": sent, "lineItem": sent}, model=Result)
    assert (result.student.sourced_id, result.line_item.sourced_id) == ("u-1", "u-1")
    (item,), _ = rows({"sourcedId": "i", "title": "t", "class": sent}, model=LineItem)
    assert item.class_.sourced_id == "u-1"


def test_an_identifier_of_a_user_may_stand_alone() -> None:
    (found,), noted = rows(user_row(1, userIds=["S-1", {"type": "SIS", "identifier": "S-2"}]), model=User)
    assert [(each.type, each.identifier) for each in found.user_ids or []] == [(None, "S-1"), ("SIS", "S-2")]
    assert ("UserId", "", "repaired") in noted


def test_a_blank_flag_is_none() -> None:
    (found,), noted = rows({**STUDENT, "asian": "", "white": "true"}, model=Demographics)
    assert (found.asian, found.white) == (None, True)
    assert noted == {("Demographics", "asian", "repaired")}


SPELLED = [
    ("Active", Status.ACTIVE),
    ("ACTIVE", Status.ACTIVE),
    ("ToBeDeleted", Status.TO_BE_DELETED),
    ("to be deleted", Status.TO_BE_DELETED),
    ("to_be-deleted ", Status.TO_BE_DELETED),
]


@pytest.mark.parametrize(("sent", "expected"), SPELLED)
def test_a_listed_value_may_be_spelled_otherwise(sent: str, expected: Status) -> None:
    found, noted = rows({**user_row(1), "status": sent}, {**user_row(2), "status": sent}, model=User)
    assert [user.status for user in found] == [expected] * 2
    assert all(user.status is expected and user.status.is_known for user in found)
    assert noted == {("User", "status", "repaired")}
    assert '"status":"' + expected.value in found[0].to_json().replace(" ", "")
    with pytest.raises(APIResponseError, match=r"status: expected text"):
        decode_list(
            json.dumps({"rows": [user_row(1, status=sent)]}).encode(), User, ("rows",), Notes(strict=True)
        )


def test_values_of_records_inside_and_with_several_words_may_be_spelled_otherwise() -> None:
    role = {"roleType": "Primary", "role": "STUDENT", "org": {"sourcedId": "s"}}
    (user,), _ = rows(user_row(1, roles=[role]), model=User)
    assert (user.roles[0].role, user.roles[0].role_type) == (UserRoleName.STUDENT, "primary")
    (result,), noted = rows({"sourcedId": "r", "scoreStatus": "FullyGraded"}, model=Result)
    assert result.score_status is ScoreStatus.FULLY_GRADED
    assert ("Result", "score_status", "repaired") in noted


@pytest.mark.parametrize("sent", ["archived", "Archived", "active2", "a-ctive-", ""])
def test_a_value_that_is_not_listed_stays_as_it_came(sent: str) -> None:
    (user,), noted = rows(user_row(1, status=sent), model=User)
    assert (user.status.value, user.status.is_known, noted) == (sent, False, set())


def test_what_is_spelled_otherwise_is_written_as_the_standard_has_it() -> None:
    sent = user_row(
        1, status="Active", roles=[{"roleType": "Primary", "role": "Student", "org": {"sourcedId": "s"}}]
    )
    with (
        ScriptedServer(Answer(body={"user": sent}), Answer(body={})) as server,
        OneRosterClient(**server.open) as client,
    ):
        client.users.modify("u-1", family_name="Lovelace")
        put = server.requests[-1].json["user"]
    assert (put["status"], put["roles"][0]["roleType"], put["roles"][0]["role"]) == (
        "active",
        "primary",
        "student",
    )


def test_what_is_sent_must_be_spelled_as_listed() -> None:
    with ScriptedServer(Answer(body={"users": []})) as server, OneRosterClient(**server.open) as client:
        with pytest.raises(InvalidInputError, match="did you mean 'active'"):
            client.users.list(where={"status": "Active"})
        assert not server.requests
    with pytest.raises(ValueError, match="'Active' is not a valid Status; did you mean 'active'"):
        Status("Active")


# -- names of fields that may be absent -------------------------------------------------------------


def serving(*found: dict[str, Any]) -> ScriptedServer:
    """A server of demographics, page by page or one by one."""

    def script(request: Any) -> Answer:
        if "limit" not in request.query:
            return Answer(body={"demographics": found[-1]})
        start, limit = int(request.query["offset"]), int(request.query["limit"])
        return Answer(body={"demographics": found[start : start + limit], "totalCount": len(found)})

    return ScriptedServer(script=script)


def person(number: int, **fields: Any) -> dict[str, Any]:
    instant = "2026-03-13T14:30:00Z"
    return {"sourcedId": f"d-{number}", "status": "active", "dateLastModified": instant, **fields}


@pytest.mark.parametrize("place", [0, 20])
@pytest.mark.parametrize("name", ["birthdate", "BirthDate", "BIRTHDATE"])
def test_a_field_that_may_be_absent_may_have_another_name(name: str, place: int) -> None:
    people = [person(number) for number in range(30)]
    people[place] = person(place, **{name: "2010-01-02"})
    with serving(*people) as server, OneRosterClient(**server.open) as client:
        found = client.demographics.list_all(limit=10)
        assert [each.birth_date for each in found] == [
            date(2010, 1, 2) if number == place else None for number in range(30)
        ]
        assert [(each.model, each.field, each.kind, each.count) for each in client.deviations] == [
            ("Demographics", "birth_date", "repaired", 1)
        ]
        with pytest.raises(APIResponseError, match=r"birth_date: expected a day"):
            client.with_options(strict=True).demographics.list(limit=30)


def test_the_same_holds_for_one_record_and_for_those_inside() -> None:
    with serving(person(1, birthdate="2010-01-02")) as server, OneRosterClient(**server.open) as client:
        assert client.demographics.get("d-1").birth_date == date(2010, 1, 2)
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "s", "href": "h", "type": "org"}}
    sent = user_row(1, roles=[{**role, "userprofile": "p-1"}])
    with ScriptedServer(Answer(body={"user": sent})) as server, OneRosterClient(**server.open) as client:
        assert client.users.get("u-1").roles[0].user_profile == "p-1"
        assert [(each.model, each.field) for each in client.deviations] == [("UserRole", "user_profile")]


def test_what_is_nested_deeply_is_read_without_a_look_at_its_names() -> None:
    depth = 300
    body = b'{"subComponents":[' * depth + b"{}" + b"]}" * depth
    assert not NamesSeen().differ(body, LessonPlanTreeComponent, ())


def test_after_enough_records_nobody_looks_for_names_any_more() -> None:
    people = [person(number) for number in range(150)]
    people[140] = person(140, birthdate="2010-01-02")
    with serving(*people) as server, OneRosterClient(**server.open) as client:
        found = client.demographics.list_all(limit=10)
        assert (found[140].birth_date, client.deviations) == (None, ())


def test_what_has_another_name_is_written_under_its_own() -> None:
    sent = {**person(1, birthdate="2010-01-02", Sex="female", other=1)}
    with (
        ScriptedServer(Answer(body={"demographics": sent}), Answer(body={})) as server,
        OneRosterClient(**server.open) as client,
    ):
        client.demographics.modify("d-1", birth_date="2011-02-03")
        put = server.requests[-1].json["demographics"]
    assert (put["birthDate"], put["sex"], put["other"]) == ("2011-02-03", "female", 1)
    assert put.keys().isdisjoint({"birthdate", "Sex"})


# -- forms of values --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "sent", "expected"),
    [
        ("grades", "9, 10,11", ["9", "10", "11"]),
        ("grades", "9", ["9"]),
        ("enabledUser", "Yes", True),
        ("enabledUser", "n", False),
        ("dateLastModified", "/Date(1767322800000)/", datetime(2026, 1, 2, 3, tzinfo=UTC)),
        ("dateLastModified", "/Date(1767322800000+0500)/", datetime(2026, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_values_have_the_forms_of_csv_and_net(field: str, sent: Any, expected: Any) -> None:
    (user,), noted = rows(user_row(1, **{field: sent}), model=User)
    names = {each.encode_name: each.name for each in msgspec.structs.fields(User)}
    assert getattr(user, names[field]) == expected
    assert noted == {("User", names[field], "repaired")}


@pytest.mark.parametrize("sent", ["01/02/2026 03:04:05 PM", [2026, 1, 2, 3, 4], "/Date(soon)/"])
def test_an_instant_that_nobody_can_tell_stays_as_it_came(sent: Any) -> None:
    (user,), noted = rows(user_row(1, dateLastModified=sent), model=User)
    assert (user.date_last_modified, noted) == (sent, {("User", "date_last_modified", "kept")})
