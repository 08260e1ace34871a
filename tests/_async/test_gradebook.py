"""Gradebook, assessments, resources, course structure: what is sent, and which answers are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.samples import imsx
from tests.scripted import Answer, Received, ScriptedServer
from timeback import APIResponseError, AsyncOneRosterClient, ConflictError, InvalidInputError, PageResult
from timeback.models.oneroster import (
    Grade,
    InteractiveMetadata,
    LineItem,
    Ref,
    ResourceMetadata,
    ResourceType,
    ResultInput,
    ScoreScaleValue,
    ScoreStatus,
    Status,
)

CREATED = Answer(status=201, body={"sourcedIdPairs": {"suppliedSourcedId": None, "allocatedSourcedId": "x"}})
NOT_FOUND = Answer(status=404, body=imsx(404))


def category(**fields: Any) -> dict[str, Any]:
    return {"sourcedId": "k-1", "status": "active", "title": "Homework", "weight": 0.5, **fields}


def result(**fields: Any) -> dict[str, Any]:
    return {
        "sourcedId": "r-1",
        "status": "active",
        "lineItem": {"sourcedId": "l-1"},
        "student": {"sourcedId": "u-1"},
        "scoreStatus": "fully graded",
        "scoreDate": "2026-03-13T14:30:00.000Z",
        **fields,
    }


def line_item(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Essay",
        "assign_date": "2026-03-01",
        "due_date": date(2026, 3, 8),
        "school": {"sourced_id": "s-1"},
        "category": {"sourced_id": "k-1"},
        **fields,
    }


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=201, body={"category": category()}),
        Answer(status=200, body=category()),
        Answer(status=200, body={"category": category(weight="0.5")}),
    ],
    ids=["envelope", "bare", "number as text"],
)
async def test_b40_update_and_upsert_are_one_request_and_give_the_entity(answer: Answer) -> None:
    with ScriptedServer(answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            updated = await client.categories.update("k-1", {"status": "active", "title": "Homework"})
            upserted = await client.categories.upsert("k-1", {"status": "active", "title": "Homework"})
    assert updated == upserted
    assert (updated.sourced_id, updated.weight) == ("k-1", 0.5)
    assert [each.method for each in server.requests] == ["PUT", "PUT"]
    sent = {"category": {"sourcedId": "k-1", "status": "active", "title": "Homework"}}
    assert [each.json for each in server.requests] == [sent, sent]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=204),
        Answer(status=200, body=b""),
        Answer(status=201, body={}),
        Answer(body={"category": None}),
        Answer(body=[]),
    ],
    ids=["no content", "empty", "empty object", "null", "list"],
)
async def test_an_answer_without_the_entity_is_followed_by_a_get(answer: Answer) -> None:
    with ScriptedServer(answer, Answer(body={"category": category()})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            updated = await client.categories.update("k-1", {"status": "active", "title": "Homework"})
    assert updated.title == "Homework"
    assert [each.method for each in server.requests] == ["PUT", "GET"]


async def test_an_update_whose_answer_cannot_be_read_says_that_it_was_accepted() -> None:
    with ScriptedServer(Answer(status=201, body=b"<html>")) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError, match=r"accepted this with status 201.*HTML") as caught:
                await client.categories.update("k-1", {"status": "active", "title": "Homework"})
    assert (caught.value.method, caught.value.status) == ("PUT", 201)


async def test_b40_upsert_creates_under_the_id_where_the_server_does_not() -> None:
    with ScriptedServer(NOT_FOUND, CREATED, Answer(body={"category": category()})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            upserted = await client.categories.upsert("k-1", {"status": "active", "title": "Homework"})
    assert upserted.sourced_id == "k-1"
    assert [each.method for each in server.requests] == ["PUT", "POST", "GET"]
    assert server.requests[1].json["category"]["sourcedId"] == "k-1"
    with ScriptedServer(NOT_FOUND, Answer(status=409, body=imsx(409))) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(ConflictError):
                await client.categories.upsert("k-1", {"status": "active", "title": "Homework"})


async def test_b15_modify_keeps_unknown_fields_and_gives_the_entity() -> None:
    row = result(
        dateLastModified="2026-01-01T00:00:00Z", late="true", colour="red",
        lineItem={"sourcedId": "l-1", "href": "/l-1", "type": "lineItem", "shape": "round"},
    )  # fmt: skip

    def answer(request: Received) -> Answer:
        return Answer(body={"result": row} if request.method == "GET" else request.json)

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            modified = await client.results.modify("r-1", score=9, missing=False)
    assert (modified.score, modified.late, modified.missing) == (9, True, False)
    sent = server.requests[1].json["result"]
    assert (sent["colour"], sent["late"], sent["missing"]) == ("red", "true", "false")
    assert sent["lineItem"]["shape"] == "round"
    assert "dateLastModified" not in sent


async def test_flags_go_out_as_text_and_days_as_instants() -> None:
    scored = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
    body = ResultInput(
        status=Status.ACTIVE, line_item=Ref(sourced_id="l-1"), student=Ref(sourced_id="u-1"),
        score_status=ScoreStatus.FULLY_GRADED, score_date=scored, late=True, missing=False,
    )  # fmt: skip
    with ScriptedServer(CREATED) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.results.create(body)
            await client.line_items.create(line_item(class_={"sourced_id": "c-1"}))
            with pytest.raises(InvalidInputError, match="score_date"):
                await client.results.modify("r-1", score_date=datetime(2026, 3, 13))
    sent = server.requests[0].json["result"]
    assert (sent["late"], sent["missing"], sent["scoreDate"]) == ("true", "false", "2026-03-13T09:30:00Z")
    sent = server.requests[1].json["lineItem"]
    assert (sent["assignDate"], sent["dueDate"]) == ("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z")
    assert len(server.requests) == 2


async def test_bulk_creates_take_one_record_or_several_and_fill_in_the_path() -> None:
    pairs = [{"suppliedSourcedId": None, "allocatedSourcedId": f"l-{number}"} for number in (1, 2)]
    with ScriptedServer(Answer(status=201, body={"sourcedIdPairs": pairs}), CREATED) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            items = client.classes("c-1").line_items
            made = await items.create([line_item(), line_item(class_=Ref(sourced_id="c-2"))])
            one = await client.line_items("l-1").results.create(
                {
                    "status": "active", "student": {"sourced_id": "u-1"}, "score": 7,
                    "score_status": "fully graded", "score_date": "2026-03-13T14:30:00Z",
                }
            )  # fmt: skip
    assert (made.sourced_ids, one.sourced_ids) == (["l-1", "l-2"], ["x"])
    bulk, single = server.requests
    assert [each["class"] for each in bulk.json["lineItems"]] == [{"sourcedId": "c-1"}, {"sourcedId": "c-2"}]
    assert [each["lineItem"] for each in single.json["results"]] == [{"sourcedId": "l-1"}]


async def test_bulk_creates_name_the_record_at_fault_and_send_nothing() -> None:
    with ScriptedServer(CREATED) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            items = client.schools("s-1").line_items
            with pytest.raises(InvalidInputError) as caught:
                await items.create([line_item(class_={"sourced_id": "c-1"}), line_item(colour=1), 5])  # type: ignore[list-item]
            with pytest.raises(InvalidInputError, match="at least one"):
                await items.create([])
    assert [each.path for each in caught.value.issues] == ["[1].colour", "[1].class_", "[2]"]
    assert server.requests == []


async def test_a_courses_components_stay_within_the_course() -> None:
    answer = Answer(body={"courseComponents": [], "totalCount": 0})
    with ScriptedServer(answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            components = client.courses("c'1").components
            await components.list()
            await components.list(where={"OR": [{"title": "A"}, {"title": "B"}]})
            await components.first(where={})
            await components.stream(where={"status": "active"}).collect()
            assert not await components.list(where={"status": {"in_": []}})
    assert [each.query["filter"] for each in server.requests] == [
        "course.sourcedId='c''1'",
        "course.sourcedId='c''1' AND (title='A' OR title='B')",
        "course.sourcedId='c''1'",
        "course.sourcedId='c''1' AND status='active'",
    ]


async def test_a_component_under_its_older_parents_name_is_written_back_under_the_new_one() -> None:
    row = {
        "sourcedId": "p-2", "status": "active", "course": {"sourcedId": "c-1"}, "title": "Unit",
        "sortOrder": 1, "unlockDate": None, "courseComponent": {"sourcedId": "p-1"}, "parent": None,
    }  # fmt: skip
    with ScriptedServer(Answer(body={"courseComponent": row}), Answer(body={})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.courses.components.modify("p-2", title="Unit 2")
    sent = server.requests[1].json["courseComponent"]
    assert (sent["parent"], sent["title"]) == ({"sourcedId": "p-1"}, "Unit 2")
    assert "courseComponent" not in sent


async def test_a_course_structure_is_checked_to_the_last_lesson() -> None:
    lesson = {
        "url": "https://qti.test/1", "skill_code": "a", "lesson_code": "b", "title": "One",
        "unit_title": "Unit", "status": "active", "xp": 10,
    }  # fmt: skip
    course = {"status": "active", "title": "Maths", "org": {"sourced_id": "o-1"}}
    with ScriptedServer(CREATED) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.courses.create_structure({"course": course, "course_structure": {"l1": lesson}})
            bad = {"course": course, "course_structure": {"l1": {**lesson, "colour": 1}}}
            with pytest.raises(InvalidInputError) as caught:
                await client.courses.create_structure(bad)
    assert server.requests[0].json["courseStructure"]["l1"]["unit-title"] == "Unit"
    assert [each.path for each in caught.value.issues] == ["course_structure['l1'].colour"]


async def test_export_gives_the_bytes_and_may_be_sent_again() -> None:
    with ScriptedServer(Answer(status=502), Answer(body=b"PK\x03\x04")) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert await client.resources("a/b").export() == b"PK\x03\x04"
    assert [each.path.rsplit("/", 2)[-2:] for each in server.requests] == [["export", "a%2Fb"]] * 2
    assert server.requests[0].headers["accept"] == "application/zip"


async def test_metadata_of_a_resource_have_the_type_that_they_name() -> None:
    metadata: dict[str, Any] = {
        "type": "interactive",
        "launchUrl": "https://x.test",
        "grades": [3],
        "mine": 1,
    }
    row = {"sourcedId": "x", "status": "active", "title": "T", "vendorResourceId": "v", "metadata": metadata}
    with ScriptedServer(Answer(body={"resource": row}), CREATED) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            resource = await client.resources.get("x")
            await client.resources.create(
                {"title": "T", "vendor_resource_id": "v", "metadata": InteractiveMetadata(tool_provider="p")}
            )
    typed = resource.typed_metadata
    assert isinstance(typed, InteractiveMetadata)
    assert (typed.launch_url, typed.grades) == ("https://x.test", [Grade.GRADE_3])
    assert resource.metadata == metadata
    sent = server.requests[1].json["resource"]["metadata"]
    assert sent == {"type": ResourceType.INTERACTIVE, "toolProvider": "p"}
    resource.metadata = {"type": "hologram"}
    assert isinstance(resource.typed_metadata, ResourceMetadata)


async def test_what_was_read_may_be_sent_without_the_nulls_that_stand_for_absence() -> None:
    step = ScoreScaleValue(item_value_lhs="90", item_value_rhs="A")
    with ScriptedServer(CREATED) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.score_scales.create(
                {
                    "status": "active", "title": "Letters", "type": "letters",
                    "class_": {"sourced_id": "c-1"}, "score_scale_value": [step],
                }
            )  # fmt: skip
    sent = server.requests[0].json["scoreScale"]["scoreScaleValue"]
    assert sent == [{"itemValueLHS": "90", "itemValueRHS": "A"}]


async def test_learnwith_ai_has_prefixes_counters_and_capitals_of_its_own() -> None:
    rows = [result(sourcedId=f"r-{number}") for number in range(3)]

    def answer(request: Received) -> Answer:
        offset = int(request.query["offset"])
        return Answer(body={"results": rows[offset : offset + 2], "offset": offset, "limit": 2, "total": 3})

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open, platform="LEARNWITH_AI") as client:
            found = await client.results.list_all(
                limit=2, sort="score_date", order_by="desc", where={"status": "active"}
            )
            with pytest.raises(InvalidInputError, match="between 1 and 100"):
                await client.results.list(limit=101)
            with pytest.raises(InvalidInputError, match="at most 2 conditions"):
                await client.results.list(where={"status": "active", "score": 1, "comment": "x"})
    assert [each.sourced_id for each in found] == ["r-0", "r-1", "r-2"]
    assert {each.path for each in server.requests} == {"/gradebook/1.0/results"}
    assert {each.query["orderBy"] for each in server.requests} == {"DESC"}


LISTS: dict[str, tuple[str, Callable[[AsyncOneRosterClient], Any]]] = {
    "results": ("results", lambda client: client.results),
    "of a class": ("results", lambda client: client.classes("c").results),
    "of a student": ("results", lambda client: client.classes("c").students("u").results),
    "of a line item": ("results", lambda client: client.line_items("l").results),
    "of a course": ("courseComponents", lambda client: client.courses("c").components),
    "components": ("courseComponents", lambda client: client.courses.components),
    "resources": ("resources", lambda client: client.users("u").resources),
}


@pytest.mark.parametrize("name", LISTS)
async def test_b04_b05_b58_b60_every_list_streams_whole_from_its_offset_and_again(name: str) -> None:
    key, listing = LISTS[name]
    rows = [
        result(sourcedId=str(number), course={"sourcedId": "c"}, title="T", sortOrder=number,
               unlockDate=None, vendorResourceId="v")
        for number in range(120)
    ]  # fmt: skip

    def answer(request: Received) -> Answer:
        offset, limit = int(request.query["offset"]), min(int(request.query["limit"]), 30)
        return Answer(body={key: rows[offset : offset + limit], "totalCount": 120, "limit": limit})

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            page = await listing(client).list()
            stream = listing(client).stream(offset=50)
            passes = [[row.sourced_id async for row in stream] for _ in range(2)]
    assert isinstance(page, PageResult)
    assert (len(page), page.total, page.has_more) == (30, 120, True)
    assert passes == [[str(number) for number in range(50, 120)]] * 2


def test_a_line_item_without_a_status_is_active() -> None:
    made = LineItem(
        sourced_id="l", title="t", assign_date=datetime(2026, 1, 1, tzinfo=UTC),
        due_date=datetime(2026, 1, 2, tzinfo=UTC), class_=Ref(sourced_id="c"), school=Ref(sourced_id="s"),
        category=Ref(sourced_id="k"),
    )  # fmt: skip
    assert made.status is Status.ACTIVE
