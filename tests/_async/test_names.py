"""Names and comparisons of lists, checked before anything is sent; and how errors name the call."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.scripted import Answer, ScriptedServer
from timeback import (
    AsyncCaliperClient,
    AsyncCaseClient,
    AsyncEduBridgeClient,
    AsyncOneRosterClient,
    AsyncPowerPathClient,
    AsyncQtiClient,
    InvalidInputError,
    InvalidOptionError,
)
from timeback.models.oneroster import Status, UserRoleName

COLLECTIONS = (
    *("users", "students", "teachers", "orgs", "schools", "classes", "courses", "enrollments"),
    *("academic_sessions", "terms", "grading_periods", "demographics", "resources"),
    *("line_items", "results", "categories", "score_scales"),
    *("assessment_line_items", "assessment_results"),
)

REFUSED: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"sort": "famly_name"}, [("sort", "unknown field 'famly_name'; did you mean 'family_name'?")]),
    ({"sort": "famlyName"}, [("sort", "unknown field 'famlyName'; did you mean 'familyName'?")]),
    ({"fields": ["email", "emial"]}, [("fields[1]", "unknown field 'emial'; did you mean 'email'?")]),
    ({"fields": "email"}, [("fields", "must be a list of field names, not str")]),
    ({"fields": []}, [("fields", "needs at least one name")]),
    ({"where": {"emial": "x"}}, [("where", "unknown field 'emial'; did you mean 'email'?")]),
    (
        {"where": {"OR": [{"email": "x"}, {"emial": "x"}]}},
        [("where.OR[1]", "unknown field 'emial'; did you mean 'email'?")],
    ),
    (
        {"where": {"primary_org.sourcedid": "x"}},
        [("where", "unknown field 'primary_org.sourcedid'; did you mean 'primary_org.sourced_id'?")],
    ),
    ({"where": {"email.x": "x"}}, [("where", "unknown field 'email.x'")]),
    (
        {"where": {"status": "activ"}},
        [("where.status", "must be one of active, tobedeleted; did you mean 'active'?")],
    ),
    ({"where": {"status": {"in": ["active", "gone"]}}}, [("where.status.in[1]", "Status(...)")]),
    ({"where": {"grades": {"ne": 99}}}, [("where.grades.ne", "must be one of -1, 0, 1")]),
    ({"where": {"enabled_user": "yes"}}, [("where.enabled_user", "must be true or false, not str")]),
    ({"where": {"enabled_user": {"gt": True}}}, [("where.enabled_user.gt", "use eq or ne")]),
    ({"where": {"date_last_modified": {"gt": 5}}}, [("where.date_last_modified.gt", "an instant")]),
    ({"where": {"date_last_modified": {"gt": "soon"}}}, [("where.date_last_modified.gt", "an instant")]),
    ({"where": {"email": True}}, [("where.email", "must be text, not bool")]),
    ({"where": {"primary_org": "o-1"}}, [("where.primary_org", "holds an object: compare a field of it")]),
    ({"where": {"metadata": "x"}}, [("where.metadata", "holds an object: compare a key of it")]),
    (
        {"limit": 0, "offset": -1, "sort": "x", "order_by": "up", "fields": ["y"], "where": {"z": 1, "q": 2}},
        [(path, "") for path in ("limit", "offset", "sort", "order_by", "where", "where", "fields[0]")],
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), REFUSED, ids=str)
async def test_a_list_is_not_asked_for_what_it_does_not_have(
    arguments: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    with ScriptedServer(Answer(body={"users": []})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(InvalidInputError) as caught:
                await client.users.list(**arguments)
            with pytest.raises(InvalidInputError):
                client.users.stream(**arguments)
    issues = caught.value.issues
    assert [issue.path for issue in issues] == [path for path, _ in expected]
    for issue, (_, words) in zip(issues, expected, strict=True):
        assert words in issue.message
    assert str(caught.value).startswith(f"list(): {expected[0][0]}: ")
    assert server.requests == []


ASKED: list[tuple[str, dict[str, Any], str]] = [
    ("users", {"role": "student"}, "role='student'"),
    ("users", {"org.sourced_id": "o", "orgs.sourcedId": "o"}, "org.sourcedId='o' AND orgs.sourcedId='o'"),
    ("users", {"metadata.isTestUser": "true"}, "metadata.isTestUser='true'"),
    ("users", {"role": UserRoleName("astronaut")}, "role='astronaut'"),
    ("users", {"status": Status("archived")}, "status='archived'"),
    ("users", {"grades": 7, "enabled_user": "true"}, "grades=7 AND enabledUser='true'"),
    ("users", {"date_last_modified": {"gt": "2026-09-01"}}, "dateLastModified>'2026-09-01'"),
    ("users", {"status": {"contains": "act"}}, "status~'act'"),
    (
        "classes",
        {"org.sourced_id": "o", "terms.sourced_id": "t"},
        "org.sourcedId='o' AND terms.sourcedId='t'",
    ),
    ("enrollments", {"class_.sourced_id": "c"}, "class.sourcedId='c'"),
    ("enrollments", {"begin_date": {"lt": date(2026, 9, 1)}}, "beginDate<'2026-09-01'"),
    ("academic_sessions", {"school_year": 2026}, "schoolYear=2026"),
    ("results", {"score": {"gt": "80", "lte": Decimal("90.5")}}, "score>'80' AND score<=90.5"),
    ("results", {"score_date": datetime(2026, 9, 1, tzinfo=UTC)}, "scoreDate='2026-09-01T00:00:00+00:00'"),
    ("assessment_results", {"studentSourcedId": "s"}, "studentSourcedId='s'"),
]


EMPTY = Answer(
    body={
        name: []
        for name in ("users", "classes", "enrollments", "academicSessions", "results", "assessmentResults")
    }
)


@pytest.mark.parametrize(("collection", "where", "expected"), ASKED, ids=str)
async def test_what_servers_filter_by_is_sent(collection: str, where: dict[str, Any], expected: str) -> None:
    with ScriptedServer(EMPTY) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await getattr(client, collection).list(where=where)
    assert server.requests[0].query["filter"] == expected


async def test_an_instant_without_a_zone_is_no_instant(client: AsyncOneRosterClient) -> None:
    naive = datetime(2026, 9, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(InvalidInputError, match=r"where\.date_last_modified.*: needs a time zone"):
        await client.users.list(where={"date_last_modified": {"gte": naive}})


async def test_an_option_sends_any_name() -> None:
    with ScriptedServer(EMPTY) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            anything = client.with_options(unknown_names="send")
            where = {"shoe_size": 38, "primary_org.own_key": "x"}
            await anything.users.list(sort="hat_size", where=where, fields=["sourced_id", "badge"])
            with pytest.raises(InvalidInputError, match=r"where\.status"):
                await anything.users.list(where={"status": "activ"})
            with pytest.raises(InvalidOptionError, match="unknown_names: must be one of refuse, send"):
                client.with_options(unknown_names="maybe")  # type: ignore[arg-type]
            with pytest.raises(InvalidInputError, match=r"with_options\(unknown_names='send'\)"):
                await client.users.list(sort="zzz")
    query = server.requests[0].query
    assert query["filter"] == "shoeSize=38 AND primaryOrg.ownKey='x'"
    assert (query["sort"], query["fields"]) == ("hatSize", "sourcedId,badge")


async def test_every_list_refuses_what_it_does_not_have(client: AsyncOneRosterClient) -> None:
    for name in COLLECTIONS:
        for arguments in ({"sort": "no_such"}, {"where": {"no_such": 1}}, {"fields": ["no_such"]}):
            with pytest.raises(InvalidInputError, match="unknown field 'no_such'"):
                await getattr(client, name).list(**arguments)


async def test_lists_of_other_services_refuse_it_too() -> None:
    async with (
        AsyncQtiClient(env="sandbox") as qti,
        AsyncCaseClient(env="sandbox") as case,
        AsyncEduBridgeClient(env="sandbox") as edubridge,
    ):
        with pytest.raises(InvalidInputError, match=r"^list\(\): sort: .* did you mean 'title'"):
            await qti.assessment_items.list(sort="titel")
        with pytest.raises(InvalidInputError, match=r"^list\(\): where.type: must be one of choice"):
            await qti.assessment_items.list(where={"type": "choise"})
        with pytest.raises(
            InvalidInputError, match=r"^list\(\): where: .* did you mean 'human_coding_scheme'"
        ):
            await case.items.list(where={"human_coding_schema": "3.OA"})
        with pytest.raises(InvalidInputError, match=r"^list\(\): roles\[0\]: .* did you mean 'student'"):
            await edubridge.users.list(roles=["studnet"])
        await edubridge.users.list(roles=["student"], where={"role": "student"})
        await qti.assessment_tests("sampler").parts.list(sort="title")


async def test_what_the_list_itself_demands_is_not_in_the_path(client: AsyncOneRosterClient) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await client.courses("k").components.list(where={"titel": "x"})
    assert [issue.path for issue in caught.value.issues] == ["where"]


# -- what errors name -------------------------------------------------------------------------------


async def test_errors_name_the_method_and_its_argument(client: AsyncOneRosterClient) -> None:
    async with (
        AsyncPowerPathClient(env="sandbox") as powerpath,
        AsyncCaliperClient(env="sandbox") as caliper,
    ):
        calls: list[tuple[Any, str]] = [
            (lambda: powerpath.placement.get_current_level(student_id="", subject=" "), (
                "get_current_level(): student_id: must not be blank; subject: must not be blank"
            )),
            (lambda: powerpath.placement.reset({}), "reset(): student_id: required; subject: required"),
            (lambda: client.users.create(5), "create(): data: must be UserInput or a mapping, not int"),  # type: ignore[arg-type]
            (lambda: client.users.get(" "), "get(): user_id: must not be blank"),
            (lambda: client.users("u").modify(givn_name="A"), (
                "modify(): givn_name: unknown field; did you mean 'given_name'?"
            )),
            (lambda: client.users.list_all(sort="emial"), (
                "list_all(): sort: unknown field 'emial'; did you mean 'email'?"
            )),
            (lambda: caliper.events.send_activity("s", {"metrics": 1, "attempt": 0}), (
                "send_activity(): actor: required; object: required; metrics: must be a list; "
                "attempt: Expected `int` >= 1".replace("`", "")
            )),
        ]  # fmt: skip
        for call, message in calls:
            with pytest.raises(InvalidInputError) as caught:
                await call()
            assert str(caught.value) == message
            assert caught.value.call == message.partition("(")[0]
