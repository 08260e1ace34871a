# Generated from tests/_async/test_writing.py by setup_unasync.py; do not edit.
"""Creates, updates, upserts, changes and deletes: what is sent, what stays, what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from tests.samples import imsx, user_input, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    APIConnectionError,
    APIResponseError,
    OneRosterClient,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    UnprocessableEntityError,
)
from timeback.models.base import InputModel
from timeback.models.oneroster import (
    AcademicSessionInput,
    ClassInput,
    CourseInput,
    DemographicsInput,
    EnrollmentInput,
    Grade,
    OrganizationInput,
    Ref,
    UserInput,
    UserRoleInput,
    UserRoleName,
)
from timeback.sandbox import Sandbox

CREATED = Answer(
    status=201, body={"sourcedIdPairs": {"suppliedSourcedId": "u-1", "allocatedSourcedId": "u-1"}}
)


def school_id(client: OneRosterClient) -> str:
    school = client.schools.first()
    assert school is not None
    return school.sourced_id


def ada(school: str, **fields: Any) -> UserInput:
    values: dict[str, Any] = {
        "given_name": "Ada",
        "family_name": "Lovelace",
        "email": "ada@example.org",
        "enabled_user": True,
        "roles": [UserRoleInput(role_type="primary", role="student", org=Ref(sourced_id=school))],
        **fields,
    }
    return UserInput(**values)


def test_a_user_comes_and_goes(client: OneRosterClient) -> None:
    school = school_id(client)
    made = client.users.create(ada(school, sourced_id="u/1 é"))
    assert made.sourced_id == "u/1 é"
    assert client.users.exists("u/1 é")
    client.users.update("u/1 é", ada(school, family_name="King"))
    assert (client.users.get("u/1 é")).family_name == "King"
    client.users.upsert("u/1 é", ada(school, family_name="Byron"))
    assert (client.users.get("u/1 é")).family_name == "Byron"
    client.users.delete("u/1 é")
    assert (client.users.get("u/1 é")).status == "tobedeleted"


def test_the_server_allocates_an_id(client: OneRosterClient) -> None:
    made = client.users.create(ada(school_id(client)))
    assert made.sourced_id
    assert (client.users.get(made.sourced_id)).given_name == "Ada"


def test_upsert_creates_under_the_id_of_the_call(client: OneRosterClient) -> None:
    school = school_id(client)
    client.users.upsert("u-new", ada(school))
    assert (client.users.get("u-new")).email == "ada@example.org"


def test_b15_every_field_survives_the_round_trip(client: OneRosterClient) -> None:
    school = school_id(client)
    client.users.create(
        ada(
            school,
            sourced_id="u-full",
            user_master_identifier="m-1",
            username="ada",
            middle_name="Augusta",
            preferred_first_name="A",
            preferred_middle_name="B",
            preferred_last_name="C",
            pronouns="she/her",
            grades=[Grade("9")],
            sms="1",
            phone="2",
            metadata={"isTestUser": True, "free": {"a": [1]}},
        )
    )
    client.users.modify("u-full", family_name="Byron")
    user = client.users.get("u-full")
    assert (user.user_master_identifier, user.username, user.middle_name) == ("m-1", "ada", "Augusta")
    names = (user.preferred_first_name, user.preferred_middle_name, user.preferred_last_name)
    assert names == ("A", "B", "C")
    assert (user.pronouns, user.grades, user.sms, user.phone) == ("she/her", ["9"], "1", "2")
    assert user.metadata == {"isTestUser": True, "free": {"a": [1]}}
    assert user.family_name == "Byron"


def test_b15_modify_keeps_what_the_model_does_not_know() -> None:
    row = user_row(shoeSize=38, roles=[{**user_row()["roles"][0], "role": "astronaut", "badge": "x"}])
    with ScriptedServer(Answer(body={"user": row}), Answer(body={})) as server:
        with OneRosterClient(**server.open) as client:
            client.users.modify("u-1", family_name="Byron", middle_name=None)
    get, put = server.requests
    assert (get.method, put.method) == ("GET", "PUT")
    sent = put.json["user"]
    assert sent["shoeSize"] == 38
    assert sent["roles"][0]["role"] == "astronaut"
    assert sent["roles"][0]["badge"] == "x"
    assert (sent["familyName"], sent["middleName"], sent["givenName"]) == ("Byron", None, "Ada")
    assert "dateLastModified" not in sent
    assert sent["userProfiles"] == row["userProfiles"]


def test_modify_writes_a_class_back_under_org(client: OneRosterClient, sandbox: Sandbox) -> None:
    before = client.classes.first()
    assert before is not None
    client.classes.modify(before.sourced_id, title="Rhetoric")
    after = client.classes.get(before.sourced_id)
    assert after.title == "Rhetoric"
    assert (after.school, after.course, after.terms) == (before.school, before.course, before.terms)


def test_modify_writes_a_session_in_the_form_of_writes(client: OneRosterClient) -> None:
    before = client.academic_sessions.first()
    assert before is not None
    with client.record() as exchanges:
        client.academic_sessions.modify(before.sourced_id, title="Spring")
    body = exchanges[-1].request_content
    assert body is not None
    assert f'"schoolYear":"{before.school_year}"'.encode() in body
    assert f'"startDate":"{before.start_date[:10]}"'.encode() in body
    after = client.academic_sessions.get(before.sourced_id)
    assert (after.title, after.start_date, after.parent) == ("Spring", before.start_date, before.parent)


def test_modify_of_something_absent(client: OneRosterClient) -> None:
    with pytest.raises(NotFoundError):
        client.users.modify("no-such-user", family_name="X")


def test_patch_merges_metadata(client: OneRosterClient) -> None:
    enrollment = client.enrollments.first(where={"role": "student"})
    assert enrollment is not None
    client.enrollments.patch(enrollment.sourced_id, {"metadata": {"one": 1}})
    client.enrollments.patch(enrollment.sourced_id, {"metadata": {"two": 2}, "primary": True})
    after = client.enrollments.get(enrollment.sourced_id)
    assert after.metadata is not None
    assert (after.metadata["one"], after.metadata["two"], after.primary) == (1, 2, True)
    assert after.user == enrollment.user


def test_an_enrolment_needs_its_user_and_class(client: OneRosterClient) -> None:
    a_class = client.classes.first()
    assert a_class is not None
    data = EnrollmentInput(
        role="student", user=Ref(sourced_id="no-such-user"), class_=Ref(sourced_id=a_class.sourced_id)
    )
    with pytest.raises(UnprocessableEntityError, match="user"):
        client.enrollments.create(data)


def test_every_kind_of_record_can_be_written(client: OneRosterClient) -> None:
    school = Ref(sourced_id=school_id(client))
    client.orgs.create(
        OrganizationInput(sourced_id="o-1", name="North", type="department", parent=school)
    )
    assert (client.orgs.get("o-1")).name == "North"
    term = AcademicSessionInput(
        sourced_id="t-1",
        status="active",
        title="Autumn",
        start_date=date(2026, 8, 1),
        end_date="2026-12-20",
        type="term",
        school_year="2026",
        org=school,
    )
    client.academic_sessions.create(term)
    session = client.terms.get("t-1")
    assert (session.school_year, session.start_date[:10]) == (2026, "2026-08-01")
    client.courses.create(CourseInput(sourced_id="k-1", status="active", title="Logic", org=school))
    client.classes.create(
        ClassInput(
            sourced_id="c-1",
            title="Logic A",
            course=Ref(sourced_id="k-1"),
            org=school,
            terms=[Ref(sourced_id="t-1")],
        )
    )
    assert [each.sourced_id for each in client.courses("k-1").classes.list()] == ["c-1"]
    assert [each.sourced_id for each in client.terms("t-1").classes.list()] == ["c-1"]
    client.users.create(ada(school.sourced_id, sourced_id="u-1"))
    client.classes("c-1").enroll("u-1", begin_date=date(2026, 8, 1))
    assert [each.sourced_id for each in client.classes("c-1").students.list()] == ["u-1"]
    assert [each.sourced_id for each in client.users("u-1").classes.list()] == ["c-1"]
    client.demographics.create(
        DemographicsInput(sourced_id="u-1", birth_date=date(2015, 12, 10), asian=True)
    )
    record = client.demographics.get("u-1")
    assert (record.birth_date, record.asian) == (date(2015, 12, 10), True)
    assert (client.users("u-1").demographics.get()).demographics is not None


def test_a_deleted_class_is_marked_for_deletion(client: OneRosterClient) -> None:
    a_class = client.classes.first()
    assert a_class is not None
    client.classes.delete(a_class.sourced_id)
    assert (client.classes.get(a_class.sourced_id)).status == "tobedeleted"
    active = {"sourced_id": a_class.sourced_id, "status": "active"}
    assert len(client.classes.list(where=active)) == 0


def test_agents_and_credentials(client: OneRosterClient) -> None:
    school = school_id(client)
    for number in (1, 2):
        client.users.create(ada(school, sourced_id=f"u-{number}", email=f"ada{number}@example.org"))
    client.users("u-1").add_agent("u-2")
    assert [each.sourced_id for each in client.users("u-1").agents.list()] == ["u-2"]
    assert [each.sourced_id for each in client.users("u-2").agent_for.list()] == ["u-1"]
    client.users("u-1").remove_agent("u-2")
    assert len(client.users("u-1").agents.list()) == 0
    login = {"application_name": "Reader", "credentials": {"username": "ada", "password": "engine"}}
    made = client.users("u-1").register_credential(login)
    assert (client.users("u-1").decrypt_credential(made.credential_id)).password == "engine"


def test_a_grading_period_of_a_term(client: OneRosterClient) -> None:
    term = client.terms.first()
    assert term is not None
    made = client.terms(term.sourced_id).grading_periods.create(
        {
            "sourced_id": "gp-1",
            "status": "active",
            "title": "GP",
            "start_date": "2026-01-01",
            "end_date": "2026-02-01",
            "school_year": 2026,
            "org": {"sourced_id": term.org.sourced_id},
        }
    )
    assert made.sourced_id == "gp-1"
    periods = client.terms(term.sourced_id).grading_periods.list()
    assert "gp-1" in [each.sourced_id for each in periods]


def test_a_second_user_with_the_same_email_is_a_conflict(client: OneRosterClient) -> None:
    school = school_id(client)
    client.users.create(ada(school))
    with pytest.raises(ConflictError) as caught:
        client.users.create(ada(school))
    assert "ada@example.org" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        ({"shoeSize": 1}, ["shoeSize"]),
        ({"given_name": 5.5}, ["given_name"]),
        ({"givenName": " "}, ["givenName"]),
        ({"given_name": "A", "givenName": "B"}, ["givenName"]),
        ({"enabled_user": "perhaps"}, ["enabled_user"]),
        ({"email": None}, ["email"]),
        ({"roles": []}, ["roles"]),
        ({"roles": "student"}, ["roles"]),
        ({"roles": [{"role": "student", "roleType": "primary"}]}, ["roles[0].org"]),
        ({"roles": [{"role": "pupil", "roleType": "primary", "org": {"sourcedId": "s"}}]}, ["roles[0].role"]),
        (
            {"roles": [{"role": "student", "roleType": "primary", "org": {"sourcedId": "s", "x": 1}}]},
            ["roles[0].org.x"],
        ),
        ({"grades": ["99"]}, ["grades[0]"]),
        ({"sourcedId": ""}, ["sourcedId"]),
        ({"shoeSize": 1, "hat": 2}, ["shoeSize", "hat"]),
    ],
)
def test_bad_bodies_are_refused_by_field(data: dict[str, Any], paths: list[str]) -> None:
    with ScriptedServer(CREATED) as server:
        with OneRosterClient(**server.open) as client:
            body = user_input()
            for key in data:
                body.pop(key, None)
            if "given_name" in data and "givenName" not in data:
                body.pop("givenName")
            if "enabled_user" in data:
                body.pop("enabledUser")
            with pytest.raises(InvalidInputError) as caught:
                client.users.create({**body, **data})
    assert [issue.path for issue in caught.value.issues] == paths
    assert server.requests == []


def test_what_is_meant_otherwise_is_refused_with_what_to_write(client: OneRosterClient) -> None:
    user = client.users.get("student-00001")
    with pytest.raises(InvalidInputError, match=r"not User; modify\(\) changes single fields of a record"):
        client.users.update("student-00001", user)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="user_ids: must be a list of ids, not one text"):
        client.classes("class-00001").enroll_all("abc")
    with pytest.raises(InvalidInputError, match="begin_date: must be a day, YYYY-MM-DD"):
        client.enrollments.patch("enrollment-000001", {"begin_date": "02/01/2026"})


def test_missing_fields_are_all_named() -> None:
    with ScriptedServer(CREATED) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(InvalidInputError) as caught:
                client.users.create({})
            for wrong in (5, [user_input()], Ref(sourced_id="x")):
                with pytest.raises(InvalidInputError, match="UserInput"):
                    client.users.create(wrong)  # type: ignore[arg-type]
    named = {issue.path for issue in caught.value.issues}
    assert named == {"enabled_user", "given_name", "family_name", "roles", "email"}
    assert server.requests == []


def test_a_newer_enum_value_is_passed_as_a_member() -> None:
    with ScriptedServer(CREATED) as server:
        with OneRosterClient(**server.open) as client:
            role = {"roleType": "primary", "role": UserRoleName("astronaut"), "org": {"sourcedId": "s-1"}}
            client.users.create(user_input(roles=[role]))
    assert server.requests[0].json["user"]["roles"][0]["role"] == "astronaut"


def test_an_instant_without_a_zone_is_refused() -> None:
    with ScriptedServer(CREATED) as server:
        with OneRosterClient(**server.open) as client:
            course = {"status": "active", "title": "Logic", "org": {"sourcedId": "s-1"}}
            client.courses.create({**course, "date_last_modified": datetime(2026, 1, 1, tzinfo=UTC)})
            with pytest.raises(InvalidInputError, match="date_last_modified"):
                client.courses.create({**course, "date_last_modified": datetime(2026, 1, 1)})
    assert server.requests[0].json["course"]["dateLastModified"] == "2026-01-01T00:00:00Z"


def test_the_id_of_the_call_goes_into_the_body() -> None:
    with ScriptedServer(Answer(status=404, body=imsx(404)), CREATED) as server:
        with OneRosterClient(**server.open) as client:
            client.users.upsert("u-1", user_input())
            with pytest.raises(InvalidInputError, match="differs"):
                client.users.upsert("u-1", user_input(sourced_id="u-2"))
    put, post = server.requests
    assert (put.method, post.method) == ("PUT", "POST")
    assert put.json["user"]["sourcedId"] == post.json["user"]["sourcedId"] == "u-1"


@pytest.mark.parametrize(
    "answer", [Answer(status=204), Answer(), Answer(status=201, body={}), Answer(body={"user": {}})]
)
def test_any_success_of_an_update_will_do(answer: Answer) -> None:
    with ScriptedServer(answer) as server:
        with OneRosterClient(**server.open) as client:
            assert client.users.update("u-1", user_input()) is None  # type: ignore[func-returns-value]


def test_both_shapes_of_a_create_answer_are_read() -> None:
    pair = {"suppliedSourcedId": None, "allocatedSourcedId": "x-1"}
    for pairs in (pair, [pair]):
        with ScriptedServer(Answer(status=201, body={"sourcedIdPairs": pairs})) as server:
            with OneRosterClient(**server.open) as client:
                assert (client.users.create(user_input())).sourced_id == "x-1"


def test_an_accepted_write_with_an_unreadable_answer_says_that_it_was_accepted() -> None:
    with ScriptedServer(Answer(status=201, body=b"<html>")) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError, match="accepted"):
                client.users.create(user_input())


def test_bodies_are_taken_in_python_and_wire_names(client: OneRosterClient) -> None:
    school = school_id(client)
    body = user_input(
        roles=[{"role_type": "primary", "role": UserRoleName.STUDENT, "org": {"sourced_id": school}}]
    )
    made = client.users.create(body)
    assert (client.users.get(made.sourced_id)).roles[0].org.sourced_id == school


def test_only_the_envelope_is_sent() -> None:
    def answer(request: Received) -> Answer:
        assert list(request.json) == ["academicSession"]
        return CREATED

    with ScriptedServer(script=answer) as server:
        with OneRosterClient(**server.open) as client:
            client.grading_periods.create(
                {
                    "sourced_id": "g",
                    "status": "active",
                    "title": "GP",
                    "start_date": "2026-01-01",
                    "end_date": "2026-02-01",
                    "school_year": "2026",
                    "org": {"sourced_id": "s-1"},
                }
            )


class CountingReads(dict[str, Any]):
    """A body that counts how often it is gone through."""

    reads = 0

    def items(self) -> Any:
        self.reads += 1
        return super().items()


def test_b47_a_body_is_checked_in_one_pass() -> None:
    with ScriptedServer(CREATED) as server:
        with OneRosterClient(**server.open) as client:
            body = CountingReads(user_input())
            client.users.create(body)
    assert body.reads == 1
    assert server.requests[0].json["user"]["email"] == "ada@example.org"


# -- said twice -------------------------------------------------------------------------------------


def test_modify_writes_nothing_where_somebody_else_was_faster() -> None:
    def row(time: str) -> Answer:
        return Answer(body={"user": user_row(dateLastModified=time)})

    before, after = row("2026-09-01T00:00:00.000Z"), row("2026-09-01T00:00:00.001Z")
    with ScriptedServer(before, after, Answer(body={})) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(ConflictError, match="was changed since it was read") as caught:
                client.users("u-1").modify(if_unchanged=True, family_name="Byron")
    assert [request.method for request in server.requests] == ["GET", "GET"]
    assert (caught.value.status, caught.value.method) == (409, "PUT")
    with ScriptedServer(before, before, Answer(body={})) as server:
        with OneRosterClient(**server.open) as client:
            client.users.modify("u-1", if_unchanged=True, family_name="Byron")
    assert [request.method for request in server.requests] == ["GET", "GET", "PUT"]
    assert server.requests[2].json["user"]["familyName"] == "Byron"


def test_a_server_without_dates_is_asked_for_the_whole() -> None:
    plain = {name: value for name, value in user_row().items() if name != "dateLastModified"}
    answers = [Answer(body={"user": {**plain, "givenName": name}}) for name in ("Ada", "Eda")]
    with ScriptedServer(*answers, Answer(body={})) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(ConflictError):
                client.users.modify("u-1", if_unchanged=True, family_name="Byron")
    assert len(server.requests) == 2


def test_no_field_has_the_name_of_an_argument_of_modify() -> None:
    for model in InputModel.__subclasses__():
        for each in msgspec.structs.fields(model):
            assert {each.name, each.encode_name}.isdisjoint({"if_unchanged", "ifUnchanged"})


@pytest.mark.parametrize("is_there", [True, False])
def test_a_create_that_was_lost_is_looked_for(
    client: OneRosterClient, sandbox: Sandbox, is_there: bool
) -> None:
    school = school_id(client)
    sandbox.faults.add(drop="after" if is_there else "before", method="POST")
    with pytest.raises(APIConnectionError) as caught:
        client.users.create(ada(school, sourced_id="u-lost"))
    assert caught.value.is_there is is_there
    assert ("is there now" if is_there else "no record with this id is there") in str(caught.value)
    assert client.users.exists("u-lost") is is_there


def test_a_lost_create_without_an_id_or_a_server_stays_unknown(
    client: OneRosterClient, sandbox: Sandbox
) -> None:
    school = school_id(client)
    sandbox.faults.add(drop="after", method="POST")
    with pytest.raises(APIConnectionError, match="the outcome is unknown") as caught:
        client.users.create(ada(school))
    assert caught.value.is_there is None
    sandbox.faults.add(drop="after", method="POST")
    sandbox.faults.add(status=403, times=9)
    with pytest.raises(APIConnectionError, match="the outcome is unknown") as caught:
        client.users.create(ada(school, sourced_id="u-9", email="other@example.org"))
    assert caught.value.is_there is None and caught.value.outcome_unknown


def test_an_id_that_is_given_twice_is_refused(client: OneRosterClient) -> None:
    item = client.line_items.first()
    assert item is not None
    result = {"status": "active", "student": {"sourced_id": "student-00001"}, "score_status": "exempt"}
    dated = {**result, "score_date": "2026-01-01"}
    with client.record() as exchanges, pytest.raises(InvalidInputError) as caught:
        client.line_items(item.sourced_id).results.create(
            [{**dated, "sourced_id": "r-1"}, {**dated, "sourced_id": "r-2"}, {**dated, "sourced_id": "r-1"}]
        )
    assert caught.value.issues == (("[2].sourced_id", "given twice"),)
    with client.record() as wired, pytest.raises(InvalidInputError) as caught:
        client.line_items(item.sourced_id).results.create([{**dated, "sourcedId": "r-1"}] * 2)
    assert caught.value.issues == (("[1].sourcedId", "given twice"),)
    assert wired == []
    assert exchanges == []
